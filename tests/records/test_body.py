"""Links and raw HTML in Markdown: places, code left out, and nothing missed that either renderer would make a link.

Summaries are drawn by markdown-it, written pages by Python-Markdown.
"""

from __future__ import annotations

import os
from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from reading import unmarked

from giaoban.records import body
from giaoban.records.body import html_places, is_address, links

# The text with the place of each target marked, and the targets.
LINKS = [
    ("một [chữ](⟦/hop/a/) và [hai](⟦/tinh/b/ 'tên')", ["/hop/a/", "/tinh/b/"]),
    ("[a](<⟦/b c/>) [d]( ⟦/e/ )", ["/b c/", "/e/"]),
    ("[Huế (Thừa Thiên)](⟦https://vi.example/Huế_(tp)) (x)", ["https://vi.example/Huế_(tp)"]),
    ('[a](⟦/b/ "một (hai") [c](⟦/d/ "ba) bốn")', ["/b/", "/d/"]),
    ("[![ảnh](⟦a.png)](⟦/b/)", ["a.png", "/b/"]),
    ("[a][1]\n\n[1]: ⟦/b/\n  [2]:\n    ⟦/c/ 'd'\n> [3]: <⟦/e/>", ["/b/", "/c/", "/e/"]),
    ("<⟦https://a.example/b> <⟦a@b.example>", ["https://a.example/b", "mailto:a@b.example"]),
    ("[a](⟦java\nscript:x)", ["java\nscript:x"]),
    ("- [a](⟦/b/\n\n  c)", ["/b/"]),
    ("Câu [thứ nhất]: không phải định nghĩa. \\[a\\](b) [c] (d)", []),
    ("`[a](b)` ``[c](d) ` `` và [e](⟦/f/)", ["/f/"]),
    ("chữ\n\n    [a](b)\n\nchữ", []),
    ("- mục\n\n    [a](⟦b)\n", ["b"]),
    ("```\n[a](b)\n```\n\n[c](⟦/d/)", ["/d/"]),
    ("```\n\n[a](⟦b)\n```", ["b"]),
    ("lẻ ` dấu [a](⟦b)", ["b"]),
    ("lẻ ` dấu\n`[a](⟦b)`", ["b"]),
    ("thoát \\` dấu `[a](⟦b)`", ["b"]),
    ("", []),
]
TAGS = [
    ("⟦<b>đậm⟦</b> và ⟦<br/>", ["<b>", "</b>", "<br/>"]),
    (
        "⟦<!-- ghi chú -->⟦<?php x ?>⟦<![CDATA[x]]>⟦<!DOCTYPE html>",
        ["<!-- ghi chú -->", "<?php x ?>", "<![CDATA[x]]>", "<!DOCTYPE html>"],
    ),
    ("⟦<img src=x\nonerror=y>", ["<img src=x"]),
    ("⟦<script", ["<script"]),
    ("\\⟦<b> <https://a.example> <a@b.example> 1 < 2 <3 <- <", ["<b>"]),
    ("chữ `<b>` và\n\n    <i>\n", []),
    ("⟦<svg/onload=x>⟦<a:b c=d>", ["<svg/onload=x>", "<a:b c=d>"]),
]


@pytest.mark.parametrize(("text", "targets"), LINKS)
def test_every_link_has_its_place(text: str, targets: list[str]) -> None:
    text, places = unmarked(text)
    found = links(text)
    assert [target for _, _, target in found] == targets
    assert {(line, column) for line, column, _ in found} == places
    assert found == sorted(found)


@pytest.mark.parametrize(("text", "tags"), TAGS)
def test_every_tag_has_its_place(text: str, tags: list[str]) -> None:
    text, places = unmarked(text)
    found = html_places(text)
    assert [tag for _, _, tag in found] == tags
    assert {(line, column) for line, column, _ in found} == places


@pytest.mark.parametrize(
    ("target", "yes"),
    [
        ("/", True),
        ("/hop/a/#t1", True),
        ("//a", False),
        ("/\\a", False),
        ("/ a", False),
        ("a", False),
        ("#a", False),
        ("/\n/a", False),
    ],
)
def test_addresses_within_the_site(target: str, yes: bool) -> None:
    assert is_address(target) is yes


class _Page(HTMLParser):
    """What a page links to, and its tags."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.targets += [value or "" for name, value in attrs if name in {"href", "src"}]


COMMONMARK = MarkdownIt("commonmark").enable("table")
COMMONMARK.validateLink = lambda url: True  # type: ignore[method-assign]
COMMONMARK.normalizeLink = lambda url: url  # type: ignore[method-assign]

PIECES = [
    "[a]",
    "(/b/)",
    "](",
    "[",
    "]",
    "(",
    ")",
    "]: ",
    "[a]: /c/\n",
    "[a]: ",
    "<",
    ">",
    "<u>",
    "<https://x.vn/>",
    "</u>",
    "<!--",
    "-->",
    "`",
    "``",
    "```",
    "```\n",
    "\\",
    "!",
    "\n",
    "\n\n",
    "    ",
    "\t",
    "- ",
    "> ",
    "1. ",
    "# ",
    "x",
    " ",
    '"',
    "'",
    "/d/",
    "javascript:x",
    "|",
    "|-|-|\n",
    "é",
    "\u00a0",
]


def plain(target: str) -> str:
    return "".join(c for c in target if not c.isspace() and c not in "\\<>\"'")


PLAIN = [*"[]()", "](", "](/a/)", "[b](/c/#t1)", " ", "\n", "\n\n", "đ", '"', "!["]


@settings(max_examples=int(os.environ.get("GIAOBAN_EXAMPLES", "500")), deadline=None)
@given(st.lists(st.sampled_from(PLAIN), max_size=20).map("".join))
def test_plain_links_are_found_as_any_other(text: str) -> None:
    found = body._plain_links(text)
    assert found is None or found == body._all_links(text)


@settings(max_examples=int(os.environ.get("GIAOBAN_EXAMPLES", "300")), deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
@example("`\n- `[a](/b/)`")
@example("> `\n\n`[a](javascript:x)`")
@example("```\n# x\n[a](/b/)\n```")
@example("```\n[a]: /c/\n```\n\n[a]")
@example("[](`)`")
@example("[a](``/b/)``")
@example("    x\n[a]: /b/\n\n    [a]")
def test_no_link_and_no_tag_of_the_page_is_missed(text: str) -> None:
    page = _Page()
    page.feed(markdown.markdown(text, extensions=["tables"]))
    page.feed(COMMONMARK.render(text))
    known = [plain(target) for _, _, target in links(text)]
    if not html_places(text):
        assert "u" not in page.tags
        for target in page.targets:
            # Where a title begins is read a little differently; what counts is how the target begins.
            begins = plain(target)[:3]
            assert any(begins in start or begins.startswith(start[:3]) for start in known) or not begins, (
                target,
                known,
            )


HOSTILE = [
    "](",
    "[a](",
    "]( ",
    "[",
    "]",
    "<",
    "<a",
    "<a:",
    "<!--",
    "`",
    "``",
    "` `` ",
    "\\`",
    "```x\n",
    "    <\n\n",
    "[a]: ",
    "[a]:\n",
    "> ",
    " ",
    "\n",
    "(",
    ")",
    "](a)",
    "[x](<",
    "\\",
    '](a "',
    "- `\n",
    ">[",
    "<a@",
    "[a](b)\n",
    "`\n",
    " \t",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    size = 256 * 1024
    half = unit * (size // 2 // len(unit))
    for text in (half + half, half + ")" * (size // 2), half + ">](", "[a](" + " " * (size // 2) + half):
        links(text)
        html_places(text)
