"""What the classes of records share: the types of their fields, and the parts that several kinds of record have.

A record may hold what an editor may write, and nothing else: every class forbids unknown keys and is immutable through and
through. YAML arrives as strings only (see `giaoban.records.marks`), so each field converts from text; error messages are
turned into Vietnamese findings by `giaoban.records.complaints`. The class of each kind stands in `giaoban.records.models`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from giaoban import dates

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ID = re.compile(ID_PATTERN.removeprefix("^").removesuffix("$"))
"""For the whole of a text: ``$`` would let a line feed follow."""
ITEM_PATTERN = r"^[a-z]{1,2}[1-9][0-9]{0,3}$"
ITEM_REFERENCE_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*#[a-z]{1,2}[1-9][0-9]{0,3}$"

SHA256_PATTERN = r"^[0-9a-f]{64}$"

LETTERS = {"results": "r", "shortcomings": "h", "tasks": "t", "figures": "f", "sources": "s"}
"""The letter of each list's items, so that "#t4" says what it is."""

RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"{device}{number}" for device in ("com", "lpt") for number in range(10))]
)
"""Names that no file can have on Windows, whatever its ending."""

_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,9})?", re.ASCII)
_DIGITS = re.compile(r"-?[0-9]{1,18}", re.ASCII)
# Nearly all addresses; any other is taken apart to see whether it is one.
_PLAIN_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?:/\S*)?", re.ASCII)


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
    if value.isascii() and _PLAIN_ADDRESS.fullmatch(value):
        return value
    try:
        parts = urlsplit(value)
        # Reading the port raises where there can be none such.
        valid = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
        valid = valid and "@" not in parts.netloc and not any(c.isspace() or c == "\\" for c in value)
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


def _whole(value: Any) -> Any:
    # int alone would also take "1.000", which is a thousand to who wrote it, as one.
    if isinstance(value, str) and not _DIGITS.fullmatch(value.strip()):
        raise PydanticCustomError("invalid_whole", "cần một số nguyên")
    return value


def one_or_many(value: Any) -> Any:
    """A single text as a list of one: editors may write either."""
    return [value] if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Refers:
    """Says of a field that its ids name entities of a kind; timelines and the check for unknown ids follow from it."""

    kind: str


def _usable_name(value: str) -> str:
    if value in RESERVED:
        raise PydanticCustomError("reserved_id", "mã này là tên riêng của Windows, tệp mang tên ấy không mở được ở đó")
    return value


Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=120), AfterValidator(_usable_name)]
ItemId = Annotated[str, StringConstraints(pattern=ITEM_PATTERN)]
ItemReference = Annotated[str, StringConstraints(pattern=ITEM_REFERENCE_PATTERN, max_length=130)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
EdtfText = Annotated[str, AfterValidator(_edtf)]
Day = Annotated[str, AfterValidator(_day)]
WebAddress = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_web_address)]
Sha256 = Annotated[str, StringConstraints(pattern=SHA256_PATTERN)]
Number = Annotated[Decimal, BeforeValidator(_decimal)]
Whole = Annotated[int, BeforeValidator(_whole)]

Level = Literal["central", "cluster", "province", "district"]
SourceIds = Annotated[tuple[ItemId, ...], BeforeValidator(one_or_many)]


EACH = "*"
"""In a path, stands for every entry of a list."""


class ReferenceField(NamedTuple):
    """A place in records of some class where an entity of a ``kind`` is named: its path in the YAML, with `EACH` for lists."""

    path: tuple[str, ...]
    kind: str


class _Field(NamedTuple):
    """A field that names entities: itself (``kind``), or within records (``parts``); ``many``: it holds a tuple."""

    name: str
    key: str
    many: bool
    kind: str
    parts: tuple[_Field, ...]


class Model(BaseModel):
    """The base of all records and their parts: no unknown keys, no change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def named_ids(self) -> dict[str, tuple[str, ...]]:
        """The ids of every kind that a record of this class can name, each once, in the order of the record."""
        found: dict[str, list[str]] = {reference.kind: [] for reference in reference_fields(type(self))}
        _collect(self, _fields(type(self)), found)
        return {kind: tuple(dict.fromkeys(ids)) for kind, ids in found.items()}


@cache
def reference_fields(model: type[Model]) -> tuple[ReferenceField, ...]:
    """Every place where records of a class name an entity."""
    return tuple(_places(_fields(model), ()))


@cache
def key_order(model: type[Model]) -> Mapping[str, Mapping[str, Any]]:
    """The keys of records of a class in the order of its fields, ``source`` last, each with the keys under it."""
    parts = {info.alias or name: _meant(info.annotation, info.metadata)[2] for name, info in model.model_fields.items()}
    in_order = sorted(parts, key=lambda key: key == "source")
    return {key: key_order(part) if (part := parts[key]) else {} for key in in_order}


def _places(fields: Iterable[_Field], before: tuple[str, ...]) -> Iterator[ReferenceField]:
    for field in fields:
        path = (*before, field.key, EACH) if field.many else (*before, field.key)
        if field.kind:
            yield ReferenceField(path, field.kind)
        else:
            yield from _places(field.parts, path)


@cache
def _fields(model: type[Model]) -> tuple[_Field, ...]:
    found = []
    for name, info in model.model_fields.items():
        many, kind, part = _meant(info.annotation, info.metadata)
        parts = _fields(part) if part else ()
        if kind or parts:
            found.append(_Field(name, info.alias or name, many, kind, parts))
    return tuple(found)


def _meant(annotation: Any, metadata: Iterable[Any]) -> tuple[bool, str, type[Model] | None]:
    """Whether a field's type is a tuple, the kind that its ids name or "", and the class of records in it, if any."""
    kind = next((mark.kind for mark in metadata if isinstance(mark, Refers)), "")
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return False, kind, annotation
    many, part = get_origin(annotation) is tuple, None
    for inner in get_args(annotation):
        more = getattr(inner, "__metadata__", ())
        is_many, its_kind, its_part = _meant(inner.__origin__ if more else inner, more)
        many, kind, part = many or is_many, kind or its_kind, part or its_part
    return many, kind, part


def _collect(record: Model, fields: Iterable[_Field], found: dict[str, list[str]]) -> None:
    for name, _, many, kind, parts in fields:
        value = getattr(record, name)
        if not value:
            continue
        if not kind:
            for part in value if many else (value,):
                _collect(part, parts, found)
        elif many:
            found[kind] += value
        else:
            found[kind].append(value)


# What a source may lack, to how a sentence names it.
SOURCE_WORDS = {"publisher": "nơi đăng", "title": "tên bài", "url": "địa chỉ", "published": "ngày đăng"}


class Source(Model):
    """Where a fact was read. At least one of title, publisher and url is known; what is not known stays empty.

    ``sha256``: of the words that the editor read (`giaoban.sources.command.digest_of_words`); ``archived``: a snapshot of the
    page; ``partial``: only a part of the text could be read.
    """

    id: ItemId
    publisher: Text | None = None
    title: Text | None = None
    url: WebAddress | None = None
    published: EdtfText | None = None
    author: Text | None = None
    accessed: Day | None = None
    sha256: Sha256 | None = None
    archived: WebAddress | None = None
    partial: bool = False
    note: Text | None = None

    @model_validator(mode="after")
    def _names_something(self) -> Source:
        if not (self.publisher or self.title or self.url):
            raise PydanticCustomError("empty_source", "nguồn cần ít nhất tên bài, nơi đăng hoặc địa chỉ")
        return self


def lacking_of_source(source: Source) -> tuple[str, ...]:
    """The keys of `SOURCE_WORDS` that a source lacks."""
    return tuple(key for key in SOURCE_WORDS if not getattr(source, key))


class Note(Model):
    """An editor's remark shown to readers, such as a disagreement between sources or a misprint."""

    text: Text
    source: SourceIds = ()


class Correction(Model):
    """What was wrong in the published record, and is now right. ``removed``: the number of an item that is there no more.

    A link to that item leads to the correction; no other item ever gets its number.
    """

    date: Day
    what: Text
    item: ItemId | None = None
    removed: ItemId | None = None
