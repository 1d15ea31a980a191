"""One way to clean text, wherever it comes in, and what there is to clean: characters that look right and are not.

Text comes from an editor's file, a newspaper's page, or a reader's query. What is stored stays as its source wrote it; what is
looked up, compared or searched is cleaned first. The engine in the browser is given the same two tables, `INVISIBLE` and `LIKE`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from giaoban.vietnamese.spelling import (
    CONTROLS,
    CONTROLS_DRAWN_AS_NOTHING,
    DASHES,
    LINE_ENDS,
    LOOKALIKES_OF_D_WITH_STROKE,
    LOOKALIKES_OF_HYPHEN,
    LOOKALIKES_OF_SLASH,
    NO_BREAK_SPACES,
    OTHER_BLANKS,
    ZERO_WIDTH,
    nfc,
)

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


INVISIBLE = "".join(f"{first}-{last}" for first, last in CONTROLS_DRAWN_AS_NOTHING + ZERO_WIDTH)
"""What is taken out, as the inside of a class of characters of a regular expression."""

LIKE = {
    **LOOKALIKES_OF_D_WITH_STROKE,
    **dict.fromkeys(NO_BREAK_SPACES + OTHER_BLANKS, " "),
    **dict.fromkeys(LINE_ENDS, "\n"),
    **dict.fromkeys(LOOKALIKES_OF_HYPHEN + DASHES, "-"),
    **dict.fromkeys(LOOKALIKES_OF_SLASH, "/"),
}
"""A character to the one that it stands for, one for one; none of those composes with what follows it."""

_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_LIKE = re.compile(f"[{re.escape(''.join(LIKE))}]")
_KEEPING_DASHES = re.compile(f"[{re.escape(''.join(LIKE.keys() - set(DASHES)))}]")
_KEEPING_DASHES_AND_HYPHENS = re.compile(f"[{''.join(LOOKALIKES_OF_D_WITH_STROKE)}{NO_BREAK_SPACES}]")
# What separates words and is neither a blank nor the end of a line to those who write.
_BREAKS = re.compile("[\x0b\r\x0c\x85\u2028\u2029]")
_UNCLEAN = re.compile(f"[{INVISIBLE}{re.escape(''.join(LIKE))}]")

# What may join the character before it, when composed or by being invisible between the two; other letters than Latin ones
# are all thought to.
_JOINS = rf"[^\x00-\u02ff\u1e00-\u1eff\u2000-\u20cf\u2100-\u2e7f{INVISIBLE}]"
_CLUSTER = re.compile(rf"[{INVISIBLE}]++|[\s\S](?:[{INVISIBLE}]*+{_JOINS}++)*+")

_CENTRE = re.compile(r"(?<!\w)(T\.? ?)Ư(?!\w)")
_BLANK_OR_POINT = re.compile(r"[\s.]+")
_LEADING_ZEROS = re.compile(r"(?<!\d)0+(?=\d)", re.ASCII)


def clean(text: str) -> str:
    """Text as it is compared and searched: NFC, nothing invisible, and one kind of blank, line end, hyphen, slash and đ.

    Letters keep their case, their marks and their style of tone placement. Idempotent; text without invisible characters
    and decomposed letters keeps its length.
    """
    if _UNCLEAN.search(text) is None:
        return nfc(text)
    # First what is invisible: it may keep a letter and its mark apart.
    return _LIKE.sub(_stands_for, nfc(_INVISIBLE.sub("", text)))


def typed(text: str) -> str:
    """The text as a keyboard would have typed it: without what `suspects` names, dashes and hyphens left as they are.

    What nobody sees is taken out, what only looks like đ or a blank becomes it, and letters are NFC. Idempotent.
    """
    text = _BREAKS.sub(" ", _INVISIBLE.sub("", text))
    return nfc(_KEEPING_DASHES_AND_HYPHENS.sub(_stands_for, text))


def _stands_for(match: re.Match[str]) -> str:
    return LIKE[match[0]]


def with_centre(text: str) -> str:
    """Clean text in which "Trung ương" cut short is always written with W: T.Ư, TƯ, T. Ư. It keeps its length."""
    return _CENTRE.sub(r"\1W", text) if "Ư" in text else text


def symbol_key(symbol: str) -> str:
    """What two ways of writing one symbol of a document have in common: ``901–NQ/T.Ư`` and ``0901-NQ/TW``."""
    written = _BLANK_OR_POINT.sub("", with_centre(clean(symbol)))
    return _LEADING_ZEROS.sub("", written).upper()


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Clean text with the way back: of each character, where what it stands for begins and ends in the text that was given.

    ``starts`` and ``ends`` are None where every character stands in its old place.
    """

    text: str
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None


def cleaned(text: str, *, dashes: bool = True) -> Cleaned:
    """`clean` with the way back; ``dashes``: whether dashes, which are right in running text, become hyphens too."""
    like = _LIKE if dashes else _KEEPING_DASHES
    if _INVISIBLE.search(text) is None and unicodedata.is_normalized("NFC", text):
        return Cleaned(like.sub(_stands_for, text))
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _CLUSTER.finditer(text):
        kept = like.sub(_stands_for, nfc(_INVISIBLE.sub("", match[0])))
        pieces.append(kept)
        starts += [match.start()] * len(kept)
        ends += [match.end()] * len(kept)
    return Cleaned("".join(pieces), starts, ends)
