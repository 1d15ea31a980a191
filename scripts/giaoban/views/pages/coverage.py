"""What the archive has and lacks, for readers: periods of every series, years and levels, and what is still open.

The grids of the series stand on pages of their own where one page does not hold all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from giaoban import addresses
from giaoban.archive.coverage import Coverage, SeriesSum
from giaoban.archive.reader import Reader
from giaoban.records.model import SOURCE_WORDS
from giaoban.records.models.resolution import LACKING_WORDS
from giaoban.vietnamese import sort_key
from giaoban.views import grids, words
from giaoban.views.grids import Grid
from giaoban.views.values import Rich, Span, View, head, link, said, text
from giaoban.views.words import number

TOP = "do-phu/"
_TITLE = "Độ phủ"
_SERIES = "chuoi/"
_MOST_MARKS = 400
"""Of more periods with something to link to, each series has a page of its own."""
# Longer lists are cut; `giaoban coverage` prints them whole.
_MOST = 300


class Entry(Struct, frozen=True):
    """One thing in a list, with a remark."""

    name: Rich
    aside: Rich = ()


class Listed(Struct, frozen=True):
    """A list of links; of a long one the first entries, and how many ``more`` there are."""

    count: str
    entries: tuple[Entry, ...]
    more: str


class YearRow(Struct, frozen=True):
    """A year: its page, the number of meetings of each level, and of all."""

    year: str
    address: str
    counts: tuple[str, ...]
    total: str


class CoverageView(View, frozen=True, kw_only=True):
    """The page of coverage, every number as it is written. ``bare``: what sources lack, and how many lack it."""

    levels: tuple[str, ...]
    years: tuple[YearRow, ...]
    totals: tuple[str, ...]
    total: str
    grids: tuple[Grid, ...]
    unnamed: Listed
    unheld: Listed
    resolutions: Listed
    undated: Listed
    sources: str
    bare: tuple[tuple[str, str], ...]


class SeriesCoverageView(View, frozen=True, kw_only=True):
    """The page of one grid; ``up``: to the page of coverage."""

    up: tuple[Span, ...]
    grid: Grid


def keys(reader: Reader) -> tuple[str, ...]:
    """The first page, and one for each series where they are too many for it."""
    return ("", *reader.ids("series")) if _apart(reader.series_sums()) else ("",)


def address(key: str) -> str:
    """``do-phu/``, ``do-phu/chuoi/<series>/``."""
    return f"{TOP}{_SERIES}{key}/" if key else TOP


def view(reader: Reader, key: str) -> CoverageView | SeriesCoverageView:
    """One of the pages."""
    return _series(reader, key) if key else _whole(reader)


def _apart(sums: Iterable[SeriesSum]) -> bool:
    return sum(short.marks for short in sums) > _MOST_MARKS


def _whole(reader: Reader) -> CoverageView:
    found = reader.coverage()
    years = [(year, dict(counts)) for year, counts in found.years]
    levels = [level for level in words.LEVELS if any(level in counts for _, counts in years)]
    totals = [sum(counts.get(level, 0) for _, counts in years) for level in levels]
    what = "Kho lưu trữ có những cuộc họp nào và còn thiếu gì: kỳ của từng chuỗi họp, năm và cấp, tỉnh, thành, văn bản, ngày họp."
    return CoverageView(
        head=head(TOP, "list", _TITLE, what),
        levels=tuple(words.LEVELS[level] for level in levels),
        years=tuple(
            YearRow(
                year, addresses.of("year", year), tuple(number(counts.get(level, 0)) for level in levels),
                number(sum(counts.values())),
            )
            for year, counts in reversed(years)
        ),
        totals=tuple(number(total) for total in totals),
        total=number(found.meetings),
        grids=_grids(reader),
        unnamed=_provinces(reader, found.unnamed),
        unheld=_provinces(reader, found.unheld),
        resolutions=_resolutions(reader, found),
        undated=_undated(reader, found.undated),
        sources=number(found.sources),
        bare=tuple((SOURCE_WORDS[key], number(count)) for key, count in found.bare),
    )  # fmt: skip


def _series(reader: Reader, series: str) -> SeriesCoverageView:
    short = reader.series_sum(series)
    assert short is not None
    grid = grids.grid(reader, reader.record("series", series), short)
    title = f"{_TITLE}: {grid.name[0].text}"
    return SeriesCoverageView(
        head=head(address(series), "list", title, f"{title}. {grid.summary}"), template="coverage_series.html",
        up=(Span(_TITLE, f"{TOP}#{grid.id}"),), grid=grid,
    )  # fmt: skip


def ordered(reader: Reader) -> list[tuple[str, str, SeriesSum]]:
    """The series in short as readers meet them, by level, then by name: each with its level and rhythm."""
    levels = list(words.LEVELS)
    known = {entity: (level, rhythm, name) for entity, level, rhythm, name in reader.fields("series", *_FIELDS)}
    found = sorted(
        reader.series_sums(), key=lambda s: (levels.index(known[s.series][0]), sort_key(known[s.series][2]), s.series)
    )
    return [(*known[short.series][:2], short) for short in found]


_FIELDS = ("id", "level", "rhythm", "name")


def _grids(reader: Reader) -> tuple[Grid, ...]:
    found = ordered(reader)
    if not _apart(short for _, _, short in found):
        return tuple(grids.grid(reader, reader.record("series", short.series), short) for _, _, short in found)
    return tuple(
        Grid(
            grids.anchor(short.series), link(reader.reference("series", short.series)), grids.summary(level, rhythm, short),
            page=address(short.series),
        )
        for level, rhythm, short in found
    )  # fmt: skip


def _provinces(reader: Reader, found: Sequence[str]) -> Listed:
    references = [reference for page in found if (reference := reader.reference("province", page))]
    return _list(Entry(link(reference)) for reference in sorted(references, key=lambda r: sort_key(r.label)))


def _resolutions(reader: Reader, found: Coverage) -> Listed:
    lacks = dict(found.resolutions)
    known = {entity: (kind, symbol) for entity, kind, symbol in reader.fields("resolution", "id", "type", "symbol")}
    names = sorted(lacks, key=lambda r: (sort_key(known[r][0]), sort_key(known[r][1] or ""), r))
    return _list(
        Entry(
            link(reader.reference("resolution", entity)), text("; ".join(LACKING_WORDS[key] for key in lacks[entity]))
        )
        for entity in names
    )


def _undated(reader: Reader, meetings: Sequence[str]) -> Listed:
    headings = (reader.heading(meeting) for meeting in meetings)
    return _list(
        Entry((Span(heading.title, addresses.of("briefing", heading.id)),), said(heading.date))
        for heading in headings
        if heading
    )


def _list(entries: Iterable[Entry]) -> Listed:
    found = tuple(entries)
    more = len(found) - _MOST
    return Listed(number(len(found)), found[:_MOST], number(more) if more > 0 else "")
