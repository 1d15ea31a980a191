"""What drafting gives: every value with its place in the text and how it was found; also as one object with a record's keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from giaoban.citations import Resolved
from giaoban.findings import Finding

TextRange = tuple[int, int]


@dataclass(frozen=True, slots=True)
class DraftValue:
    """A value; ``span`` counts code points of the draft's text and is None for what the page's head says.

    ``doubt`` is what an editor has to settle, empty when nothing is left open.
    """

    value: Any
    span: TextRange | None
    how: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class DraftPerson:
    """A person who took part: ``leader`` is an id of the archive, or of a record proposed where ``new`` is set."""

    name: str
    span: TextRange
    titles: tuple[DraftValue, ...]
    part: DraftValue
    leader: str | None
    candidates: tuple[str, ...] = ()
    new: bool = False


@dataclass(frozen=True, slots=True)
class DraftProvince:
    """A provincial unit the article names."""

    unit: str
    span: TextRange


@dataclass(frozen=True, slots=True)
class DraftCitation:
    """One mention of a document: what it means, and what the meeting did with it. ``new`` is the id of a proposed record."""

    resolved: Resolved
    cited: str
    span: TextRange
    relation: str
    new: str | None = None


@dataclass(frozen=True, slots=True)
class DraftItem:
    """A passage to be put into the editor's words; what it touches is already known."""

    id: str
    span: TextRange
    number: int | None = None
    by: str | None = None
    resolutions: tuple[str, ...] = ()
    plenums: tuple[str, ...] = ()
    due: str | None = None


@dataclass(frozen=True, slots=True)
class DraftFigure:
    """A number with its unit; what it counts is for the editor to say."""

    id: str
    span: TextRange
    value: str
    unit: str
    bound: str | None = None
    of: str | None = None
    """The whole of which ``value`` is a part: "15/17 xã"."""


@dataclass(frozen=True, slots=True)
class SummaryHeading:
    """A heading for the summary and the passages it is about."""

    title: str
    spans: tuple[TextRange, ...]


@dataclass(frozen=True, slots=True)
class Unsure:
    """One place of a draft that an editor has to settle.

    ``field`` is a path in the record ("date", "people.0.leader", "tasks.2.text"); ``value`` the value proposed, empty when there
    is none; ``quote`` the sentence of the article it rests on, as printed, empty when there is none; ``reason`` says in
    Vietnamese what is to be settled.
    """

    field: str
    value: str
    quote: str
    reason: str


@dataclass(frozen=True, slots=True)
class DraftOrganization:
    """The body that holds the meeting, where there is no record of it; ``province``: the unit it belongs to, if known."""

    id: str
    name: str
    province: str | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A first record of a meeting, read from one article. `giaoban.drafting.files` writes it."""

    text: str
    path: str
    not_a_meeting: DraftValue | None = None
    id: str = ""
    title: str = ""
    scalars: Mapping[str, DraftValue] = field(default_factory=dict)
    """date, time, period, kind, level, host, series, and venue's keys as ``venue.place`` …"""
    organization: DraftOrganization | None = None
    people: Sequence[DraftPerson] = ()
    provinces: Sequence[DraftProvince] = ()
    citations: Sequence[DraftCitation] = ()
    results: Sequence[DraftItem] = ()
    shortcomings: Sequence[DraftItem] = ()
    tasks: Sequence[DraftItem] = ()
    figures: Sequence[DraftFigure] = ()
    source: Mapping[str, DraftValue] = field(default_factory=dict)
    headings: Sequence[SummaryHeading] = ()
    findings: Sequence[Finding] = ()
    unsure: tuple[Unsure, ...] = ()
    """Every place that an editor has to settle, in the order of the record's keys."""

    def get(self, name: str) -> Any:
        """The value of a scalar, or None."""
        found = self.scalars.get(name)
        return found.value if found else None

    def to_json(self) -> dict[str, Any]:
        """The draft as one object with the record's own keys."""
        return _to_json(self)


def _to_json(draft: Draft) -> dict[str, Any]:
    """Plain values; `evidence` maps each scalar's path to its span and how it was found."""
    evidence: dict[str, Any] = {}
    refused = draft.not_a_meeting
    if refused:
        evidence["not_a_meeting"] = _evidence(refused)
    venue = {
        name.removeprefix("venue."): value.value for name, value in draft.scalars.items() if name.startswith("venue.")
    }
    for name, value in draft.scalars.items():
        evidence[name] = _evidence(value)
    for i, person in enumerate(draft.people):
        evidence[f"people.{i}.part"] = _evidence(person.part)
        for j, title in enumerate(person.titles):
            evidence[f"people.{i}.as.{j}"] = _evidence(title)
    for name, value in draft.source.items():
        evidence[f"sources.0.{name}"] = _evidence(value)
    return {
        "not_a_meeting": refused is not None,
        "id": draft.id or None,
        "title": draft.title or None,
        "date": draft.get("date"),
        "time": draft.get("time"),
        "period": draft.get("period"),
        "kind": draft.get("kind"),
        "level": draft.get("level"),
        "host": draft.get("host"),
        "venue": {key: venue.get(key) for key in ("place", "province", "format", "connection_points")},
        "people": [
            {
                "name": p.name,
                "leader": None if p.new else p.leader,
                "as": [title.value for title in p.titles],
                "part": p.part.value,
                "span": list(p.span),
                "candidates": list(p.candidates),
            }
            for p in draft.people
        ],
        "provinces": [{"province": p.unit, "span": list(p.span)} for p in draft.provinces],
        "resolutions": [_citation(c) for c in draft.citations],
        "results": [_item(item) for item in draft.results],
        "tasks": [_item(item) for item in draft.tasks],
        "figures": [
            {"id": f.id, "value": _written_number(f.value), "unit": f.unit, "bound": f.bound, "span": list(f.span)}
            for f in draft.figures
        ],
        "sources": [{"id": "s1", **{name: value.value for name, value in draft.source.items()}}],
        "findings": [asdict(finding) for finding in draft.findings],
        "evidence": evidence,
        "text": draft.text,
    }


def _evidence(value: DraftValue) -> dict[str, Any]:
    found: dict[str, Any] = {"span": list(value.span) if value.span else None, "how": value.how}
    return {**found, "doubt": value.doubt} if value.doubt else found


def _citation(c: DraftCitation) -> dict[str, Any]:
    mention, resolved = c.resolved.mention, c.resolved
    return {
        "cited": c.cited,
        "relation": c.relation,
        "span": list(c.span),
        "symbol": mention.symbol,
        "type": mention.type,
        "issuer": mention.issuer,
        "term": mention.term,
        "year": mention.year,
        "place": mention.place,
        "resolution": resolved.resolution,
        "plenum": resolved.plenum,
        "candidates": list(resolved.candidates),
        "kind": mention.kind,
        "number": mention.number,
        "date": mention.date,
        "proposed": c.new,
    }


def _item(item: DraftItem) -> dict[str, Any]:
    return {
        "id": item.id,
        "number": item.number,
        "span": list(item.span),
        "by": item.by,
        "due": item.due,
        "resolutions": list(item.resolutions),
        "plenums": list(item.plenums),
    }


def _written_number(text: str) -> int | float:
    """A figure's value as a number."""
    return float(text) if "." in text else int(text)
