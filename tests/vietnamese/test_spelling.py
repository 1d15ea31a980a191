"""Keys of words, both styles of tone placement, slugs; dictionary order held to ICU."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Callable
from functools import cmp_to_key
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoban.vietnamese import fold, name_key, nfc, slug, sort_key, tone_new, tone_old
from giaoban.vietnamese.spelling import LETTERS, TONES

SYLLABLES = (Path(__file__).parent / "syllables.txt").read_text(encoding="utf-8").split()
# Arbitrary text seldom has an open rhyme in it; joined pieces often do.
VIETNAMESE = st.lists(st.sampled_from([*SYLLABLES, *"oaeuyq ", "òa", "oà", "UỶ", "Ủy", "\u0301", "\u0327"])).map(
    "".join
)
ANY_TEXT = st.text() | VIETNAMESE


def nfd(s: str) -> str:
    return unicodedata.normalize("NFD", s)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hòa", "hoà"),
        ("ủy", "uỷ"),
        ("khóa", "khoá"),
        ("Thủy", "Thuỷ"),
        ("khỏe", "khoẻ"),
        ("TỈNH ỦY", "TỈNH UỶ"),
        ("Hòa Bình, Khánh Hòa", "Hoà Bình, Khánh Hoà"),
        ("Ủy viên Ban Thường vụ Tỉnh ủy", "Uỷ viên Ban Thường vụ Tỉnh uỷ"),
        ("cụ thể hóa khóa XII", "cụ thể hoá khoá XII"),
        ("“tự chuyển hóa”", "“tự chuyển hoá”"),
    ],
)
def test_tone_styles(old: str, new: str) -> None:
    assert tone_new(old) == new
    assert tone_old(new) == old
    assert tone_old(old) == old
    assert tone_new(new) == new
    assert tone_old(nfd(new)) == old


@pytest.mark.parametrize(
    "word", ["quý", "quỳ", "Quý", "QUÝ", "giỏi", "của", "thuở", "thuế", "toán", "khoáng", "tuyển", "hoài", "huỳnh"]
)
def test_the_tone_of_other_rhymes_stays(word: str) -> None:
    assert tone_old(word) == tone_new(word) == word


@given(ANY_TEXT)
def test_tone_styles_undo_each_other(text: str) -> None:
    assert tone_new(tone_old(text)) == tone_new(text)
    assert tone_old(tone_new(text)) == tone_old(text)
    assert unicodedata.is_normalized("NFC", tone_old(text))
    assert unicodedata.is_normalized("NFC", tone_new(text))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đồng Tháp", "dong thap"),
        ("đảng Đảng", "dang dang"),
        ("Uỷ ban Ủy ban", "uy ban uy ban"),
        ("QUẢNG TRỊ", "quang tri"),
        ("18-NQ/TW", "18-nq/tw"),
        ("Niê Kđăm", "nie kdam"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == fold(nfd(text)) == folded


@given(ANY_TEXT)
def test_fold_is_idempotent_and_blind_to_form_and_style(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert fold(nfd(text)) == folded
    assert fold(tone_old(text)) == fold(tone_new(text)) == folded
    assert not any(unicodedata.category(c) == "Mn" for c in nfd(folded))


def test_fold_of_every_letter_of_the_basic_plane_is_stable() -> None:
    for code in [*range(0xD800), *range(0xE000, 0x10000)]:
        assert fold(fold(chr(code))) == fold(chr(code)), hex(code)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Giao ban trực tuyến tháng 11-2018", "giao-ban-truc-tuyen-thang-11-2018"),
        ("Ủy ban – Đồng  Tháp (18-NQ/TW)", "uy-ban-dong-thap-18-nq-tw"),
        ("— Đ —", "d"),
        ("東京", ""),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == slug(nfd(text)) == expected


@given(ANY_TEXT)
def test_slugs_are_plain_and_stable(text: str) -> None:
    made = slug(text)
    assert made.isascii()
    assert made == made.lower()
    assert all(made.split("-")) or not made
    assert slug(made) == made


@given(ANY_TEXT)
def test_nfc_is_the_canonical_form(text: str) -> None:
    assert nfc(nfd(text)) == nfc(text) == nfc(nfc(text))


TEXTS = st.text() | st.lists(st.sampled_from([*SYLLABLES, "Đ", "Ă", " ", "-", "12", "0", "ñ", "Ж"])).map(" ".join)

ORDERED = [
    ["ba", "bà", "bả", "bã", "bá", "bạ", "ban", "băn", "bân", "bo"],
    ["da", "dư", "đa", "đư", "e"],
    ["Hà Nam", "Hà Nội", "Hà Tĩnh", "Hải Dương", "Hải Phòng", "Hậu Giang"],
    ["Bà Rịa - Vũng Tàu", "Bạc Liêu", "Bắc Giang", "Bắc Kạn", "Bến Tre"],
    ["Lê Ba", "Lệ An"],
    ["hòa", "hỏa", "hóa", "họa"],
    ["Thừa Thiên - Huế", "Tiền Giang", "Trà Vinh"],
    ["Quý I", "Quý II"],
    ["Quy định 8", "Quy định 08-QĐi", "Quy định 50", "Quy định 126"],
    ["2", "10", "ba"],
    ["ban", "Ban"],
    ["", "a"],
]
PEOPLE = [
    ["Lê Ba", "Trần Văn Ba", "Phạm Minh Chính", "Lương Cường", "Đinh Tiến Dũng", "Trương Thị Mai", "Phan Đình Trạc"],
    ["Nguyễn An", "Nguyễn Thị An", "Nguyễn Văn An", "Trần An"],
    ["", "An", "Lê An"],
]


@pytest.mark.parametrize("expected", ORDERED, ids=lambda names: names[0])
def test_lists_are_in_dictionary_order(expected: list[str]) -> None:
    backwards = [*reversed(expected)]
    assert sorted(backwards, key=sort_key) == expected
    assert sorted(map(nfd, backwards), key=sort_key) == [*map(nfd, expected)]


@pytest.mark.parametrize("expected", PEOPLE, ids=lambda names: names[-1])
def test_people_are_listed_by_given_name(expected: list[str]) -> None:
    backwards = [*reversed(expected)]
    assert sorted(backwards, key=name_key) == expected


def test_the_tone_style_does_not_change_the_place() -> None:
    backwards = ["úy", "uỷ", "họa", "hoá", "hỏa", "hoà"]
    assert sorted(backwards, key=sort_key) == ["hoà", "hỏa", "hoá", "họa", "uỷ", "úy"]


def test_long_numbers_and_odd_letters_have_a_place() -> None:
    odd = ["9" * 5000, "²", "٣", "İ", "ß", "x\u030c", "\u0301", "\x00", "\U0010ffff", "a" * 10_000]
    assert len({sort_key(text) for text in odd}) == len({name_key(text) for text in odd}) == len(odd)
    assert sorted(sorted(odd, key=sort_key), key=name_key) == sorted(odd, key=sort_key)


@given(TEXTS, TEXTS)
def test_keys_order_all_texts_and_only_equal_texts_tie(one: str, other: str) -> None:
    first, second = sort_key(one), sort_key(other)
    assert (first < second) + (first == second) + (first > second) == 1
    assert (first == second) == (nfc(one) == nfc(other))
    assert sort_key(nfd(one)) == first
    assert name_key(nfd(one)) == name_key(one)


@given(st.lists(st.sampled_from(SYLLABLES), min_size=1), st.lists(st.sampled_from(SYLLABLES), min_size=1))
def test_texts_compare_syllable_by_syllable(one: list[str], other: list[str]) -> None:
    expected = [sort_key(syllable) for syllable in one] < [sort_key(syllable) for syllable in other]
    assert (sort_key(" ".join(one)) < sort_key(" ".join(other))) == expected


def icu_order(words: set[str]) -> list[str]:
    icu = pytest.importorskip("icu", reason="the oracle of the order is ICU")
    collator = icu.Collator.createInstance(icu.Locale("vi"))
    return sorted(sorted(words), key=cmp_to_key(collator.compare))


@pytest.mark.parametrize("style", [tone_old, tone_new])
def test_syllables_sort_as_in_icu(style: Callable[[str], str]) -> None:
    # ICU weighs a tone by the letter that carries it, so it is asked about one style at a time.
    words = {style(syllable) for syllable in SYLLABLES}
    assert len(words) > 700
    assert sorted(words, key=sort_key) == icu_order(words)


def test_every_letter_in_every_tone_sorts_as_in_icu() -> None:
    bare = {onset + letter + coda for onset in ("", "d", "đ", "ngh") for letter in LETTERS for coda in ("", "n", "ng")}
    words = {nfc(word) for word in bare}
    words |= {
        nfc(onset + vowel + tone + coda)
        for onset, vowel, tone, coda in itertools.product(("", "b", "d", "đ"), "aăâeêioôơuưy", TONES, ("", "c", "n"))
    }
    assert sorted(words, key=sort_key) == icu_order(words)
