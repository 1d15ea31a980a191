"""What the archive has and lacks, as far as its own records tell.

Which meetings to expect is read from the series: nothing is expected before the first and after the last period that a record
or a source attests.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from giaoban import dates
from giaoban.archive import periods
from giaoban.archive.model import Archive, Card
from giaoban.records import lacking
from giaoban.records.model import Series, SeriesException, Source

State = Literal["present", "covered", "excepted", "missing"]

# Periods of these rhythms are looked back on by meetings about a longer one that ends with them. A yearly review looks back
# on the second half, for which there is seldom any other; it replaces no quarter and no month.
_COVERING = {"monthly": ("quarter", "half"), "quarterly": ("half",), "half-yearly": ("year",)}


class Period(NamedTuple):
    """One period that a series should have a meeting about.

    ``text``: EDTF. ``meetings``: those of the series when present, else the longer ones that end with it. ``exception``: the
    editor's word, with sources, that no meeting was held.
    """

    text: str
    state: State
    meetings: tuple[str, ...] = ()
    exception: SeriesException | None = None


class SeriesCoverage(NamedTuple):
    """One series: how many ``meetings`` are there, its ``periods`` in order of time, and the meetings that have none.

    ``periods`` is empty for weekly meetings, and where there is nothing to count from. ``unclear``: meetings whose period is
    not known, or not one of the rhythm's.
    """

    series: str
    meetings: int
    periods: tuple[Period, ...]
    unclear: tuple[str, ...]

    def count(self, state: State) -> int:
        """How many periods are in a state."""
        return sum(period.state == state for period in self.periods)


class BareSource(NamedTuple):
    """A source that lacks something: where it stands (``kind``, ``id`` and number of the source) and the keys lacking."""

    kind: str
    id: str
    source: str
    lacks: tuple[str, ...]


class Coverage(NamedTuple):
    """The whole account; ids are in the archive's order, withdrawn meetings left out.

    ``years``: year to level to number of meetings. ``unnamed``: province pages that no meeting names; ``unheld``: the others
    at or by which none was held. ``resolutions``: document to what it lacks. ``undated``: meetings whose day is not known
    for certain. ``sources``: how many there are in all; ``bare``: those that lack something.
    """

    meetings: int
    series: tuple[SeriesCoverage, ...]
    years: Mapping[str, Mapping[str, int]]
    unnamed: tuple[str, ...]
    unheld: tuple[str, ...]
    resolutions: Mapping[str, tuple[str, ...]]
    undated: tuple[str, ...]
    sources: int
    bare: tuple[BareSource, ...]


def of(archive: Archive) -> Coverage:
    """The coverage of an archive. What is wrong in its records is passed over: naming it is the work of the check."""
    entities, published = archive.entities, archive.published
    longer = _longer(archive, published)
    years: dict[str, Counter[str]] = defaultdict(Counter)
    for card in published:
        years[card.year][card.level] += 1
    held = set(_held(archive, published))
    shown = {viewpoint.id for viewpoint in archive.timelines if viewpoint.kind == "province"}
    lacks = {r.id: lacking.of_resolution(r) for r in entities.resolutions.values()}
    sources = list(_sources(archive, published))
    return Coverage(
        len(published),
        tuple(_series(archive, series, longer) for series in entities.series.values()),
        {year: dict(years[year]) for year in sorted(years)},
        tuple(page for page in entities.pages if page not in shown),
        tuple(page for page in entities.pages if page in shown and page not in held),
        {resolution: keys for resolution, keys in lacks.items() if keys},
        tuple(card.id for card in published if not dates.parse(card.date).exact),
        len(sources),
        tuple(source for source in sources if source.lacks),
    )


def placed(series: Series, cards: Iterable[Card]) -> tuple[dict[int, tuple[str, ...]], tuple[str, ...]]:
    """The meetings of a series by the number of their period, and those that have none."""
    found: dict[int, list[str]] = defaultdict(list)
    unclear = []
    for card in cards:
        place = periods.number(series.rhythm, card.period)
        if place is None:
            unclear.append(card.id)
        else:
            found[place].append(card.id)
    return {place: tuple(ids) for place, ids in found.items()}, tuple(unclear)


def _series(archive: Archive, series: Series, longer: Mapping[tuple[object, ...], Sequence[str]]) -> SeriesCoverage:
    cards = archive.timeline("series", series.id)
    if series.rhythm not in periods.RHYTHMS:
        return SeriesCoverage(series.id, len(cards), (), ())
    present, unclear = placed(series, cards)
    excepted = {
        place: exception
        for exception in series.exceptions
        if (place := periods.number(series.rhythm, exception.period)) is not None
    }
    bounds = [
        place for text in (series.first, series.last) if (place := periods.number(series.rhythm, text)) is not None
    ]
    attested = [*present, *excepted, *bounds]
    row = range(min(attested), max(attested) + 1) if attested else ()
    found = tuple(_period(series, place, present.get(place, ()), excepted.get(place), longer) for place in row)
    return SeriesCoverage(series.id, len(cards), found, unclear)


def _period(
    series: Series,
    place: int,
    present: tuple[str, ...],
    exception: SeriesException | None,
    longer: Mapping[tuple[object, ...], Sequence[str]],
) -> Period:
    text = periods.text(series.rhythm, place)
    if present:
        return Period(text, "present", present)
    if not series.host and not exception:
        return Period(text, "missing")
    end = dates.parse(text).latest
    wide = [
        meeting
        for precision in _COVERING.get(series.rhythm, ())
        for meeting in longer.get((series.level, series.host, precision, end), ())
    ]
    if exception:
        return Period(text, "excepted", tuple(wide), exception)
    return Period(text, "covered" if wide else "missing", tuple(wide))


def _longer(archive: Archive, published: Iterable[Card]) -> dict[tuple[object, ...], list[str]]:
    """Meetings about a quarter, half or year, by level, host, precision and last day. Without a host nobody else is meant."""
    found: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for card in published:
        if not card.period:
            continue
        series = archive.entities.series.get(card.series or "")
        host = card.host or (series.host if series else None)
        period = dates.parse(card.period)
        if host and period.precision in {"quarter", "half", "year"}:
            found[card.level, host, period.precision, period.latest].append(card.id)
    return found


def _held(archive: Archive, published: Iterable[Card]) -> Iterator[str]:
    """The pages of the units at which a meeting took place, or whose body held it."""
    entities = archive.entities
    seats = {o.id: o.province for o in entities.organizations.values()}
    for card in published:
        for unit in (card.venue_province, seats.get(card.host or "")):
            if unit in entities.units:
                yield archive.page_of(str(unit))


def _sources(archive: Archive, published: Iterable[Card]) -> Iterator[BareSource]:
    for card in published:
        for source, lacks in card.sources:
            yield BareSource("briefing", card.id, source, lacks)
    entities = archive.entities
    for kind, record in entities.sourced():
        yield from _bare(kind, record.id, record.sources)
        for exception in getattr(record, "exceptions", ()):
            yield from _bare(kind, record.id, exception.sources)
    yield from _bare("provinces", "", entities.province_sources)


def _bare(kind: str, entity: str, sources: Iterable[Source]) -> Iterator[BareSource]:
    return (BareSource(kind, entity, source.id, lacking.of_source(source)) for source in sources)
