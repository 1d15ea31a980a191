"""What refers to changed files: the records that name what these define, or defined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from giaoban import addresses
from giaoban.build.examine import Examined
from giaoban.records import layout


def naming(found: Examined, changed: Collection[str]) -> set[str]:
    """The paths of all records that name an entity of the changed files, go on from an item, or link to a page of theirs."""
    ids: dict[str, set[str]] = defaultdict(set)
    for definition in found.definitions:
        if definition.path in changed and definition.id:
            ids[definition.kind].add(definition.id)
    for path in changed:
        kind = layout.file_kind(path)
        if kind and layout.holds_one(kind):
            ids[kind].add(layout.stem(path))
    pages = {addresses.of(kind, entity) for kind, some in ids.items() for entity in some}
    naming = {d.path for d in found.definitions if (d.kind, d.id) in _others(found, ids)}
    for card in found.archive.cards.values():
        named = any(ids[kind].intersection(some) for kind, some in card.names.items() if kind in ids)
        joined = any(join.target.partition("#")[0] in ids["briefing"] for join in card.joins)
        linked = any(link.partition("#")[0] in pages for link in card.links)
        if named or joined or linked:
            naming.add(card.path)
    return naming


def _others(found: Examined, ids: dict[str, set[str]]) -> set[tuple[str, str]]:
    """The records of entities that name any of some ids."""
    return {
        (own, record.id)
        for own, records in found.archive.entities.by_kind().items()
        for record in records.values()
        for kind, some in record.named().items()
        if kind in ids and ids[kind].intersection(some)
    }
