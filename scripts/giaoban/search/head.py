"""The head of the index: the one file a browser reads before it can search, and the manifest that names it.

It holds what every query needs of all documents (lengths, days, kinds), the syllables that occur, and where the postings of
each term are. Layout, every number as `wire` writes it: meetings, and how many others there are of each kind; the two lengths of
each document as a plane of low and a plane of high bytes a field; days between one meeting and the next, the first from
1-1-2000; a byte a meeting of kind and level; the syllables and a byte each for how many documents have them; where each shard
begins, a byte each for whether it begins a run, and four bytes a run; four bytes a group of documents; the provinces; the
facets' files. Shards of a run share the part of their names that changes: a name of its own for each would be a third of the
head.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import log2
from typing import NamedTuple, get_args

from giaoban.records import model
from giaoban.search.documents import KINDS
from giaoban.search.wire import Reader, Writer

FOLDER = "tim/"
MANIFEST = f"{FOLDER}chi-muc.json"
GROUP = 64
"""So many documents share the part of their files' names that changes with what is in them."""
FACETS = ("p", "l", "r")
"""Provinces, leaders and documents: what a meeting has many of."""
MEETING_KINDS: tuple[str, ...] = get_args(model.Kind)
LEVELS: tuple[str, ...] = get_args(model.Level)
_EPOCH = date(2000, 1, 1).toordinal()
_HASH = 4


class Meeting(NamedTuple):
    """What can be asked of a meeting without its words: its earliest day, kind and level."""

    day: date
    kind: str
    level: str


class Head(NamedTuple):
    """The whole head. ``others``: how many documents of each kind after the meetings; ``syllables``: to a document count.

    ``borders``: a string for each shard that comes after all terms before it and before none in it; ``shards``: the name of
    its file, ``<run>-<place in the run>``.
    """

    lengths: tuple[Sequence[int], Sequence[int]]
    meetings: Sequence[Meeting]
    others: Sequence[int]
    syllables: Mapping[str, int]
    borders: Sequence[str]
    shards: Sequence[str]
    groups: tuple[Sequence[str], Sequence[str]]
    provinces: Sequence[tuple[str, str]]
    facets: Sequence[str]

    @property
    def kinds(self) -> list[str]:
        """The kind of every document in order of number."""
        found = ["briefing"] * len(self.meetings)
        for kind, count in zip(KINDS[1:], self.others, strict=True):
            found += [kind] * count
        return found


def encode(head: Head) -> bytes:
    """The head as bytes, not yet compressed. ``syllables`` and ``borders`` are in the order of `shards.order`."""
    out = Writer()
    out.number(len(head.meetings))
    for count in head.others:
        out.number(count)
    for lengths in head.lengths:
        out.data += bytes(min(length, 0xFFFF) & 255 for length in lengths)
        out.data += bytes(min(length, 0xFFFF) >> 8 for length in lengths)
    last = _EPOCH
    for meeting in head.meetings:
        day = max(last, meeting.day.toordinal())
        out.number(day - last)
        last = day
    out.data += bytes(MEETING_KINDS.index(m.kind) << 4 | LEVELS.index(m.level) for m in head.meetings)
    out.number(len(head.syllables))
    out.sorted_texts(head.syllables)
    out.data += bytes(_class(count) for count in head.syllables.values())
    out.number(len(head.borders))
    out.sorted_texts(head.borders)
    begin = [name.endswith("-0") for name in head.shards]
    out.data += bytes(begin)
    runs = [name.removesuffix("-0") for name in head.shards if name.endswith("-0")]
    for names in (runs, *head.groups):
        out.data += b"".join(map(bytes.fromhex, names))
    out.number(len(head.provinces))
    for province in head.provinces:
        out.text(province[0])
        out.text(province[1])
    out.data += b"".join(map(bytes.fromhex, head.facets))
    return bytes(out.data)


def decode(data: bytes) -> Head:
    """The inverse of `encode`; of a syllable the count comes back to the nearest eighth of a doubling."""
    read = Reader(data)
    meetings = read.number()
    others = read.numbers(len(KINDS) - 1)
    documents = meetings + sum(others)
    lengths = []
    for _ in range(2):
        low, high = read.bytes(documents), read.bytes(documents)
        lengths.append([a | b << 8 for a, b in zip(low, high, strict=True)])
    days, last = [], _EPOCH
    for gap in read.numbers(meetings):
        last += gap
        days.append(date.fromordinal(last))
    looks = read.bytes(meetings)
    syllables = read.sorted_texts(read.number())
    counts = [round(2 ** (byte / 8)) for byte in read.bytes(len(syllables))]
    borders = read.sorted_texts(read.number())
    begin = read.bytes(len(borders))
    shards, place, run = [], 0, ""
    runs = iter(_names(read, sum(begin)))
    for first in begin:
        place = 0 if first else place + 1
        run = next(runs) if first else run
        shards.append(f"{run}-{place}")
    groups = (_names(read, -(-meetings // GROUP)), _names(read, -(-(documents - meetings) // GROUP)))
    provinces = [(read.text(), read.text()) for _ in range(read.number())]
    return Head(
        (lengths[0], lengths[1]),
        [Meeting(d, MEETING_KINDS[b >> 4], LEVELS[b & 15]) for d, b in zip(days, looks, strict=True)],
        others, dict(zip(syllables, counts, strict=True)), borders, shards, groups, provinces, _names(read, len(FACETS)),
    )  # fmt: skip


def is_syllable(term: str) -> bool:
    """Whether a term is a single word of letters: what a reader may leave the marks off, or mistype."""
    return term.isalpha()


def page_file(number: int, meetings: int, groups: tuple[Sequence[str], Sequence[str]]) -> str:
    """The file with the text of one document."""
    if number < meetings:
        return f"{FOLDER}b/{number}-{groups[0][number // GROUP]}.bin"
    other = number - meetings
    return f"{FOLDER}b/k{other}-{groups[1][other // GROUP]}.bin"


def shard_file(name: str) -> str:
    """The file with the postings of a run of terms."""
    return f"{FOLDER}m/{name}.bin"


def _class(count: int) -> int:
    return min(255, round(8 * log2(count))) if count else 0


def _names(read: Reader, count: int) -> list[str]:
    return [read.bytes(_HASH).hex() for _ in range(count)]
