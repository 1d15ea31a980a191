"""The searches that ours is measured against, made from the pages of the site that was built from the same records."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from bench import measure, workspace
from bench.search import material

_LOCK = "requirements-bench.lock"


class MissingError(Exception):
    """A search that cannot be had here; the message says why."""


class BuiltIndex(NamedTuple):
    """A search made ready: its name and version, what that took, and its files."""

    name: str
    taken: measure.Taken
    files: int
    size: int


def pagefind(root: Path, site: Path, target: Path) -> BuiltIndex:
    """Index the meetings' pages with Pagefind, which is installed first where it is not there. Raises `MissingError`."""
    program = install(root, root / "build" / "cache" / "bench")
    command = [os.fspath(program), "--site", os.fspath(site), "--glob", "hop/*/index.html", "--root-selector", "main"]
    taken = measure.run([*command, "--output-path", os.fspath(target)])
    if taken.status:
        raise MissingError(f"Pagefind failed: {taken.output[-500:]}")
    said = subprocess.run([os.fspath(program), "--version"], capture_output=True, text=True, check=False).stdout
    files = [path for path in target.rglob("*") if path.is_file()]
    return BuiltIndex(
        " ".join(said.split()).capitalize(), taken, len(files), sum(path.stat().st_size for path in files)
    )


def install(root: Path, folder: Path) -> Path:
    """The program of Pagefind, in a folder of its own: the builder does not need it. Raises `MissingError`."""
    lock = root / "scripts" / _LOCK
    stamp = folder / "installed"
    program = folder / "pagefind_bin" / ("pagefind.exe" if os.name == "nt" else "pagefind")
    if not (program.exists() and stamp.exists() and stamp.read_bytes() == lock.read_bytes()):
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--require-hashes"]
        done = subprocess.run(
            [*pip, "--no-deps", "--upgrade", "--target", os.fspath(folder), "-r", os.fspath(lock)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode or not program.exists():
            raise MissingError(f"Pagefind could not be installed: {(done.stderr or done.stdout).strip()[-500:]}")
        stamp.write_bytes(lock.read_bytes())
    return program


def materials(site: Path, target: Path) -> BuiltIndex:
    """Index the meetings' pages with the search of Material for MkDocs. Raises `MissingError`."""
    taken = workspace.run_module("bench.search.material", os.fspath(site), os.fspath(target))
    index = target / material.INDEX
    if taken.status or not index.exists():
        raise MissingError(f"Material failed: {taken.output[-500:]}")
    return BuiltIndex(f"Material {version('mkdocs-material')}", taken, 1, index.stat().st_size)
