"""Pieces: what pages that tell of many meetings show of one, drawn once from its whole record and kept like its entries.

A piece is JSON. Pieces lie on shelves, so that a page reads those it shows and no others: figures by the first letter of
their unit and the year of their meeting, items by the year of their meeting.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import NamedTuple

from markupsafe import Markup, escape

from giaoban import dates
from giaoban.archive import Archive, Viewpoint
from giaoban.archive.model import initial
from giaoban.records.model import Briefing, Figure, Source
from giaoban.site import faces, urls, words
from giaoban.site.format import clip, first_upper, host, number, symbols, time
from giaoban.vietnamese import fold

_ITEM_TEXT = 220
_MOST_SOURCES = 3


class Number(NamedTuple):
    """One figure of one meeting as the page of figures shows it.

    ``unit``: as written. ``measure``: equal for figures that count the same thing (unit, words and place folded).
    ``what``, ``when``, ``place``, ``item``, ``source``: HTML. ``value``: as written in the record; ``shown``: with its
    bound, as readers see it.
    ``moment``: the day it holds for, as an ISO date, by which figures are in order.
    """

    unit: str
    measure: str
    what: str
    value: str
    shown: str
    when: str
    moment: str
    place: str
    item: str
    source: str


class Told(NamedTuple):
    """One item as a thread shows it: its text, and its sources; both HTML."""

    text: str
    source: str


def pieces(archive: Archive, briefing: Briefing) -> dict[Viewpoint, str]:
    """The pieces of a meeting by kind (``figure``, ``task``) and shelf; none of a withdrawn one."""
    if briefing.status == "withdrawn":
        return {}
    year = f"{dates.parse(briefing.date).earliest.year:04d}"
    sources = _Sources(briefing)
    shelves: dict[Viewpoint, list[Number]] = defaultdict(list)
    for figure in briefing.figures:
        shelf = Viewpoint("figure", initial(figure.unit) + year)
        shelves[shelf].append(_number(archive, briefing, figure, sources))
    found = {shelf: _json(numbers) for shelf, numbers in shelves.items()}
    if items := [*briefing.results, *briefing.tasks]:
        told = {i.id: Told(symbols(clip(i.text, _ITEM_TEXT)), sources.of(i.source)) for i in items}
        found[Viewpoint("task", year)] = _json(told)
    return found


def numbers(piece: str) -> list[Number]:
    """The figures in a piece."""
    return [Number(*values) for values in json.loads(piece)]


def told(piece: str) -> dict[str, Told]:
    """The items in a piece, by number."""
    return {item: Told(*values) for item, values in json.loads(piece).items()}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class _Sources:
    """The sources of a meeting as links, each drawn once."""

    def __init__(self, briefing: Briefing) -> None:
        self.address = urls.ROOT + urls.of("briefing", briefing.id)
        self._links = {source.id: self._link(source) for source in briefing.sources}
        self._main = briefing.sources[0].id

    def of(self, ids: list[str]) -> str:
        """What names no source was read in the first, the report of the meeting."""
        known = [i for i in ids if i in self._links] or [self._main]
        return _begin(", ".join(self._links[i] for i in known[:_MOST_SOURCES]))

    def _link(self, source: Source) -> str:
        link = f'<a href="{self.address}#{source.id}">{words.item(source.id)}</a>'
        if not source.url:
            return link
        return f'{link} (<a href="{escape(source.url)}" rel="noopener external">{escape(host(source.url))}</a>)'


def _begin(html: str) -> str:
    """A run of source links whose first words begin with a capital letter."""
    return html.replace(">nguồn", ">Nguồn", 1)


def _number(archive: Archive, briefing: Briefing, figure: Figure, sources: _Sources) -> Number:
    bound = f"{words.BOUNDS[figure.bound]} " if figure.bound else ""
    held = figure.as_of or figure.period
    moment = dates.parse(held or briefing.date)
    if figure.as_of:
        when = Markup("tính đến {}").format(time(figure.as_of))
    elif figure.period:
        when = time(figure.period)
    else:
        when = Markup("nêu tại cuộc họp {}").format(time(briefing.date))
    face = faces.of(archive, "unit", figure.province, briefing.date) if figure.province else None
    place = Markup('<a href="{}">{}</a>').format(urls.ROOT + (face.address or ""), face.label) if face else ""
    label = first_upper(words.item(figure.id))
    return Number(
        figure.unit,
        "|".join(fold(part) for part in (figure.unit, figure.what, _scope(briefing, figure))),
        symbols(figure.what),
        str(figure.value),
        f"{bound}{number(figure.value)}",
        when,
        moment.latest.isoformat(),
        place,
        Markup('<a href="{}#{}">{}</a> {}').format(
            sources.address, figure.id, label, symbols(clip(briefing.title, 90))
        ),
        sources.of(figure.source),
    )


def _scope(briefing: Briefing, figure: Figure) -> str:
    """Of what the figure speaks: "cả tỉnh" of two provinces are two things."""
    if figure.province or briefing.level == "central":
        return figure.province or ""
    return briefing.host or briefing.series or briefing.venue.province or briefing.id
