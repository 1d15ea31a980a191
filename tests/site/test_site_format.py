"""How values are written."""

from __future__ import annotations

import html
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoban.site import format as formats


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("57813", "57.813"), ("95.7", "95,7"), ("1234567.50", "1.234.567,50"), ("0", "0"), ("999", "999"), ("-1200", "−1.200"),
        ("1E+4", "10.000"), ("0.05", "0,05"),
    ],
)  # fmt: skip
def test_numbers_have_vietnamese_marks(value: str, written: str) -> None:
    assert formats.number(Decimal(value)) == written


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2018-10-29", '<time datetime="2018-10-29">29-10-2018</time>'),
        ("2018-11", '<time datetime="2018-11">tháng 11-2018</time>'),
        ("2018", '<time datetime="2018">năm 2018</time>'),
        ("2020-33", "quý I-2020"),
        ("2018-10-29?", '<span class="nb">29-10-2018</span> (chưa chắc chắn)'),
        (
            "[2020-03-26..2020-06-30]",
            'trong khoảng <span class="nb">26-3-2020</span> đến <span class="nb">30-6-2020</span>',
        ),
    ],
)
def test_dates_are_shown_as_what_they_are(text: str, shown: str) -> None:
    assert formats.time(text) == shown


@pytest.mark.parametrize(
    "symbol",
    ["26-NQ/TW", "08-QĐi/TW", "16-HD/BTCTW", "15/CT-TTg", "30/2020/NĐ-CP", "202/2025/QH15", "5-KL/T.Ư", "01–NQ/TU"],
)
def test_symbols_stay_on_one_line(symbol: str) -> None:
    assert formats.symbols(f"theo {symbol}, và") == f'theo <span class="symbol">{symbol}</span>, và'
    assert formats.symbol_in(f"Nghị quyết {symbol}") == symbol


@pytest.mark.parametrize("text", ["giai đoạn 2021-2026", "Covid-19", "A1-B2", "và/hoặc", "1-2-3-4"])
def test_what_is_no_symbol_stays_as_it_is(text: str) -> None:
    assert formats.symbols(text) == text


def test_known_symbols_are_links_and_markup_is_escaped() -> None:
    drawn = formats.symbols("<b> 26-NQ/TW", {"26-NQ/TW": "van-ban/nq-26/"})
    assert drawn == '&lt;b&gt; <a class="symbol" href="\ue000van-ban/nq-26/">26-NQ/TW</a>'


@given(st.text(max_size=300), st.integers(min_value=5, max_value=60))
def test_a_cut_text_is_a_beginning_of_the_whole(text: str, limit: int) -> None:
    cut = formats.clip(text, limit)
    assert len(cut) <= limit + 1
    assert cut == text or text.startswith(cut.removesuffix("…"))


def test_texts_are_cut_between_words() -> None:
    assert formats.clip("một hai ba, bốn năm", 12) == "một hai ba…"


@given(st.text(alphabet=st.sampled_from("0123456789-/–NQĐTW.Ưa <&"), max_size=200))
def test_nothing_of_a_text_gets_lost(text: str) -> None:
    assert html.unescape(re.sub(r"</?span[^>]*>", "", formats.symbols(text))) == text
