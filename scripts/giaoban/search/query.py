"""What a reader typed, taken apart: words, phrases in quotation marks, words to leave out, and filters.

The browser reads queries in the same way.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from giaoban import kinds, vietnamese
from giaoban.search import lexicon
from giaoban.search.tokens import Token, tokens

# Folded name of a filter to its field. Those of kinds (tỉnh, lãnh đạo, văn bản, chủ đề) are called as their addresses begin; the
# others are năm, loại, cấp, từ, đến.
OF_KINDS = {kind.section.replace("-", " "): kind.filter_letter for kind in kinds.with_search() if kind.filter_letter}
FILTERS = OF_KINDS | {"nam": "year", "loai": "kind", "cap": "level", "tu": "from", "den": "to"}
KINDS = {"giao ban": "briefing", "so ket": "interim-review", "tong ket": "review"}
LEVELS = {"trung uong": "central", "cum": "cluster", "tinh": "province", "huyen": "district"}
_NAMED = "|".join(name.replace(" ", r"\s") for name in FILTERS)
_FILTER = re.compile(rf"(?<!\S)({_NAMED})\s?:\s?")
_QUOTED = re.compile(r"(?<!\S)(-?)[\"“”]([^\"“”]*)[\"“”]?")
# A hyphen after a number and before the code of a document is the one of "18-NQ/TW", with a blank that slipped in.
_CODES = "|".join(sorted(lexicon.CODES, key=len, reverse=True))
_CODE = re.compile(rf"(?:{_CODES})(?![a-z])")
_WITHOUT = re.compile(r"(?<!\S)-([^\s\"“”-]\S*)")
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?|(?:(?:(\d{1,2})[-/.])?(\d{1,2})[-/.])?(\d{4})")
_YEARS = re.compile(r"(\d{4})(?:\s?[-–]\s?(\d{4}))?")
# Where the value of a filter ends: at a phrase, or at a word to leave out.
_VALUE_END = re.compile(r"(?<!\S)-?[\"“”]|(?<!\S)-\S")
VALUE_WORDS = 8


class Condition(NamedTuple):
    """One filter as typed: field and the words after it. Of words that name something, the longest run that does counts."""

    field: str
    value: str
    quoted: bool

    @property
    def names_an_entity(self) -> bool:
        """Whether its value is the name of something that has a page."""
        return self.field in OF_KINDS.values()


class Query(NamedTuple):
    """A query. ``open``: whether the last word may go on (nothing stands after it). ``text``: what the words stand in."""

    words: tuple[Token, ...]
    phrases: tuple[tuple[Token, ...], ...]
    without: tuple[tuple[Token, ...], ...]
    conditions: tuple[Condition, ...]
    open: bool
    text: str


def parse(text: str) -> Query:
    """Take a query apart. Anything is a query: what is nothing else is words."""
    text = vietnamese.clean(text)
    rest, conditions = _filters(text)
    phrases: list[tuple[Token, ...]] = []
    without: list[tuple[Token, ...]] = []

    def quoted(match: re.Match[str]) -> str:
        found = tuple(tokens(match[2]))
        if found:
            (without if match[1] else phrases).append(found)
        return " "

    def left_out(match: re.Match[str]) -> str:
        if match.string[: match.start()].rstrip()[-1:].isdigit() and _CODE.match(vietnamese.fold(match[1])):
            return match[0]
        if found := tuple(tokens(match[1])):
            without.append(found)
        return " "

    plain = _WITHOUT.sub(left_out, _QUOTED.sub(quoted, rest))
    words = tuple(tokens(plain))
    return Query(
        words,
        tuple(phrases),
        tuple(without),
        tuple(conditions),
        bool(words) and bool(plain) and not plain[-1].isspace(),
        plain,
    )


def _filters(text: str) -> tuple[str, list[Condition]]:
    """The text without its filters, and the filters. A value is quoted, or the words up to what is no value any more."""
    folded = "".join(vietnamese.fold(c) if len(vietnamese.fold(c)) == 1 else c for c in text)
    found = list(_FILTER.finditer(folded))
    if not found:
        return text, []
    rest, conditions = [text[: found[0].start()]], []
    for at, match in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(text)
        field = FILTERS[re.sub(r"\s", " ", match[1])]
        value = text[match.end() : end]
        if quoted := re.match(r"[\"“”]([^\"“”]*)[\"“”]?", value):
            conditions.append(Condition(field, quoted[1].strip(), quoted=True))
            rest.append(value[quoted.end() :])
            continue
        stop = _VALUE_END.search(value)
        words = value[: stop.start() if stop else None].split()
        count = _plain(field, words) if field not in OF_KINDS.values() else VALUE_WORDS
        conditions.append(Condition(field, " ".join(words[:count]), quoted=False))
        rest.append(" ".join(words[count:]) + " " + (value[stop.start() :] if stop else ""))
    return " ".join(rest), [condition for condition in conditions if condition.value]


def _plain(field: str, words: list[str]) -> int:
    """How many words belong to a filter whose values are known: "giao ban" has two, "2018" is one."""
    known = KINDS if field == "kind" else LEVELS if field == "level" else {}
    return 2 if " ".join(map(vietnamese.fold, words[:2])) in known else 1


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
