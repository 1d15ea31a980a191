"""The benchmarks' command line, and their place beside the package they measure."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from click.testing import CliRunner

from bench.commands import main

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["build", "--records", "0"], "--records"),
        (["build", "--sizes", "1000;3000"], "1000;3000"),
        (["build", "--sizes", "0,5"], "0,5"),
        (["build", "--sizes", "5", "--beside", "hugo"], "--beside"),
        (["build", "--beside", "jekyll"], "jekyll"),
        (["frobnicate"], "frobnicate"),
    ],
)
def test_a_wrong_word_names_itself(arguments: list[str], words: str) -> None:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert words in result.output


def test_they_start_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench", "build", "--help"],
        env={**os.environ, "PYTHONPATH": str(SCRIPTS)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "--beside" in done.stdout


def imports(path: Path) -> Iterator[str]:
    """The modules that a file imports, also within a function, by their full names."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_the_package_does_not_know_them() -> None:
    knowing = [
        path.name
        for path in (SCRIPTS / "giaoban").rglob("*.py")
        if {"bench"} & {i.split(".")[0] for i in imports(path)}
    ]
    assert knowing == []


def test_they_import_in_one_direction() -> None:
    modules = {
        ".".join(path.relative_to(SCRIPTS).with_suffix("").parts).removesuffix(".__init__"): path
        for path in (SCRIPTS / "bench").rglob("*.py")
    }
    graph = {name: {other for other in imports(path) if other in modules} for name, path in modules.items()}
    list(TopologicalSorter(graph).static_order())
