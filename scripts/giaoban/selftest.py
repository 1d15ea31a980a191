"""Testing the project: finds or installs a browser, lets ruff look at the code, then runs pytest."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from giaoban.publish.parallel import cores

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# What brings the browser on Debian, and letters for it to show Vietnamese with.
PACKAGES = ("chromium", "fonts-noto-core")

_CODE = ("scripts", "tests")
_MISSING = 2


def run(root: Path, arguments: list[str]) -> int:
    """Run every check on the project at ``root``; with ``arguments``, pytest gets these and nothing else.

    Returns the exit code: that of pytest, or else of the first step that failed.
    """
    browser = find_browser(os.environ) or _install_browser()
    if browser is None:
        return _MISSING
    _say(f"Trình duyệt: {browser}")
    environment = {**os.environ, "CHROMIUM": browser}
    ruff = [sys.executable, "-m", "ruff"]
    codes = [
        _step("ruff check", [*ruff, "check", "--output-format", "concise", *_CODE], root),
        _step("ruff format --check", [*ruff, "format", "--check", "--output-format", "concise", *_CODE], root),
    ]
    processes = cores()
    chosen = arguments or ["-n", str(processes), "--dist", "loadgroup"]
    _say(f"pytest {' '.join(arguments)}" if arguments else f"pytest, {processes} tiến trình")
    tests = [sys.executable, "-m", "pytest", *chosen]
    code = subprocess.run(tests, cwd=root, env=environment, check=False).returncode
    return code or next((earlier for earlier in codes if earlier), 0)


def find_browser(environment: Mapping[str, str]) -> str | None:
    """The program of a Chromium: the one that ``CHROMIUM`` names, or the first on the path."""
    wanted = environment.get("CHROMIUM")
    path = environment.get("PATH", os.defpath)
    for name in (wanted,) if wanted else BROWSERS:
        if found := shutil.which(name, path=path):
            return found
    return None


def _install_browser() -> str | None:
    """Install Chromium where that is possible; else say what to do."""
    if wanted := os.environ.get("CHROMIUM"):
        print(f"Không có trình duyệt nào ở {wanted} (biến môi trường CHROMIUM).", file=sys.stderr)
        return None
    print("Thiếu Chromium cho các phép thử trên trình duyệt; trên Debian, gói “chromium” mang nó tới.", file=sys.stderr)
    apt = shutil.which("apt-get")
    if apt is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        print("Cài bằng “sudo apt-get install chromium”, hoặc chỉ ra bằng CHROMIUM=<đường dẫn>.", file=sys.stderr)
        return None
    _say(f"Cài đặt bằng apt-get: {', '.join(PACKAGES)}…")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in ([apt, "update"], [apt, "install", "-y", "--no-install-recommends", *PACKAGES]):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.stderr.write(done.stdout + done.stderr)
            print("apt-get không cài được Chromium; xem lời báo ở trên.", file=sys.stderr)
            return None
    return find_browser(os.environ)


def _step(name: str, command: Sequence[str], root: Path) -> int:
    """Run a step and say in one line how it went; what it printed is shown only when it failed."""
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    _say(f"{name}: {'có lỗi' if done.returncode else 'đạt'}")
    if done.returncode:
        sys.stdout.write(done.stdout + done.stderr)
        sys.stdout.flush()
    return done.returncode


def _say(line: str) -> None:
    print(f"… {line}", flush=True)
