"""Tokens: what of a text can be found. The browser's `search.js` cuts text in the very same way; shared vectors hold both to it.

A token is a syllable, a word or a number in lower case, NFC, with its marks, the tone placed in the old style. A term of
the index is a token, or two neighbouring tokens joined by a space: so a phrase weighs more than its syllables scattered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from giaoban import vietnamese

# Latin letters alone: the same class in every language that has to agree on it.
_LETTERS = "a-z\u00df-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_WORD = re.compile(rf"[0-9]{{1,3}}(?:\.[0-9]{{3}})+(?![0-9.])|[0-9]+|[{_LETTERS}]+")
_NO_VOWELS_TU = re.compile(r"[bcdđghklmnpqrstvx]+tư")
# A neighbour across one of these is no neighbour.
_BREAKS = frozenset(".;:!?\n")
_TYPES = frozenset(
    ["nq", "ct", "qđ", "qđi", "qyđ", "qc", "kl", "kh", "hd", "cv", "tb", "bc", "ttr", "tt", "đa", "ctr", "cthđ", "bb"]
)
# One code, written in three ways and mistaken for one another: 08-QĐi/TW, 08-QyĐ/TW, 08-QĐ/TW.
_SAME_CODES = {"qđi": "qđ", "qyđ": "qđ", "qdi": "qd", "qyd": "qd"}
# "số 18" is 18: papers put the word in or leave it out.
_NUMBER_SIGN = frozenset(["số", "so"])
# After these, "XII" is a number and not a word: quý I, khóa XII, Đại hội XIII, lần thứ XIII, cụm số III.
_BEFORE_ROMAN = frozenset(
    ["quý", "quy", "quí", "qui", "khóa", "khoa", "hội", "hoi", "thứ", "thu", "số", "so", "cụm", "cum"]
)
_ROMAN = {
    roman: str(number)
    for number, roman in enumerate(
        [
            "i",
            "ii",
            "iii",
            "iv",
            "v",
            "vi",
            "vii",
            "viii",
            "ix",
            "x",
            "xi",
            "xii",
            "xiii",
            "xiv",
            "xv",
            "xvi",
            "xvii",
            "xviii",
            "xix",
            "xx",
        ],
        start=1,
    )
}


class Token(NamedTuple):
    """One token, where it stands in the text, and whether it follows right after the one before it."""

    text: str
    start: int
    end: int
    joined: bool


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text in order; places are those of its NFC form."""
    text = vietnamese.nfc(text)
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    held: Token | None = None
    for match in _WORD.finditer(low):
        word, (start, end) = match[0], match.span()
        gap = low[held.end : start] if held else ""
        if held and held.text == "t" and word == "ư" and gap.strip() == ".":
            held = held._replace(text="tw", end=end)
            continue
        if held and held.text in _NUMBER_SIGN and (word[0].isdigit() or word in _ROMAN) and not gap.strip():
            held = Token(_normal(word, held.text, gap), start, end, held.joined)
            continue
        before = held
        if held:
            yield held
        held = Token(_normal(word, before.text if before else "", gap), start, end, _joined(before, word, gap))
    if held:
        yield held


def terms(found: Sequence[Token]) -> list[str]:
    """What the index holds of a run of tokens: each of them, and each pair of neighbours."""
    made = [token.text for token in found]
    made += [f"{a.text} {b.text}" for a, b in pairwise(found) if b.joined]
    return made


def _normal(word: str, before: str, gap: str) -> str:
    if word[0].isdigit():
        return word.replace(".", "").lstrip("0") or "0"
    if before in _BEFORE_ROMAN and word in _ROMAN:
        return _ROMAN[word]
    if word == "tư" and before in _TYPES and len(gap) <= 1:
        return "tw"
    if word in _SAME_CODES:
        return _SAME_CODES[word]
    if len(word) > 2 and _NO_VOWELS_TU.fullmatch(word):
        return word[:-2] + "tw"
    return vietnamese.tone_old(word)


def _joined(before: Token | None, word: str, gap: str) -> bool:
    if before is None:
        return False
    # 25.3 is a day, not the end of a sentence.
    if gap == "." and word[0].isdigit() and before.text[0].isdigit():
        return True
    return _BREAKS.isdisjoint(gap)
