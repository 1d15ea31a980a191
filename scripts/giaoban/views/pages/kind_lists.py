"""The lists of all kinds that have pages: one for each kind, and pages below where one does not hold all."""

from __future__ import annotations

from giaoban import addresses, kinds
from giaoban.archive.reader import Reader
from giaoban.views import listings, lists
from giaoban.views.listings.briefing import BriefingsView
from giaoban.views.listings.indicator import IndicatorsView
from giaoban.views.listings.province import ProvincesView
from giaoban.views.listings.year import YearsView
from giaoban.views.lists import ListView, Table
from giaoban.views.values import View


def keys(reader: Reader) -> tuple[str, ...]:
    """``leader``, or ``leader/t`` for a page below."""
    return tuple(
        f"{kind.key}/{path}".removesuffix("/")
        for kind in kinds.with_pages()
        for path in listings.of(kind.key).paths(reader)
    )


def address(key: str) -> str:
    """``lanh-dao/``, ``lanh-dao/t/``."""
    kind, _, path = key.partition("/")
    return addresses.section(kind) + (f"{path}/" if path else "")


def view(reader: Reader, key: str) -> View:
    """One page of a list."""
    kind, _, path = key.partition("/")
    return listings.of(kind).view(reader, path)


def rows(shown: View, root: str) -> Table:
    """What one page lists. ``root``: the site's address."""
    match shown:
        case BriefingsView():
            return lists.table_of_meetings(shown.latest, root)
        case YearsView():
            years = tuple((year.year, root + year.address, year.count, year.kinds) for year in shown.years)
            return Table(("name", "url", "meetings", "kinds"), years)
        case IndicatorsView():
            indicators = tuple(
                (o.reference.label, root + (o.reference.address or ""), o.scope, o.count) for o in shown.rows
            )
            return Table(("name", "url", "detail", "count"), indicators)
        case ProvincesView():
            return lists.table_of_groups(shown.groups, root)
        case ListView(ways=ways) if ways:
            return lists.table_of_ways(((group.title, way) for group in ways for way in group.ways), root)
        case ListView(groups=groups) if groups:
            return lists.table_of_groups(groups, root)
        case ListView(facets=facets):
            links = [(group.heading, link) for facet in facets for group in facet.groups for link in group.links]
            found = tuple((heading, lists.words_of(link), lists.url_of(link, root)) for heading, link in links)
            return Table(("group", "name", "url"), found)
    raise TypeError(shown)
