"""Whether two texts are about the same thing: how many pairs of neighbouring syllables they share."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from functools import lru_cache

from giaoban import vietnamese

SAME = 0.6
"""From this share of common pairs on, two texts speak of one subject."""
CLEARLY = 0.6
"""The next best may have at most this part of the best one's share."""
_SYLLABLES = re.compile(r"[^\W_]+")
_OPENING = re.compile(r"^(?:về )?(?:việc )?(?:một số (?:vấn đề|nội dung) )?(?:về )?(?:tiếp tục )?")
_LONGEST = 24


@lru_cache(maxsize=16384)
def pairs(text: str) -> frozenset[tuple[str, str]]:
    """The neighbouring syllables of a text, folded, from its first words only: what follows a title soon drifts."""
    plain = _OPENING.sub("", " ".join(_SYLLABLES.findall(vietnamese.tone_old(text).lower())))
    syllables = vietnamese.fold(plain).split()[:_LONGEST]
    return frozenset(itertools.pairwise(syllables))


def likeness(about: str, subjects: Iterable[str]) -> float:
    """The largest share, from 0 to 1, that a text has in common with any of the subjects."""
    ours = pairs(about)
    best = 0.0
    for subject in subjects:
        theirs = pairs(subject)
        if ours and theirs:
            best = max(best, len(ours & theirs) / min(len(ours), len(theirs)))
    return best


def single_out(about: str | None, choices: Iterable[tuple[str, Iterable[str]]]) -> str | None:
    """The one of several (id, subjects) that a text is clearly about, or None."""
    if not about:
        return None
    ranked = sorted(((likeness(about, subjects), name) for name, subjects in choices), reverse=True)
    if not ranked or ranked[0][0] < SAME:
        return None
    return ranked[0][1] if len(ranked) == 1 or ranked[1][0] <= ranked[0][0] * CLEARLY else None
