"""The table of the build: an archive built cold, unchanged, after edits, as CI does it, and in the preview.

Its words are those of the archive's own records, and stay so: its figures can be compared with those of earlier versions. The
benchmark of search takes more words (``wide``), which makes other records of the same seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import median

import click

from bench import workspace
from bench.beside import comparison
from bench.building import edits
from bench.building.builds import BuildMeasurement, MeasuredBuilds
from bench.building.preview import preview
from bench.tables import MB, line

AGAIN = 3
"""How often a build that is not cold is measured; its seconds are the median."""

SAVES = 5
"""How many saves are measured in the preview."""

_HEAD = ("", "wall s", "CPU s", "peak MB", "read", "made", "outputs", "files", "MB", "load")


def run(root: Path, records: int, seed: int, keep: Path | None, beside: Sequence[str] = ()) -> None:
    """Make the archive in a new folder (``keep``, or one that is gone afterwards), measure, and print the table.

    ``beside``: other programs that are then measured on the same records.
    """
    with workspace.folder(keep) as place:
        workspace.make(root, records, seed, place / "content")
        workspace.describe_machine()
        click.echo(line(_HEAD))
        builds, editor = MeasuredBuilds(place), edits.Editor(place / "content")
        cold = _shown(builds.measure("cold"))
        _shown(builds.measure("no change", times=AGAIN))
        _shown(builds.measure("first edit after cold", editor.meeting))
        edited = _shown(builds.measure("one edited meeting", editor.meeting, AGAIN))
        _shown(builds.measure("one leader's name", editor.leader_name, AGAIN))
        _shown(builds.measure("one new meeting", editor.new_meeting, AGAIN))
        _shown(builds.measure("one new document", editor.new_document, AGAIN))
        _shown(builds.measure("one new leader", editor.new_leader, AGAIN))
        _previewed(builds, editor)
        # The cache that CI restores is a build's, and not what a preview left.
        builds.measure("after the preview")
        builds.check_out_afresh()
        _shown(builds.measure("only the cache, one edit", editor.meeting))
        click.echo(
            f"\nSeconds and peak MB are medians of {AGAIN} builds, in the preview of {SAVES} saves; cold, the first edit after\n"
            "it and the one with only the cache were built once. peak MB: all processes together, what they share counted once.\n"
            "read: records read; made: outputs made anew; files and MB: those of the site."
        )
        if beside:
            comparison.run(place, beside, editor, (cold, edited))


def _shown(row: BuildMeasurement) -> BuildMeasurement:
    counts = ("–" if n is None else f"{n}" for n in (row.read, row.made, row.outputs))
    taken = (f"{row.wall:.2f}", f"{row.cpu:.2f}", f"{row.memory / MB:.0f}")
    click.echo(line((row.name, *taken, *counts, f"{row.site.files}", f"{row.site.size / MB:.1f}", row.load)))
    return row


def _previewed(builds: MeasuredBuilds, editor: edits.Editor) -> None:
    """Save some edits while a preview runs, each in another meeting, and show what they took until they were served."""
    with preview(builds.arguments()) as (running, watch):
        saves = []
        for number in range(SAVES):
            path = editor.next_meeting()
            marker = f"Lần lưu thứ {number + 1} của phép đo."
            text = f"{path.read_text(encoding='utf-8').rstrip()} {marker}\n"
            saves.append(running.save(path, f"hop/{path.stem}/", text, marker))
    wall, cpu = median(save.wall for save in saves), median(save.cpu for save in saves)
    made = (None, None, None, workspace.site(builds.build / "site"))
    _shown(BuildMeasurement("preview, save to served", wall, cpu, watch.peak, *made, workspace.load()))
    worst = max(saves, key=lambda save: save.wall)
    click.echo(f"  it served after {running.start:.2f} s; first save {saves[0].wall:.2f} s, slowest {worst.wall:.2f} s")
