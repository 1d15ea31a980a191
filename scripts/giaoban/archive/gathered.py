"""What is gathered from the whole archive: figures (by indicator too), threads, withdrawn meetings, corrections; how it is paged.

Each is found in one pass, when it is first asked for. Everything gathered has a path, such as the letter, year and month of a
figure, and stands on one page while it is little, on several when not. The first page keeps its address as the archive grows;
pages are only ever added below it, one for each step of a path. What a page takes is measured with withdrawn meetings among the
others, so that a withdrawal takes no page away.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from msgspec import Struct

from giaoban.archive.model import Archive, Card, Measured, earliest_day, initial_letter
from giaoban.archive.threads import TaskCount, Thread, Threads
from giaoban.vietnamese import fold

SlicePath = tuple[str, ...]


class PathCount(NamedTuple):
    """What has one path: how many entries to show, and by how many a page is measured."""

    path: SlicePath
    entries: int
    size: int


class Slice(Struct, frozen=True):
    """One page: how many entries it has, shown there; or else the path and number of entries of each page ``below``."""

    count: int
    below: tuple[tuple[str, int], ...] = ()


def divide(counts: Iterable[PathCount], most: int) -> dict[str, Slice]:
    """The slices by path, the first page ("") first; none is larger than ``most`` unless its path can go no further."""
    slices: dict[str, Slice] = {}
    _put(slices, (), sorted(counts), most)
    return slices


def _put(slices: dict[str, Slice], path: SlicePath, counts: list[PathCount], most: int) -> None:
    depth = len(path)
    count = sum(one.entries for one in counts)
    if sum(one.size for one in counts) <= most or depth == len(counts[0].path):
        slices["/".join(path)] = Slice(count)
        return
    below = [((*path, step), list(of)) for step, of in groupby(counts, key=lambda one: one.path[depth])]
    slices["/".join(path)] = Slice(count, tuple(("/".join(name), sum(one.entries for one in of)) for name, of in below))
    for name, of in below:
        _put(slices, name, of, most)


MOST_FIGURES = 450
MOST_JOINS = 250
MOST_CORRECTIONS = 400
MOST_WITHDRAWN = 600
"""How many a page holds: with the longest that records give, three quarters of 60 KB gzip."""


OF_MEETINGS = ("figures", "threads", "withdrawn")
"""What is paged that meetings alone say."""


class Counted(Struct, frozen=True):
    """One thing in which figures are counted, as it is first written; ``path``: letter, year and month of the latest figure."""

    unit: str
    count: int
    path: str


class CorrectionEntry(Struct, frozen=True):
    """A correction of a record: its day, whose it is, the number of the item corrected ("": the whole), and what was wrong."""

    day: str
    kind: str
    id: str
    item: str
    what: str

    @property
    def path(self) -> str:
        """``2026/12/01``."""
        return self.day.replace("-", "/")


class Gathered:
    """What meetings alone say: figures, threads, and that they are withdrawn."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._every_thread = Threads(archive)
        self._slices: dict[str, dict[str, Slice]] = {}

    def slices(self, what: str) -> dict[str, Slice]:
        """How ``figures``, ``threads`` or ``withdrawn`` meetings are paged."""
        found = self._slices.get(what)
        if found is None:
            divided: dict[str, Callable[[], dict[str, Slice]]] = {
                "figures": self._figures,
                "threads": self._thread_slices,
                "withdrawn": self._withdrawn_slices,
            }
            found = self._slices[what] = divided[what]()
        return found

    # Figures

    def counted(self, letter: str) -> tuple[Counted, ...]:
        """What figures count that begins with a letter, in order of its first figure."""
        return self._units.get(letter, ())

    @cached_property
    def _units(self) -> dict[str, tuple[Counted, ...]]:
        found: dict[str, tuple[str, list[str]]] = {}
        for card in self._archive.published:
            if card.units:
                month = _path(card)[:7]
                for unit in card.units:
                    found.setdefault(fold(unit), (unit, []))[1].append(month)
        letters: dict[str, list[Counted]] = defaultdict(list)
        for unit, months in found.values():
            letters[initial_letter(unit)].append(Counted(unit, len(months), f"{initial_letter(unit)}/{max(months)}"))
        return {letter: tuple(units) for letter, units in letters.items()}

    def _figures(self) -> dict[str, Slice]:
        counts: Counter[SlicePath] = Counter()
        sizes: Counter[SlicePath] = Counter()
        for card in self._archive.cards.values():
            if card.units:
                year, month, _ = _path(card).split("/")
                for letter in card.figures:
                    sizes[letter, year, month] += 1
                    counts[letter, year, month] += not card.withdrawn
        return divide(_path_counts(counts, sizes), MOST_FIGURES)

    # Threads

    def threads(self, path: str = "") -> tuple[Thread, ...]:
        """The threads that begin in a year, month or on a day (``2018/03/05``)."""
        return self._threads.get(path, ())

    def task_counts(self) -> tuple[TaskCount, ...]:
        """How many tasks were set in each year, and what came of them."""
        return self._every_thread.task_counts()

    @cached_property
    def _threads(self) -> dict[str, tuple[Thread, ...]]:
        found: dict[str, list[Thread]] = defaultdict(list)
        for thread in self._every_thread.every():
            path = _path(self._archive.cards[thread[0].meeting])
            for length in (0, 4, 7, 10):
                found[path[:length]].append(thread)
        return {path: tuple(of) for path, of in found.items()}

    def _thread_slices(self) -> dict[str, Slice]:
        cards = self._archive.cards
        counts: Counter[SlicePath] = Counter()
        for path, of in self._threads.items():
            if len(path) == 10:
                counts[tuple(path.split("/"))] = len(of)
        # The joins to a day stay when a thread comes to begin earlier, or a meeting is withdrawn.
        joins = Counter(join.target.partition("#")[0] for card in cards.values() for join in card.joins)
        sizes: Counter[SlicePath] = Counter()
        for meeting, number in joins.items():
            if meeting in cards:
                sizes[tuple(_path(cards[meeting]).split("/"))] += number
        return divide(_path_counts(counts, sizes), MOST_JOINS)

    # Withdrawn meetings

    def withdrawn(self, path: str = "") -> tuple[str, ...]:
        """The withdrawn meetings of a year or month (``2018/03``), in order of time."""
        return tuple(
            [card.id for card in self._archive.cards.values() if card.withdrawn and _path(card).startswith(path)]
        )

    def _withdrawn_slices(self) -> dict[str, Slice]:
        counts: Counter[SlicePath] = Counter(
            tuple(_path(card).split("/")[:2]) for card in self._archive.cards.values() if card.withdrawn
        )
        return divide(_path_counts(counts, counts), MOST_WITHDRAWN)


class Corrections:
    """The corrections of all records."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def of(self, path: str = "") -> tuple[CorrectionEntry, ...]:
        """The corrections of a year, month or day (``2026/12/01``), newest first."""
        return tuple([correction for correction in self._every if correction.path.startswith(path)])

    @cached_property
    def _every(self) -> list[CorrectionEntry]:
        found = sorted(self._every_correction(), key=attrgetter("kind", "id", "item"))
        found.sort(key=attrgetter("day"), reverse=True)
        return found

    def _every_correction(self) -> Iterator[CorrectionEntry]:
        for card in self._archive.cards.values():
            for when, what, item in card.corrections:
                yield CorrectionEntry(when, "briefing", card.id, item or "", what)
        for kind, records in self._archive.entities.by_kind().items():
            for record in records.values():
                if "corrections" not in type(record).model_fields:
                    break
                for correction in record.corrections:
                    yield CorrectionEntry(
                        correction.date, kind, record.id, correction.item or correction.removed or "", correction.what
                    )

    def slices(self) -> dict[str, Slice]:
        """How they are paged."""
        counts: Counter[SlicePath] = Counter([tuple(correction.path.split("/")) for correction in self._every])
        return divide(_path_counts(counts, counts), MOST_CORRECTIONS)


def _path(card: Card) -> str:
    """The earliest day on which a meeting can have been: ``2018/03/05``."""
    return earliest_day(card.date).replace("-", "/")


def _path_counts(counts: Counter[SlicePath], sizes: Counter[SlicePath]) -> Iterator[PathCount]:
    return (PathCount(path, counts[path], sizes[path]) for path in {*counts, *sizes})


MOST_MEASURED = 300
"""How many figures a page of an indicator holds: with the longest that records give and a chart a place, 60 KB gzip."""

LATEST = 40
"""From so many of the latest meetings the list of indicators draws one."""

_NO_PROVINCE = "chung"


class MeasureCount(Struct, frozen=True):
    """How many figures an indicator has."""

    indicator: str
    count: int


class Measures:
    """The figures of an archive that have indicators, found in one pass over its cards."""

    def __init__(self, archive: Archive) -> None:
        self._meetings: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._counts: dict[str, Counter[SlicePath]] = defaultdict(Counter)
        self._sizes: dict[str, Counter[SlicePath]] = defaultdict(Counter)
        for card in archive.cards.values():
            for measured in card.measured:
                where = _path_of_measured(card, measured)
                # A withdrawn meeting is counted like any other where pages are measured, so that a withdrawal takes none away.
                self._sizes[measured.indicator][where] += 1
                if not card.withdrawn:
                    self._counts[measured.indicator][where] += 1
                    for path in _paths_above(where):
                        meetings = self._meetings[measured.indicator][path]
                        if meetings[-1:] != [card.id]:
                            meetings.append(card.id)

    def counts(self) -> tuple[MeasureCount, ...]:
        """How many figures each indicator has that has any, by id."""
        return tuple([MeasureCount(i, sum(paths.values())) for i, paths in sorted(self._counts.items())])

    def meetings(self, indicator: str, path: str = "") -> tuple[str, ...]:
        """The meetings that reported figures of one slice of an indicator, in order of time."""
        return tuple(self._meetings[indicator][path]) if indicator in self._meetings else ()

    def latest(self, indicator: str) -> tuple[str, ...]:
        """The last `LATEST` meetings that reported figures of an indicator, in order of time."""
        return self.meetings(indicator)[-LATEST:]

    def slices(self, indicator: str) -> dict[str, Slice]:
        """How the figures of an indicator are paged: by the letter of the province, province, year and month."""
        sizes: Mapping[SlicePath, int] = self._sizes.get(indicator, Counter())
        counts = self._counts.get(indicator, Counter())
        return divide([PathCount(p, counts[p], size) for p, size in sizes.items()], MOST_MEASURED) if sizes else {}


def place_path(province: str) -> tuple[str, str]:
    """The first steps of the path of a figure: letter and id of its province, or those of what speaks of none."""
    return (initial_letter(province), province) if province else ("0", _NO_PROVINCE)


def _path_of_measured(card: Card, measured: Measured) -> SlicePath:
    year, month, _ = earliest_day(card.date).split("-")
    return (*place_path(measured.province), year, month)


def _paths_above(path: SlicePath) -> Iterator[str]:
    for length in range(len(path) + 1):
        yield "/".join(path[:length])
