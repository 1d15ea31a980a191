"""Dates with honest uncertainty: the part of EDTF (ISO 8601-2) that records use.

Accepted: a day ``2018-10-29``, a month ``2018-11``, a quarter ``2020-33`` … ``2020-36``, a half ``2020-40`` or
``2020-41``, a year ``2018``, an interval ``2018-01/2018-09``, and "one day between" ``[2020-03-26..2020-06-30]``. Each
may carry ``?`` (uncertain), ``~`` (approximate) or ``%`` (both), except the last. The ``edtf`` package reads the same
forms at some 6 ms each, too slow for an archive of ten thousand meetings; it is the oracle of the tests instead.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta, timezone
from functools import lru_cache
from typing import Literal

Precision = Literal["day", "month", "quarter", "half", "year", "interval", "between"]

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([?~%]?)", re.ASCII)
_QUALIFIED = {"": "", "?": "chưa chắc chắn", "~": "khoảng", "%": "khoảng, chưa chắc chắn"}


# Days in records are days in Vietnam, which has one zone and no summer time.
VIETNAM = timezone(timedelta(hours=7))


class EdtfError(ValueError):
    """The text is not a date in the accepted part of EDTF; the message (Vietnamese) says why."""


@dataclass(frozen=True, slots=True)
class Edtf:
    """One parsed date: ``text`` as written, its earliest and latest day, how precise it is, and its qualifier."""

    text: str
    earliest: date
    latest: date
    precision: Precision
    qualifier: str = ""

    @property
    def exact(self) -> bool:
        """Whether the day is known and not doubted."""
        return self.precision == "day" and not self.qualifier

    @property
    def sort_key(self) -> tuple[date, date, str]:
        """Imprecise dates sort by their earliest day, the more precise one first."""
        return (self.earliest, self.latest, self.text)


@lru_cache(maxsize=65536)
def parse(text: str) -> Edtf:
    """Read an EDTF date; raises `EdtfError` with a Vietnamese message."""
    if text.startswith("[") and text.endswith("]"):
        return _between(text)
    if "/" in text:
        return _interval(text)
    return _point(text)


def parse_or_none(text: str | None) -> Edtf | None:
    """The same date; None for no text, and for one that is no date."""
    try:
        return None if text is None else parse(text)
    except EdtfError:
        return None


def _between(text: str) -> Edtf:
    first, dots, last = text[1:-1].partition("..")
    if not dots:
        raise EdtfError("khoảng ngày viết là “[2020-03-26..2020-06-30]”")
    start, end = _point(first.strip()), _point(last.strip())
    _in_order(start, end)
    return Edtf(text, start.earliest, end.latest, "between")


def _interval(text: str) -> Edtf:
    first, _, last = text.partition("/")
    start, end = _point(first), _point(last)
    _in_order(start, end)
    return Edtf(text, start.earliest, end.latest, "interval", start.qualifier or end.qualifier)


def _in_order(start: Edtf, end: Edtf) -> None:
    if end.latest < start.earliest or end.earliest < start.earliest:
        raise EdtfError(f"mốc cuối {end.text} đứng trước mốc đầu {start.text}")


def _point(text: str) -> Edtf:
    match = _POINT.fullmatch(text)
    if not match:
        raise EdtfError("cần ngày dạng EDTF, như “2018-10-29”, “2018-11”, “2020-33” (quý I) hay “2018”")
    year, month, day, qualifier = match.groups()
    y = int(year)
    if not y:
        raise EdtfError("không có năm 0000")
    if month is None:
        return Edtf(text, date(y, 1, 1), date(y, 12, 31), "year", qualifier)
    m = int(month)
    if day is not None:
        if not 1 <= m <= 12:
            raise EdtfError(f"không có tháng {m}")
        try:
            exact = date(y, m, int(day))
        except ValueError:
            raise EdtfError(f"không có ngày {int(day)}-{m}-{y} trong lịch") from None
        return Edtf(text, exact, exact, "day", qualifier)
    if 1 <= m <= 12:
        return _months(text, y, m, 1, "month", qualifier)
    if 33 <= m <= 36:
        return _months(text, y, 3 * (m - 33) + 1, 3, "quarter", qualifier)
    if m in (40, 41):
        return _months(text, y, 6 * (m - 40) + 1, 6, "half", qualifier)
    raise EdtfError(f"không có tháng {m}; quý viết 33–36, nửa năm viết 40 hoặc 41")


def _months(text: str, year: int, first: int, count: int, precision: Precision, qualifier: str) -> Edtf:
    last = first + count - 1
    return Edtf(text, date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]), precision, qualifier)


@lru_cache(maxsize=65536)
def vietnamese(text: str) -> str:
    """A date as a reader sees it: ``29-10-2018``, ``tháng 11-2018``, ``quý I-2020``, ``6 tháng đầu năm 2020``."""
    if text.startswith("["):
        first, _, last = text[1:-1].partition("..")
        return f"trong khoảng {_point_in_words(first.strip())} đến {_point_in_words(last.strip())}"
    if "/" in text:
        first, _, last = text.partition("/")
        return f"từ {_point_in_words(first)} đến {_point_in_words(last)}"
    return _point_in_words(text)


def _point_in_words(text: str) -> str:
    moment = _point(text)
    year, month = moment.earliest.year, moment.earliest.month
    words = {
        "day": f"{moment.earliest.day}-{month}-{year}",
        "month": f"tháng {month}-{year}",
        "quarter": f"quý {('I', 'II', 'III', 'IV')[(month - 1) // 3]}-{year}",
        "half": f"6 tháng {'đầu' if month == 1 else 'cuối'} năm {year}",
        "year": f"năm {year}",
    }[moment.precision]
    doubt = _QUALIFIED[moment.qualifier]
    return f"{words} ({doubt})" if doubt else words


def day(value: date) -> str:
    """A calendar day as a reader sees it: ``29-10-2018``."""
    return f"{value.day}-{value.month}-{value.year}"
