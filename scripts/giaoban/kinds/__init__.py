"""The registry of record kinds: what each kind of record is, said once; every other table of kinds is derived from it.

A kind is one module of this package that defines ``KIND``; it is found by being there, and listed nowhere else.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache

__all__ = ["Kind", "every", "get", "with_pages", "with_search", "with_timelines"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record, or of page derived from records.

    ``files``: where its records are stored in ``content``: ``leaders/*.yml`` (one record a file, the file named after the id),
    ``briefings/*/*.md`` (one a file, in folders of years), ``topics.yml#topics`` (a list under a key of one file), or ""
    where the kind is derived from other records; the class of its records is in the module of `giaoban.records.models` that is
    named after it. ``section``: the first part of its pages' addresses, or "" where it has none.
    ``label``: the kind in Vietnamese, as one entity is called; ``title``: the heading of its list.
    ``timeline``: its pages carry one; ``lines``: how many lines of it a page holds. No page is to have more than 60 KB gzip:
    80 of the longest entries that can be (570 bytes each) make 46 KB, 240 that only count what a meeting has (100) 24 KB.
    ``given_names``: its entities are people, whom lists sort by the last syllable of their names.
    ``filter_letter``: the letter of its filter in the search index, or "". ``facet``: its place among the kinds by which what a
    search finds can be narrowed, or 0. ``search_boost``: how much a page of this kind counts in search, or 0 where it is not
    searched. ``growing``: editors add records of it as they go; provinces and sessions come with the law and the congress.
    """

    key: str
    order: int
    label: str
    title: str
    files: str = ""
    section: str = ""
    timeline: bool = False
    lines: int = 80
    given_names: bool = False
    filter_letter: str = ""
    facet: int = 0
    search_boost: float = 0.0
    growing: bool = True


@cache
def every() -> dict[str, Kind]:
    """Every kind by its key, in the order of `Kind.order`."""
    names = [m.name for m in pkgutil.iter_modules(__path__)]
    found = [importlib.import_module(f"{__name__}.{name}").KIND for name in names]
    return {kind.key: kind for kind in sorted(found, key=lambda kind: kind.order)}


def get(key: str) -> Kind:
    """A kind of record by its key. Raises `KeyError` where there is none."""
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
