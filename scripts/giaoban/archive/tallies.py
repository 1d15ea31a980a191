"""What a page says of meetings that stand on another page: counts and the like, so that it need not know their entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from giaoban.archive.values import Entry, Observed, Tally, Visits

_MOST_DATES = 4


def tally(kind: str, path: str, entries: Sequence[Entry], documents: tuple[str, ...] = ()) -> Tally:
    """The tally of one part of a timeline of ``kind``. ``entries``: all of the part's, in order of time."""
    units: dict[str, str] = {}
    people: dict[str, None] = {}
    for entry in entries:
        for unit in entry.units:
            units.setdefault(unit, entry.meeting.date)
        people.update(dict.fromkeys(entry.people))
    return Tally(
        path=path,
        count=len(entries),
        first=entries[0].meeting.date if entries else "",
        last=entries[-1].meeting.date if entries else "",
        kinds=_counts(entry.meeting.kind for entry in entries),
        levels=_counts(entry.meeting.level for entry in entries),
        parts=tuple(sorted(Counter(entry.parts for entry in entries).items())),
        titles=observed(entries),
        visits=_visits(entries) if kind == "leader" else (),
        units=tuple(units.items()),
        people=tuple(people),
        documents=documents,
    )


def observed(entries: Iterable[Entry]) -> tuple[Observed, ...]:
    """Each wording of titles in some entries, in order of its first observation."""
    found: dict[tuple[str, ...], list[str]] = {}
    for entry in entries:
        if entry.titles:
            found.setdefault(entry.titles, []).append(entry.meeting.date)
    return tuple(Observed(titles, tuple(dates[:_MOST_DATES]), len(dates)) for titles, dates in found.items())


def merged(groups: Iterable[Iterable[Observed]]) -> tuple[Observed, ...]:
    """What was observed in several stretches of time, one after the other, as one."""
    found: dict[tuple[str, ...], Observed] = {}
    for one in (one for group in groups for one in group):
        known = found.get(one.titles, Observed(one.titles, (), 0))
        dates = (known.dates + one.dates)[:_MOST_DATES]
        found[one.titles] = Observed(one.titles, dates, known.count + one.count)
    return tuple(found.values())


def _counts(codes: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(codes).items()))


def _visits(entries: Iterable[Entry]) -> tuple[Visits, ...]:
    found: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for entry in entries:
        if unit := entry.meeting.venue_province:
            found.setdefault((unit, entry.parts), []).append(entry.meeting.date)
    return tuple(Visits(unit, parts, dates[0], len(dates)) for (unit, parts), dates in found.items())
