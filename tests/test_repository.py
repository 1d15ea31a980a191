"""The repository itself: locks, workflows, the scripts' thinness, and what no file may hold."""

from __future__ import annotations

import ast
import json
import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement

from giaoban.review import command

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ["requirements.lock", "requirements-test.lock"]
# What only one thing needs, in a place of its own.
APART = ["requirements-bench.lock", "requirements-s3.lock", "requirements-audit.lock", "requirements-fuzz.lock"]
_NOT_OURS = {".git", ".venv", "__pycache__", ".pytest_cache", ".hypothesis", ".ruff_cache"}


def lock(name: str) -> dict[str, tuple[set[str], int]]:
    """Requirement (with its marker) to the versions pinned and how many hashes there are."""
    found: dict[str, tuple[set[str], int]] = {}
    text = (ROOT / "scripts" / name).read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if not line.startswith("#"):
            match = re.fullmatch(
                r"([a-z0-9][a-z0-9-]*)==(\S+)((?: ; [^#]*?)?)((?:\s+--hash=sha256:[0-9a-f]{64})+)\s*", line
            )
            assert match, line
            versions, hashes = found.get(match[1], (set(), 0))
            found[match[1]] = (versions | {match[2]}, hashes + match[4].count("--hash"))
            if match[3]:
                Marker(match[3].removeprefix(" ; "))
    return found


@pytest.mark.parametrize("name", [*LOCKS, *APART])
def test_a_lock_pins_everything_with_hashes_and_names_no_address(name: str) -> None:
    text = (ROOT / "scripts" / name).read_text(encoding="utf-8")
    assert all(hashes for _, hashes in lock(name).values())
    assert not re.search(r"://|index|find-links|@ ", text)


@pytest.mark.parametrize("name", [*LOCKS, *APART])
def test_it_is_said_how_a_lock_is_renewed(name: str) -> None:
    assert f"-o scripts/{name}" in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_the_tests_lock_holds_the_builders() -> None:
    built, tested = lock(LOCKS[0]), lock(LOCKS[1])
    assert {name: versions for name, (versions, _) in built.items()} == {
        name: versions for name, (versions, _) in tested.items() if name in built
    }


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_satisfies_the_project(name: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + (project["optional-dependencies"]["test"] if name == LOCKS[1] else [])
    pinned = lock(name)
    for requirement in map(Requirement, wanted):
        versions = pinned[requirement.name.lower()][0]
        assert all(requirement.specifier.contains(version) for version in versions), requirement


def test_no_lock_holds_an_address() -> None:
    locks = [*(ROOT / "scripts").glob("*.lock"), ROOT / "tests" / "tools" / "package-lock.json"]
    assert len(locks) == len(LOCKS) + len(APART) + 1
    assert not [
        (path.name, line) for path in locks for line in path.read_text(encoding="utf-8").splitlines() if "://" in line
    ]


def test_the_lock_of_the_tools_pins_everything_with_hashes() -> None:
    tools = ROOT / "tests" / "tools"
    packages = json.loads((tools / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    wanted = json.loads((tools / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert packages.pop("")["devDependencies"] == wanted
    assert all(package["integrity"].startswith("sha512-") for package in packages.values())
    assert all(f"node_modules/{name}" in packages for name in wanted)


@pytest.mark.parametrize("name", ["build.py", "test.py", "bench.py", "review.py", "audit.py"])
def test_the_scripts_hold_no_logic(name: str) -> None:
    text = (ROOT / "scripts" / name).read_text(encoding="utf-8")
    assert text.startswith("#!/usr/bin/env python3\n")
    body = ast.parse(text).body
    assert all(isinstance(node, ast.Expr | ast.Import | ast.ImportFrom) for node in body)
    assert len(text.splitlines()) <= 12
    assert ast.unparse(body[-1]).startswith("run(")


def test_the_committed_schemas_are_what_the_models_say() -> None:
    """``giaoban schemas`` writes them anew; keys are named in ``records/wording.py``."""
    committed = {path.name: path.read_bytes() for path in (ROOT / "schemas").iterdir()}
    assert committed == dict(command.schemas())


def test_ci_runs_the_tests() -> None:
    path = ROOT / ".ci" / "run"
    assert os.access(path, os.X_OK)
    assert path.read_text(encoding="utf-8").rstrip().endswith("exec python3 scripts/test.py")


def ours() -> Iterator[Path]:
    """Every file of the repository that a person wrote."""
    for folder, names, files in os.walk(ROOT):
        # What is built stands beside packages of ours; those that are called so stand deeper.
        not_ours = {*_NOT_OURS, "build"} if Path(folder) == ROOT else _NOT_OURS
        names[:] = sorted(n for n in names if n not in not_ours and not n.endswith(".egg-info"))
        # In a work tree of git, .git is a file.
        yield from (Path(folder, name) for name in sorted(files) if name not in _NOT_OURS)


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    place = re.compile(r"(?<![\w.:/])/(?:home|root|work|Users|mnt|opt|srv)/[\w.-]+|[A-Z]:\\Users\\")
    found = []
    for path in ours():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in place.finditer(text)]
    assert not found


def test_licences() -> None:
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")
    assert "CC BY 4.0" in (ROOT / "LICENSE-CONTENT.md").read_text(encoding="utf-8")


def test_forms_for_issues_ask_for_something_each_under_a_name_of_its_own() -> None:
    for path in sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml")):
        form = yaml.safe_load(path.read_text(encoding="utf-8"))
        if path.name == "config.yml":
            assert form["blank_issues_enabled"] is True, "pages of the archive open issues without a form"
            continue
        assert form["name"]
        assert form["description"]
        ids = [field["id"] for field in form["body"] if field["type"] != "markdown"]
        assert len(ids) == len(set(ids)) > 0, path.name
        assert all(field["attributes"]["label"] for field in form["body"]), path.name
