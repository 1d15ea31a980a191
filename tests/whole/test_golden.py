"""The tiny archive and its whole expected site, byte for byte.

After a change that is meant to show, ``GOLDEN=write python3 scripts/test.py tests/whole/test_golden.py`` writes the site
anew; the difference in git is then what readers will see.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from conftest import MINI, files

from giaoban.build.pipeline import Outcome

EXPECTED = MINI.parent / "site"


def test_the_site_is_as_expected(build_in: Callable[..., Outcome], tmp_path: Path) -> None:
    outcome = build_in()
    assert outcome.published, [f.format() for f in outcome.findings]
    # The theme is tested in a browser; here its files and their version would only make every diff longer.
    site = tmp_path / "build" / "site"
    version = (site / "assets" / "version.txt").read_bytes().strip()
    made = {
        f: data.replace(b"/v/" + version + b"/", b"/v/00000000/")
        for f, data in files(site).items()
        if not f.startswith("assets/")
    }
    if os.environ.get("GOLDEN") == "write":
        shutil.rmtree(EXPECTED, ignore_errors=True)
        for file, data in made.items():
            (EXPECTED / file).parent.mkdir(parents=True, exist_ok=True)
            (EXPECTED / file).write_bytes(data)
    expected = files(EXPECTED)
    assert sorted(made) == sorted(expected)
    assert [file for file in made if made[file] != expected[file]] == []


def test_two_builds_are_the_same_however_many_processes(build_in: Callable[..., Outcome], tmp_path: Path) -> None:
    build_in("one", processes=1)
    build_in("two", processes=2)
    assert files(tmp_path / "one" / "site") == files(tmp_path / "two" / "site")
