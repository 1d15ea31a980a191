"""Grids of years: the whole archive as a calendar, and which periods of a series the archive has meetings about.

The calendar has a row for each year, a place for each month, a mark for each meeting.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from giaoban import addresses, dates
from giaoban.archive import overview
from giaoban.archive.coverage import RHYTHMS, Period, SeriesCoverage, SeriesSum, period_number
from giaoban.archive.reader import Reader
from giaoban.archive.values import Heading
from giaoban.records.model import Source
from giaoban.records.models.series import Series
from giaoban.views import words
from giaoban.views.values import Rich, Span, date, joined, link, text
from giaoban.views.words import counted, first_lower, number

# Of more meetings than this, a calendar shows months with numbers only: each mark is a link of some 200 bytes.
MOST_MARKS = 600
# A month of more would grow taller than its row is worth; it has a number that leads to the month's own list.
_MOST_IN_MONTH = 6
_LONGEST_GAP = 3


class CalendarMark(Struct, frozen=True):
    """One meeting. ``look``: its kind and level as classes; ``open``: its month is the earliest of several possible."""

    address: str
    look: str
    open: bool
    label: str


class CalendarMonth(Struct, frozen=True):
    """One month with meetings: ``number`` 1–12, its place on the year's page, the ``kinds`` met in it, what it is called.

    ``marks``: its meetings one by one, or empty where they are only counted.
    """

    number: int
    address: str
    count: str
    kinds: tuple[str, ...]
    open: bool
    label: str
    marks: tuple[CalendarMark, ...]


class CalendarYear(Struct, frozen=True):
    """One row: ``address`` is empty for years without meetings, which may be several (``label`` "1998–2010")."""

    label: str
    address: str = ""
    count: str = ""
    kinds: str = ""
    months: tuple[CalendarMonth, ...] = ()


class Calendar(Struct, frozen=True):
    """The rows of all years, newest first. ``marks``: whether meetings are shown by themselves."""

    years: tuple[CalendarYear, ...]
    marks: bool


def calendar_of_counts(reader: Reader) -> Calendar:
    """The calendar of all years, each month with how many meetings it has and of which kinds."""
    return Calendar(_calendar_years(reader.calendar(), {}), marks=False)


def calendar_with_marks(reader: Reader) -> Calendar:
    """The calendar with each meeting by itself, as long as there are not too many."""
    if reader.count("briefing") > MOST_MARKS:
        return calendar_of_counts(reader)
    marks: dict[tuple[int, int], list[CalendarMark]] = defaultdict(list)
    for meeting in reader.published():
        if heading := reader.heading(meeting):
            day = dates.parse(heading.date).earliest
            marks[day.year, day.month].append(_mark(heading))
    return Calendar(_calendar_years(reader.calendar(), marks), marks=True)


def kinds_in_words(counts: overview.Kinds) -> str:
    """How many meetings of each kind: "3 giao ban, 1 tổng kết"."""
    found = dict(counts)
    return ", ".join(
        f"{number(found[kind])} {first_lower(word)}" for kind, word in words.KINDS.items() if kind in found
    )


def _calendar_years(
    months: Sequence[overview.MonthCounts], marks: Mapping[tuple[int, int], Sequence[CalendarMark]]
) -> tuple[CalendarYear, ...]:
    rows: list[CalendarYear] = []
    totals = overview.meetings_by_year(tuple(months))
    by_year = {year: list(of) for year, of in groupby(months, key=lambda month: month.year)}
    before = None
    for year, counts in totals:
        if before is not None:
            rows += _gap(before + 1, year - 1)
        page = addresses.of("year", f"{year:04d}")
        shown = tuple(_month(month, page, marks.get((year, month.month), ())) for month in by_year[year])
        rows.append(CalendarYear(str(year), page, number(sum(n for _, n in counts)), kinds_in_words(counts), shown))
        before = year
    return tuple(rows[::-1])


def _gap(first: int, last: int) -> Iterator[CalendarYear]:
    if last - first >= _LONGEST_GAP:
        yield CalendarYear(f"{first}–{last}")
    else:
        yield from (CalendarYear(str(year)) for year in range(first, last + 1))


def _month(month: overview.MonthCounts, year_page: str, marks: Sequence[CalendarMark]) -> CalendarMonth:
    met = dict(month.kinds)
    count = month.meetings
    place = f"thang-{month.month}" if month.unclear < count else "chua-ro"
    remark = f", {month.unclear} chưa rõ tháng" if month.unclear else ""
    label = f"Tháng {month.month}-{month.year}: {counted(count, 'cuộc họp')} ({kinds_in_words(month.kinds)}{remark})"
    looks = tuple(look for kind, look in words.LOOKS.items() if kind in met)
    each = tuple(marks) if count <= _MOST_IN_MONTH else ()
    return CalendarMonth(month.month, f"{year_page}#{place}", number(count), looks, bool(month.unclear), label, each)


def _mark(meeting: Heading) -> CalendarMark:
    moment = dates.parse(meeting.date)
    known = (moment.latest.year, moment.latest.month) == (moment.earliest.year, moment.earliest.month)
    look = f"{words.LOOKS[meeting.kind]} {'central' if meeting.level == 'central' else 'local'}"
    level = words.LEVELS[meeting.level]
    level = level if meeting.level == "central" else first_lower(level)
    when = dates.vietnamese(meeting.date) + ("" if known else ", chưa rõ tháng")
    label = f"{words.KINDS[meeting.kind]}, {level}, {when}: {meeting.title}"
    return CalendarMark(addresses.of("briefing", meeting.id), look, not known, label)


# So many years without any meeting stand in one row; a record that errs by a thousand years makes no thousand rows.
_FOLD = 3
_COLUMNS = {
    "monthly": tuple(("tháng ", str(month)) for month in range(1, 13)),
    "quarterly": tuple(("quý ", roman) for roman in ("I", "II", "III", "IV")),
    "half-yearly": (("6 tháng ", "đầu"), ("6 tháng ", "cuối")),
}


class PeriodCell(Struct, frozen=True, omit_defaults=True):
    """One period: its state (empty: not counted), what it is called, why none was held, and the meetings to link to."""

    state: str = ""
    label: str = ""
    reason: str = ""
    meetings: tuple[tuple[str, str], ...] = ()


# By far the most, and all alike: row and column say which period is meant.
_MISSING = PeriodCell("missing")


class PeriodRow(Struct, frozen=True, omit_defaults=True):
    """One year; or with ``folded`` a run of years that lack every period, and how many those are."""

    label: str
    cells: tuple[PeriodCell, ...] = ()
    folded: str = ""


class Grid(Struct, frozen=True, omit_defaults=True):
    """One series: what is counted, columns (words that only screen readers say, heading), rows, and remarks below.

    Without ``columns`` a row is one period. ``page``: where the rows and remarks stand, if not here.
    """

    id: str
    name: Rich
    summary: str
    columns: tuple[tuple[str, str], ...] = ()
    rows: tuple[PeriodRow, ...] = ()
    notes: tuple[Rich, ...] = ()
    page: str = ""


def grid(reader: Reader, series: Series, short: SeriesSum) -> Grid:
    """The grid of one series: a row a year, and in words how much of it is there. ``short``: its states counted."""
    found = reader.series_coverage(series.id)
    assert found is not None
    return Grid(
        anchor(series.id),
        link(reader.reference("series", series.id)),
        summary(series.level, series.rhythm, short),
        _COLUMNS.get(series.rhythm, ()),
        tuple(_folded(list(_rows(reader, series, found)))) if found.periods else (),
        tuple(_notes(reader, series, found)),
    )


def anchor(series: str) -> str:
    """The id of the grid of a series, on the page that has those of all series."""
    return f"chuoi-{series}"


def summary(level: str, rhythm: str, short: SeriesSum) -> str:
    """How much of a series is there, in words."""
    said = f"{words.LEVELS[level]}, {words.RHYTHMS[rhythm]}"
    if not short.meetings and not short.states:
        return f"{said}. Chưa có cuộc họp nào."
    if not short.states:
        why = "không rõ kỳ" if rhythm in RHYTHMS else "không tính kỳ"
        return f"{said}. {counted(short.meetings, 'cuộc họp')}, {why}."
    first, last = dates.vietnamese(short.first), dates.vietnamese(short.last)
    span = first if first == last else f"từ {first} đến {last}"
    counts = ", ".join(f"{words.number(count)} {words.STATES[state]}" for state, count in short.states)
    return f"{said}. {counted(sum(count for _, count in short.states), 'kỳ')}, {span}: {counts}."


def _rows(reader: Reader, series: Series, found: SeriesCoverage) -> Iterator[PeriodRow]:
    yearly = RHYTHMS[series.rhythm].yearly
    placed = enumerate(found.periods, period_number(series.rhythm, found.periods[0].text) or 0)
    for year, members in groupby(placed, key=lambda place: place[0] // yearly):
        cells = [PeriodCell()] * yearly
        for place, period in members:
            cells[place % yearly] = _cell(reader, period)
        yield PeriodRow(f"{year:04d}", tuple(cells))


def _cell(reader: Reader, period: Period) -> PeriodCell:
    if period.state == "missing":
        return _MISSING
    meetings = tuple(
        (addresses.of("briefing", meeting), heading.title)
        for meeting in period.meetings
        if (heading := reader.heading(meeting))
    )
    reason = period.exception.reason if period.exception else ""
    return PeriodCell(period.state, dates.vietnamese(period.text), reason, meetings)


def _folded(rows: Sequence[PeriodRow]) -> Iterator[PeriodRow]:
    for empty, run in groupby(rows, key=lambda row: {cell.state for cell in row.cells} <= {"", "missing"}):
        years = list(run)
        if empty and len(years) >= _FOLD:
            lacking = sum(cell.state == "missing" for row in years for cell in row.cells)
            yield PeriodRow(f"{years[0].label}–{years[-1].label}", (), counted(lacking, "kỳ"))
        else:
            yield from years


def _notes(reader: Reader, series: Series, found: SeriesCoverage) -> Iterator[Rich]:
    bounds = [(Span(f"{word} "), *date(edtf)) for word, edtf in (("từ", series.first), ("đến", series.last)) if edtf]
    if bounds:
        yield (
            Span("Theo nguồn, chuỗi này họp "),
            *joined(bounds, " "),
            Span(": "),
            *_sources(series.sources),
            Span("."),
        )
    for period in found.periods:
        if period.exception:
            yield (
                Span(f"{words.MARKS['excepted']} "), *date(period.text), Span(": "), Span(period.exception.reason),
                Span(" Nguồn: "), *_sources(period.exception.sources), Span("."),
            )  # fmt: skip
    if found.unclear:
        links = joined(link(reader.reference("briefing", meeting)) for meeting in found.unclear)
        yield (Span("Không rõ kỳ, hoặc kỳ không theo nhịp của chuỗi: "), *links, Span("."))


def _sources(sources: Sequence[Source]) -> Rich:
    return joined((_source(source) for source in sources), "; ")


def _source(source: Source) -> Rich:
    url = source.url or ""
    title = f"“{source.title}”" if source.title else ""
    name = ", ".join(filter(None, (title, source.publisher))) or words.host(url)
    return joined([(Span(name, url=url),), date(source.published) if source.published else text("")])
