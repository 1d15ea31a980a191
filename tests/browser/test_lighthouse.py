"""Lighthouse on three kinds of page, with ``--long`` on five: 100 but for performance, which goes into a report."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import node_tools
import pytest
from page_kinds import Sample
from static_host import QUIET, Host

# Home, a province, a meeting, a document, and where readers search; lists stand in until there is a page of search.
KINDS = ["", "tinh/*/", "hop/*/", "van-ban/*/", "tim/"]
PROMISED = ("accessibility", "best-practices", "seo")

pytestmark = pytest.mark.browser


@pytest.fixture
def port(chromium: str, tmp_path: Path) -> Iterator[str]:
    """The debugging port of a Chromium of its own."""
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    command = [chromium, "--headless=new", "--remote-debugging-port=0", profile, *QUIET, "about:blank"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as started:
        assert started.stderr
        said = (re.search(r"DevTools listening on ws://[^:]+:(\d+)/", line) for line in started.stderr)
        yield next(match[1] for match in said if match)
        started.terminate()
        started.communicate()


def test_lighthouse(host: Host, samples: dict[str, list[Sample]], port: str, reports: Path, long: bool) -> None:
    chosen = [samples[kind if kind in samples else "hop/"][0] for kind in KINDS[:: 1 if long else 2]]
    addresses = {host.address + sample.asked: sample.address for sample in chosen}
    done = node_tools.run(node_tools.SCRIPTS / "lighthouse.mjs", port, *addresses)
    assert done.returncode == 0, done.stderr
    results = json.loads(done.stdout)
    lines = ["Lighthouse, điện thoại giả lập; điểm trên 100. Hiệu năng chỉ để xem: máy bận thì điểm thấp.", ""]
    for result in results:
        scores = ", ".join(f"{name} {round(100 * (score or 0))}" for name, score in result["scores"].items())
        lines += [f"/{addresses[result['address']]}: {scores}", *(f"    {lost}" for lost in result["lost"])]
    (reports / "lighthouse.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert [r["error"] for r in results if r["error"]] == []
    assert {
        (r["address"], name, r["scores"][name]) for r in results for name in PROMISED if r["scores"][name] != 1
    } == (set()), "\n".join(lines)
