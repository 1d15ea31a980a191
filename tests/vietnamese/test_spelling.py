"""Canonical form, tone placement, folding and slugs."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoban.vietnamese import fold, nfc, slug, tone_new, tone_old

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
