"""Linking: cards and entities become the `Archive`, with backlinks in both directions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache

from giaoban import dates, kinds
from giaoban.archive.model import Archive, Card, Entities, LaterItem, Timelines, Viewpoint
from giaoban.records.models.briefing import Briefing
from giaoban.records.models.resolution import Resolution
from giaoban.records.models.unit import Unit


def link(entities: Entities, cards: Iterable[Card], fetch: Callable[[str], Briefing]) -> Archive:
    """The linked whole. References to what does not exist are left out of it: naming them is the work of the check."""
    ordered = {card.id: card for card in sorted(cards, key=lambda c: c.sort_key)}
    eras = _eras(entities.units)
    later = {page: tuple(_later(units, entities.units)) for page, units in eras.items()}
    pages_of_unit = _pages_of_units(eras, later)

    resolutions = entities.resolutions
    return Archive(
        entities=entities,
        cards=ordered,
        placed=cache(lambda: _timelines(ordered.values(), entities, pages_of_unit)),
        implemented_by=_backlinks(resolutions, lambda r: r.implements),
        amended_by=_backlinks(resolutions, lambda r: r.amends),
        replaced_by=_backlinks(resolutions, lambda r: r.replaces),
        adopted_at=_backlinks(resolutions, lambda r: [r.plenum] if r.plenum else []),
        issued_in=_backlinks(resolutions, lambda r: _home(r, entities)),
        eras=eras,
        pages_of_unit=pages_of_unit,
        later_life=later,
        fetch=fetch,
    )


def _timelines(cards: Iterable[Card], entities: Entities, pages_of_unit: Mapping[str, tuple[str, ...]]) -> Timelines:
    """Put meetings, given in order of time, on their timelines."""
    timelines: dict[Viewpoint, list[str]] = defaultdict(list)
    viewpoints: dict[str, tuple[Viewpoint, ...]] = {}
    withdrawn_from: dict[str, tuple[Viewpoint, ...]] = {}
    later_items: dict[str, list[LaterItem]] = defaultdict(list)
    for card in cards:
        found = _viewpoints(card, entities, pages_of_unit)
        if card.withdrawn:
            withdrawn_from[card.id] = found
            continue
        viewpoints[card.id] = found
        for viewpoint in found:
            timelines[viewpoint].append(card.id)
        for join in card.joins:
            later_items[join.target].append(LaterItem(card.id, join.item, join.verb))
    return Timelines(
        timelines={viewpoint: tuple(ids) for viewpoint, ids in timelines.items()},
        viewpoints=viewpoints,
        withdrawn_from=withdrawn_from,
        later_items={target: tuple(found) for target, found in later_items.items()},
        neighbours=_neighbours(timelines),
    )


# Ten thousand meetings are on a hundred thousand timelines, but there are few different ones.
_viewpoint = lru_cache(maxsize=65536)(Viewpoint)


def _viewpoints(card: Card, entities: Entities, pages_of_unit: Mapping[str, tuple[str, ...]]) -> tuple[Viewpoint, ...]:
    """Every timeline that a meeting is on, or would be on if it were not withdrawn."""
    found = [_viewpoint("year", card.year)]
    for kind in kinds.with_timelines():
        if ids := card.names.get(kind.key):
            known = entities.kinds[kind.key]
            found += [_viewpoint(kind.key, entity) for entity in ids if entity in known]
    # A unit is shown on the page of its name, and on those of the units that it was merged into.
    pages = dict.fromkeys([page for unit in card.provinces for page in pages_of_unit.get(unit, ())])
    return (*found, *[_viewpoint("province", page) for page in pages])


def _eras(units: Mapping[str, Unit]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[Unit]] = defaultdict(list)
    for unit in units.values():
        found[unit.page].append(unit)
    return {page: tuple(u.id for u in sorted(eras, key=_since)) for page, eras in found.items()}


def _since(unit: Unit) -> tuple[str, str]:
    return (unit.valid_from or "", unit.id)


def _later(own: tuple[str, ...], units: Mapping[str, Unit]) -> list[str]:
    """Follow mergers out of a page. A chain cannot loop: each unit is visited once."""
    found: dict[str, None] = {}
    queue = [units[u].merged_into for u in own]
    while queue:
        unit = units.get(queue.pop() or "")
        if unit and unit.id not in own and unit.id not in found:
            found[unit.id] = None
            queue.append(unit.merged_into)
    return sorted(found, key=lambda u: _since(units[u]))


def _pages_of_units(
    eras: Mapping[str, Iterable[str]], later: Mapping[str, Iterable[str]]
) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for shown in (eras, later):
        for page, units in shown.items():
            for unit in units:
                found[unit].append(page)
    return {unit: tuple(pages) for unit, pages in found.items()}


def _neighbours(timelines: Mapping[Viewpoint, list[str]]) -> dict[str, tuple[str | None, str | None]]:
    found: dict[str, tuple[str | None, str | None]] = {}
    for viewpoint, ids in timelines.items():
        if viewpoint.kind == "series":
            for i, briefing in enumerate(ids):
                found[briefing] = (ids[i - 1] if i else None, ids[i + 1] if i + 1 < len(ids) else None)
    return found


def _backlinks(
    resolutions: Mapping[str, Resolution], named: Callable[[Resolution], Iterable[str]]
) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[Resolution]] = defaultdict(list)
    for resolution in resolutions.values():
        for target in named(resolution):
            found[target].append(resolution)
    return {target: tuple(r.id for r in sorted(ends, key=_order_of_adoption)) for target, ends in found.items()}


def _home(resolution: Resolution, entities: Entities) -> list[str]:
    """The unit whose organ issued a document, by its own word or by its issuer's."""
    issuer = entities.organizations.get(resolution.issuer or "")
    unit = resolution.province or (issuer and issuer.province)
    return [unit] if unit else []


def _order_of_adoption(resolution: Resolution) -> tuple[object, ...]:
    """In order of adoption; those whose date is open come last."""
    return (1, resolution.id) if resolution.date is None else (0, *dates.parse(resolution.date).sort_key, resolution.id)
