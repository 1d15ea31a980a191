"""What records name: an id that no record has. Which fields name what is said in the models (`giaoban.records.model.Refers`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from giaoban import dates
from giaoban.archive import Archive, Entities
from giaoban.check import problem
from giaoban.check.definitions import Definitions
from giaoban.check.known import Known
from giaoban.check.lives import Lives
from giaoban.check.problem import Problem
from giaoban.dates import Edtf
from giaoban.records import models
from giaoban.records.model import references


def of_meetings(archive: Archive, known: Known, lives: Lives, moments: Mapping[str, Edtf]) -> Iterator[Problem]:
    """Every id in a meeting's record that names nothing."""
    for card in archive.cards.values():
        for kind, ids in card.names.items():
            if not ids or known.ids[kind].issuperset(ids):
                continue
            for entity in ids:
                if not known.has(kind, entity):
                    find = problem.reference(kind, entity)
                    yield known.unknown(kind, entity, card.path, find, lives, moments[card.id])


def of_entities(entities: Entities, defined: Definitions, known: Known, lives: Lives) -> Iterator[Problem]:
    """Every id in any other record that names nothing."""
    for own, records in entities.by_kind().items():
        places = references(models.get(own))
        if not places:
            continue
        for record in records.values():
            for kind, ids in record.named().items():
                for entity in ids:
                    if known.has(kind, entity):
                        continue
                    home = defined.home(own, record.id)
                    find = problem.value_at([place.path for place in places if place.kind == kind], entity, home.at)
                    day = getattr(record, "date", None)
                    moment = dates.parse(day) if day else None
                    yield known.unknown(kind, entity, home.path, find, lives, moment)
