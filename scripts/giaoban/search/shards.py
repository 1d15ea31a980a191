"""Shards: the postings of neighbouring terms in one small file. Which terms share a file follows from the terms alone.

Terms are ordered by their form without marks, and those of one form stand in one file: an unmarked query finds ``to``, ``tô`` and
``tổ`` with one request. A new file begins at forms whose hash says so, and between two such forms wherever a file would grow too
large; so a change of one term moves no border beyond the next such form, and most files keep their names.

A file holds its terms, a line each; how many documents each has, and the gaps between their numbers, the first counted from 0;
and a byte for each document of how often the term stands in it (`code`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, takewhile
from operator import itemgetter
from typing import NamedTuple
from zlib import crc32

from giaoban import vietnamese
from giaoban.search import wire
from giaoban.search.counts import frequencies, pack_frequencies
from giaoban.search.wire import Numbers

# Bytes before compression, which halves them; and so many forms, on average, from one certain border to the next.
LARGE = 5_000
EVERY = 700
MARK = 255
"""The code of frequencies that no other says: they are written out."""
MOST_IN_NAMES, MOST_IN_TEXT = 2, 62


class Posting(NamedTuple):
    """One term with its documents: gaps between numbers, codes, and both frequencies of those whose code is `MARK`."""

    term: str
    gaps: Sequence[int]
    codes: bytes
    marked: Sequence[int]


class Postings(NamedTuple):
    """The documents in which a term stands, in order of their numbers, and its `frequencies` in each."""

    numbers: Sequence[int]
    frequencies: Sequence[int]


class Cut(NamedTuple):
    """What follows from the terms of a shard for where shards begin: the first and last, all weights, those of the first form."""

    first: str
    last: str
    weight: int
    lead: int


@dataclass(slots=True)
class Shard:
    """One file, taken apart: its terms, how many documents each has, and of all postings gaps, codes, and what is marked."""

    terms: list[str]
    sizes: list[int]
    gaps: Numbers
    codes: bytearray
    marked: Numbers

    @classmethod
    def of(cls, postings: Iterable[Posting]) -> Shard:
        """The file of some terms in order."""
        held = list(postings)
        return cls(
            [posting.term for posting in held],
            [len(posting.codes) for posting in held],
            Numbers.of([gap for posting in held for gap in posting.gaps]),
            bytearray(b"".join(posting.codes for posting in held)),
            Numbers.of([number for posting in held for number in posting.marked]),
        )

    @classmethod
    def read(cls, data: bytes) -> Shard:
        """The file whose bytes, no longer compressed, these are. Raises `ValueError`."""
        read = wire.ByteReader(data)
        terms = read.lines()
        sizes = read.numbers(len(terms)).part(0, len(terms))
        gaps = read.numbers(sum(sizes))
        codes = bytearray(read.bytes(len(gaps)))
        return cls(terms, sizes, gaps, codes, read.numbers(2 * codes.count(MARK)))

    def data(self) -> tuple[bytes, bytes]:
        """The two parts of the file: its terms, not compressed, and its numbers, compressed."""
        documents = wire.deflate_numbers(Numbers.of(self.sizes).data() + self.gaps.data())
        return wire.lines(self.terms), documents + wire.deflate_numbers(
            bytes(self.codes) + self.marked.data(), last=True
        )

    def postings(self) -> Iterator[Posting]:
        """The terms in order."""
        end = used = 0
        for term, size in zip(self.terms, self.sizes, strict=True):
            start, end = end, end + size
            codes = bytes(self.codes[start:end])
            marks = 2 * codes.count(MARK)
            yield Posting(term, self.gaps.part(start, end), codes, self.marked.part(used, used + marks))
            used += marks


def postings_of(posting: Posting) -> Postings:
    """The documents of a term with their frequencies."""
    marked = iter(posting.marked)
    return Postings(
        list(accumulate(posting.gaps)),
        [
            pack_frequencies(next(marked), next(marked)) if code == MARK else _FREQUENCIES[code]
            for code in posting.codes
        ],
    )


def read(data: bytes) -> Shard:
    """The shard in a file. Raises `ValueError` and `zlib.error`."""
    return Shard.read(wire.inflate(data))


def code(value: int) -> int:
    """The byte that stands for some `frequencies`; `MARK` where none does."""
    in_names, in_text = frequencies(value)
    return in_text << 2 | in_names if in_names <= MOST_IN_NAMES and in_text <= MOST_IN_TEXT else MARK


# What each code stands for.
_FREQUENCIES = [pack_frequencies(byte & 3, byte >> 2) for byte in range(MARK)]


def order(term: str) -> tuple[str, str]:
    """The key by which terms are ordered."""
    return vietnamese.fold(term), term


def begins(term: str) -> bool:
    """Whether a file begins at the terms of this one's form, whatever stands before them."""
    return crc32(vietnamese.fold(term).encode()) % EVERY == 0


def weight(term: str, size: int) -> int:
    """About how many bytes a term takes. Of many documents only the first three bits count: one more then moves no border."""
    low = size.bit_length() - 3
    return len(term) + 2 + 2 * (size >> low << low if low > 0 else size)


def border(last: str, first: str) -> str:
    """The shortest form that comes after that of the term ``last`` and not after that of the term ``first``, its successor."""
    before, after = vietnamese.fold(last), vietnamese.fold(first)
    return next(after[:end] for end in range(1, len(after) + 1) if after[:end] > before)


def cut(terms: Sequence[str], weights: Iterable[int]) -> Cut:
    """What some terms in order, one at least, mean for the borders when they stand in one file."""
    all_weights = list(weights)
    form = vietnamese.fold(terms[0])
    of_form = sum(1 for _ in takewhile(lambda term: vietnamese.fold(term) == form, terms))
    return Cut(terms[0], terms[-1], sum(all_weights), sum(all_weights[:of_form]))


def starts(forms: Iterable[str], weights: Iterable[int]) -> Iterator[int]:
    """At which places in a run of terms in order files begin, the first apart. The run begins a file itself.

    ``forms``: of each term that without marks; ``weights``: the weight of each.
    """
    at = held = 0
    for form, some in groupby(zip(forms, weights, strict=True), itemgetter(0)):
        here = [weight_here for _, weight_here in some]
        if at and (begins(form) or held + sum(here) > LARGE):
            yield at
            held = 0
        held += sum(here)
        at += len(here)


def is_settled(before: Cut | None, here: Cut) -> bool:
    """Whether a shard begins where cutting anew what stands before it, and it, would have it begin."""
    return before is None or begins(here.first) or before.weight + here.lead > LARGE


def is_too_large(here: Cut) -> bool:
    """Whether a shard has to be divided."""
    return here.weight > LARGE and vietnamese.fold(here.first) != vietnamese.fold(here.last)
