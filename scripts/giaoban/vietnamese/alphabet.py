"""The letters, tones and look-alikes of written Vietnamese: data only."""

from __future__ import annotations

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
"""Dictionary order. f, j, w, z are not Vietnamese but stand in names; ICU ``vi`` puts them in the same places."""

TONES = "\u0300\u0309\u0303\u0301\u0323"
"""The tone marks in dictionary order: huyền, hỏi, ngã, sắc, nặng. No mark sorts before them."""

OPEN_RHYMES = (("o", "a"), ("o", "e"), ("u", "y"))
"""The open rhymes whose tone the old style puts on the first vowel and the new style (1989/QĐ-BGDĐT) on the second."""

LOOKALIKES_OF_D_WITH_STROKE = "\u00d0\u00f0\u0189"
"""Latin eth, capital and small, and African D: drawn like U+0110 or typed for it, but other letters."""

NO_BREAK_SPACES = "\u00a0\u2007\u202f"

ZERO_WIDTH = (
    ("\u00ad", "\u00ad"),  # soft hyphen
    ("\u034f", "\u034f"),  # combining grapheme joiner
    ("\u061c", "\u061c"),  # Arabic letter mark
    ("\u115f", "\u1160"),  # Hangul fillers, drawn as nothing
    ("\u180e", "\u180e"),
    ("\u200b", "\u200f"),  # zero-width space and joiners, direction marks
    ("\u202a", "\u202e"),  # bidi embeddings and overrides
    ("\u2060", "\u206f"),  # word joiner, invisible operators, bidi isolates
    ("\u3164", "\u3164"),
    ("\ufeff", "\ufeff"),  # byte order mark
    ("\uffa0", "\uffa0"),
    ("\ufff9", "\ufffb"),
    ("\U000e0000", "\U000e0fff"),  # tags and the supplementary variation selectors
)
"""First and last of every run of characters that draw nothing or reorder what is drawn."""

CONTROLS = (
    ("\x00", "\x08"),
    ("\x0b", "\x1f"),
    ("\x7f", "\x9f"),
    ("\u2028", "\u2029"),  # line and paragraph separators: they break lines where no editor shows it
)
"""First and last of every run of control characters, line feed and tab left out."""
