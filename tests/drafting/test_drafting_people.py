"""Titles, names and lists, sentence by sentence."""

import pytest

from giaoban.drafting import Known, draft, mentions, titles
from giaoban.drafting.words import Word, match_key, words


def _words(text: str) -> list[Word]:
    return words(text, match_key(text))


def _said(sequence: list[Word], start: int, end: int) -> str:
    return " ".join(word.text for word in sequence[start:end])


@pytest.mark.parametrize(
    ("text", "title", "name"),
    [
        ("Bí thư Thành ủy Hà Nội Đinh Văn Dũng", "Bí thư Thành ủy Hà Nội", "Đinh Văn Dũng"),
        ("Bí thư Thành ủy Hà Nội", "Bí thư Thành ủy Hà Nội", None),
        ("Bí thư Huyện ủy Lê Văn Bình", "Bí thư Huyện ủy", "Lê Văn Bình"),
        ("Bí thư Huyện ủy Trần Văn Thời Nguyễn Minh Đương", "Bí thư Huyện ủy Trần Văn Thời", "Nguyễn Minh Đương"),
        ("Phó Bí thư Tỉnh ủy Y Thanh Hà Niê Kđăm", "Phó Bí thư Tỉnh ủy", "Y Thanh Hà Niê Kđăm"),
        ("Phó Chủ tịch HĐND tỉnh Điểu K'Ré", "Phó Chủ tịch HĐND tỉnh", "Điểu K'Ré"),
        ("Bí thư Huyện ủy Đắk Glong K’Mák", "Bí thư Huyện ủy Đắk Glong", "K’Mák"),
        ("Vụ trưởng Vụ Địa phương III Phạm Văn Cường", "Vụ trưởng Vụ Địa phương III", "Phạm Văn Cường"),
        ("Phó Bí thư Thường trực Tỉnh ủy A Pớt", "Phó Bí thư Thường trực Tỉnh ủy", "A Pớt"),
        ("Chủ tịch Hội LHPN Việt Nam Hà Thị Nga", "Chủ tịch Hội LHPN Việt Nam", "Hà Thị Nga"),
        (
            "Chủ tịch UBND tỉnh Bà Rịa - Vũng Tàu Nguyễn Văn Thọ",
            "Chủ tịch UBND tỉnh Bà Rịa - Vũng Tàu",
            "Nguyễn Văn Thọ",
        ),
        ("Quân đội nhân dân Việt Nam", None, None),
        ("bí thư chi bộ", None, None),
    ],
)
def test_a_title_is_parted_from_the_name_after_it(text: str, title: str | None, name: str | None) -> None:
    sequence = _words(text)
    found = titles.read(sequence, 0, len(sequence)) if titles.begins(sequence, 0) else None
    assert (found and _said(sequence, found.start, found.end).replace(" - ", " - ")) == title
    assert (found and found.name and _said(sequence, found.end, found.name)) == name


def _people(text: str) -> list[tuple[str, list[str]]]:
    sequence = _words(text)
    return [
        (_said(sequence, p.start, p.end), [_said(sequence, *t) for t in p.titles])
        for group in mentions.groups(sequence, 0, len(sequence))
        for p in group.people
    ]


def test_a_title_before_a_colon_is_everyones() -> None:
    text = "các Phó Trưởng ban Tổ chức Trung ương: Lê Văn An, Mai Thị Bình, Hoàng Đăng Chung"
    assert _people(text) == [
        (n, ["Phó Trưởng ban Tổ chức Trung ương"]) for n in ("Lê Văn An", "Mai Thị Bình", "Hoàng Đăng Chung")
    ]


def test_a_title_after_several_names_is_everyones() -> None:
    text = "các đồng chí Lê Văn An, Mai Thị Bình và Trần Minh Công, Phó Trưởng Ban Tổ chức Tỉnh ủy"
    assert {tuple(t) for _, t in _people(text)} == {("Phó Trưởng Ban Tổ chức Tỉnh ủy",)}


def test_a_post_that_one_person_holds_is_not_shared() -> None:
    text = "đồng chí Lê Văn An, Mai Thị Bình, Bí thư Huyện ủy"
    assert _people(text) == [("Lê Văn An", []), ("Mai Thị Bình", ["Bí thư Huyện ủy"])]


def test_a_list_in_order_of_protocol_ends_its_common_title_with_a_lower_one() -> None:
    text = (
        "các đồng chí Ủy viên Bộ Chính trị: Bí thư Trung ương Đảng, Trưởng Ban Nội chính Trung ương Phan Văn An; "
        "Bí thư Thành ủy Hà Nội Đinh Văn Bình; Bí thư Trung ương Đảng, Trưởng Ban Tuyên giáo Trung ương Lê Văn Công"
    )
    assert [t[0] for _, t in _people(text)] == [
        "Ủy viên Bộ Chính trị",
        "Ủy viên Bộ Chính trị",
        "Bí thư Trung ương Đảng",
    ]


def test_signs_between_name_and_title() -> None:
    text = "đồng chí Giàng Páo Mỷ (Bí thư Tỉnh ủy), ông K’Mák - Phó Chủ tịch HĐND tỉnh"
    assert _people(text) == [("Giàng Páo Mỷ", ["Bí thư Tỉnh ủy"]), ("K’Mák", ["Phó Chủ tịch HĐND tỉnh"])]


def test_a_post_inside_a_body_takes_the_body_with_it() -> None:
    text = "đồng chí Lê Văn An, Vụ trưởng Vụ Địa phương II, Ban Tổ chức Trung ương"
    assert _people(text) == [("Lê Văn An", ["Vụ trưởng Vụ Địa phương II , Ban Tổ chức Trung ương"])]


def test_a_school_may_bear_a_persons_name() -> None:
    text = "bà Phan Thị Hoa, Hiệu trưởng Trường Chính trị Nguyễn Chí Thanh"
    assert _people(text) == [("Phan Thị Hoa", ["Hiệu trưởng Trường Chính trị Nguyễn Chí Thanh"])]


HEADLINE = "Ban Tổ chức Tỉnh ủy Đắk Lắk giao ban công tác quý I/2023"
OPENING = "Sáng 5/4/2023, Ban Tổ chức Tỉnh ủy Đắk Lắk giao ban công tác tổ chức xây dựng Đảng quý I/2023."


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        (
            "Đồng chí Điểu K’ré, Phó Bí thư Tỉnh ủy; đồng chí K’ Mák, Cil Bri, Bon Yô Soan, Kon Sơ Ha Hoan cùng dự hội nghị.",
            {
                "Điểu K’ré": "attended",
                "K’ Mák": "attended",
                "Cil Bri": "attended",
                "Bon Yô Soan": "attended",
                "Kon Sơ Ha Hoan": "attended",
            },
        ),
        (
            "Đồng chí Lò Thị Minh Phượng, Mùa A Sơn, Vừ A Bằng và Quàng Văn Hương dự hội nghị.",
            {
                "Lò Thị Minh Phượng": "attended",
                "Mùa A Sơn": "attended",
                "Vừ A Bằng": "attended",
                "Quàng Văn Hương": "attended",
            },
        ),
        (
            "Các ông, bà: Thạch Thị Dân, Danh Út, Sơn Minh Thắng đồng chủ trì.",
            {"Thạch Thị Dân": "co-chair", "Danh Út": "co-chair", "Sơn Minh Thắng": "co-chair"},
        ),
        (
            (
                "Đại diện Ban Tổ chức Trung ương có đồng chí Lê Văn Bình, Vụ trưởng Vụ Địa phương II; đại diện "
                "Văn phòng Tỉnh ủy, lãnh đạo ban tổ chức các huyện ủy, Thành ủy Buôn Ma Thuột cùng dự."
            ),
            {"Lê Văn Bình": "attended"},
        ),
        (
            "Tới dự có ông Nguyễn Văn Bảy (Phó Bí thư Thường trực Tỉnh ủy). Trưởng Ban Tổ chức Tỉnh ủy (Y Thịnh Êban) chủ trì.",
            {"Nguyễn Văn Bảy": "attended", "Y Thịnh Êban": "chair"},
        ),
        ("Dự có đại diện lãnh đạo các thành phố Gia Nghĩa, Buôn Ma Thuột, Pleiku, phường Tân An, xã Ea Drông.", {}),
    ],
)
def test_who_took_part(known: Known, sentence: str, people: dict[str, str]) -> None:
    found = draft(f"{HEADLINE}\n{OPENING}\n{sentence}\n", known)
    assert {p.name: p.part.value for p in found.people} == people
