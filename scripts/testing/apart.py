"""Packages that need other versions than the project's own, each group in a folder of its own, just as its lock file says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


class MissingError(Exception):
    """The packages cannot be had here; the message says why."""


def install(root: Path, name: str) -> Path:
    """The folder of the packages of ``scripts/requirements-<name>.lock``, for ``PYTHONPATH``. Raises `MissingError`."""
    lock, folder = root / "scripts" / f"requirements-{name}.lock", root / ".venv" / name
    stamp = folder / "installed"
    if not (stamp.is_file() and stamp.read_bytes() == lock.read_bytes()):
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "--require-hashes"]
        more = [
            "--no-deps",
            "--only-binary",
            ":all:",
            "--upgrade",
            "--target",
            os.fspath(folder),
            "-r",
            os.fspath(lock),
        ]
        done = subprocess.run([*pip, *more], capture_output=True, encoding="utf-8", errors="replace", check=False)
        if done.returncode:
            message = f"{lock.name} could not be installed: {(done.stderr or done.stdout).strip()[-300:]}"
            raise MissingError(message)
        stamp.write_bytes(lock.read_bytes())
    return folder
