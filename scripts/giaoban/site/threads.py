"""Threads: tasks with all that continues or answers them, in order of time."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from giaoban.archive import Archive

# What the numbers of tasks begin with (the check sees to it).
TASK = "t"


class Step(NamedTuple):
    """One item of a thread. ``joins``: verb and target (``<briefing>#<item>``) of what it continues or answers."""

    briefing: str
    item: str
    joins: tuple[tuple[str, str], ...]

    @property
    def reference(self) -> str:
        """``<briefing>#<item>``."""
        return f"{self.briefing}#{self.item}"


class Count(NamedTuple):
    """Tasks that meetings of one year set, and what the archive has of what came of them."""

    year: str
    tasks: int
    continued: int
    answered: int
    open: int


def threads(archive: Archive) -> list[tuple[Step, ...]]:
    """Every thread of two items or more, each in order of time, the earliest thread first."""
    joins: dict[str, list[tuple[str, str]]] = defaultdict(list)
    leader: dict[str, str] = {}

    def find(reference: str) -> str:
        while leader.setdefault(reference, reference) != reference:
            leader[reference] = leader[leader[reference]]
            reference = leader[reference]
        return reference

    for card in archive.cards.values():
        if card.withdrawn:
            continue
        for join in card.joins:
            if _exists(archive, join.target):
                own = f"{card.id}#{join.item}"
                joins[own].append((join.verb, join.target))
                leader[find(own)] = find(join.target)
    order = {briefing: place for place, briefing in enumerate(archive.cards)} if leader else {}
    steps = []
    for reference in leader:
        briefing, _, item = reference.partition("#")
        # Within a meeting by letter, then by number: t2 before t10.
        steps.append((order[briefing], len(item), item, Step(briefing, item, tuple(joins.get(reference, ())))))
    steps.sort(key=lambda step: step[:3])
    found: dict[str, list[Step]] = defaultdict(list)
    for *_, step in steps:
        found[find(step.reference)].append(step)
    return [tuple(thread) for thread in found.values()]


def counts(archive: Archive) -> list[Count]:
    """Tasks by the year of their meeting, the earliest year first; years whose meetings set none are left out."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for card in archive.cards.values():
        if card.withdrawn:
            continue
        for item in card.items:
            if item[0] != TASK:
                continue
            verbs = {thread.verb for thread in archive.threads.get(f"{card.id}#{item}", ())}
            row = found[card.year]
            row[0] += 1
            row[1] += "continues" in verbs
            row[2] += "answers" in verbs
            row[3] += not verbs
    return [Count(year, *found[year]) for year in sorted(found)]


def _exists(archive: Archive, reference: str) -> bool:
    briefing, _, item = reference.partition("#")
    card = archive.cards.get(briefing)
    return card is not None and not card.withdrawn and item in card.items
