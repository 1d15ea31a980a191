"""Timeline entries: one meeting as it is told on the page of a leader, a document, a province, a series, a topic, a year.

All entries of a meeting are drawn together from its whole record, so that a timeline is put together from finished
pieces. f-strings instead of templates: ten thousand meetings have some two hundred thousand entries. Every value that
comes from a record passes through `escape` or `symbols`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from markupsafe import escape

from giaoban import dates
from giaoban.archive import Archive, Viewpoint
from giaoban.records.model import (
    Briefing,
    Citation,
    Figure,
    Item,
    Participant,
    Result,
    Shortcoming,
    Source,
    Task,
)
from giaoban.site import faces, marks, urls, words
from giaoban.site.format import clip, counted, first_upper, host, number, symbols, time

# Of more, an entry says how many there are; the meeting's page has them all.
_MOST_ITEMS = 5
_MOST_FORMS = 3
_MOST_SOURCES = 3
_ITEM_TEXT = 170
_NOTE_TEXT = 240
_REPORTS = {"reported", "reviewed"}
_LOCAL = {"province", "district"}

CLASSES = {"briefing": "briefing", "interim-review": "interim", "review": "review"}


def entries(archive: Archive, briefing: Briefing) -> dict[Viewpoint, str]:
    """The entry of this meeting for every viewpoint whose timeline contains it; none for a withdrawn one.

    Entries are the one part of the site that is not drawn by a template: there are too many.
    """
    if briefing.status == "withdrawn":
        return {}
    return _Drawing(archive, briefing).all()


class _Drawing:
    """One meeting's entries, and what they share."""

    def __init__(self, archive: Archive, briefing: Briefing) -> None:
        self.archive = archive
        self.briefing = briefing
        self.address = urls.ROOT + urls.of("briefing", briefing.id)
        self.head = f'<li class="entry {CLASSES[briefing.kind]}"{marks.meeting(briefing.kind, briefing.level)}'
        self.opening = self._opening()
        self.sources = {source.id: self._source(source) for source in briefing.sources}
        self.main = briefing.sources[0].id
        self._closings: dict[tuple[str, ...], str] = {}
        self._texts: dict[str, str] = {}
        self.by_leader: dict[str, list[Item]] = defaultdict(list)
        self.by_resolution: dict[str, list[Item]] = defaultdict(list)
        self.by_plenum: dict[str, list[Item]] = defaultdict(list)
        self.by_unit: dict[str, list[Item | Figure]] = defaultdict(list)
        for item in briefing.items:
            if item.by:
                self.by_leader[item.by].append(item)
            for resolution in item.resolutions:
                self.by_resolution[resolution].append(item)
            for plenum in item.plenums:
                self.by_plenum[plenum].append(item)
            for unit in item.provinces:
                self.by_unit[unit].append(item)
        for figure in briefing.figures:
            if figure.province:
                self.by_unit[figure.province].append(figure)

    def all(self) -> dict[Viewpoint, str]:
        briefing, entities = self.briefing, self.archive.entities
        quiet = self._quiet()
        found: dict[Viewpoint, str] = {Viewpoint("year", f"{dates.parse(briefing.date).earliest.year:04d}"): quiet}
        if briefing.series in entities.series:
            found[Viewpoint("series", str(briefing.series))] = quiet
        for topic in briefing.topics:
            if topic in entities.topics:
                found[Viewpoint("topic", topic)] = quiet

        people: dict[str, list[Participant]] = defaultdict(list)
        for participant in briefing.people:
            people[participant.leader].append(participant)
        for leader in dict.fromkeys([*people, *self.by_leader]):
            if leader in entities.leaders:
                found[Viewpoint("leader", leader)] = self._leader(
                    people.get(leader, []), self.by_leader.get(leader, [])
                )

        for kind, known, cited, items in (
            ("resolution", entities.resolutions, self._cited("resolution"), self.by_resolution),
            ("plenum", entities.plenums, self._cited("plenum"), self.by_plenum),
        ):
            for entity in dict.fromkeys([*cited, *items]):
                if entity in known:
                    found[Viewpoint(kind, entity)] = self._document(cited.get(entity, []), items.get(entity, []))
        self._provinces(found)
        return found

    # What all entries share

    def _open(self, said: str = "") -> str:
        return f"{self.head}{said}>{self.opening}"

    def _opening(self) -> str:
        briefing = self.briefing
        where = [words.LEVELS[briefing.level]]
        if briefing.venue.place:
            where.append(briefing.venue.place)
        return (
            f'<p class="when">{time(briefing.date)} · '
            f'<span class="kind">{faces.KINDS[briefing.kind]}</span> '
            f'<span class="where">{escape(" · ".join(where))}</span></p>'
            f'<h4><a href="{self.address}">{symbols(briefing.title)}</a></h4>'
        )

    def _source(self, source: Source) -> str:
        link = f'<a href="{self.address}#{source.id}">{words.item(source.id)}</a>'
        if not source.url:
            return link
        outside = f'<a href="{escape(source.url)}" rel="noopener external">{escape(host(source.url))}</a>'
        return f"{link} ({outside})"

    def _closing(self, *named: Iterable[str]) -> str:
        """The sources of what an entry shows. What names none was read in the first, the report of the meeting."""
        ids = tuple(dict.fromkeys(s for group in named for s in (group or (self.main,)) if s in self.sources))
        closing = self._closings.get(ids)
        if closing is None:
            links = _begin(", ".join(self.sources[s] for s in (ids or (self.main,))[:_MOST_SOURCES]))
            closing = self._closings[ids] = f'<p class="src">{links}</p></li>'
        return closing

    def _quiet(self) -> str:
        briefing = self.briefing
        parts = [f"về {dates.vietnamese(briefing.period)}"] if briefing.period else []
        for noun, items in (
            ("kết quả", briefing.results),
            ("nhiệm vụ", briefing.tasks),
            ("số liệu", briefing.figures),
            ("văn bản", briefing.resolutions),
        ):
            if items:
                parts.append(counted(len(items), noun))
        line = f"<p>{escape(first_upper(' · '.join(parts)))}</p>" if parts else ""
        return self._open() + line + self._closing(())

    def _text(self, item: Item | Figure) -> str:
        text = self._texts.get(item.id)
        if text is None:
            if isinstance(item, Figure):
                bound = f"{words.BOUNDS[item.bound]} " if item.bound else ""
                said = f"{item.what}: {bound}{number(item.value)} {item.unit}"
            else:
                said = item.text
            label = first_upper(words.item(item.id))
            text = self._texts[item.id] = (
                f'<li><a href="{self.address}#{item.id}">{label}</a> {symbols(clip(said, _ITEM_TEXT))}</li>'
            )
        return text

    def _items(self, items: Sequence[Item | Figure]) -> str:
        if not items:
            return ""
        shown = "".join(self._text(item) for item in items[:_MOST_ITEMS])
        left = len(items) - _MOST_ITEMS
        more = f'<li><a href="{self.address}">và {left} mục khác</a></li>' if left > 0 else ""
        return f'<ul class="points">{shown}{more}</ul>'

    # What each viewpoint cares about

    def _leader(self, people: Sequence[Participant], items: Sequence[Item]) -> str:
        parts = list(dict.fromkeys(words.PARTS[part] for person in people for part in person.part))
        titles = list(dict.fromkeys(title for person in people for title in person.titles))
        said = f"<p>{first_upper(', '.join(parts))}.</p>" if parts else ""
        if titles:
            said += f'<p class="as">{", ".join(f"<span>{escape(title)}</span>" for title in titles)}</p>'
        said += "".join(f"<p>{symbols(clip(person.note, _NOTE_TEXT))}</p>" for person in people if person.note)
        if items:
            said += f'<p class="lead">Nêu {counted(len(items), "mục")}:</p>{self._items(items)}'
        sources = [p.source for p in people] + [i.source for i in items[:_MOST_ITEMS]]
        opening = self._open(marks.marks(parts or [words.SAID], _first(items)))
        return opening + said + self._closing(*sources)

    def _cited(self, kind: str) -> dict[str, list[Citation]]:
        found: dict[str, list[Citation]] = defaultdict(list)
        for citation in self.briefing.resolutions:
            entity = getattr(citation, kind)
            if entity:
                found[entity].append(citation)
        return found

    def _document(self, cited: Sequence[Citation], items: Sequence[Item]) -> str:
        relations = list(dict.fromkeys(words.RELATIONS[r] for c in cited for r in c.relation))
        said = f'<p class="relation">{first_upper("; ".join(relations))}</p>' if relations else ""
        said += self._items(items)
        forms = list(dict.fromkeys(form for c in cited for form in c.cited))
        if forms:
            shown = ", ".join(f"<q>{symbols(clip(form, 110))}</q>" for form in forms[:_MOST_FORMS])
            more = f" và {len(forms) - _MOST_FORMS} cách khác" if len(forms) > _MOST_FORMS else ""
            said += f'<p class="cited">Nguồn gọi là {shown}{more}</p>'
        said += "".join(f'<p class="note">{symbols(clip(c.note, _NOTE_TEXT))}</p>' for c in cited if c.note)
        sources = [c.source for c in cited] + [i.source for i in items[:_MOST_ITEMS]]
        opening = self._open(marks.marks(relations, _first(items), self._reporters(cited, items)))
        return opening + said + self._closing(*sources)

    def _reporters(self, cited: Sequence[Citation], items: Sequence[Item]) -> Iterable[str]:
        """The provinces that reported on a document here: by results that name both, or at a meeting of their own."""
        found = [u for i in items if isinstance(i, Result | Shortcoming) for u in i.provinces]
        if self.briefing.level in _LOCAL and any(not _REPORTS.isdisjoint(c.relation) for c in cited):
            found.append(self._home() or "")
        return dict.fromkeys(unit for unit in found if unit in self.archive.entities.units)

    def _home(self) -> str | None:
        """The unit whose own meeting this is: of its host, or where it was held."""
        host = self.archive.entities.organizations.get(self.briefing.host or "")
        return (host and host.province) or self.briefing.venue.province

    def _provinces(self, found: dict[Viewpoint, str]) -> None:
        pages_of = self.archive.pages_of_unit
        mentions = defaultdict(list)
        for mention in self.briefing.provinces:
            mentions[mention.province].append(mention)
        venue = self.briefing.venue.province
        units = dict.fromkeys([*([venue] if venue else []), *mentions, *self.by_unit])
        by_page: dict[str, list[str]] = defaultdict(list)
        for unit in units:
            for page in pages_of.get(unit, ()):
                by_page[page].append(unit)
        here = {unit: self._observed(unit) for unit in units}
        for page, named in by_page.items():
            said = [self._under(page, unit) for unit in named]
            sources: list[Iterable[str]] = []
            for unit in named:
                if unit == venue:
                    said.append("<p>Cuộc họp được tổ chức tại đây.</p>")
                    sources.append(())
                for mention in mentions.get(unit, ()):
                    note = symbols(clip(mention.note, _NOTE_TEXT)) if mention.note else "Được nêu tên."
                    said.append(f"<p>{note}</p>")
                    sources.append(mention.source)
            items = [item for unit in named for item in self.by_unit.get(unit, ())]
            sources += [item.source for item in items[:_MOST_ITEMS]]
            viewpoint = Viewpoint("province", page)
            people = dict.fromkeys(leader for unit in named for leader in here[unit])
            home = self._home() in named and self.briefing.level in _LOCAL
            near = [code for code, so in (("own", home), ("held", venue in named)) if so]
            near = near or ["point" if people else "named"]
            opening = self._open(marks.marks([words.NEARNESS[code] for code in near], _first(items), (), people))
            found[viewpoint] = opening + "".join(said) + self._items(items) + self._closing(*sources)

    def _observed(self, unit: str) -> list[str]:
        """Who was seen in a province: everybody at its own meeting or one held there; else who chaired at its connection point.

        A record says at which connection point in the person's title or note, by the province's name.
        """
        people = [p for p in self.briefing.people if p.leader in self.archive.entities.leaders]
        local = self.briefing.level in _LOCAL and unit == self._home()
        if local or unit == self.briefing.venue.province:
            return [p.leader for p in people]
        points = [p for p in people if "point-chair" in p.part]
        face = faces.of(self.archive, "unit", unit, self.briefing.date) if points else None
        if not face:
            return []
        name = re.compile(rf"\b{re.escape(face.label)}\b")
        return [p.leader for p in points if name.search(" ".join([*p.titles, p.note or ""]))]

    def _under(self, page: str, unit: str) -> str:
        """Which unit the meeting named, where the page's name alone does not tell."""
        eras = self.archive.eras.get(page, ())
        if unit in eras:
            if len(eras) < 2:
                return ""
            when = "trước" if unit == eras[0] else "sau"
            return f'<p class="under">Đơn vị {when} sáp nhập</p>'
        face = faces.of(self.archive, "unit", unit, self.briefing.date)
        return f'<p class="under">Dưới đơn vị sau sáp nhập: {escape(face.label)}</p>' if face else ""


def _first(items: Sequence[Item | Figure]) -> list[str]:
    """The first task and the first result among items."""
    firsts: dict[type, str] = {}
    for item in items:
        if isinstance(item, Task | Result):
            firsts.setdefault(type(item), item.id)
    return [*firsts.values()]


def _begin(html: str) -> str:
    """A run of links whose first words begin with a capital letter."""
    return html.replace(">nguồn", ">Nguồn", 1)
