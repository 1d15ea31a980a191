"""The whole archive as a calendar: a row for each year, a place for each month, a mark for each meeting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from giaoban import addresses, dates
from giaoban.archive import overview
from giaoban.archive.reader import Reader
from giaoban.archive.values import Heading
from giaoban.views import words
from giaoban.views.words import counted, first_lower, number

# Of more meetings than this, a calendar shows months with numbers only: each mark is a link of some 200 bytes.
MOST_MARKS = 600
# A month of more would grow taller than its row is worth; it has a number that leads to the month's own list.
_MOST_IN_MONTH = 6
_LONGEST_GAP = 3


class Mark(Struct, frozen=True):
    """One meeting. ``look``: its kind and level as classes; ``open``: its month is the earliest of several possible."""

    address: str
    look: str
    open: bool
    label: str


class Month(Struct, frozen=True):
    """One month with meetings: ``number`` 1–12, its place on the year's page, the ``kinds`` met in it, what it is called.

    ``marks``: its meetings one by one, or empty where they are only counted.
    """

    number: int
    address: str
    count: str
    kinds: tuple[str, ...]
    open: bool
    label: str
    marks: tuple[Mark, ...]


class Year(Struct, frozen=True):
    """One row: ``address`` is empty for years without meetings, which may be several (``label`` "1998–2010")."""

    label: str
    address: str = ""
    count: str = ""
    kinds: str = ""
    months: tuple[Month, ...] = ()


class Calendar(Struct, frozen=True):
    """The rows of all years, newest first. ``marks``: whether meetings are shown by themselves."""

    years: tuple[Year, ...]
    marks: bool


def counted_only(reader: Reader) -> Calendar:
    """The calendar with numbers only."""
    return Calendar(_years(reader.calendar(), {}), marks=False)


def with_marks(reader: Reader) -> Calendar:
    """The calendar with each meeting by itself, as long as there are not too many."""
    if reader.count("briefing") > MOST_MARKS:
        return counted_only(reader)
    marks: dict[tuple[int, int], list[Mark]] = defaultdict(list)
    for meeting in reader.published():
        if heading := reader.heading(meeting):
            day = dates.parse(heading.date).earliest
            marks[day.year, day.month].append(_mark(heading))
    return Calendar(_years(reader.calendar(), marks), marks=True)


def kinds(counts: overview.Kinds) -> str:
    """How many meetings of each kind: "3 giao ban, 1 tổng kết"."""
    found = dict(counts)
    return ", ".join(
        f"{number(found[kind])} {first_lower(word)}" for kind, word in words.KINDS.items() if kind in found
    )


def _years(months: Sequence[overview.Month], marks: Mapping[tuple[int, int], Sequence[Mark]]) -> tuple[Year, ...]:
    rows: list[Year] = []
    totals = overview.meetings_by_year(tuple(months))
    by_year = {year: list(of) for year, of in groupby(months, key=lambda month: month.year)}
    before = None
    for year, counts in totals:
        if before is not None:
            rows += _gap(before + 1, year - 1)
        page = addresses.of("year", f"{year:04d}")
        shown = tuple(_month(month, page, marks.get((year, month.month), ())) for month in by_year[year])
        rows.append(Year(str(year), page, number(sum(n for _, n in counts)), kinds(counts), shown))
        before = year
    return tuple(rows[::-1])


def _gap(first: int, last: int) -> Iterator[Year]:
    if last - first >= _LONGEST_GAP:
        yield Year(f"{first}–{last}")
    else:
        yield from (Year(str(year)) for year in range(first, last + 1))


def _month(month: overview.Month, year_page: str, marks: Sequence[Mark]) -> Month:
    met = dict(month.kinds)
    count = month.meetings
    place = f"thang-{month.month}" if month.unclear < count else "chua-ro"
    remark = f", {month.unclear} chưa rõ tháng" if month.unclear else ""
    label = f"Tháng {month.month}-{month.year}: {counted(count, 'cuộc họp')} ({kinds(month.kinds)}{remark})"
    looks = tuple(look for kind, look in words.LOOKS.items() if kind in met)
    each = tuple(marks) if count <= _MOST_IN_MONTH else ()
    return Month(month.month, f"{year_page}#{place}", number(count), looks, bool(month.unclear), label, each)


def _mark(meeting: Heading) -> Mark:
    moment = dates.parse(meeting.date)
    known = (moment.latest.year, moment.latest.month) == (moment.earliest.year, moment.earliest.month)
    look = f"{words.LOOKS[meeting.kind]} {'central' if meeting.level == 'central' else 'local'}"
    level = words.LEVELS[meeting.level]
    level = level if meeting.level == "central" else first_lower(level)
    when = dates.vietnamese(meeting.date) + ("" if known else ", chưa rõ tháng")
    label = f"{words.KINDS[meeting.kind]}, {level}, {when}: {meeting.title}"
    return Mark(addresses.of("briefing", meeting.id), look, not known, label)
