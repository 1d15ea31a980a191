"""All rules for the archive as a whole, in one list; here stand those for ids given twice and days that have not come yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from giaoban import dates
from giaoban.archive import Archive
from giaoban.check import clock, entities, meetings, problem, references, units
from giaoban.check.definitions import Definitions
from giaoban.check.problem import Finder, Locate, Problem
from giaoban.check.references import KnownIds
from giaoban.check.units import Lives
from giaoban.findings import Finding, quote
from giaoban.records.load import Definition, ParsedFile
from giaoban.records.marks import Place, YamlPath
from giaoban.records.model import Source

# What can be true only because a part of the record, or of a record of these kinds, could not be read or stands there twice.
_MAY_FOLLOW = {
    "series-level": {"series"},
    "series-bounds": {"series"},
    "no-source": {"series"},
    "term-mismatch": {"plenum", "organization"},
    "plenum-order": {"plenum"},
    "resolution-before-plenum": {"plenum"},
    "host-not-then": {"organization", "unit"},
    "merger-mismatch": {"unit"},
    "merger-dates": {"unit"},
    "eras-overlap": {"unit"},
    "page-without-unit": {"unit"},
    "possible-duplicate": set[str](),
    "indicator-unit": {"indicator"},
    "indicator-fits": {"indicator"},
}


def check(archive: Archive, found: Iterable[Definition], locate: Locate, today: date | None = None) -> list[Finding]:
    """Every problem between records, in the order of files, lines and columns.

    ``found``: the definitions of all files, in the order of files; where two give one id, the archive holds the last.
    Works on what is in memory; ``locate`` is called only for a file that has a problem, to find the places. ``today``,
    else the day it is in Vietnam, is what dates are held against.
    """
    defined = Definitions(found)
    known = KnownIds(archive, defined)
    lives = Lives(archive.entities.units)
    today = today or clock.today()
    problems = [
        *_twice(defined),
        *meetings.check(archive, defined, known, lives, locate),
        *references.not_ids(defined, known, locate),
        *references.of_entities(archive.entities, defined, known, lives),
        *entities.check(archive.entities, defined, lives),
        *units.check(archive.entities, defined, lives),
        *entities.check_indicators(archive),
        *entities.check_series(archive, defined, _latest(today)),
        *_not_yet(archive, defined, today),
    ]
    broken, unsure = defined.paths_unsound(), defined.kinds_unsure()
    sure = (p for p in problems if not _may_follow(p, broken, unsure))
    return problem.findings_at_places(sure, locate)


def _may_follow(found: Problem, broken: Collection[str], unsure: Collection[str]) -> bool:
    kinds = _MAY_FOLLOW.get(found.rule)
    return kinds is not None and (found.path in broken or not kinds.isdisjoint(unsure))


def _twice(defined: Definitions) -> Iterator[Problem]:
    for places in defined.defined_twice():
        for place in places:
            others = ", ".join(dict.fromkeys(p.path for p in places if p.path != place.path))
            message = f"mã {quote(place.id)} đã dùng ở {others}"
            hint = "mỗi mã chỉ dùng một lần; nếu là một bản ghi thì gộp lại, nếu không thì đổi mã và tên tệp mới hơn"
            yield Problem(place.path, problem.at((*place.at, "id")), "error", "duplicate-id", message, hint)


_KEYS = ("date", "published", "accessed")
# A source may be published further east, where the next day has begun.
_GRACE = timedelta(days=1)


def _latest(today: date) -> date:
    """The last day that may already have come somewhere."""
    return today + _GRACE


def _not_yet(archive: Archive, defined: Definitions, today: date) -> Iterator[Problem]:
    """Meetings, documents, corrections and readings of sources that lie after today."""
    limit = _latest(today)
    last = limit.isoformat()
    entities = archive.entities
    late: list[tuple[str, YamlPath]] = [(card.path, ()) for card in archive.cards.values() if card.newest > last]
    for kind, record in entities.sourced():
        if any(dates.parse(day).earliest > limit for day in _days(record)):
            home = defined.definition_of(kind, record.id)
            late.append((home.path, home.at))
    pages = next(iter(entities.pages), None)
    if pages and any(dates.parse(day).earliest > limit for day in _of_sources(entities.province_sources)):
        late.append((defined.definition_of("province", pages).path, ("sources",)))
    for path, at in late:
        message = f"ngày này chưa tới (hôm nay {dates.day(today)})"
        yield Problem(
            path, _finder_of_later_days(limit, at), "error", "future-date", message, "xem lại năm, tháng, ngày"
        )


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


def _finder_of_later_days(limit: date, at: YamlPath) -> Finder:
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
