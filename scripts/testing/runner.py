"""Testing the project: finds or installs a browser, lets ruff, mypy, Biome and TypeScript look at the code, then runs pytest."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from giaoban.build.workers import cores
from giaoban.search import constants, joining
from testing import changes
from testing.tools import find_browser, install_browser, install_tools, say, tools

LONG = "--long"
SINCE = "--since"
COVERAGE = "--coverage"

_CODE = ("scripts", "tests")
_MISSING = 2
# The least that is asked for stands in pyproject.toml, under tool.coverage.
_COUNTED = (
    "--cov",
    "--cov-report=",
    "--cov-report=json:build/reports/coverage.json",
    "--cov-report=html:build/reports/coverage",
)
# What the build makes of the JavaScript, for TypeScript to see: tsconfig.json looks for modules there as well.
_MADE = Path("build", "javascript")


def run(root: Path, arguments: list[str]) -> int:
    """Run every check on the project at ``root``; with other ``arguments`` than these, pytest gets them and nothing else.

    `LONG`: many more cases. `COVERAGE`: count the lines and branches that are run, and fail where they are too few.
    `SINCE` and a revision, or `changes.PUBLISHED`: only the tests of the archive where nothing but records has changed since,
    and else everything with coverage, as CI does. Returns the exit code: that of pytest, or else of the first step that failed.
    """
    if arguments[:1] == [SINCE]:
        if changes.only_records(root, arguments[1] if len(arguments) > 1 else ""):
            say("chỉ bản ghi thay đổi: chạy các phép thử của kho")
            return _pytest([*changes.ARCHIVE, "-n", str(cores()), "--dist", "loadfile"], root, dict(os.environ))
        arguments = [COVERAGE]
    browser = find_browser(os.environ) or install_browser()
    if browser is None:
        return _MISSING
    say(f"Trình duyệt: {browser}")
    install_tools(root)
    environment = {**os.environ, "CHROMIUM": browser}
    ruff = [sys.executable, "-m", "ruff"]
    steps = {
        "mypy": [sys.executable, "-m", "mypy"],
        "ruff check": [*ruff, "check", "--output-format", "concise", *_CODE],
        "ruff format --check": [*ruff, "format", "--check", "--output-format", "concise", *_CODE],
        **_javascript(root),
    }
    with ThreadPoolExecutor(cores()) as pool:
        codes = [*pool.map(lambda name: _step(name, steps[name], root), steps)]
    processes = cores()
    # By file: what a file needs (a built site, a browser) is made once, in one process.
    is_whole = arguments in ([], [LONG], [COVERAGE])
    chosen = [*_COUNTED] if arguments == [COVERAGE] else arguments
    if is_whole:
        chosen = [*chosen, "-n", str(processes), "--dist", "loadfile", "-rs"]
    say(f"pytest {' '.join(arguments)}" if arguments else f"pytest, {processes} tiến trình")
    return _pytest(chosen, root, environment) or next((earlier for earlier in codes if earlier), 0)


def _pytest(arguments: list[str], root: Path, environment: dict[str, str]) -> int:
    tests = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(tests, cwd=root, env=environment, check=False).returncode


def _javascript(root: Path) -> dict[str, list[str]]:
    """How Biome and TypeScript look at the JavaScript, where they are installed."""
    installed = tools(root)
    if installed is None:
        return {}
    write_made(root)
    programs = installed / "node_modules" / ".bin"
    return {
        "biome": [str(programs / "biome"), "ci", "--colors=off"],
        "tsc": [str(programs / "tsc"), "--project", str(root)],
    }


def write_made(root: Path) -> None:
    """Write the module of constants and the joined engine, which other modules import and no file of the repository holds."""
    modules = {path.name: path.read_text(encoding="utf-8") for path in (root / "theme" / joining.FOLDER).glob("*.js")}
    made = {Path("search", "constants.js"): constants.javascript(), Path("find.js"): joining.joined(modules)}
    for name, text in made.items():
        path = root / _MADE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _step(name: str, command: Sequence[str], root: Path) -> int:
    """Run a step and say in one line how it went; what it printed is shown only when it failed."""
    done = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", errors="replace", check=False)
    # In one go: others say theirs at the same time.
    printed = done.stdout + done.stderr if done.returncode else ""
    say(f"{name}: {'có lỗi' if done.returncode else 'đạt'}\n{printed}".rstrip("\n"))
    return done.returncode
