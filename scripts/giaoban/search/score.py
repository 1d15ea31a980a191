"""lunr's scores: BM25 of each field, rounded as lunr rounds, times the query's boosts, over the query's magnitude.

The source of every rule is the `lunr` package (``builder.py``, ``idf.py``, ``index.py``, ``vector.py``). It would hold all
vectors of all documents; here a score is computed when it is asked for, from frequencies and lengths, and comes out the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from giaoban.search.shards import Postings, unpacked

K1 = 1.2
B = 0.75
FIELD_BOOSTS = (4.0, 1.0)
KIND_BOOSTS = {
    "briefing": 1.0,
    "leader": 2.0,
    "province": 2.0,
    "resolution": 1.2,
    "plenum": 1.2,
    "series": 1.0,
    "topic": 1.5,
}

# Of meetings that a query fits alike, the whole sector's is more often meant than one district's.
LEVEL_BOOSTS = {"central": 1.3}


class Corpus(NamedTuple):
    """What scores need of all documents: of each the length of its two fields, and its boost. Meetings come first."""

    lengths: tuple[Sequence[int], Sequence[int]]
    boosts: Sequence[float]
    meetings: int

    @property
    def averages(self) -> tuple[float, float]:
        """The average length of each field."""
        names, text = self.lengths
        return sum(names) / len(names), sum(text) / len(text)


def idf(postings: Postings, documents: int) -> float:
    """How much a term tells. lunr counts a document once for each field in which the term stands."""
    found = 0
    for side in postings:
        for place in side:
            _, in_names, in_text = unpacked(place)
            found += (in_names > 0) + (in_text > 0)
    return math.log(1 + abs((documents - found + 0.5) / (found + 0.5)))


def scores(corpus: Corpus, clauses: Iterable[tuple[Postings, float]]) -> dict[int, float]:
    """Document to score, for a query of exact terms: each term's postings, and its boost."""
    held = [(postings, boost) for postings, boost in clauses if postings.meetings or postings.others]
    averages = corpus.averages
    magnitude = math.sqrt(sum(boost * boost for _, boost in held))
    found: dict[int, float] = {}
    for postings, boost in held:
        weight = idf(postings, len(corpus.boosts))
        for number, frequencies in _documents(postings, corpus.meetings):
            for field, frequency in enumerate(frequencies):
                if not frequency:
                    continue
                length = corpus.lengths[field][number]
                norm = K1 * (1 - B + B * (length / averages[field]))
                score = weight * ((K1 + 1) * frequency) / (norm + frequency)
                score *= FIELD_BOOSTS[field]
                score *= corpus.boosts[number]
                found[number] = found.get(number, 0.0) + boost * round(score, 3)
    return {number: score / magnitude for number, score in found.items()} if magnitude else {}


def _documents(postings: Postings, meetings: int) -> Iterable[tuple[int, tuple[int, int]]]:
    for offset, side in ((0, postings.meetings), (meetings, postings.others)):
        for place in side:
            number, in_names, in_text = unpacked(place)
            yield offset + number, (in_names, in_text)


def boosts(kinds: Iterable[str], levels: Iterable[str]) -> list[float]:
    """The boost of each document, from its kind and, of meetings, which come first, from the level."""
    found = [KIND_BOOSTS[kind] for kind in kinds]
    for number, level in enumerate(levels):
        found[number] *= LEVEL_BOOSTS.get(level, 1.0)
    return found
