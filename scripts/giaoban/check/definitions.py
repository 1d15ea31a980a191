"""All definitions of an archive, by kind and id; and the nearest existing id to a wrong one, quickly also among very many."""

from __future__ import annotations

import difflib
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from giaoban.findings import did_you_mean
from giaoban.records.load import Definition


class Definitions:
    """Where every id is defined: file and place of each record, by kind and id."""

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

    def definition_of(self, kind: str, entity: str) -> Definition:
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

    def defined_twice(self) -> Iterator[list[Definition]]:
        """The places of every id that more than one file defines."""
        for (_, entity), places in self._places.items():
            if len(places) > 1 and entity and len({p.path for p in places}) > 1:
                yield places


_FEW = 400
_NEIGHBOURS = 40
_SHARING = 120


class Nearest:
    """Hints for wrong ids among the ``known`` ones of a kind."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = sorted(known)
        self._hints: dict[str, str] = {}

    def near(self, wrong: str) -> str:
        """The nearest known id, or an empty string."""
        return next(iter(difflib.get_close_matches(wrong[:200], list(self._candidates(wrong)), n=1, cutoff=0.6)), "")

    def hint(self, wrong: str, otherwise: str = "") -> str:
        """A question that names the nearest known id, or ``otherwise`` when nothing is near."""
        if wrong not in self._hints:
            self._hints[wrong] = did_you_mean(wrong, self._candidates(wrong))
        return self._hints[wrong] or otherwise

    def _candidates(self, wrong: str) -> Iterable[str]:
        """Comparing letters is slow, so among many only those that begin alike or share words are compared."""
        if len(self._known) <= _FEW:
            return self._known
        at = bisect_left(self._known, wrong)
        beginning = self._known[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS]
        shared = Counter(
            i for word in set(wrong.split("-")) if len(ids := self._words.get(word, ())) < 5000 for i in ids
        )
        return dict.fromkeys([*beginning, *(entity for entity, _ in shared.most_common(_SHARING))])

    @cached_property
    def _words(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for entity in self._known:
            for word in set(entity.split("-")):
                found[word].append(entity)
        return found
