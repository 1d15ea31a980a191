"""All records as one document of JSON-LD, in the words of schema.org, a node a line; pages say the same (`render.linked`).

A date that is no certain day is no ``startDate``: it is given as EDTF, beside its bounds (a period as the Dublin Core Metadata
Initiative writes one). Titles of people are left out: they were observed on a day, and ``jobTitle`` would say that they hold
them now. The context stands in the document itself, so that nothing has to be asked of another host to read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from giaoban import addresses, dates
from giaoban.archive.reader import Reader
from giaoban.dataset import package, tables
from giaoban.records.model import Source
from giaoban.records.models.briefing import Briefing

Node = dict[str, Any]

THING = "#doi-tuong"
"""Behind the address of a page: what the page is about, which is not the page."""
TYPES: Mapping[str, str] = {
    "briefing": "Event",
    "leader": "Person",
    "organization": "Organization",
    "plenum": "Event",
    "province": "AdministrativeArea",
    "resolution": "Legislation",
    "series": "EventSeries",
    "topic": "DefinedTerm",
    "indicator": "StatisticalVariable",
}
"""What each kind of record is."""
TERMS = "http://purl.org/dc/terms/"
_EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
_CONTEXT = {
    "@vocab": "https://schema.org/",
    "dcterms": TERMS,
    "url": {"@type": "@id"},
    "license": {"@type": "@id"},
}
_TWO_DAYS = len("2011-03-23/2011-03-24")
_CHANGES = {"amends": "legislationChanges", "implements": "legislationApplies", "replaces": "legislationRepeals"}
# An organization has no page; its identifier begins with that of the data.
_BODY = f"{addresses.DATA}#co-quan-"
_encode = msgspec.json.encode


def when(edtf: str | None, start: str, end: str = "") -> Node:
    """A date: as days where they are known, and always as EDTF; one that is not certain also by its bounds."""
    if not edtf:
        return {}
    moment = dates.parse(edtf)
    first, last = moment.earliest.isoformat(), moment.latest.isoformat()
    found: Node = {"dcterms:date": {"@type": _EDTF, "@value": edtf}}
    if moment.exact:
        return {start: first, **found}
    if end and moment.precision == "interval" and len(edtf) == _TWO_DAYS:
        return {start: first, end: last, **found}
    return {
        **found,
        "dcterms:temporal": {"@type": "dcterms:Period", "@value": f"start={first}; end={last}; scheme=W3C-DTF;"},
    }


def data_set(root: str, edition: str) -> Node:
    """The data set itself. ``edition``: the day of the data, or empty."""
    return {
        "@type": "Dataset",
        "@id": f"{root}{addresses.DATA}{THING}",
        "name": package.TITLE,
        "description": package.ABOUT,
        "url": root + addresses.DATA,
        "license": addresses.LICENCE,
        "version": tables.VERSION,
        **({"dateModified": edition} if edition else {}),
        "inLanguage": "vi",
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": "Giao ban", "url": root},
    }


class LinkedData:
    """A document that is being written."""

    def __init__(self, path: Path, reader: Reader, root: str) -> None:
        """Begin it with all records but meetings. ``root``: the site's address, ending in a slash."""
        self._stream, self._root = path.open("wb"), root
        self._pages = {unit.id: unit.page for unit in reader.records("unit")}
        self._stream.write(b'{"@context":%s,"@graph":[\n' % _encode(_CONTEXT))
        for node in self._entities(reader):
            self._write(node)

    def meetings(self, meetings: Iterable[Briefing]) -> None:
        """Add some meetings; nothing is said of those that are withdrawn."""
        for meeting in meetings:
            if meeting.status != "withdrawn":
                self._write(self._event(meeting))

    def close(self, edition: str) -> None:
        """End it with the data set. ``edition``: the day of the data."""
        self._stream.write(_encode(data_set(self._root, edition)) + b"\n]}\n")
        self._stream.close()

    def _write(self, node: Node) -> None:
        self._stream.write(_encode(node) + b",\n")

    def _entities(self, reader: Reader) -> Iterable[Node]:
        for province in reader.records("province"):
            country = {"@type": "Country", "name": "Việt Nam"}
            yield {**self._node("province", province.id, province.name), "containedInPlace": country}
        for body in reader.records("organization"):
            names = [*([body.short] if body.short else []), *body.aliases]
            yield {
                **self._node("organization", body.id, body.name),
                **_some("alternateName", names),
                **self._to("parentOrganization", "organization", [body.parent]),
                **self._to("areaServed", "province", [self._pages.get(body.province or "")]),
            }
        for person in reader.records("leader"):
            yield {
                **self._node("leader", person.id, person.name),
                **_some("alternateName", person.other_names),
                **({"description": person.note} if person.note else {}),
                **_based_on(person.sources),
            }
        for plenum in reader.records("plenum"):
            yield {
                **self._node("plenum", plenum.id, plenum.name),
                **_some("alternateName", plenum.aliases),
                **when(plenum.date, "startDate", "endDate"),
                **_based_on(plenum.sources),
            }
        for document in reader.records("resolution"):
            name = document.title or document.title_as_cited or " ".join(filter(None, [document.type, document.symbol]))
            changes = [self._to(term, "resolution", getattr(document, key)) for key, term in _CHANGES.items()]
            yield {
                **self._node("resolution", document.id, name),
                **_some("alternateName", document.aliases),
                "legislationType": document.type,
                **({"legislationIdentifier": document.symbol} if document.symbol else {}),
                **self._to("legislationPassedBy", "organization", [document.issuer]),
                **when(document.date, "legislationDate"),
                **{term: targets for change in changes for term, targets in change.items()},
                **_based_on(document.sources),
            }
        for series in reader.records("series"):
            organizer = self._to("organizer", "organization", [series.host])
            node = self._node("series", series.id, series.name)
            yield {**node, "description": series.scope, **organizer, **_based_on(series.sources)}
        for topic in reader.records("topic"):
            yield {**self._node("topic", topic.id, topic.name), "description": topic.scope}
        for indicator in reader.records("indicator"):
            yield {**self._node("indicator", indicator.id, indicator.name), "description": indicator.scope}

    def _event(self, meeting: Briefing) -> Node:
        about = [
            *(self._id("resolution", one.resolution) for one in meeting.resolutions if one.resolution),
            *(self._id("plenum", one.plenum) for one in meeting.resolutions if one.plenum),
            *(self._id("topic", topic) for topic in meeting.topics),
            *(self._id("province", self._pages[one.province]) for one in meeting.provinces),
        ]
        return {
            **self._node("briefing", meeting.id, meeting.title),
            **when(meeting.date, "startDate", "endDate"),
            **self._place(meeting),
            **self._to("organizer", "organization", [meeting.host]),
            **self._to("superEvent", "series", [meeting.series]),
            **self._to("contributor", "leader", [person.leader for person in meeting.people]),
            **_some("about", [{"@id": one} for one in dict.fromkeys(about)]),
            **_based_on(meeting.sources),
        }

    def _place(self, meeting: Briefing) -> Node:
        venue = meeting.venue
        within = self._to("containedInPlace", "province", [self._pages.get(venue.province or "")])
        named = {"name": venue.place} if venue.place else {}
        return {"location": {"@type": "Place", **named, **within}} if named or within else {}

    def _node(self, kind: str, entity: str, name: str) -> Node:
        page = {} if kind == "organization" else {"url": self._root + addresses.of(kind, entity)}
        return {"@type": TYPES[kind], "@id": self._id(kind, entity), "name": name, **page}

    def _id(self, kind: str, entity: str) -> str:
        return self._root + (_BODY + entity if kind == "organization" else addresses.of(kind, entity) + THING)

    def _to(self, term: str, kind: str, entities: Iterable[str | None]) -> Node:
        return _some(term, [{"@id": self._id(kind, one)} for one in dict.fromkeys(entities) if one])


def _based_on(sources: Iterable[Source]) -> Node:
    return _some("isBasedOn", [_source(source) for source in sources])


def _source(source: Source) -> Node:
    return {
        "@type": "Article",
        **({"headline": source.title} if source.title else {}),
        **({"url": source.url} if source.url else {}),
        **({"author": source.author} if source.author else {}),
        **({"publisher": {"@type": "Organization", "name": source.publisher}} if source.publisher else {}),
        **when(source.published, "datePublished"),
    }


def _some(term: str, values: Iterable[Any]) -> Node:
    found = list(values)
    return {term: found if len(found) > 1 else found[0]} if found else {}
