"""The benchmark of search runs from end to end in a browser, and goes on without what it cannot have. No time is asserted."""

from __future__ import annotations

import gzip
import http.client
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bench.search import report, rivals
from bench.search.host import EMPTY, Host

ROOT = Path(__file__).resolve().parents[2]


def rows(text: str) -> dict[str, list[str]]:
    """The first line that begins with each name, as its cells."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        name, *cells = re.split(r"  +", line.strip())
        found.setdefault(name, cells)
    return found


ALONE = """
import sys
from pathlib import Path
from bench.search import report, rivals

def none(*_):
    raise rivals.MissingError("no network")

rivals.install = none
report.run(Path(sys.argv[1]), 12, 1, Path(sys.argv[2]), slow=True, most=2)
"""


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_a_small_benchmark_prints_its_tables(tmp_path: Path) -> None:
    # In a process of its own: one process has one loop for browsers, and other tests may hold it.
    done = subprocess.run(
        [sys.executable, "-c", ALONE, os.fspath(ROOT), os.fspath(tmp_path / "kept")],
        env={**os.environ, "PYTHONPATH": os.fspath(ROOT / "scripts")}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said = done.stdout
    assert "Without pagefind. no network" in said
    found = rows(said)
    assert int(found["giaoban"][3]) == int(found["one edited meeting"][3]) > 100
    assert "giaoban, 2 queries, 2 answered" in said
    assert "Material, 2 queries, 2 answered" in said
    kilobytes = [float(cell) for cell in found["first query, KB"]]
    assert 10 < kilobytes[0] <= kilobytes[1] <= kilobytes[2] < 200
    assert float(found["second query, KB"][0]) < kilobytes[0]
    assert float(found["code"][0]) > 5
    assert "1600 kbit/s down" in said
    # Code and head, then shards, then pages; of a second query shards and pages.
    assert [int(cell) for cell in found["first query, round trips"]] in ([3, 3, 3], [2, 3, 3])
    assert 1 <= int(found["second query, round trips"][2]) <= 3
    assert float(found["head"][0]) > 1


def test_a_host_writes_down_what_it_sends(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("x" * 1000, encoding="utf-8")
    (tmp_path / "a.bin").write_bytes(b"y" * 1000)
    (tmp_path / "index.html").write_text("trang", encoding="utf-8")
    with Host({"site": tmp_path}) as host:
        connection = http.client.HTTPConnection(urlsplit(host.address).netloc)

        def get(path: str) -> tuple[int, bytes]:
            connection.request("GET", f"/{path}")
            answer = connection.getresponse()
            return answer.status, answer.read()

        status, body = get("site/a.js?v=1")
        assert (status, gzip.decompress(body)) == (200, b"x" * 1000)
        assert get("site/a.bin") == (200, b"y" * 1000)
        assert get("site/")[0] == get(EMPTY)[0] == 200
        assert get("site/../a.bin")[0] == get("none/a.bin")[0] == get("")[0] == 404
        connection.close()
    assert [sent.path for sent in host.log][:3] == ["site/a.js", "site/a.bin", "site/"]
    assert len(body) < host.log[0].size < 400
    assert 1000 < host.log[1].size < 1400


def test_what_cannot_be_installed_says_why(tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    lock = f"there-is-no-such-package==1 --hash=sha256:{'0' * 64}\n"
    (tmp_path / "scripts" / "requirements-bench.lock").write_text(lock, encoding="utf-8")
    with pytest.raises(rivals.MissingError, match="could not be installed"):
        rivals.install(tmp_path, tmp_path / "bench")


@pytest.mark.parametrize(("values", "expected"), [([1.0], 1.0), ([*range(1, 11)], 9), ([*range(1, 12)], 10)])
def test_nine_in_ten(values: list[float], expected: float) -> None:
    assert report._ninetieth(values) == expected
