"""What in a Markdown summary is not to be touched: headings, code, links, images, addresses, raw tags."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MASK = "\ue0ff"
"""Stands for every protected character: a private-use one that is no part of any word."""

_HEADING = re.compile(r"^ {0,3}#{1,6}(?![^ \t\n])[^\n]*", re.MULTILINE)
# The same for headings that begin their lines: by the sign itself, which is quickly found.
_PLAIN_HEADING = re.compile(r"#(?<![^\n]#)#{0,5}(?![^ \t\n])[^\n]*")
_UNDERLINE = re.compile(r"\n {0,3}(?:=+|-+)[ \t]*(?=\n|\Z)")
_NO_TITLE = re.compile(r"\s*\Z| {0,3}[-*+>#]")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n]*$", re.MULTILINE)
_INDENTED = re.compile(r"(?:\A|\n[ \t]*\n)((?:(?: {4}|\t)[^\n]*(?:\n|\Z))+)")
_TICKS = re.compile(r"`+")
_BLANK = re.compile(r"\n[ \t]*\n")
_RAW = re.compile(r"<[A-Za-z/!?][^<>\n]{0,1000}>|(?:https?://|www\.)[^\s<>()\[\]]{1,2000}")
_BRACKET = re.compile(r"[\[\]]")
_DEFINITION = re.compile(r"^ {0,3}\[([^\[\]\n]{1,200})\]:[^\n]*", re.MULTILINE)
_TARGET = re.compile(
    r"\(\s{0,4}<?((?:[^\s()<>]|\([^\s()<>]{0,200}\)){0,2000})>?(?:\s{1,4}(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'))?\s{0,4}\)"
)
_LABEL = re.compile(r"\[[^\[\]\n]{0,200}\]")
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Protected:
    """The text with all that is protected masked, where sections begin, and the editor's links (place and target)."""

    masked: str
    headings: tuple[int, ...]
    links: tuple[tuple[int, str], ...]

    def section(self, offset: int) -> int:
        """The number of the section that a place is in; what stands before the first heading is section 0."""
        return bisect_right(self.headings, offset)


def protect(markdown: str) -> Protected:
    """Mask a summary. Never raises; time grows with the length of the text."""
    text = _masked(markdown, _code(markdown))
    headings = list(_headings(text))
    links: list[tuple[int, str]] = []
    regions = list(headings)
    if "[" in text:
        regions += _links(text, links)
    if "<" in text or "://" in text or "www." in text:
        regions += [m.span() for m in _RAW.finditer(text)]
    return Protected(_masked(text, regions), tuple(start for start, _ in headings), tuple(links))


def _masked(text: str, regions: Iterable[tuple[int, int]]) -> str:
    pieces: list[str] = []
    last = 0
    for start, end in sorted(regions):
        begin = max(start, last)
        if end > begin:
            # Line breaks stay, so that what stands around is not joined.
            inside = text[begin:end]
            kept = MASK * len(inside) if "\n" not in inside else re.sub(r"[^\n]", MASK, inside)
            pieces += [text[last:begin], kept]
            last = end
    return "".join([*pieces, text[last:]]) if pieces else text


def _headings(text: str) -> Iterator[tuple[int, int]]:
    """Headings marked by number signs, and lines underlined by equals signs or hyphens."""
    found: list[tuple[int, int]] = []
    if "#" in text:
        found = [m.span() for m in (_HEADING if " #" in text else _PLAIN_HEADING).finditer(text)]
    if "=" in text or "-" in text:
        for match in _UNDERLINE.finditer(text):
            start = text.rfind("\n", 0, match.start()) + 1
            if not _NO_TITLE.match(text, start, match.start()):
                found.append((start, match.end()))
        found.sort()
    return iter(found)


def _code(text: str) -> Iterator[tuple[int, int]]:
    fenced: list[tuple[int, int]] = []
    if "```" in text or "~~~" in text:
        fenced = list(_fenced(text))
        yield from fenced
    if "\n    " in text or "\n\t" in text or text.startswith(("    ", "\t")):
        yield from (m.span(1) for m in _INDENTED.finditer(text))
    if "`" in text:
        yield from _spans(_masked(text, fenced))


def _fenced(text: str) -> Iterator[tuple[int, int]]:
    opened: tuple[int, str] | None = None
    for match in _FENCE.finditer(text):
        if opened is None:
            opened = (match.start(), match[1])
        elif match[1].startswith(opened[1]) and match[0].strip() == match[1]:
            yield opened[0], match.end()
            opened = None
    if opened:
        yield opened[0], len(text)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Code spans: a run of backticks up to the next run of the same length in the same block."""
    breaks = [m.start() for m in _BLANK.finditer(text)]
    runs = [m.span() for m in _TICKS.finditer(text)]
    partner: dict[tuple[int, int], int] = {}
    following = [-1] * len(runs)
    for at in range(len(runs) - 1, -1, -1):
        start, end = runs[at]
        key = (end - start, bisect_right(breaks, start))
        following[at] = partner.get(key, -1)
        partner[key] = at
    at = 0
    while at < len(runs):
        if following[at] < 0:
            at += 1
            continue
        yield runs[at][0], runs[following[at]][1]
        at = following[at] + 1


def _links(text: str, targets: list[tuple[int, str]]) -> list[tuple[int, int]]:
    """Spans of links, images and definitions; every target goes into ``targets`` with the place of its link."""
    definitions = [(m.span(), m[1].casefold()) for m in _DEFINITION.finditer(text)] if "]:" in text else []
    labels = {label for _, label in definitions}
    found = [span for span, _ in definitions]
    stack: list[int] = []
    for match in _BRACKET.finditer(text):
        at = match.start()
        if at and text[at - 1] == "\\":
            continue
        if match[0] == "[":
            stack.append(at)
            del stack[:-_DEEPEST]
        elif stack:
            opening = stack.pop()
            if target := _TARGET.match(text, at + 1):
                found.append((opening, target.end()))
                targets.append((opening, target[1]))
            elif labels and (label := _LABEL.match(text, at + 1)):
                found.append((opening, label.end()))
            elif text[opening + 1 : at].casefold() in labels:
                found.append((opening, at + 1))
    return found
