"""Characters that look right and are not."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoban.vietnamese import nfc, suspects

SYLLABLES = (Path(__file__).parent / "syllables.txt").read_text(encoding="utf-8").split()
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
