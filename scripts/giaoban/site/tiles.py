"""The tile map of the provinces: one square a unit of before July 2025, and the same squares joined as they were merged.

The grid is data (``data/tilegrid.yml``, which says how it was designed). Shapes are drawn here as SVG paths in units of
`WIDTH` × `HEIGHT` a tile; numbers stand in the tiles, so that the shade only repeats what is written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from giaoban import dates
from giaoban.archive import Archive
from giaoban.records.model import Unit
from giaoban.site import urls
from giaoban.site.format import counted, number

WIDTH, HEIGHT = 100, 80
_GRID = Path(__file__).parent / "data" / "tilegrid.yml"
_CHANGE = date(2025, 7, 1)
_LINE = 8
"""How many letters of a name fit into one line of a tile."""

Cell = tuple[int, int]


class Tile(NamedTuple):
    """One shape of a map, with what stands in it.

    ``path``: its outline. ``x``, ``y``: the middle of the tile that carries ``count`` and the ``lines`` of the name.
    ``shade``: 0 (no meeting) to 4. ``held``: whether a meeting was held there. ``label`` says all of it in words.
    """

    path: str
    x: int
    y: int
    lines: tuple[str, ...]
    count: str
    shade: int
    held: bool
    label: str
    address: str


class Island(NamedTuple):
    """An archipelago: always on the map; ``address`` is the page of the province that holds the special zone, or empty."""

    path: str
    x: int
    y: int
    name: str
    label: str
    address: str


class TileMap(NamedTuple):
    """One map. ``box``: the SVG's viewBox. ``steps``: shade and the numbers of meetings it stands for."""

    box: str
    tiles: tuple[Tile, ...]
    islands: tuple[Island, ...]
    steps: tuple[tuple[int, str], ...]


class Tally(NamedTuple):
    """Meetings that name a province (``named``, ids), and those of them that were held there (``held``)."""

    named: frozenset[str]
    held: frozenset[str]


def tallies(archive: Archive) -> dict[str, Tally]:
    """Unit to its meetings."""
    named: dict[str, set[str]] = defaultdict(set)
    held: dict[str, set[str]] = defaultdict(set)
    for card in archive.published:
        for unit in card.provinces:
            named[unit].add(card.id)
        if card.venue_province:
            held[card.venue_province].add(card.id)
    return {unit: Tally(frozenset(ids), frozenset(held.get(unit, ()))) for unit, ids in named.items()}


def before(archive: Archive) -> TileMap | None:
    """The map up to 30-6-2025: every unit with the meetings that name it. None when the archive knows none of the units."""
    found = tallies(archive)
    units = archive.entities.units
    # A unit that was never merged goes on: what it did later belongs to the other map.
    groups = {unit: ((unit,), _until(archive, found.get(unit))) for unit in _grid()["tiles"] if unit in units}
    return _map(archive, groups, "unit")


def after(archive: Archive) -> TileMap | None:
    """The map of today: merged units joined, with the meetings that name the new unit or any that went into it."""
    found = tallies(archive)
    units = archive.entities.units
    members: dict[str, list[str]] = defaultdict(list)
    for unit in _grid()["tiles"]:
        if unit in units:
            members[now(unit, units)].append(unit)
    groups = {new: (tuple(old), together(found, (new, *old))) for new, old in members.items()}
    return _map(archive, groups, "unit_2025")


def now(unit: str, units: Mapping[str, Unit]) -> str:
    """The unit that stands today where this one stood."""
    target = units[unit].merged_into
    return target if target in units else unit


def together(found: Mapping[str, Tally], units: Iterable[str]) -> Tally:
    """The meetings of several units, each counted once."""
    known = [found[unit] for unit in units if unit in found]
    return Tally(frozenset().union(*(t.named for t in known)), frozenset().union(*(t.held for t in known)))


def said(tally: Tally) -> str:
    """A tally in words: "12 cuộc họp, 3 tổ chức tại đây"."""
    if not tally.named:
        return "chưa có cuộc họp"
    held = f", {number(len(tally.held))} tổ chức tại đây" if tally.held else ""
    return counted(len(tally.named), "cuộc họp") + held


def shades(counts: Collection[int]) -> list[int]:
    """The highest count of each shade but the lightest: an eighth, a quarter, a half and the whole of the largest."""
    most = max(counts, default=0)
    return sorted({-(-most // part) for part in (8, 4, 2, 1)}) if most else []


def outline(cells: Collection[Cell]) -> str:
    """The outline of cells (row, column) that touch, as one SVG path."""
    edges: dict[Cell, list[Cell]] = defaultdict(list)
    for row, column in cells:
        # Clockwise; an edge that two cells share is inside the shape and is left out.
        for side, start, end in (
            ((row - 1, column), (column, row), (column + 1, row)),
            ((row, column + 1), (column + 1, row), (column + 1, row + 1)),
            ((row + 1, column), (column + 1, row + 1), (column, row + 1)),
            ((row, column - 1), (column, row + 1), (column, row)),
        ):
            if side not in cells:
                edges[start].append(end)
    path = []
    while edges:
        start = at = min(edges)
        corners = [start]
        while at in edges:
            ends = edges[at]
            at = ends.pop()
            if not ends:
                del edges[corners[-1]]
            corners.append(at)
        path.append(_draw(corners))
    return "".join(path)


def _draw(corners: Sequence[Cell]) -> str:
    """A closed walk along the grid; what lies on one line is drawn at once."""
    turns = [
        here
        for before, here, beyond in zip(corners[:-1], corners[1:], [*corners[2:], corners[1]], strict=True)
        if not (before[0] == here[0] == beyond[0] or before[1] == here[1] == beyond[1])
    ]
    (x, y), *rest = turns
    steps = [f"M{x * WIDTH} {y * HEIGHT}"]
    for to_x, to_y in rest:
        steps.append(f"V{to_y * HEIGHT}" if to_x == x else f"H{to_x * WIDTH}")
        x = to_x
    return "".join(steps) + "z"


@lru_cache(maxsize=1)
def _grid() -> dict[str, Any]:
    with _GRID.open(encoding="utf-8") as file:
        grid: dict[str, Any] = yaml.load(file, Loader=yaml.CSafeLoader)
    return grid


def _until(archive: Archive, tally: Tally | None) -> Tally:
    if tally is None:
        return Tally(frozenset(), frozenset())
    kept = frozenset(b for b in tally.named if dates.parse(archive.cards[b].date).earliest < _CHANGE)
    return Tally(kept, tally.held & kept)


def _map(archive: Archive, groups: Mapping[str, tuple[Sequence[str], Tally]], key: str) -> TileMap | None:
    if not groups:
        return None
    grid, units = _grid(), archive.entities.units
    bounds = shades([len(tally.named) for _, tally in groups.values()])
    tiles = []
    for unit, (members, tally) in groups.items():
        cells = [tuple(grid["tiles"][member]) for member in members]
        # The name stands where the unit that had it before stood.
        home = next((m for m in members if units[m].page == units[unit].page), members[0])
        row, column = grid["tiles"][home]
        name = units[unit].name if key == "unit_2025" else units[unit].form_on("2025-06-30")[0]
        others = [units[m].name for m in members if m != home]
        joined = f" (cùng {', '.join(others)})" if others else ""
        tiles.append(
            Tile(
                outline(cells), *_middle(row, column), _lines(name), number(len(tally.named)) if tally.named else "–",
                _shade(len(tally.named), bounds), bool(tally.held), f"{name}{joined}: {said(tally)}",
                urls.of("province", units[unit].page),
            )
        )  # fmt: skip
    islands = []
    for island in grid["islands"].values():
        holder = units.get(island[key])
        label = f"{island['name']}, thuộc {holder.name}" if holder else island["name"]
        islands.append(
            Island(
                outline([(island["row"], island["col"])]), *_middle(island["row"], island["col"]), island["name"], label,
                urls.of("province", holder.page) if holder else "",
            )
        )  # fmt: skip
    box = f"-2 -2 {grid['cols'] * WIDTH + 4} {grid['rows'] * HEIGHT + 4}"
    return TileMap(box, tuple(tiles), tuple(islands), tuple(_steps(bounds)))


def _middle(row: int, column: int) -> tuple[int, int]:
    return column * WIDTH + WIDTH // 2, row * HEIGHT + HEIGHT // 2


def _shade(count: int, bounds: Sequence[int]) -> int:
    if not count:
        return 0
    # With fewer steps than shades, the darkest is still the most.
    return 4 - sum(count <= bound for bound in bounds) + 1


def _steps(bounds: Sequence[int]) -> Iterable[tuple[int, str]]:
    yield 0, "chưa có"
    low = 1
    for bound in bounds:
        yield _shade(bound, bounds), number(bound) if bound == low else f"{number(low)}–{number(bound)}"
        low = bound + 1


def _lines(name: str) -> tuple[str, ...]:
    """A name in as few lines as a tile has room for."""
    lines = [""]
    for word in name.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= _LINE or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)
