"""Questions about the archive as a whole. Each is answered from one pass over it, made when it is first asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any

from giaoban.archive import calendar, coverage
from giaoban.archive.coverage import SeriesCoverage
from giaoban.archive.gathered import Corrections, Gathered
from giaoban.archive.listings import Listings
from giaoban.archive.measures import Measures
from giaoban.archive.model import Archive
from giaoban.archive.paging import Slice
from giaoban.archive.provinces import ProvinceCounts
from giaoban.archive.values import Reference


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
        "coverage": lambda: coverage.of(archive),
        "series-coverage": series_coverage,
        "series-sums": sums,
        "series-sum": lambda entity: next((short for short in sums() if short.series == entity), None),
        "bare-sources": lambda: coverage.bare_sources(archive),
    }


def overview_of_meetings(archive: Archive) -> dict[str, Callable[..., Any]]:
    """The questions that meetings alone answer, by name."""
    gathered = Gathered(archive)
    months = cache(lambda: calendar.calendar(archive))
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
        "years-by-kind": lambda: calendar.by_year(months()),
    }
