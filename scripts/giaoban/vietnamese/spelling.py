"""One word, one key: canonical form, the two styles of tone placement, folding without marks, slugs.

Text is stored as its source wrote it; only keys are normalised.
"""

from __future__ import annotations

import itertools
import re
import unicodedata

from giaoban.vietnamese.alphabet import OPEN_RHYMES, TONES

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


def slug(s: str) -> str:
    """Text as part of a URL or an id: ``[a-z0-9]`` words joined by single hyphens; empty when nothing is left."""
    return _NOT_IN_SLUG.sub("-", fold(s)).strip("-")
