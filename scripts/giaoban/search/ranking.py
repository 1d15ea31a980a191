"""The order of answers, on top of lunr's scores: how much of a query a document has, and whether that is an answer at all.

A page whose whole name was typed comes first; a document that has only some of the words falls by how much the missing ones tell;
one that has too little of what must be there is no answer; of equals the later meeting comes first. All numbers are ours, found
with the gold sets. The browser does the same with the same numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log

from giaoban import vietnamese
from giaoban.search import numbers
from giaoban.search.expand import Meaning
from giaoban.search.tokens import Token

WHOLE_NAME = 1000.0
LEAST_COVERED = 0.6
# So much of a score hangs on whether what was typed side by side stands side by side.
BESIDE = 0.5
# A number is typed to be found: it counts for more than how rare it is.
NUMBER = 2.0
# A page whose name begins with what was typed, while it may go on.
BEGUN = 1.5
# A page that has less of what must be there is no answer. A word has its whole weight beside a neighbour of the query; alone
# it is as good as chance put it there: a number less so, a word with other marks than typed more so, a mended word wholly.
LEAST_EXPLAINED = 0.61
# Of many words a page may lack some more: whoever tells a passage in other words types many.
LONG = 7
LEAST_OF_LONG = 0.48
ALONE = 0.5
ALONE_OTHERWISE = 0.2
ALONE_NUMBER = 0.75
# So much of the other words a person has who is meant by the given name alone, or by the name at the beginning.
WHOLLY = 0.75
NEARLY = 0.9
# For somebody who is not here, nothing less than the whole name will do.
STRICT = 0.999
# So much matters a word that only asks or binds, or an office before a name.
BOUND = 0.2
# What is named at the beginning, or by type and number, comes before what only mentions it.
FIRST = 2.0
NAMELESS = 0.5
DOCUMENT = 4.0


@dataclass(slots=True)
class QueryCoverage:
    """How much of a query a document has: for each word or pair, where it stands, and how much it tells."""

    documents: int
    places: list[set[int]] = field(default_factory=list)
    tells: list[float] = field(default_factory=list)
    total: float = 0.0

    def tell(self, count: int, *, number: bool) -> float:
        """How much a word tells that stands in so many documents; ``number``: whether it is or has a number."""
        return log(1 + abs((self.documents - count + 0.5) / (count + 0.5))) * (NUMBER if number else 1.0)

    def add(self, place: set[int], tell: float) -> None:
        """Note where a word stands, and how much it tells."""
        self.places.append(place)
        self.tells.append(tell)
        # A word that stands nowhere tells two documents apart no more than one that stands in all.
        self.total += tell if place else 0.0

    def share(self, number: int) -> float:
        """How much of the whole query a document has, from 0 to 1."""
        held = sum(tell for place, tell in zip(self.places, self.tells, strict=True) if number in place)
        return held / self.total if self.total else 1.0


@dataclass(slots=True)
class Demand:
    """A word that an answer must have.

    Where it stands, where beside a neighbour of the query, how much it tells, and how much of that it tells alone.
    """

    place: set[int]
    paired: set[int]
    tell: float
    alone: float


@dataclass(slots=True)
class Found:
    """What documents have of a query: how much of it at all, how much side by side, and how much of what they must have."""

    covered: QueryCoverage
    beside: QueryCoverage
    demands: list[Demand] = field(default_factory=list)
    names: set[int] = field(default_factory=set)
    """The documents in whose names something of the query stands."""

    def explained(self, number: int) -> float:
        """How much of what an answer must have a document has, from 0 to 1."""
        total = held = 0.0
        for one in self.demands:
            total += one.tell
            held += one.tell * (1.0 if number in one.paired else one.alone if number in one.place else 0.0)
        return held / total if total else 1.0


@dataclass(slots=True)
class QueryNames:
    """What a query names.

    ``sure``: documents that are just what was named; ``given``: people with a given name, if they have the other words as well;
    ``first``: people with whose name the query begins; ``documents``: those whose type and number were typed; ``begun``: pages
    whose name begins so. ``missing``: documents that are not here, as typed; ``only``: those that name them. ``bound``: which
    words need not be there; ``strict``: whether all others have to be, side by side: the name of somebody who is nowhere.
    """

    sure: set[int] = field(default_factory=set)
    given: set[int] = field(default_factory=set)
    first: set[int] = field(default_factory=set)
    documents: set[int] = field(default_factory=set)
    begun: set[int] = field(default_factory=set)
    missing: list[str] = field(default_factory=list)
    only: set[int] | None = None
    bound: list[bool] | None = None
    strict: bool = False
    office: bool = False
    """Whether the query begins with an office: then people are meant, named or not."""


def ranked(
    scores: Mapping[int, float], found: Found, allowed: set[int] | None, named: QueryNames
) -> list[tuple[int, float]]:
    """The documents that answer, in order, each with its score. ``allowed``: those that filters let through; None: all."""
    is_long = len(found.demands) >= LONG
    least = STRICT if named.strict else LEAST_OF_LONG if is_long else LEAST_EXPLAINED
    least_covered = LEAST_OF_LONG if is_long else LEAST_COVERED
    answers = []
    for number in {*scores, *named.sure}:
        if allowed is not None and number not in allowed:
            continue
        share, explained = found.covered.share(number), found.explained(number)
        is_sure = number in named.sure
        if not is_sure and number not in named.documents and (share < least_covered or explained < least):
            continue
        value = scores.get(number, 0.0) * share * share * (1 - BESIDE + BESIDE * found.beside.share(number))
        if number in named.begun:
            value *= BEGUN
        if number in named.documents:
            value *= DOCUMENT
        if number in named.first and explained > NEARLY:
            value *= FIRST
        if number >= numbers.ENTITIES:
            # The page of a person or place is no answer to a query that says more, or does not name it: a meeting is.
            value *= explained * explained * (1.0 if named.office or number in found.names else NAMELESS)
        if is_sure or (number in named.given and explained > WHOLLY):
            value += WHOLE_NAME
        answers.append((number, round(value, 6)))
    return sorted(answers, key=lambda hit: (-hit[1], (0, -hit[0]) if hit[0] < numbers.ENTITIES else (1, hit[0])))


def alone(word: Token, meaning: Meaning) -> float:
    """How much of a word a page has where the word stands without its neighbour."""
    if word.text[0].isdigit():
        return ALONE_NUMBER
    if meaning.typo:
        return 0.0
    is_typed = word.text in meaning.syllables or word.text == vietnamese.fold(word.text)
    return ALONE if is_typed or meaning.beginning is not None else ALONE_OTHERWISE


def combined(said: Sequence[Sequence[str]], most: int) -> list[list[str]]:
    """Every way to take one of each, as many as there may be."""
    found: list[list[str]] = [[]]
    for words in said:
        found = [[*name, word] for name in found for word in words][:most]
    return found
