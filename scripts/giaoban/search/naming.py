"""What a query names: documents by their numbers, people with office or honorific, a congress term, a date.

Each says which terms of the index tell whether there is such a thing. Tags (`counts.TAG`) of documents are `r` and their names as
slugs, of given names `g`; whole names stand behind `counts.WHOLE`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from giaoban import vietnamese
from giaoban.search import lexicon
from giaoban.search.counts import TAG, WHOLE
from giaoban.search.tokens import NUMBER_SIGN, Token

MOST_OF_A_NAME = 4
_HONORIFICS = tuple(map(vietnamese.fold, lexicon.HONORIFICS))
_YEARS = range(1945, 2100)
_WITHIN_A_DATE = re.compile(r"\s?[-/.]\s?")


class TypedSymbol(NamedTuple):
    """A document as it was typed, as words ``start`` to ``end``.

    ``tags``: one of them leads to it, if it is here. ``pair``: what stands in a text that names it, without marks. ``whole``:
    whether its number came with its code, so that nothing else can be meant. ``number``: the place of its number where its code
    follows right after it, as it does in texts.
    """

    start: int
    end: int
    tags: tuple[str, ...]
    pair: str
    whole: bool
    number: int | None


def symbols(words: Sequence[Token]) -> list[TypedSymbol]:
    """The documents whose number and type were typed: "18-NQ/TW", "NQ 18", "nghị quyết số 18"."""
    said = [vietnamese.fold(word.text) for word in words]
    numbers = (at for at, word in enumerate(said) if word.isdigit() and len(word) < 5)
    return [symbol for at in numbers if (symbol := _symbol(words, said, at))]


def _symbol(words: Sequence[Token], said: Sequence[str], at: int) -> TypedSymbol | None:
    """The document whose number stands at a place."""
    number, start, end = said[at], at, at + 1
    before, code, of_words = _type_before(said, at)
    after = said[end] if end < len(said) and words[end].joined else ""
    follows = after in lexicon.CODES
    if follows:
        start, end, codes = before, at + 2, lexicon.CODES[after]
    elif code:
        start, codes = before, lexicon.CODES[code]
    elif of_words and int(number) not in _YEARS and not _counts(said, at):
        return TypedSymbol(
            before, end, _tags(number, of_words, ""), f"{number} {of_words[0]}", whole=False, number=None
        )
    else:
        return None
    issuer = said[end] if end < len(said) and said[end] in lexicon.ISSUERS else ""
    end += bool(issuer)
    pair = f"{number} {after if follows else codes[0]}"
    return TypedSymbol(
        start, end, _tags(number, codes, issuer), pair, whole=end > at + 1, number=at if follows else None
    )


def _type_before(said: Sequence[str], at: int) -> tuple[int, str, tuple[str, ...]]:
    """Where the type of a document right before a number begins, its code if it is one, and its codes if it is words."""
    if at and said[at - 1] in NUMBER_SIGN:
        at -= 1
    if at and said[at - 1] in lexicon.CODES:
        return at - 1, said[at - 1], ()
    for length in (3, 2):
        if at >= length and (codes := lexicon.TYPE_WORDS.get(" ".join(said[at - length : at]))):
            return at - length, "", codes
    return at, "", ()


def _counts(said: Sequence[str], at: int) -> bool:
    """Whether the number at a place counts or is part of a date: "kế hoạch 6 tháng"."""
    after = said[at + 1 :]
    return bool(after) and (after[0].isdigit() or lexicon.leading(lexicon.COUNTED, after) > 0)


def _tags(number: str, codes: Sequence[str], issuer: str) -> tuple[str, ...]:
    ending = f"-{issuer}" if issuer else ""
    return tuple(f"{TAG}r {number}-{code}{ending}" for code in codes)


class TypedPerson(NamedTuple):
    """A person as typed. ``start``: where the name begins, behind office and honorific.

    ``honorific``: how many words one takes at the beginning; ``office``: whether an office stands there. ``wholes``: names that
    the words may be, each with its first word and its end; ``given``: places of words that may be a given name alone;
    ``is_name``: whether the words from ``start`` on can hardly be anything else.
    """

    honorific: int
    office: bool
    start: int
    wholes: tuple[tuple[int, int], ...]
    given: tuple[int, ...]
    is_name: bool


def honorific(words: Sequence[Token]) -> int:
    """How many words the honorific takes with which a query begins; 0 where there is none."""
    said = [vietnamese.fold(word.text) for word in words]
    if said == [word.text for word in words]:
        return lexicon.leading(_HONORIFICS, said)
    return lexicon.leading(lexicon.HONORIFICS, [word.text for word in words])


def person(words: Sequence[Token]) -> TypedPerson | None:
    """Who may be meant.

    What follows an honorific, the end of a query that begins with an office, or a family name and what follows.
    """
    said = [vietnamese.fold(word.text) for word in words]
    n = len(said)
    titled = honorific(words)
    office = lexicon.leading(lexicon.OFFICES, said)
    if titled and titled < n and not office:
        given = (titled, titled + 1) if n == titled + 2 else (titled,)
        is_name = said[titled] in lexicon.FAMILY_NAMES and n > titled + 1
        return TypedPerson(
            titled, office=False, start=titled, wholes=_names_from(titled, n), given=given, is_name=is_name
        )
    if office:
        wholes = tuple((start, n) for start in range(max(office, n - MOST_OF_A_NAME), n - 1))
        first = next((at for at, _ in wholes if said[at] in lexicon.FAMILY_NAMES), n)
        return TypedPerson(0, office=True, start=first, wholes=wholes, given=(), is_name=first < n)
    if n > 1 and said[0] in lexicon.FAMILY_NAMES:
        return TypedPerson(0, office=False, start=0, wholes=_names_from(0, n), given=(), is_name=n <= MOST_OF_A_NAME)
    return None


def _names_from(start: int, count: int) -> tuple[tuple[int, int], ...]:
    """The names that may begin at a word, the longest first, as first word and end."""
    return tuple((start, end) for end in range(min(count, start + MOST_OF_A_NAME), start + 1, -1))


def whole_name(folds: Sequence[str]) -> str:
    """The term of a whole name, from its words without marks: `counts.name_term`."""
    return WHOLE + "".join(folds)


def given_name(syllable: str) -> str:
    """The term of a given name."""
    return f"{TAG}g {syllable}"


def term(words: Sequence[Token]) -> tuple[int, int] | None:
    """First day and end (20160128) of the congress term that is all a query names: "khóa XII"."""
    said = [vietnamese.fold(word.text) for word in words]
    return lexicon.TERMS.get(said[-1]) if said[:-1] in (["khoa"], ["nhiem", "ky", "khoa"]) else None


def days(words: Sequence[Token], text: str) -> tuple[int, int] | None:
    """First and last day (20181029) of the date that is all a query names: "30/9/2021", "tháng 6 năm 2022".

    ``text``: what the words stand in.
    """
    said = [vietnamese.fold(word.text) for word in words]
    numbers = [(at, int(word)) for at, word in enumerate(said) if word.isdigit()]
    is_all = all(word.isdigit() or word in lexicon.BESIDE_A_DATE for word in said)
    if not is_all or len(numbers) not in (2, 3):
        return None
    for word, ((a, _), (b, _)) in zip(("nam", "thang"), reversed(list(pairwise(numbers))), strict=False):
        gap = text[words[a].end : words[b].start]
        if said[a + 1 : b] != [word] and (b > a + 1 or not _WITHIN_A_DATE.fullmatch(gap)):
            return None
    values = [value for _, value in numbers]
    if values[0] in _YEARS:
        values.reverse()
    *rest, month, year = values
    if year not in _YEARS or not 0 < month < 13 or (rest and not 0 < rest[0] < 32):
        return None
    first = year * 10000 + month * 100
    return (first + rest[0], first + rest[0]) if rest else (first, first + 31)
