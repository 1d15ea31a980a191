"""Sessions of the Central Committee."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from giaoban.records.model import EdtfText, Id, Model, Source, Text, Whole


class Plenum(Model):
    """A session of the Central Committee; "Nghị quyết Trung ương 6 khóa XII" names the session."""

    id: Id
    name: Text
    term: Text
    number: Annotated[Whole, Field(ge=1, le=30)]
    date: EdtfText | None = None
    aliases: tuple[Text, ...] = ()
    note: Text | None = None
    sources: tuple[Source, ...] = ()


RECORD = Plenum
