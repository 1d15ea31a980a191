"""Written pages obey what records obey; and what no file may hold is found behind escapes and entities too."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken import examined
from conftest import ROOT

from giaoban.build import around
from giaoban.check import markdown

FRONT = "---\ntitle: Một trang\ndescription: Trang hư cấu.\n---\n\n"
RECORD = "briefings/2024/2024-10-15-giao-ban-thang-10-2024.md"


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        ("Chữ <b>đậm</b>.", "html-in-body", 6),
        ('<meta http-equiv="refresh" content="0; url=https://example.org">', "html-in-body", 6),
        ('Một.\n\n<form action="https://example.org"><input name="q"></form>', "html-in-body", 8),
        ("<!-- ẩn -->", "html-in-body", 6),
        ("Xem GIAOBAN:BODY nhé.", "html-in-body", 6),
        ("## Đề {#de onclick=alert(1)}", "html-in-body", 6),
        ("[x](javascript:alert(1))", "unsafe-link", 6),
        ("[x](//example.org/)", "unsafe-link", 6),
        ("[x](https://a@example.org/)", "unsafe-link", 6),
        ("Chữ &#x202E;ngược.", "text-zero-width", 6),
        ("Chữ &#57344; riêng.", "text-private", 6),
        ("Chữ\u200b ẩn.", "text-zero-width", 6),
        ("Chữ \ue000 riêng.", "text-private", 6),
        ("<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x", "conflict-marker", 6),
        ("```\nchưa đóng <b>", "html-in-body", 7),
        ("\\`<b>\\`", "html-in-body", 6),
    ],
)
def test_each_fault_is_named_with_its_line(text: str, rule: str, line: int) -> None:
    found = [
        (f.rule, f.line)
        for f in markdown.check_page("pages/mot.md", f"{FRONT}{text}\n".encode())
        if f.severity == "error"
    ]
    assert (rule, line) in found


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (FRONT.encode() + b"\xff", "not-utf8"),
        (b"Kh\xc3\xb4ng khai.\n", "front-matter"),
        (b"---\ntitle: A\ntemplate: khac.html\n---\n", "unknown-key"),
        (b"---\ntitle: A\nlayout: trang\n---\n", "unknown-key"),
    ],
)
def test_a_page_that_cannot_be_drawn(data: bytes, rule: str) -> None:
    assert rule in {f.rule for f in markdown.check_page("pages/mot.md", data)}


@pytest.mark.parametrize(
    ("page", "rule", "line", "column"),
    [
        (f"{FRONT}Viết `mã` rồi <b>.", "html-in-body", 6, 15),
        (f"{FRONT}`mã` và [x](javascript:alert(1))", "unsafe-link", 6, 13),
        ("\nKhông khai.\n", "front-matter", 1, 1),
        ("---\ntitle: A\nlayout: trang\n---\n", "unknown-key", 3, 1),
    ],
)
def test_a_fault_of_a_page_is_named_with_its_column(page: str, rule: str, line: int, column: int) -> None:
    (found,) = [f for f in markdown.check_page("pages/mot.md", page.encode()) if f.severity == "error"]
    assert (found.rule, found.line, found.column) == (rule, line, column)


def test_what_pages_are_written_with_is_left_alone() -> None:
    text = "## Đề {#de}\n\n`<mã>` và [x](../hop/), [y](#de), [z](https://example.org/).\n\n```yaml\na: <b>\n\nc: {d=e}\n```\n"
    assert markdown.check_page("pages/mot.md", f"{FRONT}{text}".encode()) == []
    assert [f for f in around.page_findings(ROOT / "content") if f.severity == "error"] == []


def test_links_out_of_the_folder_and_other_files_are_not_published(content: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text(f"{FRONT}Kín.\n", "utf-8")
    (content / "pages").mkdir(exist_ok=True)
    (content / "pages" / "kin.md").symlink_to(tmp_path / "secret.md")
    (content / "pages" / "khac").symlink_to(tmp_path)
    (content / "pages" / "tho").mkdir()
    (content / "pages" / "tho" / "index.html").write_text("<b>thô</b>", "utf-8")
    found = {(f.path, f.rule) for f in around.page_findings(content)}
    assert {("pages/kin.md", "symlink"), ("pages/khac", "symlink"), ("pages/tho/index.html", "unknown-file")} <= found


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("title: Giao ban", r'date_note: "x\u202ey"' + "\ntitle: Giao ban", "text-zero-width"),
        ("title: Giao ban", r'date_note: "x\0y"' + "\ntitle: Giao ban", "text-control"),
        ("title: Giao ban", r'date_note: "x\ue000y"' + "\ntitle: Giao ban", "text-private"),
        ("", "\nChữ &#x202E;ngược và &zwj; nối.\n", "text-zero-width"),
        ("", "\nChữ &#xE000; riêng.\n", "text-private"),
    ],
)
def test_nothing_hides_behind_escapes_and_entities(content: Path, old: str, new: str, rule: str) -> None:
    file = content / RECORD
    text = file.read_text("utf-8")
    file.write_text(text.replace(old, new, 1) if old else text + new, "utf-8")
    assert rule in {f.rule for f in examined(content)[0] if f.severity == "error"}


def test_headings_without_a_word_under_them_are_no_summary(content: Path) -> None:
    """Such is what a draft leaves whose summary nobody wrote."""
    record = content / "briefings/2024/2024-10-15-giao-ban-thang-10-2024.md"
    front = record.read_text("utf-8").partition("\n---\n")[0]
    record.write_text(f"{front}\n---\n\n## Kết quả\n\n### Nhiệm vụ\n", "utf-8")
    assert [f.rule for f in examined(content)[0] if f.rule == "no-summary"] == ["no-summary"]
