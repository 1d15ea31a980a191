"""Answering: a query becomes terms with boosts, the terms get lunr's scores, and the scores an order.

What stands here about order is ours, on top of lunr's scores: a page whose whole name was typed comes first; a document
that has only some of the words falls by how much the missing ones tell; of equals the later meeting comes first.
`search.js` does the same with the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log, sqrt
from typing import NamedTuple

from giaoban import vietnamese
from giaoban.search import locate, query, score
from giaoban.search.counts import TAG, WHOLE
from giaoban.search.expand import Meaning, Syllables
from giaoban.search.query import Wish
from giaoban.search.shards import Postings, unpacked
from giaoban.search.shelf import Page, Shelf
from giaoban.search.tokens import Token

PAIR_BOOST = 2.0
_WHOLE_NAME = 1000.0
_LEAST_TOLD = 0.6
# So much of a score hangs on whether what was typed side by side stands side by side.
_BESIDE = 0.5
# A number is typed to be found: it counts for more than how rare it is.
_NUMBER = 2.0
_MOST_PAIRS = 40
# A page whose name begins with what was typed, while it may go on; asked for where that takes few files.
_BEGUN = 1.5
_FEW = 2
_MOST_NAMES = 8
# A syllable of more documents than this tells little and costs much: beside a neighbour, only their pair is asked for.
_COMMON = 1000


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

    ``better``: the query without slips of the finger, where there were some; ``unknown``: filters that name nothing.
    """

    ranked: list[tuple[int, float]]
    meant: list[Meaning]
    better: str | None = None
    unknown: list[Wish] = field(default_factory=list)


@dataclass(slots=True)
class Told:
    """How much of a query a document has: for each word or pair, where it stands, and how much it tells."""

    documents: int
    places: list[set[int]] = field(default_factory=list)
    tells: list[float] = field(default_factory=list)
    total: float = 0.0

    def add(self, place: set[int], count: int, *, number: bool) -> None:
        """Note where a word stands; ``count``: in how many of all documents; ``number``: whether it is or has a number."""
        tell = log(1 + abs((self.documents - count + 0.5) / (count + 0.5))) * (_NUMBER if number else 1.0)
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

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._syllables = Syllables(shelf.head.syllables)

    def answer(self, text: str) -> Answer:
        """All documents that answer a query, in order."""
        asked = query.parse(text)
        allowed, rest, unknown = self._filtered(asked.wishes)
        words = [*asked.words, *rest]
        unfinished = asked.open and not rest
        every = [*words, *(token for phrase in asked.phrases for token in phrase)]
        marked = any(token.text != vietnamese.fold(token.text) for token in every)
        groups = [words, *map(list, asked.phrases)]
        meant: list[Meaning] = []
        clauses: dict[str, tuple[Postings, float]] = {}
        told, beside = (Told(len(self._shelf.corpus.boosts)) for _ in range(2))
        for at, group in enumerate(groups):
            found = [
                self._syllables.meaning(
                    token.text, unfinished=at == 0 and unfinished and token is group[-1], marked=marked
                )
                for token in group
            ]
            self._group(group, found, clauses, told, beside, needed=at > 0)
            meant += found
        for group in asked.phrases:
            allowed = _both(allowed, self._phrase(group, marked=marked))
        for group in asked.without:
            allowed = _without(allowed, self._phrase(group, marked=True), len(self._shelf.corpus.boosts))
        scores = score.scores(self._shelf.corpus, clauses.values())
        if not every:
            scores = dict.fromkeys(allowed or (), 0.0)
        called, begun = set[int](), set[int]()
        if words and not asked.phrases:
            called, begun = self._called(words, meant, unfinished=unfinished)
        ranked = self._ranked(scores, told, beside, allowed, called, begun)
        return Answer(ranked, meant, self._better(every, meant), unknown)

    def hits(self, answer: Answer, text: str, limit: int) -> list[Hit]:
        """The first answers with what is shown of them; those that lack a phrase typed in quotation marks are left out."""
        phrases = query.parse(text).phrases
        found: list[Hit] = []
        for number, reached in answer.ranked:
            if len(found) == limit:
                break
            page = self._shelf.page(number)
            if all(locate.has_phrase((page.title, *(part.text for part in page.parts)), phrase) for phrase in phrases):
                found.append(Hit(number, page, locate.best_part(page.parts, answer.meant), reached))
        return found

    def _group(
        self,
        words: Sequence[Token],
        meant: Sequence[Meaning],
        clauses: dict[str, tuple[Postings, float]],
        told: Told,
        beside: Told,
        *,
        needed: bool,
    ) -> None:
        """The clauses of a run of words: of each its syllables, and of each two neighbours their pairs."""
        own: list[set[int]] = []
        counts = []
        numbers = [word.text[0].isdigit() for word in words]
        for at, meaning in enumerate(meant):
            if common := self._common(words, meant, at, needed=needed):
                own.append(set())
                counts.append(common)
                continue
            found = self._shelf.postings(meaning.syllables)
            for syllable, postings in found.items():
                _add(clauses, syllable, postings, meaning.syllables[syllable])
            own.append(set().union(*(_numbers(p, self._shelf.corpus.meetings) for p in found.values())))
            counts.append(max(len(own[-1]), 1))
        for at, (first, second) in enumerate(pairwise(meant)):
            if not words[at + 1].joined and not needed:
                continue
            together: set[int] = set()
            for pair, postings, weight in self._pairs(first, second):
                _add(clauses, pair, postings, PAIR_BOOST * weight)
                together |= _numbers(postings, self._shelf.corpus.meetings)
            own[at] |= together
            own[at + 1] |= together
            beside.add(together, len(together), number=numbers[at] or numbers[at + 1])
        for place, count, number in zip(own, counts, numbers, strict=True):
            told.add(place, count, number=number)

    def _common(self, words: Sequence[Token], meant: Sequence[Meaning], at: int, *, needed: bool) -> int:
        """In how many documents a word stands, where that is so many that only its pairs are asked for; else 0."""
        alone = not (at and (words[at].joined or needed))
        alone = alone and not (at + 1 < len(words) and (words[at + 1].joined or needed))
        most = max((self._shelf.head.syllables.get(s, 0) for s in meant[at].syllables), default=0)
        return most if most > _COMMON and not alone else 0

    def _pairs(self, first: Meaning, second: Meaning) -> list[tuple[str, Postings, float]]:
        """The pairs that two neighbouring words may mean, each with its weight among them."""
        found: dict[str, Postings] = {}
        for a in first.folds:
            keys = [second.beginning] if second.beginning is not None else list(second.folds)
            for b in keys:
                found |= self._shelf.beginning(f"{a} {b}")
        fits: list[tuple[str, Postings, int]] = []
        for pair, postings in found.items():
            left, _, right = pair.partition(" ")
            goes_on = second.beginning is not None and vietnamese.fold(right).startswith(second.beginning)
            if left in first.syllables and (right in second.syllables or goes_on):
                fits.append((pair, postings, len(postings.meetings) + len(postings.others)))
        fits.sort(key=lambda fit: (-fit[2], fit[0]))
        most = fits[0][2] if fits else 1
        return [(pair, postings, max(0.1, round(sqrt(n / most), 3))) for pair, postings, n in fits[:_MOST_PAIRS]]

    def _phrase(self, words: Sequence[Token], *, marked: bool) -> set[int]:
        """The documents that have all neighbours of a phrase; of three words or more some may not have the phrase."""
        meant = [self._syllables.meaning(token.text, unfinished=False, marked=marked) for token in words]
        if len(meant) == 1:
            found = self._shelf.postings(meant[0].syllables)
            return set().union(*(_numbers(p, self._shelf.corpus.meetings) for p in found.values()))
        both: set[int] | None = None
        for first, second in pairwise(meant):
            pairs = self._pairs(first, second)
            here = set().union(*(_numbers(p, self._shelf.corpus.meetings) for _, p, _ in pairs))
            both = here if both is None else both & here
        return both or set()

    def _filtered(self, wishes: Iterable[Wish]) -> tuple[set[int] | None, list[Token], list[Wish]]:
        """The documents that all filters let through (None: all), words that belong to no filter, and unknown filters."""
        allowed: set[int] | None = None
        rest: list[Token] = []
        unknown: list[Wish] = []
        same: dict[str, set[int]] = {}
        for wish in wishes:
            if wish.field in "plrt":
                passed, left = self._named(wish)
                rest += left
            else:
                passed = self._plain(wish)
            if passed is None:
                unknown.append(wish)
            else:
                # Two years or two provinces are either of them; a year and a province are both.
                same[wish.field] = same.get(wish.field, set()) | passed
        for passed in same.values():
            allowed = _both(allowed, passed)
        return allowed, rest, unknown

    def _named(self, wish: Wish) -> tuple[set[int] | None, list[Token]]:
        words = wish.value.split()
        lengths = [len(words)] if wish.quoted else range(len(words), 0, -1)
        for length in lengths:
            tag = f"{TAG}{wish.field} {vietnamese.slug(' '.join(words[:length]))}"
            if found := self._shelf.postings([tag]):
                left = query.parse(" ".join(words[length:])).words
                return _numbers(found[tag], self._shelf.corpus.meetings), list(left)
        return None, list(query.parse(wish.value).words)

    def _plain(self, wish: Wish) -> set[int] | None:
        meetings = enumerate(self._shelf.head.meetings)
        folded = vietnamese.fold(wish.value)
        if wish.field == "year" and (span := query.years(wish.value)):
            return {n for n, meeting in meetings if span[0] <= meeting.day.year <= span[1]}
        if wish.field == "kind" and (kind := query.KINDS.get(folded)):
            return {n for n, meeting in meetings if meeting.kind == kind}
        if wish.field == "level" and (level := query.LEVELS.get(folded)):
            return {n for n, meeting in meetings if meeting.level == level}
        if wish.field in ("from", "to") and (day := query.day(wish.value, last=wish.field == "to")):
            dated = ((n, (m.day.year, m.day.month, m.day.day)) for n, m in meetings)
            return {n for n, held in dated if (held >= day if wish.field == "from" else held <= day)}
        return None

    def _called(
        self, words: Sequence[Token], meant: Sequence[Meaning], *, unfinished: bool
    ) -> tuple[set[int], set[int]]:
        """The documents one of whose names is what was typed, slips mended; and the pages whose name begins so."""
        names = [WHOLE]
        for token, meaning in zip(words, meant, strict=False):
            said = meaning.folds if meaning.slip else (vietnamese.fold(token.text),)
            names = [f"{name} {word}" if name != WHOLE else WHOLE + word for name in names for word in said][
                :_MOST_NAMES
            ]
        meetings = self._shelf.corpus.meetings
        called = set().union(*(_numbers(p, meetings) for p in self._shelf.postings(names).values()))
        going_on = self._shelf.beginning(names[0], _FEW).values() if unfinished else ()
        return called, {meetings + unpacked(place)[0] for postings in going_on for place in postings.others}

    def _ranked(
        self,
        scores: Mapping[int, float],
        told: Told,
        beside: Told,
        allowed: set[int] | None,
        called: set[int],
        begun: set[int],
    ) -> list[tuple[int, float]]:
        found = []
        for number, reached in scores.items():
            if allowed is not None and number not in allowed:
                continue
            share = told.share(number)
            if share < _LEAST_TOLD:
                continue
            value = reached * share * share * (1 - _BESIDE + _BESIDE * beside.share(number))
            value = value * (_BEGUN if number in begun else 1.0) + (_WHOLE_NAME if number in called else 0.0)
            found.append((number, round(value, 6)))
        meetings = self._shelf.corpus.meetings
        return sorted(found, key=lambda hit: (-hit[1], (0, -hit[0]) if hit[0] < meetings else (1, hit[0])))

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


def _numbers(postings: Postings, meetings: int) -> set[int]:
    return {unpacked(p)[0] for p in postings.meetings} | {meetings + unpacked(p)[0] for p in postings.others}


def _both(allowed: set[int] | None, passed: set[int]) -> set[int]:
    return passed if allowed is None else allowed & passed


def _without(allowed: set[int] | None, excluded: set[int], documents: int) -> set[int]:
    return (set(range(documents)) if allowed is None else allowed) - excluded
