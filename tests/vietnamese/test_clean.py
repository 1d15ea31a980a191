"""Cleaning text, and the characters that look right and are not."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoban.vietnamese import clean, cleaned, nfc, suspects, symbol_key, with_centre

SYLLABLES = (Path(__file__).parent / "syllables.txt").read_text(encoding="utf-8").split()
DIRTY = st.text(
    st.sampled_from(
        "aeộĐđTƯư. \n\t-/\u00d0\u00a0\u0301\u0302\u0323\u031b\u200b\u00ad\u2060\u2011\u2013\u2212\u1100\u1161\u11a8\ufe0f\0\x85"
    )
)


@pytest.mark.parametrize(
    ("dirty", "text"),
    [
        ("Ban Tổ chức Tỉnh uỷ: “quý I/2024”…", "Ban Tổ chức Tỉnh uỷ: “quý I/2024”…"),
        ("", ""),
        ("Đồ\u00adng Th\u200báp", "Đồng Tháp"),
        ("\ufeff\u2060Nghị\u2060 quyết\u200e", "Nghị quyết"),
        ("\u202bkhóa XII\u202c", "khóa XII"),
        ("Ha\u0300 No\u0302\u0323i", "Hà Nội"),
        ("No\u0302\u200d\u0323i", "Nội"),
        ("Ðảng bộ, ðoàn, Ɖồng", "Đảng bộ, đoàn, Đồng"),
        ("quý\u00a0I\u202f2018", "quý I 2018"),
        (
            "12\u2010NQ/TW 12\u2011NQ/TW 12–NQ/TW 12—NQ/TW 12−NQ/TW 12﹣NQ／TW",
            " ".join(["12-NQ/TW"] * 5 + ["12-NQ/TW"]),
        ),
        ("một\u2028hai\x85ba\x0cbốn", "một\nhai\nba\nbốn"),
        ("giao\x08 ban\x00", "giao ban"),
        ("❤\ufe0f", "❤"),
    ],
)
def test_text_is_cleaned(dirty: str, text: str) -> None:
    assert clean(dirty) == text
    assert cleaned(dirty).text == text


@pytest.mark.parametrize(
    ("written", "central"),
    [
        ("15-HD/TƯ", "15-HD/TW"),
        ("15-HD/T.Ư", "15-HD/T.W"),
        ("Ban T. Ư", "Ban T. W"),
        ("TƯỜNG", "TƯỜNG"),
        ("ĐTƯ", "ĐTƯ"),
    ],
)
def test_central_cut_short_is_written_with_w(written: str, central: str) -> None:
    assert with_centre(written) == central


@pytest.mark.parametrize(
    "symbols",
    [
        ("45-KL/TW", "45‑KL/TW", "45–KL/TƯ", "045-KL/T.Ư", "45 -KL/ TW", "45-KL/T\u200bW", "45-kl/tw"),
        ("08-QĐ/ĐU", "8\u2010QÐ/ÐU"),
        ("30/2020/NĐ-CP", "30／2020/NĐ−CP", "030/2020/NĐ-CP"),
    ],
)
def test_one_symbol_in_many_writings_has_one_key(symbols: tuple[str, ...]) -> None:
    assert len({symbol_key(symbol) for symbol in symbols}) == 1


def test_another_symbol_has_another_key() -> None:
    different = ["45-KL/TW", "46-KL/TW", "450-KL/TW", "45-KL/TU", "45-CT/TW", "4-5KL/TW", "105-KL/TW", "15-KL/TW"]
    assert len({symbol_key(symbol) for symbol in different}) == len(different)


@given(st.text() | DIRTY)
def test_what_is_clean_stays(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert {kind for _, kind, _ in suspects(once)} == set()


@given(st.text() | DIRTY, st.booleans())
def test_every_character_leads_back_to_what_it_was(text: str, dashes: bool) -> None:
    found = cleaned(text, dashes=dashes)
    if dashes:
        assert found.text == clean(text)
    if found.starts is None or found.ends is None:
        assert len(found.text) == len(text)
        return
    assert len(found.starts) == len(found.ends) == len(found.text)
    assert list(found.starts) == sorted(found.starts)
    for at, character in enumerate(found.text):
        piece = cleaned(text[found.starts[at] : found.ends[at]], dashes=dashes).text
        assert character in piece


@given(st.sampled_from(SYLLABLES), st.integers(0, 9), st.sampled_from("\u200b\u00ad\u2060\ufeff\u200d\u202e\ufe0f\x00"))
def test_an_invisible_character_anywhere_in_a_syllable_changes_nothing(syllable: str, at: int, character: str) -> None:
    for form in ("NFC", "NFD"):
        written = unicodedata.normalize(form, syllable)
        assert clean(written[:at] + character + written[at:]) == syllable


def test_dashes_of_running_text_can_be_kept() -> None:
    assert cleaned("2016–2020 – 12\u2011NQ/TW", dashes=False).text == "2016–2020 – 12-NQ/TW"


MARKED = st.text(st.sampled_from("aeộĐđ\u00d0\u00a0\u0301\u0302\u0323\u031b\u0327\u200b\r\n \u1100\u1161\u11a8\u212b"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ban Tổ chức Tỉnh uỷ Đồng Tháp – “quý I/2024”…\n\t1. Tiếp tục", []),
        ("", []),
        ("Ðảng ủy", [(0, "eth", "Ð")]),
        ("quý\u00a0I", [(3, "nbsp", "\u00a0")]),
        ("quý\u202fI", [(3, "nbsp", "\u202f")]),
        ("hội\u200b nghị", [(3, "zero-width", "\u200b")]),
        ("\ufeffGiao ban", [(0, "zero-width", "\ufeff")]),
        ("a\u202eb\u2066c", [(1, "zero-width", "\u202e"), (3, "zero-width", "\u2066")]),
        ("a\u00adb", [(1, "zero-width", "\u00ad")]),
        (
            "a\x00b\x1bc\x7fd\x85e\r\n",
            [(i, "control", c) for i, c in zip((1, 3, 5, 7, 9), "\0\x1b\x7f\x85\r", strict=True)],
        ),
        ("a\u2028b", [(1, "control", "\u2028")]),
        (
            "Ta\u0323i Ha\u0300 No\u0302\u0323i",
            [(1, "nfd", "a\u0323"), (6, "nfd", "a\u0300"), (10, "nfd", "o\u0302\u0323")],
        ),
        ("thư\u0301", [(2, "nfd", "ư\u0301")]),
        ("\u212b", [(0, "nfd", "\u212b")]),
        ("x\u030c", []),
        ("Ðo\u0302\u00a0", [(0, "eth", "Ð"), (1, "nfd", "o\u0302"), (3, "nbsp", "\u00a0")]),
    ],
)
def test_suspects_are_found_in_place(text: str, expected: list[tuple[int, str, str]]) -> None:
    assert [*suspects(text)] == expected


@given(st.text() | MARKED)
def test_finds_are_in_order_and_where_they_say(text: str) -> None:
    found = [*suspects(text)]
    assert found == sorted(found)
    assert all(text[offset : offset + len(written)] == written for offset, _, written in found)
    assert any(kind == "nfd" for _, kind, _ in found) == (not unicodedata.is_normalized("NFC", text))


@given(MARKED)
def test_normalising_cures_exactly_the_decomposed(text: str) -> None:
    others = [(kind, written) for _, kind, written in suspects(text) if kind != "nfd"]
    assert [(kind, written) for _, kind, written in suspects(nfc(text))] == others


@pytest.mark.parametrize(
    "piece", ["a\u0301", "\u0301", "\u0323\u0302", "\u200b", "\u1100\u1161", "가", "ộ ", "\u00a0\n", "a\u0302\u0323"]
)
def test_hostile_text_is_read_to_its_end(piece: str) -> None:
    text = piece * (100_000 // len(piece)) + "o\u0302"
    assert [*suspects(text)]
