"""Leaders and provinces by name: who and what is meant, and who and what is not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from known import lookup

from giaoban.citations import Context, FoundLeader, FoundProvince
from giaoban.citations.gazetteer import capitals
from giaoban.citations.names import leaders_in, provinces_in
from giaoban.citations.patterns import shadow

LEADERS = [
    ("Đồng chí Phạm Minh Chính, Ủy viên Bộ Chính trị", ["pham-minh-chinh"]),
    ("Chủ nhiệm Tổng cục Chính trị Đại tướng Lương Cường", ["luong-cuong"]),
    ("Trưởng Ban Phạm Minh Chính phát biểu; PHẠM MINH CHÍNH", ["pham-minh-chinh", "pham-minh-chinh"]),
    ("Phạm Minh\nChính", ["pham-minh-chinh"]),
    ("Trần Văn Hà và Trần Văn", ["tran-van-ha", "tran-van"]),
    ("Đinh Lương Cường, Trần Lương Cường", []),
    ("Phạm Minh Chính Nghĩa", []),
    ("phạm minh chính, Phạm. Minh Chính", []),
    ("Bí thư Thành ủy Hà Nội Lương Cường", ["luong-cuong"]),
    ("Bí thư Tỉnh ủy Lai Châu Giàng Páo Mỷ", ["giang-pao-my"]),
    ("các đồng chí Êban Y Phu, Y Dhăm Ênuôl", ["eban-y-phu", "y-dham-enuol"]),
    ("Phó Thủ tướng Nguyễn Hoà Bình", ["nguyen-hoa-binh"]),
    ("Chủ tịch Hồ Chí Minh", ["ho-chi-minh"]),
    ("tư tưởng, đạo đức, phong cách Hồ Chí Minh", []),
    ("tư tưởng Hồ Chí Minh; tấm gương đạo đức Hồ Chí Minh", []),
    ("Học viện Chính trị Quốc gia Hồ Chí Minh", []),
    ("Đoàn Thanh niên Cộng sản Hồ Chí Minh, thành phố Hồ Chí Minh, TP. Hồ Chí Minh", []),
    ("đường Nguyễn Ái Quốc, Trường THPT Lương Cường", []),
    ("Ủy ban nhân dân thành phố Lương Cường", ["luong-cuong"]),
]


def leaders(text: str, context: Context | None = None) -> tuple[FoundLeader, ...]:
    seen = shadow(text)
    return leaders_in(seen, capitals(seen), lookup, context or Context())


def provinces(text: str, context: Context | None = None) -> tuple[FoundProvince, ...]:
    seen = shadow(text)
    return provinces_in(seen, capitals(seen), lookup, context or Context())


@pytest.mark.parametrize(("text", "expected"), LEADERS)
def test_leaders(text: str, expected: list[str]) -> None:
    for form in ("NFC", "NFD"):
        given_text = unicodedata.normalize(form, text)
        found = leaders(given_text)
        assert [one.leader for one in found] == expected
        assert all(given_text[one.start : one.end] == one.text for one in found)


def test_a_name_of_two_people_is_ambiguous() -> None:
    (one,) = leaders("ông Nguyễn Văn An, Bí thư")
    assert one.leader is None
    assert one.candidates == ("nguyen-van-an", "nguyen-van-an-2")
    (one,) = leaders("ông Nguyễn Văn An, Bí thư", Context(leaders=("nguyen-van-an-2",)))
    assert one.leader == "nguyen-van-an-2"


PROVINCES = [
    ("2018-10-29", "Tỉnh ủy Đồng Tháp, tỉnh Quảng Trị", ["dong-thap", "quang-tri"]),
    ("2025-06-30", "Đồng Tháp", ["dong-thap"]),
    ("2025-07-01", "Đồng Tháp", ["dong-thap-2025"]),
    ("2018-10-29", "Thành ủy Hà Nội, thành phố Hà Nội, Thủ đô Hà Nội", ["ha-noi", "ha-noi", "ha-noi"]),
    ("2018-10-29", "Bà Rịa - Vũng Tàu, Bà Rịa – Vũng Tàu, Bà Rịa-Vũng Tàu, BR-VT", ["ba-ria-vung-tau"] * 4),
    ("2018-10-29", "thành phố Bà Rịa, thành phố Vũng Tàu", []),
    (
        "2018-10-29",
        "Đắk Lắk, Đắc Lắc, Dak Lak, Kon Tum, Kontum",
        ["dak-lak", "dak-lak", "dak-lak", "kon-tum", "kon-tum"],
    ),
    ("2018-10-29", "Thừa Thiên Huế, Thừa Thiên - Huế", ["hue", "hue"]),
    ("2018-10-29", "thành phố Huế, TP. Huế, TP Huế, Thành ủy Huế", []),
    ("2025-02-01", "thành phố Huế, TP. Huế, Thành ủy Huế", ["hue", "hue", "hue"]),
    ("2018-10-29", "thành phố Bắc Ninh, Thành ủy Bắc Ninh", []),
    ("2026-01-15", "thành phố Bắc Ninh", []),
    ("2026-09-20", "thành phố Bắc Ninh", ["bac-ninh-2025"]),
    (
        "2018-10-29",
        "huyện Hòa Bình, xã Hà Nam, phường Đồng Tháp, thị xã Quảng Trị, quận Hà Nội, thị trấn Thái Bình",
        [],
    ),
    ("2018-10-29", "Huyện ủy Quảng Trị, sông Tiền Giang, Báo Đồng Tháp, chiến dịch Điện Biên", []),
    ("2018-10-29", "điểm cầu Đồng Tháp; tại Hà Nội", ["dong-thap", "ha-noi"]),
    ("2018-10-29", "Điện Biên Phủ, Thái Bình Dương, Hà Nam Ninh, Hà Nội Mới", []),
    ("2018-10-29", "Nguyễn Hòa Bình, Trần Thị Thái Bình, Lê Hà Nam", []),
    ("2018-10-29", "hòa bình, Hòa bình, HÒA BÌNH, Hoà Bình", ["hoa-binh", "hoa-binh"]),
    ("2018-10-29", "TP. Hồ Chí Minh, TP.HCM, TPHCM, thành phố Hồ Chí Minh, Thành phố Hồ Chí Minh", ["ho-chi-minh"] * 5),
    ("2018-10-29", "tư tưởng Hồ Chí Minh, Học viện Chính trị Quốc gia Hồ Chí Minh, Hồ Chí Minh", []),
    ("2018-10-29", "(Điện Biên, Lai Châu, Hòa Bình…)", ["dien-bien", "lai-chau", "hoa-binh"]),
    ("2018-10-29", "Hà Nộii, XHà Nội", []),
]


@pytest.mark.parametrize(("day", "text", "expected"), PROVINCES)
def test_provinces(day: str, text: str, expected: list[str]) -> None:
    for form in ("NFC", "NFD"):
        given_text = unicodedata.normalize(form, text)
        found = provinces(given_text, Context(day))
        assert [one.unit for one in found] == expected
        assert all(given_text[one.start : one.end] == one.text for one in found)


def test_without_one_unit_there_are_candidates_on_their_page() -> None:
    (one,) = provinces("Đồng Tháp")
    assert (one.unit, one.page, one.candidates) == (None, "dong-thap", ("dong-thap", "dong-thap-2025"))
    (one,) = provinces("Tiền Giang", Context("2026-01-01"))
    assert (one.unit, one.page, one.candidates) == (None, "tien-giang", ("tien-giang",))
    assert provinces("thành phố Bắc Ninh") == ()


WORDS = [
    "Hà Nội",
    "Hồ Chí Minh",
    "thành phố",
    "TP.",
    "Nguyễn",
    "Văn",
    "An",
    "Hòa Bình",
    "huyện",
    ",",
    ".",
    "-",
    "\n",
    "Phạm Minh Chính",
    "Bình",
]


@given(
    st.text(max_size=100) | st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join),
    st.sampled_from([None, "2018-10-29", "sai"]),
)
@settings(deadline=None)
def test_never_raises_and_never_overlaps(text: str, day: str | None) -> None:
    for found in (leaders(text, Context(day)), provinces(text, Context(day))):
        last = 0
        for one in found:
            assert last <= one.start < one.end <= len(text)
            assert text[one.start : one.end] == one.text
            last = one.end
