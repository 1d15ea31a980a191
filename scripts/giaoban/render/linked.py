"""What a page says to programs that know nothing of the archive: linked data in the words of schema.org, and Dublin Core.

Both say only what the page shows. A date that is no certain day is no ``startDate``: it is given as EDTF, beside its bounds (a
period as the Dublin Core Metadata Initiative writes one). Titles of people are left out: they were observed on a day, and
``jobTitle`` would say that they hold them now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, singledispatch
from html import escape
from typing import Any

import msgspec

from giaoban import addresses, headers, kinds
from giaoban.archive.values import Reference
from giaoban.dataset.linked import TERMS, THING, TYPES, data_set, when
from giaoban.dataset.writing import GZIP
from giaoban.views.evidence import SourceLine
from giaoban.views.pages.briefing import BriefingView
from giaoban.views.pages.data import DataView
from giaoban.views.pages.indicator import IndicatorView
from giaoban.views.pages.leader import LeaderView
from giaoban.views.pages.plenum import PlenumView
from giaoban.views.pages.province import ProvinceView
from giaoban.views.pages.resolution import ResolutionView
from giaoban.views.subject import PartView, ScopedView
from giaoban.views.values import Head, Rich, View

CONTEXT = ["https://schema.org", {"dcterms": TERMS}]
_encode = msgspec.json.encode

Node = dict[str, Any]


def markup(view: View, root: str) -> str:
    """What stands in the head of the page of a view; nothing where search engines are kept away. ``root``: the site's address."""
    head = view.head
    if not head.indexed:
        return ""
    thing = _thing(view, root)
    graph = [_page(view, root, thing), *([thing] if thing else []), _trail(head, root)]
    # Within a script nothing is escaped, and only this could end it.
    data = _encode({"@context": CONTEXT, "@graph": graph}).replace(b"<", b"\\u003c").decode()
    return f'{_dublin_core(view)}<script type="application/ld+json">{data}</script>\n'


def _dublin_core(view: View) -> str:
    """The terms that differ between pages; what all have stands in their frame."""
    date = view.date if isinstance(view, BriefingView | ResolutionView) else ""
    found = [("date", date), *(("source", source.url) for source in _sources(view))]
    return "".join(f'<meta name="DCTERMS.{term}" content="{escape(value)}">\n' for term, value in found if value)


def _sources(view: View) -> tuple[SourceLine, ...]:
    return view.sources if isinstance(view, BriefingView | LeaderView | PlenumView | ResolutionView) else ()


# The nodes of the graph


def _page(view: View, root: str, thing: Node | None) -> Node:
    head = view.head
    page: Node = {
        "@type": "WebPage" if thing else "CollectionPage",
        "@id": root + head.address,
        "url": root + head.address,
        "name": head.title or "Giao ban",
        "description": head.description,
        "inLanguage": "vi",
        "license": addresses.LICENCE,
        "isPartOf": {"@type": "WebSite", "@id": f"{root}#kho", "name": "Giao ban", "url": root},
    }
    if thing:
        page["mainEntity"] = {"@id": thing["@id"]}
        if thing.get("description") == head.description:
            del page["description"]
    elif isinstance(view, PartView):
        page["about"] = {"@id": root + "/".join(head.address.split("/")[:2]) + f"/{THING}"}
    if based := [source.url for source in _sources(view) if source.url]:
        page["isBasedOn"] = based
    return page


def _trail(head: Head, root: str) -> Node:
    """The way to a page: from the first page by the list of its kind."""
    steps = [("Giao ban", "")]
    section, _, rest = head.address.partition("/")
    if rest and section in _sections():
        steps.append((_sections()[section], f"{section}/"))
    if head.address:
        steps.append((head.title, head.address))
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": root + address}
        for place, (name, address) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


@cache
def _sections() -> Mapping[str, str]:
    return {kind.section: kind.title for kind in kinds.with_pages()}


@singledispatch
def _thing(view: View, root: str) -> Node | None:  # noqa: ARG001 - others look at both
    """What the page is about, where that is one thing."""
    return None


@_thing.register
def _event(view: BriefingView, root: str) -> Node:
    people = [_node_of_link(line.name, "Person", root) for group in view.people for line in group.members]
    about = [line.document for line in view.documents if line.document]
    places = [_node_of_link(name, "AdministrativeArea", root) for line in view.provinces for name in line.names]
    return {
        **_node(view, "Event", view.head.title, root),
        "description": view.head.description,
        **when(view.date, "startDate", "endDate"),
        **({"location": {"@type": "Place", "name": view.place}} if view.place else {}),
        **_some("organizer", _references([view.host], root)),
        **_some("superEvent", _references([view.series], root)),
        **_some("contributor", people),
        **_some("about", [*_references([*about, *view.topics], root), *places]),
    }


@_thing.register
def _person(view: LeaderView, root: str) -> Node:
    return {**_node(view, "Person", view.name, root), **({"description": view.note} if view.note else {})}


@_thing.register
def _legislation(view: ResolutionView, root: str) -> Node:
    return {
        **_node(view, "Legislation", view.name, root),
        "legislationType": view.type,
        **({"legislationIdentifier": view.symbol} if view.symbol else {}),
        **({"legislationPassedBy": {"@type": "Organization", "name": view.issuer}} if view.issuer else {}),
        **when(view.date, "legislationDate"),
    }


@_thing.register
def _area(view: ProvinceView, root: str) -> Node:
    country = {"@type": "Country", "name": "Việt Nam"}
    return {**_node(view, "AdministrativeArea", view.name, root), "containedInPlace": country}


@_thing.register
def _session(view: PlenumView, root: str) -> Node:
    adopted = _references(view.adopted, root)
    return {**_node(view, "Event", view.name, root), **_some("about", adopted)}


@_thing.register
def _data(view: DataView, root: str) -> Node:
    files = [*view.files, *(table.file for table in view.tables if table.file)]
    downloads = [_download(path, root) for file in files for path in (file.path, file.packed) if path]
    return {**data_set(root, view.edition), **_some("distribution", downloads)}


def _download(path: str, root: str) -> Node:
    kind = "application/gzip" if path.endswith(GZIP) else headers.type_of(path).partition(";")[0]
    name = path.rpartition("/")[2]
    return {"@type": "DataDownload", "name": name, "contentUrl": root + path, "encodingFormat": kind}


@_thing.register
def _scope(view: ScopedView, root: str) -> Node | None:
    kind = next((kind.key for kind in kinds.with_pages() if view.head.address.startswith(f"{kind.section}/")), "")
    if kind not in TYPES:  # a year is no thing
        return None
    return {**_node(view, TYPES[kind], view.name, root), "description": view.scope}


@_thing.register
def _measure(view: IndicatorView, root: str) -> Node | None:
    if view.head.address != addresses.of("indicator", view.id):  # a part of its figures
        return None
    return {**_node(view, TYPES["indicator"], view.name, root), "description": view.scope}


def _node(view: View, type_name: str, name: str, root: str) -> Node:
    address = root + view.head.address
    return {"@type": type_name, "@id": address + THING, "name": name, "url": address}


def _references(references: Iterable[Reference | None], root: str) -> list[Node]:
    return [_named_node(one.label, one.address or "", TYPES.get(one.kind, "Thing"), root) for one in references if one]


def _node_of_link(name: Rich, type_name: str, root: str) -> Node:
    return _named_node("".join(span.text for span in name), name[0].address if name else "", type_name, root)


def _named_node(name: str, address: str, type_name: str, root: str) -> Node:
    return {"@type": type_name, **({"@id": root + address + THING} if address else {}), "name": name}


def _some(name: str, nodes: list[Node]) -> Node:
    return {name: nodes if len(nodes) > 1 else nodes[0]} if nodes else {}
