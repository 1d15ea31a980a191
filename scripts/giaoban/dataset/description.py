"""What the description of a table consists of."""

from __future__ import annotations

from typing import Literal, get_args

from msgspec import Struct

Type = Literal["text", "integer", "number", "date", "edtf", "url"]
"""``date``: an ISO day; ``edtf``: a date as records have it, in EDTF (ISO 8601-2); ``url``: an absolute address."""


class Column(Struct, frozen=True):
    """One column. ``about`` is Vietnamese; ``of``: the table to whose only key it refers; ``codes``: all that it may hold."""

    name: str
    type: Type
    about: str
    required: bool = False
    of: str = ""
    codes: tuple[str, ...] = ()
    unique: bool = False


class Link(Struct, frozen=True):
    """Columns that together refer to a row of another table: to its key."""

    columns: tuple[str, ...]
    table: str


class Table(Struct, frozen=True):
    """One table. ``title`` and ``about`` are Vietnamese; ``links``: references of several columns together."""

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    links: tuple[Link, ...] = ()

    @property
    def references(self) -> tuple[Link, ...]:
        """All that refers to other tables."""
        return (*[Link((column.name,), column.of) for column in self.columns if column.of], *self.links)


def codes(closed: object) -> tuple[str, ...]:
    """The codes of a closed list of the records."""
    return tuple(str(code) for code in get_args(closed))
