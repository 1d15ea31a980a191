"""Timeline entries: one meeting as it is told on the page of a leader, a document, a province, a series, a topic, a year.

All entries of a meeting are drawn together from its whole record, so that a timeline is put together from finished
pieces. f-strings instead of templates: ten thousand meetings have some two hundred thousand entries. Every value that
comes from a record passes through `escape` or `symbols`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from giaoban import dates
from giaoban.archive import Archive, Viewpoint
from giaoban.records.model import Briefing, Citation, Figure, Item, Participant, Source
from giaoban.site import faces, urls, words
from giaoban.site.format import clip, counted, first_upper, host, number, symbols, time

# Of more, an entry says how many there are; the meeting's page has them all.
_MOST_ITEMS = 5
_MOST_FORMS = 3
_MOST_SOURCES = 3
_ITEM_TEXT = 170
_NOTE_TEXT = 240

CLASSES = {"briefing": "briefing", "interim-review": "interim", "review": "review"}
_TITLES = re.compile(r'<p class="as">(.*?)</p>')


def entries(archive: Archive, briefing: Briefing) -> dict[Viewpoint, str]:
    """The entry of this meeting for every viewpoint whose timeline contains it; none for a withdrawn one.

    Entries are the one part of the site that is not drawn by a template: there are too many.
    """
    if briefing.status == "withdrawn":
        return {}
    return _Drawing(archive, briefing).all()


def titles_in(entry: str) -> Markup:
    """The titles that a leader's entry shows, as HTML; empty when the meeting's sources gave none."""
    match = _TITLES.search(entry)
    return Markup(match[1]) if match else Markup("")


class _Drawing:
    """One meeting's entries, and what they share."""

    def __init__(self, archive: Archive, briefing: Briefing) -> None:
        self.archive = archive
        self.briefing = briefing
        self.address = urls.ROOT + urls.of("briefing", briefing.id)
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

    def _opening(self) -> str:
        briefing = self.briefing
        where = [words.LEVELS[briefing.level]]
        if briefing.venue.place:
            where.append(briefing.venue.place)
        return (
            f'<li class="entry {CLASSES[briefing.kind]}"><p class="when">{time(briefing.date)} · '
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
        return self.opening + line + self._closing(())

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
            said += f'<p class="as">{escape(", ".join(titles))}</p>'
        said += "".join(f"<p>{symbols(clip(person.note, _NOTE_TEXT))}</p>" for person in people if person.note)
        if items:
            said += f'<p class="lead">Nêu {counted(len(items), "mục")}:</p>{self._items(items)}'
        sources = [p.source for p in people] + [i.source for i in items[:_MOST_ITEMS]]
        return self.opening + said + self._closing(*sources)

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
        return self.opening + said + self._closing(*sources)

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
            found[viewpoint] = self.opening + "".join(said) + self._items(items) + self._closing(*sources)

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


def _begin(html: str) -> str:
    """A run of links whose first words begin with a capital letter."""
    return html.replace(">nguồn", ">Nguồn", 1)
