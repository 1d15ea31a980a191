"""The benchmark of the build: a synthetic archive, built cold, unchanged, and after an edit.

Its words are those of the archive's own records, and stay so: its figures can be compared with those of earlier versions. The
benchmark of search takes more words (``wide``), which makes other records of the same seed.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

import click

from giaoban.bench import measure, synthetic
from giaoban.publish.parallel import cores

_AGAIN = 3
_MB = 1e6


class Row(NamedTuple):
    """One line of the table; medians where there were several runs."""

    name: str
    wall: float
    cpu: float
    memory: float
    read: int
    drawn: int
    pages: int
    site_files: int
    site_bytes: int


def run(root: Path, records: int, seed: int, keep: Path | None) -> None:
    """Make the archive in a new folder (``keep``, or one that is gone afterwards), measure, and print a table."""
    with folder(keep) as place:
        _run(root, records, seed, place)


@contextlib.contextmanager
def folder(keep: Path | None) -> Iterator[Path]:
    """A folder for an archive and what is built of it: ``keep``, which must be new, or one that is gone afterwards."""
    if keep is None:
        with tempfile.TemporaryDirectory(prefix="giaoban-bench-") as place:
            yield Path(place)
        return
    for part in ("content", "build"):
        if (keep / part).exists():
            message = f"{keep / part} is there already; choose a new folder"
            raise click.ClickException(message)
    keep.mkdir(parents=True, exist_ok=True)
    yield keep.resolve()


def make(root: Path, records: int, seed: int, content: Path, *, wide: bool = False) -> None:
    """Make the archive, and say how large it is and on what machine it is measured."""
    began = time.perf_counter()
    synthetic.write(root, content, records, seed, wide=wide)
    files = sum(len(names) for _, _, names in os.walk(content))
    click.echo(f"{records} meetings, seed {seed}: {files} files made in {time.perf_counter() - began:.1f} s")
    python = f"{platform.python_implementation()} {platform.python_version()}"
    click.echo(f"{cores()} cores, {platform.system()} {platform.machine()}, {python}{load()}\n")


def load() -> str:
    """How busy the machine is: where it does other work, wall seconds say little and processor seconds somewhat too much."""
    return f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""


def _run(root: Path, records: int, seed: int, place: Path) -> None:
    make(root, records, seed, place / "content")
    bench = Bench(place)
    click.echo(_line(("", "wall s", "CPU s", "peak MB", "read", "drawn", "pages", "site files", "site MB")))
    meetings = bench.meetings()
    for name, edit, times in (
        ("cold", None, 1),
        ("no change", None, _AGAIN),
        ("first edit after cold", lambda: edit_meeting(next(meetings)), 1),
        ("one edited meeting", lambda: edit_meeting(next(meetings)), _AGAIN),
        ("no change, again", None, _AGAIN),
        ("one leader's name", lambda: edit_leader(bench.leader), _AGAIN),
    ):
        row = bench.measure(name, edit, times)
        numbers = (
            f"{row.wall:.2f}", f"{row.cpu:.2f}", f"{row.memory / _MB:.0f}", f"{row.read}", f"{row.drawn}",
            f"{row.pages}", f"{row.site_files}", f"{row.site_bytes / _MB:.1f}",
        )  # fmt: skip
        click.echo(_line((row.name, *numbers)))
    click.echo(f"\nMedians of {_AGAIN} runs, but of one run for the cold build and the first edit after it.")


class Bench:
    """The archive in one folder, built over and over."""

    def __init__(self, place: Path, child: Sequence[str] = ("giaoban.bench.child",)) -> None:
        """``child``: the module that builds, and what it is told after where to report."""
        self.content, self.build, self._report = place / "content", place / "build", place / "report.json"
        self._child = child

    def meetings(self) -> Iterator[Path]:
        """Meetings to edit, in the middle of the archive's years, each one once."""
        found = sorted((self.content / "briefings").glob("*/*.md"))
        yield from found[len(found) // 2 :]
        yield from found[: len(found) // 2]

    @property
    def leader(self) -> Path:
        """A leader who is neither the most nor the least often named."""
        found = sorted((self.content / "leaders").glob("*.yml"))
        return found[len(found) // 2]

    def measure(self, name: str, edit: Callable[[], None] | None, times: int) -> Row:
        """Build some times, each time after ``edit``."""
        rows = []
        for _ in range(times):
            if edit:
                edit()
            rows.append(self._once(name))
        middle = [median(column) for column in list(zip(*rows, strict=True))[1:4]]
        return Row(name, *middle, *rows[-1][4:])

    def _once(self, name: str) -> Row:
        self._report.unlink(missing_ok=True)
        arguments = ["build", "--content", os.fspath(self.content), "--build", os.fspath(self.build)]
        taken = package(self._child[0], os.fspath(self._report), *self._child[1:], *arguments)
        counts = json.loads(self._report.read_text(encoding="utf-8")) if self._report.exists() else {}
        if taken.status or not counts.get("published"):
            message = f"the build “{name}” failed:\n{taken.output[-3000:]}"
            raise click.ClickException(message)
        sizes = [entry.stat().st_size for entry in _walk(self.build / "site")]
        here = (counts["read"], counts["drawn"], counts["pages"], len(sizes), sum(sizes))
        return Row(name, taken.wall, taken.cpu, taken.memory, *here)


def package(module: str, *arguments: str) -> measure.Taken:
    """Run a module of this package in a process of its own."""
    # The package may stand in a folder that only this process was told of.
    path = os.fspath(Path(__file__).resolve().parents[2])
    return measure.run([sys.executable, "-m", module, *arguments], {**os.environ, "PYTHONPATH": path})


def _walk(folder: Path) -> Iterator[os.DirEntry[str]]:
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path))
        else:
            yield entry


def edit_meeting(path: Path) -> None:
    """Add a sentence to the summary, and change one task."""
    text = path.read_text(encoding="utf-8")
    head, _, tasks = text.partition("tasks:\n")
    before, mark, after = tasks.partition('    text: "')
    changed = f"{head}tasks:\n{before}{mark}Trước hết, {after}" if mark else text
    path.write_text(f"{changed.rstrip()} Hội nghị thống nhất cao với báo cáo.\n", encoding="utf-8")


def edit_leader(path: Path) -> None:
    """Give a leader one more syllable."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    name = next(i for i, line in enumerate(lines) if line.startswith("name: "))
    lines[name] = f'{lines[name].rstrip().removesuffix(chr(34))} An"\n'
    path.write_text("".join(lines), encoding="utf-8")


def _line(cells: Sequence[str]) -> str:
    return f"{cells[0]:<22}" + "".join(f"{cell:>11}" for cell in cells[1:])
