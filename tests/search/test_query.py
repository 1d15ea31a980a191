"""What was typed, taken apart; and that nothing typed is ever an error."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giaoban.search import query
from giaoban.search.engine import Engine
from giaoban.search.query import Query


def _read(asked: Query) -> tuple[str, list[str], list[str], list[tuple[str, str]]]:
    """Words, phrases, what is left out, filters."""
    said = [" ".join(token.text for token in group) for group in (asked.words, *asked.phrases, *asked.without)]
    return (
        said[0], said[1 : 1 + len(asked.phrases)], said[1 + len(asked.phrases) :],
        [(one.field, one.value) for one in asked.conditions],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("", [], [], [])),
        ("giao ban quý I", ("giao ban quý 1", [], [], [])),
        ('"có vào có ra" cán bộ', ("cán bộ", ["có vào có ra"], [], [])),
        ("“có vào” ra", ("ra", ["có vào"], [], [])),
        ('"chưa đóng', ("", ["chưa đóng"], [], [])),
        ('""', ("", [], [], [])),
        ("họp -2018", ("họp", [], ["2018"], [])),
        ('họp -"quảng ngãi" -cụm', ("họp", [], ["quảng ngãi", "cụm"], [])),
        ("18-NQ/TW", ("18 nq tw", [], [], [])),
        ("18\u2011N\u00adQ/T\u200bƯ", ("18 nq tw", [], [], [])),
        ("ti\u0309nh\u00a0:\u2060Đồ\u00adng Tháp Ðảng", ("", [], [], [("p", "Đồng Tháp Đảng")])),
        ("18 -NQ/TW", ("18 nq tw", [], [], [])),
        ("18 –nq", ("18 nq", [], [], [])),
        ("họp 2018 -nqx", ("họp 2018", [], ["nqx"], [])),
        ("tư tưởng - văn hóa", ("tư tưởng văn hóa", [], [], [])),
        ("-", ("", [], [], [])),
        ("--họp", ("họp", [], [], [])),
        ("tỉnh:quảng ninh", ("", [], [], [("p", "quảng ninh")])),
        ("TỈNH: Quảng Ninh năm:2018", ("", [], [], [("p", "Quảng Ninh"), ("year", "2018")])),
        ("họp tinh:hue nam:2016-2018 bộ máy", ("họp bộ máy", [], [], [("p", "hue"), ("year", "2016-2018")])),
        ('lãnh đạo:"tô lâm" bộ máy', ("bộ máy", [], [], [("l", "tô lâm")])),
        ("văn bản:18-NQ/TW", ("", [], [], [("r", "18-NQ/TW")])),
        ("loại:sơ kết sáu tháng", ("sáu tháng", [], [], [("kind", "sơ kết")])),
        ("cấp:trung ương cấp:cụm", ("", [], [], [("level", "trung ương"), ("level", "cụm")])),
        ("từ:29-10-2018 đến:2019", ("", [], [], [("from", "29-10-2018"), ("to", "2019")])),
        ("chủ đề:", ("", [], [], [])),
        ('tỉnh:quảng ninh "cán bộ" họp', ("họp", ["cán bộ"], [], [("p", "quảng ninh")])),
        ("tỉnh:quảng ninh -cụm họp", ("họp", [], ["cụm"], [("p", "quảng ninh")])),
        ("năm:2018 -“quảng ngãi” họp", ("họp", [], ["quảng ngãi"], [("year", "2018")])),
        ("khoảng 5:30", ("khoảng 5 30", [], [], [])),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_query_is_taken_apart(text: str, expected: tuple[str, list[str], list[str], list[tuple[str, str]]]) -> None:
    assert _read(query.parse(text)) == expected


@pytest.mark.parametrize(
    ("text", "goes_on"), [("họp", True), ("họp ", False), ('"họp"', False), ("", False), ("tỉnh:huế", False)]
)
def test_only_a_last_word_may_go_on(text: str, goes_on: bool) -> None:
    assert query.parse(text).open is goes_on


@pytest.mark.parametrize(
    ("value", "span"),
    [("2018", (2018, 2018)), ("2016-2018", (2016, 2018)), ("2016 – 2018", (2016, 2018)), ("18", None), ("", None)],
)
def test_years(value: str, span: tuple[int, int] | None) -> None:
    assert query.years(value) == span


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2018", (2018, 1, 1), (2018, 12, 31)),
        ("2018-10", (2018, 10, 1), (2018, 10, 31)),
        ("10-2018", (2018, 10, 1), (2018, 10, 31)),
        ("29/10/2018", (2018, 10, 29), (2018, 10, 29)),
        ("2018-10-29", (2018, 10, 29), (2018, 10, 29)),
        ("29-10", None, None),
        ("hôm nay", None, None),
    ],
)
def test_days(value: str, first: tuple[int, int, int] | None, last: tuple[int, int, int] | None) -> None:
    assert (query.day(value, last=False), query.day(value, last=True)) == (first, last)


_PIECES = st.sampled_from(
    [
        "tỉnh:",
        "năm:",
        "văn bản:",
        "từ:",
        "cấp:",
        "-",
        '"',
        "“",
        " ",
        "18-NQ/TW",
        "quảng ninh",
        "bộ",
        "a",
        "2018",
        ".",
        "số",
        "\n",
        "ư",
    ]
)


@settings(deadline=None)
@given(st.text() | st.lists(_PIECES, max_size=8).map("".join))
def test_nothing_typed_is_an_error(engine: Engine, text: str) -> None:
    answer = engine.answer(text)
    numbers = [number for number, _ in answer.ranked]
    assert len(set(numbers)) == len(numbers)
    assert [score for _, score in answer.ranked] == sorted((score for _, score in answer.ranked), reverse=True)
    engine.hits(answer, 2)
