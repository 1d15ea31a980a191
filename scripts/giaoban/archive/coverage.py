"""What the archive has and lacks, as far as its own records tell; and periods in a row, of meetings that recur.

Which meetings to expect is read from the series: nothing is expected before the first and after the last period that a record
or a source attests. Periods are the months, quarters, halves or years that meetings of one rhythm are about.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, get_args

from msgspec import Struct

from giaoban import dates
from giaoban.archive.model import Archive, Card
from giaoban.records.model import SOURCE_WORDS, Source, lacking_of_source
from giaoban.records.models.resolution import lacking_of_resolution
from giaoban.records.models.series import Series, SeriesException


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


def period_number(rhythm: str, text: str | None) -> int | None:
    """The place of a period in the row of its rhythm, doubt left aside; None for what is no such period.

    Neighbours differ by one; ``number // yearly`` is the year. ``text`` is EDTF.
    """
    kind = RHYTHMS.get(rhythm)
    moment = dates.parse(text) if text else None
    if kind is None or moment is None or moment.precision != kind.precision:
        return None
    return moment.earliest.year * kind.yearly + (moment.earliest.month - 1) * kind.yearly // 12


def period_text(rhythm: str, place: int) -> str:
    """The period at a place of the row, as EDTF; the inverse of `period_number`."""
    kind = RHYTHMS[rhythm]
    year, part = divmod(place, kind.yearly)
    return f"{year:04d}" if kind.yearly == 1 else f"{year:04d}-{kind.first + part:02d}"


State = Literal["present", "covered", "excepted", "missing"]
STATES: tuple[State, ...] = get_args(State)

# Periods of these rhythms are looked back on by meetings about a longer one that ends with them. A yearly review looks back
# on the second half, for which there is seldom any other; it replaces no quarter and no month.
_COVERING = {"monthly": ("quarter", "half"), "quarterly": ("half",), "half-yearly": ("year",)}
_LONGER = {"quarter", "half", "year"}


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


class BareSource(NamedTuple):
    """A source that lacks something: where it stands (``kind``, ``id`` and number of the source) and the keys lacking."""

    kind: str
    id: str
    source: str
    lacks: tuple[str, ...]


class SeriesSum(Struct, frozen=True):
    """One series in short: its first and last period, and how many periods are in each state that any is in."""

    series: str
    meetings: int
    first: str = ""
    last: str = ""
    states: tuple[tuple[State, int], ...] = ()

    @property
    def marks(self) -> int:
        """How many periods have something to link to."""
        return sum(count for state, count in self.states if state in {"present", "covered"})


class Coverage(Struct, frozen=True):
    """The whole account but for the series; ids are in the archive's order, withdrawn meetings left out.

    ``years``: year to number of meetings by level. ``unnamed``: province pages that no meeting names; ``unheld``: the others
    at or by which none was held. ``resolutions``: document to what it lacks. ``undated``: meetings whose day is not known
    for certain. ``sources``: how many there are in all; ``bare``: what they lack, and how many lack it.
    """

    meetings: int
    years: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    unnamed: tuple[str, ...]
    unheld: tuple[str, ...]
    resolutions: tuple[tuple[str, tuple[str, ...]], ...]
    undated: tuple[str, ...]
    sources: int
    bare: tuple[tuple[str, int], ...]


def coverage_of(archive: Archive) -> Coverage:
    """The coverage of an archive. What is wrong in its records is passed over: naming it is the work of the check."""
    entities, published = archive.entities, archive.published
    levels: Counter[tuple[str, str]] = Counter([(card.year, card.level) for card in published])
    years: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for (year, level), count in sorted(levels.items()):
        years[year].append((level, count))
    held = _pages_of_meetings(archive, published)
    shown = {viewpoint.id for viewpoint in archive.timelines if viewpoint.kind == "province"}
    lacks = ((resolution.id, lacking_of_resolution(resolution)) for resolution in entities.resolutions.values())
    bare = Counter(key for source in bare_sources(archive) for key in source.lacks)
    return Coverage(
        len(published),
        tuple((year, tuple(counts)) for year, counts in years.items()),
        tuple(page for page in entities.pages if page not in shown),
        tuple(page for page in entities.pages if page in shown and page not in held),
        tuple((resolution, keys) for resolution, keys in lacks if keys),
        tuple([card.id for card in published if not dates.parse(card.date).exact]),
        sum(len(card.sources) for card in published)
        + sum(len(sources) for _, _, sources in _records_with_sources(archive)),
        tuple((key, bare[key]) for key in SOURCE_WORDS if bare[key]),
    )


def bare_sources(archive: Archive) -> tuple[BareSource, ...]:
    """Every source that lacks something: those of meetings first."""
    found = [
        BareSource("briefing", card.id, source, lacks)
        for card in archive.published
        for source, lacks in card.sources
        if lacks
    ]
    for kind, entity, sources in _records_with_sources(archive):
        each = (BareSource(kind, entity, source.id, lacking_of_source(source)) for source in sources)
        found += [source for source in each if source.lacks]
    return tuple(found)


def every_series(archive: Archive) -> dict[str, SeriesCoverage]:
    """The coverage of each series, by its id."""
    longer = _longer(archive)
    return {entity: _series(archive, series, longer) for entity, series in archive.entities.series.items()}


def sums(found: Mapping[str, SeriesCoverage]) -> tuple[SeriesSum, ...]:
    """The coverage of each series in short: bounds, and how many periods are in which state."""
    short = []
    for own in found.values():
        counts = Counter(period.state for period in own.periods)
        bounds = (own.periods[0].text, own.periods[-1].text) if own.periods else ("", "")
        states = tuple((state, counts[state]) for state in STATES if counts[state])
        short.append(SeriesSum(own.series, own.meetings, *bounds, states))
    return tuple(short)


def meetings_by_period(series: Series, cards: Iterable[Card]) -> tuple[dict[int, tuple[str, ...]], tuple[str, ...]]:
    """The meetings of a series by the number of their period, and those that have none."""
    found: dict[int, list[str]] = defaultdict(list)
    unclear = []
    for card in cards:
        place = period_number(series.rhythm, card.period)
        if place is None:
            unclear.append(card.id)
        else:
            found[place].append(card.id)
    return {place: tuple(ids) for place, ids in found.items()}, tuple(unclear)


def _series(archive: Archive, series: Series, longer: Mapping[tuple[object, ...], Sequence[str]]) -> SeriesCoverage:
    cards = archive.timeline("series", series.id)
    if series.rhythm not in RHYTHMS:
        return SeriesCoverage(series.id, len(cards), (), ())
    present, unclear = meetings_by_period(series, cards)
    excepted = {
        place: exception
        for exception in series.exceptions
        if (place := period_number(series.rhythm, exception.period)) is not None
    }
    bounds = [
        place for text in (series.first, series.last) if (place := period_number(series.rhythm, text)) is not None
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
    text = period_text(series.rhythm, place)
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


def _longer(archive: Archive) -> dict[tuple[object, ...], list[str]]:
    """Meetings about a quarter, half or year, by level, host, precision and last day. Without a host nobody else is meant."""
    found: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for card in archive.published:
        if not card.period:
            continue
        period = dates.parse(card.period)
        if period.precision not in _LONGER:
            continue
        series = archive.entities.series.get(card.series or "")
        host = card.host or (series.host if series else None)
        if host:
            found[card.level, host, period.precision, period.latest].append(card.id)
    return found


def _pages_of_meetings(archive: Archive, published: Iterable[Card]) -> set[str]:
    """The pages of the units at which a meeting took place, or whose body held it."""
    entities = archive.entities
    seats = {o.id: o.province for o in entities.organizations.values()}
    units = {unit for card in published for unit in (card.venue_province, seats.get(card.host or "")) if unit}
    return {archive.page_of(unit) for unit in units if unit in entities.units}


def _records_with_sources(archive: Archive) -> Iterator[tuple[str, str, Sequence[Source]]]:
    """Kind, id and sources of every record that names sources of its own, but for the meetings."""
    for kind, record in archive.entities.sourced():
        yield kind, record.id, record.sources
        if isinstance(record, Series):
            yield from ((kind, record.id, exception.sources) for exception in record.exceptions)
    yield "provinces", "", archive.entities.province_sources
