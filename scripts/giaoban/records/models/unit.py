"""Provincial units over one stretch of time."""

from __future__ import annotations

from typing import Annotated, Literal

from giaoban.records.model import Day, Id, Model, Refers, Text


class Form(Model):
    """A dated name or rank of a unit whose territory did not change; ``basis`` is the act that made it."""

    name: Text
    kind: Text
    valid_from: Day | None = None
    valid_to: Day | None = None
    basis: Text | None = None


class Unit(Model):
    """One provincial unit over one stretch of time; its id never changes and is never used again.

    ``name`` and ``kind`` are its latest form. ``valid_from`` open: already there on 2016-01-01; ``valid_to`` open:
    still there. ``code`` is the statistical office's, which moves between units and so is no key.
    """

    id: Id
    page: Annotated[Id, Refers("province")]
    name: Text
    kind: Literal["tỉnh", "thành phố"]
    code: Text
    code_of: Annotated[Id, Refers("unit")] | None = None
    iso_3166_2: Text | None = None
    region: Text
    region_2025: Text | None = None
    valid_from: Day | None = None
    valid_to: Day | None = None
    merged_into: Annotated[Id, Refers("unit")] | None = None
    formed_from: Annotated[tuple[Id, ...], Refers("unit")] = ()
    basis: Text | None = None
    forms: tuple[Form, ...] = ()
    aliases: tuple[Text, ...] = ()

    def form_on(self, day: str) -> tuple[str, str]:
        """Name and rank on a day (``2018-10-29``): those of the dated form that held then, or the latest."""
        for form in self.forms:
            if (form.valid_from or "") <= day <= (form.valid_to or "9999"):
                return form.name, form.kind
        return self.name, self.kind


RECORD = Unit
