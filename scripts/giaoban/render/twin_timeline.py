"""A timeline as the JSON twin of its page has it: what each meeting has to do with the entity, and where its own twin says more.

The words of items and the addresses of sources stand in the twin of the meeting, under the numbers that an entry names. Told
again on each of some twenty timelines that a meeting is on, they would be half of all that the site weighs.
"""

from __future__ import annotations

from msgspec import Struct

from giaoban.archive.values import Entry
from giaoban.views.timeline import Event, Group, Moved, Timeline, Unit


class MeetingTwin(Struct, frozen=True, omit_defaults=True):
    """One meeting, as `Entry` says of it; ``items`` and ``sources``: their numbers in the meeting's own twin.

    ``items`` are the first of ``items_in_all``.
    """

    id: str
    title: str
    date: str
    parts: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    period: str = ""
    counts: tuple[tuple[str, int], ...] = ()
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


class TimelineTwin(Struct, frozen=True):
    """A timeline. ``kind``: of the entity from which its meetings are seen; ``unit``: what its groups are."""

    kind: str
    unit: Unit
    meetings: int
    groups: tuple[GroupTwin, ...]


def told(timeline: Timeline) -> TimelineTwin:
    """A timeline in the order of its page."""
    return TimelineTwin(timeline.kind, timeline.unit, timeline.meetings, tuple(map(_group, timeline.groups)))


def _group(group: Group) -> GroupTwin:
    lines = [
        LineTwin(_meeting(line.entry)) if line.entry else LineTwin(event=line.event, moved=line.moved)
        for line in group.lines
    ]
    return GroupTwin(group.id, group.year, group.month, group.until, group.meetings, tuple(lines))


def _meeting(entry: Entry) -> MeetingTwin:
    meeting = entry.meeting
    return MeetingTwin(
        meeting.id, meeting.title, meeting.date, entry.parts, entry.titles, entry.under,
        entry.notes, entry.forms, entry.period, entry.counts, tuple([point.id for point in entry.points]),
        entry.points_in_all, tuple([source.id for source in entry.sources]),
    )  # fmt: skip
