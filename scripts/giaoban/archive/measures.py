"""Measures: which meetings reported figures of each indicator, and how these are paged: by province, then by time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from msgspec import Struct

from giaoban.archive.model import Archive, Card, Measured, day, initial
from giaoban.archive.paging import Path, Share, Slice, divide

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
        self._counts: dict[str, Counter[Path]] = defaultdict(Counter)
        self._sizes: dict[str, Counter[Path]] = defaultdict(Counter)
        for card in archive.cards.values():
            for measured in card.measured:
                where = _path(card, measured)
                # A withdrawn meeting is counted like any other where pages are measured, so that a withdrawal takes none away.
                self._sizes[measured.indicator][where] += 1
                if not card.withdrawn:
                    self._counts[measured.indicator][where] += 1
                    for path in _above(where):
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
        """The last of them."""
        return self.meetings(indicator)[-LATEST:]

    def slices(self, indicator: str) -> dict[str, Slice]:
        """How the figures of an indicator are paged: by the letter of the province, province, year and month."""
        sizes: Mapping[Path, int] = self._sizes.get(indicator, Counter())
        counts = self._counts.get(indicator, Counter())
        return divide([Share(p, counts[p], size) for p, size in sizes.items()], MOST_MEASURED) if sizes else {}


def place_path(province: str) -> tuple[str, str]:
    """The first steps of the path of a figure: letter and id of its province, or those of what speaks of none."""
    return (initial(province), province) if province else ("0", _NO_PROVINCE)


def _path(card: Card, measured: Measured) -> Path:
    year, month, _ = day(card.date).split("-")
    return (*place_path(measured.province), year, month)


def _above(path: Path) -> Iterator[str]:
    for length in range(len(path) + 1):
        yield "/".join(path[:length])
