"""Summaries: Markdown to safe HTML, and to the plain text of its blocks.

Nearly every summary is plain: paragraphs, headings, lists of one line an item, links. Such a one is written directly; for any
other Python-Markdown makes a tree, which is written with the few tags that a summary may have. Nothing is HTML that was not
written here: all text is escaped, and raw HTML is shown as the text it is.

Python-Markdown takes time quadratic or worse in some marks of one paragraph, so marks beyond what any summary needs lose their
meaning first.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import markdown as python_markdown

from giaoban import vietnamese
from giaoban.render.escape import ROOT
from giaoban.render.filters import kept


class TextError(ValueError):
    """The Markdown cannot be rendered; the message (Vietnamese) says why."""


class Rendered(NamedTuple):
    """A summary as HTML, and the plain text of its paragraphs, headings, list items and cells, in order."""

    html: str
    blocks: tuple[str, ...]


_TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_VOID = {"br", "hr"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = {"p", "li", "td", "th", "pre", *_HEADINGS}

# The most marks of one kind that keep their meaning in one block (what stands between blank lines).
_LIMITS = {"[": 100, "!": 200, "*": 120, "_": 120, "`": 60, "<": 60, "\\": 200, "&": 200}
_LONG = 6000
_LONG_SHARE = 0.3
_CELLS = 24
_QUOTES = 8
_INDENT = 24
# Stand-ins for marks that lost their meaning: private-use characters, which records may not contain.
_STAND_INS = {mark: chr(0xE100 + i) for i, mark in enumerate('[]!*_`<>\\&|-+.#"')}
_MARKS = {ord(stand_in): mark for mark, stand_in in _STAND_INS.items()}
_HTML = {ord(_STAND_INS[m]): {"<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;"}.get(m, m) for m in _STAND_INS}
_STOOD_IN = re.compile("[\ue100-\ue1ff]")
_PRIVATE = re.compile("[\ue000-\uf8ff\x02\x03]")
_PLACEHOLDER = re.compile("\x02wzxhzdk:([0-9]+)\x03")
# An ampersand that begins no entity (Python-Markdown's own rule).
_BARE_AMPERSAND = re.compile("&(?!(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);)", re.IGNORECASE)
_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\xa0", "&nbsp;"))
_BLANK = re.compile(r"\n[ \t]*\n")
_OPENING = re.compile(r"(?:[ \t]*(?:[>*+-]|\d{1,9}\.)(?=[ \t>]|$)|[ \t]*>)+")
_TOP_HEADING = re.compile(r"^ {0,3}#(?!#)[ \t]*\S|^[^\n]+\n=+[ \t]*$", re.MULTILINE)

# What a plain summary is made of: letters, figures, and signs without meaning to Markdown but in links and at the head of lines.
_NOT_PLAIN = re.compile(
    "[^ a-zA-Z0-9\n\xf1-\u0188\u1e00-\u1eff\xd1-\xef.,:;()\\-/\"'?\\[\\]#%+=@$^{}~\u2010-\u2027\xa1-\xac\xae-\xcf\u018a-\u02ff]"
)
_PLAIN_LINE = re.compile(r"(?:[^\W\d_]|[“‘(\[]|\d(?!\d*[.)]))[^\n]*")
_PLAIN_HEADING = re.compile(r"(#{1,6}) +([^#\n]+)")
_PLAIN_LINK = re.compile(
    r"\[([^\[\]]+)\]\((/(?:[a-z0-9#][a-z0-9/#-]*)?|#[a-z0-9-]+"
    r"|https?://(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}(?:[/?#][A-Za-z0-9./?=%#-]*)?)\)"
)


def render(markdown: str) -> Rendered:
    """A summary as HTML and as text. Internal links begin with `ROOT`; headings start at ``h2`` and have ids.

    Raises `TextError` when the text is nested too deeply; nothing else.
    """
    return plainly(markdown) or fully(markdown)


# Plain summaries


def plainly(markdown: str) -> Rendered | None:
    """The same for a plain summary; None for any other."""
    brackets = markdown.count("[")
    if (
        _NOT_PLAIN.search(markdown)
        or " \n" in markdown
        or "\n " in markdown
        or markdown[:1] == " "
        or markdown[-1:] == " "
        or brackets > _LIMITS["["] * _LONG_SHARE
        or brackets != markdown.count("]")
        or brackets != len(_PLAIN_LINK.findall(markdown))
    ):
        return None
    written: list[str] = []
    blocks: list[str] = []
    ids = _Ids()
    shift = "# " in markdown and _TOP_HEADING.search(markdown) is not None
    for block in _plain_blocks(markdown):
        first = block[0]
        if first[:1] == "#":
            heading = _PLAIN_HEADING.fullmatch(first)
            if not heading:
                return None
            tag = _HEADINGS[min(len(heading[1]) - 1 + shift, len(_HEADINGS) - 1)]
            html, text = _plain_inline(heading[2])
            blocks.append(text)
            # A heading of the first level that is none of Markdown's own is not shown as one.
            written.append(f'<{tag} id="{ids.of(text)}">{html}</{tag}>' if tag in _TAGS else html)
        elif first[:2] == "- ":
            if (written and written[-1][-5:] == "</ul>") or not all(_is_plain_item(line) for line in block):
                return None  # lists that follow each other are one, with paragraphs in it
            items = [_plain_inline(line[2:]) for line in block]
            blocks += [text for _, text in items]
            written.append("\n".join(["<ul>", *[f"<li>{html}</li>" for html, _ in items], "</ul>"]))
        else:
            if not all(_PLAIN_LINE.fullmatch(line) for line in block):
                return None
            html, text = _plain_inline("\n".join(block))
            blocks.append(text)
            written.append(f"<p>{html}</p>")
    return Rendered("\n".join(written), tuple(blocks))


def _plain_blocks(markdown: str) -> Iterator[list[str]]:
    """The lines of each block; a heading is one by itself."""
    block: list[str] = []
    for line in markdown.split("\n"):
        if line and line[0] != "#":
            block.append(line)
            continue
        if block:
            yield block
            block = []
        if line:
            yield [line]
    if block:
        yield block


def _is_plain_item(line: str) -> bool:
    return line[:2] == "- " and _PLAIN_LINE.fullmatch(line, 2) is not None


def _plain_inline(text: str) -> tuple[str, str]:
    """A run of plain text as HTML, and as text alone."""
    if "[" not in text:
        return kept(text), " ".join(text.split())
    html: list[str] = []
    words: list[str] = []
    end = 0
    for link in _PLAIN_LINK.finditer(text):
        before, label = text[end : link.start()], link[1]
        html += (kept(before), _opening_link(link[2]), kept(label), "</a>")
        words += (before, label)
        end = link.end()
    rest = text[end:]
    return "".join([*html, kept(rest)]), " ".join("".join([*words, rest]).split())


def _opening_link(target: str) -> str:
    """The tag that opens a link, its target escaped already; without a target where that may lead nowhere good."""
    if target.startswith(("http://", "https://")):
        return f'<a href="{target}" rel="noopener external">'
    if target.startswith("/") and not target.startswith(("//", "/\\")):
        return f'<a href="{ROOT}{target[1:]}">'
    # What points into the page itself may stay; anything else has no meaning at the page's depth.
    return f'<a href="{target}">' if target.startswith("#") else "<a>"


class _Ids:
    """Ids of headings, apart from those of numbered items; the second of one name gets ``-2``."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def of(self, title: str) -> str:
        """The id of the next heading."""
        slug = vietnamese.slug(title)[:60].strip("-") or "phan"
        self._seen[slug] = seen = self._seen.get(slug, 0) + 1
        return f"muc-{slug}-{seen}" if seen > 1 else f"muc-{slug}"


# Any other summary


def fully(markdown: str) -> Rendered:
    """The same for any summary, by way of Python-Markdown. Raises `TextError`."""
    text = _PRIVATE.sub("", markdown)
    text = "\n\n".join(_calm(block) for block in _BLANK.split(text))
    if not text.strip():
        return Rendered("", ())
    parser = _parser()
    try:
        root = _tree(parser, text)
        raw = [str(block) for block in parser.htmlStash.rawHtmlBlocks]
        return _Writer(shift=_TOP_HEADING.search(text) is not None).written(root, raw)
    except RecursionError:
        _parser.cache_clear()  # what was cut short leaves its nesting behind, which reset() does not clear
        raise TextError(
            "phần tóm tắt lồng quá nhiều lớp (danh sách trong danh sách, trích dẫn trong trích dẫn)"
        ) from None


@cache
def _parser() -> python_markdown.Markdown:
    parser = python_markdown.Markdown(extensions=["tables"], output_format="html")
    parser.preprocessors.deregister("html_block")
    for name in ("html", "automail", "image_link", "image_reference", "short_image_ref"):
        parser.inlinePatterns.deregister(name)
    return parser


def _tree(parser: python_markdown.Markdown, text: str) -> Element:
    """The tree that Python-Markdown makes of a text, as `Markdown.convert` does before it writes HTML."""
    parser.reset()
    lines = text.split("\n")
    for preprocessor in parser.preprocessors:
        lines = preprocessor.run(lines)
    root: Any = parser.parser.parseDocument(lines).getroot()
    for processor in parser.treeprocessors:
        changed = processor.run(root)
        root = root if changed is None else changed
    assert isinstance(root, Element)
    return root


class _Open(NamedTuple):
    """An element that is open: its name, and the tag that opened it."""

    tag: str
    opening: str


class _Writer:
    """Writes a tree as HTML, with the tags of `_TAGS` and no others. ``shift``: headings go down by one level."""

    def __init__(self, *, shift: bool) -> None:
        self._shift = shift
        self._written: list[str] = []
        self._text: list[str] = []
        """Text since the last tag, escaped."""
        self._words: list[str] = []
        """Text since the last block."""
        self._title: list[str] = []
        """Text since the last heading began, escaped."""
        self._blocks: list[str] = []
        self._open: list[_Open] = []
        self._ids = _Ids()

    def written(self, root: Element, raw: Sequence[str]) -> Rendered:
        """The whole of a tree. ``raw``: the entities that stand behind placeholders in it."""
        self._raw = raw
        self._inside(root)
        self._flush()
        self._end_block()
        html = "".join(self._written).strip()
        return Rendered(html.translate(_HTML) if _STOOD_IN.search(html) else html, tuple(self._blocks))

    def _inside(self, element: Element) -> None:
        self._say(element.text)
        for child in element:
            self._element(child)
            self._say(child.tail)

    def _element(self, element: Element) -> None:
        tag = str(element.tag)
        if self._shift and tag in _HEADINGS:
            tag = _HEADINGS[min(_HEADINGS.index(tag) + 1, len(_HEADINGS) - 1)]
        if tag not in _TAGS:
            self._inside(element)
            return
        self._flush()
        if tag in _VOID:
            self._written.append(f"<{tag}>")
            return
        if tag == "a":
            self._end_link()
        at = len(self._written)
        opened = _Open(tag, self._opening(tag, element))
        self._open.append(opened)
        self._written.append(opened.opening)
        if tag in _HEADINGS:
            self._title.clear()
        self._inside(element)
        self._flush()
        if tag in _HEADINGS:
            self._written[at] = f'<{tag} id="{self._ids.of("".join(self._title).translate(_MARKS))}">'
        if self._open and self._open[-1] is opened:
            self._open.pop()
            self._written.append(f"</{tag}>")
        if tag in _BLOCKS:
            self._end_block()

    def _opening(self, tag: str, element: Element) -> str:
        if tag == "a":
            return _opening_link(_escaped_value(_target(self._plain(element.get("href", "")))))
        start = element.get("start") if tag == "ol" else None
        return f'<ol start="{_escaped_value(start)}">' if start else f"<{tag}>"

    def _end_link(self) -> None:
        """A link within a link ends it; what was open within goes on."""
        at = next((at for at, opened in enumerate(self._open) if opened.tag == "a"), None)
        if at is not None:
            inner = self._open[at + 1 :]
            self._written += [f"</{opened.tag}>" for opened in reversed(inner)]
            self._written += ["</a>", *[opened.opening for opened in inner]]
            del self._open[at]

    def _say(self, text: str | None) -> None:
        if text:
            plain = self._plain(text)
            self._text.append(_escaped_text(plain))
            self._title.append(self._text[-1])
            self._words.append(plain)

    def _plain(self, text: str) -> str:
        """Text of the tree as readers see it: entities and placeholders of entities stand for a character each."""
        if "\x02" in text:
            text = _PLACEHOLDER.sub(lambda match: self._raw[int(match[1])], text)
        return entities.unescape(_BARE_AMPERSAND.sub("&amp;", text)) if "&" in text else text

    def _flush(self) -> None:
        if self._text:
            self._written.append(kept("".join(self._text)))
            self._text.clear()

    def _end_block(self) -> None:
        words = " ".join("".join(self._words).translate(_MARKS).split())
        if words:
            self._blocks.append(words)
        self._words.clear()


def _target(href: str) -> str:
    """A target that may be a link, or nothing."""
    if href.startswith(("http://", "https://")):
        try:
            return href if urlsplit(href).hostname else ""
        except ValueError:
            return ""
    return href


def _escaped_text(text: str) -> str:
    for mark, entity in _ESCAPES:
        if mark in text:
            text = text.replace(mark, entity)
    return text


def _escaped_value(text: str) -> str:
    return _escaped_text(text).replace('"', "&quot;")


def _calm(block: str) -> str:
    """The block with the marks that are too many replaced by stand-ins without meaning."""
    lines = [_calm_line(line) for line in block.split("\n")]
    # A heading among other lines costs Python-Markdown a copy of all that follows; one that stands alone does not.
    block = "\n".join(f"\n{line}\n" if line.startswith("#") else line for line in lines)
    share = 1 if len(block) < _LONG else _LONG_SHARE
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
        rest = line[opening.end() :]
        line = "".join(_STAND_INS.get(c, c) for c in opening[0].lstrip()) + rest
    return line
