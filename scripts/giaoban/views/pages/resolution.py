"""The page of a document: its adoption, then every meeting that carried it; what is not known is said to be open.

The list of documents: by type, then issuer, term and number; and as links by issuer and by term.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby

from giaoban import addresses, dates, kinds
from giaoban.archive.gathered import Slice
from giaoban.archive.listings import BY_ISSUER, BY_TERM, BY_TYPE, NEXT, ListedDocument, is_congress, roman, value
from giaoban.archive.reader import Reader
from giaoban.archive.values import Entry, Share
from giaoban.records.models.resolution import Resolution
from giaoban.vietnamese import sort_key
from giaoban.views import drawing, evidence, feeds, lists, subject, timeline, words
from giaoban.views.drawing import Drawing, Key, Ladder, Rung, Scheme
from giaoban.views.evidence import CorrectionLine, NoteLine, SourceLine
from giaoban.views.lists import Facet, Jump, LinkGroup, ListRow, ListView, SubpageGroup, SubpageLink, anchors
from giaoban.views.subject import PartView, SubjectView
from giaoban.views.timeline import Event, Meetings, TimelineGroup
from giaoban.views.values import Fact, Rich, Span, date, facts, head, joined, link, links_to_documents, text
from giaoban.views.words import clip, counted, filter_value, first_upper

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
        open=tuple(_unattested(record)),
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
        place = (Span("Tại "), *plenum, Span(", cùng "), *joined(links_to_documents(reader, others)), Span("."))
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
        ("Thực hiện", links_to_documents(reader, record.implements)),
        ("Sửa đổi", links_to_documents(reader, record.amends)),
        ("Thay thế", links_to_documents(reader, record.replaces)),
        ("Được thực hiện bằng", links_to_documents(reader, reader.backlinks("implements", record.id))),
        ("Được sửa đổi bởi", links_to_documents(reader, reader.backlinks("amends", record.id))),
        ("Được thay thế bởi", links_to_documents(reader, reader.backlinks("replaces", record.id))),
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


def _unattested(record: Resolution) -> Iterator[str]:
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
    reader: Reader, record: Resolution, held: Meetings, groups: Sequence[TimelineGroup], changes: Sequence[Event]
) -> Drawing | None:
    if not held.count or held.count + (record.date is not None) < 2:
        return None
    found: Counter[str] = Counter()
    for combination, count in held.combinations.items():
        for part in combination or ("mentioned",):
            found[part] += count
    used = [lane for lane in _LANES if not set(lane).isdisjoint(found)]
    scheme = Scheme(
        1 + len(used), words.RELATIONS, _shapes({p: i for i, lane in enumerate(used, 1) for p in lane}), _naming
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


def _naming(entry: Entry, part: str) -> tuple[str, str]:
    item = next((item for item in entry.items if item[0] == _ITEMS.get(part)), "")
    return f"{words.RELATIONS[part]}, {words.item(item)}" if item else words.RELATIONS[part], item


def _share(reader: Reader, rung: Rung) -> Share | None:
    """How many of all meetings of a year named the document."""
    if rung.group is None or not rung.group.meetings:
        return None
    return reader.share(rung.group.meetings, "year", rung.group.label)


_KIND = kinds.get("resolution")
_TOP = addresses.section("resolution")
_OPEN_ISSUER = "Chưa rõ cơ quan ban hành"
_BRIEF = 60
_TITLES = {BY_TYPE: "Theo loại", BY_ISSUER: "Theo cơ quan ban hành", BY_TERM: "Theo khóa"}
_IDS = {BY_TYPE: "nhom", BY_ISSUER: "co-quan", BY_TERM: "khoa"}
"""What the ids of the headings of each order begin with."""


def list_paths(reader: Reader) -> tuple[str, ...]:
    """Its pages: one for each type, issuer and term where one page does not hold all."""
    return lists.paths(reader, "resolution")


def list_view(reader: Reader, path: str) -> ListView:
    """The list of documents, or the ways to its slices; with a ``path``, one slice by type, issuer and term."""
    here = reader.slice("resolution", path) or Slice(0)
    return _slice(reader, path, here) if path else _whole(reader, here)


def _whole(reader: Reader, here: Slice) -> ListView:
    scope = f"{counted(here.count, 'văn bản')} được dẫn ở các cuộc họp, xếp theo loại, cơ quan và số."
    note = (Span("Xem thêm "), Span("các hội nghị Trung ương", addresses.section("plenum")), Span("."))
    if here.below:
        ways = tuple(_ways(reader, order, order) for order in _TITLES)
        return lists.view("resolution", _KIND.title, scope, note=note, ways=ways)
    documents = reader.documents()
    groups = _rows(reader, documents)
    facets = tuple(_facet(order, documents) for order in (BY_ISSUER, BY_TERM))
    jump = [*lists.jump(_TITLES[BY_TYPE], groups)]
    jump += [Jump(facet.title, tuple((g.id, g.heading, len(g.links)) for g in facet.groups)) for facet in facets]
    return lists.view("resolution", _KIND.title, scope, note=note, groups=groups, facets=facets, jump=tuple(jump))


def _slice(reader: Reader, path: str, here: Slice) -> ListView:
    """The documents of one type, issuer or term, or the ways to them."""
    order, first, *rest = path.split("/")
    documents = reader.documents(path)
    up = [Span(_KIND.title, _TOP)]
    name = _heading(order, value(order, documents[0]))
    if rest:
        up.append(Span(name, f"{_TOP}{order}/{first}/"))
        name = f"{name}, {_heading(NEXT[order], value(NEXT[order], documents[0]))}"
    title, scope = f"{_KIND.title}: {name}", f"{counted(len(documents), 'văn bản')}."
    if here.below:
        ways = (_ways(reader, path, NEXT[order]),)
        return lists.view("resolution", title, scope, path=path, up=tuple(up), ways=ways)
    if order == BY_TYPE:
        return lists.view("resolution", title, scope, path=path, up=tuple(up), groups=_rows(reader, documents))
    return lists.view("resolution", title, scope, path=path, up=tuple(up), facets=(_facet(order, documents),))


def _ways(reader: Reader, path: str, order: str) -> SubpageGroup:
    """The ways to the pages below, with the ids that the headings have where all stands on one page."""
    found = reader.document_headings(path)
    ids = anchors(_IDS[order], (_anchor_words(order, known) for known, _, _ in found))
    return SubpageGroup(
        order,
        _TITLES[order],
        tuple(
            SubpageLink(f"{_TOP}{below}/", _heading(order, known), counted(count, "văn bản"), (place,))
            for place, (known, below, count) in zip(ids, found, strict=True)
        ),
    )


def _rows(reader: Reader, documents: Sequence[ListedDocument]) -> tuple[lists.ListGroup, ...]:
    return lists.groups_with_ids(
        (kind, [_list_row(reader, document) for document in of])
        for kind, of in groupby(documents, key=lambda d: d.type)
    )


def _list_row(reader: Reader, document: ListedDocument) -> ListRow:
    reference = document.reference
    name: Rich = (Span(document.symbol or reference.label, reference.address or ""),)
    if reference.detail:
        name = (*name, Span(f" {reference.detail}"))
    issued = date(document.date) if document.date else text("chưa rõ ngày ban hành")
    return lists.row(reader, reference, joined([text(document.issuer), issued]), name)


def _facet(order: str, documents: Sequence[ListedDocument]) -> Facet:
    found: dict[str, list[Rich]] = defaultdict(list)
    for document in documents:
        reference = document.reference
        found[value(order, document)].append((Span(clip(reference.label, _BRIEF), reference.address or ""),))
    values = sorted(found, key=lambda known: (not known, roman(known) if order == BY_TERM else sort_key(known)))
    ids = anchors(_IDS[order], (_anchor_words(order, known) for known in values))
    groups = (
        LinkGroup(place, _heading(order, known), tuple(found[known])) for place, known in zip(ids, values, strict=True)
    )
    return Facet(order, _TITLES[order], tuple(groups))


def _anchor_words(order: str, known: str) -> str:
    """The words from which the id of a heading is made."""
    return known if order == BY_TERM else _heading(order, known)


def _heading(order: str, known: str) -> str:
    """What a type, issuer or term is called; "" where it is not known."""
    if order == BY_TERM:
        return "Chưa rõ khóa" if not known else f"Khóa {known}" if is_congress(known) else f"Nhiệm kỳ {known}"
    return known or _OPEN_ISSUER
