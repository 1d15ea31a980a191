"""Answering: a query becomes terms with boosts, the terms get lunr's scores, and the scores an order (`ranking`).

The browser does the same with the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from giaoban import vietnamese
from giaoban.search import lexicon, locate, naming, query, ranking, score, typos
from giaoban.search.counts import TAG
from giaoban.search.expand import Meaning, Syllables
from giaoban.search.head import COMMON
from giaoban.search.pairs import Pair, documents, pages_named, pairs
from giaoban.search.query import Condition
from giaoban.search.ranking import BOUND, Demand, Found, QueryCoverage, QueryNames
from giaoban.search.reading import IndexReader, ShownDocument
from giaoban.search.shards import Postings
from giaoban.search.tokens import Token, tokens, without_zeros
from giaoban.search.understanding import Understanding

PAIR_BOOST = 2.0
# Pages that are read to find out whether a phrase is on them: one that is on none of these is on few.
MOST_READ = 60

Clauses = dict[str, tuple[Postings, float]]


class Hit(NamedTuple):
    """One answer: the number of its document, its page, the part that fits best, and its score."""

    number: int
    page: ShownDocument
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
    without typos, where there were some; ``unknown``: filters that name nothing; ``missing``: documents that were
    named by number and are not in the archive.
    """

    ranked: list[tuple[int, float]]
    meant: list[Meaning]
    phrases: list[list[Meaning]]
    better: str | None = None
    unknown: list[Condition] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def is_estimate(self) -> bool:
        """Whether some of what was found may lack a phrase: of three words or more only the neighbours are known."""
        return any(len(phrase) > 2 for phrase in self.phrases)


class Engine:
    """Answers queries from one index."""

    def __init__(self, index: IndexReader) -> None:
        self._index = index
        self._syllables = Syllables({text: n for text, n in index.head.syllables.items() if text.isalpha()})
        self._understanding = Understanding(index, self._syllables)

    def answer(self, text: str) -> Answer:
        """All documents that answer a query, in order."""
        asked = query.parse(text)
        allowed, rest, unknown = self._filtered(asked.conditions)
        plain = typos.without_vni(asked.text, self._syllables)
        typed = asked.words if plain == asked.text else tuple(tokens(plain))
        unfinished = asked.open and not rest
        words, is_mended = self._understanding.words([*typed, *rest], unfinished=unfinished)
        every = [*words, *(token for phrase in asked.phrases for token in phrase)]
        marked = any(token.text != vietnamese.fold(token.text) for token in every)
        meant = self._understanding.meanings(words, marked=marked, unfinished=unfinished)
        meant = self._understanding.toned(words, meant)
        named = QueryNames()
        if words and not asked.phrases:
            named = self._understanding.named(words, meant, plain, marked=marked, unfinished=unfinished)
        bound = named.bound or lexicon.binding([word.text for word in words], marked=marked)
        clauses: Clauses = {}
        found = Found(QueryCoverage(len(self._index.corpus)), QueryCoverage(len(self._index.corpus)))
        self._group(words, meant, clauses, found, bound)
        phrases = [self._understanding.meanings(phrase, marked=marked) for phrase in asked.phrases]
        for phrase, meaning in zip(asked.phrases, phrases, strict=True):
            self._group(phrase, meaning, clauses, found, None)
            allowed = _both(allowed, self._phrase(meaning))
        for excepted in asked.without:
            excluded = self._phrase(self._understanding.meanings(excepted, marked=True))
            allowed = (set(self._index.corpus) if allowed is None else allowed) - excluded
        if named.only is not None:
            allowed = _both(allowed, named.only)
        scores = score.scores(self._index.corpus, clauses.values())
        if not every:
            scores = dict.fromkeys(allowed or (), 0.0)
        ranked = ranking.ranked(scores, found, allowed, named)
        meant += [meaning for phrase in phrases for meaning in phrase]
        # What is mended is the words alone: with conditions beside them the whole query would be another one.
        alone = not (asked.phrases or asked.without or asked.conditions)
        better = self._better(every, meant, is_mended=is_mended or plain != asked.text) if alone else None
        return Answer(ranked, meant, phrases, better, unknown, named.missing)

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

    def _group(
        self,
        words: Sequence[Token],
        meant: Sequence[Meaning],
        clauses: Clauses,
        found: Found,
        bound: Sequence[bool] | None,
    ) -> None:
        """The clauses of a run of words: of each its syllables, and of each two neighbours their pairs.

        ``bound``: which of the words need not be there; None for a phrase, whose words all have to be and are all neighbours.
        """
        needed = bound is None
        own: list[set[int]] = []
        counts = []
        is_number = [word.text[0].isdigit() for word in words]
        of_symbols = {symbol.number for symbol in naming.symbols(words)}
        for at, meaning in enumerate(meant):
            # A number alone is asked for unless it is that of a document, before its code: "18-NQ/TW".
            is_common = not is_number[at] or at in of_symbols
            if common := self._common(words, meant, at, needed=needed) if is_common else 0:
                own.append(set())
                counts.append(common)
                continue
            held = self._index.postings(meaning.syllables)
            for syllable, postings in held.items():
                _add(clauses, syllable, postings, meaning.syllables[syllable])
            found.names |= pages_named(held.values())
            own.append(documents(held.values()))
            counts.append(max(len(own[-1]), 1))
        paired: list[set[int]] = [set() for _ in words]
        for at, (first, second) in enumerate(pairwise(meant)):
            if not words[at + 1].joined and not needed:
                continue
            beside = pairs(self._index, first, second)
            for pair in beside:
                _add(clauses, pair.term, pair.postings, PAIR_BOOST * pair.weight)
            found.names |= pages_named(pair.postings for pair in beside)
            together = documents(pair.postings for pair in beside)
            for place, neighbour in ((at, second), (at + 1, first)):
                own[place] |= together
                # A neighbour that is only guessed says nothing for a word.
                if not neighbour.typo:
                    paired[place] |= together
            tell = found.beside.tell(len(together), number=is_number[at] or is_number[at + 1])
            found.beside.add(together, tell)
        for at, held_by in enumerate(own):
            tell = found.covered.tell(counts[at], number=is_number[at])
            if bound and bound[at]:
                found.covered.add(held_by, tell * BOUND)
                continue
            found.covered.add(held_by, tell)
            is_beside = any(0 <= i < len(words) and not (bound and bound[i]) for i in (at - 1, at + 1))
            demand = Demand(held_by, paired[at] if is_beside else held_by, tell, ranking.alone(words[at], meant[at]))
            found.demands.append(demand)

    def _common(self, words: Sequence[Token], meant: Sequence[Meaning], at: int, *, needed: bool) -> int:
        """In how many documents a word stands, where that is so many that only its pairs are asked for; else 0."""
        alone = not (at and (words[at].joined or needed))
        alone = alone and not (at + 1 < len(words) and (words[at + 1].joined or needed))
        most = max((self._index.head.syllables.get(s, 0) for s in meant[at].syllables), default=0)
        return most if most > COMMON and not alone else 0

    def _phrase(self, meant: Sequence[Meaning]) -> set[int]:
        """The documents that have all neighbours of a phrase; of three words or more some may not have the phrase."""
        if len(meant) == 1:
            return documents(self._index.postings(meant[0].syllables).values())
        both: set[int] | None = None
        for first, second in pairwise(meant):
            both = _both(both, documents(pair.postings for pair in pairs(self._index, first, second)))
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
            tag = f"{TAG}{condition.field} {without_zeros(vietnamese.slug(' '.join(words[:length])))}"
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

    def _better(self, words: Sequence[Token], meant: Sequence[Meaning], *, is_mended: bool) -> str | None:
        """The query as it was probably meant, where a word had to be mended."""
        if not is_mended and not any(meaning.typo and meaning.syllables for meaning in meant):
            return None
        said: list[str] = []
        for at, (token, meaning) in enumerate(zip(words, meant, strict=True)):
            best = max(meaning.syllables, key=lambda s: (meaning.syllables[s], s), default=token.text)
            if at and (before := [p.term for p in self._pairs(meant, at) if p.term.startswith(f"{said[-1]} ")]):
                best = before[0].partition(" ")[2]
            elif at + 1 < len(meant) and (after := self._pairs(meant, at + 1)):
                best = after[0].term.partition(" ")[0]
            said.append(best)
        return " ".join(said)

    def _pairs(self, meant: Sequence[Meaning], at: int) -> list[Pair]:
        """The pairs of a word and the one before it."""
        return pairs(self._index, meant[at - 1], meant[at])


def _add(clauses: Clauses, term: str, postings: Postings, boost: float) -> None:
    clauses[term] = (postings, clauses[term][1] + boost if term in clauses else boost)


def _both(allowed: set[int] | None, passed: set[int]) -> set[int]:
    return passed if allowed is None else allowed & passed
