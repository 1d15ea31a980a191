"""Summaries: Markdown to safe HTML, and to the plain text of its blocks.

Nearly every summary is plain: paragraphs, headings, lists of one line an item, links. Such a one is written directly; for any
other markdown-it reads it as CommonMark says and code hosts show it (tables as there, too), in time linear in the text, and what
it finds is written with the few tags that a summary may have. Nothing is HTML that was not written here: all text is escaped,
and raw HTML is shown as the text it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from giaoban import vietnamese
from giaoban.render.text import ROOT, kept


class TextError(ValueError):
    """The Markdown cannot be rendered; the message (Vietnamese) says why."""


class Rendered(NamedTuple):
    """A summary as HTML, and the plain text of its paragraphs, headings, list items and cells, in order."""

    html: str
    blocks: tuple[str, ...]


_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# Elements that begin on a line of their own, and end on one.
_OUTER = {"blockquote", "ol", "table", "tbody", "thead", "tr", "ul"}
_TAGS = {*_OUTER, *_HEADINGS[1:], "a", "code", "em", "li", "p", "strong", "td", "th"}
# Lists in lists and quotes in quotes count twice and once.
_MOST_NESTED = 20
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\xa0", "&nbsp;"))
_TOP_HEADING = re.compile(r"^# ", re.MULTILINE)

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
            written.append(f'<{tag} id="{ids.of(text)}">{html}</{tag}>')
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
    """The same for any summary, by way of markdown-it. Raises `TextError`."""
    tokens = _parser().parse(_PRIVATE.sub("", markdown))
    if any(token.level >= _MOST_NESTED - 1 for token in tokens):
        raise TextError("phần tóm tắt lồng quá nhiều lớp (danh sách trong danh sách, trích dẫn trong trích dẫn)")
    return _Writer(shift=any(token.tag == "h1" for token in tokens)).written(tokens)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _MOST_NESTED}).enable("table").disable("image")
    # Which targets may be links is decided where they are written.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


class _Writer:
    """Writes tokens as HTML, with the tags of `_TAGS` and no others. ``shift``: headings go down by one level."""

    def __init__(self, *, shift: bool) -> None:
        self._shift = shift
        self._written: list[str] = []
        self._text: list[str] = []
        """Text since the last tag, escaped."""
        self._blocks: list[str] = []
        self._is_in_line = False
        """Whether what was written last is part of a line, and no block."""
        self._ids = _Ids()

    def written(self, tokens: Sequence[Token]) -> Rendered:
        """The whole of a summary."""
        for at, token in enumerate(tokens):
            if token.type == "inline":
                self._inline(token.children or ())
            elif token.type in {"fence", "code_block"}:
                self._line(f"<pre><code>{_escaped_text(token.content)}</code></pre>")
                self._block(token.content)
            elif token.type == "hr":
                self._line("<hr>")
            elif not token.hidden:
                self._element(token, tokens[at + 1].children or () if token.type == "heading_open" else ())
            elif token.nesting > 0 and self._written[-1] != "<li>":
                self._written.append("\n")  # a paragraph without a tag of its own, behind a list
        return Rendered("".join(self._written).strip("\n"), tuple(self._blocks))

    def _element(self, token: Token, title: Sequence[Token]) -> None:
        tag = token.tag
        if tag in _HEADINGS:
            tag = _HEADINGS[min(_HEADINGS.index(tag) + self._shift, len(_HEADINGS) - 1)]
        if tag not in _TAGS:
            return
        if token.nesting < 0:
            is_below = tag in _OUTER or (tag == "li" and not self._is_in_line)
            self._written.append(f"\n</{tag}>" if is_below else f"</{tag}>")
            self._is_in_line = False
            return
        opening = f"<{tag}>"
        if tag in _HEADINGS:
            opening = f'<{tag} id="{self._ids.of(_words(title))}">'
        elif tag == "ol" and "start" in token.attrs:
            opening = f'<ol start="{int(token.attrs["start"])}">'
        self._line(opening)

    def _line(self, html: str) -> None:
        self._written += ["\n", html]
        self._is_in_line = False

    def _inline(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            if token.type in {"text", "softbreak"}:
                self._text.append("\n" if token.type == "softbreak" else _escaped_text(token.content))
                continue
            self._flush()
            if token.type == "hardbreak":
                self._written.append("<br>")
                self._text.append("\n")
            elif token.type == "code_inline":
                self._written += ["<code>", kept(_escaped_text(token.content)), "</code>"]
            elif token.type == "link_open":
                self._written.append(_opening_link(_escaped_value(_target(str(token.attrs["href"])))))
            elif token.tag in _TAGS:
                self._written.append(f"<{token.tag}>" if token.nesting > 0 else f"</{token.tag}>")
        self._flush()
        self._block(_words(tokens))
        self._is_in_line = True

    def _flush(self) -> None:
        if self._text:
            self._written.append(kept("".join(self._text)))
            self._text.clear()

    def _block(self, text: str) -> None:
        if words := " ".join(text.split()):
            self._blocks.append(words)


def _words(tokens: Sequence[Token]) -> str:
    """The text of a run of tokens."""
    return "".join(token.content or " " * token.type.endswith("break") for token in tokens)


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
