"""Shards: the postings of neighbouring terms in one small file. Which terms share a file follows from the terms alone.

Terms are ordered by their form without marks, so that ``to``, ``tô`` and ``tổ`` lie together and an unmarked query finds
them in one place. A new file begins at terms whose hash says so, and between two such terms wherever a file would grow too
large; so a change of one term moves no border beyond the next such term, and most files keep their names.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from zlib import crc32

from giaoban import vietnamese
from giaoban.search.counts import Counts
from giaoban.search.wire import Reader, Writer

# Bytes before compression, which halves them.
_LARGE = 7_000
_EVERY = 700


class Postings(NamedTuple):
    """Where one term stands: in meetings and in other pages, each in order of number.

    Every place is one whole number, `packed` of the document's number and how often the term stands in its names and in
    its text: ten million small objects would not fit into memory. A tag stands nowhere 0 times.
    """

    meetings: Sequence[int]
    others: Sequence[int]


def packed(document: int, in_names: int, in_text: int) -> int:
    """One place of a term. Frequencies end at 65,535."""
    return document << 32 | min(in_names, 0xFFFF) << 16 | min(in_text, 0xFFFF)


def unpacked(place: int) -> tuple[int, int, int]:
    """The inverse of `packed`."""
    return place >> 32, place >> 16 & 0xFFFF, place & 0xFFFF


def order(term: str) -> tuple[str, str]:
    """The key by which terms are ordered."""
    return vietnamese.fold(term), term


def begins(term: str) -> bool:
    """Whether a file begins at this term whatever stands before it."""
    return crc32(term.encode()) % _EVERY == 0


def border(last: str, first: str) -> str:
    """The shortest string that comes after the term ``last`` and not after the term ``first``, its successor."""
    before, after = vietnamese.fold(last), vietnamese.fold(first)
    for end in range(1, len(after) + 1):
        if after[:end] > before:
            return after[:end]
    return first


def border_key(found: str) -> tuple[str, str]:
    """Where a border lies in the order of terms."""
    folded = vietnamese.fold(found)
    return folded, "" if found == folded else found


def cut(terms: Iterable[tuple[str, Postings]]) -> Iterator[list[tuple[str, Postings]]]:
    """Terms in order, as the files that hold them."""
    held: list[tuple[str, Postings]] = []
    size = 0
    for term, postings in terms:
        weight = _weight(term, postings)
        if held and (begins(term) or size + weight > _LARGE):
            yield held
            held, size = [], 0
        held.append((term, postings))
        size += weight
    if held:
        yield held


def _weight(term: str, postings: Postings) -> int:
    return len(term) + 2 + 2 * (len(postings.meetings) + len(postings.others))


def encode(terms: Sequence[tuple[str, Postings]]) -> bytes:
    """One file: its terms, how many documents each has, the gaps between their numbers, and the frequencies."""
    out = Writer()
    out.number(len(terms))
    out.sorted_texts(term for term, _ in terms)
    for _, postings in terms:
        out.number(len(postings.meetings))
        out.number(len(postings.others))
    data, number = out.data, out.number
    for _, postings in terms:
        for side in postings:
            last = -1
            for place in side:
                document = place >> 32
                gap = document - last - 1
                last = document
                if gap < 128:
                    data.append(gap)
                else:
                    number(gap)
    for _, postings in terms:
        for side in postings:
            for place in side:
                in_names, in_text = place >> 16 & 0xFFFF, place & 0xFFFF
                if in_names:
                    number(in_text << 1 | 1)
                    number(in_names)
                elif in_text < 64:
                    data.append(in_text << 1)
                else:
                    number(in_text << 1)
    return bytes(data)


def decode(data: bytes) -> dict[str, Postings]:
    """The inverse of `encode`."""
    read = Reader(data)
    terms = read.sorted_texts(read.number())
    sizes = [(read.number(), read.number()) for _ in terms]
    numbers = [tuple(_summed(read.numbers(count)) for count in pair) for pair in sizes]
    found = {}
    for term, sides in zip(terms, numbers, strict=True):
        first, second = ([_place(read, document) for document in side] for side in sides)
        found[term] = Postings(first, second)
    return found


def _summed(gaps: Iterable[int]) -> list[int]:
    found, last = [], -1
    for gap in gaps:
        last += gap + 1
        found.append(last)
    return found


def _place(read: Reader, document: int) -> int:
    code = read.number()
    return packed(document, read.number() if code & 1 else 0, code >> 1)


def invert(meetings: Iterable[Counts], others: Iterable[Counts]) -> Iterator[tuple[str, Postings]]:
    """The terms of all documents in order, tags among them. Documents come in order of their numbers."""
    firsts: dict[str, array[int]] = {}
    seconds: dict[str, array[int]] = {}
    for found, documents in ((firsts, meetings), (seconds, others)):
        for number, counts in enumerate(documents):
            for term, place in places(number, counts):
                if (held := found.get(term)) is None:
                    held = found[term] = array("Q")
                held.append(place)
    none = array("Q")
    for term in sorted(firsts.keys() | seconds.keys(), key=order):
        yield term, Postings(firsts.pop(term, none), seconds.pop(term, none))


def places(number: int, counts: Counts) -> Iterator[tuple[str, int]]:
    """Every term and tag of one document, with the place it has there."""
    base = number << 32
    for term, (in_names, in_text) in counts.terms.items():
        yield term, base | min(in_names, 0xFFFF) << 16 | min(in_text, 0xFFFF)
    for tag in counts.tags:
        yield tag, base
