"""Text pasted from a PDF: lines broken at a column's width are joined, letter for letter, so that no place moves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from giaoban import vietnamese

_WIDEST = 100
_FEWEST = 5
_FEWEST_BREAKS = 3
_SHARE = 0.4
_SHORT = 0.6
_ENDS = re.compile(r"[.!?…:;][\"”’')\]]*$")
_ITEM = re.compile(r"(?:[-–•+*]|[a-zđ0-9]{1,2}[.)]) ")
_COLUMNS = re.compile(r"\S {4,}\S")
_PAGE = re.compile(r"[-– ]*(?:trang )?\d{1,3}(?:/\d{1,3})?[-– ]*", re.IGNORECASE)


def joined(text: str) -> str:
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
    breaks = [(a, b) for a, b in pairwise(lines) if a.strip() and b.strip() and not _begins(a, b)]
    inside = sum(not _ENDS.search(a.rstrip()) and b.strip()[0].islower() for a, b in breaks)
    return inside >= _FEWEST_BREAKS and inside >= _SHARE * len(breaks)


def _begins(before: str, line: str) -> bool:
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
    if _begins(before, line):
        return False
    return not (_ENDS.search(before.rstrip()) and len(before.strip()) < _SHORT * width)
