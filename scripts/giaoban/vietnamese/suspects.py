"""Characters that look right and are not: what copying from web pages and word processors leaves in a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

from giaoban.vietnamese.alphabet import CONTROLS, LOOKALIKES_OF_D_WITH_STROKE, NO_BREAK_SPACES, ZERO_WIDTH
from giaoban.vietnamese.spelling import nfc

SuspectKind = Literal["nfd", "eth", "nbsp", "zero-width", "control"]
Suspect = tuple[int, SuspectKind, str]
"""Offset in code points, kind, and the character (for ``nfd`` the whole sequence) as written."""


def _ranges(runs: tuple[tuple[str, str], ...]) -> str:
    return "".join(f"{re.escape(first)}-{re.escape(last)}" for first, last in runs)


_CLASSES: dict[SuspectKind, str] = {
    "eth": "".join(LOOKALIKES_OF_D_WITH_STROKE),
    "nbsp": NO_BREAK_SPACES,
    "zero-width": _ranges(ZERO_WIDTH),
    "control": _ranges(CONTROLS),
}
# One class finds them all in a single pass over clean text; which kind it was is asked only of what was found.
_ANY = re.compile(f"[{''.join(_CLASSES.values())}]")
_KINDS = {kind: re.compile(f"[{characters}]") for kind, characters in _CLASSES.items()}

# Nothing below combines with what stands before it.
_FIRST_COMBINING = "\u0300"


def suspects(text: str) -> Iterator[Suspect]:
    """Every suspect character of a text, in the order of its offset in code points.

    ``nfd``: a sequence that NFC would write otherwise; ``eth``: a look-alike of đ or Đ; ``nbsp``: a no-break space;
    ``zero-width``: an invisible or bidi-control character; ``control``: any other control character except line feed
    and tab (a carriage return too: read files with universal newlines), and U+2028, U+2029.
    """
    found = [(match.start(), _kind(match[0]), match[0]) for match in _ANY.finditer(text)]
    if not unicodedata.is_normalized("NFC", text):
        found.extend(_decomposed(text))
        found.sort()
    return iter(found)


def _kind(character: str) -> SuspectKind:
    return next(kind for kind, pattern in _KINDS.items() if pattern.match(character))


def _decomposed(text: str) -> Iterator[Suspect]:
    start = 0
    for line in text.splitlines(keepends=True):
        if not unicodedata.is_normalized("NFC", line):
            yield from _decomposed_in_line(line, start)
        start += len(line)


def _decomposed_in_line(line: str, start: int) -> Iterator[Suspect]:
    begin = 0
    for end in range(1, len(line) + 1):
        if end < len(line) and _combines(line[end - 1], line[end]):
            continue
        if not unicodedata.is_normalized("NFC", sequence := line[begin:end]):
            yield (start + begin, "nfd", sequence)
        begin = end


def _combines(before: str, character: str) -> bool:
    if character < _FIRST_COMBINING:
        return False
    # Hangul and some Indic vowels join the letter before them without being marks.
    return unicodedata.combining(character) != 0 or len(nfc(before + character)) < len(nfc(before)) + len(
        nfc(character)
    )
