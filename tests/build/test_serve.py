"""The preview as an editor uses it: a saved record shows, a broken one leaves the last good page, nothing stops it."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

MEETING = "2024-10-15-giao-ban-thang-10-2024"
PATIENCE = 60


class Preview:
    """A running preview: its address, and all that it has said."""

    def __init__(self, process: subprocess.Popen[str], content: Path) -> None:
        self.process, self.record = process, content / "briefings" / "2024" / f"{MEETING}.md"
        self.said: list[str] = []
        threading.Thread(target=self._listen, daemon=True).start()
        self.until(lambda: re.search(r"http://127\.0\.0\.1:\d+/", "".join(self.said)))
        found = re.search(r"http://127\.0\.0\.1:\d+/", "".join(self.said))
        assert found
        self.address = found[0]

    def _listen(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.said.append(line)

    def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds."""
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, "".join(self.said)
            assert self.process.poll() is None, "".join(self.said)
            time.sleep(0.02)

    def page(self, path: str = f"hop/{MEETING}/", **headers: str) -> str:
        """A page as it is served."""
        request = urllib.request.Request(self.address + path, headers=headers)
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return str(answer.read().decode())


@contextlib.contextmanager
def started(content: Path, build: Path, *more: str) -> Iterator[Preview]:
    """A preview of an archive, until the context ends."""
    command = [sys.executable, "-u", "-m", "giaoban", "build", "--content", os.fspath(content), "--build"]
    command += [os.fspath(build), "--site-url", "http://localhost:8000/", "--serve", "--port", "0", *more]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8")
    try:
        yield Preview(process, content)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)
        assert process.stdout
        process.stdout.close()


@pytest.fixture
def preview(content: Path, tmp_path: Path) -> Iterator[Preview]:
    with started(content, tmp_path / "build") as made:
        yield made


def test_a_preview_verifies_the_site_first_where_that_is_asked(content: Path, tmp_path: Path) -> None:
    page = tmp_path / "build" / "site" / "index.html"
    with started(content, tmp_path / "build") as preview:
        good = preview.page("")
    status = page.stat()
    page.write_bytes(b"X" * status.st_size)
    os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))
    with started(content, tmp_path / "build", "--verify") as preview:
        assert preview.page("") == good


def test_an_edit_shows_and_so_does_its_undoing(preview: Preview) -> None:
    text = preview.record.read_text(encoding="utf-8")
    preview.record.write_text(text.replace("title: ", "title: Sửa thử "), encoding="utf-8")
    preview.until(lambda: "Sửa thử" in preview.page())
    preview.record.write_text(text, encoding="utf-8")
    preview.until(lambda: "Sửa thử" not in preview.page(**{"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}))


def test_a_broken_record_leaves_the_last_good_page(preview: Preview) -> None:
    good, text = preview.page(), preview.record.read_text(encoding="utf-8")
    preview.record.write_text(text.replace("title: ", "titel: "), encoding="utf-8")
    preview.until(lambda: any("error[" in line for line in preview.said))
    assert preview.page() == good
    preview.record.write_text(text.replace("title: ", "title: Lại đúng "), encoding="utf-8")
    preview.until(lambda: "Lại đúng" in preview.page())


def test_what_editors_and_systems_leave_stops_nothing(preview: Preview) -> None:
    folder, text = preview.record.parent, preview.record.read_text(encoding="utf-8")
    for name in (f"{MEETING}.md~", f"{MEETING}.md.orig", "#x#", ".x.swp", "Thumbs.db", ".DS_Store"):
        (folder / name).write_text("không phải bản ghi", encoding="utf-8")
    preview.record.write_text(text.replace("title: ", "title: Vẫn chạy "), encoding="utf-8")
    preview.until(lambda: "Vẫn chạy" in preview.page())
    assert not any("unknown-file" in line for line in preview.said)


def test_there_is_no_worker_and_a_page_for_what_is_not_there(preview: Preview) -> None:
    for path in ("sw.js", "khong-co/"):
        with pytest.raises(urllib.error.HTTPError) as error:
            preview.page(path)
        assert error.value.code == 404
        error.value.close()
