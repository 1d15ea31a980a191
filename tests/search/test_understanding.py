"""What readers of any kind type, on the real archive: each kind of query that once failed."""

from __future__ import annotations

import pytest

from giaoban.search.engine import Engine

FIRST = [
    # An office or an honorific before a name; a given name alone.
    ("Chủ tịch nước Lương Cường", "lanh-dao/luong-cuong/"),
    ("thuong tuong luong tam quang", "lanh-dao/luong-tam-quang/"),
    ("ông Rứa", "lanh-dao/to-huy-rua/"),
    ("bà Hồng Lan", "lanh-dao/dao-hong-lan/"),
    ("đồng chí Phan Đình Trạc", "lanh-dao/phan-dinh-trac/"),
    # What pages show.
    ("tỉnh Bạc Liêu sáp nhập", "tinh/bac-lieu/"),
    ("Bình Định Gia Lai hợp nhất", "tinh/gia-lai/"),
    # Joined words, Telex, VNI, short forms, blanks in other places.
    ("langson", "tinh/lang-son/"),
    ("luongcuong", "lanh-dao/luong-cuong/"),
    ("ba ria vungtau", "tinh/ba-ria-vung-tau/"),
    ("luowng cuongf", "lanh-dao/luong-cuong/"),
    ("tha1i nguye6n", "tinh/thai-nguyen/"),
    ("hntw7 k12", "hoi-nghi/k12-tw7/"),
    # Wrong marks and letters in provinces.
    ("Hải Phong", "tinh/hai-phong/"),
    ("Lạng Sờn", "tinh/lang-son/"),
    ("Cà Mâu", "tinh/ca-mau/"),
    ("Thái Nguyễn", "tinh/thai-nguyen/"),
    ("dak nong", "tinh/dak-nong/"),
    ("kon tun", "tinh/kon-tum/"),
    # A hyphen that came apart; invisible characters.
    ("26 -NQ/TW", "van-ban/nq-26-tw-k12/"),
    ("quy định 205 –QĐ/TW", "van-ban/qd-205-tw-k12/"),
    ("26-N\u00adQ/T\u200bW", "van-ban/nq-26-tw-k12/"),
    # Dates and terms.
    ("ngày 29/10/2018", "hop/2018-10-29-giao-ban-thang-11-2018/"),
]
NOTHING = [
    "giá vàng hôm nay", "cách nấu phở bò", "xổ số miền nam", "phim hay 2024", "Hồ Quang Hiếu", "Lý Thường Kiệt", "Paris",
    "Thượng Hải", "lich thi dau bong da", "chứng khoán phái sinh",
]  # fmt: skip
MISSING = [
    ("887-KL/TW", "887-KL/TW"),
    ("nghị quyết 888", "nghị quyết 888"),
    ("777 -QĐ/TW năm 2024", "777 -QĐ/TW"),
    ("qd 999 ", "qd 999"),
]


def _first(engine: Engine, query: str) -> str:
    hits = engine.hits(engine.answer(query), 1)
    return hits[0].address.partition("#")[0] if hits else ""


@pytest.mark.parametrize(("query", "address"), FIRST)
def test_what_was_meant_comes_first(engine: Engine, query: str, address: str) -> None:
    assert _first(engine, query) == address


@pytest.mark.parametrize("query", NOTHING)
def test_nothing_there_is_an_answer(engine: Engine, query: str) -> None:
    assert engine.answer(query).ranked == []


@pytest.mark.parametrize(("query", "name"), MISSING)
def test_a_document_that_is_not_here_is_named(engine: Engine, query: str, name: str) -> None:
    answer = engine.answer(query)
    assert answer.missing == [name]
    assert answer.ranked == []


def test_a_number_that_is_still_being_typed_is_not_missed(engine: Engine) -> None:
    assert engine.answer("nghị quyết 1").missing == []
    assert engine.answer("18-NQ/TW").missing == []


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("Đông Tháp", "đồng tháp"),
        ("kon tun", "kon tum"),
        ("quangtri", "quảng trị"),
        ("luowng cuongf", "lương cường"),
        ("đồng tháp", None),
    ],
)
def test_what_was_meant_is_said(engine: Engine, query: str, meant: str | None) -> None:
    assert engine.answer(query).better == meant


def test_a_congress_term_finds_its_meetings(engine: Engine) -> None:
    hits = engine.hits(engine.answer("khóa XII"), 20)
    assert all(hit.page.kind == "briefing" for hit in hits)
    assert all("2016" <= hit.page.address[4:8] <= "2021" for hit in hits)
