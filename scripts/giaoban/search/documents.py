"""What can be found: one document for every page of a kind that the registry lets be searched.

A document has names (its first field) and parts (its second): numbered items, paragraphs of the summary, and what the
meeting names, each with the anchor that leads to it. ``also`` is indexed with the parts but never shown: other ways of
saying what the parts name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from giaoban import addresses, dates, kinds, vietnamese
from giaoban.archive.reader import Reader
from giaoban.records.models.briefing import Briefing, Figure
from giaoban.views import words
from giaoban.views.wording import number

_MEETINGS = "briefing"
_MONTH = re.compile(r"\d{4}-\d\d")


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


def of_meeting(reader: Reader, meeting: str) -> Document:
    """The document of a meeting."""
    record = reader.meeting(meeting)
    viewpoints = reader.viewpoints(meeting)
    when = [dates.vietnamese(date) for date in (record.date, record.period) if date]
    detail = " · ".join(filter(None, [words.KINDS[record.kind], when[0], record.venue.place]))
    return Document(
        _MEETINGS,
        meeting,
        addresses.of(_MEETINGS, meeting),
        record.title,
        detail,
        _unique([record.title, *when]),
        tuple(_parts(reader, record)),
        _unique(_also(reader, record, viewpoints)),
        _unique(tag for kind, entity in viewpoints for tag in _tags(reader, kind, entity)),
    )


def of_entity(reader: Reader, kind: str, entity: str) -> Document:
    """The document of any page but a meeting's: its names, and what its record says of it in a sentence."""
    if kind == "resolution":
        return _of_resolution(reader, entity)
    label = kinds.get(kind).label
    names = reader.names(kind, entity)
    record = reader.record(kind, entity)
    if kind == "province":
        ranks = dict.fromkeys(reader.record("unit", unit).kind for unit in reader.eras(entity))
        return _document(reader, kind, entity, names[0], label, (*names, *(f"{rank} {names[0]}" for rank in ranks)))
    said = [getattr(record, key, None) for key in ("scope", "note")]
    return _document(reader, kind, entity, names[0], label, names, [text for text in said if text])


def _of_resolution(reader: Reader, resolution: str) -> Document:
    kind = "resolution"
    record, shown = reader.record(kind, resolution), reader.reference(kind, resolution)
    assert shown
    issuer = _label(reader, "organization", record.issuer)
    when = dates.vietnamese(record.date) if record.date else ""
    title = record.title or record.title_as_cited or ""
    said = [title if title != shown.label else "", *(note.text for note in record.notes)]
    return _document(
        reader, kind, resolution, shown.label, " · ".join(filter(None, [kinds.get(kind).label, issuer, when])),
        (shown.label, title, *reader.names(kind, resolution)), filter(None, said),
        (issuer, _label(reader, "plenum", record.plenum)),
    )  # fmt: skip


def _document(
    reader: Reader,
    kind: str,
    entity: str,
    title: str,
    detail: str,
    names: Iterable[str],
    said: Iterable[str] = (),
    also: Iterable[str] = (),
) -> Document:
    parts = tuple(Part("", text) for text in said)
    tags = _tags(reader, kind, entity)
    return Document(kind, entity, addresses.of(kind, entity), title, detail, _unique(names), parts, _unique(also), tags)


def _parts(reader: Reader, record: Briefing) -> Iterator[Part]:
    """What the page of a meeting shows, in pieces."""
    yield from [Part("tom-tat", text) for text in reader.summary_blocks(record.id)]
    yield from [Part(item.id, item.text) for item in record.items]
    yield from [Part(figure.id, _figure(figure)) for figure in record.figures]
    cited = (_label(reader, "resolution", c.resolution) or c.cited[0] for c in record.resolutions)
    yield from _listed("van-ban", cited)
    people = (", ".join([_label(reader, "leader", p.leader), *p.titles]) for p in record.people)
    yield from _listed("nguoi-du", people)
    provinces = (_unit(reader, p.province, record.date) + (f": {p.note}" if p.note else "") for p in record.provinces)
    yield from _listed("dia-phuong", provinces)


def _also(reader: Reader, record: Briefing, viewpoints: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Other ways of saying what a meeting names."""
    yield from (form for citation in record.resolutions for form in citation.cited)
    for kind, entity in viewpoints:
        if kind == "resolution":
            yield from reader.names(kind, entity)
        # Provinces by the names of their units on that day; years are in the date.
        elif kind not in ("province", "year"):
            yield _label(reader, kind, entity)
    yield from (_unit(reader, unit, record.date) for unit in record.named()["unit"])
    yield _label(reader, "organization", record.host)
    if _MONTH.match(record.date):
        yield f"tháng {int(record.date[5:7])} năm {record.date[:4]}"
    yield words.LEVELS[record.level]
    yield from (note.text for note in record.notes)


def _tags(reader: Reader, kind: str, entity: str) -> tuple[str, ...]:
    """What may stand after the filter of a kind for an entity: its id, and each of its names as a slug."""
    letter = kinds.get(kind).filter_letter
    return _tags_of(letter, entity, reader.names(kind, entity)) if letter else ()


@lru_cache(maxsize=1 << 14)
def _tags_of(letter: str, entity: str, names: tuple[str, ...]) -> tuple[str, ...]:
    return _unique(f"{letter} {slug}" for slug in (entity, *map(vietnamese.slug, names)) if slug)


def _figure(figure: Figure) -> str:
    return f"{figure.what}: {number(figure.value)} {figure.unit}" + (f" ({figure.note})" if figure.note else "")


def _label(reader: Reader, kind: str, entity: str | None) -> str:
    found = reader.reference(kind, entity)
    return found.label if found else ""


def _unit(reader: Reader, unit: str, date: str) -> str:
    found = reader.unit_on(unit, date)
    return found.label if found else ""


def _listed(anchor: str, texts: Iterable[str]) -> list[Part]:
    joined = "; ".join(_unique(texts))
    return [Part(anchor, joined)] if joined else []


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
