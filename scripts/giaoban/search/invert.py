"""Inverting: from the words of all documents to the shards, at once. `patch` makes the same shards from those of before.

Ten million occurrences of three hundred thousand terms are sorted and counted as whole numbers in arrays (numpy): lists and
dictionaries take three times as long. A term is a word, or two that are neighbours; words are numbered in the order in which the
index has them, so that the numbers sort as the terms do.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from giaoban import vietnamese
from giaoban.search import shards, wire
from giaoban.search.counts import MOST, unpack
from giaoban.search.shards import MARK, Cut
from giaoban.search.tokens import BREAK

# So many words are sorted at once, which bounds the memory that it takes.
_AT_ONCE = 500_000
_Array = np.ndarray[Any, np.dtype[Any]]


class Packed(NamedTuple):
    """A shard, compressed: its terms and its numbers; what it means for the borders; and its terms with their sizes."""

    cut: Cut
    words: bytes
    counts: bytes
    terms: list[str]
    sizes: list[int]


class _Run(NamedTuple):
    """Terms in order, and arrays of their postings: sizes, gaps, codes, and the frequencies of those whose code is `MARK`."""

    terms: list[str]
    sizes: _Array
    gaps: _Array
    codes: _Array
    marked: _Array

    def weights(self) -> list[int]:
        """`shards.weight` of each term."""
        lengths = np.fromiter(map(len, self.terms), np.int64, len(self.terms))
        _, bits = np.frexp(self.sizes.astype(np.float64))
        low = np.maximum(bits - 3, 0)
        found: list[int] = (lengths + 2 + 2 * (self.sizes >> low << low)).tolist()
        return found

    def forms(self) -> list[str]:
        """Each term without marks."""
        return vietnamese.fold("\n".join(self.terms)).split("\n") if self.terms else []

    def and_then(self, other: _Run) -> _Run:
        """These terms and those that come next."""
        arrays = (np.concatenate(pair) for pair in zip(self[1:], other[1:], strict=True))
        return _Run(self.terms + other.terms, *arrays)

    def parts(self, borders: Iterable[int]) -> Iterator[_Run]:
        """The terms from each border to the next."""
        ends = np.concatenate(([0], np.cumsum(self.sizes)))
        used = 0
        for start, end in pairwise(borders):
            codes = self.codes[ends[start] : ends[end]]
            marks = 2 * int(np.count_nonzero(codes == MARK))
            gaps, marked = self.gaps[ends[start] : ends[end]], self.marked[used : used + marks]
            yield _Run(self.terms[start:end], self.sizes[start:end], gaps, codes, marked)
            used += marks


def invert(documents: Iterable[tuple[int, bytes]]) -> Iterator[Packed]:
    """The shards in order, from number and packed words of each document, which come in order of their numbers."""
    held: _Run | None = None
    for run in _Occurrences(documents).runs():
        whole = held.and_then(run) if held else run
        weights = whole.weights()
        borders = [0, *shards.starts(whole.forms(), weights), len(whole.terms)]
        *closed, held = whole.parts(borders)
        for part, (start, end) in zip(closed, pairwise(borders), strict=False):
            yield _pack_shard(part, weights[start:end])
    if held and held.terms:
        yield _pack_shard(held, held.weights())


class _Words(dict[str, int]):
    """Words to their numbers, in the order in which they are met; the first is `BREAK`."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


class _Occurrences:
    """Where every word and every tag of the documents stands.

    ``_said``: the words of all documents one after the other, as numbers in the order of terms. ``_places``: for each of them
    twice the place of its document in the order of numbers, and one more in the text. ``_folds``: by the number of a word that
    of its form without marks. ``_tagged``: the tags of all documents, as numbers in the order in which they are met.
    """

    def __init__(self, documents: Iterable[tuple[int, bytes]]) -> None:
        words, self._tags = _Words({BREAK: 0}), _Words()
        said, lengths, numbers = array("I"), array("I"), array("I")
        self._tagged, counts = array("I"), array("I")
        for number, data in documents:
            names, text, tags = unpack(data)
            for field in (names, text):
                # A break at the end: no pair reaches into the next field.
                found = field.split()
                found.append(BREAK)
                said.extend(map(words.__getitem__, found))
                lengths.append(len(found))
            self._tagged.extend(map(self._tags.__getitem__, tags))
            counts.append(len(tags))
            numbers.append(number)
        self._numbers = np.array(numbers, np.int64)
        self._tagged_numbers = np.repeat(self._numbers, counts)
        self._places = np.repeat(np.arange(len(lengths), dtype=np.min_scalar_type(len(lengths))), lengths)
        self._words = sorted(words.keys() - {BREAK}, key=shards.order)
        folds = ["", *(vietnamese.fold(word) for word in self._words)]
        self._folds = np.cumsum([0, *(a != b for a, b in pairwise(folds))])
        # Tags stand between the words that begin with a digit and all others.
        self._letters = 1 + sum(word[0].isdigit() for word in self._words)
        ranks = np.zeros(len(words), np.uint32)
        ranks[[words[word] for word in self._words]] = np.arange(1, len(words))
        self._said = np.frombuffer(said, np.uint32)
        for at in range(0, len(said), _AT_ONCE):
            self._said[at : at + _AT_ONCE] = ranks[self._said[at : at + _AT_ONCE]]

    def runs(self) -> Iterator[_Run]:
        """All terms in order."""
        borders = self._borders()
        of_word = np.zeros(len(self._words) + 1, np.min_scalar_type(len(borders)))
        for place, (first, last) in enumerate(pairwise(borders), start=1):
            of_word[first:last] = place
        run_of = of_word[self._said]
        for place, first in enumerate(borders[:-1], start=1):
            if first == self._letters:
                yield self._run_of_tags()
            if place <= of_word[-1]:
                yield self._run(np.flatnonzero(run_of == place))
        if self._letters not in borders[:-1]:
            yield self._run_of_tags()

    def _borders(self) -> list[int]:
        """Numbers of words between which terms are sorted at once. Words of one form without marks stay together."""
        counts, folds = np.bincount(self._said, minlength=1).tolist(), self._folds.tolist()
        borders, held = [1], 0
        for word, count in enumerate(counts[1:], start=1):
            is_full = held > _AT_ONCE and folds[word] != folds[word - 1]
            if word > 1 and (word == self._letters or is_full):
                borders.append(word)
                held = 0
            held += count
        return [*borders, len(counts)]

    def _run(self, at: _Array) -> _Run:
        """The terms that begin at some places of `_said`."""
        place_bits, word_bits = int(self._places[-1]).bit_length(), len(self._words).bit_length()
        if 2 * word_bits + place_bits > 64:
            raise OverflowError("too many words for one index")
        keys = self._keys(at, word_bits, place_bits)
        # One line for each term, document and field; then one for each term and document.
        begin = _begin(keys)
        counts, keys = np.diff(begin, append=len(keys)), keys[begin]
        in_text, keys = (keys & np.uint64(1)).astype(bool), keys >> np.uint64(1)
        begin = _begin(keys)
        end = np.append(begin[1:], len(keys)) - 1
        names, text = np.where(in_text[begin], 0, counts[begin]), np.where(in_text[end], counts[end], 0)
        keys = keys[begin]
        numbers = self._numbers[keys & np.uint64((1 << place_bits - 1) - 1)]
        keys >>= np.uint64(place_bits - 1)
        begin = _begin(keys)
        sizes = np.diff(begin, append=len(keys))
        gaps = np.diff(numbers, prepend=0)
        gaps[begin] = numbers[begin]
        keys = keys[begin]
        left, right = keys >> np.uint64(word_bits), keys & np.uint64((1 << word_bits) - 1)
        order = np.lexsort((right, left, self._folds[right], self._folds[left]))
        sizes = sizes[order]
        ordered = np.repeat(begin[order] - np.cumsum(sizes) + sizes, sizes) + np.arange(len(gaps))
        words = ["", *self._words]
        terms = [
            f"{words[a]} {words[b]}" if b else words[a]
            for a, b in zip(left[order].tolist(), right[order].tolist(), strict=True)
        ]
        return _Run(terms, sizes, gaps[ordered], *_code_postings(names[ordered], text[ordered]))

    def _keys(self, at: _Array, word_bits: int, place_bits: int) -> _Array:
        """Every occurrence of these words, alone and with the next one, as one number: first and second word (or 0), place."""
        left, right = self._said[at].astype(np.uint64), self._said[at + 1].astype(np.uint64)
        places = self._places[at].astype(np.uint64)
        left <<= np.uint64(word_bits + place_bits)
        left |= places
        keys = np.concatenate((left, (left | right << np.uint64(place_bits))[right > 0]))
        keys.sort()
        return keys

    def _run_of_tags(self) -> _Run:
        terms = sorted(self._tags, key=shards.order)
        ranks = np.zeros(len(terms), np.int64)
        ranks[[self._tags[term] for term in terms]] = np.arange(len(terms))
        tagged = ranks[np.frombuffer(self._tagged, np.uint32)]
        order = np.argsort(tagged, kind="stable")
        sizes = np.bincount(tagged, minlength=len(terms))
        gaps = np.diff(self._tagged_numbers[order], prepend=0)
        begin = np.cumsum(sizes) - sizes
        gaps[begin] = self._tagged_numbers[order[begin]]
        return _Run(terms, sizes, gaps, np.zeros(len(gaps), np.uint8), np.zeros(0, np.int64))


def _begin(keys: _Array) -> _Array:
    """Where each run of equal numbers begins."""
    return np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))


def _code_postings(names: _Array, text: _Array) -> tuple[_Array, _Array]:
    """The code of each posting, and both frequencies of those that have none of their own: `shards.code`, for arrays."""
    has_code = (names <= shards.MOST_IN_NAMES) & (text <= shards.MOST_IN_TEXT)
    codes = np.where(has_code, text << 2 | names, MARK).astype(np.uint8)
    at = np.flatnonzero(~has_code)
    return codes, np.minimum(np.stack((names[at], text[at]), axis=1), MOST).reshape(-1)


def _pack_shard(run: _Run, weights: list[int]) -> Packed:
    """A shard of some terms."""
    counts = wire.deflate_numbers(_numbers(run.sizes) + _numbers(run.gaps))
    codes = wire.deflate_numbers(run.codes.tobytes() + _numbers(run.marked), last=True)
    return Packed(
        shards.cut(run.terms, weights),
        wire.deflate_words(wire.lines(run.terms)), counts + codes, run.terms, run.sizes.tolist(),
    )  # fmt: skip


def _numbers(values: _Array) -> bytes:
    """The bytes of `wire.Numbers` for an array."""
    large = values[values >= wire.LARGE] - wire.LARGE
    planes = (large >> shift & 255 for shift in wire.SHIFTS)
    return b"".join(part.astype(np.uint8).tobytes() for part in (np.minimum(values, wire.LARGE), *planes))
