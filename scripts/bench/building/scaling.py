"""How time and memory of a cold build grow with the archive: a table, and a drawing in ``build/reports``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import click

from bench import workspace
from bench.building.builds import MeasuredBuilds
from bench.building.plot import Panel, draw
from bench.tables import MB, line

DRAWING = Path("build/reports/bench-sizes.svg")

_HEAD = ("records", "wall s", "CPU s", "factor", "peak MB", "factor", "outputs", "files", "MB", "load")


class Size(NamedTuple):
    """What a cold build of an archive of so many meetings took."""

    records: int
    cpu: float
    memory: float


def run(root: Path, sizes: Sequence[int], seed: int) -> None:
    """Build an archive of each size cold, print a table, and draw time and memory by size."""
    workspace.describe_machine()
    found: list[Size] = []
    rows = []
    for records in sorted(set(sizes)):
        with workspace.folder(None) as place:
            workspace.make(root, records, seed, place / "content")
            row = MeasuredBuilds(place).measure(f"{records}")
        found.append(Size(records, row.cpu, row.memory))
        cpu, memory = (f"{factor:.2f}" for factor in factors(*found[-2:])) if len(found) > 1 else ("", "")
        taken = (f"{row.wall:.1f}", f"{row.cpu:.1f}", cpu, f"{row.memory / MB:.0f}", memory)
        rows.append((row.name, *taken, f"{row.outputs}", f"{row.site.files}", f"{row.site.size / MB:.1f}", row.load))
    click.echo("\n" + line(_HEAD, 10))
    for cells in rows:
        click.echo(line(cells, 10))
    target = root / DRAWING
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(picture(found), encoding="utf-8")
    click.echo(
        "\nOne cold build of each. factor: CPU seconds and memory a record, against those of the line above: 1 where they\n"
        f"grow in proportion to the records, less where a part of them is the same for every size. Drawn in {DRAWING}."
    )


def factors(smaller: Size, larger: Size) -> tuple[float, float]:
    """CPU seconds and memory a record of the larger archive, as multiples of those of the smaller."""
    growth = larger.records / smaller.records
    return larger.cpu / smaller.cpu / growth, larger.memory / smaller.memory / growth


def picture(found: Sequence[Size]) -> str:
    """Both panels as SVG."""
    records = [size.records for size in found]
    return draw([
        Panel("CPU seconds of a cold build", records, [size.cpu for size in found]),
        Panel("Peak memory, MB", records, [size.memory / MB for size in found]),
    ])  # fmt: skip
