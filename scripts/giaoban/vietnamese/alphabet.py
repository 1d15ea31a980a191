"""The letters, tones and look-alikes of written Vietnamese: data only."""

from __future__ import annotations

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
"""Dictionary order. f, j, w, z are not Vietnamese but stand in names; ICU ``vi`` puts them in the same places."""

TONES = "\u0300\u0309\u0303\u0301\u0323"
"""The tone marks in dictionary order: huyền, hỏi, ngã, sắc, nặng. No mark sorts before them."""

OPEN_RHYMES = (("o", "a"), ("o", "e"), ("u", "y"))
"""The open rhymes whose tone the old style puts on the first vowel and the new style (1989/QĐ-BGDĐT) on the second."""

LOOKALIKES_OF_D_WITH_STROKE = {"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ"}
"""Latin eth, capital and small, and African D, to the letter they are drawn like or typed for."""

NO_BREAK_SPACES = "\u00a0\u2007\u202f"

OTHER_BLANKS = "\t\x0b\r\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
"""What else is blank within a line, the space itself left out."""

LINE_ENDS = "\x0c\x85\u2028\u2029"
"""What ends a line without being a line feed."""

LOOKALIKES_OF_HYPHEN = "\u2010\u2011\ufe63\uff0d"
"""Drawn like the hyphen of the keyboard: hyphen, no-break hyphen, small and full-width hyphen."""

DASHES = "\u2012\u2013\u2014\u2015\u2212\ufe58\u2e3a\u2e3b"
"""Longer than a hyphen, and right in running text; in a symbol or a search they stand for one."""

LOOKALIKES_OF_SLASH = "\u2044\u2215\u29f8\uff0f"

ZERO_WIDTH = (
    ("\u00ad", "\u00ad"),  # soft hyphen
    ("\u034f", "\u034f"),  # combining grapheme joiner
    ("\u061c", "\u061c"),  # Arabic letter mark
    ("\u115f", "\u1160"),  # Hangul fillers, drawn as nothing
    ("\u17b4", "\u17b5"),  # Khmer vowels that are not drawn
    ("\u180b", "\u180e"),  # Mongolian variation selectors and vowel separator
    ("\u200b", "\u200f"),  # zero-width space and joiners, direction marks
    ("\u202a", "\u202e"),  # bidi embeddings and overrides
    ("\u2060", "\u206f"),  # word joiner, invisible operators, bidi isolates
    ("\u3164", "\u3164"),
    ("\ufe00", "\ufe0f"),  # variation selectors
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

CONTROLS_DRAWN_AS_NOTHING = (("\x00", "\x08"), ("\x0e", "\x1f"), ("\x7f", "\x84"), ("\x86", "\x9f"))
"""Those of them that neither separate words nor end a line."""
