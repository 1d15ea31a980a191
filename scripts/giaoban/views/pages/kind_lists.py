"""The lists of all kinds that have pages: one for each kind, and pages below where one does not hold all.

A kind whose list says more than names and numbers has ``list_view(reader, path)`` in the module of its page, and
``list_paths(reader)`` where the list may take more pages than one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import NamedTuple

from giaoban import addresses, kinds
from giaoban.archive.reader import Reader
from giaoban.views import lists, pages
from giaoban.views.lists import CsvTable, ListView
from giaoban.views.pages.briefing import BriefingsView
from giaoban.views.pages.indicator import IndicatorsView
from giaoban.views.pages.province import ProvincesView
from giaoban.views.pages.year import YearsView
from giaoban.views.values import View


class Listing(NamedTuple):
    """How the list of a kind is made: which pages it takes ("" is the first), and the view of one."""

    paths: Callable[[Reader], tuple[str, ...]]
    view: Callable[[Reader, str], View]


@cache
def listing_of(kind: str) -> Listing:
    """The list of a kind: that of the module of its page, or the plain one."""
    module = pages.every()[kind]
    if view := getattr(module, "list_view", None):
        return Listing(getattr(module, "list_paths", lambda _: ("",)), view)
    return Listing(partial(lists.paths, kind=kind), partial(_plain, kind))


def _plain(kind: str, reader: Reader, path: str) -> View:
    return lists.plain(reader, kind, path)


def keys(reader: Reader) -> tuple[str, ...]:
    """``leader``, or ``leader/t`` for a page below."""
    return tuple(
        f"{kind.key}/{path}".removesuffix("/")
        for kind in kinds.with_pages()
        for path in listing_of(kind.key).paths(reader)
    )


def address(key: str) -> str:
    """``lanh-dao/``, ``lanh-dao/t/``."""
    kind, _, path = key.partition("/")
    return addresses.section(kind) + (f"{path}/" if path else "")


def view(reader: Reader, key: str) -> View:
    """One page of a list."""
    kind, _, path = key.partition("/")
    return listing_of(kind).view(reader, path)


def rows(shown: View, root: str) -> CsvTable:
    """What one page lists. ``root``: the site's address."""
    match shown:
        case BriefingsView():
            return lists.table_of_meetings(shown.latest, root)
        case YearsView():
            years = tuple((year.year, root + year.address, year.count, year.kinds) for year in shown.years)
            return CsvTable(("name", "url", "meetings", "kinds"), years)
        case IndicatorsView():
            indicators = tuple(
                (o.reference.label, root + (o.reference.address or ""), o.scope, o.count) for o in shown.rows
            )
            return CsvTable(("name", "url", "detail", "count"), indicators)
        case ProvincesView():
            return lists.table_of_groups(shown.groups, root)
        case ListView(ways=ways) if ways:
            return lists.table_of_ways(((group.title, way) for group in ways for way in group.ways), root)
        case ListView(groups=groups) if groups:
            return lists.table_of_groups(groups, root)
        case ListView(facets=facets):
            links = [(group.heading, link) for facet in facets for group in facet.groups for link in group.links]
            found = tuple((heading, lists.plain_text(link), lists.url_of(link, root)) for heading, link in links)
            return CsvTable(("group", "name", "url"), found)
    raise TypeError(shown)
