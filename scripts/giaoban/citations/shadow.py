"""The text as patterns see it: one spelling for what is written in many ways, and the way back to the original.

Clean (`giaoban.vietnamese.clean`), the tone placed in the old style, and T.Ư as T.W. Spans found in the shadow are
turned into spans of the text that was given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from giaoban import vietnamese

UPPER = "".join(c for c in map(chr, range(0x41, 0x1EFA)) if c.isalpha() and c.isupper())
"""Every capital a Vietnamese name may have, for a class of characters."""


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
    clean = vietnamese.cleaned(text)
    plain = vietnamese.with_centre(vietnamese.tone_old(clean.text))
    if len(plain) != len(clean.text):
        plain = clean.text
    return Shadow(text, plain, _lower(plain), clean.starts, clean.ends)


def _lower(text: str) -> str:
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
