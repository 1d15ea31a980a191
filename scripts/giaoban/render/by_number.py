"""Timelines and threads of tasks as JSON twins have them: meetings by id, items and sources by number.

Their words and addresses stand in the twin of the meeting. Repeated on each of some twenty timelines that a meeting is on,
they would be half of all that twins weigh.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from giaoban.archive.values import Entry
from giaoban.views.pages import tasks
from giaoban.views.timeline import Event, Group, Moved, Timeline, Unit
from giaoban.views.values import Rich


class MeetingTwin(Struct, frozen=True, omit_defaults=True):
    """What one meeting (its id and EDTF date) has to do with the entity, as `Entry` says.

    ``items``: the first of ``items_in_all``; they and ``sources`` are numbers in the meeting's own twin.
    """

    id: str
    date: str
    parts: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    items_in_all: int = 0
    sources: tuple[str, ...] = ()


class LineTwin(Struct, frozen=True, omit_defaults=True):
    """A line of a timeline: one of these."""

    meeting: MeetingTwin | None = None
    event: Event | None = None
    moved: Moved | None = None


class GroupTwin(Struct, frozen=True, omit_defaults=True):
    """A year or month, by its anchor on the page; up to ``until`` nothing is recorded. ``meetings``: on other pages too."""

    id: str
    year: int | None = None
    month: int | None = None
    until: int | None = None
    meetings: int = 0
    lines: tuple[LineTwin, ...] = ()


class StepTwin(Struct, frozen=True, omit_defaults=True):
    """One step of a thread: the item of a meeting (its id and EDTF date). ``look`` and ``joins``: as on the page."""

    meeting: str
    date: str
    item: str
    look: str
    joins: Rich = ()
    sources: tuple[str, ...] = ()


class ThreadsTwin(Struct, frozen=True):
    """The threads that begin in one year."""

    year: str
    threads: tuple[tuple[StepTwin, ...], ...]


class TimelineTwin(Struct, frozen=True):
    """A timeline. ``kind``: of the entity from which its meetings are seen; ``unit``: what its groups are."""

    kind: str
    unit: Unit
    meetings: int
    groups: tuple[GroupTwin, ...]


def timeline(shown: Timeline) -> TimelineTwin:
    """A timeline in the order of its page."""
    return TimelineTwin(shown.kind, shown.unit, shown.meetings, tuple(map(_group, shown.groups)))


def _group(group: Group) -> GroupTwin:
    lines = [
        LineTwin(_meeting(line.entry)) if line.entry else LineTwin(event=line.event, moved=line.moved)
        for line in group.lines
    ]
    return GroupTwin(group.id, group.year, group.month, group.until, group.meetings, tuple(lines))


def _meeting(entry: Entry) -> MeetingTwin:
    return MeetingTwin(
        entry.meeting.id, entry.meeting.date, entry.parts, entry.titles, entry.under, entry.notes, entry.forms,
        tuple([point.id for point in entry.points]), entry.points_in_all, tuple([source.id for source in entry.sources]),
    )  # fmt: skip


def threads(groups: Sequence[tasks.Group]) -> tuple[ThreadsTwin, ...]:
    """Threads in the order of their page."""
    return tuple(ThreadsTwin(group.year, tuple(map(_steps, group.threads))) for group in groups)


def _steps(thread: Sequence[tasks.Line]) -> tuple[StepTwin, ...]:
    return tuple(
        StepTwin(
            line.meeting.id, line.meeting.date, line.item, line.look, line.joins,
            tuple([source.id for source in line.sources]),
        )
        for line in thread
    )  # fmt: skip
