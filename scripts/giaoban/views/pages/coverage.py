"""The page of what the archive has and lacks; the same as text for the terminal, and as plain data, for whoever works at it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from giaoban import addresses, dates
from giaoban.archive.coverage import BareSource, Coverage, Period, SeriesCoverage, SeriesSum, period_number
from giaoban.archive.reader import Reader
from giaoban.records.model import SOURCE_WORDS
from giaoban.records.models.resolution import LACKING_WORDS
from giaoban.vietnamese import sort_key
from giaoban.views import grids, words
from giaoban.views.grids import Grid, summary
from giaoban.views.values import Rich, Span, View, date_in_text, head, link, text
from giaoban.views.words import number

TOP = "do-phu/"
_TITLE = "Độ phủ"
_SERIES = "chuoi/"
_MOST_MARKS = 400
"""Of more periods with something to link to, each series has a page of its own."""
# Longer lists are cut; `giaoban coverage` prints them whole.
_MOST = 300


class CoverageEntry(Struct, frozen=True):
    """One thing in a list, with a remark."""

    name: Rich
    aside: Rich = ()


class CoverageList(Struct, frozen=True):
    """A list of links; of a long one the first entries, and how many ``more`` there are."""

    count: str
    entries: tuple[CoverageEntry, ...]
    more: str


class CoverageYear(Struct, frozen=True):
    """A year: its page, the number of meetings of each level, and of all."""

    year: str
    address: str
    counts: tuple[str, ...]
    total: str


class CoverageView(View, frozen=True, kw_only=True):
    """The page of coverage, every number as it is written. ``bare``: what sources lack, and how many lack it."""

    levels: tuple[str, ...]
    years: tuple[CoverageYear, ...]
    totals: tuple[str, ...]
    total: str
    grids: tuple[Grid, ...]
    unnamed: CoverageList
    unheld: CoverageList
    resolutions: CoverageList
    undated: CoverageList
    sources: str
    bare: tuple[tuple[str, str], ...]


class SeriesCoverageView(View, frozen=True, kw_only=True):
    """The page of one grid; ``up``: to the page of coverage."""

    up: tuple[Span, ...]
    grid: Grid


def keys(reader: Reader) -> tuple[str, ...]:
    """The first page, and one for each series where they are too many for it."""
    return ("", *reader.ids("series")) if _needs_own_pages(reader.series_sums()) else ("",)


def address(key: str) -> str:
    """``do-phu/``, ``do-phu/chuoi/<series>/``."""
    return f"{TOP}{_SERIES}{key}/" if key else TOP


def view(reader: Reader, key: str) -> CoverageView | SeriesCoverageView:
    """What the whole archive has and lacks; with the id of a series as ``key``, what it has of that series."""
    return _series(reader, key) if key else _view_of_archive(reader)


def _needs_own_pages(sums: Iterable[SeriesSum]) -> bool:
    return sum(short.marks for short in sums) > _MOST_MARKS


def _view_of_archive(reader: Reader) -> CoverageView:
    found = reader.coverage()
    years = [(year, dict(counts)) for year, counts in found.years]
    levels = [level for level in words.LEVELS if any(level in counts for _, counts in years)]
    totals = [sum(counts.get(level, 0) for _, counts in years) for level in levels]
    what = "Kho lưu trữ có những cuộc họp nào và còn thiếu gì: kỳ của từng chuỗi họp, năm và cấp, tỉnh, thành, văn bản, ngày họp."
    return CoverageView(
        head=head(TOP, "list", _TITLE, what),
        levels=tuple(words.LEVELS[level] for level in levels),
        years=tuple(
            CoverageYear(
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
        undated=_list_undated(reader, found.undated),
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
    if not _needs_own_pages(short for _, _, short in found):
        return tuple(grids.grid(reader, reader.record("series", short.series), short) for _, _, short in found)
    return tuple(
        Grid(
            grids.anchor(short.series), link(reader.reference("series", short.series)), grids.summary(level, rhythm, short),
            page=address(short.series),
        )
        for level, rhythm, short in found
    )  # fmt: skip


def _provinces(reader: Reader, found: Sequence[str]) -> CoverageList:
    references = [reference for page in found if (reference := reader.reference("province", page))]
    return _list(CoverageEntry(link(reference)) for reference in sorted(references, key=lambda r: sort_key(r.label)))


def _resolutions(reader: Reader, found: Coverage) -> CoverageList:
    lacks = dict(found.resolutions)
    known = {entity: (kind, symbol) for entity, kind, symbol in reader.fields("resolution", "id", "type", "symbol")}
    names = sorted(lacks, key=lambda r: (sort_key(known[r][0]), sort_key(known[r][1] or ""), r))
    return _list(
        CoverageEntry(
            link(reader.reference("resolution", entity)), text("; ".join(LACKING_WORDS[key] for key in lacks[entity]))
        )
        for entity in names
    )


def _list_undated(reader: Reader, meetings: Sequence[str]) -> CoverageList:
    headings = (reader.heading(meeting) for meeting in meetings)
    return _list(
        CoverageEntry((Span(heading.title, addresses.of("briefing", heading.id)),), date_in_text(heading.date))
        for heading in headings
        if heading
    )


def _list(entries: Iterable[CoverageEntry]) -> CoverageList:
    found = tuple(entries)
    more = len(found) - _MOST
    return CoverageList(number(len(found)), found[:_MOST], number(more) if more > 0 else "")


def as_text(reader: Reader) -> str:
    """Everything, under headings; ids as they are written in records."""
    return "\n".join(line.rstrip() for line in _lines(reader)) + "\n"


def as_data(reader: Reader) -> dict[str, Any]:
    """Everything, as what JSON can hold: ids, EDTF dates, counts, and keys of what is lacking."""
    found = reader.coverage()
    every = [own for series in reader.ids("series") if (own := reader.series_coverage(series))]
    return {
        "meetings": found.meetings,
        "years": {year: dict(counts) for year, counts in found.years},
        "series": [
            {
                "id": own.series,
                "meetings": own.meetings,
                "periods": [_period(period) for period in own.periods],
                "unclear": list(own.unclear),
            }
            for own in every
        ],
        "provinces": {"unnamed": list(found.unnamed), "unheld": list(found.unheld)},
        "resolutions": {resolution: list(lacks) for resolution, lacks in found.resolutions},
        "undated": list(found.undated),
        "sources": {
            "total": found.sources,
            "bare": [{**source._asdict(), "lacks": list(source.lacks)} for source in reader.bare_sources()],
        },
    }


def _period(period: Period) -> dict[str, Any]:
    made: dict[str, Any] = {"period": period.text, "state": period.state, "meetings": list(period.meetings)}
    if period.exception:
        made["reason"] = period.exception.reason
        made["sources"] = [source.model_dump(exclude_defaults=True) for source in period.exception.sources]
    return made


def _lines(reader: Reader) -> Iterator[str]:
    found, bare = reader.coverage(), reader.bare_sources()
    yield f"Độ phủ của kho: {found.meetings} cuộc họp"
    yield from _with_heading("Theo năm và cấp", _table(found))
    yield from _with_heading("Chuỗi họp", _all_series(reader))
    for heading, ids in (
        ("Tỉnh, thành chưa được nêu ở cuộc họp nào", found.unnamed),
        ("Tỉnh, thành được nêu nhưng chưa có cuộc họp do nơi ấy tổ chức hay họp ở đó", found.unheld),
    ):
        names = [reference.label for page in ids if (reference := reader.reference("province", page))]
        yield from _with_heading(f"{heading}: {len(ids)}", [", ".join(names)] if names else [])
    yield from _with_heading(
        f"Văn bản còn thiếu dữ kiện: {len(found.resolutions)} trong {reader.count('resolution')}",
        (f"{r}: {'; '.join(LACKING_WORDS[key] for key in keys)}" for r, keys in found.resolutions),
    )
    undated = (reader.heading(meeting) for meeting in found.undated)
    yield from _with_heading(
        f"Cuộc họp chưa rõ ngày: {len(found.undated)}",
        (f"{heading.id}: {dates.vietnamese(heading.date)}" for heading in undated if heading),
    )
    yield from _with_heading(f"Nguồn chưa đủ thông tin: {len(bare)} trong {found.sources}", _sources(found, bare))


def _with_heading(heading: str, lines: Iterable[str]) -> Iterator[str]:
    yield ""
    yield heading
    yield from (f"  {line}" for line in lines)


def _table(found: Coverage) -> Iterator[str]:
    if not found.years:
        return
    levels = list(words.LEVELS)
    yield _row("năm", [*(words.LEVELS[level] for level in levels), "tổng"])
    for year, numbers in found.years:
        counts = dict(numbers)
        yield _row(year, [*(str(counts.get(level, 0)) for level in levels), str(sum(counts.values()))])


def _row(first: str, cells: Sequence[str]) -> str:
    return first.ljust(4) + "".join(cell.rjust(12) for cell in cells)


def _all_series(reader: Reader) -> Iterator[str]:
    for level, rhythm, short in ordered(reader):
        reference, own = reader.reference("series", short.series), reader.series_coverage(short.series)
        if reference is None or own is None:
            continue
        yield f"{reference.label} ({short.series})"
        yield f"  {summary(level, rhythm, short)}"
        yield from (f"  {line}" for line in _gaps(rhythm, own))
        if own.unclear:
            yield f"  không rõ kỳ: {', '.join(own.unclear)}"


def _gaps(rhythm: str, own: SeriesCoverage) -> Iterator[str]:
    """What is not there, neighbours taken together: "chưa có: tháng 12-2018 – tháng 2-2019; tháng 5-2019"."""
    for state in ("missing", "covered"):
        runs: list[list[str]] = []
        for period in own.periods:
            if period.state != state:
                continue
            place = period_number(rhythm, period.text) or 0
            if runs and period_number(rhythm, runs[-1][-1]) == place - 1:
                runs[-1].append(period.text)
            else:
                runs.append([period.text])
        if runs:
            said = (" – ".join(dates.vietnamese(text) for text in dict.fromkeys((run[0], run[-1]))) for run in runs)
            yield f"{words.STATES[state]}: {'; '.join(said)}"
    for period in own.periods:
        if period.exception:
            yield f"{words.STATES['excepted']} {dates.vietnamese(period.text)}: {period.exception.reason}"


def _sources(found: Coverage, bare: Sequence[BareSource]) -> Iterator[str]:
    counts = dict(found.bare)
    for key, word in SOURCE_WORDS.items():
        yield f"chưa rõ {word}: {counts.get(key, 0)}"
    for source in bare:
        where = f"{source.kind} {source.id}".rstrip()
        yield f"{where}#{source.source}: {', '.join(SOURCE_WORDS[key] for key in source.lacks)}"
