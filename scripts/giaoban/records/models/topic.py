"""Subjects of the controlled list."""

from __future__ import annotations

from giaoban.records.model import Id, Model, Text


class Topic(Model):
    """A subject from the controlled list, with a one-sentence scope note."""

    id: Id
    name: Text
    scope: Text


RECORD = Topic
