"""Rules for the archive as a whole: ids that name nothing or two things, order in time, and links that lead nowhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from giaoban.archive import Archive
from giaoban.check import clock, entities, meetings, problem, references, units
from giaoban.check.definitions import Definitions
from giaoban.check.problem import Locate, Problem
from giaoban.check.references import KnownIds
from giaoban.check.units import Lives
from giaoban.findings import Finding, quote
from giaoban.records.load import Definition

# What can be true only because a part of the record, or of a record of these kinds, could not be read or stands there twice.
_MAY_FOLLOW = {
    "series-level": {"series"},
    "series-bounds": {"series"},
    "no-source": {"series"},
    "term-mismatch": {"plenum"},
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
    today = today or clock.day()
    problems = [
        *_twice(defined),
        *meetings.check(archive, defined, known, lives, locate),
        *references.not_ids(defined, known, locate),
        *references.of_entities(archive.entities, defined, known, lives),
        *entities.check(archive.entities, defined, lives),
        *units.check(archive.entities, defined, lives),
        *entities.check_indicators(archive),
        *entities.check_series(archive, defined, clock.latest(today)),
        *clock.check(archive, defined, today),
    ]
    broken, unsure = defined.paths_unsound(), defined.kinds_unsure()
    sure = (p for p in problems if not _may_follow(p, broken, unsure))
    return problem.placed(sure, locate)


def _may_follow(found: Problem, broken: Collection[str], unsure: Collection[str]) -> bool:
    kinds = _MAY_FOLLOW.get(found.rule)
    return kinds is not None and (found.path in broken or not kinds.isdisjoint(unsure))


def _twice(defined: Definitions) -> Iterator[Problem]:
    for places in defined.twice():
        for place in places:
            others = ", ".join(dict.fromkeys(p.path for p in places if p.path != place.path))
            message = f"mã {quote(place.id)} đã dùng ở {others}"
            hint = "mỗi mã chỉ dùng một lần; nếu là một bản ghi thì gộp lại, nếu không thì đổi mã và tên tệp mới hơn"
            yield Problem(place.path, problem.at((*place.at, "id")), "error", "duplicate-id", message, hint)
