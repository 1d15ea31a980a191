"""What the archive has and lacks, for readers: periods of every series, years and levels, and what is still open.

Everything on the page is gathered by `shown` as plain values: the page changes when, and only when, they do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import jinja2
from markupsafe import Markup, escape

from giaoban import dates
from giaoban.archive import Archive, coverage
from giaoban.archive.coverage import Coverage, SeriesCoverage
from giaoban.records import lacking
from giaoban.records.model import Series
from giaoban.site import urls, words
from giaoban.site.format import number
from giaoban.site.page import Page
from giaoban.site.pages.grids import Grid, grid
from giaoban.site.pages.parts import linked
from giaoban.site.pages.parts import page as draw
from giaoban.vietnamese import sort_key

ADDRESS = "do-phu/"
# Longer lists are cut; `giaoban coverage` prints them whole.
_MOST = 300


class Listed(NamedTuple):
    """A list of links with a remark each; of a long one the first entries, and how many ``more`` there are."""

    count: str
    entries: tuple[tuple[Markup, Markup], ...]
    more: str


class Shown(NamedTuple):
    """All that the page shows, every number as it is written.

    ``years``: link, counts by level, total; ``bare``: what sources lack, and how many lack it.
    """

    levels: tuple[str, ...]
    years: tuple[tuple[Markup, tuple[str, ...], str], ...]
    totals: tuple[str, ...]
    total: str
    grids: tuple[Grid, ...]
    unnamed: Listed
    unheld: Listed
    resolutions: Listed
    undated: Listed
    sources: str
    bare: tuple[tuple[str, str], ...]


def page(archive: Archive, env: jinja2.Environment) -> Page:
    """The page of coverage."""
    return draw(
        env, "coverage.html", ADDRESS, "list", "Độ phủ",
        "Kho lưu trữ có những cuộc họp nào và còn thiếu gì: kỳ của từng chuỗi họp, năm và cấp, tỉnh, thành, văn bản, ngày họp.",
        shown=shown(archive),
    )  # fmt: skip


def shown(archive: Archive) -> Shown:
    """What the page shows, in its order."""
    found = coverage.of(archive)
    levels = [level for level in words.LEVELS if any(level in counts for counts in found.years.values())]
    totals = [sum(counts.get(level, 0) for counts in found.years.values()) for level in levels]
    return Shown(
        tuple(words.LEVELS[level] for level in levels),
        tuple(
            (_year(year), tuple(number(counts.get(level, 0)) for level in levels), number(sum(counts.values())))
            for year, counts in reversed(found.years.items())
        ),
        tuple(number(total) for total in totals),
        number(found.meetings),
        tuple(grid(archive, series, own) for series, own in ordered(archive, found)),
        _provinces(archive, found.unnamed),
        _provinces(archive, found.unheld),
        _resolutions(archive, found),
        _list((linked(archive, "briefing", m), escape(dates.vietnamese(archive.cards[m].date))) for m in found.undated),
        number(found.sources),
        tuple(
            (said, number(count))
            for key, said in lacking.SOURCE_WORDS.items()
            if (count := sum(key in source.lacks for source in found.bare))
        ),
    )  # fmt: skip


def ordered(archive: Archive, found: Coverage) -> list[tuple[Series, SeriesCoverage]]:
    """The series with their coverage as readers meet them: by level, then by name."""
    levels = list(words.LEVELS)
    pairs = [(archive.entities.series[own.series], own) for own in found.series]
    return sorted(pairs, key=lambda pair: (levels.index(pair[0].level), sort_key(pair[0].name), pair[0].id))


def _year(year: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(urls.ROOT + urls.of("year", year), year)


def _provinces(archive: Archive, found: Sequence[str]) -> Listed:
    names = sorted(found, key=lambda page: sort_key(archive.entities.pages[page].name))
    return _list((linked(archive, "province", page), Markup("")) for page in names)


def _resolutions(archive: Archive, found: Coverage) -> Listed:
    known = archive.entities.resolutions
    names = sorted(found.resolutions, key=lambda r: (sort_key(known[r].type), sort_key(known[r].symbol or ""), r))
    return _list(
        (linked(archive, "resolution", r), escape("; ".join(lacking.WORDS[key] for key in found.resolutions[r])))
        for r in names
    )


def _list(entries: Iterable[tuple[Markup, Markup]]) -> Listed:
    found = tuple(entries)
    more = len(found) - _MOST
    return Listed(number(len(found)), found[:_MOST], number(more) if more > 0 else "")
