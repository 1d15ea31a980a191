"""Indicators: what several figures count, so that they can be compared."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from giaoban.records.model import Id, Model, Text


class Indicator(Model):
    """One thing that is counted. Figures name it where the record's own words and unit say that they count this and no other.

    ``units``: in which sources count it; only figures of one unit are drawn together. ``scope``: what is counted, in a sentence;
    ``excludes``: what is not, though it may look like it. ``wordings``: how sources usually say it; the check goes by them.
    """

    id: Id
    name: Text
    units: Annotated[tuple[Text, ...], Field(min_length=1)]
    scope: Text
    excludes: Text | None = None
    wordings: tuple[Text, ...] = ()


RECORD = Indicator
