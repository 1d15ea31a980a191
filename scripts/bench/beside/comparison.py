"""Our builder beside others on the same records in the same run: one table, cold and after one edited meeting."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import click

from bench import measure, workspace
from bench.building.builds import BuildMeasurement
from bench.building.edits import Editor
from bench.tables import MB, line

_HEAD = ("", "wall s", "CPU s", "script", "peak MB", "pages", "files", "MB", "load")
_INSTALL = "it is not installed here (Debian has it as the package “hugo”)"


class MissingError(Exception):
    """A program that cannot be had here, or that failed; the message says why."""


class Program(NamedTuple):
    """Another program. ``script``: the module that writes its input; ``command`` makes ``site`` of it, in the same folder."""

    name: str
    script: str
    command: list[str]
    site: str


def run(place: Path, names: Sequence[str], editor: Editor, ours: Sequence[BuildMeasurement]) -> None:
    """Measure the programs on the archive in ``place``, and print them in one table with ``ours``: cold and after one edit."""
    cells = [_cells(f"giaoban, {row.name}", row) for row in ours]
    for name in dict.fromkeys(names):
        try:
            program = find(name)
            cells += [_cells(row.name, row, script) for row, script in _rows(program, place, editor)]
        except MissingError as reason:
            click.echo(f"\nWithout {name}: {reason}.")
    click.echo("\n" + line(_HEAD, 44))
    for row in cells:
        click.echo(line(row, 44))
    click.echo(
        "\nscript: CPU seconds, of those in the column before, that preparing their input takes; pages: HTML files. Ours have\n"
        "search, and more besides; what the others leave out is said in bench/beside/hugo.py and mkdocs.py."
    )


def find(name: str) -> Program:
    """A program by its name on the command line. Raises `MissingError`."""
    if name == "mkdocs":
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
        return Program(f"MkDocs {version('mkdocs')}, Material", "bench.beside.mkdocs", command, "site")
    found = shutil.which("hugo")
    if not found:
        raise MissingError(_INSTALL)
    said = subprocess.run([found, "version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r"v(\d[\d.]*)", said)
    return Program(f"Hugo {number[1] if number else ''}", "bench.beside.hugo", [found, "--quiet"], "public")


def _rows(program: Program, place: Path, editor: Editor) -> Iterator[tuple[BuildMeasurement, float]]:
    """What a program took cold, and after one edited meeting, each with the CPU seconds of its script."""
    folder = place / program.script.rpartition(".")[2]
    for what in ("cold", "one edited meeting"):
        if what != "cold":
            editor.meeting()
        script = workspace.run_module(program.script, os.fspath(place / "content"), os.fspath(folder))
        made = script if script.status else measure.run(program.command, workspace.environment(), folder)
        if made.status:
            raise MissingError(f"it failed: {made.output[-1500:]}")
        wall, cpu, memory = script.wall + made.wall, script.cpu + made.cpu, max(script.memory, made.memory)
        counts = (None, None, None, workspace.site(folder / program.site))
        yield BuildMeasurement(f"{program.name}, {what}", wall, cpu, memory, *counts, workspace.load()), script.cpu


def _cells(name: str, row: BuildMeasurement, script: float | None = None) -> tuple[str, ...]:
    taken = (f"{row.wall:.1f}", f"{row.cpu:.1f}", "" if script is None else f"{script:.1f}", f"{row.memory / MB:.0f}")
    return (name, *taken, f"{row.site.pages}", f"{row.site.files}", f"{row.site.size / MB:.1f}", row.load)
