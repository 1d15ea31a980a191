"""The types of fields of records, taken apart; and for each type values that an editor might write."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import AfterValidator, StringConstraints

from giaoban import dates
from giaoban.records.model import (
    ID_PATTERN,
    ITEM_PATTERN,
    ITEM_REFERENCE_PATTERN,
    SHA256_PATTERN,
    Day,
    EdtfText,
    Model,
    Refers,
    WebAddress,
)

_DAY, _EDTF, _WEB = (
    next(mark for mark in get_args(kind) if isinstance(mark, AfterValidator)) for kind in (Day, EdtfText, WebAddress)
)
_SOME_DAY = "2024-10-11"


class UnknownTypeError(Exception):
    """A field has a type of which no values are known here."""


class Kind(NamedTuple):
    """A type taken apart: what is left without marks and without None, and all marks on it."""

    base: Any
    marks: tuple[Any, ...]

    @property
    def part(self) -> Kind | None:
        """The type of what it holds, where it is a list."""
        return taken_apart(get_args(self.base)[0], self.marks) if get_origin(self.base) is tuple else None

    @property
    def model(self) -> type[Model] | None:
        """The class of records that it is, or that it is a list of."""
        base = self.part.base if self.part else self.base
        return base if isinstance(base, type) and issubclass(base, Model) else None

    @property
    def refers(self) -> str:
        """The kind of the entities whose ids it holds, or ""."""
        mark = self._mark(Refers)
        return mark.kind if mark else ""

    @property
    def pattern(self) -> str:
        """The pattern of the text that it is, or ""."""
        mark = self._mark(StringConstraints)
        return str(mark.pattern) if mark and mark.pattern else ""

    @property
    def is_text(self) -> bool:
        """Whether it is text of any kind, in an editor's words."""
        return self.base is str and not self.pattern and not self.refers and not {_DAY, _EDTF, _WEB} & set(self.marks)

    def _mark(self, kind: type) -> Any:
        return next((mark for mark in self.marks if isinstance(mark, kind)), None)


def taken_apart(hint: Any, marks: tuple[Any, ...] = ()) -> Kind:
    """A type without what stands around it."""
    if get_origin(hint) is Annotated:
        inner, *more = get_args(hint)
        return taken_apart(inner, (*marks, *more))
    if get_origin(hint) in (Union, types.UnionType):
        inner = [member for member in get_args(hint) if member is not type(None)]
        if len(inner) == 1:
            return taken_apart(inner[0], marks)
    return Kind(hint, marks)


def keys(model: type[Model]) -> Iterator[tuple[str, Kind, bool]]:
    """Key in the YAML, type, and whether it is required, of every field of a class."""
    hints = typing.get_type_hints(model, include_extras=True)
    for name, info in model.model_fields.items():
        yield info.alias or name, taken_apart(hints[name]), info.is_required()


class Known(typing.Protocol):
    """What there is to refer to."""

    def ids(self, kind: str) -> Sequence[str]:
        """The ids of a kind."""

    def own_ids(self) -> Sequence[str]:
        """The ids of the record's own kind."""

    def numbers(self) -> Sequence[str]:
        """The numbers of the parts of the record."""

    def items(self) -> Sequence[str]:
        """``<meeting>#<number>`` of all parts of all meetings."""


def values(kind: Kind, current: Any, known: Known) -> Iterator[Any]:
    """Values of a type that holds one, other than the ``current`` one. Raises `UnknownTypeError`."""
    return (value for value in _values(kind, current, known) if value != current)


def _values(kind: Kind, current: Any, known: Known) -> Iterator[Any]:
    if get_origin(kind.base) is Literal:
        yield from get_args(kind.base)
    elif kind.base is int:
        yield from (str(int(current or 1) + step) for step in (1, -1))
    elif kind.base is bool:
        yield from ("true", "false")
    elif kind.base is Decimal:
        yield from (str(Decimal(current or 1) + 1), f"{Decimal(current or 1) + Decimal('0.25'):f}")
    elif kind.base is not str:
        raise UnknownTypeError(kind)
    elif kind.refers:
        yield from known.ids(kind.refers)
    elif kind.pattern:
        if kind.pattern == SHA256_PATTERN:
            yield from ("0" * 64, "1" * 64)
            return
        named = {ID_PATTERN: known.own_ids, ITEM_PATTERN: known.numbers, ITEM_REFERENCE_PATTERN: known.items}
        if kind.pattern not in named:
            raise UnknownTypeError(kind)
        yield from named[kind.pattern]()
        if kind.pattern == ITEM_PATTERN:
            yield "t99"  # of a part that is there no more
    elif _DAY in kind.marks:
        yield from _days(current or _SOME_DAY)
    elif _EDTF in kind.marks:
        yield from _days(current or _SOME_DAY)
        yield from _moments(current or _SOME_DAY)
    elif _WEB in kind.marks:
        yield from (f"{current or 'https://bao.example'}/khac", "https://khac.example/")
    else:
        yield from texts(current or "Chữ thử")


def texts(text: str) -> Iterator[str]:
    """Another end, another beginning, and another text altogether."""
    yield f"{text} sửa"
    yield f"Ất {text}"
    yield "Khác"


def _days(text: str) -> Iterator[str]:
    """Days around a date."""
    first = dates.parse(text).earliest
    yield from ((first + timedelta(days=days)).isoformat() for days in (1, -1, 40, -40))


def _moments(text: str) -> Iterator[str]:
    """Dates around a date, as precise as it and otherwise."""
    moment = dates.parse(text)
    year, month = moment.earliest.year, moment.earliest.month
    for then, at in ((year, month % 12 + 1), (year, (month - 2) % 12 + 1), (year - 1, month), (year + 1, month)):
        yield from (f"{then}-{at:02d}", f"{then}-{33 + (at - 1) // 3}", str(then))
    yield f"{moment.earliest.isoformat()}?"
    yield f"[{moment.earliest.isoformat()}..{(moment.latest + timedelta(days=9)).isoformat()}]"


def free(taken: str, others: Sequence[str]) -> str:
    """A number of the same letters that no other part has."""
    letters = taken.rstrip("0123456789")
    numbers = [int(other[len(letters) :]) for other in others if re.fullmatch(rf"{letters}\d+", other)]
    return f"{letters}{max(numbers, default=0) + 1}"
