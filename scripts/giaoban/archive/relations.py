"""What relates entities at one meeting: whose own meeting it is, who was observed in a province, which provinces reported.

Functions of a meeting's record and of what the reader answers. Their results stand in the entries of the meeting, so that
no page works them out again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from giaoban.archive.reader import Reader
from giaoban.records.models.briefing import Briefing, Citation, Item, Result, Shortcoming

_LOCAL = {"province", "district"}
_REPORTS = {"reported", "reviewed"}


def home(reader: Reader, meeting: Briefing) -> str | None:
    """The unit whose own meeting this is: of a provincial or district meeting the unit of its host, else where it was held."""
    if meeting.level not in _LOCAL:
        return None
    return reader.unit_of(meeting.host) or meeting.venue.province


def observed(reader: Reader, meeting: Briefing, unit: str, own: str | None, known: Collection[str]) -> tuple[str, ...]:
    """Who was observed in a province: everybody at its ``own`` meeting or one held there; else who chaired at its point.

    The person's title or note tells which connection point, by the province's name. ``known``: ids of leaders with records.
    """
    if unit in (own, meeting.venue.province):
        return tuple(p.leader for p in meeting.people if p.leader in known)
    points = [p for p in meeting.people if "point-chair" in p.part and p.leader in known]
    province = reader.unit_on(unit, meeting.date) if points else None
    if province is None:
        return ()
    name = re.compile(rf"\b{re.escape(province.label)}\b")
    return tuple(p.leader for p in points if name.search(" ".join([*p.titles, p.note or ""])))


def reporters(reader: Reader, own: str | None, cited: Sequence[Citation], items: Sequence[Item]) -> tuple[str, ...]:
    """The units that reported on a document at a meeting: by results that name both, or at their ``own`` meeting.

    ``cited`` and ``items``: those of the meeting that name the document.
    """
    found = [unit for item in items if isinstance(item, Result | Shortcoming) for unit in item.provinces]
    if own and any(not _REPORTS.isdisjoint(citation.relation) for citation in cited):
        found.append(own)
    # A unit that is on no page has no record.
    return tuple(unit for unit in dict.fromkeys(found) if reader.pages_of_unit(unit))
