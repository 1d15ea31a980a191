"""The nearest existing id to a wrong one, quickly also among tens of thousands."""

from __future__ import annotations

import difflib
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property

from giaoban.findings import did_you_mean

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
