"""Grids of years and periods: which periods of a series the archive has meetings about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from giaoban import dates
from giaoban.archive import Archive
from giaoban.archive.coverage import Period, SeriesCoverage
from giaoban.archive.periods import RHYTHMS, number
from giaoban.records.model import Series, Source
from giaoban.site import format as formats
from giaoban.site import urls, words
from giaoban.site.format import counted, symbols, time
from giaoban.site.pages.parts import linked, listed

# So many years without any meeting stand in one row; a record that errs by a thousand years makes no thousand rows.
_FOLD = 3
_COLUMNS = {
    "monthly": tuple(("tháng ", str(month)) for month in range(1, 13)),
    "quarterly": tuple(("quý ", roman) for roman in ("I", "II", "III", "IV")),
    "half-yearly": (("6 tháng ", "đầu"), ("6 tháng ", "cuối")),
}


class Cell(NamedTuple):
    """One period: its state (empty: not counted), what it is called, why none was held, and the meetings to link to."""

    state: str = ""
    label: str = ""
    reason: str = ""
    meetings: tuple[tuple[str, str], ...] = ()


# By far the most, and all alike: row and column say which period is meant.
_MISSING = Cell("missing")


class Row(NamedTuple):
    """One year; or with ``folded`` a run of years that lack every period, and how many those are."""

    label: str
    cells: tuple[Cell, ...]
    folded: str = ""


class Grid(NamedTuple):
    """One series: what is counted, columns (words that only screen readers say, heading), rows, and remarks below.

    Without ``columns`` a row is one period.
    """

    id: str
    name: Markup
    summary: str
    columns: Sequence[tuple[str, str]]
    rows: tuple[Row, ...]
    notes: tuple[Markup, ...]


def grid(archive: Archive, series: Series, found: SeriesCoverage) -> Grid:
    """The grid of one series."""
    rows = tuple(_folded(list(_years(archive, series, found)))) if found.periods else ()
    return Grid(
        f"chuoi-{series.id}",
        linked(archive, "series", series.id),
        summary(series, found),
        _COLUMNS.get(series.rhythm, ()),
        rows,
        tuple(_notes(archive, series, found)),
    )


def summary(series: Series, found: SeriesCoverage) -> str:
    """How much of a series is there, in words."""
    rhythm = f"{words.LEVELS[series.level]}, {words.RHYTHMS[series.rhythm]}"
    if not found.meetings and not found.periods:
        return f"{rhythm}. Chưa có cuộc họp nào."
    if not found.periods:
        why = "không rõ kỳ" if series.rhythm in RHYTHMS else "không tính kỳ"
        return f"{rhythm}. {counted(found.meetings, 'cuộc họp')}, {why}."
    first, last = (dates.vietnamese(found.periods[i].text) for i in (0, -1))
    span = first if first == last else f"từ {first} đến {last}"
    counts = ", ".join(f"{formats.number(n)} {words.STATES[s]}" for s in words.STATES if (n := found.count(s)))
    return f"{rhythm}. {counted(len(found.periods), 'kỳ')}, {span}: {counts}."


def _years(archive: Archive, series: Series, found: SeriesCoverage) -> Iterator[Row]:
    yearly = RHYTHMS[series.rhythm].yearly
    placed = enumerate(found.periods, number(series.rhythm, found.periods[0].text) or 0)
    for year, members in groupby(placed, key=lambda place: place[0] // yearly):
        cells = [Cell()] * yearly
        for place, period in members:
            cells[place % yearly] = _cell(archive, period)
        yield Row(f"{year:04d}", tuple(cells))


def _cell(archive: Archive, period: Period) -> Cell:
    if period.state == "missing":
        return _MISSING
    meetings = tuple((urls.of("briefing", m), archive.cards[m].title) for m in period.meetings)
    reason = period.exception.reason if period.exception else ""
    return Cell(period.state, dates.vietnamese(period.text), reason, meetings)


def _folded(rows: Sequence[Row]) -> Iterator[Row]:
    for empty, run in groupby(rows, key=lambda row: {cell.state for cell in row.cells} <= {"", "missing"}):
        years = list(run)
        if empty and len(years) >= _FOLD:
            lacking = sum(cell.state == "missing" for row in years for cell in row.cells)
            yield Row(f"{years[0].label}–{years[-1].label}", (), counted(lacking, "kỳ"))
        else:
            yield from years


def _notes(archive: Archive, series: Series, found: SeriesCoverage) -> Iterator[Markup]:
    bounds = [
        Markup("{} {}").format(word, time(text)) for word, text in (("từ", series.first), ("đến", series.last)) if text
    ]
    if bounds:
        yield Markup("Theo nguồn, chuỗi này họp {}: {}.").format(listed(bounds, " "), _sources(series.sources))
    for period in found.periods:
        if period.exception:
            why, sources = symbols(period.exception.reason), _sources(period.exception.sources)
            yield Markup("{} {}: {} Nguồn: {}.").format(words.MARKS["excepted"], time(period.text), why, sources)
    if found.unclear:
        links = listed(linked(archive, "briefing", meeting) for meeting in found.unclear)
        yield Markup("Không rõ kỳ, hoặc kỳ không theo nhịp của chuỗi: {}.").format(links)


def _sources(sources: Sequence[Source]) -> Markup:
    return listed((_source(source) for source in sources), "; ")


def _source(source: Source) -> Markup:
    title = Markup("“{}”").format(symbols(source.title)) if source.title else Markup("")
    name = listed([title, symbols(source.publisher or "")]) or symbols(formats.host(source.url or ""))
    if source.url:
        name = Markup('<a href="{}" rel="noopener external">{}</a>').format(source.url, name)
    return listed([name, time(source.published) if source.published else Markup("")])
