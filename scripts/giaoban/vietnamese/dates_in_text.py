"""Dates and periods in running text, as Vietnamese newspapers write them: a rule for each form, its pattern and what it means.

A rule is tried only where a text has a digit or one of the announcing words. Of the rules for one place the first that
matches decides: a form that matches but is not in the calendar ("31-4-2018") is no date, nor is any part of it. What was found
says what it is, and a missing year is supplied.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any, Literal, NamedTuple

from giaoban.vietnamese import words
from giaoban.vietnamese.numerals import read_cardinal, write_cardinal
from giaoban.vietnamese.words import YESTERDAY, PartOfDay, RelativeWord

DateKind = Literal["day", "month", "quarter", "half", "nine-months", "year", "interval"]

# How EDTF numbers the first quarter and the first half of a year; the others count on from there.
_QUARTER = 33
_HALF = 40
_MONTHS_AS_EDTF = "{year:04}-{month:02}/{year:04}-{last_month:02}"
_YEARS_AS_EDTF = "{year:04}/{last_year:04}"
_FORMS: dict[DateKind, str] = {
    "day": "{year:04}-{month:02}-{day:02}",
    "month": "{year:04}-{month:02}",
    "quarter": "{year:04}-{quarter}",
    "half": "{year:04}-{half}",
    "nine-months": _MONTHS_AS_EDTF,
    "year": "{year:04}",
    "interval": _MONTHS_AS_EDTF,
}

_A_LEAP_YEAR = 2000
# 29 February recurs after eight years at the latest (1896, 1904).
_YEARS_BETWEEN_LEAP_YEARS = 8


@dataclass(frozen=True, slots=True)
class FoundDate:
    """One date or period as a text gives it; what the text leaves out is None.

    ``start`` and ``end`` are code points, ``text[start:end]`` is the whole phrase with the words that announce it
    ("Chiều nay 26/3", "quý I/2024"). ``year``, ``month`` and ``day`` are where it begins; ``last_year`` where a period
    of several years ends, ``last_month`` where one of several months in a year does. A day given only as "chiều nay"
    has no number at all.
    """

    start: int
    end: int
    kind: DateKind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_year: int | None = None
    last_month: int | None = None
    relative: RelativeWord | None = None
    part_of_day: PartOfDay | None = None

    @property
    def edtf(self) -> str | None:
        """The date in the accepted part of EDTF (see `giaoban.dates`), or None while the year is missing."""
        if self.year is None:
            return None
        month = self.month or 1
        return (_FORMS[self.kind] if self.last_year is None else _YEARS_AS_EDTF).format(
            year=self.year,
            month=month,
            day=self.day,
            last_year=self.last_year,
            last_month=self.last_month,
            quarter=_QUARTER + (month - 1) // 3,
            half=_HALF + (month - 1) // 6,
        )


def is_day(year: int | None, month: int, day: int) -> bool:
    """Whether the calendar has such a day; without a year, whether any year has it."""
    try:
        date(_A_LEAP_YEAR if year is None else year, month, day)
    except ValueError:
        return False
    return True


def _has_come(year: int, month: int, day: int, reference: date) -> bool:
    return (year, month, day) <= (reference.year, reference.month, reference.day) and is_day(year, month, day)


def complete(found: FoundDate, reference: date) -> FoundDate:
    """The same find with its year supplied from the day the text was published; unchanged if it has one.

    A day without a year is the closest such day not after ``reference``; a period the closest that has begun by then;
    "nay" alone is ``reference`` and "qua" alone the day before. A written day outweighs the relative word beside it.
    """
    if found.year is not None:
        return found
    if found.month is None:
        meant = reference - timedelta(days=1) if found.relative == YESTERDAY else reference
        return replace(found, year=meant.year, month=meant.month, day=meant.day)
    month, day = found.month, found.day or 1
    years = range(reference.year, reference.year - _YEARS_BETWEEN_LEAP_YEARS - 1, -1)
    return replace(found, year=next(year for year in years if _has_come(year, month, day, reference)))


Match = re.Match[str]

# Every gap is bounded, so that no input makes a pattern walk far. A phrase may go on in the next line, but not in the
# next paragraph.
_MAYBE_GAP = r"[^\S\n]{0,2}\n?[^\S\n]{0,2}"
_GAP = rf"(?=\s){_MAYBE_GAP}"
_SIGN = rf"{_MAYBE_GAP}[-–/.]{_MAYBE_GAP}"


def _one_of(choices: Iterable[str]) -> str:
    return "|".join(_GAP.join(choice.split()) for choice in sorted(choices, key=len, reverse=True))


# The years this archive can be about. A year ends where its digits do, unless it is part of a symbol ("12/2018/QH14")
# or of a longer chain of numbers.
_FOUR = r"(?:1[89]|20)[0-9]{2}"
_YEAR_ENDS = r"(?![0-9])(?![-–/.][0-9])(?!/\w)"
_YEAR = rf"(?P<year>{_FOUR}){_YEAR_ENDS}"
_CENTURY = 2000
"""That of years of two digits: such texts are of this century."""
_OF_YEAR = rf",?{_GAP}{words.YEAR}{_GAP}"
_AND_YEAR = rf"(?:{_SIGN}|{_OF_YEAR}){_YEAR}"
# What ends a number that no year follows: letters stuck to it, a longer number, a symbol or a share make it no date.
_NUMBER_ENDS = r"(?![\w%])(?![-–/.,][0-9])(?![-–/]\w)(?!\s%)"

_PART = rf"(?P<part>{_one_of(words.PARTS_OF_DAY)})"
_RELATIVE = rf"(?:{words.THIS_DAY}{_GAP})?(?P<relative>{words.TODAY}|{words.YESTERDAY})(?!\w)"
_THIS_RELATIVE = rf"{words.THIS_DAY}{_GAP}(?P<this>{words.TODAY}|{words.YESTERDAY})(?!\w)"
_FIRST_DAYS = rf"(?:(?:{_one_of(words.FIRST_DAYS)}){_GAP})?"
_WEEKDAY = rf"(?:{_one_of(words.WEEKDAYS)})"
# What may announce a day: "ngày", "Chiều" or "Chiều nay, ngày" as well as "Hôm nay (" and "sáng ngày mùng", a weekday between.
_BEFORE_DAY = rf"(?:\)?,?{_GAP}(?:\(|[-–—]{_GAP})?|{_MAYBE_GAP}\()"
_ANNOUNCED = (
    rf"(?:(?:{_PART}(?:{_GAP}{_RELATIVE})?|{_THIS_RELATIVE}|{words.THIS_DAY}){_BEFORE_DAY}(?:{_WEEKDAY}{_BEFORE_DAY})?"
    rf"(?:{words.DAY}{_GAP})?|(?:{_WEEKDAY}{_BEFORE_DAY})?{words.DAY}{_GAP}(?:{_WEEKDAY}{_BEFORE_DAY})?){_FIRST_DAYS}"
)
# A weekday alone announces a day where it is written as one and the day stands apart: "thứ hai, 5/7 xã" is an ordinal.
_CAPITAL_WEEKDAY = rf"(?-i:[Tt]hứ{_GAP}(?:{_one_of(words.CAPITAL_WEEKDAYS)})|[Cc]hủ{_GAP}[Nn]hật)"
_APART = r"(?=[,)])"
_DAY = r"(?P<day>[0-9]{1,2})"
_MONTH = r"(?P<month>[0-9]{1,2})"
# "năm" before a year is the word for it: "9 tháng năm 2020".
_MONTH_WORDS = [f"{word}(?!{_GAP}[0-9]{{4}})" if word == words.YEAR else word for word in words.MONTHS]
_MONTH_WORD = rf"(?P<month_word>{_one_of(_MONTH_WORDS)})(?!\w)"
_MONTH_IN_WORDS = rf"{_GAP}{words.MONTH}{_GAP}(?:{_MONTH}|{_MONTH_WORD})"
# Alone, a month in words is one only with a capital, or with a year: "tháng Ba", "tháng ba năm 2020".
_CAPITAL_MONTHS = _one_of(f"{word[0].upper()}{word[1:]}" for word in _MONTH_WORDS)
_CAPITAL_MONTH = rf"(?P<month_word>(?-i:Mười{_GAP}(?:Một|Hai)|{_CAPITAL_MONTHS}))(?!\w)"

_COUNTED_MONTHS = range(2, 12)
_COUNT_WORDS = _one_of(map(write_cardinal, _COUNTED_MONTHS))
# What so many first or last months are called; any other number of months is an interval.
_STRETCH_KINDS: dict[tuple[int, str], DateKind] = {
    (3, words.START): "quarter",
    (3, words.END): "quarter",
    (6, words.START): "half",
    (6, words.END): "half",
    (9, words.START): "nine-months",
}
_ANNOUNCED_PERIOD = (
    rf"(?:{_one_of(words.PERIODS)})(?:{_GAP}(?:{_one_of(words.BEFORE_PERIOD)}))?(?:{_GAP}{words.YEAR})?{_GAP}\(?"
)
_YEARS = (
    rf"(?P<year>{_FOUR})(?:{_MAYBE_GAP}[-–—]{_MAYBE_GAP}|{_GAP}{words.UNTIL}{_GAP}(?:{words.YEAR}{_GAP})?)"
    rf"(?P<last_year>{_FOUR}){_YEAR_ENDS}"
)

_COUNTED_BEFORE = rf"(?:(?<!\w)(?:{_one_of(words.COUNTING)})|[0-9])\s{{1,3}}\Z"
# The word itself, the gap after it and the character before it.
_COUNT_WINDOW = max(map(len, words.COUNTING)) + 4


def _number(match: Match, name: str) -> int | None:
    digits = match.groupdict().get(name)
    return int(digits) if digits else None


def _day(match: Match) -> FoundDate | None:
    groups = match.groupdict()
    year, month, day = _number(match, "year"), _month_of(match), int(groups["day"])
    if year is None and groups.get("short"):
        year = _CENTURY + int(groups["short"])
    if not is_day(year, month, day):
        return None
    return FoundDate(*match.span(), "day", year, month, day, **_time_of(match))


def _month_of(match: Match) -> int:
    groups = match.groupdict()
    word = groups.get("month_word")
    return words.MONTHS[" ".join(word.casefold().split())] if word else int(groups["month"])


def _relative_day(match: Match) -> FoundDate:
    return FoundDate(*match.span(), "day", **_time_of(match))


def _time_of(match: Match) -> dict[str, Any]:
    groups = match.groupdict()
    relative, part = groups.get("relative") or groups.get("this"), groups.get("part")
    # Patterns that ignore case also take the long s and its like; folding case, unlike lowering it, undoes that.
    return {"relative": relative and relative.casefold(), "part_of_day": part and part.casefold()}


def _month(match: Match) -> FoundDate | None:
    year, month = _number(match, "year"), _month_of(match)
    if not is_day(year, month, 1) or (year is None and _is_counted(match)):
        return None
    return FoundDate(*match.span(), "month", year, month)


def _is_counted(match: Match) -> bool:
    """Whether the word before makes "tháng 5" a stretch of time: "mỗi tháng 5 triệu", "3 tháng 5 ngày"."""
    start = match.start()
    return bool(compiled(_COUNTED_BEFORE).search(match.string[max(0, start - _COUNT_WINDOW) : start]))


def _quarter(match: Match) -> FoundDate:
    word = match["quarter_word"]
    first = words.QUARTERS_IN_WORDS[word.casefold()] if word else words.FIRST_MONTHS_OF_QUARTERS[match["quarter"]]
    return FoundDate(*match.span(), "quarter", _number(match, "year"), first, last_month=first + 2)


def _stretch(match: Match) -> FoundDate | None:
    """So many first or last months of a year."""
    written = match["count"]
    count = int(written) if written.isdecimal() else read_cardinal(written)
    if count is None or count not in _COUNTED_MONTHS:
        return None
    side = match["side"].lower()
    first = 1 if side == words.START else 13 - count
    kind = _STRETCH_KINDS.get((count, side), "interval")
    return FoundDate(*match.span(), kind, _number(match, "year"), first, last_month=first + count - 1)


def _years(match: Match) -> FoundDate | None:
    first, last = int(match["year"]), int(match["last_year"])
    return FoundDate(*match.span(), "interval", first, last_year=last) if first < last else None


def _year(match: Match) -> FoundDate:
    return FoundDate(*match.span(), "year", int(match["year"]))


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of this module, made ready at its first use: a build that looks for no dates must not pay for it."""
    return re.compile(pattern, re.IGNORECASE)


class DateRule(NamedTuple):
    """One form: its pattern, and what a match means (None: the form is right but there is no such date)."""

    pattern: str
    read: Callable[[Match], FoundDate | None]


# "29-10-2018". One sign throughout; after the year the same sign and a digit would make it a longer chain, another one
# may open the second day of "1/1/2018-31/1/2018".
_FULL_DAY = (
    rf"{_DAY}{_MAYBE_GAP}(?P<sign>[-–/.]){_MAYBE_GAP}{_MONTH}{_MAYBE_GAP}(?P=sign){_MAYBE_GAP}"
    rf"(?P<year>{_FOUR})(?![0-9])(?!(?P=sign)[0-9])(?!/\w)"
)

RULES = (
    DateRule(rf"(?:{_ANNOUNCED})?{_DAY}{_MONTH_IN_WORDS}{_AND_YEAR}", _day),
    DateRule(rf"{_ANNOUNCED}{_DAY}{_MONTH_IN_WORDS}{_NUMBER_ENDS}", _day),
    DateRule(rf"(?:{_ANNOUNCED})?{_FULL_DAY}", _day),
    DateRule(rf"{_ANNOUNCED}{_DAY}(?P<sign>[-–/.]){_MONTH}(?P=sign)(?P<short>[0-9]{{2}}){_YEAR_ENDS}(?!\w)", _day),
    DateRule(rf"{_ANNOUNCED}{_DAY}[-–/.]{_MONTH}(?:{_OF_YEAR}{_YEAR}|{_NUMBER_ENDS})", _day),
    DateRule(rf"{_CAPITAL_WEEKDAY}{_BEFORE_DAY}{_DAY}[-–/.]{_MONTH}{_APART}", _day),
    DateRule(rf"{_PART}{_GAP}{_RELATIVE}|{_THIS_RELATIVE}", _relative_day),
    DateRule(
        rf"(?P<count>[0-9]{{1,2}}|{_COUNT_WORDS}){_GAP}{words.MONTH}{_GAP}(?P<side>{words.START}|{words.END}){_GAP}{words.YEAR}"
        rf"(?:{_GAP}{_YEAR}|(?!\w))",
        _stretch,
    ),
    DateRule(rf"{words.MONTH}{_GAP}{_MONTH}(?:{_AND_YEAR}|{_NUMBER_ENDS})", _month),
    DateRule(rf"{words.MONTH}{_GAP}{_MONTH_WORD}{_AND_YEAR}", _month),
    DateRule(rf"{words.MONTH}{_GAP}{_CAPITAL_MONTH}{_NUMBER_ENDS}", _month),
    DateRule(
        rf"(?:{_one_of(words.QUARTERS)}){_GAP}(?:(?P<quarter>(?-i:{_one_of(words.FIRST_MONTHS_OF_QUARTERS)}))"
        rf"|(?P<quarter_word>{_one_of(words.QUARTERS_IN_WORDS)}))(?:{_AND_YEAR}|{_NUMBER_ENDS})",
        _quarter,
    ),
    DateRule(rf"(?:{_ANNOUNCED_PERIOD}|{words.YEAR}{_GAP}\(?){_YEARS}", _years),
    DateRule(rf"{words.YEAR}{_GAP}{_YEAR}", _year),
)
"""The first that matches at a place decides."""


class Further(NamedTuple):
    """What may follow a find of some kind without being announced again, and what separates the two."""

    separator: str
    rule: DateRule


FURTHER = {
    "day": Further(r"[-–]", DateRule(_FULL_DAY, _day)),
    "interval": Further(rf"{_MAYBE_GAP}(?:[,;]{_MAYBE_GAP}|{words.AND}{_GAP})", DateRule(_YEARS, _years)),
}
"""By the kind of the find before: "1/1/2018-31/1/2018", "nhiệm kỳ 2016-2021 và 2021-2026"."""

_FIRST_WORDS = {
    choice.split()[0]
    for choice in (
        *words.PARTS_OF_DAY,
        *words.QUARTERS,
        *words.PERIODS,
        *words.WEEKDAYS,
        words.THIS_DAY,
        words.DAY,
        words.MONTH,
        words.YEAR,
    )
}
_INITIALS = "".join(sorted({word[0] for word in (*_FIRST_WORDS, *map(write_cardinal, _COUNTED_MONTHS))}))
# Digits inside a word, a symbol or a longer number begin no date. The initials come first because most places of a text
# fail there.
START = (
    rf"(?=[0-9{_INITIALS}])(?<!\w)(?:(?:{_one_of(sorted(_FIRST_WORDS))}){_GAP}|(?:{_COUNT_WORDS}){_GAP}{words.MONTH}{_GAP}"
    rf"|(?<![/-])(?<![0-9][–.,:])[0-9]{{1,2}}(?:{_MAYBE_GAP}[-–/.]|{_GAP}{words.MONTH}{_GAP}))"
)
"""Where a rule may match; every rule's match begins at such a place."""


def find_dates(text: str) -> Iterator[FoundDate]:
    """Every date and period of a text in reading order, without overlaps.

    The text is expected in NFC. Days need a year or an announcing word ("ngày", "chiều", "hôm nay"), because "5/7 xã"
    is a ratio; months, quarters, years and intervals of years always need theirs. Ratios, decimals, phone numbers and
    document symbols are passed over, and so are days the calendar does not have. Years run from 1800 to 2099. A phrase
    may be broken across lines but not across paragraphs. Time grows with the length of the text, whatever it holds.
    """
    place, starts = 0, compiled(START)
    while start := starts.search(text, place):
        place = start.start() + 1
        for rule in RULES:
            if match := compiled(rule.pattern).match(text, start.start()):
                place = match.end()
                if found := rule.read(match):
                    yield found
                    for further in _further(text, found):
                        place = further.end
                        yield further
                break


def _further(text: str, found: FoundDate) -> Iterator[FoundDate]:
    """Finds that lean on the one right before them."""
    while found.year is not None and (after := FURTHER.get(found.kind)):
        separator = compiled(after.separator).match(text, found.end)
        following = separator and _read(after.rule, text, separator.end())
        if not following:
            return
        yield following
        found = following


def _read(rule: DateRule, text: str, place: int) -> FoundDate | None:
    match = compiled(rule.pattern).match(text, place)
    return rule.read(match) if match else None
