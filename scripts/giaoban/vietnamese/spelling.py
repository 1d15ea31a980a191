"""Letters, tones and syllables: one key for one word, the two styles of tone placement, folding, slugs, and dictionary order.

Text is stored as its source wrote it; only keys are normalised. Lists are ordered syllable by syllable, letters before tones,
numbers by value. ICU's ``vi`` compares the letters of the whole string before any tone, so it puts "Lệ An" before "Lê Ba",
and it sorts an old-style tone by the letter that happens to carry it; readers of Vietnamese lists expect neither. On single
syllables of one tone style both orders agree.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from functools import lru_cache

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


_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")


def nfc(s: str) -> str:
    """The canonical form of text for storage and comparison: Unicode NFC."""
    return unicodedata.normalize("NFC", s)


# Both styles of every open rhyme in every tone and every mix of cases, NFC.
_OLD_TO_NEW = {
    nfc(first + tone) + second: first + nfc(second + tone)
    for vowels in OPEN_RHYMES
    for first, second in itertools.product(*((vowel, vowel.upper()) for vowel in vowels))
    for tone in TONES
}
_NEW_TO_OLD = {new: old for old, new in _OLD_TO_NEW.items()}


def _at_word_end(rhymes: dict[str, str]) -> re.Pattern[str]:
    firsts, seconds = (re.escape("".join(sorted(set(letters)))) for letters in zip(*rhymes, strict=True))
    # "qu" is one consonant: the rhyme of "quý" is "y" alone and never moves its tone. Plain classes come first because
    # that is what the engine can search for fast.
    return re.compile(rf"[{firsts}][{seconds}](?<![qQ]..)(?![^\W\d_])")


_OLD_STYLE = _at_word_end(_OLD_TO_NEW)
_NEW_STYLE = _at_word_end(_NEW_TO_OLD)


def _moved(match: re.Match[str], table: dict[str, str]) -> str:
    follower = match.string[match.end() : match.end() + 1]
    if follower and unicodedata.combining(follower):
        return match[0]  # a further mark on the last letter: no Vietnamese rhyme, and moving could undo NFC
    return table.get(match[0], match[0])


def tone_old(s: str) -> str:
    """NFC text with the tone on the first vowel of final oa, oe, uy, as laws and most papers write.

    Inverse of `tone_new` up to style: ``tone_old(tone_new(s)) == tone_old(s)``. Letter case stays in its place.
    """
    return _NEW_STYLE.sub(lambda match: _moved(match, _NEW_TO_OLD), nfc(s))


def tone_new(s: str) -> str:
    """NFC text with the tone on the second vowel of final oa, oe, uy, as schoolbooks write (1989/QĐ-BGDĐT)."""
    return _OLD_STYLE.sub(lambda match: _moved(match, _OLD_TO_NEW), nfc(s))


def has_new_tones(s: str) -> bool:
    """Whether NFC text has a rhyme that `tone_old` may write otherwise."""
    return _NEW_STYLE.search(s) is not None and tone_old(s) != s


class _Unmarked(dict[int, str]):
    """A translation table from a code point to the same letter without marks, filled as letters are met."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFD", chr(code))
        self[code] = bare = nfc("".join(c for c in decomposed if unicodedata.category(c) != "Mn"))
        return bare


# The stroke of đ is part of the letter, not a mark that decomposition splits off.
_UNMARKED = _Unmarked({ord("đ"): "d", ord("Đ"): "D"})


def fold(s: str) -> str:
    """The search key of text: lower case, no marks, đ as d.

    Idempotent, and the same for NFC and NFD and for either tone style.
    """
    if s.isascii():
        return s.lower()
    return nfc(nfc(s).translate(_UNMARKED)).lower()


def lower(text: str) -> str:
    """Text in small letters, of as many characters: a letter whose small form has several stays as it is."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def slug(s: str) -> str:
    """Text as part of a URL or an id: ``[a-z0-9]`` words joined by single hyphens; empty when nothing is left."""
    return _NOT_IN_SLUG.sub("-", fold(s)).strip("-")


SortKey = tuple[str, str, str]
"""Compare only with other keys of the same function; what is inside may change."""

# Longer runs of digits than any real number are cut, so that every number has a key of one width.
_NUMBER_WIDTH = 18
_WORD = re.compile(rf"[0-9]{{1,{_NUMBER_WIDTH}}}|[^\W0-9_]+")

# Weights of one syllable: its letters, `_END`, its tone. `_END` is below every letter, so a syllable sorts before a
# longer one; and no syllable's weights begin another's, so the joined weights of a text compare syllable by syllable.
_END = "\x01"
_NUMBER = "\x02"
_LETTER_WEIGHTS = {letter: chr(0x21 + place) for place, letter in enumerate(LETTERS)}
_TONE_WEIGHTS = {tone: chr(0x11 + place) for place, tone in enumerate(TONES)}
_LEVEL = "\x10"
_FOREIGN_MARK = "\x1f"


@lru_cache(maxsize=65536)
def _weights(word: str) -> str:
    if word[0] in "0123456789":
        return _NUMBER + word.zfill(_NUMBER_WIDTH)
    letters: list[str] = []
    tone = _LEVEL
    for c in unicodedata.normalize("NFD", word.lower()):
        if c in _TONE_WEIGHTS:
            tone = _TONE_WEIGHTS[c]
        elif letters and unicodedata.category(c) == "Mn":
            composed = nfc(letters[-1] + c)
            if composed in _LETTER_WEIGHTS:
                letters[-1] = composed
            else:
                tone = _FOREIGN_MARK
        else:
            letters.append(c)
    # Letters of other scripts keep their code point, which is above every weight.
    return "".join(_LETTER_WEIGHTS.get(letter, letter) for letter in letters) + _END + tone


def sort_key(s: str) -> SortKey:
    """The place of a text in a list: syllable by syllable, letters (a ă â … d đ …) then tone, then case, small first.

    Numbers sort by value and before letters; punctuation and spaces only separate. Either tone style and either
    normalisation form gives the same place; texts that differ after NFC never compare equal.
    """
    text = nfc(s)
    return ("".join(map(_weights, _WORD.findall(text))), text.swapcase(), text)


def name_key(s: str) -> SortKey:
    """The place of a person in a list: given name (the last word), then family name (the first), then the middle."""
    words = nfc(s).split()
    return sort_key(" ".join(words[-1:] + words[:-1]))
