"""Repositories of git that tests make for themselves, whatever a person's own settings say."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def git(folder: Path, *arguments: str, when: str = "2026-01-01T00:00:00Z") -> None:
    """Run git in a folder, as somebody, at some time."""
    person = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", *arguments], cwd=folder, env={**os.environ, **person, **dates, **alone}, check=True)


def commit(folder: Path, when: str) -> None:
    """Commit what is in the folder ``content``, also when nothing has changed."""
    git(folder, "add", "content")
    git(folder, "commit", "-q", "--allow-empty", "-m", "x", when=when)
