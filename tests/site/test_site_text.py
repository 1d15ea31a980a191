"""Summaries: what Markdown becomes, and what hostile Markdown does not."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoban.site import text


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("## Kết quả", '<h2 id="muc-ket-qua">Kết quả</h2>'),
        ("# Một\n\n## Hai", '<h2 id="muc-mot">Một</h2>\n<h3 id="muc-hai">Hai</h3>'),
        ("## A\n\n## A", '<h2 id="muc-a">A</h2>\n<h2 id="muc-a-2">A</h2>'),
        ("[n](/van-ban/x/#s1)", '<p><a href="\ue000van-ban/x/#s1">n</a></p>'),
        ("[o](https://a.b/?c=1&d=2)", '<p><a href="https://a.b/?c=1&amp;d=2" rel="noopener external">o</a></p>'),
        ("[t](#t1)", '<p><a href="#t1">t</a></p>'),
        ("theo 26-NQ/TW", '<p>theo <span class="symbol">26-NQ/TW</span></p>'),
        ("[x](/van-ban/26-NQ/TW/)", '<p><a href="\ue000van-ban/26-NQ/TW/">x</a></p>'),
        ("ngày 29-10-2018", '<p>ngày <span class="nb">29-10-2018</span></p>'),
        ("**đậm** *nghiêng*", "<p><strong>đậm</strong> <em>nghiêng</em></p>"),
        ("1 < 2 & 3", "<p>1 &lt; 2 &amp; 3</p>"),
    ],
)
def test_markdown(markdown: str, html: str) -> None:
    assert text.render(markdown) == html


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,<script>)",
        "[x](//evil.example/)",
        "[x](mailto:a@b.c)",
        "![x](https://evil.example/x.png)",
        "<javascript:alert(1)>",
        "[r]\n\n[r]: javascript:alert(1)",
        '<a href="javascript:alert(1)">x</a>',
        '[x](https://a.b/"onmouseover="alert(1))',
        "<style>*{display:none}</style>",
        "\ue104script\ue105alert(1)",
        "|a|\n|:-:|\n|1|",
    ],
)
def test_no_markup_of_an_editor_reaches_the_page(markdown: str) -> None:
    html = text.render(markdown)
    tags = text._TAG.findall(html)
    assert not [t for t in tags if t.split(" ")[0].strip("</>") not in text._TAGS | {"span"}]
    assert not [t for t in tags if "javascript" in t.lower() or "data:" in t or "mailto" in t or "style=" in t]
    assert not [t for t in tags if " on" in t.replace("&quot;", "") and 'rel="noopener external"' not in t]
    for bad in ('href="//', "<img", "<script"):
        assert bad not in html


@pytest.mark.parametrize(
    "hostile",
    [
        "[" * 60000, "*_" * 30000, ">" * 3000, "> " * 3000 + "x", (">" * 200 + "\n") * 300, "- " * 30000, "1. " * 20000,
        "|" * 60000, "`".join("`" * (i % 40) for i in range(2000)), "[a](" * 15000, "![a]" * 15000, "\\" * 60000,
        "[" * 99 + "a" * 59000, "***a **b *c " * 13 + "x" * 50000, "## a\n" * 10000, "<http://" * 7500, "#" * 60000,
        "\n".join(" " * (4 * i) + "- a" for i in range(170)), "a\n" + "=" * 60000, "[a](" + "(" * 60000, "\n" * 60000,
    ],
    ids=lambda value: repr(value[:10]),
)  # fmt: skip
def test_hostile_bodies_end_and_leave_no_trace(hostile: str) -> None:
    with contextlib.suppress(text.TextError):
        text.render(hostile)
    assert text.render("còn *đúng*") == "<p>còn <em>đúng</em></p>"


@given(st.text(alphabet=st.sampled_from("[]()<>*_`#-+>|!\\&: \n/a1\"'\ue000\ue100\x02\x03đ"), max_size=400))
def test_any_text_renders_to_allowed_tags(markdown: str) -> None:
    html = text.render(markdown)
    assert {t.split(" ")[0].strip("</>") for t in text._TAG.findall(html)} <= text._TAGS | {"span"}
