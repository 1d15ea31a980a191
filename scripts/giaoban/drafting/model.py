"""What drafting gives: every value with its place in the text and how it was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from giaoban.citations import Resolved
from giaoban.findings import Finding

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Value:
    """A value; ``span`` counts code points of the draft's text and is None for what the page's head says.

    ``doubt`` is what an editor has to settle, empty when nothing is left open.
    """

    value: Any
    span: Span | None
    how: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class DraftPerson:
    """A person who took part: ``leader`` is an id of the archive, or of a record proposed where ``new`` is set."""

    name: str
    span: Span
    titles: tuple[Value, ...]
    part: Value
    leader: str | None
    candidates: tuple[str, ...] = ()
    new: bool = False


@dataclass(frozen=True, slots=True)
class DraftProvince:
    """A provincial unit the article names."""

    unit: str
    span: Span


@dataclass(frozen=True, slots=True)
class DraftCitation:
    """One mention of a document: what it means, and what the meeting did with it. ``new`` is the id of a proposed record."""

    resolved: Resolved
    cited: str
    span: Span
    relation: str
    new: str | None = None


@dataclass(frozen=True, slots=True)
class DraftItem:
    """A passage to be put into the editor's words; what it touches is already known."""

    id: str
    span: Span
    number: int | None = None
    by: str | None = None
    resolutions: tuple[str, ...] = ()
    plenums: tuple[str, ...] = ()
    due: str | None = None


@dataclass(frozen=True, slots=True)
class DraftFigure:
    """A number with its unit; what it counts is for the editor to say."""

    id: str
    span: Span
    value: str
    unit: str
    bound: str | None = None
    of: str | None = None
    """The whole of which ``value`` is a part: "15/17 xã"."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading for the summary and the passages it is about."""

    title: str
    spans: tuple[Span, ...]


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
    """A first record of a meeting, read from one article. `giaoban.drafting.output` and `yaml_out` write it."""

    text: str
    path: str
    not_a_meeting: Value | None = None
    id: str = ""
    title: str = ""
    scalars: Mapping[str, Value] = field(default_factory=dict)
    """date, time, period, kind, level, host, series, and venue's keys as ``venue.place`` …"""
    organization: DraftOrganization | None = None
    people: Sequence[DraftPerson] = ()
    provinces: Sequence[DraftProvince] = ()
    citations: Sequence[DraftCitation] = ()
    results: Sequence[DraftItem] = ()
    shortcomings: Sequence[DraftItem] = ()
    tasks: Sequence[DraftItem] = ()
    figures: Sequence[DraftFigure] = ()
    source: Mapping[str, Value] = field(default_factory=dict)
    headings: Sequence[Heading] = ()
    findings: Sequence[Finding] = ()
    unsure: tuple[Unsure, ...] = ()
    """Every place that an editor has to settle, in the order of the record's keys."""

    def get(self, name: str) -> Any:
        """The value of a scalar, or None."""
        found = self.scalars.get(name)
        return found.value if found else None

    def to_json(self) -> dict[str, Any]:
        """The draft as one object with the record's own keys."""
        from giaoban.drafting.output import to_json

        return to_json(self)

    def to_record(self) -> str:
        """The draft as a record file: YAML with evidence in comments, then headings for the summary."""
        from giaoban.drafting.yaml_out import to_record

        return to_record(self)
