"""What can be found: one document for every page of a kind that the registry lets be searched.

A document has names (its first field) and parts (its second): numbered items, paragraphs of the summary, and what the
meeting names, each with the anchor that leads to it. ``also`` is indexed with the parts but never shown: other ways of
saying what the parts name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from giaoban import addresses, dates, kinds, vietnamese
from giaoban.archive.reader import Reader
from giaoban.archive.values import merged_titles, observed_titles
from giaoban.records.models.briefing import Briefing, Figure
from giaoban.records.models.resolution import Resolution
from giaoban.records.models.unit import Unit
from giaoban.search import tokens
from giaoban.views import timeline, words
from giaoban.views.words import first_upper, number

_MEETINGS = "briefing"
_MONTH = re.compile(r"\d{4}-\d\d")
# As many of the offices in which a leader was observed as the page of the leader shows.
_MOST_OFFICES = 60
# The letter of the tag by which a leader is found under the given name alone: "ông Chính".
GIVEN = "g"


class TextPart(NamedTuple):
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
    parts: tuple[TextPart, ...]
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
        return _of_province(reader, entity, names)
    said = [text for key in ("scope", "note") if (text := getattr(record, key, None))]
    if kind == "leader":
        offices, places = _observed(reader, entity)
        found = _document(reader, kind, entity, names[0], label, names, [*offices, *said], places)
        return found._replace(tags=(*found.tags, *_unique(f"{GIVEN} {_given_name(name)}" for name in names)))
    also = _days(record.date) if kind == "plenum" and record.date else getattr(record, "wordings", ())
    return _document(reader, kind, entity, names[0], label, names, said, also)


def _observed(reader: Reader, leader: str) -> tuple[list[str], list[str]]:
    """What the page of a leader shows: the offices observed, in one text; and the places where, and what was noted."""
    held = timeline.meetings(reader, "leader", leader)
    titles = merged_titles([*(tally.titles for tally in held.tallies), observed_titles(held.entries)])
    offices = _unique(", ".join(one.titles) for one in titles[:_MOST_OFFICES])
    visits = [(visit.unit, visit.date) for tally in held.tallies for visit in tally.visits]
    visits += [(entry.meeting.venue_province, entry.meeting.date) for entry in held.entries]
    notes = [note for entry in held.entries for note in entry.notes]
    return ["; ".join(offices)] if offices else [], [*(_unit(reader, unit, date) for unit, date in visits), *notes]


def _given_name(name: str) -> str:
    """The given name of a person as a token: the last word of the name."""
    return tokens.words(name).rpartition(" ")[2]


def _days(date: str) -> tuple[str, ...]:
    """A date as readers may write it."""
    found = (dates.vietnamese(date),)
    return (*found, f"tháng {int(date[5:7])} năm {date[:4]}") if _MONTH.match(date) else found


def _of_province(reader: Reader, province: str, names: tuple[str, ...]) -> Document:
    """The name, its ranks and its eras: what was merged into what, and when."""
    kind = "province"
    units = [unit for era in reader.eras(province) if (unit := reader.record("unit", era))]
    ranks = dict.fromkeys(form_kind for unit in units for form_kind in (unit.kind, *(f.kind for f in unit.forms)))
    called = (*names, *(f"{rank} {names[0]}" for rank in ranks))
    said = _unique(text for unit in units for text in _era(reader, unit))
    also = ["hợp nhất, nhập lại"] if any(unit.formed_from or unit.merged_into for unit in units) else ()
    return _document(reader, kind, province, names[0], kinds.get(kind).label, called, said, also)


def _era(reader: Reader, unit: Unit) -> Iterator[str]:
    """What a province's page tells of one of its units."""
    basis = f", theo {unit.basis}" if unit.basis else ""
    parts = [part.name for other in unit.formed_from if (part := reader.record("unit", other))]
    if parts:
        since = f" từ {dates.vietnamese(unit.valid_from)}" if unit.valid_from else ""
        yield f"{first_upper(unit.kind)} {unit.name}{since}: {', '.join(parts)} sáp nhập{basis}."
    for before, after in pairwise(unit.forms):
        since = f" từ {dates.vietnamese(after.valid_from)}" if after.valid_from else ""
        basis = f", theo {after.basis}" if after.basis else ""
        yield f"{first_upper(before.kind)} {before.name} trở thành {after.kind} {after.name}{since}{basis}."
    if target := reader.record("unit", unit.merged_into) if unit.merged_into else None:
        yield f"{first_upper(unit.kind)} {unit.name} sáp nhập vào {target.kind} {target.name}."
    if unit.kind == "thành phố":
        yield f"{first_upper(unit.kind)} {unit.name} trực thuộc Trung ương."
    yield unit.region_2025 or unit.region


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
        (issuer, _label(reader, "plenum", record.plenum), *_related_documents(reader, record),
         *(_days(record.date) if record.date else ())),
    )  # fmt: skip


def _related_documents(reader: Reader, record: Resolution) -> Iterator[str]:
    """The documents that a document carries out, changes or takes the place of."""
    yield from (_label(reader, "resolution", other) for other in (*record.implements, *record.amends, *record.replaces))


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
    parts = tuple(TextPart("", text) for text in said)
    tags = _tags(reader, kind, entity)
    return Document(kind, entity, addresses.of(kind, entity), title, detail, _unique(names), parts, _unique(also), tags)


def _parts(reader: Reader, record: Briefing) -> Iterator[TextPart]:
    """What the page of a meeting shows, in pieces."""
    yield from [TextPart("tom-tat", text) for text in reader.summary_blocks(record.id)]
    yield from [TextPart(item.id, item.text) for item in record.items]
    yield from [TextPart(figure.id, _figure(figure)) for figure in record.figures]
    cited = (_label(reader, "resolution", c.resolution) or c.cited[0] for c in record.resolutions)
    yield from _text_parts("van-ban", cited)
    people = (", ".join([_label(reader, "leader", p.leader), *p.titles]) for p in record.people)
    yield from _text_parts("nguoi-du", (*people, *record.attendance))
    provinces = (_unit(reader, p.province, record.date) + (f": {p.note}" if p.note else "") for p in record.provinces)
    yield from _text_parts("dia-phuong", provinces)
    yield from _text_parts("", _venue(reader, record))


def _venue(reader: Reader, record: Briefing) -> Iterator[str]:
    """Where and how a meeting took place, and when in the day."""
    venue = record.venue
    yield venue.place or ""
    yield _unit(reader, venue.province, record.date)
    yield words.FORMATS[venue.format] if venue.format else ""
    yield f"{venue.connection_points} điểm cầu" if venue.connection_points else ""
    yield venue.note or ""
    yield words.TIMES[record.time] if record.time else ""
    yield record.date_note or ""


def _also(reader: Reader, record: Briefing, viewpoints: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Other ways of saying what a meeting names."""
    yield from (form for citation in record.resolutions for form in citation.cited)
    for kind, entity in viewpoints:
        if kind == "resolution":
            yield from reader.names(kind, entity)
        # Provinces by the names of their units on that day; years are in the date.
        elif kind not in ("province", "year"):
            yield _label(reader, kind, entity)
    yield from (_unit(reader, unit, record.date) for unit in record.named_ids()["unit"])
    yield _label(reader, "organization", record.host)
    if _MONTH.match(record.date):
        yield f"tháng {int(record.date[5:7])} năm {record.date[:4]}"
    yield words.LEVELS[record.level]
    yield from (note.text for note in record.notes)
    yield from (one.note or "" for some in (record.people, record.resolutions) for one in some)
    yield from (source.title or "" for source in record.sources)


def _tags(reader: Reader, kind: str, entity: str) -> tuple[str, ...]:
    """What may stand after the filter of a kind for an entity: its id, and each of its names as a slug."""
    letter = kinds.get(kind).filter_letter
    return _tags_of(letter, entity, reader.names(kind, entity)) if letter else ()


@lru_cache(maxsize=1 << 14)
def _tags_of(letter: str, entity: str, names: tuple[str, ...]) -> tuple[str, ...]:
    return _unique(f"{letter} {tokens.without_zeros(slug)}" for slug in (entity, *map(vietnamese.slug, names)) if slug)


def _figure(figure: Figure) -> str:
    return f"{figure.what}: {number(figure.value)} {figure.unit}" + (f" ({figure.note})" if figure.note else "")


def _label(reader: Reader, kind: str, entity: str | None) -> str:
    found = reader.reference(kind, entity)
    return found.label if found else ""


def _unit(reader: Reader, unit: str | None, date: str) -> str:
    found = reader.unit_on(unit, date)
    return found.label if found else ""


def _text_parts(anchor: str, texts: Iterable[str]) -> list[TextPart]:
    joined = "; ".join(_unique(texts))
    return [TextPart(anchor, joined)] if joined else []


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
