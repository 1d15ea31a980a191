"""The rows of the tables, from records. A row is a tuple in the order of its table's columns; None is what is not known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from giaoban import addresses, dates
from giaoban.archive.reader import Reader
from giaoban.records.model import Correction, Note, Source
from giaoban.records.models.briefing import Briefing, Figure, Item, Task

Value = str | int | None
Row = tuple[Value, ...]
Rows = dict[str, list[Row]]

_MEETING = "briefing"
# The columns of those to whom a source, note or correction may belong.
_OWNERS = ("briefing", "resolution", "leader", "plenum", "series")


class Joined(NamedTuple):
    """An item that goes on from another: the row of ``joins``."""

    meeting: str
    item: str
    relation: str
    target_meeting: str
    target_item: str


def empty_rows() -> Rows:
    """An empty mapping in which a missing table has an empty list of rows."""
    return defaultdict(list)


def of_entities(reader: Reader, root: str) -> Rows:
    """The rows of all records but meetings. ``root``: the address of the site, ending in a slash."""
    rows = empty_rows()
    for add in (_provinces, _organizations, _people, _plenums, _documents, _series, _topics, _indicators):
        add(reader, root, rows)
    return rows


def _provinces(reader: Reader, root: str, rows: Rows) -> None:
    for page in reader.records("province"):
        rows["provinces"].append((page.id, page.name, root + addresses.of("province", page.id)))
    for unit in reader.records("unit"):
        rows["units"].append((
            unit.id, unit.page, unit.name, unit.kind, unit.code, unit.iso_3166_2, unit.region, unit.region_2025,
            unit.valid_from, unit.valid_to, unit.merged_into, unit.basis,
        ))  # fmt: skip
        rows["unit_forms"] += [
            (unit.id, number, form.name, form.kind, form.valid_from, form.valid_to, form.basis)
            for number, form in enumerate(unit.forms, 1)
        ]
        rows["unit_origins"] += [(unit.id, former) for former in dict.fromkeys(unit.formed_from)]
        _names(rows, "unit_names", unit.id, unit.aliases)
    rows["sources"] += [_source("tinh/", (None,) * 5, source) for source in reader.province_sources()]


def _organizations(reader: Reader, _: str, rows: Rows) -> None:
    for body in reader.records("organization"):
        rows["organizations"].append((body.id, body.name, body.short, body.province, body.parent))
        _names(rows, "organization_names", body.id, body.aliases)


def _people(reader: Reader, root: str, rows: Rows) -> None:
    for person in reader.records("leader"):
        rows["people"].append(
            (person.id, person.name, person.distinct, person.note, root + addresses.of("leader", person.id))
        )
        _names(rows, "person_names", person.id, person.other_names)
        _origins(rows, "leader", person.id, person.sources, corrections=person.corrections)


def _plenums(reader: Reader, root: str, rows: Rows) -> None:
    for plenum in reader.records("plenum"):
        rows["plenums"].append((
            plenum.id, plenum.name, plenum.term, plenum.number, *_date(plenum.date), plenum.note,
            root + addresses.of("plenum", plenum.id),
        ))  # fmt: skip
        _names(rows, "plenum_names", plenum.id, plenum.aliases)
        _origins(rows, "plenum", plenum.id, plenum.sources)


def _documents(reader: Reader, root: str, rows: Rows) -> None:
    for document in reader.records("resolution"):
        rows["documents"].append((
            document.id, document.symbol, document.type, document.issuer, document.province, document.term,
            *_date(document.date), document.title, document.title_as_cited, document.plenum,
            root + addresses.of("resolution", document.id),
        ))  # fmt: skip
        _names(rows, "document_names", document.id, document.aliases)
        for relation in ("implements", "amends", "replaces"):
            targets = dict.fromkeys(getattr(document, relation))
            rows["document_relations"] += [(document.id, relation, target) for target in targets]
        _origins(rows, "resolution", document.id, document.sources, document.notes, document.corrections)


def _series(reader: Reader, root: str, rows: Rows) -> None:
    for series in reader.records("series"):
        address = addresses.of("series", series.id)
        rows["series"].append((
            series.id, series.name, series.level, series.rhythm, series.host, series.scope, series.first, series.last,
            root + address,
        ))  # fmt: skip
        _origins(rows, "series", series.id, series.sources)
        for exception in series.exceptions:
            rows["series_exceptions"].append((series.id, exception.period, exception.reason))
            owner = _owner("series", series.id)
            rows["sources"] += [_source(f"{address}{exception.period}/", owner, s) for s in exception.sources]


def _topics(reader: Reader, root: str, rows: Rows) -> None:
    for topic in reader.records("topic"):
        rows["topics"].append((topic.id, topic.name, topic.scope, root + addresses.of("topic", topic.id)))


def _indicators(reader: Reader, root: str, rows: Rows) -> None:
    for one in reader.records("indicator"):
        rows["indicators"].append((one.id, one.name, one.scope, one.excludes, root + addresses.of("indicator", one.id)))
        rows["indicator_units"] += [(one.id, number, unit) for number, unit in enumerate(dict.fromkeys(one.units), 1)]
        rows["indicator_wordings"] += [(one.id, wording) for wording in dict.fromkeys(one.wordings)]


def of_meeting(meeting: Briefing, number: int, root: str, rows: Rows) -> None:
    """Add the rows of one meeting. ``number``: its place in order of time; ``root``: the site's address, ending in a slash."""
    address = addresses.of(_MEETING, meeting.id)
    url = root + address
    if meeting.status == "withdrawn":
        rows["withdrawn"].append((meeting.id, meeting.title, *_date(meeting.date), url))
        return
    venue = meeting.venue
    rows["meetings"].append((
        meeting.id, number, meeting.title, meeting.kind, meeting.level, meeting.series, *_date(meeting.date), meeting.date_note,
        meeting.time, *_date(meeting.period), meeting.host, venue.place, venue.province, venue.format,
        venue.connection_points, venue.note, meeting.summary, url,
    ))  # fmt: skip
    rows["meeting_topics"] += [(meeting.id, topic) for topic in dict.fromkeys(meeting.topics)]
    rows["attendance"] += [(meeting.id, place, text) for place, text in enumerate(meeting.attendance, 1)]
    _origins(rows, _MEETING, meeting.id, meeting.sources, meeting.notes, meeting.corrections)
    sources = _Sources(address, meeting)
    _mentions(meeting, rows, sources)
    for kind, items in (("result", meeting.results), ("shortcoming", meeting.shortcomings), ("task", meeting.tasks)):
        for item in items:
            _item(meeting.id, kind, item, url, rows, sources)
    for figure in meeting.figures:
        _figure(meeting, figure, url, rows, sources)


def _mentions(meeting: Briefing, rows: Rows, sources: _Sources) -> None:
    """People, provinces and documents at a meeting."""
    for number, participant in enumerate(meeting.people, 1):
        part = (meeting.id, number)
        rows["participants"].append((*part, participant.leader, participant.note))
        rows["participant_parts"] += [(*part, one) for one in dict.fromkeys(participant.part)]
        rows["participant_titles"] += [(*part, place, title) for place, title in enumerate(participant.titles, 1)]
        rows["participant_sources"] += sources.of(part, participant.source)
    for number, mention in enumerate(meeting.provinces, 1):
        part = (meeting.id, number)
        rows["mentions"].append((*part, mention.province, mention.note))
        rows["mention_sources"] += sources.of(part, mention.source)
    for number, citation in enumerate(meeting.resolutions, 1):
        part = (meeting.id, number)
        rows["citations"].append((*part, citation.resolution, citation.plenum, citation.note))
        rows["citation_relations"] += [(*part, relation) for relation in dict.fromkeys(citation.relation)]
        rows["citation_forms"] += [(*part, form) for form in dict.fromkeys(citation.cited)]
        rows["citation_sources"] += sources.of(part, citation.source)


def _item(meeting: str, kind: str, item: Item, url: str, rows: Rows, sources: _Sources) -> None:
    part = (meeting, item.id)
    due = item.due if isinstance(item, Task) else None
    rows["items"].append((*part, kind, item.text, item.by, *_date(due), f"{url}#{item.id}"))
    rows["item_documents"] += [(*part, document) for document in dict.fromkeys(item.resolutions)]
    rows["item_plenums"] += [(*part, plenum) for plenum in dict.fromkeys(item.plenums)]
    rows["item_units"] += [(*part, unit) for unit in dict.fromkeys(item.provinces)]
    rows["item_sources"] += sources.of(part, item.source)
    for relation in ("continues", "answers"):
        for target in dict.fromkeys(getattr(item, relation, ())):
            before, _, number = target.partition("#")
            rows["joins"].append(Joined(meeting, item.id, relation, before, number))


def _figure(meeting: Briefing, figure: Figure, url: str, rows: Rows, sources: _Sources) -> None:
    part = (meeting.id, figure.id)
    basis = "as_of" if figure.as_of else "period" if figure.period else "meeting"
    rows["figures"].append((
        *part, figure.indicator, figure.scope, format(figure.value, "f"), figure.bound, figure.unit, figure.what,
        *_date(figure.as_of or figure.period or meeting.date), basis, figure.province, figure.note, f"{url}#{figure.id}",
    ))  # fmt: skip
    rows["figure_sources"] += sources.of(part, figure.source)


class _Sources:
    """The sources of a meeting."""

    def __init__(self, address: str, meeting: Briefing) -> None:
        self._keys = {source.id: f"{address}#{source.id}" for source in meeting.sources}
        self._main = meeting.sources[0].id

    def of(self, part: tuple[str, str | int], ids: Iterable[str]) -> list[Row]:
        """The rows that say where a part was read: where it names none, in the first source, the report of the meeting."""
        known = [i for i in dict.fromkeys(ids) if i in self._keys] or [self._main]
        return [(*part, self._keys[i]) for i in known]


def _names(rows: Rows, table: str, record: str, names: Sequence[str]) -> None:
    rows[table] += [(record, name) for name in dict.fromkeys(names)]


def _origins(
    rows: Rows,
    kind: str,
    record: str,
    sources: Iterable[Source],
    notes: Iterable[Note] = (),
    corrections: Iterable[Correction] = (),
) -> None:
    address, owner = addresses.of(kind, record), _owner(kind, record)
    keys = {}
    for source in sources:
        row = _source(address, owner, source)
        keys[source.id] = row[0]
        rows["sources"].append(row)
    for number, note in enumerate(notes, 1):
        key = f"{address}#note-{number}"
        rows["notes"].append((key, *owner[:2], note.text))
        rows["note_sources"] += [(key, keys[i]) for i in dict.fromkeys(note.source) if i in keys]
    for number, one in enumerate(corrections, 1):
        rows["corrections"].append(
            (f"{address}#correction-{number}", *owner[:3], one.date, one.what, one.item, one.removed)
        )


def _owner(kind: str, record: str) -> Row:
    return tuple([record if kind == owner else None for owner in _OWNERS])


def _source(address: str, owner: Row, source: Source) -> Row:
    return (
        f"{address}#{source.id}", *owner, source.id, source.publisher, source.title, source.url, *_date(source.published),
        source.author, source.accessed, source.sha256, source.archived, "part" if source.partial else "whole", source.note,
    )  # fmt: skip


def _date(edtf: str | None) -> Row:
    """A date with its earliest and latest day."""
    if edtf is None:
        return (None, None, None)
    moment = dates.parse(edtf)
    return (edtf, moment.earliest.isoformat(), moment.latest.isoformat())
