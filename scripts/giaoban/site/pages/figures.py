"""Figures: every number the meetings reported, by what it counts; a small chart where one thing was counted again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import jinja2
from markupsafe import Markup

from giaoban.archive import Archive
from giaoban.site import charts, gathered, pieces
from giaoban.site.anchors import anchors
from giaoban.site.format import counted, number
from giaoban.site.page import Page
from giaoban.site.pages.parts import page as draw
from giaoban.site.pieces import Number
from giaoban.vietnamese import fold, sort_key

TITLE = "Số liệu"
_LONGEST = 14


class Measure(NamedTuple):
    """One thing counted, once or more, in order of time. ``places``: whether any row names a province."""

    what: Markup
    chart: Markup
    rows: list[Number]


class Unit(NamedTuple):
    """All that is counted in one unit: its id on the page, its name, and how many figures there are."""

    id: str
    name: str
    count: int
    measures: list[Measure]


def page(archive: Archive, part: gathered.Part, shelved: Iterable[tuple[str, str]], env: jinja2.Environment) -> Page:  # noqa: ARG001
    """A page of figures, or of the ways to them where there are too many for one; ``shelved``: meetings and pieces."""
    units = _units([figure for _, piece in shelved for figure in pieces.numbers(piece)])
    total = sum(unit.count for unit in units) + sum(count for _, count in part.below)
    again = sum(len(measure.rows) > 1 for unit in units for measure in unit.measures)
    title, *up = _titles(part.id)
    scope = f"{counted(total, 'con số')} mà các cuộc họp đã nêu, xếp theo đơn vị đếm."
    return draw(
        env, "figures.html", part.address, "list", title, f"{title}: {scope}", scope=scope, units=units, again=again,
        below=[(f"{gathered.FIGURES}{name}/", _name(name), number(count)) for name, count in part.below],
        up=[(gathered.FIGURES + address, words) for address, words in up],
    )  # fmt: skip


def _titles(part: str) -> list[Any]:
    """The title of a page, then address and title of each page above it."""
    letter, _, year = part.partition("/")
    if not part:
        return [TITLE]
    if not year:
        return [f"{TITLE}: {_name(letter)}", ("", TITLE)]
    return [f"{TITLE}: {_name(letter)}, năm {year}", ("", TITLE), (f"{letter}/", _name(letter))]


def _name(part: str) -> str:
    letter, _, year = part.partition("/")
    return f"năm {year}" if year else "ký hiệu" if letter == "0" else f"chữ {letter.upper()}"


def _units(figures: Sequence[Number]) -> list[Unit]:
    by_unit: dict[str, list[Number]] = defaultdict(list)
    for figure in figures:
        by_unit[fold(figure.unit)].append(figure)
    groups = sorted(by_unit.values(), key=lambda of: (sort_key(of[0].unit), of[0].unit))
    ids = anchors("dem", (of[0].unit for of in groups))
    return [Unit(place, of[0].unit, len(of), _measures(of)) for place, of in zip(ids, groups, strict=True)]


def _measures(figures: Sequence[Number]) -> list[Measure]:
    found: dict[str, list[Number]] = defaultdict(list)
    for figure in figures:
        found[figure.measure].append(figure)
    measures = []
    for rows in found.values():
        rows.sort(key=lambda row: row.moment)
        measures.append(Measure(Markup(rows[0].what), _chart(rows), rows))
    return sorted(measures, key=lambda m: (sort_key(m.what.striptags()), m.rows[0].moment))


def _chart(rows: Sequence[Number]) -> Markup:
    if len(rows) < 2:
        return Markup("")
    points = [charts.Point(date.fromisoformat(row.moment), Decimal(row.value), row.shown, _when(row)) for row in rows]
    listed = "; ".join(f"{point.when}: {point.shown}" for point in points)
    return charts.chart(points, f"Biểu đồ theo thời gian. {listed}")


def _when(row: Number) -> str:
    """When a figure held, as short as it can stand under a chart: "2014", "30-11-2019"; else its last month."""
    said = Markup(row.when).striptags()
    for opening in ("tính đến ", "nêu tại cuộc họp ", "năm "):
        said = said.removeprefix(opening)
    year, month, _ = row.moment.split("-")
    return said if len(said) <= _LONGEST else f"{int(month)}-{year}"
