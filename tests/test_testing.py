"""Finding a browser, installing one, and the order and outcome of the steps of a test run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from giaoban.inspection import measures
from giaoban.inspection.measures import SiteMeasures
from testing import changes, runner, tools

# A project without tools on Node.
NOWHERE = Path("nowhere")


def program(path: Path, script: str = "exit 0") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_the_browser_that_is_named_wins(tmp_path: Path) -> None:
    named, found = program(tmp_path / "mine" / "browser"), program(tmp_path / "bin" / "chromium")
    path = str(tmp_path / "bin")
    assert tools.find_browser({"CHROMIUM": str(named), "PATH": path}) == str(named)
    assert tools.find_browser({"CHROMIUM": "", "PATH": path}) == str(found)
    assert tools.find_browser({"CHROMIUM": str(tmp_path / "gone"), "PATH": path}) is None


@pytest.mark.parametrize("name", tools.BROWSERS)
def test_a_browser_is_found_by_any_of_its_names(tmp_path: Path, name: str) -> None:
    assert tools.find_browser({"PATH": str(tmp_path)}) is None
    assert tools.find_browser({"PATH": str(program(tmp_path / name).parent)}) == str(tmp_path / name)


class Steps:
    """Stands in for running commands: remembers them, and fails those that hold a given word."""

    def __init__(self, failing: dict[str, int]) -> None:
        self.failing = failing
        self.commands: list[list[str]] = []
        self.whole: list[list[str]] = []
        self.environment: dict[str, str] = {}

    def __call__(self, command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        self.commands.append(command[2:])
        self.whole.append(command)
        self.environment = options.get("env") or self.environment
        code = next((code for word, code in self.failing.items() if word in command), 0)
        return subprocess.CompletedProcess(command, code, "what was wrong\n" if code else "", "")


def names(steps: Steps) -> list[Any]:
    """What was run: programs that run side by side in one list, in the order of their names."""
    found: list[Any] = []
    for command in steps.commands:
        if command[0] == "pytest":
            found.append("pytest")
        elif found and isinstance(found[-1], list):
            found[-1] = sorted([*found[-1], command[0]])
        else:
            found.append([command[0]])
    return found


@pytest.fixture
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    path = str(program(tmp_path / "chromium"))
    monkeypatch.setenv("CHROMIUM", path)
    return path


def test_pytest_runs_when_all_else_has_run(
    browser: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    steps = Steps({})
    monkeypatch.setattr(runner.subprocess, "run", steps)
    assert runner.run(NOWHERE, []) == 0
    assert names(steps) == [["mypy", "ruff", "ruff"], "pytest"]
    assert steps.commands[-1][1] == "-n"
    assert steps.environment["CHROMIUM"] == browser
    assert len(capfd.readouterr().out.splitlines()) == 5


def test_biome_and_typescript_look_at_the_javascript_where_they_are(
    browser: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    steps = Steps({})
    monkeypatch.setattr(runner.subprocess, "run", steps)
    monkeypatch.setattr(runner, "tools", lambda root: root / "node")
    assert runner.run(tmp_path, []) == 0
    assert {"biome", "tsc"} <= {Path(step[0]).name for step in steps.whole[:-1]}
    made = tmp_path / "build" / "javascript"
    assert {path.relative_to(made).as_posix() for path in made.rglob("*.js")} == {"find.js", "search/constants.js"}


def test_arguments_go_to_pytest_alone(browser: str, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = Steps({})
    monkeypatch.setattr(runner.subprocess, "run", steps)
    assert runner.run(NOWHERE, ["-k", "dates"]) == 0
    assert steps.commands[-1] == ["pytest", "-k", "dates"]
    assert "-k" not in steps.commands[0]


@pytest.mark.parametrize(
    ("failing", "code"),
    [({"check": 1}, 1), ({"format": 1}, 1), ({"mypy": 1}, 1), ({"pytest": 5}, 5), ({"check": 1, "pytest": 2}, 2)],
)
def test_any_step_that_fails_fails_the_run(
    browser: str,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    failing: dict[str, int],
    code: int,
) -> None:
    steps = Steps(failing)
    monkeypatch.setattr(runner.subprocess, "run", steps)
    assert runner.run(NOWHERE, []) == code
    assert steps.commands[-1][0] == "pytest"
    assert ("what was wrong" in capfd.readouterr().out) == (failing.keys() != {"pytest"})


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which no browser can be found; returns the one folder of its path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(folder))
    return folder


def test_without_rights_it_says_which_package(
    bare: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    program(bare / "apt-get", "exit 99")
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    assert runner.run(NOWHERE, []) != 0
    said = capfd.readouterr().err
    assert "gói “chromium”" in said
    assert "CHROMIUM=" in said


def test_a_named_browser_that_is_gone_is_not_replaced(
    bare: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHROMIUM", str(bare / "gone"))
    assert runner.run(NOWHERE, []) != 0
    assert str(bare / "gone") in capfd.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="apt-get")
def test_as_root_it_installs(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = bare / "log"
    install = f'echo "$@" >> "{log}"; case "$*" in install*) cd "{bare}"; : > chromium; /bin/chmod 755 chromium;; esac'
    program(bare / "apt-get", install)
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    assert tools.install_browser() == str(bare / "chromium")
    update, wanted = log.read_text(encoding="utf-8").splitlines()
    assert update == "update"
    assert wanted.startswith("install -y --no-install-recommends chromium")


def test_what_apt_says_is_shown_when_it_fails(
    bare: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    program(bare / "apt-get", "echo no network >&2; exit 100")
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    assert runner.run(NOWHERE, []) != 0
    assert "no network" in capfd.readouterr().err


@pytest.fixture
def project(bare: Path, tmp_path: Path) -> Path:
    """A project with tools to install, on a bare machine."""
    folder = tmp_path / "project" / "tests" / "tools"
    folder.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        (folder / name).write_text("{}", encoding="utf-8")
    return tmp_path / "project"


@pytest.mark.skipif(sys.platform == "win32", reason="programs are shell scripts")
def test_the_tools_are_installed_once_and_anew_when_the_lock_changes(bare: Path, project: Path) -> None:
    program(bare / "node", "echo v20.1.0")
    program(bare / "npm", f'echo "$@" >> "{bare}/log"')
    tools.install_tools(project)
    tools.install_tools(project)
    assert tools.tools(project) == project / ".venv" / "node"
    assert len((bare / "log").read_text(encoding="utf-8").splitlines()) == 1
    (project / "tests" / "tools" / "package-lock.json").write_text("{ }", encoding="utf-8")
    assert tools.tools(project) is None
    tools.install_tools(project)
    assert tools.tools(project)


@pytest.mark.skipif(sys.platform == "win32", reason="programs are shell scripts")
@pytest.mark.parametrize(
    ("node", "npm"), [("echo v18.18.0", "exit 0"), ("exit 1", "exit 0"), ("echo v22.0.0", "exit 1")]
)
def test_tools_that_cannot_be_had_are_said_to_be_left_out(
    bare: Path,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    node: str,
    npm: str,
) -> None:
    program(bare / "node", node)
    program(bare / "npm", npm)
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    tools.install_tools(project)
    assert tools.tools(project) is None
    assert "bỏ qua Biome, TypeScript, html-validate và Lighthouse" in capfd.readouterr().err


def test_a_whole_run_has_every_file_of_tests() -> None:
    collect = [sys.executable, "-m", "pytest", "--collect-only", "-p", "no:cacheprovider"]
    found = subprocess.run(collect, cwd=ROOT, capture_output=True, encoding="utf-8", check=True).stdout
    run = {line.partition(":")[0] for line in found.splitlines() if line.startswith("tests/")}
    assert run == {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py")}


def git(folder: Path, *arguments: str) -> str:
    who = {f"GIT_{role}_{what}": f"{what}@example" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    command = ["git", *arguments]
    done = subprocess.run(command, cwd=folder, env={**os.environ, **who, **settings}, check=True, capture_output=True)
    return done.stdout.decode().strip()


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """A project in git, with one commit."""
    for file in ("content/briefings/2024/a.md", "content/urls.txt", "content/pages/gioi-thieu.md", "scripts/x.py"):
        path = tmp_path / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("1\n", encoding="utf-8")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "mot")
    return tmp_path


@pytest.mark.skipif(shutil.which("git") is None, reason="no git")
@pytest.mark.parametrize(
    ("edited", "is_short"),
    [
        (["content/briefings/2024/a.md"], True),
        (["content/briefings/2024/b.md", "content/urls.txt", "content/topics.yml"], True),
        ([], True),
        (["content/briefings/2024/a.md", "scripts/x.py"], False),
        (["content/pages/gioi-thieu.md"], False),
        (["mkdocs.yml"], False),
    ],
)
@pytest.mark.parametrize("is_committed", [True, False])
def test_only_a_change_of_records_takes_the_short_way(
    changed: Path, edited: list[str], is_short: bool, is_committed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = git(changed, "rev-parse", "HEAD")
    for file in edited:
        (changed / file).write_text("2\n", encoding="utf-8")
    if is_committed:
        git(changed, "add", ".")
        git(changed, "commit", "-q", "--allow-empty", "-m", "hai")
    assert changes.only_records(changed, base) == is_short
    kept = changed / "build" / "cache" / "measures.json"
    kept.parent.mkdir(parents=True)
    known = SiteMeasures(base, "2026-01-01", {}, {}, {}, {}, {}, {}, 1, 1.0, 1.0, 1, 1)
    (changed / ".gitignore").write_text("build\n", encoding="utf-8")
    measures.keep(kept, [], known)
    git(changed, "add", ".gitignore")
    assert changes.only_records(changed, changes.PUBLISHED) is False  # .gitignore is no record
    (changed / ".git" / "info" / "exclude").write_text("build\n.gitignore\n", encoding="utf-8")
    git(changed, "rm", "-q", "--cached", ".gitignore")
    assert changes.only_records(changed, changes.PUBLISHED) == is_short


@pytest.mark.parametrize("revision", ["", "khong-co", "-x", changes.PUBLISHED])
def test_where_nobody_knows_what_changed_everything_is_tested(tmp_path: Path, revision: str) -> None:
    assert changes.only_records(tmp_path, revision) is False


@pytest.mark.parametrize("is_short", [True, False])
def test_the_short_way_asks_for_no_browser_and_no_linter(
    is_short: bool, browser: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    steps = Steps({})
    monkeypatch.setattr(runner.subprocess, "run", steps)
    monkeypatch.setattr(changes, "only_records", lambda root, revision: is_short and revision == "abc")
    assert runner.run(NOWHERE, ["--since", "abc"]) == 0
    assert runner.run(NOWHERE, ["--since"]) == 0
    first, looked = steps.commands[0], [["mypy", "ruff", "ruff"], "pytest"]
    if is_short:
        assert first[0] == "pytest"
        assert set(changes.ARCHIVE) <= set(first)
    assert names(steps) == [*(["pytest"] if is_short else looked), *looked]
    assert not set(changes.ARCHIVE) & set(steps.commands[-1])


def test_the_tests_of_the_archive_are_there() -> None:
    root = Path(__file__).resolve().parent.parent
    assert [file for file in changes.ARCHIVE if not (root / file).is_file()] == []
