"""The text as patterns see it: one spelling for what is written in many ways, and the way back to the original.

NFC, old tone placement, one kind of blank, hyphen and Đ, nothing invisible, and T.Ư as T.W. Spans found in the shadow are
turned into spans of the text that was given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from giaoban import vietnamese

# Blanks of one line become a space; what ends a line becomes a line feed. Each is one code point for one.
_BLANKS = "\t\x0b\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_LINES = "\x0c\x85\u2028\u2029"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_TABLE = {
    **dict.fromkeys(_BLANKS, " "),
    **dict.fromkeys(_LINES, "\n"),
    **dict.fromkeys(_HYPHENS, "-"),
    "\u2044": "/",
    "\u2215": "/",
    "\u00d0": "Đ",
    "\u0189": "Đ",
    "\u00f0": "đ",
    "\u0130": "I",
}
_OTHERWISE = re.compile(f"[{re.escape(''.join(_TABLE))}]")
UPPER = "".join(c for c in map(chr, range(0x41, 0x1EFA)) if c.isalpha() and c.isupper())
"""Every capital a Vietnamese name may have, for a class of characters."""

_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe00-\ufe0f]")
_SHORT_CENTRE = re.compile(r"(?<!\w)(T\.? ?)Ư(?!\w)")


@dataclass(frozen=True, slots=True)
class Shadow:
    """``text`` and ``low`` (the same in small letters) are of one length; ``starts`` and ``ends`` lead back, None: the same."""

    original: str
    text: str
    low: str
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that a span of the shadow stands for; an empty one stays empty."""
        if self.starts is None or self.ends is None:
            return start, end
        first = self.starts[start] if start < len(self.starts) else len(self.original)
        return first, (self.ends[end - 1] if end > start else first)

    def is_capital(self, start: int, end: int) -> bool:
        """Whether the letters of a span are all capitals (digits and signs do not count)."""
        return self.text[start:end] == self.text[start:end].upper()


def shadow(text: str) -> Shadow:
    """The shadow of any text."""
    if unicodedata.is_normalized("NFC", text) and not _INVISIBLE.search(text):
        plain = _spelled(_OTHERWISE.sub(_plain, text))
        if len(plain) == len(text):
            return Shadow(text, plain, _lower(plain))
    return _mapped(text)


def _plain(match: re.Match[str]) -> str:
    return _TABLE[match[0]]


def _spelled(text: str) -> str:
    old = vietnamese.tone_old(text)
    return _SHORT_CENTRE.sub(r"\1W", old) if "Ư" in old else old


def _lower(text: str) -> str:
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _mapped(text: str) -> Shadow:
    """The shadow of a text whose code points do not stand one for one: decomposed letters, invisible characters."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        kept = unicodedata.normalize("NFC", _INVISIBLE.sub("", text[start:end]))
        kept = _OTHERWISE.sub(_plain, kept)
        pieces.append(kept)
        starts += [start] * len(kept)
        ends += [end] * len(kept)
    joined = "".join(pieces)
    plain = _spelled(joined)
    plain = plain if len(plain) == len(joined) else joined
    return Shadow(text, plain, _lower(plain), starts, ends)


def _clusters(text: str) -> list[tuple[int, int]]:
    """Every letter with the marks that combine with it, as spans."""
    bounds = [at for at, c in enumerate(text) if c < "\u0300" or not unicodedata.combining(c)]
    if text and (not bounds or bounds[0] != 0):
        bounds.insert(0, 0)
    # Long runs of marks are cut, so that no cluster takes time beyond its length.
    return list(zip(bounds, [*bounds[1:], len(text)], strict=True)) if bounds else []
