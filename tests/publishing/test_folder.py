"""Publication into a folder: readers see one whole publication or another, whatever happens to the publisher."""

from __future__ import annotations

import fcntl
import gzip
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from click.testing import CliRunner, Result
from faults import Faults, Killed
from sites import built

from giaoban.build.tree import Tree
from giaoban.cli import main
from giaoban.publishing.folder import publish, roll_back
from giaoban.publishing.site import BuiltSite, PublishError

SITES = [
    {"index.html": f"{n}".encode(), "a/index.html": b"same", "a/b/c.js": f"script {n // 2}".encode()} for n in range(9)
]


def seen(to: Path) -> dict[str, bytes]:
    """What readers see."""
    top = to / "current"
    return {p.relative_to(top).as_posix(): p.read_bytes() for p in top.rglob("*") if p.is_file()}


def kept_numbers(to: Path) -> set[str]:
    names = {p.name for p in (to / "publications").iterdir()}
    folders = {name for name in names if name.isdecimal()}
    # What each holds, and its checksums.
    assert names - folders == {f"{folder}{ending}" for folder in folders for ending in (".json", ".sha256")}
    return folders


@pytest.fixture
def bring(tmp_path: Path) -> Callable[[int], Path]:
    """Publish the n-th of some sites; gives the folder."""

    def run(n: int) -> Path:
        publish(BuiltSite(built(tmp_path / f"build{n}", SITES[n])), tmp_path / "www", keep=3)
        return tmp_path / "www"

    return run


def test_the_last_ones_stay_and_only_what_changed_is_written(tmp_path: Path, bring: Callable[[int], Path]) -> None:
    for n in range(5):
        to = bring(n)
        assert seen(to) == SITES[n]
    assert kept_numbers(to) == {"3", "4", "5"}
    assert publish(BuiltSite(built(tmp_path / "build5", SITES[5])), to) == (6, 1)
    assert (to / "current/a/index.html").stat().st_ino == (to / "publications/5/a/index.html").stat().st_ino


def test_what_open_tabs_may_ask_for_stays_a_week(tmp_path: Path) -> None:
    to = tmp_path / "www"
    for n, page in enumerate((b"old", b"new", b"newest")):
        site = {"index.html": page, f"assets/v/0000000{n}/archive.css": page, f"tim/m/{n:08x}.bin": page}
        build = built(tmp_path / f"build{n}", site | ({"gone/index.html": page} if n == 0 else {}))
        publish(BuiltSite(build), to, compress=n == 0)
    asked = [f"assets/v/0000000{n}/archive.css" for n in range(3)] + [f"tim/m/{n:08x}.bin" for n in range(3)]
    assert seen(to) == {"index.html": b"newest", **dict(zip(asked, [b"old", b"new", b"newest"] * 2, strict=True))}
    about = to / "publications" / "3.json"
    about.write_bytes(re.sub(rb"(00000000[^:]*:)\"[^\"]*\"", rb'\1"2020-01-01T00:00:00Z"', about.read_bytes()))
    publish(BuiltSite(build), to)
    assert seen(to).keys() == {"index.html", *asked} - {asked[0], asked[3]}
    # Where nothing says how long they have been there, they go.
    (to / "publications" / "4.json").write_bytes(b"{")
    publish(BuiltSite(build), to)
    assert seen(to).keys() == {"index.html", asked[2], asked[5]}


def test_the_way_back_and_on(bring: Callable[[int], Path]) -> None:
    for n in range(3):
        to = bring(n)
    assert (roll_back(to), seen(to)) == (2, SITES[1])
    assert (roll_back(to), seen(to)) == (1, SITES[0])
    with pytest.raises(PublishError, match="không có lần công bố nào trước"):
        roll_back(to)
    assert seen(to) == SITES[0]
    # What was taken back is no way back any more.
    bring(4)
    assert seen(to) == SITES[4]
    roll_back(to)
    assert seen(to) == SITES[0]


@pytest.mark.parametrize("kill", [False, True])
def test_whatever_fails_readers_see_a_whole_publication(tmp_path: Path, kill: bool) -> None:
    first, second = BuiltSite(built(tmp_path / "one", SITES[0])), BuiltSite(built(tmp_path / "two", SITES[1]))
    start = tmp_path / "start"
    publish(first, start, keep=1)

    def tried(at: int | None) -> Faults:
        to = tmp_path / f"www{at}"
        shutil.copytree(start, to, symlinks=True)
        faults = Faults(at, kill=kill)
        try:
            with faults.injected():
                publish(second, to, keep=1)
        except (OSError, Killed):
            assert at is not None
        assert seen(to) in (SITES[0], SITES[1])
        publish(second, to, keep=1)
        assert seen(to) == SITES[1]
        assert len(kept_numbers(to)) == 1
        return faults

    changes = tried(None).count
    assert changes > 20
    for at in range(1, changes + 1):
        tried(at)


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no sha256sum")
def test_the_checksums_beside_a_publication_are_those_of_its_files(tmp_path: Path) -> None:
    for n in range(3):
        publish(BuiltSite(built(tmp_path / f"build{n}", SITES[n])), tmp_path / "www", 2, compress=True)
    place = tmp_path / "www/publications"
    assert {path.name for path in place.glob("*.sha256")} == {"2.sha256", "3.sha256"}

    def verified() -> subprocess.CompletedProcess[str]:
        command = ["sha256sum", "--check", "--strict", "--quiet", "3.sha256"]
        return subprocess.run(command, cwd=place, capture_output=True, encoding="utf-8", check=False)

    assert (verified().returncode, verified().stdout) == (0, "")
    assert len((place / "3.sha256").read_text("utf-8").splitlines()) == len(SITES[2])
    page = place / "3/index.html"
    page.unlink()
    page.write_bytes(b"altered")
    assert verified().returncode == 1
    assert "3/index.html" in verified().stdout


def test_two_publishers_take_turns(tmp_path: Path, bring: Callable[[int], Path]) -> None:
    to = bring(0)
    with (to / ".lock").open("ab") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        with pytest.raises(PublishError, match="một lần công bố khác"):
            bring(1)
    assert seen(to) == SITES[0]
    assert seen(bring(1)) == SITES[1]


def call(*given: str | Path) -> Result:
    return CliRunner().invoke(main, ["publish", *map(str, given)])


def refused(result: Result, *words: str) -> None:
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert all(word in result.output for word in words), result.output


def test_the_command_says_what_it_did(tmp_path: Path) -> None:
    build, to = built(tmp_path / "build", SITES[0]), tmp_path / "www"
    assert "Lần công bố 1: 3 tệp (ghi mới 3)" in call("--to", to, "--build", build).output
    built(build, SITES[2])
    assert "Lần công bố 2: 3 tệp (ghi mới 2)" in call("--to", to, "--build", build).output
    assert "trở lại lần công bố 1" in call("--to", to, "--rollback").output
    assert seen(to) == SITES[0]


def test_wrong_input_is_told_and_publishes_nothing(tmp_path: Path) -> None:
    build, to = built(tmp_path / "build", SITES[0]), tmp_path / "www"
    refused(call("--to", to, "--build", tmp_path / "none"), "giaoban build")
    refused(call("--to", to, "--rollback"), "không có thư mục")
    assert not to.exists()
    page = build / "site/index.html"
    status = page.stat()
    page.write_bytes(b"X")
    os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))
    refused(call("--to", to, "--build", build), "index.html", "không còn như lúc dựng")
    page.unlink()
    refused(call("--to", to, "--build", build), "index.html", "không đọc được")
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken/current").write_text("mine", encoding="utf-8")
    refused(call("--to", tmp_path / "taken", "--build", built(tmp_path / "b", SITES[0])), "current")
    assert (tmp_path / "taken/current").read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder that nobody may write to")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    refused(call("--to", "/proc/self/www", "--build", built(tmp_path / "build", SITES[0])), "/proc/self/www")


def test_a_site_that_was_not_built_to_its_end_is_not_published(tmp_path: Path) -> None:
    build = built(tmp_path / "build", SITES[0])
    publish(BuiltSite(build), tmp_path / "www")
    (build / "site" / "index.html").write_bytes(b"altered")
    assert Tree(build).forget_altered() == ["index.html"]
    with pytest.raises(PublishError, match="chưa dựng xong"):
        BuiltSite(build)
    assert seen(tmp_path / "www") == SITES[0]


def test_compressed_files_stand_beside_text_files_on_request(tmp_path: Path) -> None:
    text, to = "Nghị quyết ".encode() * 99, tmp_path / "www"
    files = {"index.html": text, "short.css": b"a{}", "tim/dau.bin": text}
    for n in range(2):  # the second time they are shared with the first
        publish(BuiltSite(built(tmp_path / f"build{n}", {**files, "robots.txt": b"%d" % n})), to, compress=True)
        found = seen(to)
        assert found.keys() - files.keys() == {"robots.txt", "index.html.gz", "index.html.br"}
        assert gzip.decompress(found["index.html.gz"]) == brotli.decompress(found["index.html.br"]) == text
    assert (to / "current/index.html.br").stat().st_nlink == 2
