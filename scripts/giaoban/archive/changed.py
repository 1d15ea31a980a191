"""When pages were last changed: by the commits to the records that they show."""

from __future__ import annotations

from collections.abc import Mapping

from giaoban import addresses, kinds
from giaoban.archive.model import Archive

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
