"""Answering: a query becomes terms with boosts, the terms get lunr's scores, and the scores an order.

What stands here about order is ours, on top of lunr's scores: a page whose whole name was typed comes first; a document
that has only some of the words falls by how much the missing ones tell; of equals the later meeting comes first.
The browser does the same with the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log, sqrt
from typing import NamedTuple

from giaoban import vietnamese
from giaoban.search import locate, numbers, query, score
from giaoban.search.counts import TAG, WHOLE
from giaoban.search.expand import Meaning, Syllables
from giaoban.search.query import Condition
from giaoban.search.reading import IndexReader, Page
from giaoban.search.shards import Postings
from giaoban.search.tokens import Token

PAIR_BOOST = 2.0
WHOLE_NAME = 1000.0
LEAST_COVERED = 0.6
# So much of a score hangs on whether what was typed side by side stands side by side.
BESIDE = 0.5
# A number is typed to be found: it counts for more than how rare it is.
NUMBER = 2.0
MOST_PAIRS = 40
LEAST_PAIR = 0.1
# A page whose name begins with what was typed, while it may go on; asked for where that takes few files.
BEGUN = 1.5
FEW = 2
MOST_NAMES = 8
# A syllable of more documents than this tells little and costs much: beside a neighbour, only their pair is asked for.
COMMON = 1000
# Pages that are read to find out whether a phrase is on them: one that is on none of these is on few.
MOST_READ = 60


class Hit(NamedTuple):
    """One answer: the number of its document, its page, the part that fits best, and its score."""

    number: int
    page: Page
    anchor: str
    score: float

    @property
    def address(self) -> str:
        """Where it leads, with the item."""
        return self.page.address + (f"#{self.anchor}" if self.anchor else "")


@dataclass(slots=True)
class Answer:
    """What was found: documents in order with their scores, and what is worth saying about the query.

    ``phrases``: what was typed in quotation marks, which only the pages themselves can confirm; ``better``: the query
    without slips of the finger, where there were some; ``unknown``: filters that name nothing.
    """

    ranked: list[tuple[int, float]]
    meant: list[Meaning]
    phrases: list[list[Meaning]]
    better: str | None = None
    unknown: list[Condition] = field(default_factory=list)

    @property
    def is_estimate(self) -> bool:
        """Whether some of what was found may lack a phrase: of three words or more only the neighbours are known."""
        return any(len(phrase) > 2 for phrase in self.phrases)


@dataclass(slots=True)
class Coverage:
    """How much of a query a document has: for each word or pair, where it stands, and how much it tells."""

    documents: int
    places: list[set[int]] = field(default_factory=list)
    tells: list[float] = field(default_factory=list)
    total: float = 0.0

    def add(self, place: set[int], count: int, *, number: bool) -> None:
        """Note where a word stands; ``count``: in how many of all documents; ``number``: whether it is or has a number."""
        tell = log(1 + abs((self.documents - count + 0.5) / (count + 0.5))) * (NUMBER if number else 1.0)
        self.places.append(place)
        self.tells.append(tell)
        # A word that stands nowhere tells two documents apart no more than one that stands in all.
        self.total += tell if place else 0.0

    def share(self, number: int) -> float:
        """How much of the whole query a document has, from 0 to 1."""
        held = sum(tell for place, tell in zip(self.places, self.tells, strict=True) if number in place)
        return held / self.total if self.total else 1.0


class Engine:
    """Answers queries from one index."""

    def __init__(self, index: IndexReader) -> None:
        self._index = index
        self._syllables = Syllables(index.head.syllables)

    def answer(self, text: str) -> Answer:
        """All documents that answer a query, in order."""
        asked = query.parse(text)
        allowed, rest, unknown = self._filtered(asked.conditions)
        words = [*asked.words, *rest]
        unfinished = asked.open and not rest
        every = [*words, *(token for phrase in asked.phrases for token in phrase)]
        marked = any(token.text != vietnamese.fold(token.text) for token in every)
        groups = [words, *map(list, asked.phrases)]
        meant: list[Meaning] = []
        clauses: dict[str, tuple[Postings, float]] = {}
        covered, beside = (Coverage(len(self._index.corpus)) for _ in range(2))
        for at, group in enumerate(groups):
            found = [
                self._syllables.meaning(
                    token.text, unfinished=at == 0 and unfinished and token is group[-1], marked=marked
                )
                for token in group
            ]
            self._group(group, found, clauses, covered, beside, needed=at > 0)
            meant += found
        phrases = [self._meanings(group, marked=marked) for group in asked.phrases]
        for phrase in phrases:
            allowed = _both(allowed, self._phrase(phrase))
        for excepted in asked.without:
            excluded = self._phrase(self._meanings(excepted, marked=True))
            allowed = (set(self._index.corpus) if allowed is None else allowed) - excluded
        scores = score.scores(self._index.corpus, clauses.values())
        if not every:
            scores = dict.fromkeys(allowed or (), 0.0)
        called, begun = set[int](), set[int]()
        if words and not asked.phrases:
            called, begun = self._called(words, meant, unfinished=unfinished)
        ranked = self._ranked(scores, covered, beside, allowed, called, begun)
        # What is mended is the words alone: with conditions beside them the whole query would be another one.
        plain = not (asked.phrases or asked.without or asked.conditions)
        return Answer(ranked, meant, phrases, self._better(every, meant) if plain else None, unknown)

    def hits(self, answer: Answer, limit: int) -> list[Hit]:
        """The first answers with what is shown of them; those that lack a phrase typed in quotation marks are left out."""
        found: list[Hit] = []
        for number, reached in answer.ranked[: max(limit, MOST_READ)]:
            if len(found) == limit:
                break
            page = self._index.page(number)
            texts = [page.title, *(part.text for part in page.parts)]
            if all(locate.has_phrase(texts, phrase) for phrase in answer.phrases):
                found.append(Hit(number, page, locate.best_part(page.parts, answer.meant), reached))
        return found

    def _meanings(self, words: Sequence[Token], *, marked: bool) -> list[Meaning]:
        return [self._syllables.meaning(token.text, unfinished=False, marked=marked) for token in words]

    def _group(
        self,
        words: Sequence[Token],
        meant: Sequence[Meaning],
        clauses: dict[str, tuple[Postings, float]],
        covered: Coverage,
        beside: Coverage,
        *,
        needed: bool,
    ) -> None:
        """The clauses of a run of words: of each its syllables, and of each two neighbours their pairs."""
        own: list[set[int]] = []
        counts = []
        is_number = [word.text[0].isdigit() for word in words]
        for at, meaning in enumerate(meant):
            if common := self._common(words, meant, at, needed=needed):
                own.append(set())
                counts.append(common)
                continue
            found = self._index.postings(meaning.syllables)
            for syllable, postings in found.items():
                _add(clauses, syllable, postings, meaning.syllables[syllable])
            own.append(set[int]().union(*(postings.numbers for postings in found.values())))
            counts.append(max(len(own[-1]), 1))
        for at, (first, second) in enumerate(pairwise(meant)):
            if not words[at + 1].joined and not needed:
                continue
            together: set[int] = set()
            for pair, postings, weight in self._pairs(first, second):
                _add(clauses, pair, postings, PAIR_BOOST * weight)
                together.update(postings.numbers)
            own[at] |= together
            own[at + 1] |= together
            beside.add(together, len(together), number=is_number[at] or is_number[at + 1])
        for place, count, number in zip(own, counts, is_number, strict=True):
            covered.add(place, count, number=number)

    def _common(self, words: Sequence[Token], meant: Sequence[Meaning], at: int, *, needed: bool) -> int:
        """In how many documents a word stands, where that is so many that only its pairs are asked for; else 0."""
        alone = not (at and (words[at].joined or needed))
        alone = alone and not (at + 1 < len(words) and (words[at + 1].joined or needed))
        most = max((self._index.head.syllables.get(s, 0) for s in meant[at].syllables), default=0)
        return most if most > COMMON and not alone else 0

    def _pairs(self, first: Meaning, second: Meaning) -> list[tuple[str, Postings, float]]:
        """The pairs that two neighbouring words may mean, each with its weight among them."""
        found: dict[str, Postings] = {}
        for a in first.folds:
            keys = [second.beginning] if second.beginning is not None else list(second.folds)
            for b in keys:
                found |= self._index.beginning(f"{a} {b}")
        fits: list[tuple[str, Postings, int]] = []
        for pair, postings in found.items():
            left, _, right = pair.partition(" ")
            goes_on = second.beginning is not None and vietnamese.fold(right).startswith(second.beginning)
            if left in first.syllables and (right in second.syllables or goes_on):
                fits.append((pair, postings, len(postings.numbers)))
        fits.sort(key=lambda fit: (-fit[2], fit[0]))
        most = fits[0][2] if fits else 1
        return [(pair, postings, max(LEAST_PAIR, sqrt(n / most))) for pair, postings, n in fits[:MOST_PAIRS]]

    def _phrase(self, meant: Sequence[Meaning]) -> set[int]:
        """The documents that have all neighbours of a phrase; of three words or more some may not have the phrase."""
        if len(meant) == 1:
            return set().union(*(postings.numbers for postings in self._index.postings(meant[0].syllables).values()))
        both: set[int] | None = None
        for first, second in pairwise(meant):
            here = set[int]().union(*(postings.numbers for _, postings, _ in self._pairs(first, second)))
            both = here if both is None else both & here
        return both or set()

    def _filtered(self, conditions: Iterable[Condition]) -> tuple[set[int] | None, list[Token], list[Condition]]:
        """The documents that all filters let through (None: all), words that belong to no filter, and unknown filters."""
        allowed: set[int] | None = None
        rest: list[Token] = []
        unknown: list[Condition] = []
        same: dict[str, set[int]] = {}
        for condition in conditions:
            if condition.names_an_entity:
                passed, left = self._named(condition)
                rest += left
            elif (passed := self._plain(condition)) is None:
                rest += query.parse(condition.value).words
            if passed is None:
                unknown.append(condition)
            else:
                # Two years or two provinces are either of them; a year and a province are both.
                same[condition.field] = same.get(condition.field, set()) | passed
        for passed in same.values():
            allowed = _both(allowed, passed)
        return allowed, rest, unknown

    def _named(self, condition: Condition) -> tuple[set[int] | None, list[Token]]:
        words = condition.value.split()
        lengths = [len(words)] if condition.quoted else range(len(words), 0, -1)
        for length in lengths:
            tag = f"{TAG}{condition.field} {vietnamese.slug(' '.join(words[:length]))}"
            if found := self._index.postings([tag]):
                left = query.parse(" ".join(words[length:])).words
                return set(found[tag].numbers), list(left)
        return None, list(query.parse(condition.value).words)

    def _plain(self, condition: Condition) -> set[int] | None:
        meetings = self._index.meetings.items()
        folded = vietnamese.fold(condition.value)
        if condition.field == "year" and (span := query.years(condition.value)):
            return {n for n, meeting in meetings if span[0] <= meeting.day.year <= span[1]}
        if condition.field == "kind" and (kind := query.KINDS.get(folded)):
            return {n for n, meeting in meetings if meeting.kind == kind}
        if condition.field == "level" and (level := query.LEVELS.get(folded)):
            return {n for n, meeting in meetings if meeting.level == level}
        is_end = condition.field == "to"
        if condition.field in ("from", "to") and (day := query.day(condition.value, last=is_end)):
            dated = ((n, (m.day.year, m.day.month, m.day.day)) for n, m in meetings)
            return {n for n, held in dated if (held <= day if is_end else held >= day)}
        return None

    def _called(
        self, words: Sequence[Token], meant: Sequence[Meaning], *, unfinished: bool
    ) -> tuple[set[int], set[int]]:
        """The documents one of whose names is what was typed, slips mended; and the pages whose name begins so."""
        names = [WHOLE]
        for token, meaning in zip(words, meant, strict=False):
            said = meaning.folds if meaning.slip else (vietnamese.fold(token.text),)
            names = [f"{name} {word}" if name != WHOLE else WHOLE + word for name in names for word in said][
                :MOST_NAMES
            ]
        called = set[int]().union(*(postings.numbers for postings in self._index.postings(names).values()))
        going_on = self._index.beginning(names[0], FEW).values() if unfinished else ()
        return called, {n for postings in going_on for n in postings.numbers if n >= numbers.ENTITIES}

    def _ranked(
        self,
        scores: Mapping[int, float],
        covered: Coverage,
        beside: Coverage,
        allowed: set[int] | None,
        called: set[int],
        begun: set[int],
    ) -> list[tuple[int, float]]:
        found = []
        for number, reached in scores.items():
            if allowed is not None and number not in allowed:
                continue
            share = covered.share(number)
            if share < LEAST_COVERED:
                continue
            value = reached * share * share * (1 - BESIDE + BESIDE * beside.share(number))
            value = value * (BEGUN if number in begun else 1.0) + (WHOLE_NAME if number in called else 0.0)
            found.append((number, round(value, 6)))
        return sorted(found, key=lambda hit: (-hit[1], (0, -hit[0]) if hit[0] < numbers.ENTITIES else (1, hit[0])))

    def _better(self, words: Sequence[Token], meant: Sequence[Meaning]) -> str | None:
        """The query as it was probably meant, where a word had to be mended."""
        if not any(meaning.slip and meaning.syllables for meaning in meant):
            return None
        said: list[str] = []
        for at, (token, meaning) in enumerate(zip(words, meant, strict=True)):
            best = max(meaning.syllables, key=lambda s: (meaning.syllables[s], s), default=token.text)
            if at and (pairs := [p for p, *_ in self._pairs(meant[at - 1], meaning) if p.startswith(f"{said[-1]} ")]):
                best = pairs[0].partition(" ")[2]
            elif at + 1 < len(meant) and (pairs := [p for p, *_ in self._pairs(meaning, meant[at + 1])]):
                best = pairs[0].partition(" ")[0]
            said.append(best)
        return " ".join(said)


def _add(clauses: dict[str, tuple[Postings, float]], term: str, postings: Postings, boost: float) -> None:
    clauses[term] = (postings, clauses[term][1] + boost if term in clauses else boost)


def _both(allowed: set[int] | None, passed: set[int]) -> set[int]:
    return passed if allowed is None else allowed & passed
