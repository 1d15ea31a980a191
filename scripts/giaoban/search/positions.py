"""At which positions of the names of pages words stand: what cannot be the name of a page is not asked for.

A name is found as one term (`counts.name_term`), which is stored in a file of its own; most of what is typed is no name, and no
name has its words in these positions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from giaoban import vietnamese
from giaoban.search.tokens import BREAK

POSITIONS = 4
"""The first, second and third word of a name, and any later one."""
_LAST = POSITIONS - 1
_BETWEEN = f"{BREAK} {BREAK}"


def count_positions(data: Iterable[bytes]) -> dict[str, list[int]]:
    """Of each word without marks, in how many documents it stands at each position; from packed documents (`counts.count`)."""
    found: dict[str, list[int]] = {}
    for one in data:
        for word, position in _of_document(one):
            found.setdefault(word, [0] * POSITIONS)[position] += 1
    return found


def changed(
    old: Mapping[str, Sequence[int]], gone: Mapping[str, Sequence[int]], come: Mapping[str, Sequence[int]]
) -> dict[str, list[int]]:
    """`count_positions`, after what some documents had is gone and what they have now has come."""
    found = {word: list(counts) for word, counts in old.items()}
    for sign, some in ((-1, gone), (1, come)):
        for word, counts in some.items():
            before = found.get(word, [0] * POSITIONS)
            found[word] = [n + sign * more for n, more in zip(before, counts, strict=True)]
    return {word: counts for word, counts in sorted(found.items()) if any(counts)}


def mask(counts: Sequence[int]) -> int:
    """The positions of a word as bits."""
    return sum(1 << position for position, count in enumerate(counts) if count)


def may_be_name(masks: Mapping[str, int], words: Sequence[str], *, unfinished: bool = False) -> bool:
    """Whether words without marks may be a name, or its beginning.

    ``masks``: of every word that occurs, the bits of its positions. A word that does not occur may be two that do, or a part of
    one; so may a letter that stands alone ("Ê Ban", "Êban").
    """
    if any(len(word) == 1 and word.isalpha() for word in words):
        return True
    for at, word in enumerate(words):
        if unfinished and at == len(words) - 1:
            some = [bits for other, bits in masks.items() if other.startswith(word)]
        else:
            some = [masks[word]] if word in masks else []
        if some and word.isalpha() and not any(bits >> min(at, _LAST) & 1 for bits in some):
            return False
    return True


def _of_document(data: bytes) -> set[tuple[str, int]]:
    found: set[tuple[str, int]] = set()
    for name in vietnamese.fold(data[: data.index(b"\n")].decode()).split(_BETWEEN):
        words = [word for word in name.split() if word != BREAK]
        letters = sum(len(word) == 1 and word.isalpha() for word in words)
        found.update((word, min(at, _LAST)) for at, word in enumerate(words))
        if letters:
            # A letter may be written with its neighbour: then all words behind it stand before their positions.
            found.update((word, position) for at, word in enumerate(words) for position in _positions(at - letters, at))
            found.update(
                (a + b, position)
                for at, (a, b) in enumerate(pairwise(words))
                for position in _positions(at - letters, at)
            )
    return found


def _positions(first: int, last: int) -> range:
    return range(min(max(first, 0), _LAST), min(last, _LAST) + 1)
