"""The same commit gives the same bytes, whoever builds it and when: folders, languages, zones, days, hash seeds, processes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import MINI, ROOT, files

PROGRAM = """
import datetime, sys
from pathlib import Path
from giaoban.build.pipeline import Options, build
from giaoban.check import clock
root, content, target, processes, day = sys.argv[1:]
clock.today = lambda: datetime.date.fromisoformat(day)
outcome = build(Options(Path(root), Path(content), Path(target), "https://example.org/giao-ban/", int(processes)))
assert outcome.published, outcome.findings
"""
MACHINES = [
    ("one", 1, "2026-11-26", {"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "0"}),
    (
        "two/a b/đây",
        2,
        "2028-02-29",
        {"LC_ALL": "vi_VN.UTF-8", "LANG": "vi_VN.UTF-8", "TZ": "Asia/Ho_Chi_Minh", "PYTHONHASHSEED": "7"},
    ),
    (
        "three",
        2,
        "2041-12-31",
        {"LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "4242", "PYTHONUTF8": "0"},
    ),
]


def git(folder: Path, *arguments: str, at: int) -> None:
    who = {f"GIT_{role}_{what}": f"{what}@example" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    when = {f"GIT_{role}_DATE": f"@{at} +0000" for role in ("AUTHOR", "COMMITTER")}
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", *arguments], cwd=folder, env={**os.environ, **who, **when, **settings}, check=True)


@pytest.mark.skipif(shutil.which("git") is None, reason="no git")
def test_machines_that_have_nothing_in_common_build_the_same_bytes(tmp_path: Path) -> None:
    first = tmp_path / "first"
    shutil.copytree(MINI, first / "content")
    git(first, "init", "-q", "-b", "main", at=0)
    git(first, "add", ".", at=0)
    # Eight in the evening, UTC, is the next day in Vietnam.
    git(first, "commit", "-q", "-m", "mot", at=1_790_020_800)
    made = []
    for name, processes, day, environment in MACHINES:
        folder = tmp_path / name
        folder.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["git", "clone", "-q", str(first), str(folder)], check=True)
        command = [sys.executable, "-c", PROGRAM, ROOT, folder / "content", folder / "build", str(processes), day]
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "TZ"))}
        path = os.pathsep.join(sys.path)
        subprocess.run(command, cwd=folder, env={**inherited, "PYTHONPATH": path, **environment}, check=True)
        made.append(files(folder / "build" / "site"))
    assert made[0] == made[1] == made[2]
    page = made[0]["phien-ban/index.html"].decode()
    assert re.search(r"<code>[0-9a-f]{12}</code>, ngày <time datetime=\"2026-09-22\">", page)
