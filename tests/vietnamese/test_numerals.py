"""Numbers in words, roman numerals, and enumerators."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoban.vietnamese import (
    read_cardinal,
    read_enumerator,
    read_ordinal,
    read_roman,
    write_cardinal,
    write_ordinal,
    write_roman,
)

PIECES = [
    "một",
    "hai",
    "tư",
    "mười",
    "mươi",
    "lăm",
    "thứ",
    "là",
    " ",
    "  ",
    ",",
    "- ",
    "“",
    "12",
    ".",
    "(",
    ")",
    "ngày",
]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "một"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (55, "năm mươi lăm"),
        (91, "chín mươi mốt"),
        (99, "chín mươi chín"),
    ],
)
def test_cardinals(number: int, words: str) -> None:
    assert write_cardinal(number) == words
    assert read_cardinal(words) == number


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Hai  Mươi\nNhăm", 25),
        ("hai mươi bốn", 24),
        ("ba mươi một", 31),
        ("mười tư", 14),
        ("bẩy", 7),
        ("ba\u0309y", 7),
        ("mươi", None),
        ("mười mốt", None),
        ("hai lăm", None),
        ("lăm", None),
        ("một trăm", None),
        ("", None),
    ],
)
def test_cardinals_are_read_in_their_other_forms(words: str, number: int | None) -> None:
    assert read_cardinal(words) == number


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("thứ nhất", 1),
        ("Thứ hai", 2),
        ("thứ ba", 3),
        ("thứ tư", 4),
        ("thứ năm", 5),
        ("thứ mười hai", 12),
        ("thứ hai mươi mốt", 21),
        ("thứ một", None),
        ("thứ trưởng", None),
        ("thứ", None),
        ("hai", None),
    ],
)
def test_ordinals_are_read(words: str, number: int | None) -> None:
    assert read_ordinal(words) == number


@pytest.mark.parametrize(("number", "words"), [(1, "thứ nhất"), (2, "thứ hai"), (4, "thứ tư"), (14, "thứ mười bốn")])
def test_ordinals_are_written(number: int, words: str) -> None:
    assert write_ordinal(number) == words


def test_what_is_written_is_read_back() -> None:
    assert all(read_cardinal(write_cardinal(n)) == read_ordinal(write_ordinal(n)) == n for n in range(1, 100))
    assert all(read_roman(write_roman(n)) == n for n in range(1, 4000))
    assert len({write_roman(n) for n in range(1, 4000)}) == 3999


@pytest.mark.parametrize(
    ("write", "number"), [(write_cardinal, 0), (write_ordinal, 100), (write_roman, 0), (write_roman, 4000)]
)
def test_numbers_without_words_are_refused(write: Callable[[int], str], number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        write(number)


@pytest.mark.parametrize(
    ("signs", "number"),
    [
        *(("I", 1), ("IV", 4), ("XII", 12), ("XIII", 13), ("XVIII", 18), ("xiv", 14)),
        *((wrong, None) for wrong in ("IIII", "IIX", "VX", "IC", "", "ı", "MMMM", "I" * 100_000, "X2")),
    ],
)
def test_roman_numerals(signs: str, number: int | None) -> None:
    assert read_roman(signs) == number


@pytest.mark.parametrize(
    ("passage", "number", "style", "rest"),
    [
        ("Một là, các cơ quan", 1, "cardinal", "các cơ quan"),
        ("Bốn là, cụ thể hoá", 4, "cardinal", "cụ thể hoá"),
        ("Năm là, tổ chức", 5, "cardinal", "tổ chức"),
        ("Mười hai là: rà soát", 12, "cardinal", "rà soát"),
        ("hai mươi mốt là rà soát", 21, "cardinal", "rà soát"),
        ("- “Ba là – tăng cường”", 3, "cardinal", "tăng cường”"),
        ("Thứ nhất, 100% chi bộ", 1, "ordinal", "100% chi bộ"),
        ("Thứ tư, bảo vệ", 4, "ordinal", "bảo vệ"),
        ("thứ hai là bảo vệ", 2, "ordinal", "bảo vệ"),
        ("Thứ mười lăm: bảo vệ", 15, "ordinal", "bảo vệ"),
        ("10. Chủ động", 10, "digits", "Chủ động"),
        ("1.Tiếp tục", 1, "digits", "Tiếp tục"),
        ("2) Tiếp tục", 2, "digits", "Tiếp tục"),
        ("(3) Tiếp tục", 3, "digits", "Tiếp tục"),
        ("4/ Tiếp tục", 4, "digits", "Tiếp tục"),
        ("5- Tiếp tục", 5, "digits", "Tiếp tục"),
    ],
)
def test_enumerators(passage: str, number: int, style: str, rest: str) -> None:
    found = read_enumerator(passage)
    assert found
    assert (found.number, found.style, passage[found.end :]) == (number, style, rest)


@pytest.mark.parametrize(
    "passage",
    [
        "13.500 đảng viên được sàng lọc",
        "29-10-2018, tại Hà Nội",
        "1-1-2022",
        "18:34' 23/12/2016",
        "18-NQ/TW",
        "10 chương trình",
        "Thứ tư, ngày 5-3",
        "Thứ hai (5/3), tại Hà Nội",
        "Thứ trưởng, đồng chí",
        "Thứ hai đầu tuần",
        "Hai làng",
        "Thứ hai làng xã",
        "Một số địa phương là",
        "Năm 2022, bám sát",
        "",
    ],
)
def test_other_openings_are_no_enumerators(passage: str) -> None:
    assert read_enumerator(passage) is None


@given(st.text() | st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_passage_is_read(passage: str) -> None:
    found = read_enumerator(passage)
    assert found is None or 0 < found.end <= len(passage)
    assert read_roman(passage) is None or write_roman(read_roman(passage) or 0) == passage.upper()
    read_cardinal(passage)
    read_ordinal(passage)


@pytest.mark.parametrize("piece", [" ", "hai ", "thứ ", "thứ hai ", "- ", "a", "1", "(1"])
def test_hostile_passages_are_read_to_their_end(piece: str) -> None:
    read_enumerator(piece * 100_000)
