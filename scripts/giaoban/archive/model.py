"""`Archive`: the one value that passes from the records to everything that is made from them.

A meeting is held twice: as a `Card`, small enough to keep ten thousand in memory and link them in a moment, and as the
whole `Briefing`, fetched only when its page is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from giaoban import dates
from giaoban.records import body, lacking
from giaoban.records.model import (
    Briefing,
    Leader,
    Organization,
    Plenum,
    ProvincePage,
    Resolution,
    Series,
    Source,
    Topic,
    Unit,
)
from giaoban.vietnamese import fold


class Join(NamedTuple):
    """An item of this meeting that continues or answers an item of an earlier one (``target``: ``<briefing>#<item>``)."""

    item: str
    verb: str
    target: str


class Thread(NamedTuple):
    """The other end of a join, seen from the earlier item: which item of which meeting goes on from it, and how."""

    briefing: str
    item: str
    verb: str


class Viewpoint(NamedTuple):
    """What a timeline is about. ``kind``: leader, resolution, plenum, province (a page), series, topic or year."""

    kind: str
    id: str


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


class Card(NamedTuple):
    """What linking, lists and the check need of a meeting. Ids are unique within each tuple, in the record's order.

    ``carried`` and ``carried_plenums``: what must have existed on the day of the meeting, by what it did with them.
    ``links``: targets within the site (beginning with "/") of the links in the summary. ``newest``: the latest day that
    the record says has already been: of the meeting, of a correction, or on which a source was published or read.
    ``sources``: the number of every source with the keys that it lacks.
    ``figures``: the `initial` of what each figure counts, one for every figure.
    """

    id: str
    path: str
    title: str
    kind: str
    level: str
    series: str | None
    date: str
    period: str | None
    host: str | None
    place: str | None
    venue_province: str | None
    status: str
    leaders: tuple[str, ...]
    provinces: tuple[str, ...]
    resolutions: tuple[str, ...]
    plenums: tuple[str, ...]
    topics: tuple[str, ...]
    items: tuple[str, ...]
    joins: tuple[Join, ...]
    corrections: tuple[tuple[str, str, str | None], ...]
    carried: tuple[str, ...]
    carried_plenums: tuple[str, ...]
    links: tuple[str, ...]
    newest: str
    sources: tuple[tuple[str, tuple[str, ...]], ...]
    figures: tuple[str, ...]

    @property
    def sort_key(self) -> tuple[object, ...]:
        """By earliest day, then latest, then id: one order on every machine."""
        return (*dates.parse(self.date).sort_key, self.id)

    @property
    def year(self) -> str:
        """The year under which the meeting is listed: that of its earliest possible day."""
        return f"{dates.parse(self.date).earliest.year:04d}"

    @property
    def withdrawn(self) -> bool:
        """Whether the record was taken back; its page then only says so, and no timeline shows it."""
        return self.status == "withdrawn"

    @classmethod
    def of(cls, briefing: Briefing, path: str) -> Card:
        """The card of a whole record kept at ``path``."""
        items = briefing.items
        venue = briefing.venue
        return cls(
            briefing.id,
            path,
            briefing.title,
            briefing.kind,
            briefing.level,
            briefing.series,
            briefing.date,
            briefing.period,
            briefing.host,
            venue.place,
            venue.province,
            briefing.status,
            _unique([*(p.leader for p in briefing.people), *(i.by for i in items)]),
            _unique(
                [
                    venue.province,
                    *(p.province for p in briefing.provinces),
                    *(p for i in items for p in i.provinces),
                    *(f.province for f in briefing.figures),
                ]
            ),
            _unique([*(c.resolution for c in briefing.resolutions), *(r for i in items for r in i.resolutions)]),
            _unique([*(c.plenum for c in briefing.resolutions), *(p for i in items for p in i.plenums)]),
            _unique(briefing.topics),
            tuple(i.id for i in [*items, *briefing.figures]),
            tuple(
                [Join(t.id, "continues", target) for t in briefing.tasks for target in t.continues]
                + [Join(r.id, "answers", target) for r in briefing.results for target in r.answers]
            ),
            tuple((c.date, c.what, c.item) for c in briefing.corrections),
            _unique([c.resolution for c in briefing.resolutions if carries("resolution", c.relation)]),
            _unique([c.plenum for c in briefing.resolutions if carries("plenum", c.relation)]),
            _unique([target for _, _, target in body.links(briefing.summary) if body.is_address(target)]),
            max(dates.parse(day).earliest for day in _past_days(briefing)).isoformat(),
            tuple((source.id, lacking.of_source(source)) for source in briefing.sources),
            tuple(initial(f.unit) for f in briefing.figures),
        )


def initial(text: str) -> str:
    """The letter (a–z) under which a text stands in an index, its mark taken off; "0" for what begins with no letter."""
    first = fold(text[:1])
    return first if "a" <= first <= "z" else "0"


def _past_days(briefing: Briefing) -> Iterator[str]:
    yield briefing.date
    yield from (correction.date for correction in briefing.corrections)
    yield from (day for source in briefing.sources for day in (source.published, source.accessed) if day)


def _unique(values: list[str | None] | list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v for v in values if v))


@dataclass(frozen=True, slots=True)
class Entities:
    """Everything but the meetings, by id. Units and pages are kept apart: a key that names a province holds a unit."""

    leaders: Mapping[str, Leader] = field(default_factory=dict)
    resolutions: Mapping[str, Resolution] = field(default_factory=dict)
    plenums: Mapping[str, Plenum] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)
    pages: Mapping[str, ProvincePage] = field(default_factory=dict)
    organizations: Mapping[str, Organization] = field(default_factory=dict)
    series: Mapping[str, Series] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    province_sources: tuple[Source, ...] = ()

    def sourced(self) -> Iterator[tuple[str, Leader | Resolution | Plenum | Series]]:
        """Every record of these that names sources of its own, with its kind."""
        for kind, records in (
            ("leader", self.leaders),
            ("resolution", self.resolutions),
            ("plenum", self.plenums),
            ("series", self.series),
        ):
            for record in records.values():
                yield kind, record


@dataclass(frozen=True, slots=True)
class Archive:
    """The linked, immutable whole. All mappings are complete and ordered the same way on every machine.

    ``cards``: every meeting by id, in order of time (withdrawn ones too). ``timelines``: meeting ids in order of time for
    every `Viewpoint` that has any, a province's going on through mergers; ``viewpoints`` is the same from the meeting's
    side. ``threads``: ``<briefing>#<item>`` to what continues or answers it. ``implemented_by``, ``amended_by``,
    ``replaced_by``: backlinks between resolutions.
    ``adopted_at``: the resolutions of each plenum. ``issued_in``: those issued by the organs of each unit.
    ``neighbours``: previous and next meeting in the same series.
    ``fetch`` gives the whole record of a meeting.
    """

    entities: Entities
    cards: Mapping[str, Card]
    timelines: Mapping[Viewpoint, tuple[str, ...]]
    viewpoints: Mapping[str, tuple[Viewpoint, ...]]
    threads: Mapping[str, tuple[Thread, ...]]
    neighbours: Mapping[str, tuple[str | None, str | None]]
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
