"""Search box, search page, filter, map, colour scheme and reading without a network in Firefox, where it is installed."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

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


def test_readers_with_firefox_have_all_of_it(firefox: str, site: Path, tmp_path: Path) -> None:
    with serve(site) as host:
        command, environment = node_tools.command(node_tools.SCRIPTS / "firefox.mjs", firefox, host.address, tmp_path)
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert process.stdout
        said = process.stdout.readline()
    if said != "offline\n":
        out, err = process.communicate()
        raise AssertionError(said + out + err)
    out, err = process.communicate("\n")  # nobody answers at the address any more
    assert out, err
    found = json.loads(out)
    assert "18-NQ/TW" in found["box"][0]
    assert found["box"][1].startswith("van-ban/nq-18-tw-k12/")
    hit, path, marked = found["search"]
    assert (hit, marked) == ("762.800", "762.800")
    assert path.startswith("hop/2022-01-13-tong-ket-2021/?dau=")
    chip, wanted, path = found["facets"]
    assert chip == wanted
    assert "&nam=" in path
    assert found["filter"][0] == found["filter"][1]
    before, after = found["map"]
    assert sorted(before) == sorted(after) == [False, True]
    assert before != after
    assert found["scheme"] == 2
    assert found["offline"][0].startswith("18-NQ/TW")
    assert found["offline"][1:] == [True, "Không có mạng"]
    assert found["errors"][: found["errors"].index("offline")] == []
