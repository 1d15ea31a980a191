"""The list of documents: by type, then issuer, term and number; and as links by issuer and by term."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby

from giaoban import addresses, kinds
from giaoban.archive.gathered import Slice
from giaoban.archive.listings import BY_ISSUER, BY_TERM, BY_TYPE, NEXT, ListedDocument, is_congress, roman, value
from giaoban.archive.reader import Reader
from giaoban.vietnamese import sort_key
from giaoban.views import lists
from giaoban.views.lists import Facet, Group, Jump, LinkGroup, ListView, Row, Way, WayGroup, anchors
from giaoban.views.values import Rich, Span, date, joined, text
from giaoban.views.words import clip, counted

_KIND = kinds.get("resolution")
_TOP = addresses.section("resolution")
_OPEN_ISSUER = "Chưa rõ cơ quan ban hành"
_BRIEF = 60
_TITLES = {BY_TYPE: "Theo loại", BY_ISSUER: "Theo cơ quan ban hành", BY_TERM: "Theo khóa"}
_IDS = {BY_TYPE: "nhom", BY_ISSUER: "co-quan", BY_TERM: "khoa"}
"""What the ids of the headings of each order begin with."""


def paths(reader: Reader) -> tuple[str, ...]:
    """Its pages: one for each type, issuer and term where one page does not hold all."""
    return lists.paths(reader, "resolution")


def view(reader: Reader, path: str) -> ListView:
    """One of its pages."""
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


def _ways(reader: Reader, path: str, order: str) -> WayGroup:
    """The ways to the pages below, with the ids that the headings have where all stands on one page."""
    found = reader.document_headings(path)
    ids = anchors(_IDS[order], (_anchored(order, known) for known, _, _ in found))
    return WayGroup(
        order,
        _TITLES[order],
        tuple(
            Way(f"{_TOP}{below}/", _heading(order, known), counted(count, "văn bản"), (place,))
            for place, (known, below, count) in zip(ids, found, strict=True)
        ),
    )


def _rows(reader: Reader, documents: Sequence[ListedDocument]) -> tuple[Group, ...]:
    return lists.grouped(
        (kind, [_row(reader, document) for document in of]) for kind, of in groupby(documents, key=lambda d: d.type)
    )


def _row(reader: Reader, document: ListedDocument) -> Row:
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
    ids = anchors(_IDS[order], (_anchored(order, known) for known in values))
    groups = (
        LinkGroup(place, _heading(order, known), tuple(found[known])) for place, known in zip(ids, values, strict=True)
    )
    return Facet(order, _TITLES[order], tuple(groups))


def _anchored(order: str, known: str) -> str:
    """The words from which the id of a heading is made."""
    return known if order == BY_TERM else _heading(order, known)


def _heading(order: str, known: str) -> str:
    """What a type, issuer or term is called; "" where it is not known."""
    if order == BY_TERM:
        return "Chưa rõ khóa" if not known else f"Khóa {known}" if is_congress(known) else f"Nhiệm kỳ {known}"
    return known or _OPEN_ISSUER
