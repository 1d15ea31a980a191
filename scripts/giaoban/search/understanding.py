"""What a query means in this archive: words mended by what stands in it, and what they name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from giaoban import vietnamese
from giaoban.search import lexicon, naming, positions, typos
from giaoban.search.expand import TYPO, Meaning, Syllables, is_typo
from giaoban.search.pairs import commonest, documents, of_kind, pages_named, pairs
from giaoban.search.ranking import QueryNames, combined
from giaoban.search.reading import IndexReader
from giaoban.search.shards import Postings
from giaoban.search.tokens import Token

MOST_NAMES = 8
# A page whose name begins with what was typed is asked for where that takes few files.
FEW = 2


class Understanding:
    """Understands the words of queries by one index."""

    def __init__(self, index: IndexReader, syllables: Syllables) -> None:
        self._index, self._syllables = index, syllables

    def words(self, typed: Sequence[Token], *, unfinished: bool) -> tuple[list[Token], bool]:
        """The words as they were meant, and whether any had to be read as another; ``unfinished``: the last may go on."""
        return typos.mended(typed, self._syllables, self._standing, unfinished=unfinished)

    def meanings(self, words: Sequence[Token], *, marked: bool, unfinished: bool = False) -> list[Meaning]:
        """What each word may mean. ``marked``: whether this reader types marks."""
        last = len(words) - 1
        return [
            self._syllables.meaning(token.text, unfinished=unfinished and at == last, marked=marked)
            for at, token in enumerate(words)
        ]

    def toned(self, words: Sequence[Token], meant: Sequence[Meaning]) -> list[Meaning]:
        """The meanings, those mended that stand beside their neighbour only with other marks ("Đông Tháp") or one letter on."""
        beside = [pairs(self._index, a, b) if words[at + 1].joined else [] for at, (a, b) in enumerate(pairwise(meant))]
        # A word that is still being typed is taken as it is, if it is one.
        as_typed = [
            [pair for pair in some if pair.term.partition(" ")[2] in second.syllables]
            for some, second in zip(beside, meant[1:], strict=False)
        ]
        mended = list(meant)
        honorific = naming.honorific(words)
        for at, (first, second) in enumerate(pairwise(meant)):
            two = words[at : at + 2]
            if at < honorific and vietnamese.fold(two[0].text) not in lexicon.OTHERWISE:
                continue
            is_mended = first.typo or second.typo
            if not two[1].joined or (is_mended and beside[at]) or any(word.text[0].isdigit() for word in two):
                continue
            folds = [vietnamese.fold(word.text) for word in two]
            if as_typed[at] and [word.text for word in two] == folds:
                continue
            # Both may stand in the archive; only the name of something with a page is worth the change: "Hà Tỉnh".
            if pages_named(pair.postings for pair in as_typed[at]):
                continue
            others = {term: found for term, found in self._index.same(" ".join(folds)).items() if pages_named([found])}
            if not others and not beside[at]:
                others = self._places_near(two, folds)
            best = commonest(others).split(" ")
            changes = {at + i: s for i, s in enumerate(best) if s and s not in meant[at + i].syllables}
            # A word that stands beside its other neighbour as it was typed is right.
            others_beside = ((i, neighbour) for i in changes for neighbour in (i - 1, i) if neighbour != at)
            if any(0 <= neighbour < len(as_typed) and as_typed[neighbour] for _, neighbour in others_beside):
                continue
            for i, syllable in changes.items():
                mended[i] = Meaning({syllable: TYPO}, (vietnamese.fold(syllable),), typo=True, beginning=None)
        return mended

    def named(
        self, words: Sequence[Token], meant: Sequence[Meaning], text: str, *, marked: bool, unfinished: bool
    ) -> QueryNames:
        """What the words name as a whole or in part. ``text``: what they stand in."""
        found = QueryNames()
        said = [
            meaning.folds if meaning.typo else (vietnamese.fold(word.text),)
            for word, meaning in zip(words, meant, strict=True)
        ]
        self._pages(said, found, unfinished=unfinished)
        if span := naming.term(words) or naming.days(words, text):
            first, last = span
            meetings = self._index.meetings.items()
            found.sure |= {n for n, meeting in meetings if first <= _as_number(meeting.day) <= last}
        self._people(words, meant, said, found)
        self._documents(words, text, found, marked=marked, unfinished=unfinished)
        return found

    def _standing(self, cuts: list[list[str]]) -> list[str] | None:
        """Of several ways to cut a word that whose pieces stand side by side most often; None where none do."""
        best, reached = None, 0
        for pieces in cuts:
            standing = [self._index.same(pair).values() for pair in typos.neighbours(pieces)]
            here = min(max((len(postings.numbers) for postings in some), default=0) for some in standing)
            if here > reached:
                best, reached = pieces, here
        return best

    def _places_near(self, words: Sequence[Token], folds: Sequence[str]) -> dict[str, Postings]:
        """What of the name of a province two words may be that stand nowhere side by side: "Đắt Lắk".

        A word that the archive has stays, unless a letter of it is missing, one too many, or two are in the wrong order.
        """
        found: dict[str, Postings] = {}
        for place in self._index.head.places:
            name = place.split(" ")
            for i in range(2):
                is_known = words[i].text in self._index.head.syllables
                is_other = len(folds[i]) == len(name[i]) and sorted(folds[i]) != sorted(name[i])
                if name[1 - i] == folds[1 - i] and is_typo(folds[i], name[i]) and not (is_known and is_other):
                    found |= self._index.same(place)
        return found

    def _pages(self, said: Sequence[Sequence[str]], found: QueryNames, *, unfinished: bool) -> None:
        """The documents one of whose names is what was typed, and the pages whose name begins so."""
        found.sure |= documents(self._index.postings(self._wholes(said)).values())
        first = [folds[0] for folds in said]
        if unfinished and positions.may_be_name(self._index.head.named, first, unfinished=True):
            going_on = documents(self._index.beginning(naming.whole_name(first), FEW).values())
            found.begun |= {n for n in going_on if not self._index.is_meeting(n)}

    def _people(
        self,
        words: Sequence[Token],
        meant: Sequence[Meaning],
        said: Sequence[Sequence[str]],
        found: QueryNames,
    ) -> None:
        one = naming.person(words)
        if one is None:
            return
        found.office = one.office
        # "Bà Rịa", "bắc ninh", "anh hùng": what stands in the archive so is no honorific with a name.
        if one.honorific == 1 and said[0][0] in lexicon.OTHERWISE and pairs(self._index, meant[0], meant[1]):
            return
        for start, end in one.wholes:
            if people := of_kind(self._index, "leader", self._wholes(said[start:end])):
                rest = said[end:]
                if one.start or (rest and of_kind(self._index, "province", self._wholes(rest))):
                    found.sure |= people
                elif rest:
                    found.first |= people
                found.bound = _until(start, len(words))
                return
        for at in one.given:
            found.given |= of_kind(
                self._index, "leader", [naming.given_name(syllable) for syllable in meant[at].syllables]
            )
        if found.given:
            found.bound = _until(one.honorific, len(words))
        elif one.is_name and not all(pairs(self._index, a, b) for a, b in pairwise(meant[one.start :])):
            found.bound, found.strict = _until(one.start, len(words)), True

    def _wholes(self, said: Sequence[Sequence[str]]) -> list[str]:
        """The terms of the names that words may be."""
        names = combined(said, MOST_NAMES)
        return [naming.whole_name(name) for name in names if positions.may_be_name(self._index.head.named, name)]

    def _documents(
        self, words: Sequence[Token], text: str, found: QueryNames, *, marked: bool, unfinished: bool
    ) -> None:
        for symbol in naming.symbols(words):
            here = of_kind(self._index, "resolution", symbol.tags)
            found.documents |= here
            others = [word.text for at, word in enumerate(words) if not symbol.start <= at < symbol.end]
            is_all = all(lexicon.binding([*others, "?"], marked=marked)[:-1])
            if here or not (symbol.whole or is_all) or (unfinished and self._number_goes_on(words, symbol)):
                continue
            found.missing.append(text[words[symbol.start].start : words[symbol.end - 1].end].strip())
            named = documents(self._index.same(symbol.pair).values())
            found.only = named if found.only is None else found.only & named

    def _number_goes_on(self, words: Sequence[Token], symbol: naming.TypedSymbol) -> bool:
        """Whether the number of a document that is being typed may become that of one that is here."""
        if symbol.whole or symbol.end < len(words) or symbol.end < symbol.start + 2:
            return False
        beginning = " ".join(vietnamese.fold(word.text) for word in words[symbol.end - 2 :])
        return bool(pages_named(self._index.beginning(beginning).values()))


def _until(end: int, count: int) -> list[bool]:
    """Of so many words the first ones: those before ``end``."""
    return [at < end for at in range(count)]


def _as_number(day: date) -> int:
    return day.year * 10000 + day.month * 100 + day.day
