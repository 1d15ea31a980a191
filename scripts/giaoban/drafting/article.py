"""An article: its text with what is not article blanked out, and what the page itself says about it.

Where a text was pasted from a PDF, lines broken at a column's width are joined, letter for letter, so that no place moves.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from giaoban import vietnamese
from giaoban.drafting import page_lines
from giaoban.drafting.page_head import PageHead
from giaoban.drafting.page_lines import PageLine, Stated
from giaoban.drafting.words import match_key

_WIDEST = 100
_FEWEST = 5
_FEWEST_BREAKS = 3
_SHARE = 0.4
_SHORT = 0.6
_ENDS = re.compile(r"[.!?…:;][\"”’')\]]*$")
_ITEM = re.compile(r"(?:[-–•+*]|[a-zđ0-9]{1,2}[.)]) ")
_COLUMNS = re.compile(r"\S {4,}\S")
_PAGE = re.compile(r"[-– ]*(?:trang )?\d{1,3}(?:/\d{1,3})?[-– ]*", re.IGNORECASE)


def join_wrapped_lines(text: str) -> str:
    """The text with a blank for every line break inside a paragraph, where it is broken at a column's width; else as it is."""
    lines = text.split("\n")
    if not _is_wrapped(lines):
        return text
    width = max(len(line.strip()) for line in lines)
    pieces = [lines[0]]
    for before, line in pairwise(lines):
        pieces += [" " if _goes_on(before, line, width) else "\n", line]
    return "".join(pieces)


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether most lines break inside a sentence: no line is long, and the next one goes on in small letters."""
    filled = [line for line in lines if line.strip() and not _COLUMNS.search(line)]
    if len(filled) < _FEWEST or max(map(len, filled)) > _WIDEST:
        return False
    breaks = [(a, b) for a, b in pairwise(lines) if a.strip() and b.strip() and not _begins_paragraph(a, b)]
    inside = sum(not _ENDS.search(a.rstrip()) and b.strip()[0].islower() for a, b in breaks)
    return inside >= _FEWEST_BREAKS and inside >= _SHARE * len(breaks)


def _begins_paragraph(before: str, line: str) -> bool:
    """Whether a line begins a paragraph or a point of a list: it is set in further, or numbered."""
    deeper = len(line) - len(line.lstrip()) > len(before) - len(before.lstrip())
    bare = line.strip()
    return deeper or bool(_ITEM.match(bare)) or vietnamese.read_enumerator(bare[:80]) is not None


def _goes_on(before: str, line: str, width: int) -> bool:
    """Whether a line goes on with the paragraph of the one before."""
    bare = line.strip()
    if not before.strip() or not bare or _COLUMNS.search(before) or _COLUMNS.search(line):
        return False
    if _PAGE.fullmatch(before.strip()) or _PAGE.fullmatch(bare):
        return False
    if _begins_paragraph(before, line):
        return False
    return not (_ENDS.search(before.rstrip()) and len(before.strip()) < _SHORT * width)


# Anchored: a line of blanks would otherwise be looked through again from each of its places.
_LINE = re.compile(r"^[^\n]*\S[^\n]*", re.MULTILINE)
_TOLD = {"title", "heading", "body"}


@dataclass(frozen=True, slots=True)
class Article:
    """An article as text and as it is read.

    ``text`` is what spans count in. ``work`` is read instead: NFC, one kind of blank, wrapped lines joined, boilerplate blanked
    out; ``key`` is it in small letters. `span` turns places of ``work`` into places of ``text``.
    """

    text: str
    work: str
    key: str
    lines: Sequence[PageLine]
    head: PageHead
    offsets: Sequence[int] | None = None
    title: Stated | None = None
    author: Stated | None = None
    publisher: Stated | None = None
    published: Sequence[Stated] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Places of the working text as places of the text."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end]

    def line_at(self, place: int) -> PageLine | None:
        """The line that holds a place of the working text."""
        index = bisect_right(self.lines, place, key=lambda line: line.start) - 1
        return self.lines[index] if index >= 0 and place < self.lines[index].end else None

    def body(self) -> Iterator[PageLine]:
        """The lines that tell of the meeting: title, headings and paragraphs."""
        return (line for line in self.lines if line.kind in _TOLD)


def article(text: str, head: PageHead | None = None) -> Article:
    """Read the text of an article: classify its lines, and blank those that are not its own. ``head``: what its page states."""
    head = head or PageHead()
    work, offsets = _working(text)
    work = join_wrapped_lines(work)
    key = match_key(work)
    places = [(m.start(), m.end()) for m in _LINE.finditer(work)]
    read = page_lines.classify(work, key, places, head)
    gone = [(line.start, line.end) for line in read.lines if line.kind not in _TOLD]
    return Article(
        text, _blank_out(work, gone), _blank_out(key, gone), read.lines, head, offsets, read.title, read.author, read.publisher,
        read.published,
    )  # fmt: skip


def _blank_out(text: str, spans: Sequence[tuple[int, int]]) -> str:
    pieces, place = [], 0
    for start, end in spans:
        pieces += [text[place:start], " " * (end - start)]
        place = end
    return "".join([*pieces, text[place:]])


def _working(text: str) -> tuple[str, Sequence[int] | None]:
    """The text as it is read, and for each of its places the place in the text; None when they are the same."""
    clean = vietnamese.cleaned(text, dashes=False)
    return clean.text, None if clean.starts is None else [*clean.starts, len(text)]
