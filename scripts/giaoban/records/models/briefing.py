"""Meetings: one record each."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from giaoban.records.model import (
    Correction,
    EdtfText,
    Id,
    ItemId,
    ItemReference,
    Level,
    Model,
    Note,
    Number,
    Refers,
    Source,
    SourceIds,
    Text,
    Whole,
    one_or_many,
)

MeetingKind = Literal["briefing", "interim-review", "review"]
Part = Literal["chair", "co-chair", "directed", "spoke", "attended", "point-chair"]
Relation = Literal["issued", "drafted", "studied", "implemented", "tasked", "reported", "reviewed", "mentioned"]
Format = Literal["in-person", "online", "hybrid"]
Bound = Literal["over", "under", "nearly", "about"]
Parts = Annotated[tuple[Part, ...], BeforeValidator(one_or_many), Field(min_length=1)]
Relations = Annotated[tuple[Relation, ...], BeforeValidator(one_or_many), Field(min_length=1)]
ItemReferences = Annotated[tuple[ItemReference, ...], BeforeValidator(one_or_many)]


class Venue(Model):
    """Where and how a meeting took place; ``province`` is a unit id."""

    place: Text | None = None
    province: Annotated[Id, Refers("unit")] | None = None
    format: Format | None = None
    connection_points: Annotated[Whole, Field(ge=1, le=20000)] | None = None
    note: Text | None = None


class Participant(Model):
    """A person at the meeting: titles (``as``) and parts as this meeting's sources give them."""

    leader: Annotated[Id, Refers("leader")]
    part: Parts
    titles: tuple[Text, ...] = Field(default=(), alias="as")
    note: Text | None = None
    source: SourceIds = ()


class ProvinceMention(Model):
    """A province the meeting's sources name, with what it did; ``province`` is a unit id."""

    province: Annotated[Id, Refers("unit")]
    note: Text | None = None
    source: SourceIds = ()


class Citation(Model):
    """A document named at the meeting, in every form it was cited in.

    ``resolution`` or ``plenum`` says what the words mean; neither, when the archive has no record of it.
    """

    resolution: Annotated[Id, Refers("resolution")] | None = None
    plenum: Annotated[Id, Refers("plenum")] | None = None
    relation: Relations
    cited: Annotated[tuple[Text, ...], BeforeValidator(one_or_many), Field(min_length=1)]
    note: Text | None = None
    source: SourceIds = ()

    @model_validator(mode="after")
    def _means_one_thing(self) -> Citation:
        if self.resolution and self.plenum:
            raise PydanticCustomError(
                "two_meanings", "một trích dẫn chỉ trỏ tới một văn bản hoặc một hội nghị Trung ương"
            )
        return self


class Item(Model):
    """What results, shortcomings and tasks share: a number of their own, words of ours, and what they touch."""

    id: ItemId
    text: Text
    resolutions: Annotated[tuple[Id, ...], Refers("resolution")] = ()
    plenums: Annotated[tuple[Id, ...], Refers("plenum")] = ()
    provinces: Annotated[tuple[Id, ...], Refers("unit")] = ()
    by: Annotated[Id, Refers("leader")] | None = None
    source: SourceIds = ()


class Result(Item):
    """Something the meeting reported as done; it may answer an earlier task."""

    answers: ItemReferences = ()


class Shortcoming(Item):
    """Something the meeting reported as not yet good enough."""


class Task(Item):
    """Something the meeting asked for; it may go on from an earlier task."""

    due: EdtfText | None = None
    continues: ItemReferences = ()


class Figure(Model):
    """A number the meeting reported: value, unit, what it counts, and when it held (``as_of``) or over which period.

    ``indicator``: what it counts, where other figures count the same; ``scope``: of what part it speaks, where that is neither
    the whole country nor a whole province. Figures of one indicator, place and scope can be compared.
    """

    id: ItemId
    value: Number
    unit: Text
    what: Text
    bound: Bound | None = None
    as_of: EdtfText | None = None
    period: EdtfText | None = None
    province: Annotated[Id, Refers("unit")] | None = None
    indicator: Annotated[Id, Refers("indicator")] | None = None
    scope: Text | None = None
    note: Text | None = None
    source: SourceIds = ()


class Briefing(Model):
    """One meeting, one record. ``summary`` is the Markdown after the front matter."""

    id: Id
    title: Text
    kind: MeetingKind
    level: Level
    series: Annotated[Id, Refers("series")] | None = None
    date: EdtfText
    date_note: Text | None = None
    time: Literal["morning", "afternoon", "evening", "day"] | None = None
    period: EdtfText | None = None
    host: Annotated[Id, Refers("organization")] | None = None
    venue: Venue = Venue()
    people: tuple[Participant, ...] = ()
    attendance: tuple[Text, ...] = ()
    provinces: tuple[ProvinceMention, ...] = ()
    resolutions: tuple[Citation, ...] = ()
    results: tuple[Result, ...] = ()
    shortcomings: tuple[Shortcoming, ...] = ()
    tasks: tuple[Task, ...] = ()
    figures: tuple[Figure, ...] = ()
    topics: Annotated[tuple[Id, ...], Refers("topic")] = ()
    notes: tuple[Note, ...] = ()
    corrections: tuple[Correction, ...] = ()
    status: Literal["published", "withdrawn"] = "published"
    apart_from: Annotated[tuple[Id, ...], Refers("briefing")] = ()
    """Meetings of the same day, host and level that this one is not: an editor has looked."""
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    summary: str = ""
    summary_line: int = 1
    """The line of the file on which the summary begins; set by the reader."""

    @property
    def items(self) -> tuple[Item, ...]:
        """Results, shortcomings and tasks, in the order in which the page shows them."""
        return (*self.results, *self.shortcomings, *self.tasks)


RECORD = Briefing
