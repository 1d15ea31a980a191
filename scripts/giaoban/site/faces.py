"""Faces: the little that a page shows of something that has a page of its own.

A page reads other records only through their faces. So what a page depends on is known: its own record, and these.
"""

from __future__ import annotations

from typing import NamedTuple

from giaoban import dates
from giaoban.archive import Archive
from giaoban.site import urls

KINDS = {"briefing": "Giao ban", "interim-review": "Sơ kết", "review": "Tổng kết"}


class Face(NamedTuple):
    """What is shown of an entity elsewhere: its ``label``, a ``detail`` beside it, and its address (None: no page)."""

    kind: str
    id: str
    label: str
    detail: str
    address: str | None


def of(archive: Archive, kind: str, entity: str, when: str | None = None) -> Face | None:
    """The face of an entity, or None when the archive has no such entity.

    ``kind``: briefing, leader, resolution, plenum, unit, province (a page), organization, series, topic. A unit has the
    name it bore ``when`` (EDTF; the earliest day counts), or bears now.
    """
    if kind == "unit" and when:
        return _unit_then(archive, entity, dates.parse(when).earliest.isoformat())
    return _FACES[kind](archive, entity)


def _briefing(archive: Archive, entity: str) -> Face | None:
    card = archive.cards.get(entity)
    if card is None:
        return None
    detail = f"{KINDS[card.kind]}, {dates.vietnamese(card.date)}"
    return Face("briefing", entity, card.title, detail, urls.of("briefing", entity))


def _leader(archive: Archive, entity: str) -> Face | None:
    leader = archive.entities.leaders.get(entity)
    return leader and Face("leader", entity, leader.name, "", urls.of("leader", entity))


def _resolution(archive: Archive, entity: str) -> Face | None:
    resolution = archive.entities.resolutions.get(entity)
    if resolution is None:
        return None
    title = resolution.title or resolution.title_as_cited or ""
    label = f"{resolution.type} {resolution.symbol}" if resolution.symbol else title
    return Face("resolution", entity, label, title if resolution.symbol else "", urls.of("resolution", entity))


def _plenum(archive: Archive, entity: str) -> Face | None:
    plenum = archive.entities.plenums.get(entity)
    return plenum and Face("plenum", entity, plenum.name, "", urls.of("plenum", entity))


def _unit(archive: Archive, entity: str) -> Face | None:
    unit = archive.entities.units.get(entity)
    return unit and Face("unit", entity, unit.name, unit.kind, urls.of("province", unit.page))


def _unit_then(archive: Archive, entity: str, day: str) -> Face | None:
    unit = archive.entities.units.get(entity)
    return unit and Face("unit", entity, *unit.form_on(day), urls.of("province", unit.page))


def _province(archive: Archive, entity: str) -> Face | None:
    page = archive.entities.pages.get(entity)
    return page and Face("province", entity, page.name, "", urls.of("province", entity))


def _organization(archive: Archive, entity: str) -> Face | None:
    organization = archive.entities.organizations.get(entity)
    return organization and Face("organization", entity, organization.name, organization.short or "", None)


def _series(archive: Archive, entity: str) -> Face | None:
    series = archive.entities.series.get(entity)
    return series and Face("series", entity, series.name, "", urls.of("series", entity))


def _topic(archive: Archive, entity: str) -> Face | None:
    topic = archive.entities.topics.get(entity)
    return topic and Face("topic", entity, topic.name, "", urls.of("topic", entity))


_FACES = {
    "briefing": _briefing,
    "leader": _leader,
    "resolution": _resolution,
    "plenum": _plenum,
    "unit": _unit,
    "province": _province,
    "organization": _organization,
    "series": _series,
    "topic": _topic,
}
