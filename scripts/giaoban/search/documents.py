"""What can be found: one document for every page of a meeting, leader, province, document, session, series and topic.

A document has names (its first field) and parts (its second): numbered items, paragraphs of the summary, and what the
meeting names, each with the anchor that leads to it. ``also`` is indexed with the parts but never shown: other ways of
saying what the parts name.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from giaoban import dates, vietnamese
from giaoban.archive import Archive
from giaoban.records.model import Briefing, Leader, Resolution, Unit
from giaoban.search import abbreviations
from giaoban.site import faces, urls, words
from giaoban.site.format import number

KINDS = ("briefing", "leader", "province", "resolution", "plenum", "series", "topic")
"""Kinds of document, in the order of their numbers. Meetings are numbered on their own, in order of time."""

_BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|td|th|pre)>")
_TAG = re.compile(r"<[^>]*>")


class Part(NamedTuple):
    """A piece of a page's text, and the anchor on the page that leads to it (empty: the page itself)."""

    anchor: str
    text: str


class Document(NamedTuple):
    """One page as search sees it. ``tags`` (``field value``) are what filters ask for; ``detail`` stands under a result."""

    kind: str
    id: str
    address: str
    title: str
    detail: str
    names: tuple[str, ...]
    parts: tuple[Part, ...]
    also: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def of_briefing(archive: Archive, briefing: Briefing, summary_html: str) -> Document:
    """The document of a meeting; ``summary_html``: its summary as drawn."""
    face = faces.of(archive, "briefing", briefing.id)
    assert face
    place = briefing.venue.place or ""
    parts = [Part("tom-tat", text) for text in _blocks(summary_html)]
    parts += [Part(item.id, item.text) for item in briefing.items]
    parts += [
        Part(f.id, f"{f.what}: {number(f.value)} {f.unit}" + (f" ({f.note})" if f.note else ""))
        for f in briefing.figures
    ]
    cited = dict.fromkeys(form for c in briefing.resolutions for form in c.cited)
    parts += _listed("van-ban", (_label(archive, "resolution", c.resolution, c.cited) for c in briefing.resolutions))
    parts += _listed(
        "nguoi-du",
        (", ".join([_name(archive, "leader", p.leader), *p.titles]) for p in briefing.people),
    )
    parts += _listed(
        "dia-phuong",
        (
            _name(archive, "unit", p.province, briefing.date) + (f": {p.note}" if p.note else "")
            for p in briefing.provinces
        ),
    )
    card = archive.cards[briefing.id]
    resolutions = [archive.entities.resolutions[r] for r in card.resolutions if r in archive.entities.resolutions]
    leaders = [archive.entities.leaders[i] for i in card.leaders if i in archive.entities.leaders]
    pages = {page for unit in card.provinces for page in archive.pages_of_unit.get(unit, ())}
    also = [
        *cited,
        *(form for r in resolutions for form in abbreviations.forms(r)),
        *(_name(archive, "leader", i) for i in card.leaders),
        *(_name(archive, "unit", i, briefing.date) for i in card.provinces),
        *(_name(archive, "plenum", i) for i in card.plenums),
        *(_name(archive, "topic", i) for i in briefing.topics),
        _name(archive, "series", briefing.series),
        _name(archive, "organization", briefing.host),
        *(
            [f"tháng {int(briefing.date[5:7])} năm {briefing.date[:4]}"]
            if re.match(r"\d{4}-\d\d", briefing.date)
            else []
        ),
        words.LEVELS[briefing.level],
        *(note.text for note in briefing.notes),
    ]
    tags = [
        *(f"p {tag}" for page in sorted(pages) for tag in _page_tags(archive, page)),
        *(f"l {tag}" for leader in leaders for tag in _leader_tags(leader)),
        *(f"r {tag}" for r in resolutions for tag in _resolution_tags(r)),
        *(f"t {topic}" for topic in briefing.topics),
    ]
    when = (dates.vietnamese(date) for date in (briefing.date, briefing.period) if date)
    detail = " · ".join(filter(None, [faces.KINDS[briefing.kind], dates.vietnamese(briefing.date), place]))
    return Document(
        "briefing", briefing.id, urls.of("briefing", briefing.id), briefing.title, detail,
        _unique([briefing.title, *when]), tuple(parts), _unique(also), _unique(tags),
    )  # fmt: skip


def of_entities(archive: Archive) -> Iterator[Document]:
    """The documents of everything but the meetings, in the order of their numbers."""
    entities = archive.entities
    for leader in _sorted(entities.leaders):
        notes = (Part("", leader.note),) if leader.note else ()
        names = (leader.name, *leader.other_names)
        tags = tuple(f"l {tag}" for tag in _leader_tags(leader))
        yield _entity("leader", leader.id, leader.name, "Lãnh đạo", names, notes, tags=tags)
    for page in _sorted(entities.pages):
        kinds = dict.fromkeys(unit.kind for unit in _units(archive, page.id))
        names = (*_page_names(archive, page.id), *(f"{kind} {page.name}" for kind in kinds))
        tags = tuple(f"p {tag}" for tag in _page_tags(archive, page.id))
        yield _entity("province", page.id, page.name, "Tỉnh, thành", names, (), tags=tags)
    for resolution in _sorted(entities.resolutions):
        yield _of_resolution(archive, resolution)
    for plenum in _sorted(entities.plenums):
        notes = (Part("", plenum.note),) if plenum.note else ()
        yield _entity("plenum", plenum.id, plenum.name, "Hội nghị Trung ương", (plenum.name, *plenum.aliases), notes)
    for series in _sorted(entities.series):
        yield _entity("series", series.id, series.name, "Chuỗi cuộc họp", (series.name,), (Part("", series.scope),))
    for topic in _sorted(entities.topics):
        yield _entity("topic", topic.id, topic.name, "Chủ đề", (topic.name,), (Part("", topic.scope),))


def _of_resolution(archive: Archive, resolution: Resolution) -> Document:
    title = resolution.title or resolution.title_as_cited or ""
    face = faces.of(archive, "resolution", resolution.id)
    assert face
    issuer = _name(archive, "organization", resolution.issuer)
    detail = " · ".join(filter(None, ["Văn bản", issuer, dates.vietnamese(resolution.date) if resolution.date else ""]))
    parts = [Part("", title)] if title and face.label != title else []
    parts += [Part("", note.text) for note in resolution.notes]
    also = (issuer, *(_name(archive, "plenum", p) for p in [resolution.plenum] if p))
    return _entity(
        "resolution", resolution.id, face.label, detail, (face.label, title, *abbreviations.forms(resolution)), tuple(parts),
        _unique(also), tuple(f"r {tag}" for tag in _resolution_tags(resolution)),
    )  # fmt: skip


def _entity(
    kind: str,
    entity: str,
    title: str,
    detail: str,
    names: Iterable[str],
    parts: tuple[Part, ...],
    also: tuple[str, ...] = (),
    tags: tuple[str, ...] = (),
) -> Document:
    return Document(kind, entity, urls.of(kind, entity), title, detail, _unique(names), parts, also, tags)


def _units(archive: Archive, page: str) -> list[Unit]:
    return [archive.entities.units[unit] for unit in archive.eras.get(page, ())]


def _page_names(archive: Archive, page: str) -> list[str]:
    units = _units(archive, page)
    return [
        archive.entities.pages[page].name,
        *(name for unit in units for name in (unit.name, *unit.aliases, *(form.name for form in unit.forms))),
    ]


def _page_tags(archive: Archive, page: str) -> list[str]:
    """What may stand after ``tỉnh:`` for a page, as slugs."""
    return list(dict.fromkeys([page, *map(vietnamese.slug, _page_names(archive, page))]))


def _leader_tags(leader: Leader) -> list[str]:
    """What may stand after ``lãnh đạo:`` for a person, as slugs."""
    return list(dict.fromkeys([leader.id, *map(vietnamese.slug, (leader.name, *leader.other_names))]))


def _resolution_tags(resolution: Resolution) -> list[str]:
    """What may stand after ``văn bản:`` for a document, as slugs."""
    return list(dict.fromkeys([resolution.id, *map(vietnamese.slug, abbreviations.forms(resolution))]))


def _label(archive: Archive, kind: str, entity: str | None, cited: Iterable[str]) -> str:
    face = faces.of(archive, kind, entity) if entity else None
    return face.label if face else next(iter(cited))


def _name(archive: Archive, kind: str, entity: str | None, when: str | None = None) -> str:
    face = faces.of(archive, kind, entity, when) if entity else None
    return face.label if face else ""


def _listed(anchor: str, texts: Iterable[str]) -> list[Part]:
    joined = "; ".join(dict.fromkeys(filter(None, texts)))
    return [Part(anchor, joined)] if joined else []


def _blocks(drawn: str) -> Iterator[str]:
    """The paragraphs, headings and list items of drawn Markdown, as plain text."""
    for block in _BLOCK_END.split(drawn):
        text = " ".join(html.unescape(_TAG.sub("", block)).split())
        if text:
            yield text


def _sorted(entities: object) -> list:  # type: ignore[type-arg]
    return [entities[key] for key in sorted(entities)]  # type: ignore[index,call-overload]


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
