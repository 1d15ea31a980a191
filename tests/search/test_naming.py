"""What a query names: documents by number, people, congress terms, dates."""

from __future__ import annotations

import pytest

from giaoban.search import lexicon, naming
from giaoban.search.tokens import tokens


@pytest.mark.parametrize(
    ("text", "span", "tag", "whole"),
    [
        ("18-NQ/TW", (0, 3), "@r 18-nq-tw", True),
        ("18 NQ", (0, 2), "@r 18-nq", True),
        ("NQ 18", (0, 2), "@r 18-nq", False),
        ("nghị quyết số 18", (0, 3), "@r 18-nq", False),
        ("nghi quyet 18", (0, 3), "@r 18-nq", False),
        ("triển khai quy định 205", (2, 5), "@r 205-qd", False),
        ("quy định 8", (0, 3), "@r 8-qdi", False),
        ("Nghị quyết 887-KL/TW", (0, 5), "@r 887-kl-tw", True),
        ("QĐ 214-QĐ/TW", (0, 4), "@r 214-qd-tw", True),
        ("04-QC/BTCTU", (0, 3), "@r 4-qc-btctu", True),
        ("kế hoạch 126 đồng tháp", (0, 3), "@r 126-kh", False),
    ],
)
def test_a_document_is_named_by_number_and_type(text: str, span: tuple[int, int], tag: str, whole: bool) -> None:
    [found] = naming.symbols(list(tokens(text)))
    assert (found.start, found.end) == span
    assert tag in found.tags
    assert found.whole is whole


@pytest.mark.parametrize(
    "text",
    [
        "2018",
        "quý 3 năm 2018",
        "kế hoạch 6 tháng",
        "báo cáo 9 tháng",
        "kế hoạch 2021",
        "kết luận 01 tháng 4",
        "54/58 đề án",
        "nghị quyết",
        "",
    ],
)
def test_a_count_or_a_year_names_no_document(text: str) -> None:
    assert naming.symbols(list(tokens(text))) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tổng Bí thư Tô Lâm", "Tô Lâm"),
        ("bộ trưởng công an Lương Tam Quang", "Lương Tam Quang"),
        ("đồng chí Hoàng Đăng Quang", "Hoàng Đăng Quang"),
        ("dai tuong phan van giang", "phan van giang"),
        ("bác Nguyễn Phú Trọng", "Nguyễn Phú Trọng"),
        ("Phan Đình Trạc nói gì", "Phan Đình Trạc"),
    ],
)
def test_a_person_is_found_behind_office_and_honorific(text: str, name: str) -> None:
    words = list(tokens(text))
    one = naming.person(words)
    assert one is not None
    assert name.lower().split() in [[word.text for word in words[start:end]] for start, end in one.wholes]


def test_a_given_name_may_stand_alone_behind_an_honorific() -> None:
    one = naming.person(list(tokens("ông Hải Long An")))
    assert one is not None
    assert (one.honorific, one.given) == (1, (1,))


@pytest.mark.parametrize("text", ["", "ông", "sáu tháng đầu năm", "chỉ thị 35", "quảng ninh"])
def test_what_names_nobody(text: str) -> None:
    assert naming.person(list(tokens(text))) is None


@pytest.mark.parametrize(
    ("text", "span"),
    [("khóa XII", (20160129, 20210125)), ("khoa 12", (20160129, 20210125)), ("nhiệm kỳ khóa XI", (20110120, 20160121))],
)
def test_a_congress_term_alone(text: str, span: tuple[int, int]) -> None:
    assert naming.term(list(tokens(text))) == span


def test_a_term_beside_other_words_is_words() -> None:
    assert naming.term(list(tokens("trung ương 6 khóa XII"))) is None
    assert naming.term(list(tokens("khóa 99"))) is None


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("30/9/2021", (20210930, 20210930)),
        ("ngày 8 tháng 12 năm 2025", (20251208, 20251208)),
        ("2020-10-30", (20201030, 20201030)),
        ("chiều 2/1/2019", (20190102, 20190102)),
        ("ngày 11 - 2 - 2019", (20190211, 20190211)),
        ("tháng 6/2022", (20220600, 20220631)),
        ("họp tháng 12 năm 2020", (20201200, 20201231)),
        ("2020", None),
        ("năm 2020", None),
        ("6 tháng 2018", None),
        ("6 tháng đầu năm 2018", None),
        ("13/13/2020", None),
        ("30 9 2021", None),
        ("2016-2018", None),
        ("", None),
    ],
)
def test_a_date_alone(text: str, span: tuple[int, int] | None) -> None:
    assert naming.days(list(tokens(text)), text) == span


def test_words_that_ask_or_bind_need_not_be_there() -> None:
    assert lexicon.binding(["ai", "chủ", "trì", "giao", "ban"], marked=True) == [True, False, False, False, False]
    assert lexicon.binding(["ket", "nap", "bao", "nhieu", "dang", "vien"], marked=False) == [
        False,
        False,
        True,
        True,
        False,
        False,
    ]
    assert lexicon.binding(["ai", "là"], marked=True) == [False, False]
