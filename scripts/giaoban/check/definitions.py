"""Where things are defined: what every file says it holds, also where the rest of the record cannot be read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from giaoban.records.files import SourceFile
from giaoban.records.load import MANY, ONE, Loaded
from giaoban.records.marks import Path

# The key of a list in a single file to the kind of what it lists. Sources are known only within their record.
_LISTED = {
    "pages": "page",
    "units": "unit",
    "plenums": "plenum",
    "series": "series",
    "topics": "topic",
    "organizations": "organization",
}


class Definition(NamedTuple):
    """One place where an id is given: ``at`` is the record's path in the file's YAML.

    ``kind``: briefing, leader, resolution, plenum, unit, page, organization, series, topic. Not ``sound``: the record
    could not be read, so nothing more is known of it. An empty ``id``: the file may hold any ids of this kind.
    """

    kind: str
    id: str
    path: str
    at: Path
    sound: bool


def definitions(loaded: Loaded) -> tuple[Definition, ...]:
    """What one file defines; small, and fit to be kept beside its findings."""
    return tuple(_definitions(loaded))


def _definitions(loaded: Loaded) -> Iterator[Definition]:
    sound = {at for at, _ in loaded.records}
    value = loaded.document.marked.value if loaded.document else None
    if loaded.kind in ONE:
        given = value.get("id") if isinstance(value, dict) else None
        stem = SourceFile(loaded.path, loaded.kind, b"").stem
        entity = given if isinstance(given, str) else stem
        yield Definition(loaded.kind, entity, loaded.path, (), () in sound)
        if entity != stem:
            # One slip of the pen is one finding: what names the record by its file finds it all the same.
            yield Definition(loaded.kind, stem, loaded.path, (), sound=False)
        return
    for key in MANY[loaded.kind]:
        if key not in _LISTED:
            continue
        entries = value.get(key, []) if isinstance(value, dict) else None
        if not isinstance(entries, list):
            yield Definition(_LISTED[key], "", loaded.path, (key,), sound=False)
            continue
        for i, entry in enumerate(entries):
            given = entry.get("id") if isinstance(entry, dict) else None
            yield Definition(
                _LISTED[key], given if isinstance(given, str) else "", loaded.path, (key, i), (key, i) in sound
            )


class Definitions:
    """All definitions of an archive, by kind and id."""

    def __init__(self, found: Iterable[Definition]) -> None:
        self._places: dict[tuple[str, str], list[Definition]] = defaultdict(list)
        self._unsound: dict[str, set[str]] = defaultdict(set)
        for definition in found:
            self._places[definition.kind, definition.id].append(definition)
            if not definition.sound:
                self._unsound[definition.kind].add(definition.id)

    def of(self, kind: str, entity: str) -> list[Definition]:
        """Where an id is defined, in the order in which the files were given."""
        return self._places.get((kind, entity), [])

    def home(self, kind: str, entity: str) -> Definition:
        """Where an entity that could be read is defined; of two with one id the last, as an archive keeps that."""
        return next(d for d in reversed(self.of(kind, entity)) if d.sound)

    def unsound(self, kind: str) -> set[str]:
        """The ids of a kind whose records could not be read: they exist, but nothing more can be said of them.

        With an empty id among them, any id of the kind may exist.
        """
        return self._unsound.get(kind, set())

    def twice(self) -> Iterator[list[Definition]]:
        """The places of every id that more than one file defines."""
        for (_, entity), places in self._places.items():
            if len(places) > 1 and entity and len({p.path for p in places}) > 1:
                yield places
