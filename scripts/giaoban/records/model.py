"""The records as typed classes: what an editor may write, and nothing else.

Every class forbids unknown keys and is frozen. YAML arrives as strings only (see `giaoban.records.marks`), so each
field converts from text; error messages are turned into Vietnamese findings by `giaoban.records.load`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from giaoban import dates

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ITEM_PATTERN = r"^[a-z]{1,2}[1-9][0-9]{0,3}$"
ITEM_REFERENCE_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*#[a-z]{1,2}[1-9][0-9]{0,3}$"

_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,9})?", re.ASCII)


def _edtf(value: str) -> str:
    try:
        dates.parse(value)
    except dates.EdtfError as error:
        raise PydanticCustomError("invalid_edtf", "{reason}", {"reason": str(error)}) from None
    return value


def _day(value: str) -> str:
    if dates.parse(_edtf(value)).precision != "day":
        raise PydanticCustomError("invalid_edtf", "{reason}", {"reason": "cần đúng một ngày, như “2018-10-29”"})
    return value


def _web_address(value: str) -> str:
    try:
        parts = urlsplit(value)
        valid = parts.scheme in {"http", "https"} and bool(parts.hostname) and not any(c.isspace() for c in value)
    except ValueError:
        valid = False
    if not valid:
        raise PydanticCustomError("invalid_url", "cần địa chỉ mạng bắt đầu bằng http:// hoặc https://")
    return value


def _decimal(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    # Decimal alone would also take 1e999999, which somebody would have to write out one day.
    if not _NUMBER.fullmatch(value):
        raise PydanticCustomError(
            "invalid_number", "cần một con số viết liền, dấu thập phân là dấu chấm: 57813 hay 95.7"
        )
    return Decimal(value)


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=120)]
ItemId = Annotated[str, StringConstraints(pattern=ITEM_PATTERN)]
ItemReference = Annotated[str, StringConstraints(pattern=ITEM_REFERENCE_PATTERN, max_length=130)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
EdtfText = Annotated[str, AfterValidator(_edtf)]
Day = Annotated[str, AfterValidator(_day)]
WebAddress = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_web_address)]
Number = Annotated[Decimal, BeforeValidator(_decimal)]

Kind = Literal["briefing", "interim-review", "review"]
Level = Literal["central", "cluster", "province", "district"]
Part = Literal["chair", "co-chair", "directed", "spoke", "attended", "point-chair"]
Relation = Literal["issued", "drafted", "studied", "implemented", "tasked", "reported", "reviewed", "mentioned"]
Format = Literal["in-person", "online", "hybrid"]
Bound = Literal["over", "under", "about"]
Parts = Annotated[list[Part], BeforeValidator(_one_or_many), Field(min_length=1)]
Relations = Annotated[list[Relation], BeforeValidator(_one_or_many), Field(min_length=1)]
SourceIds = Annotated[list[ItemId], BeforeValidator(_one_or_many)]
ItemReferences = Annotated[list[ItemReference], BeforeValidator(_one_or_many)]


class Model(BaseModel):
    """What all records share: no unknown keys, no change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Model):
    """Where a fact was read. At least one of title, publisher and url is known; what is not known stays empty."""

    id: ItemId
    publisher: Text | None = None
    title: Text | None = None
    url: WebAddress | None = None
    published: EdtfText | None = None
    author: Text | None = None
    accessed: Day | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _names_something(self) -> Source:
        if not (self.publisher or self.title or self.url):
            raise PydanticCustomError("empty_source", "nguồn cần ít nhất tên bài, nơi đăng hoặc địa chỉ")
        return self


class Note(Model):
    """An editor's remark shown to readers, such as a disagreement between sources or a misprint."""

    text: Text
    source: SourceIds = []


class Correction(Model):
    """What was wrong in the published record, and is now right."""

    date: Day
    what: Text
    item: ItemId | None = None


class Venue(Model):
    """Where and how a meeting took place; ``province`` is a unit id."""

    place: Text | None = None
    province: Id | None = None
    format: Format | None = None
    connection_points: Annotated[int, Field(ge=1, le=20000)] | None = None
    note: Text | None = None


class Participant(Model):
    """A person at the meeting: titles (``as``) and parts as this meeting's sources give them."""

    leader: Id
    part: Parts
    titles: list[Text] = Field(default=[], alias="as")
    note: Text | None = None
    source: SourceIds = []


class ProvinceMention(Model):
    """A province the meeting's sources name, with what it did; ``province`` is a unit id."""

    province: Id
    note: Text | None = None
    source: SourceIds = []


class Citation(Model):
    """A document named at the meeting, in every form it was cited in.

    ``resolution`` or ``plenum`` says what the words mean; neither, when the archive has no record of it.
    """

    resolution: Id | None = None
    plenum: Id | None = None
    relation: Relations
    cited: Annotated[list[Text], BeforeValidator(_one_or_many), Field(min_length=1)]
    note: Text | None = None
    source: SourceIds = []

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
    resolutions: list[Id] = []
    plenums: list[Id] = []
    provinces: list[Id] = []
    by: Id | None = None
    source: SourceIds = []


class Result(Item):
    """Something the meeting reported as done; it may answer an earlier task."""

    answers: ItemReferences = []


class Shortcoming(Item):
    """Something the meeting reported as not yet good enough."""


class Task(Item):
    """Something the meeting asked for; it may go on from an earlier task."""

    due: EdtfText | None = None
    continues: ItemReferences = []


class Figure(Model):
    """A number the meeting reported: value, unit, what it counts, and when it held (``as_of``) or over which period."""

    id: ItemId
    value: Number
    unit: Text
    what: Text
    bound: Bound | None = None
    as_of: EdtfText | None = None
    period: EdtfText | None = None
    province: Id | None = None
    note: Text | None = None
    source: SourceIds = []


class Briefing(Model):
    """One meeting, one record (DESIGN: "A record"). ``summary`` is the Markdown after the front matter."""

    id: Id
    title: Text
    kind: Kind
    level: Level
    series: Id | None = None
    date: EdtfText
    date_note: Text | None = None
    time: Literal["morning", "afternoon", "evening", "day"] | None = None
    period: EdtfText | None = None
    host: Id | None = None
    venue: Venue = Venue()
    people: list[Participant] = []
    attendance: list[Text] = []
    provinces: list[ProvinceMention] = []
    resolutions: list[Citation] = []
    results: list[Result] = []
    shortcomings: list[Shortcoming] = []
    tasks: list[Task] = []
    figures: list[Figure] = []
    topics: list[Id] = []
    notes: list[Note] = []
    corrections: list[Correction] = []
    status: Literal["published", "withdrawn"] = "published"
    apart_from: list[Id] = []
    """Meetings of the same day, host and level that this one is not: an editor has looked."""
    sources: Annotated[list[Source], Field(min_length=1)]
    summary: str = ""
    summary_line: int = 1
    """The line of the file on which the summary begins; set by the reader."""

    @property
    def items(self) -> list[Item]:
        """Results, shortcomings and tasks, in the order in which the page shows them."""
        return [*self.results, *self.shortcomings, *self.tasks]


class Leader(Model):
    """A person in a public role. Roles are not kept here: they are observed at meetings, on their dates."""

    id: Id
    name: Text
    other_names: list[Text] = []
    note: Text | None = None
    corrections: list[Correction] = []
    sources: list[Source] = []


class Resolution(Model):
    """A numbered document of the Party or the State; what no source attests stays empty and is shown as open.

    ``symbol`` is unique only together with the issuer and the date or the congress ``term``. ``title_as_cited`` is a
    title known only from a meeting's report. ``province`` is the unit of a provincial issuer.
    """

    id: Id
    symbol: Text | None = None
    type: Literal[
        "Nghị quyết", "Chỉ thị", "Quy định", "Quyết định", "Quy chế", "Kết luận", "Kế hoạch", "Hướng dẫn", "Công văn",
        "Thông báo", "Thông tri", "Thông tư", "Báo cáo", "Tờ trình", "Đề án", "Chương trình", "Chương trình hành động",
        "Nghị định", "Luật", "Pháp lệnh", "Công điện", "Chiến lược", "Điều lệ", "Biên bản",
    ]  # fmt: skip
    issuer: Id | None = None
    province: Id | None = None
    term: Text | None = None
    date: EdtfText | None = None
    title: Text | None = None
    title_as_cited: Text | None = None
    plenum: Id | None = None
    aliases: list[Text] = []
    implements: list[Id] = []
    amends: list[Id] = []
    replaces: list[Id] = []
    notes: list[Note] = []
    corrections: list[Correction] = []
    sources: Annotated[list[Source], Field(min_length=1)]


class Plenum(Model):
    """A session of the Central Committee; "Nghị quyết Trung ương 6 khóa XII" names the session."""

    id: Id
    name: Text
    term: Text
    number: Annotated[int, Field(ge=1, le=30)]
    date: EdtfText | None = None
    aliases: list[Text] = []
    note: Text | None = None
    sources: list[Source] = []


class Form(Model):
    """A dated name or rank of a unit whose territory did not change; ``basis`` is the act that made it."""

    name: Text
    kind: Text
    valid_from: Day | None = None
    valid_to: Day | None = None
    basis: Text | None = None


class Unit(Model):
    """One provincial unit over one stretch of time; its id never changes and is never used again.

    ``name`` and ``kind`` are its latest form. ``valid_from`` open: already there on 2016-01-01; ``valid_to`` open:
    still there. ``code`` is the statistical office's, which moves between units and so is no key.
    """

    id: Id
    page: Id
    name: Text
    kind: Literal["tỉnh", "thành phố"]
    code: Text
    code_of: Id | None = None
    iso_3166_2: Text | None = None
    region: Text
    region_2025: Text | None = None
    valid_from: Day | None = None
    valid_to: Day | None = None
    merged_into: Id | None = None
    formed_from: list[Id] = []
    basis: Text | None = None
    forms: list[Form] = []
    aliases: list[Text] = []

    def form_on(self, day: str) -> tuple[str, str]:
        """Name and rank on a day (``2018-10-29``): those of the dated form that held then, or the latest."""
        for form in self.forms:
            if (form.valid_from or "") <= day <= (form.valid_to or "9999"):
                return form.name, form.kind
        return self.name, self.kind


class ProvincePage(Model):
    """The name a reader looks for; units that share a name share a page, as eras."""

    id: Id
    name: Text


class Organization(Model):
    """A body that hosts meetings or issues documents; ``province`` is the unit it belongs to."""

    id: Id
    name: Text
    short: Text | None = None
    province: Id | None = None
    parent: Id | None = None
    aliases: list[Text] = []


class SeriesException(Model):
    """A period about which no meeting of the series was held, and why; at least one source says so."""

    period: EdtfText
    reason: Text
    sources: Annotated[list[Source], Field(min_length=1)]


class Series(Model):
    """Meetings that recur; ``rhythm`` says how often, ``scope`` in one sentence which meetings belong.

    ``first`` and ``last``: the periods from and to which meetings are to be expected, where ``sources`` tell; open: the first
    and last about which the archive has one.
    """

    id: Id
    name: Text
    level: Level
    rhythm: Literal["weekly", "monthly", "quarterly", "half-yearly", "yearly"]
    host: Id | None = None
    scope: Text
    first: EdtfText | None = None
    last: EdtfText | None = None
    exceptions: list[SeriesException] = []
    sources: list[Source] = []


class Topic(Model):
    """A subject from the controlled list, with a one-sentence scope note."""

    id: Id
    name: Text
    scope: Text
