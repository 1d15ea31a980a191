"""The filters of templates: dates, symbols, runs of text."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoban.render import filters
from giaoban.views.values import Fact, Span, date, said, text


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
    assert filters.time(text) == shown


@pytest.mark.parametrize(
    "symbol",
    ["26-NQ/TW", "08-QĐi/TW", "16-HD/BTCTW", "15/CT-TTg", "30/2020/NĐ-CP", "202/2025/QH15", "5-KL/T.Ư", "01–NQ/TU"],
)
def test_symbols_stay_on_one_line(symbol: str) -> None:
    assert filters.symbols(f"theo {symbol}, và") == f'theo <span class="symbol">{symbol}</span>, và'


@pytest.mark.parametrize("text", ["giai đoạn 2021-2026", "Covid-19", "A1-B2", "và/hoặc", "1-2-3-4"])
def test_what_is_no_symbol_stays_as_it_is(text: str) -> None:
    assert filters.symbols(text) == text


@given(st.text(alphabet=st.sampled_from("0123456789-/–NQĐTW.Ưa <&"), max_size=200))
def test_nothing_of_a_text_gets_lost(text: str) -> None:
    assert html.unescape(re.sub(r"</?span[^>]*>", "", filters.symbols(html.escape(text)))) == text


def test_known_symbols_are_links() -> None:
    drawn = filters.linked_symbols("&lt;b&gt; 26-NQ/TW, 27-NQ/TW", (("26-NQ/TW", "van-ban/nq-26/"),))
    assert drawn == (
        '&lt;b&gt; <a class="symbol" href="\ue000van-ban/nq-26/">26-NQ/TW</a>, <span class="symbol">27-NQ/TW</span>'
    )


@pytest.mark.parametrize(
    ("run", "shown"),
    [
        (Span("26-NQ/TW"), '<span class="symbol">26-NQ/TW</span>'),
        (Span("A", address="tinh/a/#t1"), '<a href="\ue000tinh/a/#t1">A</a>'),
        (Span("1", address="#s1"), '<a href="#s1">1</a>'),
        (Span("A", url="https://example.org/"), '<a href="https://example.org/" rel="noopener external">A</a>'),
        (Span("2018-11", role="date"), '<time datetime="2018-11">tháng 11-2018</time>'),
        (Span("2018-11", role="said"), "tháng 11-2018"),
        (Span("ghi chú", role="aside"), '<span class="aside">ghi chú</span>'),
    ],
)
def test_a_run_of_text_is_shown_by_its_role(run: Span, shown: str) -> None:
    assert filters.rich((Span("trước "), run)) == f"trước {shown}"


def test_values_of_a_fact_stand_apart() -> None:
    values = (text("A"), text("B"))
    assert filters.fact(Fact("Chủ trì", values)) == "A, B"
    assert filters.fact(Fact("Chủ trì", values, "break")) == "A<br>B"
    assert filters.meta((Fact("Hạn", (said("2018-12"),)), Fact("Ngày", (date("2018"),)))) == (
        '<span>Hạn: tháng 12-2018</span> · <span>Ngày: <time datetime="2018">năm 2018</time></span>'
    )
