"""Building one synthetic archive over and over, and what each build took."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

import click

from bench import workspace


class BuildMeasurement(NamedTuple):
    """What a build took and made. ``read``, ``made`` and ``outputs`` are counts of the builder, None where it gives none."""

    name: str
    wall: float
    cpu: float
    memory: float
    read: int | None
    made: int | None
    outputs: int | None
    site: workspace.Site
    load: str


class MeasuredBuilds:
    """The builds of the archive in one folder."""

    def __init__(self, place: Path, more: Sequence[str] = ()) -> None:
        """``more``: arguments of `bench.child` beside where to report."""
        self.content, self.build, self._report = place / "content", place / "build", place / "report.json"
        self._more = more

    def measure(self, name: str, before: Callable[[], object] | None = None, times: int = 1) -> BuildMeasurement:
        """Build some times, each time after ``before``; seconds and bytes are medians, counts those of the last."""
        rows = []
        for _ in range(times):
            if before:
                before()
            rows.append(self._once(name))
        wall, cpu, memory = (median(column) for column in list(zip(*rows, strict=True))[1:4])
        return rows[-1]._replace(wall=wall, cpu=cpu, memory=memory)

    def check_out_afresh(self) -> None:
        """Leave what CI finds: every record in a new file, and of what was built only the cache, its files new too."""
        for folder in (self.content, self.build / "cache"):
            before = folder.with_name(f"{folder.name}-before")
            folder.rename(before)
            shutil.copytree(before, folder, copy_function=shutil.copyfile)
            shutil.rmtree(before)
        for path in self.build.iterdir():
            if path.is_dir() and path.name != "cache":
                shutil.rmtree(path)
            elif path.is_file():
                path.unlink()

    def arguments(self) -> list[str]:
        """The command line that builds the archive, after the name of the program."""
        return ["build", "--content", os.fspath(self.content), "--build", os.fspath(self.build)]

    def _once(self, name: str) -> BuildMeasurement:
        self._report.unlink(missing_ok=True)
        report = ["--report", os.fspath(self._report), *self._more]
        taken = workspace.run_module("bench.child", *report, *self.arguments())
        counts = json.loads(self._report.read_text(encoding="utf-8")) if self._report.exists() else {}
        if taken.status or not counts.get("published"):
            raise click.ClickException(f"the build “{name}” failed:\n{taken.output[-3000:]}")
        made = (counts["read"], counts["made"], counts["outputs"], workspace.site(self.build / "site"))
        return BuildMeasurement(name, taken.wall, taken.cpu, taken.memory, *made, workspace.load())
