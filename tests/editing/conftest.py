"""A copy of the real archive, in git, that a command may edit."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from repositories import git

from giaoban.cli import main

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """The content folder of a repository with one commit."""
    content = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
    shutil.copy(ROOT / ".gitattributes", tmp_path)
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "x")
    return content


@pytest.fixture
def run(archive: Path) -> Callable[..., Result]:
    """Run a command on the copy."""

    def called(*arguments: str, given: str = "") -> Result:
        result = CliRunner().invoke(main, [*arguments, "--content", str(archive)], input=given)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return called
