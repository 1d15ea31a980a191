"""Pages of provinces: the names readers look for."""

from __future__ import annotations

from giaoban.records.model import Id, Model, Source, Text


class ProvincePage(Model):
    """The name a reader looks for; units that share a name share a page, as eras."""

    id: Id
    name: Text


RECORD = ProvincePage

BESIDE = {"sources": Source}
"""What the file as a whole was made from."""
