"""Days that have not come yet. Held against the clock, so never kept with what was read from a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from giaoban import dates
from giaoban.archive import Archive
from giaoban.check import problem
from giaoban.check.definitions import Definitions
from giaoban.check.problem import Finder, Problem
from giaoban.records.load import Document
from giaoban.records.marks import Path, Place
from giaoban.records.model import Leader, Plenum, Resolution, Series, Source

_KEYS = ("date", "published", "accessed")
# The machine that builds may be a time zone behind the editor.
_GRACE = timedelta(days=1)


def latest(today: date) -> date:
    """The last day that may already have come somewhere."""
    return today + _GRACE


def check(archive: Archive, defined: Definitions, today: date) -> Iterator[Problem]:
    """Meetings, documents, corrections and readings of sources that lie after today."""
    limit = latest(today)
    last = limit.isoformat()
    entities = archive.entities
    late = [(card.path, ()) for card in archive.cards.values() if card.newest > last]
    for kind, record in entities.sourced():
        if any(dates.parse(day).earliest > limit for day in _days(record)):
            home = defined.home(kind, record.id)
            late.append((home.path, home.at))
    pages = next(iter(entities.pages), None)
    if pages and any(dates.parse(day).earliest > limit for day in _of_sources(entities.province_sources)):
        late.append((defined.home("page", pages).path, ("sources",)))
    for path, at in late:
        message = f"ngày này chưa tới (hôm nay {dates.day(today)})"
        yield Problem(path, _after(limit, at), "error", "future-date", message, "xem lại năm, tháng, ngày")


def _days(record: Leader | Resolution | Plenum | Series) -> Iterator[str]:
    if isinstance(record, Resolution | Plenum) and record.date:
        yield record.date
    if isinstance(record, Leader | Resolution):
        yield from (correction.date for correction in record.corrections)
    if isinstance(record, Series):
        yield from (day for exception in record.exceptions for day in _of_sources(exception.sources))
    yield from _of_sources(record.sources)


def _of_sources(sources: Iterable[Source]) -> Iterator[str]:
    return (day for source in sources for day in (source.published, source.accessed) if day)


def _after(limit: date, at: Path) -> Finder:
    def find(document: Document) -> Iterator[Place]:
        for path, value in problem.walk(document.marked.value, at):
            for place, mapping in problem.mappings(value, path):
                for key in _KEYS:
                    given = mapping.get(key)
                    if isinstance(given, str) and _is_after(given, limit):
                        yield document.marked.place((*place, key))

    return find


def _is_after(given: str, limit: date) -> bool:
    try:
        return dates.parse(given).earliest > limit
    except dates.EdtfError:
        return False
