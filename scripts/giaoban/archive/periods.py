"""Periods in a row: the months, quarters, halves or years that meetings of one rhythm are about."""

from __future__ import annotations

from typing import NamedTuple

from giaoban import dates


class Rhythm(NamedTuple):
    """One kind of period: its precision, how many a year has, and the number EDTF gives to the first of a year."""

    precision: dates.Precision
    yearly: int
    first: int


# Weeks are no periods: records tell a weekly meeting by its day.
RHYTHMS = {
    "monthly": Rhythm("month", 12, 1),
    "quarterly": Rhythm("quarter", 4, 33),
    "half-yearly": Rhythm("half", 2, 40),
    "yearly": Rhythm("year", 1, 0),
}


def number(rhythm: str, text: str | None) -> int | None:
    """The place of a period in the row of its rhythm, doubt left aside; None for what is no such period.

    Neighbours differ by one; ``number // yearly`` is the year. ``text`` is EDTF.
    """
    kind = RHYTHMS.get(rhythm)
    moment = dates.parse(text) if text else None
    if kind is None or moment is None or moment.precision != kind.precision:
        return None
    return moment.earliest.year * kind.yearly + (moment.earliest.month - 1) * kind.yearly // 12


def text(rhythm: str, place: int) -> str:
    """The period at a place of the row, as EDTF; the inverse of `number`."""
    kind = RHYTHMS[rhythm]
    year, part = divmod(place, kind.yearly)
    return f"{year:04d}" if kind.yearly == 1 else f"{year:04d}-{kind.first + part:02d}"
