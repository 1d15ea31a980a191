"""The tile map of the provinces: one square a unit of before July 2025, and the same squares joined as they were merged.

The grid is data (``data/tilegrid.yml``, which says how it was designed). Outlines are SVG paths in units of `WIDTH` ×
`HEIGHT` a tile; numbers stand in the tiles, so that the shade only repeats what is written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from giaoban.archive.overview import ProvinceCount
from giaoban.archive.reader import Reader
from giaoban.archive.values import Reference
from giaoban.views.words import counted, number

WIDTH, HEIGHT = 100, 80
_GRID = Path(__file__).parent / "data" / "tilegrid.yml"
_BEFORE = "2025-06-30"
_LINE = 8
"""How many letters of a name fit into one line of a tile."""

TilePosition = tuple[int, int]


class Tile(Struct, frozen=True):
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


class Island(Struct, frozen=True):
    """An archipelago: always on the map; ``address`` is the page of the province that holds the special zone, or empty."""

    path: str
    x: int
    y: int
    lines: tuple[str, ...]
    label: str
    address: str


class TileMap(Struct, frozen=True):
    """One map. ``box``: the SVG's viewBox. ``steps``: shade and the numbers of meetings it stands for."""

    box: str
    tiles: tuple[Tile, ...]
    islands: tuple[Island, ...]
    steps: tuple[tuple[int, str], ...]


def map_before_mergers(reader: Reader) -> TileMap | None:
    """The map up to 30-6-2025: every unit with the meetings that name it. None when the archive knows none of the units.

    A unit that was never merged goes on: what it did later belongs to the other map.
    """
    counts = {found.id: found for found in reader.units_before()}
    groups = {unit: ((unit,), counts[unit]) for unit in _grid()["tiles"] if unit in counts}
    return _map(groups, {unit: reader.unit_on(unit, _BEFORE) for unit in counts}, "unit")


def has_any(units: Collection[str]) -> bool:
    """Whether any of some units is on the maps."""
    return not _grid()["tiles"].keys().isdisjoint(units)


def map_of_today(reader: Reader) -> TileMap | None:
    """The map of today: merged units joined, with the meetings that name the new unit or any that went into it."""
    counts = {member: found for found in reader.units_today() for member in found.members}
    members: dict[str, list[str]] = defaultdict(list)
    for unit in _grid()["tiles"]:
        if unit in counts:
            members[counts[unit].id].append(unit)
    groups = {unit: (tuple(old), counts[unit]) for unit, old in members.items()}
    return _map(groups, {unit: reader.reference("unit", unit) for unit in counts}, "unit_2025")


def meetings_in_words(count: ProvinceCount) -> str:
    """The meetings of a unit in words: "12 cuộc họp, 3 tổ chức tại đây"."""
    if not count.named:
        return "chưa có cuộc họp"
    held = f", {number(count.held)} tổ chức tại đây" if count.held else ""
    return counted(count.named, "cuộc họp") + held


def shades(counts: Collection[int]) -> list[int]:
    """The highest count of each shade but the lightest: an eighth, a quarter, a half and the whole of the largest."""
    most = max(counts, default=0)
    return sorted({-(-most // part) for part in (8, 4, 2, 1)}) if most else []


def outline(cells: Collection[TilePosition]) -> str:
    """The outline of cells (row, column) that touch, as one SVG path."""
    edges: dict[TilePosition, list[TilePosition]] = defaultdict(list)
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


def _draw(corners: Sequence[TilePosition]) -> str:
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


def _map(
    groups: Mapping[str, tuple[Sequence[str], ProvinceCount]], units: Mapping[str, Reference | None], key: str
) -> TileMap | None:
    """``groups``: unit to its tiles and meetings; ``units``: what each is called; ``key``: who holds the islands."""
    if not groups:
        return None
    grid = _grid()
    known = {unit: reference for unit, reference in units.items() if reference}
    bounds = shades([count.named for _, count in groups.values()])
    tiles = []
    for unit, (members, count) in groups.items():
        # The name stands where the unit that had it before stood.
        page, name = known[unit].address or "", known[unit].label
        home = next((m for m in members if known[m].address == page), members[0])
        others = [known[m].label for m in members if m != home]
        joined = f" (cùng {', '.join(others)})" if others else ""
        tiles.append(
            Tile(
                outline([tuple(grid["tiles"][member]) for member in members]), *_middle(*grid["tiles"][home]), _lines(name),
                number(count.named) if count.named else "–", _shade(count.named, bounds), bool(count.held),
                f"{name}{joined}: {meetings_in_words(count)}", page,
            )
        )  # fmt: skip
    islands = []
    for island in grid["islands"].values():
        row, column, name, holder = island["row"], island["col"], island["name"], known.get(island[key])
        label, page = (f"{name}, thuộc {holder.label}", holder.address or "") if holder else (name, "")
        islands.append(Island(outline([(row, column)]), *_middle(row, column), tuple(name.split(" ")), label, page))
    box = f"-2 -2 {grid['cols'] * WIDTH + 4} {grid['rows'] * HEIGHT + 4}"
    return TileMap(box, tuple(tiles), tuple(islands), tuple(_steps(bounds)))


def _middle(row: int, column: int) -> tuple[int, int]:
    return column * WIDTH + WIDTH // 2, row * HEIGHT + HEIGHT // 2


def _shade(count: int, bounds: Sequence[int]) -> int:
    if not count:
        return 0
    # With fewer steps than shades, the darkest is still the most.
    return 4 - sum(count <= bound for bound in bounds) + 1


def _steps(bounds: Sequence[int]) -> Iterator[tuple[int, str]]:
    yield 0, "chưa có"
    low = 1
    for bound in bounds:
        yield _shade(bound, bounds), number(bound) if bound == low else f"{number(low)}–{number(bound)}"
        low = bound + 1


def _lines(name: str) -> tuple[str, ...]:
    """A name in as few lines as it takes in a tile."""
    lines = [""]
    for word in name.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= _LINE or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)
