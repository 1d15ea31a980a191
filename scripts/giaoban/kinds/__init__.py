"""The registry of record kinds: what each kind of record is, said once; every other table of kinds is derived from it.

A kind is one module of this package that defines ``KIND``; it is found by being there, and listed nowhere else.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from giaoban.kinds.kind import Kind

__all__ = ["Kind", "every", "get", "with_pages", "with_search", "with_timelines"]


@cache
def every() -> dict[str, Kind]:
    """Every kind by its key, in the order of `Kind.order`."""
    names = [m.name for m in pkgutil.iter_modules(__path__) if m.name != "kind"]
    found = [importlib.import_module(f"{__name__}.{name}").KIND for name in names]
    return {kind.key: kind for kind in sorted(found, key=lambda kind: kind.order)}


def get(key: str) -> Kind:
    """One kind. Raises `KeyError`."""
    return every()[key]


@cache
def with_pages() -> tuple[Kind, ...]:
    """The kinds whose entities have pages of their own."""
    return tuple(kind for kind in every().values() if kind.section)


@cache
def with_timelines() -> tuple[Kind, ...]:
    """The kinds whose pages carry a timeline of meetings."""
    return tuple(kind for kind in every().values() if kind.timeline)


@cache
def with_search() -> tuple[Kind, ...]:
    """The kinds whose entities are documents of the search index, in the order of their numbers there."""
    return tuple(kind for kind in every().values() if kind.search_boost)
