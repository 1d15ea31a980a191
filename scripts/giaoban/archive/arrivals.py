"""When meetings came into the archive, which is the order in which feeds show them; and when pages were last changed.

Pages change by the commits to the records that they show.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b

from msgspec import Struct

from giaoban import addresses, kinds
from giaoban.archive.model import Archive, Viewpoint

SHOWN = 50
"""How many meetings a feed shows."""


class Arrival(Struct, frozen=True):
    """A meeting with the days (ISO dates) on which its record was added and last changed."""

    meeting: str
    added: str
    changed: str


class Recent(Struct, frozen=True):
    """The meetings of a timeline that came last into the archive, the last first; ``key`` stands for which they are.

    ``is_whole``: whether these are all meetings of the timeline.
    """

    key: str
    arrivals: tuple[Arrival, ...]
    is_whole: bool


class Together(Struct, frozen=True):
    """`SHOWN` meetings that follow each other in the order of arrival; ``is_last``: whether as many have not come since."""

    arrivals: tuple[Arrival, ...]
    is_last: bool


class Arrivals:
    """The order of arrival of one archive.

    ``added``: meeting to the day of the commit that added it; ``changed``: path of a record to the day of its last commit. Where
    that is not known, the newest day that the record itself tells of stands for both: on which a source was published or read,
    or something was corrected.
    """

    def __init__(self, archive: Archive, added: Mapping[str, str], changed: Mapping[str, str]) -> None:
        self._archive = archive
        cards = archive.published
        found = [Arrival(c.id, added.get(c.id, c.newest), changed.get(c.path, c.newest)) for c in cards]
        # Meetings that came on one day are in order of time.
        found.sort(key=lambda arrival: arrival.added)
        self._every = tuple(found)
        self._places = {arrival.meeting: place for place, arrival in enumerate(found)}

    def every(self) -> tuple[Arrival, ...]:
        """All meetings that are not withdrawn, the first to come first."""
        return self._every

    def together(self, place: int) -> Together | None:
        """The meetings of one archive document, the first to come first; ``place``: 1 for the oldest. None where not full."""
        end = place * SHOWN
        some = self._every[end - SHOWN : end] if 0 < end <= len(self._every) else ()
        return Together(some, end + SHOWN > len(self._every)) if some else None

    def of(self, kind: str, entity: str) -> tuple[Arrival, ...]:
        """The meetings of a timeline, in order of time."""
        meetings = self._archive.timelines.get(Viewpoint(kind, entity), ())
        return tuple(self._every[self._places[meeting]] for meeting in meetings)

    def recent(self, kind: str, entity: str) -> Recent:
        """The `SHOWN` meetings of a timeline that came into the archive last; none for an entity without meetings."""
        meetings = self._archive.timelines.get(Viewpoint(kind, entity), ())
        places = sorted(map(self._places.__getitem__, meetings), reverse=True)[:SHOWN]
        arrivals = tuple(self._every[place] for place in places)
        names = "\n".join(arrival.meeting for arrival in arrivals)
        key = blake2b(names.encode(), digest_size=8).hexdigest()
        return Recent(key, arrivals, len(arrivals) == len(meetings))


_EACH = "*.yml"


def pages_changed(archive: Archive, days: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Address of each page to the day of the last commit to its own record or to a meeting that it shows.

    ``days``: path of a record within the content folder to the day of its last commit. Pages whose day is not known are left
    out; so is the record itself where one file holds all of its kind.
    """
    if not days:
        return ()
    meetings = {card.id: days.get(card.path, "") for card in archive.cards.values()}
    found = {addresses.of("briefing", meeting): day for meeting, day in meetings.items()}
    for kind, records in archive.entities.by_kind().items():
        known = kinds.get(kind)
        if known.section and known.files.endswith(_EACH):
            folder = known.files.removesuffix(_EACH)
            for entity in records:
                found[addresses.of(kind, entity)] = days.get(f"{folder}{entity}.yml", "")
    for (kind, entity), timeline in archive.timelines.items():
        address = addresses.of(kind, entity)
        found[address] = max(found.get(address, ""), *[meetings[meeting] for meeting in timeline])
    for card in archive.published:
        for measured in card.measured:
            address = addresses.of("indicator", measured.indicator)
            found[address] = max(found.get(address, ""), meetings[card.id])
    return tuple(sorted((address, day) for address, day in found.items() if day))
