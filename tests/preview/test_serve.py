"""The preview as an editor uses it: a saved record shows, a broken one leaves the last good page, nothing stops it."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from running_preview import MEETING, Preview, running

COMMANDS = (
    ("serve", "--site-url", "http://localhost:8000/"),
    ("build", "--serve", "--site-url", "http://localhost/kho/"),
)


@pytest.fixture(params=COMMANDS, ids=["serve", "build --serve"])
def preview(request: pytest.FixtureRequest, content: Path, tmp_path: Path) -> Iterator[Preview]:
    with running(content, tmp_path / "build", *request.param) as started:
        yield started


def test_a_preview_verifies_the_site_first_where_that_is_asked(content: Path, tmp_path: Path) -> None:
    page = tmp_path / "build" / "site" / "tinh" / "index.html"
    with running(content, tmp_path / "build", *COMMANDS[1]) as preview:
        good = preview.page("tinh/")
    status = page.stat()
    page.write_bytes(b"X" * status.st_size)
    os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))
    with running(content, tmp_path / "build", *COMMANDS[1], "--verify") as preview:
        assert preview.page("tinh/") == good


def test_an_edit_shows_and_so_does_its_undoing(preview: Preview) -> None:
    text = preview.record.read_text(encoding="utf-8")
    preview.record.write_text(text.replace("title: ", "title: Sửa thử "), encoding="utf-8")
    preview.until(lambda: "Sửa thử" in preview.page())
    preview.record.write_text(text, encoding="utf-8")
    asked = {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT", "If-None-Match": "*"}
    preview.until(lambda: "Sửa thử" not in preview.page(**asked))
    assert "hư cấu" in preview.page(**asked)


def test_a_broken_record_shows_why_on_its_page_and_a_new_one_in_place_of_its_page(preview: Preview) -> None:
    text = preview.record.read_text(encoding="utf-8")
    preview.record.write_text(text.replace("title: ", "titel: ", 1), encoding="utf-8")
    preview.until(lambda: f"{MEETING}.md:3:1" in preview.page())
    assert "Giao ban thử nghiệm toàn ngành" in preview.page()
    assert "Trang cũ hơn các tệp" in preview.page("tinh/")
    preview.record.with_name("2024-11-01-moi.md").write_text("---\nid: 2024-11-01-moi\n", encoding="utf-8")
    preview.until(lambda: "2024-11-01-moi.md:2:1" in preview.page("hop/2024-11-01-moi/"))
    preview.record.with_name("2024-11-01-moi.md").unlink()
    preview.record.write_text(text.replace("title: ", "title: Lại đúng "), encoding="utf-8")
    preview.until(lambda: "Lại đúng" in preview.page())
    preview.until(lambda: "Trang cũ hơn các tệp" not in preview.page("tinh/"))


def test_what_editors_and_systems_leave_stops_nothing(preview: Preview) -> None:
    folder, text = preview.record.parent, preview.record.read_text(encoding="utf-8")
    pages = folder.parent.parent / "pages"
    for name in (f"{MEETING}.md~", f"{MEETING}.md.orig", "#x#", ".x.swp", "Thumbs.db", ".DS_Store", "4913"):
        for place in (folder, pages, pages.parent / "leaders"):
            place.mkdir(exist_ok=True)
            (place / name).write_text("không phải bản ghi", encoding="utf-8")
    preview.record.write_text(text.replace("title: ", "title: Vẫn chạy "), encoding="utf-8")
    preview.until(lambda: "Vẫn chạy" in preview.page())
    assert not any("unknown-file" in line for line in preview.said)


def test_findings_are_reported_once_and_again_when_they_come_back(preview: Preview) -> None:
    text = preview.record.read_text(encoding="utf-8")

    def reports() -> int:
        return sum("error[unknown-key]" in line for line in preview.said)

    def refusals() -> int:
        return sum("Chưa dựng: còn" in line for line in preview.said)

    for number in range(1, 4):
        preview.record.write_text("---\n" + "\n" * number + text[4:].replace("title: ", "titel: ", 1), encoding="utf-8")
        preview.until(lambda number=number: refusals() >= number)
    assert reports() == 1
    preview.record.write_text(text.replace("title: ", "title: Lại đúng "), encoding="utf-8")
    preview.until(lambda: "Lại đúng" in preview.page())
    preview.record.write_text(text.replace("title: ", "titel: ", 1), encoding="utf-8")
    preview.until(lambda: reports() == 2)


def test_a_port_that_is_taken_is_reported(content: Path, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        started = running(content, tmp_path / "build", "serve", "--port", str(taken.getsockname()[1]))
        with pytest.raises(AssertionError, match=r"Không mở được cổng \d+: .*--port"):
            started.__enter__()
