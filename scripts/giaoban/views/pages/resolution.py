"""The page of a document: its adoption, then every meeting that carried it; what is not known is said to be open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from giaoban import addresses, dates
from giaoban.archive.reader import Reader
from giaoban.archive.values import Entry, Share
from giaoban.records.models.resolution import Resolution
from giaoban.views import drawing, evidence, feeds, subject, timeline, words
from giaoban.views.drawing import Drawing, Key, Ladder, Rung, Scheme
from giaoban.views.evidence import CorrectionLine, NoteLine, SourceLine
from giaoban.views.subject import PartView, SubjectView
from giaoban.views.timeline import Event, Group, Meetings
from giaoban.views.values import Fact, Rich, Span, and_more, date, facts, head, joined, link, text
from giaoban.views.words import filter_value, first_upper

_MOST_DOCUMENTS = 40
# The lanes of a document's life: it, what carried it, what was asked, reported and weighed, and what only named it.
_LANES = (("studied", "implemented"), ("tasked",), ("reported",), ("reviewed",), ("issued", "drafted", "mentioned"))
_ITEMS = {"tasked": "t", "reported": "r", "reviewed": "r"}
_ORDER = list(words.RELATIONS)
_EVENTS = (("adopted", "Ban hành"), ("changed", "Được sửa đổi"), ("replaced", "Được thay thế"))


class ResolutionView(SubjectView, frozen=True, kw_only=True):
    """The page of a document. ``date``: of its adoption (EDTF); it, ``symbol`` and ``issuer`` are empty where not known.

    ``as_cited``: its title is known from a meeting's report alone. ``open``: what no source attests.
    """

    type: str
    symbol: str
    issuer: str
    date: str
    as_cited: bool
    open: tuple[str, ...]
    drawing: Drawing | None
    notes: tuple[NoteLine, ...]
    sources: tuple[SourceLine, ...]
    corrections: tuple[CorrectionLine, ...]


def keys(reader: Reader) -> tuple[str, ...]:
    """Every document, and the parts of long timelines."""
    return subject.keys(reader, "resolution")


def address(key: str) -> str:
    """The address of a document, or of a part of its timeline."""
    return addresses.of("resolution", key)


def view(reader: Reader, key: str) -> ResolutionView | PartView:
    """The page of a document, or of a part of its timeline."""
    entity, _, path = key.partition("/")
    if path:
        return subject.part(reader, "resolution", entity, path)
    record = reader.record("resolution", entity)
    held = timeline.meetings(reader, "resolution", entity)
    issuer = reader.reference("organization", record.issuer)
    title = record.title or record.title_as_cited or ""
    full = " – ".join(part for part in (record.symbol, title) if part) or record.type
    changes = list(_changes(reader, entity))
    groups = timeline.by_year(held, [_adoption(reader, record), *changes])
    said = (
        f"{record.type} {full}: {timeline.counted_meetings(held)} trong kho lưu trữ, "
        "từ khi ban hành tới các lần triển khai, báo cáo, tổng kết."
    )
    return ResolutionView(
        head=head(
            address(entity), subject.layout("resolution"), f"{record.type} {full}" if record.symbol else full, said,
            subject.section("resolution"), feeds=feeds.of_entity(reader, "resolution", entity, f"{record.type} {full}"),
        ),
        id=entity,
        name=title or record.type,
        type=record.type,
        symbol=record.symbol or "",
        issuer=issuer.label if issuer else "",
        date=record.date or "",
        as_cited=bool(record.title_as_cited and not record.title),
        lede=subject.lede(held, "Được nêu ở {} của kho lưu trữ, "),
        facts=_facts(reader, record, held),
        open=tuple(_open(record)),
        timeline=timeline.timeline(held, groups),
        drawing=_drawing(reader, record, held, groups, changes),
        notes=evidence.notes(record.notes),
        sources=evidence.sources(record.sources),
        corrections=evidence.corrections(record.corrections),
    )  # fmt: skip


def _adoption(reader: Reader, record: Resolution) -> Event:
    issuer = reader.reference("organization", record.issuer)
    plenum = link(reader.reference("plenum", record.plenum))
    others = [other for other in reader.backlinks("adopted", record.plenum or "") if other != record.id]
    place: Rich = ()
    if others:
        place = (Span("Tại "), *plenum, Span(", cùng "), *joined(_links(reader, others)), Span("."))
    elif plenum:
        place = (Span("Tại "), *plenum, Span("."))
    first = record.sources[0].id
    return Event(
        record.date,
        "adopted",
        text(f"{issuer.label} ban hành" if issuer else "Ban hành"),
        place,
        (Span(f"Nguồn {words.ordinal(first)}", address=f"#{first}"),),
        id="ban-hanh",
        mark="adopted",
    )


def _changes(reader: Reader, entity: str) -> Iterator[Event]:
    """What later documents did to this one, where their date is known; the facts name the others."""
    for relation, verb, mark in (("amends", "sửa đổi", "changed"), ("replaces", "thay thế", "replaced")):
        for later in reader.backlinks(relation, entity):
            document = reader.adoption(later)
            if document and document.date:
                where = document.reference.address or ""
                title = (Span("Được "), *link(document.reference), Span(f" {verb}"))
                source = (Span("Nguồn của văn bản ấy", address=f"{where}#{document.source}"),)
                anchor = f"{filter_value(verb)}-{later}"
                yield Event(document.date, "merged", title, (), source, anchor, mark, where)


def _links(reader: Reader, ids: Sequence[str]) -> tuple[Rich, ...]:
    links = [link(reader.reference("resolution", entity)) for entity in ids[:_MOST_DOCUMENTS]]
    return and_more(links, len(ids) - _MOST_DOCUMENTS, "văn bản", addresses.section("resolution"))


def _facts(reader: Reader, record: Resolution, held: Meetings) -> tuple[Fact, ...]:
    return facts(
        ("Số, ký hiệu", [text(record.symbol or "") or _unknown("chưa rõ")]),
        ("Loại", [text(record.type)]),
        ("Cơ quan", [link(reader.reference("organization", record.issuer)) or _unknown("chưa rõ cơ quan ban hành")]),
        ("Địa phương", [link(reader.reference("unit", record.province))]),
        ("Khóa", [text(record.term or "")]),
        ("Ngày", [date(record.date) if record.date else _unknown("chưa rõ ngày ban hành")]),
        ("Hội nghị", [link(reader.reference("plenum", record.plenum))]),
        ("Còn gọi", [text(alias) for alias in record.aliases], "; "),
        ("Thực hiện", _links(reader, record.implements)),
        ("Sửa đổi", _links(reader, record.amends)),
        ("Thay thế", _links(reader, record.replaces)),
        ("Được thực hiện bằng", _links(reader, reader.backlinks("implements", record.id))),
        ("Được sửa đổi bởi", _links(reader, reader.backlinks("amends", record.id))),
        ("Được thay thế bởi", _links(reader, reader.backlinks("replaces", record.id))),
        ("Địa phương báo cáo", _reporters(reader, held)),
    )


def _unknown(words_for_it: str) -> Rich:
    return (Span(words_for_it, role="open"),)


def _reporters(reader: Reader, held: Meetings) -> list[Rich]:
    """The provinces that reported on it, each under the name it bore the first time."""
    found: dict[str, str] = {}
    reports = [report for tally in held.tallies for report in tally.units]
    reports += [(unit, entry.meeting.date) for entry in held.entries for unit in entry.units]
    for unit, when in reports:
        found.setdefault(unit, when)
    return [link(reader.unit_on(unit, when)) for unit, when in found.items()]


def _open(record: Resolution) -> Iterator[str]:
    """What no source of the archive attests, named for readers."""
    if not record.symbol:
        yield "số, ký hiệu"
    if not record.issuer:
        yield "cơ quan ban hành"
    if not (record.date and dates.parse(record.date).exact):
        yield "ngày ban hành"
    if not record.title:
        yield "tên đầy đủ" if record.title_as_cited else "tên văn bản"


# The drawing: its life on the first lane, what meetings did with it on the others


def _drawing(
    reader: Reader, record: Resolution, held: Meetings, groups: Sequence[Group], changes: Sequence[Event]
) -> Drawing | None:
    if not held.count or held.count + (record.date is not None) < 2:
        return None
    found: Counter[str] = Counter()
    for combination, count in held.combinations.items():
        for part in combination or ("mentioned",):
            found[part] += count
    used = [lane for lane in _LANES if not set(lane).isdisjoint(found)]
    scheme = Scheme(
        1 + len(used), words.RELATIONS, _shapes({p: i for i, lane in enumerate(used, 1) for p in lane}), _named
    )
    ladder = Ladder(groups, held, scheme)
    for lane in range(1, ladder.lanes):
        ladder.run(lane, "guide")
    ended = min(
        (e for e in changes if e.mark == "replaced"), key=lambda e: dates.parse(e.date or "").earliest, default=None
    )
    ladder.run(0, "own" if record.date else "band", "ban-hanh" if record.date else None, ended.id if ended else None)
    drawn = {event.mark for event in changes} | ({"adopted"} if record.date else set())
    keys = [Key(text(label), shape) for shape, label in _EVENTS if shape in drawn]
    keys += [
        Key(text(first_upper(words.RELATIONS[part])), part, count=found[part])
        for lane in used
        for part in lane
        if found[part]
    ]
    said = f"{timeline.counted_meetings(held)}: {drawing.tally_words(found, words.RELATIONS)}."
    if record.date:
        said = f"Ban hành {dates.vietnamese(record.date)}; {said}"
    note = "Bên phải: số cuộc họp nêu văn bản trên tổng số cuộc họp của năm ấy trong kho lưu trữ."
    rows = tuple(rung.row(share=_share(reader, rung)) for rung in ladder.rungs)
    return Drawing("resolution", ladder.lanes, rows, tuple(keys), said, note)


def _shapes(lane_of: Mapping[str, int]) -> Callable[[tuple[str, ...]], list[tuple[int, str]]]:
    """What is drawn of a meeting: of two things that it did on one lane the weightier; the list has both."""

    def shapes(parts: tuple[str, ...]) -> list[tuple[int, str]]:
        lightest_first = sorted(parts or ("mentioned",), key=_ORDER.index, reverse=True)
        return list({lane_of[part]: part for part in lightest_first}.items())

    return shapes


def _named(entry: Entry, part: str) -> tuple[str, str]:
    item = next((item for item in entry.items if item[0] == _ITEMS.get(part)), "")
    return f"{words.RELATIONS[part]}, {words.item(item)}" if item else words.RELATIONS[part], item


def _share(reader: Reader, rung: Rung) -> Share | None:
    """How many of all meetings of a year named the document."""
    if rung.group is None or not rung.group.meetings:
        return None
    return reader.share(rung.group.meetings, "year", rung.group.label)
