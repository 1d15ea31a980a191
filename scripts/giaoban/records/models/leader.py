"""People in public roles."""

from __future__ import annotations

from giaoban.records.model import Correction, Id, Model, Source, Text


class Leader(Model):
    """A person in a public role. Roles are not kept here: they are observed at meetings, on their dates.

    ``distinct``: what tells namesakes apart at a glance, mostly a province; it stands behind the name on the page.
    """

    id: Id
    name: Text
    distinct: Text | None = None
    other_names: tuple[Text, ...] = ()
    note: Text | None = None
    corrections: tuple[Correction, ...] = ()
    sources: tuple[Source, ...] = ()

    @property
    def heading(self) -> str:
        """The name as a title that no other person's page has."""
        return f"{self.name} ({self.distinct})" if self.distinct else self.name


RECORD = Leader
