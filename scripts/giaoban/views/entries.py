"""What one meeting gives to other pages: its entries on timelines, its figures, and its items in threads.

All entries of a meeting are made together, since they share its heading, sources and items. Ten thousand meetings have
some two hundred thousand entries. What relates entities at one meeting (whose own meeting it is, who was observed in a
province, which provinces reported) stands in them, so that no page works it out again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from giaoban import dates
from giaoban.archive.reader import Reader
from giaoban.archive.values import Entry, FigureEntry, Heading, ItemEntry, ItemText, SourceLink
from giaoban.records.models.briefing import (
    Briefing,
    Citation,
    Figure,
    Item,
    Participant,
    ProvinceMention,
    Result,
    Shortcoming,
    Task,
)
from giaoban.vietnamese import fold
from giaoban.views import words
from giaoban.views.words import clip, host, number

# Of more, an entry says how many there are; the meeting's page has them all.
_MOST_ITEMS = 5
_MOST_FORMS = 3
_MOST_SOURCES = 3
_ITEM_LENGTH = 170
_FORM_TEXT = 110
_NOTE_TEXT = 240
_ITEM_TEXT = 220

_HELD_HERE = "Cuộc họp được tổ chức tại đây."
_NAMED = "Được nêu tên."


def entries(reader: Reader, meeting_id: str) -> dict[tuple[str, str], Entry]:
    """The entry of a meeting on every timeline that it is on, by kind and id; none for a withdrawn one."""
    viewpoints = reader.viewpoints(meeting_id)
    return _Entries(reader, reader.meeting(meeting_id), viewpoints).every() if viewpoints else {}


def figures(reader: Reader, meeting_id: str) -> list[FigureEntry]:
    """The figures of a meeting; none of a withdrawn one."""
    meeting = reader.meeting(meeting_id)
    if meeting.status == "withdrawn" or not meeting.figures:
        return []
    heading, sources = _heading(meeting), _Sources(meeting)
    return [_figure(reader, meeting, heading, sources, figure) for figure in meeting.figures]


def items(reader: Reader, meeting_id: str) -> list[ItemEntry]:
    """The results and tasks of a meeting; none of a withdrawn one."""
    meeting = reader.meeting(meeting_id)
    if meeting.status == "withdrawn":
        return []
    sources = _Sources(meeting)
    found: list[Item] = [*meeting.results, *meeting.tasks]
    return [ItemEntry(item.id, clip(item.text, _ITEM_TEXT), sources.known(item.source)) for item in found]


def _heading(meeting: Briefing) -> Heading:
    venue = meeting.venue
    return Heading(
        meeting.id, meeting.title, meeting.kind, meeting.level, meeting.date, venue.place or "", venue.province or ""
    )


class _Sources:
    """The sources of a meeting; the same ones are the same tuple."""

    def __init__(self, meeting: Briefing) -> None:
        self._links = {s.id: SourceLink(s.id, s.url or "", host(s.url) if s.url else "") for s in meeting.sources}
        self._main = meeting.sources[0].id
        self._made: dict[tuple[str, ...], tuple[SourceLink, ...]] = {}

    def known(self, ids: Iterable[str]) -> tuple[SourceLink, ...]:
        """The first of the sources with these numbers; the main source when there is none."""
        wanted = tuple(i for i in ids if i in self._links)
        return self._tuple(wanted or (self._main,))

    def of_all(self, named: Iterable[Sequence[str]]) -> tuple[SourceLink, ...]:
        """The first sources of several parts of an entry. What names none was read in the first, the report of the meeting."""
        return self.known(dict.fromkeys(i for ids in named for i in (ids or (self._main,))))

    def _tuple(self, ids: tuple[str, ...]) -> tuple[SourceLink, ...]:
        found = self._made.get(ids)
        if found is None:
            found = self._made[ids] = tuple(self._links[i] for i in ids[:_MOST_SOURCES])
        return found


class _Entries:
    """The entries of one meeting, and what they share."""

    def __init__(self, reader: Reader, meeting: Briefing, viewpoints: Sequence[tuple[str, str]]) -> None:
        self.reader = reader
        self.meeting = meeting
        self.viewpoints = viewpoints
        self.heading = _heading(meeting)
        self.sources = _Sources(meeting)
        self.own = own_unit(reader, meeting)
        self._texts: dict[str, ItemText] = {}
        self.by_leader: dict[str, list[Item]] = defaultdict(list)
        self.by_document: dict[tuple[str, str], list[Item]] = defaultdict(list)
        self.by_unit: dict[str, list[Item | Figure]] = defaultdict(list)
        for item in meeting.items:
            if item.by:
                self.by_leader[item.by].append(item)
            for resolution in item.resolutions:
                self.by_document["resolution", resolution].append(item)
            for plenum in item.plenums:
                self.by_document["plenum", plenum].append(item)
            for unit in item.provinces:
                self.by_unit[unit].append(item)
        for figure in meeting.figures:
            if figure.province:
                self.by_unit[figure.province].append(figure)
        self.people: dict[str, list[Participant]] = defaultdict(list)
        for participant in meeting.people:
            self.people[participant.leader].append(participant)
        self.cited: dict[tuple[str, str], list[Citation]] = defaultdict(list)
        for citation in meeting.resolutions:
            if citation.resolution:
                self.cited["resolution", citation.resolution].append(citation)
            elif citation.plenum:
                self.cited["plenum", citation.plenum].append(citation)

    def every(self) -> dict[tuple[str, str], Entry]:
        """The entry for each viewpoint."""
        whole = self._entry_of_meeting()
        found: dict[tuple[str, str], Entry] = {}
        for viewpoint in self.viewpoints:
            kind, entity = viewpoint
            if kind == "leader":
                found[viewpoint] = self._leader(self.people.get(entity, ()), self.by_leader.get(entity, ()))
            elif kind in {"resolution", "plenum"}:
                found[viewpoint] = self._document(self.cited.get(viewpoint, ()), self.by_document.get(viewpoint, ()))
            elif kind != "province":
                found[viewpoint] = whole
        self._provinces(found)
        return found

    def _entry_of_meeting(self) -> Entry:
        meeting = self.meeting
        counts = (
            ("results", len(meeting.results)),
            ("tasks", len(meeting.tasks)),
            ("figures", len(meeting.figures)),
            ("resolutions", len(meeting.resolutions)),
        )
        return Entry(
            self.heading,
            period=meeting.period or "",
            counts=tuple(pair for pair in counts if pair[1]),
            sources=self.sources.known(()),
        )

    def _leader(self, people: Sequence[Participant], items: Sequence[Item]) -> Entry:
        parts = tuple(dict.fromkeys(part for person in people for part in person.part))
        return Entry(
            self.heading,
            parts=parts or ("said",),
            titles=tuple(dict.fromkeys(title for person in people for title in person.titles)),
            notes=tuple(clip(person.note, _NOTE_TEXT) for person in people if person.note),
            item_texts=self._item_texts(items),
            items_in_all=len(items),
            sources=self.sources.of_all([p.source for p in people] + [i.source for i in items[:_MOST_ITEMS]]),
            items=_firsts(items),
        )

    def _document(self, cited: Sequence[Citation], items: Sequence[Item]) -> Entry:
        forms = tuple(dict.fromkeys(form for citation in cited for form in citation.cited))
        return Entry(
            self.heading,
            parts=tuple(dict.fromkeys(relation for citation in cited for relation in citation.relation)),
            notes=tuple(clip(citation.note, _NOTE_TEXT) for citation in cited if citation.note),
            item_texts=self._item_texts(items),
            items_in_all=len(items),
            forms=tuple(clip(form, _FORM_TEXT) for form in forms[:_MOST_FORMS]),
            forms_in_all=len(forms),
            sources=self.sources.of_all([c.source for c in cited] + [i.source for i in items[:_MOST_ITEMS]]),
            items=_firsts(items),
            units=reporters(self.reader, self.own, cited, items),
        )

    def _provinces(self, found: dict[tuple[str, str], Entry]) -> None:
        reader, meeting = self.reader, self.meeting
        mentions: dict[str, list[ProvinceMention]] = defaultdict(list)
        for mention in meeting.provinces:
            mentions[mention.province].append(mention)
        venue = meeting.venue.province
        units = dict.fromkeys([*([venue] if venue else []), *mentions, *self.by_unit])
        by_page: dict[str, list[str]] = defaultdict(list)
        for unit in units:
            for page in reader.pages_of_unit(unit):
                by_page[page].append(unit)
        known = {entity for kind, entity in self.viewpoints if kind == "leader"}
        here = {unit: observed_in(reader, meeting, unit, self.own, known) for unit in units}
        for viewpoint in self.viewpoints:
            if viewpoint[0] == "province":
                named = by_page[viewpoint[1]]
                people = tuple(dict.fromkeys(leader for unit in named for leader in here[unit]))
                found[viewpoint] = self._province(viewpoint[1], named, mentions, people)

    def _province(
        self, page: str, named: Sequence[str], mentions: dict[str, list[ProvinceMention]], people: tuple[str, ...]
    ) -> Entry:
        """The entry on a province's page; ``named``: the units of the page that the meeting has to do with."""
        venue = self.meeting.venue.province
        notes: list[str] = []
        sources: list[Sequence[str]] = []
        for unit in named:
            if unit == venue:
                notes.append(_HELD_HERE)
                sources.append(())
            for mention in mentions.get(unit, ()):
                notes.append(clip(mention.note, _NOTE_TEXT) if mention.note else _NAMED)
                sources.append(mention.source)
        items = [item for unit in named for item in self.by_unit.get(unit, ())]
        sources += [item.source for item in items[:_MOST_ITEMS]]
        near = ("own",) if self.own in named else ()
        if venue in named:
            near = (*near, "held")
        return Entry(
            self.heading,
            parts=near or (("point",) if people else ("named",)),
            under=tuple(words for unit in named if (words := self._under(page, unit))),
            notes=tuple(notes),
            item_texts=self._item_texts(items),
            items_in_all=len(items),
            sources=self.sources.of_all(sources),
            items=_firsts(items),
            people=people,
        )

    def _under(self, page: str, unit: str) -> str:
        """Which unit the meeting named, where the page's name alone does not tell."""
        eras = self.reader.eras(page)
        if unit in eras:
            if len(eras) < 2:
                return ""
            return f"Đơn vị {'trước' if unit == eras[0] else 'sau'} sáp nhập"
        later = self.reader.unit_on(unit, self.meeting.date)
        return f"Dưới đơn vị sau sáp nhập: {later.label}" if later else ""

    def _item_texts(self, items: Sequence[Item | Figure]) -> tuple[ItemText, ...]:
        return tuple([self._item_text(item) for item in items[:_MOST_ITEMS]])

    def _item_text(self, item: Item | Figure) -> ItemText:
        text = self._texts.get(item.id)
        if text is None:
            said = _figure_text(item) if isinstance(item, Figure) else item.text
            text = self._texts[item.id] = ItemText(item.id, clip(said, _ITEM_LENGTH))
        return text


def _firsts(items: Sequence[Item | Figure]) -> tuple[str, ...]:
    """The numbers of the first task and the first result among items, in the order in which they come."""
    firsts: dict[type, str] = {}
    for item in items:
        if isinstance(item, Task | Result):
            firsts.setdefault(type(item), item.id)
    return tuple(firsts.values())


def _figure_text(figure: Figure) -> str:
    bound = f"{words.BOUNDS[figure.bound]} " if figure.bound else ""
    return f"{figure.what}: {bound}{number(figure.value)} {figure.unit}"


def _figure(reader: Reader, meeting: Briefing, heading: Heading, sources: _Sources, figure: Figure) -> FigureEntry:
    held = figure.as_of or figure.period
    return FigureEntry(
        heading,
        id=figure.id,
        unit=figure.unit,
        what=figure.what,
        measure="|".join(fold(part) for part in (figure.unit, figure.what, _scope(meeting, figure))),
        value=str(figure.value),
        bound=figure.bound or "",
        moment=dates.parse(held or meeting.date).latest.isoformat(),
        held=held or meeting.date,
        basis="as_of" if figure.as_of else "period" if figure.period else "meeting",
        province=reader.unit_on(figure.province, meeting.date),
        sources=sources.known(figure.source),
        indicator=figure.indicator or "",
        scope=_part(reader, meeting, figure) if figure.indicator else "",
        unit_id=(figure.province or "") if figure.indicator else "",
    )


def _part(reader: Reader, meeting: Briefing, figure: Figure) -> str:
    """Of what part a figure speaks, in words: what the record says, else the host or series of a meeting that is of a part."""
    if figure.scope or meeting.level == "central" or (meeting.level == "province" and figure.province):
        return figure.scope or ""
    of = reader.reference("organization", meeting.host) or reader.reference("series", meeting.series)
    return of.label if of else meeting.title


def _scope(meeting: Briefing, figure: Figure) -> str:
    """Of what the figure speaks: "cả tỉnh" of two provinces are two things."""
    if figure.province or meeting.level == "central":
        return figure.province or ""
    return meeting.host or meeting.series or meeting.venue.province or meeting.id


_LOCAL = {"province", "district"}
_REPORTS = {"reported", "reviewed"}


def own_unit(reader: Reader, meeting: Briefing) -> str | None:
    """The unit whose own meeting this is: of a provincial or district meeting the unit of its host, else where it was held."""
    if meeting.level not in _LOCAL:
        return None
    return reader.unit_of(meeting.host) or meeting.venue.province


def observed_in(
    reader: Reader, meeting: Briefing, unit: str, own: str | None, known: Collection[str]
) -> tuple[str, ...]:
    """Who was observed in a province: everybody at its ``own`` meeting or one held there; else who chaired at its point.

    The person's title or note tells which connection point, by the province's name. ``known``: ids of leaders with records.
    """
    if unit in (own, meeting.venue.province):
        return tuple(p.leader for p in meeting.people if p.leader in known)
    points = [p for p in meeting.people if "point-chair" in p.part and p.leader in known]
    province = reader.unit_on(unit, meeting.date) if points else None
    if province is None:
        return ()
    name = re.compile(rf"\b{re.escape(province.label)}\b")
    return tuple(p.leader for p in points if name.search(" ".join([*p.titles, p.note or ""])))


def reporters(reader: Reader, own: str | None, cited: Sequence[Citation], items: Sequence[Item]) -> tuple[str, ...]:
    """The units that reported on a document at a meeting: by results that name both, or at their ``own`` meeting.

    ``cited`` and ``items``: those of the meeting that name the document.
    """
    found = [unit for item in items if isinstance(item, Result | Shortcoming) for unit in item.provinces]
    if own and any(not _REPORTS.isdisjoint(citation.relation) for citation in cited):
        found.append(own)
    # A unit that is on no page has no record.
    return tuple(unit for unit in dict.fromkeys(found) if reader.pages_of_unit(unit))
