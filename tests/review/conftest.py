"""A tiny archive in a repository of its own, and the command line in this process."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from giaoban.cli import main

Run = Callable[..., Result]
Git = Callable[..., str]


@pytest.fixture
def run() -> Run:
    """Run ``giaoban``."""
    return lambda *arguments: CliRunner().invoke(main, [str(a) for a in arguments])


@pytest.fixture
def git(content: Path) -> Git:
    """Run git beside the tiny archive, which is committed in a repository of its own."""

    def call(*arguments: str) -> str:
        who = ("-c", "user.name=Thử", "-c", "user.email=thu@example.org")
        done = subprocess.run(["git", *who, *arguments], cwd=content, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    call("init", "-qb", "main", ".")
    call("add", "-A")
    call("commit", "-qm", "Đầu tiên")
    return call
