"""Words as they were meant: typed without a typing aid (Telex, VNI), joined to one, or in a short form.

What a word may mean once it is a word, `expand` says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from giaoban import vietnamese
from giaoban.search import lexicon
from giaoban.search.expand import Syllables
from giaoban.search.tokens import Token

LEAST_JOINED = 5
MOST_PIECES = 4
MOST_CUTS = 6
_VOWEL = re.compile("[aeiouy]")
# VNI writes tones and marks as digits behind the vowel, and 9 behind d.
_VNI = re.compile("(?:[a-z]*[aeiouyd][1-9]+)+[a-z]*")
_VNI_INSIDE = re.compile("[aeiouyd][1-9]+[a-z]")
_TELEX_TONES = tuple("sfrxj")
_TELEX_MARKS = {"aa": "a", "ee": "e", "oo": "o", "dd": "d", "w": ""}

Chooses = Callable[[list[list[str]]], list[str] | None]
"""Of several ways to cut a word into pieces gives the one whose neighbours stand side by side in the archive, if any does."""


def mended(words: Sequence[Token], known: Syllables, choose: Chooses, *, unfinished: bool) -> tuple[list[Token], bool]:
    """The words of a query as they were meant, and whether any had to be read as another.

    ``unfinished``: the last word may go on.
    """
    found: list[Token] = []
    changed = False
    for token in _spelled_out(words):
        goes_on = unfinished and token.end == words[-1].end and known.goes_on(token.text)
        if pieces := None if goes_on else _pieces(token, known, choose):
            changed = changed or vietnamese.fold("".join(pieces)) != vietnamese.fold(token.text) or len(pieces) > 1
            found += _tokens(token, pieces)
        else:
            found.append(token)
    return found, changed


def _pieces(token: Token, known: Syllables, choose: Chooses) -> list[str] | None:
    word = token.text
    if word[0].isdigit() or known.has(word):
        return None
    if code := next(
        (code for code in lexicon.CODES if word.startswith(code) and word[len(code) :] in lexicon.ISSUERS), None
    ):
        return [code, word[len(code) :]]
    if plain := next((plain for plain in _without_telex(vietnamese.fold(word)) if known.has(plain)), None):
        return [plain]
    cuts = list(_cuts(word, known)) if len(word) >= LEAST_JOINED else []
    return choose(cuts[:MOST_CUTS]) if cuts else None


def _tokens(token: Token, texts: Sequence[str]) -> list[Token]:
    return [Token(text, token.start, token.end, joined=bool(at) or token.joined) for at, text in enumerate(texts)]


def without_vni(text: str, known: Syllables) -> str:
    """A text without the digits that stand for marks: "nghi5 quye61t".

    A digit at the end of a word is one only beside a word with one inside.
    """
    pieces = re.split(r"(\s+)", text)
    if not any(_VNI_INSIDE.search(piece.lower()) and _is_vni(piece, known) for piece in pieces):
        return text
    return "".join(re.sub("[0-9]", "", piece) if _is_vni(piece, known) else piece for piece in pieces)


def _is_vni(text: str, known: Syllables) -> bool:
    return bool(_VNI.fullmatch(text.lower())) and known.has(re.sub("[0-9]", "", text.lower()))


def _without_telex(word: str) -> Iterator[str]:
    """What a word typed in Telex without the aid may be, without marks: "quyeets", "lamf", "ruwa"."""
    plain = word
    for mark, letter in _TELEX_MARKS.items():
        plain = plain.replace(mark, letter)
    if plain != word:
        yield plain
    if plain[-1:] in _TELEX_TONES and _VOWEL.search(plain[:-1]):
        yield plain[:-1]


def _cuts(word: str, known: Syllables) -> Iterator[list[str]]:
    """The ways to cut a word into syllables that occur, those with the fewest first."""
    for count in range(2, MOST_PIECES + 1):
        yield from _cut_into(word, count, known)


def _cut_into(word: str, count: int, known: Syllables) -> Iterator[list[str]]:
    if count == 1:
        if len(word) > 1 and _VOWEL.search(vietnamese.fold(word)) and known.has(word):
            yield [word]
        return
    for at in range(2, len(word) - 1):
        first = word[:at]
        if _VOWEL.search(vietnamese.fold(first)) and known.has(first):
            yield from ([first, *rest] for rest in _cut_into(word[at:], count - 1, known))


def _spelled_out(words: Sequence[Token]) -> list[Token]:
    """Short forms as the pages write them: "hn tw 6 k12" is "hội nghị trung ương 6 khóa 12"."""
    spread: list[Token] = []
    for token in words:
        spread += _tokens(token, lexicon.SHORT.get(vietnamese.fold(token.text), (token.text,)))
    found: list[Token] = []
    for at, token in enumerate(spread):
        after = spread[at + 1] if at + 1 < len(spread) else None
        counts = after is not None and after.text.isdigit() and len(after.text) < 3
        if token.text == "k" and counts and after is not None and after.start == token.end:
            found += _tokens(token, ["khóa"])
        elif counts and _is_centre(spread, at):
            found += _tokens(token, ["trung", "ương"])
        else:
            found.append(token)
    return _session_first(found)


def _is_centre(words: Sequence[Token], at: int) -> bool:
    """Whether a word before a number is short for "trung ương": "tw 4", "TƯ 7", but not "18-NQ/TW 2017" nor "thứ tư 12"."""
    if words[at].text == "tư":
        return at == 0 or words[at - 1].text != "thứ"
    return words[at].text == "tw" and not (at > 1 and words[at - 2].text.isdigit())


def _session_first(words: list[Token]) -> list[Token]:
    """The words in the order in which sessions are called: of "khóa 13 trung ương 6", "trung ương 6 khóa 13"."""
    said = [vietnamese.fold(word.text) for word in words]
    for at in range(len(said) - 4):
        if said[at] == "khoa" and said[at + 2 : at + 4] == ["trung", "uong"] and said[at + 4].isdigit():
            return [*words[:at], *words[at + 2 : at + 5], *words[at : at + 2], *words[at + 5 :]]
    return words


def neighbours(pieces: Sequence[str]) -> list[str]:
    """The pairs of the pieces of a word, without marks."""
    return [f"{vietnamese.fold(a)} {vietnamese.fold(b)}" for a, b in pairwise(pieces)]
