"""Neighbours: the pairs of words that the index knows, and what they are in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import sqrt
from typing import NamedTuple

from giaoban import kinds, vietnamese
from giaoban.search import numbers
from giaoban.search.counts import frequencies
from giaoban.search.expand import Meaning
from giaoban.search.reading import IndexReader
from giaoban.search.shards import Postings

MOST_PAIRS = 40
LEAST_PAIR = 0.1


class Pair(NamedTuple):
    """Two neighbours, their postings, and how much they weigh among those that two words may mean."""

    term: str
    postings: Postings
    weight: float


def pairs(index: IndexReader, first: Meaning, second: Meaning) -> list[Pair]:
    """The pairs that two neighbouring words may mean, those of most documents first."""
    found: dict[str, Postings] = {}
    for a in first.folds:
        if second.beginning is not None:
            found |= index.beginning(f"{a} {second.beginning}")
            continue
        for b in second.folds:
            found |= index.same(f"{a} {b}")
    fits: list[tuple[str, Postings, int]] = []
    for term, postings in found.items():
        left, _, right = term.partition(" ")
        goes_on = second.beginning is not None and vietnamese.fold(right).startswith(second.beginning)
        if left in first.syllables and (right in second.syllables or goes_on):
            fits.append((term, postings, len(postings.numbers)))
    fits.sort(key=lambda fit: (-fit[2], fit[0]))
    most = fits[0][2] if fits else 1
    return [Pair(term, postings, max(LEAST_PAIR, sqrt(n / most))) for term, postings, n in fits[:MOST_PAIRS]]


def pages_named(some: Iterable[Postings]) -> set[int]:
    """The pages that are no meeting's in whose names any of some terms stands."""
    return {
        n
        for postings in some
        for n, value in zip(postings.numbers, postings.frequencies, strict=True)
        if n >= numbers.ENTITIES and frequencies(value)[0]
    }


def documents(some: Iterable[Postings]) -> set[int]:
    """The documents in which any of some terms stands."""
    return set[int]().union(*(postings.numbers for postings in some))


def of_kind(index: IndexReader, kind: str, terms: Iterable[str]) -> set[int]:
    """The documents of a kind that have one of some terms."""
    place = [one.key for one in kinds.with_search()].index(kind)
    return {n for n in documents(index.postings(terms).values()) if numbers.place_of(n) == place}


def commonest(some: Mapping[str, Postings]) -> str:
    """The term of most documents; empty where there is none."""
    return max(some, key=lambda term: (len(some[term].numbers), term), default="")
