"""Provinces by meetings: how many name each one, and how many were held there, counted in one pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from msgspec import Struct

from giaoban import dates
from giaoban.archive.model import Archive

_MERGERS = date(2025, 7, 1)
"""The day on which the units of before became those of today."""


class ProvinceCount(Struct, frozen=True):
    """How many meetings name a unit or page (``id``), and how many of these were held there.

    ``members``: the units that are counted together.
    """

    id: str
    members: tuple[str, ...]
    named: int = 0
    held: int = 0


class ProvinceCounts:
    """The meetings of every unit, each counted once wherever units are counted together."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._named: Mapping[str, set[str]] = defaultdict(set)
        self._held: Mapping[str, set[str]] = defaultdict(set)
        self._later: set[str] = set()
        for card in archive.published:
            for unit in card.provinces:
                self._named[unit].add(card.id)
            if card.venue_province:
                self._held[card.venue_province].add(card.id)
            if dates.parse(card.date).earliest >= _MERGERS:
                self._later.add(card.id)

    def before(self) -> tuple[ProvinceCount, ...]:
        """Each unit by itself, with the meetings of before the mergers."""
        return tuple(self._together(unit, (unit,), self._later) for unit in self._archive.entities.units)

    def today(self) -> tuple[ProvinceCount, ...]:
        """Each unit that stands today, counted together with those that went into it."""
        units = self._archive.entities.units
        members: dict[str, list[str]] = defaultdict(list)
        for unit, record in units.items():
            merged = record.merged_into
            members[merged if merged and merged in units else unit].append(unit)
        return tuple(self._together(unit, tuple(of)) for unit, of in members.items())

    def pages(self) -> tuple[ProvinceCount, ...]:
        """The units of each page, and those that they were merged into."""
        archive = self._archive
        return tuple(
            self._together(page, (*archive.eras.get(page, ()), *archive.later_life.get(page, ())))
            for page in archive.entities.pages
        )

    def _together(self, name: str, units: tuple[str, ...], leaving_out: Collection[str] = ()) -> ProvinceCount:
        def count(found: Mapping[str, set[str]]) -> int:
            meetings: set[str] = set().union(*(found[unit] for unit in units if unit in found))
            return len(meetings.difference(leaving_out))

        return ProvinceCount(name, units, count(self._named), count(self._held))
