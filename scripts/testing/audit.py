"""Known weaknesses of all packages that the project pins, as the Python Package Index knows them; needs a network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from giaoban.bootstrap import LOCKS, ROOT
from giaoban.streams import speak_utf8
from testing.apart import MissingError, install

_UNKNOWN = 2


def run(root: Path, locks: list[Path]) -> int:
    """Ask about every package of some lock files.

    Returns 0 where none is known to be weak, 1 where one is, and 2 where that could not be found out about all of them.
    """
    try:
        environment = {**os.environ, "PYTHONPATH": os.fspath(install(root, "audit"))}
    except MissingError as error:
        print(error, file=sys.stderr)
        return _UNKNOWN
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "--progress-spinner", "off"]
    asked = [argument for lock in locks for argument in ("--requirement", os.fspath(lock))]
    done = subprocess.run(
        [*command, "--format", "json", *asked], env=environment, capture_output=True, encoding="utf-8", check=False
    )
    try:
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        last = next(iter(reversed(done.stderr.strip().splitlines())), "")
        print(f"Không hỏi được danh sách điểm yếu của các gói; cần mạng. {last}", file=sys.stderr)
        return _UNKNOWN
    weak = [(package, weakness) for package in found for weakness in package.get("vulns", ())]
    for package, weakness in weak:
        mended = ", ".join(weakness["fix_versions"]) or "chưa có bản sửa"
        print(f"{package['name']} {package['version']}: {weakness['id']}, sửa ở: {mended}")
    unknown = [package["name"] for package in found if "skip_reason" in package]
    print(f"{len(found)} gói, {len(weak)} điểm yếu đã biết, {len(unknown)} gói không hỏi được.")
    return 1 if weak else _UNKNOWN if unknown or not found else 0


if __name__ == "__main__":
    speak_utf8()
    sys.exit(run(ROOT, list(LOCKS.values())))
