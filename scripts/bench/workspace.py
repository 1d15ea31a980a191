"""Where a benchmark works: a folder for the synthetic archive and what is built of it, and the machine it runs on."""

from __future__ import annotations

import contextlib
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import click

from bench import measure, synthetic

_SCRIPTS = Path(__file__).resolve().parents[1]


@contextlib.contextmanager
def folder(keep: Path | None) -> Iterator[Path]:
    """A folder for an archive and what is built of it: ``keep``, which must be new, or one that is gone afterwards."""
    if keep is None:
        with tempfile.TemporaryDirectory(prefix="giaoban-bench-") as place:
            yield Path(place)
        return
    for part in ("content", "build"):
        if (keep / part).exists():
            raise click.ClickException(f"{keep / part} is there already; choose a new folder")
    keep.mkdir(parents=True, exist_ok=True)
    yield keep.resolve()


def make(root: Path, records: int, seed: int, content: Path, *, wide: bool = False) -> None:
    """Make the archive, and print how large it is."""
    began = time.perf_counter()
    synthetic.write(root, content, records, seed, wide=wide)
    files = sum(len(names) for _, _, names in os.walk(content))
    click.echo(f"{records} meetings, seed {seed}: {files} files made in {time.perf_counter() - began:.1f} s")


def describe_machine() -> None:
    """Print on what machine this runs."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    click.echo(f"{cores()} cores, {platform.system()} {platform.machine()}, {python}, load {load()}\n")


def cores() -> int:
    """How many processes may run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def load() -> str:
    """How busy the machine was in the last minute, this benchmark included; a dash where the system does not say.

    Where a machine does other work, wall seconds say little and processor seconds somewhat too much.
    """
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "–"


def environment() -> dict[str, str]:
    """The environment in which a child process finds the builder and the benchmarks."""
    # Where nothing compiled may be kept, every start would compile the whole program, as no editor's does.
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**inherited, "PYTHONPATH": os.fspath(_SCRIPTS)}


def run_module(module: str, *arguments: str) -> measure.Taken:
    """Run a module of the project in a process of its own, and measure it."""
    return measure.run([sys.executable, "-m", module, *arguments], environment())


class Site(NamedTuple):
    """How much a site is: HTML files, all files and their bytes."""

    pages: int
    files: int
    size: int


def site(folder: Path) -> Site:
    """How much is below a folder."""
    found = Site(0, 0, 0)
    for entry in os.scandir(folder):
        more = (
            site(Path(entry.path))
            if entry.is_dir(follow_symlinks=False)
            else Site(entry.name.endswith(".html"), 1, entry.stat().st_size)
        )
        found = Site(*map(sum, zip(found, more, strict=True)))
    return found
