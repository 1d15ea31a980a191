"""What a reader typed, taken apart: words, phrases in quotation marks, words to leave out, and filters.

`search.js` reads queries in the same way; shared vectors hold both to it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from giaoban import vietnamese
from giaoban.search.tokens import Token, tokens

# Folded name of a filter to its field: tỉnh, năm, văn bản, lãnh đạo, chủ đề, loại, cấp, từ, đến.
FILTERS = {
    "tinh": "p",
    "lanh dao": "l",
    "van ban": "r",
    "chu de": "t",
    "nam": "year",
    "loai": "kind",
    "cap": "level",
    "tu": "from",
    "den": "to",
}
KINDS = {"giao ban": "briefing", "so ket": "interim-review", "tong ket": "review"}
LEVELS = {"trung uong": "central", "cum": "cluster", "tinh": "province", "huyen": "district"}
_NAMED = "|".join(name.replace(" ", r"\s") for name in FILTERS)
_FILTER = re.compile(rf"(?<!\S)({_NAMED})\s?:\s?")
_QUOTED = re.compile(r"(?<!\S)(-?)[\"“”]([^\"“”]*)[\"“”]?")
_WITHOUT = re.compile(r"(?<!\S)-([^\s\"“”-]\S*)")
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?|(?:(?:(\d{1,2})[-/.])?(\d{1,2})[-/.])?(\d{4})")
_YEARS = re.compile(r"(\d{4})(?:\s?[-–]\s?(\d{4}))?")
_VALUE_WORDS = 8


class Wish(NamedTuple):
    """One filter as typed: field and the words after it. Of words that name something, the longest run that does counts."""

    field: str
    value: str
    quoted: bool


class Query(NamedTuple):
    """A query. ``open``: whether the last word may go on (nothing stands after it)."""

    words: tuple[Token, ...]
    phrases: tuple[tuple[Token, ...], ...]
    without: tuple[tuple[Token, ...], ...]
    wishes: tuple[Wish, ...]
    open: bool


def parse(text: str) -> Query:
    """Take a query apart. Anything is a query: what is nothing else is words."""
    text = vietnamese.nfc(text)
    rest, wishes = _filters(text)
    phrases: list[tuple[Token, ...]] = []
    without: list[tuple[Token, ...]] = []

    def quoted(match: re.Match[str]) -> str:
        found = tuple(tokens(match[2]))
        if found:
            (without if match[1] else phrases).append(found)
        return " "

    def left_out(match: re.Match[str]) -> str:
        if found := tuple(tokens(match[1])):
            without.append(found)
        return " "

    plain = _WITHOUT.sub(left_out, _QUOTED.sub(quoted, rest))
    words = tuple(tokens(plain))
    return Query(
        words, tuple(phrases), tuple(without), tuple(wishes), bool(words) and bool(plain) and not plain[-1].isspace()
    )


def _filters(text: str) -> tuple[str, list[Wish]]:
    """The text without its filters, and the filters. A value is quoted, or the words up to the next filter."""
    folded = "".join(vietnamese.fold(c) if len(vietnamese.fold(c)) == 1 else c for c in text)
    found = list(_FILTER.finditer(folded))
    if not found:
        return text, []
    rest, wishes = [text[: found[0].start()]], []
    for at, match in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(text)
        field = FILTERS[re.sub(r"\s", " ", match[1])]
        value = text[match.end() : end]
        if quoted := re.match(r"[\"“”]([^\"“”]*)[\"“”]?", value):
            wishes.append(Wish(field, quoted[1].strip(), quoted=True))
            rest.append(value[quoted.end() :])
        elif field in "plrt":
            words = value.split()
            wishes.append(Wish(field, " ".join(words[:_VALUE_WORDS]), quoted=False))
            rest.append(" ".join(words[_VALUE_WORDS:]))
        else:
            wish, left = _plain(field, value)
            wishes.append(wish)
            rest.append(left)
    return " ".join(rest), wishes


def _plain(field: str, value: str) -> tuple[Wish, str]:
    words = value.split()
    known = KINDS if field == "kind" else LEVELS if field == "level" else {}
    count = 2 if " ".join(map(vietnamese.fold, words[:2])) in known else 1
    return Wish(field, " ".join(words[:count]), quoted=False), " " + " ".join(words[count:])


def years(value: str) -> tuple[int, int] | None:
    """First and last year of ``2018`` or ``2016-2018``; None for anything else."""
    match = _YEARS.fullmatch(value.strip())
    if not match:
        return None
    first = int(match[1])
    return first, int(match[2] or first)


def day(value: str, *, last: bool) -> tuple[int, int, int] | None:
    """Year, month and day of ``2018``, ``2018-10``, ``29-10-2018`` …; where one is open, the first or the last there is."""
    match = _DAY.fullmatch(value.strip())
    if not match:
        return None
    year = int(match[1] or match[6])
    month = int(match[2] or match[5] or (12 if last else 1))
    return year, month, int(match[3] or match[4] or (31 if last else 1))
