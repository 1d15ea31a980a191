"""All definitions of an archive, by kind and id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from giaoban.records.load import Definition


class Definitions:
    """Where every id is defined."""

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
        """Where an entity that the archive holds is defined; of two with one id the last, as an archive keeps that."""
        places = self.of(kind, entity)
        return next((d for d in reversed(places) if d.sound), places[-1])

    def paths_unsound(self) -> set[str]:
        """The files of records that could not be read whole."""
        return {d.path for places in self._places.values() for d in places if not d.sound}

    def kinds_unsure(self) -> set[str]:
        """The kinds of which a record could not be read whole, or an id is given twice."""
        unsure = {kind for kind, ids in self._unsound.items() if ids}
        return unsure | {kind for (kind, entity), places in self._places.items() if entity and len(places) > 1}

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
