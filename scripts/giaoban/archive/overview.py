"""Questions about the archive as a whole. Each is answered from one pass over it, made when it is first asked.

Among them: how many meetings of each kind were held by year and month, how many name each province, and how many were held there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import cache
from typing import Any

from msgspec import Struct

from giaoban import dates
from giaoban.archive import coverage
from giaoban.archive.coverage import SeriesCoverage
from giaoban.archive.gathered import Corrections, Gathered, Measures, Slice
from giaoban.archive.listings import Listings
from giaoban.archive.model import Archive
from giaoban.archive.values import Reference

Kinds = tuple[tuple[str, int], ...]
"""How many meetings of each kind, by the code of the kind."""


class MonthCounts(Struct, frozen=True):
    """The meetings of one month, each in the month of its earliest possible day.

    ``unclear``: how many of them may have been in a later month.
    """

    year: int
    month: int
    kinds: Kinds
    unclear: int = 0

    @property
    def meetings(self) -> int:
        """How many meetings there are."""
        return sum(count for _, count in self.kinds)


def _meetings_by_month(archive: Archive) -> tuple[MonthCounts, ...]:
    """The months that have meetings, in order of time."""
    kinds: Counter[tuple[int, int, str]] = Counter()
    unclear: Counter[tuple[int, int]] = Counter()
    for card in archive.published:
        moment = dates.parse(card.date)
        year, month = moment.earliest.year, moment.earliest.month
        kinds[year, month, card.kind] += 1
        if moment.latest != moment.earliest and (moment.latest.year, moment.latest.month) != (year, month):
            unclear[year, month] += 1
    months: dict[tuple[int, int], list[tuple[str, int]]] = {}
    for (year, month, kind), count in sorted(kinds.items()):
        months.setdefault((year, month), []).append((kind, count))
    return tuple(MonthCounts(*month, tuple(counts), unclear[month]) for month, counts in months.items())


def meetings_by_year(months: tuple[MonthCounts, ...]) -> tuple[tuple[int, Kinds], ...]:
    """The same by year: the kinds of meetings of each year that has any, in order of time."""
    years: dict[int, Counter[str]] = {}
    for month in months:
        years.setdefault(month.year, Counter()).update(dict(month.kinds))
    return tuple((year, tuple(sorted(counts.items()))) for year, counts in years.items())


_MERGERS = date(2025, 7, 1)
"""The day on which the units of before became those of today."""


class ProvinceCount(Struct, frozen=True):
    """How many meetings name a unit or page (``id``), and how many of these were held there.

    ``members``: the units that are counted together.
    """

    id: str
    members: tuple[str, ...]
    named: int = 0
    held: int = 0


class ProvinceCounts:
    """The meetings of every unit, each counted once wherever units are counted together."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._named: Mapping[str, set[str]] = defaultdict(set)
        self._held: Mapping[str, set[str]] = defaultdict(set)
        self._later: set[str] = set()
        for card in archive.published:
            for unit in card.provinces:
                self._named[unit].add(card.id)
            if card.venue_province:
                self._held[card.venue_province].add(card.id)
            if dates.parse(card.date).earliest >= _MERGERS:
                self._later.add(card.id)

    def before(self) -> tuple[ProvinceCount, ...]:
        """Each unit by itself, with the meetings of before the mergers."""
        return tuple(self._together(unit, (unit,), self._later) for unit in self._archive.entities.units)

    def today(self) -> tuple[ProvinceCount, ...]:
        """Each unit that stands today, counted together with those that went into it."""
        units = self._archive.entities.units
        members: dict[str, list[str]] = defaultdict(list)
        for unit, record in units.items():
            merged = record.merged_into
            members[merged if merged and merged in units else unit].append(unit)
        return tuple(self._together(unit, tuple(of)) for unit, of in members.items())

    def pages(self) -> tuple[ProvinceCount, ...]:
        """The units of each page, and those that they were merged into."""
        archive = self._archive
        return tuple(
            self._together(page, (*archive.eras.get(page, ()), *archive.later_life.get(page, ())))
            for page in archive.entities.pages
        )

    def _together(self, name: str, units: tuple[str, ...], leaving_out: Collection[str] = ()) -> ProvinceCount:
        def count(found: Mapping[str, set[str]]) -> int:
            meetings: set[str] = set().union(*(found[unit] for unit in units if unit in found))
            return len(meetings.difference(leaving_out))

        return ProvinceCount(name, units, count(self._named), count(self._held))


def overview(archive: Archive, reference: Callable[[str, str], Reference | None]) -> dict[str, Callable[..., Any]]:
    """The questions by name; ``reference`` gives the reference to an entity by its kind and id."""
    records = archive.entities.by_kind()
    corrections, listings = Corrections(archive), Listings(archive, reference)
    provinces = cache(lambda: ProvinceCounts(archive))
    series = cache(lambda: coverage.every_series(archive))
    sums = cache(lambda: coverage.sums(series()))

    def count(kind: str) -> int:
        return len(archive.published if kind == "briefing" else records[kind])

    def fields(kind: str, *names: str) -> tuple[tuple[Any, ...], ...]:
        return tuple([tuple([getattr(record, name) for name in names]) for record in records[kind].values()])

    def slices(what: str) -> dict[str, Slice]:
        return corrections.slices() if what == "corrections" else listings.slices(what)

    def series_coverage(entity: str) -> SeriesCoverage | None:
        return series().get(entity)

    return {
        "count": count,
        "fields": fields,
        "slices": lambda what: tuple(slices(what)),
        "slice": lambda what, path: slices(what).get(path),
        "listed": listings.listed,
        "documents": listings.documents,
        "document-headings": listings.headings,
        "corrections": corrections.of,
        "units-before": lambda: provinces().before(),
        "units-today": lambda: provinces().today(),
        "province-counts": lambda: provinces().pages(),
        "province-sources": lambda: archive.entities.province_sources,
        "coverage": lambda: coverage.coverage_of(archive),
        "series-coverage": series_coverage,
        "series-sums": sums,
        "series-sum": lambda entity: next((short for short in sums() if short.series == entity), None),
        "bare-sources": lambda: coverage.bare_sources(archive),
    }


def overview_of_meetings(archive: Archive) -> dict[str, Callable[..., Any]]:
    """The questions that meetings alone answer, by name."""
    gathered = Gathered(archive)
    months = cache(lambda: _meetings_by_month(archive))
    measures = cache(lambda: Measures(archive))

    def most_named(kind: str, number: str) -> tuple[tuple[str, int], ...]:
        lengths = Counter({i: len(meetings) for (of, i), meetings in archive.timelines.items() if of == kind})
        return tuple(sorted(lengths.items(), key=lambda pair: (-pair[1], pair[0]))[: int(number)])

    return {
        "latest": lambda number: tuple(card.id for card in archive.published[-int(number) :]),
        "most-named": most_named,
        "meeting-slices": lambda what: tuple(gathered.slices(what)),
        "meeting-slice": lambda what, path: gathered.slices(what).get(path),
        "counted": gathered.counted,
        "measure-counts": lambda: measures().counts(),
        "measure-paths": lambda indicator: tuple(measures().slices(indicator)),
        "measure-slice": lambda indicator, path: measures().slices(indicator).get(path),
        "threads": gathered.threads,
        "withdrawn": gathered.withdrawn,
        "task-counts": gathered.task_counts,
        "calendar": months,
        "years-by-kind": lambda: meetings_by_year(months()),
    }
