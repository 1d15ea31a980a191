"""lunr's scores: BM25 of each field, rounded as lunr rounds, times the query's boosts, over the query's magnitude.

The source of every rule is the lunr package (``builder.py``, ``idf.py``, ``index.py``, ``vector.py``). It would hold all
vectors of all documents; here a score is computed when it is asked for, from frequencies, and comes out the same.

lunr's setting ``b``, how much the length of a field counts, is 0: a record is long because its source was, and the lengths of
ten thousand documents would be a third of what a browser has to read first.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from giaoban import kinds
from giaoban.search.counts import frequencies
from giaoban.search.shards import Postings

K1 = 1.2
B = 0.0
FIELD_BOOSTS = (4.0, 1.0)
# Of meetings that a query fits alike, the whole sector's is more often meant than one district's.
LEVEL_BOOSTS = {"central": 1.3}

Corpus = Mapping[int, float]
"""What scores need of all documents: the boost of each by its number."""


def boost(kind: str, level: str) -> float:
    """How much a document counts, from its kind and, of a meeting, its level."""
    return kinds.get(kind).search_boost * LEVEL_BOOSTS.get(level, 1.0)


def idf(postings: Postings, documents: int) -> float:
    """How much a term tells. lunr counts a document once for each field in which the term stands."""
    found = 0
    for value in postings.frequencies:
        in_names, in_text = frequencies(value)
        found += (in_names > 0) + (in_text > 0)
    return math.log(1 + abs((documents - found + 0.5) / (found + 0.5)))


def scores(corpus: Corpus, clauses: Iterable[tuple[Postings, float]]) -> dict[int, float]:
    """Document to score, for a query of exact terms: each term's postings, and its boost."""
    held = [(postings, boost) for postings, boost in clauses if postings.numbers]
    magnitude = math.sqrt(sum(boost * boost for _, boost in held))
    found: dict[int, float] = {}
    for postings, boost in held:
        weight = idf(postings, len(corpus))
        for number, value in zip(postings.numbers, postings.frequencies, strict=True):
            for field, frequency in enumerate(frequencies(value)):
                if not frequency:
                    continue
                score = weight * ((K1 + 1) * frequency) / (K1 + frequency)
                score *= FIELD_BOOSTS[field]
                score *= corpus[number]
                found[number] = found.get(number, 0.0) + boost * round(score, 3)
    return {number: score / magnitude for number, score in found.items()} if magnitude else {}
