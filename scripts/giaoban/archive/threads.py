"""Threads: tasks with all that continues or answers them, in order of time; and how many tasks came to what."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from msgspec import Struct

from giaoban.archive.model import Archive
from giaoban.archive.values import Step

Thread = tuple[Step, ...]

# What the numbers of tasks begin with (the check sees to it).
_TASK = "t"
_PLACE, _STEP = itemgetter(0, 1, 2), itemgetter(3)


class TaskCount(Struct, frozen=True):
    """Tasks that meetings of one year set, and what the archive has of what came of them."""

    year: str
    tasks: int
    continued: int
    answered: int
    open: int


class _DatedJoin(NamedTuple):
    """A join between items that both exist: ``own`` goes on from ``target`` (``<meeting>#<item>``) of a ``year``."""

    own: str
    verb: str
    target: str
    year: str
    is_task: bool


class Threads:
    """The threads of one archive."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def every(self) -> tuple[Thread, ...]:
        """Every thread of two items or more, each in order of time, the earliest thread first."""
        joins: dict[str, list[tuple[str, str]]] = defaultdict(list)
        groups: dict[str, list[str]] = {}
        for own, verb, target, _, _ in self._links:
            joins[own].append((verb, target))
            here, there = groups.setdefault(own, [own]), groups.setdefault(target, [target])
            if here is not there:
                larger, smaller = (here, there) if len(here) > len(there) else (there, here)
                larger += smaller
                for reference in smaller:
                    groups[reference] = larger
        order = {meeting: place for place, meeting in enumerate(self._archive.cards)} if groups else {}
        found = []
        for group in {id(group): group for group in groups.values()}.values():
            steps = []
            for reference in group:
                meeting, _, item = reference.partition("#")
                # Within a meeting by letter, then by number: t2 before t10.
                steps.append((order[meeting], len(item), item, Step(meeting, item, tuple(joins.get(reference, ())))))
            steps.sort(key=_PLACE)
            found.append((_PLACE(steps[0]), tuple(map(_STEP, steps))))
        found.sort(key=itemgetter(0))
        return tuple([thread for _, thread in found])

    def task_counts(self) -> tuple[TaskCount, ...]:
        """Tasks by the year of their meeting, the earliest year first; years whose meetings set none are left out."""
        tasks: dict[str, int] = defaultdict(int)
        for card in self._archive.published:
            if count := [item[0] for item in card.items].count(_TASK):
                tasks[card.year] += count
        targets: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for _, verb, target, year, is_task in self._links:
            if is_task:
                targets[year][verb].add(target)
        return tuple(
            TaskCount(
                year,
                count,
                len(targets[year]["continues"]),
                len(targets[year]["answers"]),
                count - len(targets[year]["continues"] | targets[year]["answers"]),
            )
            for year, count in sorted(tasks.items())
        )

    @cached_property
    def _links(self) -> list[_DatedJoin]:
        """The joins of all meetings that are not withdrawn, in order of time."""
        cards = self._archive.cards
        found = []
        for card in self._archive.published:
            for own, verb, target in card.joins:
                meeting, _, item = target.partition("#")
                earlier = cards.get(meeting)
                if earlier is not None and item in earlier.items and not earlier.withdrawn:
                    found.append(_DatedJoin(f"{card.id}#{own}", verb, target, earlier.year, item[0] == _TASK))
        return found
