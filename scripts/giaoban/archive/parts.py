"""Parts: how a timeline that is too long for one page is divided, by year, then by month, then by number; newest first.

A page holds `most_lines` lines, by the kind of its entity. A timeline that has no more stands on the page of the entity. Of a
longer one, walk from the newest year to the oldest: the newest stays with the page of the entity, and so does every older one as
long as a page can hold all lines from it to the end; each other year is a part, with a page of its own below
(``van-ban/nq-18/2018/``). A year of more than a page is divided by the same rule again, by month (``…/2018/03/``),
wherever the year itself stands; meetings of which only the year is known come last in it (``…/2018/chua-ro/``). A month of
more than a page is cut into runs of as many lines as one holds, numbered in order of time (``…/2018/03/1/``); the last
run stays. The timeline of a year begins with its months.

So no page shows more than it can hold, every line stands on exactly one page, and an address, once given, stays as
meetings are added: what is not the newest never becomes the newest again, and the number of lines from a year or
month to the end never shrinks. A withdrawn meeting is counted like any other, so that a withdrawal takes no page away.

Lines are the meetings of a timeline and, on a province's, the dated documents issued there, which stand among them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import blake2b
from itertools import groupby
from typing import NamedTuple

from giaoban import dates, kinds
from giaoban.archive.model import Archive, Viewpoint

_DIGEST = 8
UNKNOWN = "chua-ro"
"""Stands in a part's path where other parts have the number of their month."""


class PartPlace(NamedTuple):
    """Which part of a timeline.

    ``month``: two digits or `UNKNOWN`; it and ``number`` are empty where a timeline is not divided so finely.
    """

    year: str
    month: str = ""
    number: str = ""

    def path(self, kind: str) -> str:
        """What follows the address of the entity: ``2018/03/1``; without the year in the timeline of a year."""
        return "/".join(step for step in (self if kind != "year" else self[1:]) if step)

    @classmethod
    def read(cls, kind: str, entity: str, path: str) -> PartPlace:
        """The part that a path below the entity's address names; the inverse of `path`. Of a year, ``entity`` is the year."""
        return cls(entity, *path.split("/")) if kind == "year" else cls(*path.split("/"))


class MeetingLine(NamedTuple):
    """A line of a timeline: the ``id`` of a meeting, or of a ``document``; ``shown``: it is not withdrawn."""

    date: str
    id: str
    document: bool = False
    shown: bool = True


@dataclass(slots=True)
class Part:
    """One part: all of its ``lines``; of these its ``own``, which stand on its page and on none below it.

    ``parent``: the path of the page that links to it, where its heading stays.
    """

    parent: str
    lines: Sequence[MeetingLine]
    own: list[MeetingLine] = field(default_factory=list)


class Around(NamedTuple):
    """Where a part stands: the parts that it belongs to, the largest first, and those before and after it.

    ``before`` and ``after`` are of the same year or month; after the last comes the part it belongs to, which has what is
    newest. "" is the page of the entity, or none before.
    """

    above: tuple[str, ...]
    before: str
    after: str


def divide(kind: str, lines: Sequence[MeetingLine], most: int) -> dict[str, Part]:
    """All parts of a timeline by path, in order of time, each after the one it is a part of; "" is the entity's own page.

    ``lines`` in order of time; ``most_lines``: how many of them a page shows.
    """
    parts = {"": Part("", lines)}
    _divide(kind, parts, "", lines, most, _LEVELS[1 if kind == "year" else 0 :])
    return parts


_Level = Callable[[Sequence[MeetingLine], int], Iterator[tuple[PartPlace, list[MeetingLine]]]]


def _divide(
    kind: str, parts: dict[str, Part], page: str, lines: Sequence[MeetingLine], most: int, levels: Sequence[_Level]
) -> None:
    """Put lines on a page, and on pages below it what is too much."""
    if len(lines) <= most:
        parts[page].own += lines
        return
    split, *finer = levels
    buckets = list(split(lines, most))
    rest = len(lines)
    for i, (where, bucket) in enumerate(buckets, 1):
        here = page
        if rest > most and i < len(buckets):
            here = where.path(kind)
            parts[here] = Part(page, bucket)
        rest -= len(bucket)
        _divide(kind, parts, here, bucket, most, finer)


def _by_year(lines: Sequence[MeetingLine], _: int) -> Iterator[tuple[PartPlace, list[MeetingLine]]]:
    for year, of in groupby(lines, key=lambda line: place_of_date(line.date).year):
        yield PartPlace(year), list(of)


def _by_month(lines: Sequence[MeetingLine], _: int) -> Iterator[tuple[PartPlace, list[MeetingLine]]]:
    # "chua-ro" comes after digits; the sort is stable, so meetings of one month keep their order.
    for month, of in groupby(sorted(lines, key=_month), key=_month):
        yield month, list(of)


def _month(line: MeetingLine) -> PartPlace:
    return place_of_date(line.date)


def _by_number(lines: Sequence[MeetingLine], most: int) -> Iterator[tuple[PartPlace, list[MeetingLine]]]:
    month = place_of_date(lines[0].date)
    for number, start in enumerate(range(0, len(lines), most), 1):
        yield month._replace(number=str(number)), list(lines[start : start + most])


_LEVELS: tuple[_Level, ...] = (_by_year, _by_month, _by_number)


class Parts:
    """The parts of every timeline of an archive, each found when it is first asked for."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._most_lines = most_lines
        self._known: dict[Viewpoint, dict[str, Part]] = {}

    @cached_property
    def _withdrawn(self) -> dict[Viewpoint, list[str]]:
        """The withdrawn meetings that would be on a timeline."""
        found: dict[Viewpoint, list[str]] = defaultdict(list)
        for meeting, viewpoints in self._archive.withdrawn_from.items():
            for viewpoint in viewpoints:
                found[viewpoint].append(meeting)
        return found

    def of(self, kind: str, entity: str) -> Mapping[str, Part]:
        """The parts of one timeline by path; "" is the entity's own page."""
        viewpoint = Viewpoint(kind, entity)
        found = self._known.get(viewpoint)
        if found is None:
            found = self._known[viewpoint] = divide(kind, self._lines(viewpoint), self._most_lines(kind))
        return found

    def paths(self, kind: str, entity: str) -> tuple[str, ...]:
        """The parts that have pages of their own, in order of time; none of a timeline that one page holds."""
        return tuple(self.of(kind, entity))[1:] if self._is_long(Viewpoint(kind, entity)) else ()

    def around(self, kind: str, entity: str, path: str) -> Around:
        """Where a part stands among the others. Raises `KeyError` for one that is not there."""
        paths = self.paths(kind, entity)
        within = path.rpartition("/")[0]
        beside = [other for other in paths if other.rpartition("/")[0] == within]
        if path not in beside:
            raise KeyError(path)
        at = beside.index(path)
        steps = path.split("/")
        above = tuple(larger for end in range(1, len(steps)) if (larger := "/".join(steps[:end])) in paths)
        after = (*beside[at + 1 : at + 2], *above[-1:])
        return Around(above, beside[at - 1] if at else "", after[0] if after else "")

    def below(self, kind: str, entity: str, path: str) -> tuple[str, ...]:
        """The parts that a page links to instead of showing them, in order of time."""
        paths = self.paths(kind, entity)
        return tuple(p for p in paths if self.of(kind, entity)[p].parent == path) if paths else ()

    def meetings(self, kind: str, entity: str, path: str) -> tuple[str, ...]:
        """The meetings that a page shows, in order of time."""
        viewpoint = Viewpoint(kind, entity)
        if not path and not self._is_long(viewpoint):
            return self._archive.timelines.get(viewpoint, ())
        return _ids_of_meetings(self.of(kind, entity)[path].own)

    def all_meetings(self, kind: str, entity: str, path: str) -> tuple[str, ...]:
        """The meetings of a whole part, in order of time, with those that are on pages below its own."""
        return _ids_of_meetings(self.of(kind, entity)[path].lines)

    def documents(self, page: str, path: str) -> tuple[str, ...]:
        """The dated documents of a province that a page shows among its meetings."""
        viewpoint = Viewpoint("province", page)
        if not path and not self._is_long(viewpoint):
            return tuple(self._documents(viewpoint))
        return tuple(line.id for line in self.of("province", page)[path].own if line.document)

    def all_documents(self, page: str, path: str) -> tuple[str, ...]:
        """The dated documents of a whole part of a province's timeline."""
        return tuple(line.id for line in self.of("province", page)[path].lines if line.document)

    def keys(self, kind: str) -> tuple[str, ...]:
        """``<entity>/<path>`` of every part of a kind that has a page of its own."""
        known = sorted(viewpoint for viewpoint in self._viewpoints() if viewpoint.kind == kind)
        return tuple(f"{viewpoint.id}/{path}" for viewpoint in known for path in self.paths(*viewpoint))

    def digests(self) -> dict[Viewpoint, bytes]:
        """Of each timeline a digest of its lines and their order: all that its parts, and where its meetings stand, depend on."""
        found: dict[Viewpoint, bytes] = {}
        said = {card.id: f"{card.id} {card.date}\n".encode() for card in self._archive.cards.values()}
        for viewpoint in self._viewpoints():
            shown = [said[meeting] for meeting in self._archive.timelines.get(viewpoint, ())]
            hidden = [b"-" + said[meeting] for meeting in self._withdrawn.get(viewpoint, ())]
            documents = [
                f"+{document} {self._archive.entities.resolutions[document].date}\n".encode()
                for document in self._documents(viewpoint)
            ]
            found[viewpoint] = blake2b(b"".join((*shown, *hidden, *documents)), digest_size=_DIGEST).digest()
        return found

    def _viewpoints(self) -> set[Viewpoint]:
        """Every timeline that has a line, and every province."""
        return {*self._archive.timelines, *self._withdrawn, *(Viewpoint("province", p) for p in self._archive.eras)}

    def _is_long(self, viewpoint: Viewpoint) -> bool:
        if viewpoint in self._known:
            return len(self._known[viewpoint][""].lines) > self._most_lines(viewpoint.kind)
        count = len(self._archive.timelines.get(viewpoint, ())) + len(self._withdrawn.get(viewpoint, ()))
        if viewpoint.kind == "province":
            count += len(self._documents(viewpoint))
        return count > self._most_lines(viewpoint.kind)

    def _documents(self, viewpoint: Viewpoint) -> list[str]:
        """The dated documents that organs of a province issued; none of anything else."""
        if viewpoint.kind != "province":
            return []
        archive = self._archive
        units = (*archive.eras.get(viewpoint.id, ()), *archive.later_life.get(viewpoint.id, ()))
        issued = [document for unit in units for document in archive.issued_in.get(unit, ())]
        return [document for document in issued if archive.entities.resolutions[document].date]

    def _lines(self, viewpoint: Viewpoint) -> list[MeetingLine]:
        archive, line_of = self._archive, self._line_of.__getitem__
        lines = [*map(line_of, archive.timelines.get(viewpoint, ()))]
        more = [*map(line_of, self._withdrawn.get(viewpoint, ()))]
        more += [
            MeetingLine(str(archive.entities.resolutions[d].date), d, document=True) for d in self._documents(viewpoint)
        ]
        # The meetings of a timeline stand in order as they are.
        return sorted(lines + more, key=_in_order) if more else lines

    @cached_property
    def _line_of(self) -> dict[str, MeetingLine]:
        return {
            card.id: MeetingLine(card.date, card.id, shown=not card.withdrawn) for card in self._archive.cards.values()
        }


def _in_order(line: MeetingLine) -> tuple[object, ...]:
    return (*dates.parse(line.date).sort_key, line.document, line.id)


def _ids_of_meetings(lines: Sequence[MeetingLine]) -> tuple[str, ...]:
    return tuple(line.id for line in lines if line.shown and not line.document)


def most_lines(kind: str) -> int:
    """How many lines of a timeline a page of a kind holds."""
    return kinds.get(kind).lines


@lru_cache(maxsize=65536)
def place_of_date(date: str) -> PartPlace:
    """Year and month of a date (EDTF): those of its earliest day; the month only where the date leaves no other."""
    moment = dates.parse(date)
    first, last = moment.earliest, moment.latest
    known = (first.year, first.month) == (last.year, last.month)
    return PartPlace(f"{first.year:04d}", f"{first.month:02d}" if known else UNKNOWN)
