"""The names that an entity bears: what it is called, what else it is called, and the short forms in which documents are cited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from giaoban import vietnamese
from giaoban.archive.model import Archive
from giaoban.records.models.resolution import Resolution

_SYMBOL = re.compile(r"(?P<number>\d{1,5})(?:/(?P<year>\d{4}))?[-/](?P<code>[A-ZĐƯa-zđư]+)")


def names(archive: Archive, kind: str, entity: str) -> tuple[str, ...]:
    """Every name of an entity, each once, the first the one by which it goes; none where there is no such entity.

    A province's page bears the names of all units shown on it too, of any time. A document bears its aliases and the ways in
    which it is cited: ``18-NQ/TW``, ``NQ 18``, "Nghị quyết 18", "Nghị quyết Trung ương 6 khóa XII".
    """
    record = archive.entities.by_kind()[kind].get(entity)
    if record is None:
        return ()
    if kind == "resolution":
        return tuple(dict.fromkeys(_forms(record)))
    found = [*_own(record)]
    if kind == "province":
        found += [name for unit in archive.eras.get(entity, ()) for name in _own(archive.entities.units[unit])]
    return tuple(dict.fromkeys(found))


def _own(record: Any) -> Iterator[str]:
    """What a record says itself. Kinds call the same thing by the same key."""
    yield record.name
    yield from getattr(record, "other_names", ())
    yield from getattr(record, "aliases", ())
    yield from (form.name for form in getattr(record, "forms", ()))


def _forms(resolution: Resolution) -> Iterator[str]:
    """Aliases, symbol, type with number, code with number and the other way round."""
    yield from resolution.aliases
    if not resolution.symbol:
        return
    yield resolution.symbol
    yield f"{resolution.type} {resolution.symbol}"
    if match := _SYMBOL.match(vietnamese.clean(resolution.symbol)):
        number, code = match["number"], match["code"]
        yield f"{resolution.type} {number}"
        yield f"{code} {number}"
        yield f"{number} {code}"
        yield f"{number} {resolution.type}"
