"""The head of the index: the one file a browser reads before it can search. It asks each time whether there is a newer one.

It holds what every query needs of all documents (days, kinds, levels), the syllables that occur, with them the numbers of very
many documents, and where the postings of each term are. Layout: the places, a line each; the endings of the syllables, then of
the borders of the shards but for the first, a line each; how many of these there are, the rate of numbers (`numbers.rate`), how
many documents of each kind; the days between one meeting and the next, the gaps between the numbers of other pages, how much of
each string is that of the one before; a byte a meeting of kind and level, a byte a syllable for how many documents have it, one
for the positions at which it stands in names, a byte a shard for whether it begins a run; and last, four bytes each, the
versions of the runs, of the groups of documents, and the names of the facets. Shards of a run share their version: one of its
own for each would be a third of the head.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import accumulate, pairwise
from math import log2
from typing import NamedTuple, get_args

from giaoban import kinds, vietnamese
from giaoban.records import model
from giaoban.records.models import briefing
from giaoban.search import numbers, wire
from giaoban.search.wire import ByteReader, Numbers

FOLDER = "tim/"
_ENDING = ".bin"
FILE = f"{FOLDER}dau{_ENDING}"
MEETING_KINDS: tuple[str, ...] = get_args(briefing.MeetingKind)
LEVELS: tuple[str, ...] = get_args(model.Level)
COMMON = 1000
"""A word of more documents than this tells little and costs much: beside a neighbour, only their pair is asked for."""
_HASH = 4


def is_part(file: str) -> bool:
    """Whether a path in the site is one that files of the index have."""
    return file.startswith(FOLDER) and file.endswith(_ENDING)


class MeetingFacts(NamedTuple):
    """What can be asked of a meeting without its words: its earliest day, kind and level."""

    day: date
    kind: str
    level: str


class IndexHead(NamedTuple):
    """The whole head. ``others``: the numbers of the documents of each kind but meetings; ``syllables``: to a document count.

    ``borders``: a string for each shard that comes after all terms before it and before none in it. ``shards``: the version of
    its file, which those of a run share; ``groups``: group of numbers to the version of its files. ``places``: neighbours in the
    names of provinces, without marks: what a typo may have made into other words. ``named``: of each syllable without marks the
    positions at which it stands in names, as bits (`positions.mask`).
    """

    meetings: Sequence[MeetingFacts]
    rate: int
    others: Sequence[Sequence[int]]
    syllables: Mapping[str, int]
    borders: Sequence[str]
    shards: Sequence[str]
    groups: Mapping[int, str]
    facets: Sequence[str]
    places: Sequence[str]
    named: Mapping[str, int]

    def numbers(self) -> dict[int, MeetingFacts | None]:
        """Every document by its number, in order: what can be asked of a meeting, None of another page."""
        days = [meeting.day.toordinal() for meeting in self.meetings]
        found: dict[int, MeetingFacts | None] = dict(
            zip(numbers.of_meetings(days, self.rate), self.meetings, strict=True)
        )
        return found | {number: None for some in self.others for number in some}


def facet_kinds() -> tuple[kinds.Kind, ...]:
    """The kinds of what a meeting has many of, in the order in which readers are offered them."""
    return tuple(sorted((kind for kind in kinds.with_search() if kind.facet), key=lambda kind: kind.facet))


def encode(head: IndexHead) -> bytes:
    """The head as a compressed file. ``syllables`` and ``borders`` are in the order of `shards.order`."""
    days = [meeting.day.toordinal() for meeting in head.meetings]
    gaps = [number - before for some in head.others for before, number in pairwise([_base(some), *some])]
    counts = [len(head.syllables), len(head.borders), head.rate, len(head.meetings), *map(len, head.others)]
    looks = bytes(MEETING_KINDS.index(m.kind) << 4 | LEVELS.index(m.level) for m in head.meetings)
    begin = [at == 0 or version != head.shards[at - 1] for at, version in enumerate(head.shards)]
    runs = [version for version, first in zip(head.shards, begin, strict=True) if first]
    names = b"".join(map(bytes.fromhex, [*runs, *head.groups.values(), *head.facets]))
    shared, rest = wire.front_code([*head.syllables, *head.borders[1:]])
    lists = (counts, [b - a for a, b in pairwise([0, *days])], gaps, shared)
    # Each list by itself: the bytes of one are not distributed like those of another.
    numbers_of = (Numbers.of(values).data() for values in lists)
    classes = bytes(map(_class, head.syllables.values()))
    named = bytes(head.named.get(vietnamese.fold(syllable), 0) for syllable in head.syllables)
    return wire.deflate(
        wire.lines(list(head.places)) + wire.lines(rest), *numbers_of, looks, classes, named, bytes(begin), names
    )


def decode(data: bytes) -> IndexHead:
    """The inverse of `encode`; of a syllable the count comes back to the nearest eighth of a doubling. Raises `ValueError`."""
    read = ByteReader(wire.inflate(data))
    pairs = read.lines()
    lines = read.lines()
    places = len(kinds.with_search())
    syllables, borders, rate, meetings, *sizes = read.numbers(3 + places).part(0, 3 + places)
    days = accumulate(read.numbers(meetings).part(0, meetings))
    gaps = read.numbers(sum(sizes)).part(0, sum(sizes))
    shared = read.numbers(len(lines)).part(0, len(lines))
    lines = wire.front_decode(shared, lines)
    looks = read.bytes(meetings)
    counts = [round(2 ** (byte / 8)) for byte in read.bytes(syllables)]
    masks = read.bytes(syllables)
    begin = read.bytes(borders)
    runs = _names(read, sum(begin))
    shards = [runs[at - 1] for at in accumulate(begin)]
    others, at = [], 0
    for kind, size in enumerate(sizes, start=1):
        others.append(list(accumulate(gaps[at : at + size], initial=numbers.first(kind)))[1:])
        at += size
    found = [
        MeetingFacts(date.fromordinal(day), MEETING_KINDS[look >> 4], LEVELS[look & 15])
        for day, look in zip(days, looks, strict=True)
    ]
    head = IndexHead(
        found,
        rate,
        others,
        dict(zip(lines, counts, strict=False)),
        ["", *lines[syllables:]][:borders],
        shards,
        {},
        (),
        pairs,
        dict(zip(map(vietnamese.fold, lines), masks, strict=False)),
    )
    groups = dict.fromkeys(map(numbers.group_of, head.numbers()))
    named = dict(zip(groups, _names(read, len(groups)), strict=True))
    return head._replace(groups=named, facets=_names(read, len(facet_kinds())))


def is_syllable(term: str) -> bool:
    """Whether a term is a single word of letters: what a reader may leave the marks off, or mistype."""
    return term.isalpha()


def is_counted(term: str) -> bool:
    """Whether a term is a single word or number."""
    return term.isalpha() or term.isdecimal()


def page_file(number: int) -> str:
    """The file with the text of one document, named by the first number that it may hold."""
    return f"{FOLDER}b/{numbers.first_beside(number)}{_ENDING}"


def shard_files(borders: Iterable[str]) -> list[str]:
    """The files with the postings between borders, named by where they begin (FNV-1a): so an edit renames none of them.

    A browser asks for them with their version behind a question mark, so that what it has kept of another one does not matter.
    """
    found: dict[str, None] = {}
    for border in borders:
        name = _hash_of(border)
        while f"{FOLDER}m/{name:08x}{_ENDING}" in found:
            # Two names of four bytes can be the same by chance.
            name = (name + 1) & 0xFFFFFFFF
        found[f"{FOLDER}m/{name:08x}{_ENDING}"] = None
    return list(found)


def _hash_of(text: str) -> int:
    found = 0x811C9DC5
    for byte in text.encode():
        found = (found ^ byte) * 0x01000193 & 0xFFFFFFFF
    return found


def _base(some: Sequence[int]) -> int:
    return numbers.first(numbers.place_of(some[0])) if some else 0


def _class(count: int) -> int:
    return min(255, round(8 * log2(count))) if count else 0


def _names(read: ByteReader, count: int) -> list[str]:
    return [read.bytes(_HASH).hex() for _ in range(count)]
