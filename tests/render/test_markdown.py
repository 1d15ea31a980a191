"""Summaries: what Markdown becomes, and what hostile Markdown does not."""

from __future__ import annotations

import contextlib
import html
import os
import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giaoban.render import markdown as summaries
from giaoban.render.markdown import Rendered, TextError, render

TAG = re.compile(r'<[^>"]*(?:"[^"]*"[^>"]*)*>')
TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "span", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip


def tag_names(drawn: str) -> set[str]:
    return {tag.split(" ")[0].strip("</>") for tag in TAG.findall(drawn)}


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
    assert render(markdown).html == html


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
    drawn = render(markdown).html
    tags = TAG.findall(drawn)
    assert tag_names(drawn) <= TAGS
    assert not [t for t in tags if "javascript" in t.lower() or "data:" in t or "mailto" in t or "style=" in t]
    assert not [t for t in tags if " on" in t.replace("&quot;", "") and 'rel="noopener external"' not in t]
    for bad in ('href="//', "<img", "<script"):
        assert bad not in drawn


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
    with contextlib.suppress(TextError):
        render(hostile)
    assert render("còn *đúng*").html == "<p>còn <em>đúng</em></p>"


def steps(markdown: str) -> int:
    """How many calls drawing a text takes."""
    count = 0

    def note(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(note)
    try:
        with contextlib.suppress(TextError):
            render(markdown)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "unit",
    [
        " ", "7", "a", "\n", "[", "]", "*", "_", "`", "<", "&", "\\", "|", "*a ", "**a ", "[a](", "![a](", "`a",
        "\n- ", "\n  - ", "\n1. ", "\n> ",
        "\n## ", "\n|", "\n```\n",
        "\na\n==", "\n=======", "\n[a]: /x", "[a][b] ", "<http://", "&#60;", "26-NQ/TW ", "Nghị quyết ", "12/",
    ],
)  # fmt: skip
def test_twice_the_text_takes_twice_the_steps(unit: str) -> None:
    render("*một*")  # what is made once
    once, twice = (steps("*a*\n\n" + unit * (size // len(unit))) for size in (3000, 6000))
    assert twice < 2.5 * once + 200


@given(st.text(alphabet=st.sampled_from("[]()<>*_`#-+>|!\\&: \n/a1\"'\ue000\ue100\x02\x03đ"), max_size=400))
def test_any_text_renders_to_allowed_tags(markdown: str) -> None:
    assert tag_names(render(markdown).html) <= TAGS


def test_blocks_are_what_stands_in_them() -> None:
    text = """# Một [hai](/x/)

ba *bốn*
năm &amp; sáu

- bảy
- tám `chín < mười`

  mười một

|a|b|
|-|-|
|c|**d** e|

> f

    g <h>
"""
    assert render(text).blocks == (
        "Một hai", "ba bốn năm & sáu", "bảy", "tám chín < mười", "mười một", "a", "b", "c", "d e", "f", "g <h>",
    )  # fmt: skip
    assert render("## Kết quả\n\nTheo [26-NQ/TW](/x/), 5%\n\n- một\n- hai").blocks == (
        "Kết quả", "Theo 26-NQ/TW, 5%", "một", "hai",
    )  # fmt: skip


@given(st.text(alphabet=st.sampled_from("[]()<>*_`#-+>|!\\&; \n/a1\"'đ"), max_size=200))
def test_blocks_have_all_words_of_the_page(markdown: str) -> None:
    drawn = render(markdown)
    shown = html.unescape(TAG.sub(" ", drawn.html))
    assert "".join("".join(drawn.blocks).split()) == "".join(shown.split())


def test_a_link_has_no_link_within() -> None:
    assert render("[a *b [c](/d/) e* f](/g/)").html == '<p>[a <em>b <a href="\ue000d/">c</a> e</em> f](/g/)</p>'


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("1975. Miền Nam được giải phóng.", '<ol start="1975">\n<li>Miền Nam được giải phóng.</li>\n</ol>'),
        ("3. Ba\n4. Bốn", '<ol start="3">\n<li>Ba</li>\n<li>Bốn</li>\n</ol>'),
        ("Các việc chính:\n- một\n- hai", "<p>Các việc chính:</p>\n<ul>\n<li>một</li>\n<li>hai</li>\n</ul>"),
        ("Việc:\n1. một\n2. hai", "<p>Việc:</p>\n<ol>\n<li>một</li>\n<li>hai</li>\n</ol>"),
        ("1) một\n2) hai", "<ol>\n<li>một</li>\n<li>hai</li>\n</ol>"),
        ("Hội nghị năm\n1975. Sau đó", "<p>Hội nghị năm\n1975. Sau đó</p>"),
        ("- một\n  - một a\n- hai", "<ul>\n<li>một\n<ul>\n<li>một a</li>\n</ul>\n</li>\n<li>hai</li>\n</ul>"),
        ("- một\n\n  thêm\n- hai", "<ul>\n<li>\n<p>một</p>\n<p>thêm</p>\n</li>\n<li>\n<p>hai</p>\n</li>\n</ul>"),
        ("* một\n+ hai", "<ul>\n<li>một</li>\n</ul>\n<ul>\n<li>hai</li>\n</ul>"),
        ("Chữ\n> trích", "<p>Chữ</p>\n<blockquote>\n<p>trích</p>\n</blockquote>"),
        ("Chữ\n## Đề", '<p>Chữ</p>\n<h2 id="muc-de">Đề</h2>'),
        ("#không phải đề", "<p>#không phải đề</p>"),
        ("ba_lần_một, 2*3*4", "<p>ba_lần_một, 2<em>3</em>4</p>"),
        ("```\n## mã\n\n- mã\n```", "<pre><code>## mã\n\n- mã\n</code></pre>"),
        ("- một\n  ## Đề\n  chữ", '<ul>\n<li>một\n<h2 id="muc-de">Đề</h2>\nchữ</li>\n</ul>'),
    ],
)
def test_a_summary_says_what_it_says_on_a_code_host(markdown: str, html: str) -> None:
    assert render(markdown).html == html


@pytest.mark.parametrize(
    "markdown", ["> " * 30 + "x", "- " * 30 + "x", "\n".join(" " * (2 * i) + "- a" for i in range(30))]
)
def test_what_is_nested_too_deeply_is_refused_and_not_cut(markdown: str) -> None:
    with pytest.raises(TextError):
        render(markdown)


# What plain summaries are written of, and some of what they are not.
WORDS = [
    *("Đảng", "kết quả", "26-NQ/TW", "29-10-2018", "15", "1.", "2)", "(a)", "“trích”", "a:", "c…", "–", '"q"', "it's", "%", "+"),
    *("[b c](/van-ban/x/)", "[T](https://bao.vn/a-b.html?x=1#y)", "[t](#t1)", "[d\ne](/x/)", "[26-NQ/TW](/x/)", "[1]", "[a](b)"),
    *("[a]: /x/", "[", "]", "#", "-", "===", "---", "- -", "T.Ư", "http://x.y/", "*", "&", "<", "_", "\\", "|"),
]  # fmt: skip
LINES = st.tuples(
    st.sampled_from(["", "", "", "- ", "## ", "### ", "# ", "##", "> ", "1. ", "    "]),
    st.lists(st.sampled_from(WORDS[:22]) | st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join),
    st.sampled_from(["", "\n", "\n\n"]),
).map("".join)


@settings(max_examples=int(os.environ.get("GIAOBAN_EXAMPLES", "500")), deadline=None)
@given(st.lists(LINES, max_size=6).map("\n".join))
def test_what_is_plain_is_written_as_any_other_text(markdown: str) -> None:
    found = summaries.plainly(markdown)
    assert found is None or found == summaries.fully(markdown)


@pytest.mark.parametrize(
    ("markdown", "is_plain"),
    [
        ("## Kết quả\n\nTheo [26-NQ/TW](/van-ban/nq-26/), 5%; “ba”.\nBốn\n\n- một\n- hai\n\nnăm", True),
        ("", True),
        ("một *hai*", False),
        ("- một\n\n- hai", False),
        ("1. một", False),
        ("một\n- hai", False),
        ("một  \nhai", False),
        ("[một]", False),
        ("một & hai", False),
    ],
)
def test_plain_summaries(markdown: str, is_plain: bool) -> None:
    found = summaries.plainly(markdown)
    assert (found is not None) == is_plain
    assert found is None or isinstance(found, Rendered)
