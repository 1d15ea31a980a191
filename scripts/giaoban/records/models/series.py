"""Meetings that recur."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from giaoban.records.model import EdtfText, Id, Level, Model, Refers, Source, Text


class SeriesException(Model):
    """A period about which no meeting of the series was held, and why; at least one source says so."""

    period: EdtfText
    reason: Text
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]


class Series(Model):
    """Meetings that recur; ``rhythm`` says how often, ``scope`` in one sentence which meetings belong.

    ``first`` and ``last``: the periods from and to which meetings are to be expected, where ``sources`` tell; open: the first
    and last about which the archive has one.
    """

    id: Id
    name: Text
    level: Level
    rhythm: Literal["weekly", "monthly", "quarterly", "half-yearly", "yearly"]
    host: Annotated[Id, Refers("organization")] | None = None
    scope: Text
    first: EdtfText | None = None
    last: EdtfText | None = None
    exceptions: tuple[SeriesException, ...] = ()
    sources: tuple[Source, ...] = ()


RECORD = Series
