"""What records name: an id that no record has. Which fields name what is said in the models (`giaoban.records.model.Refers`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

from giaoban import dates
from giaoban.archive import Archive, Entities
from giaoban.check import problem
from giaoban.check.definitions import Definitions
from giaoban.check.known import KnownIds
from giaoban.check.lives import Lives
from giaoban.check.problem import Locate, Problem, walk
from giaoban.dates import Edtf
from giaoban.records import layout, models
from giaoban.records.load import MAX_FINDINGS
from giaoban.records.model import EACH, ID_PATTERN, references

_ID = re.compile(ID_PATTERN.removeprefix("^").removesuffix("$"))


def of_meetings(archive: Archive, known: KnownIds, lives: Lives, moments: Mapping[str, Edtf]) -> Iterator[Problem]:
    """Every id in a meeting's record that names nothing."""
    for card in archive.cards.values():
        for kind, ids in card.names.items():
            if not ids or known.ids[kind].issuperset(ids):
                continue
            for entity in ids:
                if not known.has(kind, entity):
                    find = problem.reference(kind, entity)
                    yield known.unknown(kind, entity, card.path, find, lives, moments[card.id])


def not_ids(defined: Definitions, known: KnownIds, locate: Locate) -> Iterator[Problem]:
    """What stands where an id belongs and is none, in records that could not be read whole."""
    for path in sorted(defined.paths_unsound()):
        kind = layout.file_kind(path)
        document = locate(path) if kind else None
        if kind is None or document is None:
            continue
        lists = {} if layout.holds_one(kind) else layout.list_models(kind)
        places = [((), models.get(kind))] if not lists else [((key, EACH), model) for key, model in lists.items()]
        wrong = (
            known.no_id(reference.kind, value, path, problem.at(at))
            for under, model in places
            for reference in references(model)
            for at, value in walk(document.marked.value, (*under, *reference.path))
            if isinstance(value, str) and not _ID.fullmatch(value)
        )
        yield from islice(wrong, MAX_FINDINGS)


def of_entities(entities: Entities, defined: Definitions, known: KnownIds, lives: Lives) -> Iterator[Problem]:
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
