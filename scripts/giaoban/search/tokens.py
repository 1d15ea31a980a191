"""Tokens: what of a text can be found. The browser cuts text in the very same way; shared vectors hold both to it.

A token is a syllable, a word or a number of the clean text (`vietnamese.clean`), in lower case, with its marks, the tone placed
in the old style. A term of the index is a token, or two neighbouring tokens joined by a space: so a phrase weighs more than its
syllables scattered.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import starmap
from typing import NamedTuple

from giaoban import vietnamese

# Latin letters alone: the same class in every language that has to agree on it.
LETTERS = "a-z\u00df-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_WORD = re.compile(rf"([0-9]{{1,3}}(?:\.[0-9]{{3}})+(?![0-9.])|[0-9]+|[{LETTERS}]+)")
_ZEROS = re.compile(r"^0+(?=.)")
CONSONANTS = "bcdđghklmnpqrstvx"
_NO_VOWELS_TU = re.compile(rf"[{CONSONANTS}]+tư")
# A neighbour across one of these is no neighbour.
_BREAKS = frozenset(".;:!?\n")
TYPES = frozenset(
    ["nq", "ct", "qđ", "qđi", "qyđ", "qc", "kl", "kh", "hd", "cv", "tb", "bc", "ttr", "tt", "đa", "ctr", "cthđ", "bb"]
)
# One code, written in three ways and mistaken for one another: 08-QĐi/TW, 08-QyĐ/TW, 08-QĐ/TW.
SAME_CODES = {"qđi": "qđ", "qyđ": "qđ", "qdi": "qd", "qyd": "qd"}
# "số 18" is 18: papers put the word in or leave it out.
NUMBER_SIGN = frozenset(["số", "so"])
# After these, "XII" is a number and not a word: quý I, khóa XII, Đại hội XIII, lần thứ XIII, cụm số III, Vụ Địa phương II.
BEFORE_ROMAN = frozenset(
    [
        "quý",
        "quy",
        "quí",
        "qui",
        "khóa",
        "khoa",
        "hội",
        "hoi",
        "thứ",
        "thu",
        "số",
        "so",
        "cụm",
        "cum",
        "phương",
        "phuong",
    ]
)
ROMAN = {
    roman: str(number)
    for number, roman in enumerate(
        ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii",
         "xix", "xx"], start=1,
    )
}  # fmt: skip
# The tokens before a word that make another one of it.
_BEFORE = dict.fromkeys(ROMAN, BEFORE_ROMAN) | {"tư": TYPES, "ư": frozenset("t")}
# How many pieces of text are kept with what they come to: some megabytes, and ten times what an archive holds.
_KEPT = 1 << 17

BREAK = "."
"""Stands among `words` where neighbours are no pair."""
_NO_TOKEN = ("", BREAK)
# Stands between two texts; no record holds such a character. Nothing depends on what is behind it.
_WALL = ".\ue000."


class Token(NamedTuple):
    """One token, where it stands in the text, and whether it follows right after the one before it."""

    text: str
    start: int
    end: int
    joined: bool


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text in order; places are those of the clean text (`vietnamese.clean`)."""
    return starmap(Token, zip(*_cut(text), strict=True))


def without_zeros(slug: str) -> str:
    """The slug of a document with its number as `tokens` has it: 05-da is 5-da."""
    return _ZEROS.sub("", slug)


def words(*texts: str) -> str:
    """The tokens of some texts with white space between them, and a `BREAK` wherever two neighbours are not joined.

    It takes a quarter of the time of `tokens`: most of a text is the same few thousand pieces between spaces, so what each
    comes to is kept. Of the few that depend on what stands beside them, the neighbourhood is cut anew.
    """
    pieces = vietnamese.clean(f" {_WALL} ".join(texts)).split(" ")
    found = list(map(_pieces.__getitem__, pieces))
    at = -1
    with contextlib.suppress(ValueError):
        while True:
            at = found.index(_OPEN, at + 1)
            _settle(pieces, found, at)
    return " ".join(found)


class _Pieces(dict[str, str]):
    """What stands between two spaces, to its words, or to `_OPEN` where they depend on what stands beside it."""

    def __missing__(self, piece: str) -> str:
        made = _OPEN if piece in _open_pieces else _words(piece)
        first = _WORD.search(vietnamese.lower(piece))
        if first and made is not _OPEN:
            before, takes_number = _BEFORE.get(first[0]), made.rpartition(" ")[2] in NUMBER_SIGN
            if before or takes_number:
                _open_pieces[piece] = _OpenPiece(made, before or frozenset(), takes_number)
                made = _OPEN
        if len(self) < _KEPT:
            self[piece] = made
        return made


class _OpenPiece(NamedTuple):
    """A piece whose words depend on its neighbours.

    ``words``: what it comes to alone; ``before``: after which tokens it may come to something else; ``takes_number``: whether a
    number after it takes its place ("số 18" is one token).
    """

    words: str
    before: frozenset[str]
    takes_number: bool


_OPEN = "?"
_pieces = _Pieces({_WALL: f"{BREAK} {BREAK}"})
_open_pieces: dict[str, _OpenPiece] = {}


def _settle(pieces: list[str], found: list[str], at: int) -> None:
    """Find the words of the open piece at one place; all before it are settled."""
    piece, start = _open_pieces[pieces[at]], at - 1
    if not (piece.before and _last(found, start) in piece.before) and not (
        piece.takes_number and _may_be_number(pieces, at + 1)
    ):
        found[at] = piece.words
        return
    # From a piece that depends on nothing before it to one on which nothing after it depends.
    while start > 0 and (pieces[start] in _open_pieces or found[start] in _NO_TOKEN):
        start -= 1
    start, end = max(start, 0), at + 1
    while end < len(pieces) and (found[end] is _OPEN or found[end] in _NO_TOKEN):
        end += 1
    if pieces[end : end + 1] == [_WALL]:
        end -= 1
    around = pieces[start : end + 1]
    found[start : end + 1] = [_words_around(" ".join(around)), *[""] * (len(around) - 1)]


def _last(found: list[str], at: int) -> str:
    """The last token up to a place; empty where there is none."""
    while at >= 0 and found[at] in _NO_TOKEN:
        at -= 1
    return found[at].rstrip(f" {BREAK}").rpartition(" ")[2] if at >= 0 else ""


def _may_be_number(pieces: list[str], at: int) -> bool:
    """Whether a number may begin at a place, white space left aside."""
    while at < len(pieces) and not pieces[at].strip():
        at += 1
    if at == len(pieces):
        return False
    first = pieces[at].lstrip()[0]
    return first.isdigit() or first in "ivxIVX"


def _words(text: str) -> str:
    """`words` of a text, cut whole."""
    found, starts, ends, joins = _cut(text)
    if not found:
        return BREAK if _is_break(text) else ""
    made = [BREAK, found[0]] if _is_break(text[: starts[0]]) else [found[0]]
    for word, joined in zip(found[1:], joins[1:], strict=True):
        made += (word,) if joined else (BREAK, word)
    if _is_break(text[ends[-1] :]):
        made.append(BREAK)
    return " ".join(made)


_words_around = lru_cache(maxsize=1 << 14)(_words)


def _is_break(gap: str) -> bool:
    return not _BREAKS.isdisjoint(gap)


def _cut(text: str) -> tuple[list[str], list[int], list[int], list[bool]]:
    """The tokens of a text, where each begins and ends, and whether it follows right after the one before."""
    low = vietnamese.lower(vietnamese.clean(text))
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    joins: list[bool] = []
    for match in _WORD.finditer(low):
        word, start, end = match[0], match.start(), match.end()
        before = words[-1] if words else ""
        gap = low[ends[-1] : start] if words else ""
        if before == "t" and word == "ư" and gap.strip() == ".":
            words[-1], ends[-1] = "tw", end
            continue
        made = _normal(word, before, gap)
        if before in NUMBER_SIGN and (word[0].isdigit() or word in ROMAN) and not gap.strip():
            words[-1], starts[-1], ends[-1] = made, start, end
            continue
        words.append(made)
        starts.append(start)
        ends.append(end)
        joins.append(bool(before) and _joined(before, word, gap))
    return words, starts, ends, joins


@lru_cache(maxsize=1 << 14)
def _old_style(word: str) -> str:
    return vietnamese.tone_old(word)


def _normal(word: str, before: str, gap: str) -> str:
    if word[0].isdigit():
        return word.replace(".", "").lstrip("0") or "0"
    if before in BEFORE_ROMAN and word in ROMAN:
        return ROMAN[word]
    if word == "tư" and before in TYPES and len(gap) <= 1:
        return "tw"
    if word in SAME_CODES:
        return SAME_CODES[word]
    if len(word) > 2 and _NO_VOWELS_TU.fullmatch(word):
        return word[:-2] + "tw"
    return _old_style(word)


def _joined(before: str, word: str, gap: str) -> bool:
    # 25.3 is a day, not the end of a sentence.
    if gap == "." and word[0].isdigit() and before[0].isdigit():
        return True
    return not _is_break(gap)
