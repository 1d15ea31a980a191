"""The day and the moment, and the rule held against them: days that have not come yet.

The check asks here for the day, publishing for the moment; what makes outputs asks for neither. What is held against the clock
is never kept with what was read from a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from giaoban import dates
from giaoban.archive import Archive
from giaoban.check import problem
from giaoban.check.definitions import Definitions
from giaoban.check.problem import Finder, Problem
from giaoban.records.load import ParsedFile
from giaoban.records.marks import Place, YamlPath
from giaoban.records.model import Source

# Days are those of Vietnam: a machine anywhere sees the day that editors see, and what happened this morning is not in the future
# for a machine whose own day has not begun.


def day() -> date:
    """The day it is now in Vietnam, wherever the machine stands."""
    return datetime.now(tz=dates.VIETNAM).date()


def moment() -> datetime:
    """The present moment, with UTC as its time zone."""
    return datetime.now(UTC)


_KEYS = ("date", "published", "accessed")
# A source may be published further east, where the next day has begun.
_GRACE = timedelta(days=1)


def latest(today: date) -> date:
    """The last day that may already have come somewhere."""
    return today + _GRACE


def check(archive: Archive, defined: Definitions, today: date) -> Iterator[Problem]:
    """Meetings, documents, corrections and readings of sources that lie after today."""
    limit = latest(today)
    last = limit.isoformat()
    entities = archive.entities
    late: list[tuple[str, YamlPath]] = [(card.path, ()) for card in archive.cards.values() if card.newest > last]
    for kind, record in entities.sourced():
        if any(dates.parse(day).earliest > limit for day in _days(record)):
            home = defined.home(kind, record.id)
            late.append((home.path, home.at))
    pages = next(iter(entities.pages), None)
    if pages and any(dates.parse(day).earliest > limit for day in _of_sources(entities.province_sources)):
        late.append((defined.home("province", pages).path, ("sources",)))
    for path, at in late:
        message = f"ngày này chưa tới (hôm nay {dates.day(today)})"
        yield Problem(path, _after(limit, at), "error", "future-date", message, "xem lại năm, tháng, ngày")


def _days(record: Any) -> Iterator[str]:
    """Every day that a record says has been."""
    if day := getattr(record, "date", None):
        yield day
    yield from (correction.date for correction in getattr(record, "corrections", ()))
    for exception in getattr(record, "exceptions", ()):
        yield from _of_sources(exception.sources)
    yield from _of_sources(record.sources)


def _of_sources(sources: Iterable[Source]) -> Iterator[str]:
    return (day for source in sources for day in (source.published, source.accessed) if day)


def _after(limit: date, at: YamlPath) -> Finder:
    def find(document: ParsedFile) -> Iterator[Place]:
        for path, value in problem.walk(document.marked.value, at):
            for place, mapping in problem.mappings(value, path):
                for key in _KEYS:
                    given = mapping.get(key)
                    if isinstance(given, str) and _is_after(given, limit):
                        yield document.marked.place((*place, key))

    return find


def _is_after(given: str, limit: date) -> bool:
    moment = dates.parse_or_none(given)
    return moment is not None and moment.earliest > limit
