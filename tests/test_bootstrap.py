"""From a fresh machine to a running builder: what is installed when, and what a broken installation leaves."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from giaoban import bootstrap

Start = Callable[[str], list[list[str]]]


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Start:
    """Start a command in an empty project; returns the commands that installing it took."""
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    locks = {"build": tmp_path / "build.lock", "test": tmp_path / "test.lock"}
    monkeypatch.setattr(bootstrap, "LOCKS", locks)
    for lock in locks.values():
        lock.write_text("one==1\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    taken: list[list[str]] = []

    def must(command: list[str], _otherwise: str) -> None:
        taken.append(command)
        if command[1:3] == ["-m", "venv"]:
            python = tmp_path / ".venv" / "bin" / "python"
            python.parent.mkdir(parents=True)
            python.touch()

    monkeypatch.setattr(bootstrap, "_run_or_exit", must)
    monkeypatch.setattr(bootstrap, "_works", lambda _python: True)
    monkeypatch.setattr(os, "execv", lambda _program, _arguments: None)

    def run(needs: str) -> list[list[str]]:
        taken.clear()
        bootstrap.run(needs, [needs])
        return [*taken]

    return run


def test_the_first_run_installs_what_the_lock_says_and_says_so_in_a_line(
    start: Start, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    venv, packages, project = start("build")
    assert venv[-1] == str(tmp_path / ".venv")
    # Nothing of a package runs while it is installed: archives of sources are not taken.
    assert packages[packages.index("--only-binary") + 1] == ":all:"
    assert {"--require-hashes", "--no-deps", str(tmp_path / "build.lock")} <= set(packages)
    assert {"--no-deps", "--no-build-isolation", "--editable"} <= set(project)
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 1
    assert "build.lock" in said[0]
    assert start("build") == []
    assert capsys.readouterr().out == ""


def test_the_tests_bring_all_that_a_build_needs(start: Start) -> None:
    assert len(start("build")) == 3
    assert len(start("test")) == 2
    assert start("build") == []
    assert start("test") == []


@pytest.mark.parametrize("name", ["build.lock", "pyproject.toml"])
def test_what_changes_is_installed_anew(start: Start, tmp_path: Path, name: str) -> None:
    start("build")
    (tmp_path / name).write_text("# changed\n", encoding="utf-8")
    assert len(start("build")) == 2
    assert start("build") == []


def test_a_project_that_moved_is_installed_anew(start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start("build")
    (tmp_path / "moved").mkdir()
    (tmp_path / "pyproject.toml").rename(tmp_path / "moved" / "pyproject.toml")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path / "moved")
    assert len(start("build")) == 2


def test_an_installation_cut_short_is_not_taken_for_whole(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start("build")
    whole = (tmp_path / "build.lock").read_text(encoding="utf-8")
    (tmp_path / "build.lock").write_text("one==2\n", encoding="utf-8")

    def cut(_command: list[str], _otherwise: str) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(bootstrap, "_run_or_exit", cut)
        with pytest.raises(SystemExit, match="Đã dừng"):
            start("build")
    (tmp_path / "build.lock").write_text(whole, encoding="utf-8")
    assert len(start("build")) == 2


def test_a_command_that_fails_is_explained(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="thử lại"):
        bootstrap._run_or_exit(["sh", "-c", "echo no such package; exit 1"], "thử lại")
    assert "no such package" in capfd.readouterr().err


def test_an_old_python_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 10, 4))
    with pytest.raises(SystemExit, match=r"Python 3\.11"):
        bootstrap.run("build", ["build"])
