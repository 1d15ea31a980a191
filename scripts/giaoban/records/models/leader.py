"""People in public roles."""

from __future__ import annotations

from giaoban.records.model import Correction, Id, Model, Source, Text


class Leader(Model):
    """A person in a public role. Roles are not kept here: they are observed at meetings, on their dates."""

    id: Id
    name: Text
    other_names: tuple[Text, ...] = ()
    note: Text | None = None
    corrections: tuple[Correction, ...] = ()
    sources: tuple[Source, ...] = ()


RECORD = Leader
