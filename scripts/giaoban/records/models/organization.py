"""Bodies that host meetings or issue documents."""

from __future__ import annotations

from typing import Annotated

from giaoban.records.model import Id, Model, Refers, Text


class Organization(Model):
    """A body that hosts meetings or issues documents; ``province`` is the unit it belongs to."""

    id: Id
    name: Text
    short: Text | None = None
    province: Annotated[Id, Refers("unit")] | None = None
    parent: Annotated[Id, Refers("organization")] | None = None
    aliases: tuple[Text, ...] = ()


RECORD = Organization
