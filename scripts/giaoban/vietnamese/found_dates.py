"""What a date or period found in running text says, and how a missing year is supplied."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from giaoban.vietnamese.words import YESTERDAY, PartOfDay, RelativeWord

DateKind = Literal["day", "month", "quarter", "half", "nine-months", "year", "interval"]

# How EDTF numbers the first quarter and the first half of a year; the others count on from there.
_QUARTER = 33
_HALF = 40
_MONTHS = "{year:04}-{month:02}/{year:04}-{last_month:02}"
_YEARS = "{year:04}/{last_year:04}"
_FORMS: dict[DateKind, str] = {
    "day": "{year:04}-{month:02}-{day:02}",
    "month": "{year:04}-{month:02}",
    "quarter": "{year:04}-{quarter}",
    "half": "{year:04}-{half}",
    "nine-months": _MONTHS,
    "year": "{year:04}",
    "interval": _MONTHS,
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
        return (_FORMS[self.kind] if self.last_year is None else _YEARS).format(
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
