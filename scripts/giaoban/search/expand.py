"""From a word as typed to the syllables it may mean: with its marks or without, unfinished, or with a typo."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cached_property
from math import sqrt
from typing import NamedTuple

from giaoban import vietnamese

MOST = 16
MOST_TYPOS = 5
MOST_ENDINGS = 8
LEAST_WEIGHT = 0.1
TYPO = 0.7
ENDING = 0.4
# Spellings of one word, by its form without marks: "kỉ luật", "kỷ luật"; "qui định", "quy định". And by its marks: both
# "hàng tháng" and "hằng tháng" are written; a page has one of them.
I_AND_Y = {f"{onset}{a}": f"{onset}{b}" for onset in ("h", "k", "l", "m", "s", "t", "qu") for a, b in ("iy", "yi")}
TWINS = {"hàng": "hằng", "hằng": "hàng"}


class Meaning(NamedTuple):
    """What a word may mean: syllables with their weights; their forms without marks; and whether it had to be mended.

    ``beginning``: the word without marks, where it may go on.
    """

    syllables: Mapping[str, float]
    folds: tuple[str, ...]
    typo: bool
    beginning: str | None


class Syllables:
    """All syllables that occur, with the number of documents of each."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts

    def has(self, word: str) -> bool:
        """Whether a word occurs, with these marks or others."""
        return vietnamese.fold(word) in self._by_fold

    def goes_on(self, word: str) -> bool:
        """Whether a syllable begins with a word."""
        return bool(self._endings(vietnamese.fold(word), vietnamese.fold(word)))

    def meaning(self, word: str, *, unfinished: bool, marked: bool) -> Meaning:
        """What a word may mean. ``marked``: whether any word of the query has marks, so that this reader types them."""
        if word[0].isdigit():
            return Meaning({word: 1.0}, (word,), typo=False, beginning=word if unfinished else None)
        folded = vietnamese.fold(word)
        found, typo = self._same(word, folded), False
        if twin := _twin(word, folded):
            found |= self._same(twin, vietnamese.fold(twin))
        endings = self._endings(word, folded) if unfinished else {}
        if not found and not endings:
            found, typo = self._typos(folded), True
        weights = self._weights(found, TYPO if typo else 1.0)
        if word in weights and marked and not typo:
            weights = {syllable: 1.0 if syllable == word else weight / 2 for syllable, weight in weights.items()}
        if not found:
            weights |= self._weights(endings, ENDING)
        folds = tuple(dict.fromkeys(vietnamese.fold(syllable) for syllable in weights))
        return Meaning(weights, folds or (folded,), typo, folded if unfinished and not (typo and weights) else None)

    def _same(self, word: str, folded: str) -> dict[str, int]:
        """The syllables that are this word, or this word with the marks it lacks."""
        if word != folded and word in self._counts:
            return {word: self._counts[word]}
        same = {s: self._counts[s] for s in self._by_fold.get(folded, ())}
        if word == folded:
            return same
        # Marks of which some are missing ("quyêt"): those that have at least these, else all.
        return {s: n for s, n in same.items() if _has_marks(s, word)} or same

    def _endings(self, word: str, folded: str) -> dict[str, int]:
        """The most frequent syllables that begin so."""
        longer = {
            s: self._counts[s]
            for fold in self._folds_by_initial.get(folded[0], ())
            if fold.startswith(folded) and fold != folded
            for s in self._by_fold[fold]
            if word == folded or _has_marks(s[: len(word)], word)
        }
        return dict(sorted(longer.items(), key=lambda item: (-item[1], item[0]))[:MOST_ENDINGS])

    def _typos(self, folded: str) -> dict[str, int]:
        """The most frequent syllables one typo away: a letter too many, too few, another, or two in the wrong order."""
        return {s: self._counts[s] for fold in self.near(folded) for s in self._by_fold[fold]}

    def near(self, folded: str) -> list[str]:
        """Words without marks one typo away that occur, the most frequent first."""
        near = {fold for fold in _edits(folded) if fold in self._by_fold} - {folded}
        return sorted(near, key=lambda fold: (-max(self._counts[s] for s in self._by_fold[fold]), fold))[:MOST_TYPOS]

    def _weights(self, found: Mapping[str, int], share: float) -> dict[str, float]:
        """A syllable weighs by how much more often it occurs than the others that the word may mean."""
        if not found:
            return {}
        most = max(1, *found.values())
        kept = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:MOST]
        return {s: share * max(LEAST_WEIGHT, sqrt(n / most)) for s, n in kept}

    @cached_property
    def _by_fold(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for syllable in self._counts:
            found.setdefault(vietnamese.fold(syllable), []).append(syllable)
        return found

    @cached_property
    def _folds_by_initial(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for fold in self._by_fold:
            found.setdefault(fold[0], []).append(fold)
        return found


def _twin(word: str, folded: str) -> str | None:
    """The other spelling of a word that has two."""
    if folded not in I_AND_Y:
        return TWINS.get(word)
    last = unicodedata.normalize("NFD", word)
    at = len(folded) - 1
    return vietnamese.nfc(last[:at] + I_AND_Y[folded][-1] + last[at + 1 :])


def _has_marks(syllable: str, typed: str) -> bool:
    """Whether a syllable has every mark that was typed, letter by letter."""
    return len(syllable) == len(typed) and all(
        a == b or (b in "abcdefghijklmnopqrstuvwxyz" and vietnamese.fold(a) == b) or _marks(b) <= _marks(a)
        for a, b in zip(syllable, typed, strict=True)
    )


def _marks(letter: str) -> set[str]:
    # The stroke of đ is no mark that decomposition splits off.
    return set(unicodedata.normalize("NFD", letter)[1:]) | ({letter} if letter == "đ" else set())


def is_typo(typed: str, meant: str) -> bool:
    """Whether one word without marks is another one after a typo."""
    return typed != meant and abs(len(typed) - len(meant)) < 2 and meant in _edits(typed)


def _edits(word: str, *, least: int = 2) -> Iterator[str]:
    """What a word may be after a typo; of ``least`` letters only two in the wrong order or one too few: too much is near."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    if len(word) < least:
        return
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        if after and len(word) > least:
            yield before + after[1:]
        for letter in letters:
            if after and len(word) > least:
                yield before + letter + after[1:]
            yield before + letter + after
