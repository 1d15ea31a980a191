"""An article: its text with what is not article blanked out, and what the page itself says about it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from giaoban import vietnamese
from giaoban.drafting import page_lines, wrapping
from giaoban.drafting.page_head import PageHead
from giaoban.drafting.page_lines import PageLine, Stated
from giaoban.drafting.words import keyed

# Anchored: a line of blanks would otherwise be looked through again from each of its places.
_LINE = re.compile(r"^[^\n]*\S[^\n]*", re.MULTILINE)
_TOLD = {"title", "heading", "body"}


@dataclass(frozen=True, slots=True)
class Article:
    """An article as text and as it is read.

    ``text`` is what spans count in. ``work`` is read instead: NFC, one kind of blank, wrapped lines joined, furniture blanked
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
    """Read an article from its text."""
    head = head or PageHead()
    work, offsets = _working(text)
    work = wrapping.joined(work)
    key = keyed(work)
    places = [(m.start(), m.end()) for m in _LINE.finditer(work)]
    read = page_lines.classify(work, key, places, head)
    gone = [(line.start, line.end) for line in read.lines if line.kind not in _TOLD]
    return Article(
        text, _blanked(work, gone), _blanked(key, gone), read.lines, head, offsets, read.title, read.author, read.publisher,
        read.published,
    )  # fmt: skip


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    pieces, place = [], 0
    for start, end in spans:
        pieces += [text[place:start], " " * (end - start)]
        place = end
    return "".join([*pieces, text[place:]])


def _working(text: str) -> tuple[str, Sequence[int] | None]:
    """The text as it is read, and for each of its places the place in the text; None when they are the same."""
    clean = vietnamese.cleaned(text, dashes=False)
    return clean.text, None if clean.starts is None else [*clean.starts, len(text)]
