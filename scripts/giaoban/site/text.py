"""Summaries: Markdown to safe HTML.

Raw HTML is shown as the text it is. What Markdown made is cleaned against a short allowlist. Python-Markdown takes
time quadratic or worse in some marks of one paragraph, so marks beyond what any summary needs lose their meaning first.
"""

from __future__ import annotations

import re
from functools import cache

import markdown as python_markdown
import nh3

from giaoban import vietnamese
from giaoban.site import format as formats
from giaoban.site import urls


class TextError(ValueError):
    """The Markdown cannot be rendered; the message (Vietnamese) says why."""


_TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}

# The most marks of one kind that keep their meaning in one block (what stands between blank lines).
_LIMITS = {"[": 100, "!": 200, "*": 120, "_": 120, "`": 60, "<": 60, "\\": 200, "&": 200}
_LONG = 6000
_CELLS = 24
_QUOTES = 8
_INDENT = 24
# Stand-ins for marks that lost their meaning: private-use characters, which records may not contain.
_STAND_INS = {mark: chr(0xE100 + i) for i, mark in enumerate('[]!*_`<>\\&|-+.#"')}
_MARKS = {ord(stand_in): mark for mark, stand_in in _STAND_INS.items()}
_HTML = {ord(_STAND_INS[m]): {"<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;"}.get(m, m) for m in _STAND_INS}
_STOOD_IN = re.compile("[\ue100-\ue1ff]")
_PRIVATE = re.compile("[\ue000-\uf8ff\x02\x03]")
_BLANK = re.compile(r"\n[ \t]*\n")
_OPENING = re.compile(r"(?:[ \t]*(?:[>*+-]|\d{1,9}\.)(?=[ \t>]|$)|[ \t]*>)+")
_HEADING = re.compile(r"^ {0,3}#(?!#)[ \t]*\S|^[^\n]+\n=+[ \t]*$", re.MULTILINE)

_TAG = re.compile(r'<[^>"]*(?:"[^"]*"[^>"]*)*>')
_LINK = re.compile(r'<a href="([^"]*)">')
_HEAD = re.compile(r"<(h[2-6])>(.*?)</\1>", re.DOTALL)


def render(markdown: str) -> str:
    """The HTML of a summary. Internal links begin with `urls.ROOT`; headings start at ``h2`` and have ids.

    Raises `TextError` when the text is nested too deeply; nothing else.
    """
    text = _PRIVATE.sub("", markdown)
    text = "\n\n".join(_calm(block) for block in _BLANK.split(text))
    parser = _parser()
    try:
        html = parser.reset().convert(text)
    except RecursionError:
        _parser.cache_clear()  # what was cut short leaves its nesting behind, which reset() does not clear
        raise TextError(
            "phần tóm tắt lồng quá nhiều lớp (danh sách trong danh sách, trích dẫn trong trích dẫn)"
        ) from None
    if _HEADING.search(text):
        html = re.sub(r"<(/?)h([1-5])\b", lambda m: f"<{m[1]}h{int(m[2]) + 1}", html)
    html = nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes={"http", "https"}, link_rel=None)
    html = _LINK.sub(_link, html)
    html = _with_ids(html)
    html = _unbroken(html)
    return html.translate(_HTML) if _STOOD_IN.search(html) else html


@cache
def _parser() -> python_markdown.Markdown:
    parser = python_markdown.Markdown(extensions=["tables"], output_format="html")
    parser.preprocessors.deregister("html_block")
    for name in ("html", "automail", "image_link", "image_reference", "short_image_ref"):
        parser.inlinePatterns.deregister(name)
    return parser


def _calm(block: str) -> str:
    """The block with the marks that are too many replaced by stand-ins without meaning."""
    lines = [_calm_line(line) for line in block.split("\n")]
    # A heading among other lines costs Python-Markdown a copy of all that follows; one that stands alone does not.
    block = "\n".join(f"\n{line}\n" if line.startswith("#") else line for line in lines)
    share = 1 if len(block) < _LONG else 0.3
    excess = [mark for mark, most in _LIMITS.items() if block.count(mark) > most * share]
    if not excess:
        return block
    if "[" in excess:
        excess += ["]", "!"]
    return block.translate({ord(mark): _STAND_INS[mark] for mark in excess})


def _calm_line(line: str) -> str:
    if line.count("|") > _CELLS:
        line = line.replace("|", _STAND_INS["|"])
    bare = line.lstrip(" \t")
    if len(line) - len(bare) > _INDENT:
        line = " " * _INDENT + bare
    opening = _OPENING.match(line)
    if opening and sum(not c.isspace() for c in opening[0]) > _QUOTES:
        kept = line[opening.end() :]
        line = "".join(_STAND_INS.get(c, c) for c in opening[0].lstrip()) + kept
    return line


def _link(match: re.Match[str]) -> str:
    target = match[1]
    if target.startswith(("http://", "https://")):
        return f'<a href="{target}" rel="noopener external">'
    if target.startswith("/") and not target.startswith(("//", "/\\")):
        return f'<a href="{urls.ROOT}{target[1:]}">'
    # What points into the page itself may stay; anything else has no meaning at the page's depth.
    return match[0] if target.startswith("#") else "<a>"


def _with_ids(html: str) -> str:
    """Headings get ids of their own, apart from those of numbered items; the second of one name gets ``-2``."""
    seen: dict[str, int] = {}

    def heading(match: re.Match[str]) -> str:
        slug = vietnamese.slug(_TAG.sub("", match[2]).translate(_MARKS))[:60].strip("-") or "phan"
        seen[slug] = seen.get(slug, 0) + 1
        again = f"-{seen[slug]}" if seen[slug] > 1 else ""
        return f'<{match[1]} id="muc-{slug}{again}">{match[2]}</{match[1]}>'

    return _HEAD.sub(heading, html)


def _unbroken(html: str) -> str:
    """Symbols of documents and dates stay on one line. Only text is touched, never a tag."""
    parts: list[str] = []
    end = 0
    for tag in _TAG.finditer(html):
        parts += (_keep(html[end : tag.start()]), tag[0])
        end = tag.end()
    parts.append(_keep(html[end:]))
    return "".join(parts)


def _keep(text: str) -> str:
    return formats.kept(text)
