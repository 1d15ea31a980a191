"""Search box, search page, filter, map, colour scheme and reading without a network in Firefox and WebKitGTK, where installed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import node_tools
import pytest
from static_host import serve

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def firefox() -> str:
    """The program; Debian has it as the package firefox-esr."""
    found = shutil.which("firefox-esr") or shutil.which("firefox")
    if found is None:
        pytest.skip("Firefox is not installed")
    return found


@pytest.fixture(scope="module")
def webkit() -> str:
    """The driver, which brings its browser; Debian has it as the package webkit2gtk-driver."""
    found = shutil.which("WebKitWebDriver")
    if found is None:
        pytest.skip("WebKitGTK and its driver are not installed")
    return found


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """The display that there is, or a virtual one (Debian's package xvfb)."""
    if os.environ.get("DISPLAY"):
        yield os.environ["DISPLAY"]
        return
    program = shutil.which("Xvfb")
    if program is None:
        pytest.skip("there is no display, and Xvfb is not installed")
    ready, write = os.pipe()
    command = [program, "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as process:
        os.close(write)
        with os.fdopen(ready) as numbers:
            yield f":{numbers.readline().strip()}"
        process.terminate()


def test_readers_with_firefox_have_all_of_it(firefox: str, site: Path, tmp_path: Path) -> None:
    found = read(site, "firefox", firefox, tmp_path)
    assert_all_works(found)
    assert found["errors"] == []


def test_readers_with_webkit_have_all_of_it(webkit: str, display: str, site: Path, tmp_path: Path) -> None:
    assert_all_works(read(site, "webkit", webkit, tmp_path, {"DISPLAY": display}))


def read(site: Path, browser: str, program: str, home: Path, more: dict[str, str] | None = None) -> dict[str, Any]:
    """What comes of what a reader does in a browser; at the end nothing answers at the site's address any more."""
    with serve(site) as host:
        script = node_tools.SCRIPTS / "reader.mjs"
        command, environment = node_tools.command(script, browser, program, host.address, home)
        process = subprocess.Popen(
            command,
            env=environment | (more or {}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdout
        said = process.stdout.readline()
    if said != "offline\n":
        out, err = process.communicate()
        raise AssertionError(said + out + err)
    out, err = process.communicate("\n")
    assert out, err
    return json.loads(out)


def assert_all_works(found: dict[str, Any]) -> None:
    assert "18-NQ/TW" in found["box"][0]
    assert found["box"][1].startswith("van-ban/nq-18-tw-k12/")
    hit, path, marked = found["search"]
    assert (hit, marked) == ("762.800", "762.800")
    assert path.startswith("hop/2022-01-13-tong-ket-2021/?dau=")
    chip, wanted, path = found["facets"]
    assert chip == wanted
    assert "&nam=" in path
    assert found["filter"][0] == found["filter"][1]
    # Four lanes; a line through the first begins in the first row, at the mark of the document's adoption.
    assert found["drawing"]
    for i, (left, right, is_through) in enumerate(found["drawing"]):
        assert abs(left - (12.5 if i else 37.5)) <= 3
        assert abs(right - 87.5) <= 3
        assert is_through
    before, after = found["map"]
    assert sorted(before) == sorted(after) == [False, True]
    assert before != after
    assert found["scheme"] == 2
    assert found["offline"][0].startswith("18-NQ/TW")
    assert found["offline"][1:] == [True, "Không có mạng"]
