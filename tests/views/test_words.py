"""How values are worded."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoban.views import words


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("57813", "57.813"), ("95.7", "95,7"), ("1234567.50", "1.234.567,50"), ("0", "0"), ("999", "999"), ("-1200", "−1.200"),
        ("1E+4", "10.000"), ("0.05", "0,05"),
    ],
)  # fmt: skip
def test_numbers_have_vietnamese_marks(value: str, written: str) -> None:
    assert words.number(Decimal(value)) == words.number(value) == written


@pytest.mark.parametrize(("value", "written"), [(0, "0"), (999, "999"), (1000, "1.000"), (-5, "−5")])
def test_counts_have_them_too(value: int, written: str) -> None:
    assert words.number(value) == written


@pytest.mark.parametrize(
    "symbol",
    ["26-NQ/TW", "08-QĐi/TW", "16-HD/BTCTW", "15/CT-TTg", "30/2020/NĐ-CP", "202/2025/QH15", "5-KL/T.Ư", "01–NQ/TU"],
)
def test_the_symbol_in_a_label_is_found(symbol: str) -> None:
    assert words.symbol_in(f"Nghị quyết {symbol}") == symbol


@given(st.text(max_size=300), st.integers(min_value=5, max_value=60))
def test_a_cut_text_is_a_beginning_of_the_whole(text: str, limit: int) -> None:
    cut = words.clip(text, limit)
    assert len(cut) <= limit + 1
    assert cut == text or text.startswith(cut.removesuffix("…"))


def test_texts_are_cut_between_words() -> None:
    assert words.clip("một hai ba, bốn năm", 12) == "một hai ba…"
