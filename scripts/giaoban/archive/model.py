"""`Archive`: the one value that passes from the records to everything that is made from them.

A meeting is held twice: as a `Card`, small enough to keep ten thousand in memory and link them in a moment, and as the
whole `Briefing`, fetched only when its page is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

from msgspec import Struct, structs

from giaoban import dates, kinds
from giaoban.records import body, models
from giaoban.records.model import ID, Level, Source, lacking_of_source, reference_fields
from giaoban.records.models.briefing import Briefing, MeetingKind
from giaoban.records.models.indicator import Indicator
from giaoban.records.models.leader import Leader
from giaoban.records.models.organization import Organization
from giaoban.records.models.plenum import Plenum
from giaoban.records.models.province import ProvincePage
from giaoban.records.models.resolution import Resolution
from giaoban.records.models.series import Series
from giaoban.records.models.topic import Topic
from giaoban.records.models.unit import Unit
from giaoban.vietnamese import fold


class Join(NamedTuple):
    """An item of this meeting that continues or answers an item of an earlier one (``target``: ``<briefing>#<item>``)."""

    item: str
    verb: str
    target: str


class Measured(NamedTuple):
    """A figure with an ``indicator``: its number, its unit and the ``province`` (a unit's id) of which it speaks, or ""."""

    id: str
    indicator: str
    unit: str
    province: str


class Unmeasured(NamedTuple):
    """A figure without an indicator: its number, its unit and what it counts; the check proposes one from these."""

    id: str
    unit: str
    what: str


class LaterItem(NamedTuple):
    """The other end of a join, seen from the earlier item: which item of which meeting goes on from it, and how."""

    briefing: str
    item: str
    verb: str


class Viewpoint(NamedTuple):
    """What a timeline is about. ``kind``: leader, resolution, plenum, province (a page), series, topic or year."""

    kind: str
    id: str


@cache
def _kinds_in_meetings() -> frozenset[str]:
    """The kinds that a meeting's record can name."""
    return frozenset(reference.kind for reference in reference_fields(Briefing))


# What a meeting can do only with what is already there. A session may be set as a task before it meets.
_NEEDED = {
    "resolution": {"issued", "studied", "implemented", "tasked", "reported", "reviewed"},
    "plenum": {"studied", "implemented", "reported", "reviewed"},
}


def carries(kind: str, relations: Collection[str]) -> bool:
    """Whether a meeting with these relations to a ``resolution`` or ``plenum`` cannot have been before it.

    What is also drafted at the meeting may come later.
    """
    return "drafted" not in relations and not _NEEDED[kind].isdisjoint(relations)


class Card(Struct, frozen=True, array_like=True):
    """What linking, lists and the check need of a meeting. Ids are unique within each tuple, in the record's order.

    ``names``: the ids that the record names, by kind. ``carried`` and ``carried_plenums``: what must have existed on the day of
    the meeting, by what it did with them. ``links``: targets within the site (beginning with "/") of the links in the summary.
    ``corrections``: day, what was wrong, and the number of the item that was corrected or taken back, if it was one.
    ``newest``: the latest day that the record says has already been: of the meeting, of a correction, or on which a source was
    published or read. ``sources``: the number of every source with the keys that it lacks. ``units``: what each figure is
    counted in, one for every figure; ``measured`` and ``unmeasured``: the figures with and without an indicator.
    """

    id: str
    path: str
    title: str
    kind: MeetingKind
    level: Level
    series: str | None
    date: str
    period: str | None
    host: str | None
    place: str | None
    venue_province: str | None
    status: str
    names: Mapping[str, tuple[str, ...]]
    items: tuple[str, ...]
    joins: tuple[Join, ...]
    corrections: tuple[tuple[str, str, str | None], ...]
    carried: tuple[str, ...]
    carried_plenums: tuple[str, ...]
    links: tuple[str, ...]
    newest: str
    sources: tuple[tuple[str, tuple[str, ...]], ...]
    units: tuple[str, ...]
    measured: tuple[Measured, ...]
    unmeasured: tuple[Unmeasured, ...]

    def __post_init__(self) -> None:
        # A card may come from a store that somebody else wrote: its id becomes an address, and its dates are read.
        if not ID.fullmatch(self.id) or self.names.keys() != _kinds_in_meetings() or "" in self.items:
            message = f"not a card: {self.id!r}"
            raise ValueError(message)
        for text in (self.date, self.period or self.date, self.newest, *[day for day, _, _ in self.corrections]):
            dates.parse(text)

    @property
    def leaders(self) -> tuple[str, ...]:
        """The leaders that the record names."""
        return self.names["leader"]

    @property
    def provinces(self) -> tuple[str, ...]:
        """The units that the record names."""
        return self.names["unit"]

    @property
    def resolutions(self) -> tuple[str, ...]:
        """The documents that the record names."""
        return self.names["resolution"]

    @property
    def plenums(self) -> tuple[str, ...]:
        """The sessions that the record names."""
        return self.names["plenum"]

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics of the record."""
        return self.names["topic"]

    @property
    def figures(self) -> tuple[str, ...]:
        """The `initial_letter` of what each figure is counted in, one for every figure."""
        return tuple([initial_letter(unit) for unit in self.units])

    @property
    def without_words(self) -> Card:
        """The card without what only lists and the check show of the meeting: its title, its place, its figures' words."""
        return structs.replace(self, title="", place=None, unmeasured=())

    @property
    def sort_key(self) -> tuple[object, ...]:
        """By earliest day, then latest, then id: one order on every machine."""
        return (*dates.parse(self.date).sort_key, self.id)

    @property
    def year(self) -> str:
        """The year under which the meeting is listed: that of its earliest possible day."""
        return earliest_day(self.date)[:4]

    @property
    def withdrawn(self) -> bool:
        """Whether the record was taken back; its page then only says so, and no timeline shows it."""
        return self.status == "withdrawn"

    @classmethod
    def of(cls, briefing: Briefing, path: str) -> Card:
        """The card of a whole record kept at ``path``."""
        venue, cited = briefing.venue, briefing.resolutions
        joins = [Join(t.id, "continues", target) for t in briefing.tasks for target in t.continues]
        joins += [Join(r.id, "answers", target) for r in briefing.results for target in r.answers]
        return cls(
            id=briefing.id,
            path=path,
            title=briefing.title,
            kind=briefing.kind,
            level=briefing.level,
            series=briefing.series,
            date=briefing.date,
            period=briefing.period,
            host=briefing.host,
            place=venue.place,
            venue_province=venue.province,
            status=briefing.status,
            names=briefing.named_ids(),
            items=(*[i.id for i in briefing.items], *[f.id for f in briefing.figures]),
            joins=tuple(joins),
            corrections=tuple([(c.date, c.what, c.item or c.removed) for c in briefing.corrections]),
            carried=_unique([c.resolution for c in cited if c.resolution and carries("resolution", c.relation)]),
            carried_plenums=_unique([c.plenum for c in cited if c.plenum and carries("plenum", c.relation)]),
            links=_unique([target for _, _, target in body.links(briefing.summary) if body.is_address(target)]),
            newest=max([earliest_day(text) for text in _past_days(briefing)]),
            sources=tuple([(source.id, lacking_of_source(source)) for source in briefing.sources]),
            units=tuple([f.unit for f in briefing.figures]),
            measured=tuple(
                [Measured(f.id, f.indicator, f.unit, f.province or "") for f in briefing.figures if f.indicator]
            ),
            unmeasured=tuple([Unmeasured(f.id, f.unit, f.what) for f in briefing.figures if not f.indicator]),
        )


@lru_cache(maxsize=65536)
def earliest_day(date: str) -> str:
    """The earliest day that an EDTF date can mean, as an ISO date."""
    return dates.parse(date).earliest.isoformat()


@lru_cache(maxsize=4096)
def initial_letter(text: str) -> str:
    """The letter (a–z) under which a text stands in an index, its mark taken off; "0" for what begins with no letter."""
    first = fold(text[:1])
    return first if "a" <= first <= "z" else "0"


def _past_days(briefing: Briefing) -> Iterator[str]:
    yield briefing.date
    yield from (correction.date for correction in briefing.corrections)
    yield from (day for source in briefing.sources for day in (source.published, source.accessed) if day)


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


@dataclass(frozen=True, slots=True)
class Entities:
    """Everything but the meetings, by kind and id.

    Units and pages are kinds of their own: a key that names a province holds a unit. ``province_sources``: what the whole list
    of units and pages was made from.
    """

    kinds: Mapping[str, Mapping[str, Any]]
    province_sources: tuple[Source, ...] = ()

    @classmethod
    def of(cls, records: Iterable[Any]) -> Entities:
        """From records of any kinds, and the sources of provinces; of two with one id the last stands for both."""
        found: dict[str, dict[str, Any]] = {
            kind: {} for kind in kinds.every() if kind in models.every() and kind != "briefing"
        }
        sources = []
        for record in records:
            if isinstance(record, Source):
                sources.append(record)
            else:
                found[str(models.kind_of(record))][getattr(record, "id")] = record  # noqa: B009 - records of kinds have ids
        return cls(found, tuple(sources))

    def by_kind(self) -> Mapping[str, Mapping[str, Any]]:
        """The entities of each kind, by id."""
        return self.kinds

    @property
    def leaders(self) -> Mapping[str, Leader]:
        """People, by id."""
        return self.kinds["leader"]

    @property
    def resolutions(self) -> Mapping[str, Resolution]:
        """Documents, by id."""
        return self.kinds["resolution"]

    @property
    def plenums(self) -> Mapping[str, Plenum]:
        """Sessions of the Central Committee, by id."""
        return self.kinds["plenum"]

    @property
    def units(self) -> Mapping[str, Unit]:
        """Provincial units, by id."""
        return self.kinds["unit"]

    @property
    def pages(self) -> Mapping[str, ProvincePage]:
        """Pages of provinces, by id."""
        return self.kinds["province"]

    @property
    def organizations(self) -> Mapping[str, Organization]:
        """Bodies, by id."""
        return self.kinds["organization"]

    @property
    def series(self) -> Mapping[str, Series]:
        """Meetings that recur, by id."""
        return self.kinds["series"]

    @property
    def topics(self) -> Mapping[str, Topic]:
        """Subjects, by id."""
        return self.kinds["topic"]

    @property
    def indicators(self) -> Mapping[str, Indicator]:
        """What figures count, by id."""
        return self.kinds["indicator"]

    def sourced(self) -> Iterator[tuple[str, Any]]:
        """Every record of these that names sources of its own, with its kind."""
        for kind in kinds.every():
            if kind in self.kinds and "sources" in models.get(kind).model_fields:
                for record in self.kinds[kind].values():
                    yield kind, record


@dataclass(frozen=True, slots=True)
class Timelines:
    """Which meetings are on which timelines. All mappings are complete and ordered the same way on every machine.

    ``timelines``: meeting ids in order of time for every `Viewpoint` that has any, a province's going on through mergers;
    ``viewpoints`` is the same from the meeting's side. ``later_items``: ``<briefing>#<item>`` to what continues or answers it.
    ``neighbours``: previous and next meeting in the same series.
    """

    timelines: Mapping[Viewpoint, tuple[str, ...]]
    viewpoints: Mapping[str, tuple[Viewpoint, ...]]
    withdrawn_from: Mapping[str, tuple[Viewpoint, ...]]
    """Withdrawn meeting to every timeline that it would be on."""
    later_items: Mapping[str, tuple[LaterItem, ...]]
    neighbours: Mapping[str, tuple[str | None, str | None]]


@dataclass(frozen=True, slots=True)
class Archive:
    """The linked, immutable whole. All mappings are complete and ordered the same way on every machine.

    ``cards``: every meeting by id, in order of time (withdrawn ones too). ``placed`` gives the `Timelines`, which are found when
    they are first asked for: many checks need none. ``implemented_by``, ``amended_by``, ``replaced_by``: backlinks between
    resolutions. ``adopted_at``: the resolutions of each plenum. ``issued_in``: those issued by the organs of each unit.
    ``fetch`` gives the whole record of a meeting.
    """

    entities: Entities
    cards: Mapping[str, Card]
    placed: Callable[[], Timelines]
    implemented_by: Mapping[str, tuple[str, ...]]
    amended_by: Mapping[str, tuple[str, ...]]
    replaced_by: Mapping[str, tuple[str, ...]]
    adopted_at: Mapping[str, tuple[str, ...]]
    issued_in: Mapping[str, tuple[str, ...]]
    eras: Mapping[str, tuple[str, ...]]
    """Page id to the ids of the units shown on it, in order of time."""
    pages_of_unit: Mapping[str, tuple[str, ...]]
    """Unit id to every page whose timeline shows it: its own, and those of the units that were merged into it."""
    later_life: Mapping[str, tuple[str, ...]]
    """Page id to the units that its units were merged into and that stand on another page, in order of time."""
    fetch: Callable[[str], Briefing]

    @property
    def timelines(self) -> Mapping[Viewpoint, tuple[str, ...]]:
        """See `Timelines`."""
        return self.placed().timelines

    @property
    def viewpoints(self) -> Mapping[str, tuple[Viewpoint, ...]]:
        """See `Timelines`."""
        return self.placed().viewpoints

    @property
    def withdrawn_from(self) -> Mapping[str, tuple[Viewpoint, ...]]:
        """See `Timelines`."""
        return self.placed().withdrawn_from

    @property
    def later_items(self) -> Mapping[str, tuple[LaterItem, ...]]:
        """See `Timelines`."""
        return self.placed().later_items

    @property
    def neighbours(self) -> Mapping[str, tuple[str | None, str | None]]:
        """See `Timelines`."""
        return self.placed().neighbours

    def timeline(self, kind: str, entity: str) -> tuple[Card, ...]:
        """The meetings of one viewpoint, in order of time."""
        return tuple(self.cards[b] for b in self.timelines.get(Viewpoint(kind, entity), ()))

    def page_of(self, unit: str) -> str:
        """The province page on which a unit is shown."""
        return self.entities.units[unit].page

    @property
    def published(self) -> tuple[Card, ...]:
        """All meetings that are not withdrawn, in order of time."""
        return tuple(c for c in self.cards.values() if not c.withdrawn)
