"""The whole archive by year and month: how many meetings of each kind were held, counted in one pass."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from giaoban import dates
from giaoban.archive.model import Archive

Kinds = tuple[tuple[str, int], ...]
"""How many meetings of each kind, by the code of the kind."""


class Month(Struct, frozen=True):
    """The meetings of one month, each in the month of its earliest possible day.

    ``unclear``: how many of them may have been in a later month.
    """

    year: int
    month: int
    kinds: Kinds
    unclear: int = 0

    @property
    def meetings(self) -> int:
        """How many meetings there are."""
        return sum(count for _, count in self.kinds)


def calendar(archive: Archive) -> tuple[Month, ...]:
    """The months that have meetings, in order of time."""
    kinds: Counter[tuple[int, int, str]] = Counter()
    unclear: Counter[tuple[int, int]] = Counter()
    for card in archive.published:
        moment = dates.parse(card.date)
        year, month = moment.earliest.year, moment.earliest.month
        kinds[year, month, card.kind] += 1
        if moment.latest != moment.earliest and (moment.latest.year, moment.latest.month) != (year, month):
            unclear[year, month] += 1
    months: dict[tuple[int, int], list[tuple[str, int]]] = {}
    for (year, month, kind), count in sorted(kinds.items()):
        months.setdefault((year, month), []).append((kind, count))
    return tuple(Month(*month, tuple(counts), unclear[month]) for month, counts in months.items())


def by_year(months: tuple[Month, ...]) -> tuple[tuple[int, Kinds], ...]:
    """The same by year: the kinds of meetings of each year that has any, in order of time."""
    years: dict[int, Counter[str]] = {}
    for month in months:
        years.setdefault(month.year, Counter()).update(dict(month.kinds))
    return tuple((year, tuple(sorted(counts.items()))) for year, counts in years.items())
