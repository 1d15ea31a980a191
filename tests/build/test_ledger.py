"""Addresses once published stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from giaoban.build import ledger

BUILT = {"/", "/hop/", "/hop/moi/"}


def findings(content: Path) -> list[tuple[str, int, str]]:
    return [(f.path, f.line, f.rule) for f in ledger.load(content).check(BUILT)]


def test_a_lost_address_is_an_error_until_it_is_redirected(tmp_path: Path) -> None:
    (tmp_path / "urls.txt").write_text("/\n/hop/\n/hop/cu/\n", encoding="utf-8")
    assert findings(tmp_path) == [("urls.txt", 3, "url-lost")]
    (tmp_path / "redirects.yml").write_text("# đổi tên\n/hop/cu/: /hop/moi/\n", encoding="utf-8")
    assert findings(tmp_path) == []


@pytest.mark.parametrize(
    ("redirects", "rule", "line"),
    [
        ("/hop/cu/: /hop/khong-co/\n", "redirect-dead", 1),
        ("hop/cu: /hop/\n", "invalid-url", 1),
        ("/hop/cu/: javascript:alert(1)\n", "invalid-url", 1),
        ("/hop/cu/: [a\n", "yaml-syntax", 2),
        ("- /hop/\n", "invalid-url", 1),
    ],
)
def test_a_redirect_that_cannot_work(tmp_path: Path, redirects: str, rule: str, line: int) -> None:
    (tmp_path / "redirects.yml").write_text(redirects, encoding="utf-8")
    assert findings(tmp_path) == [("redirects.yml", line, rule)]


def test_lines_that_are_no_addresses(tmp_path: Path) -> None:
    (tmp_path / "urls.txt").write_text("/hop/\n\nhttps://example.org/\n/../x/\n", encoding="utf-8")
    assert findings(tmp_path) == [("urls.txt", 3, "invalid-url"), ("urls.txt", 4, "invalid-url")]


def test_recording_adds_and_never_removes(tmp_path: Path) -> None:
    (tmp_path / "urls.txt").write_text("/hop/cu/\n", encoding="utf-8")
    assert ledger.record(tmp_path, BUILT) == 3
    assert (tmp_path / "urls.txt").read_text(encoding="utf-8").split() == ["/", "/hop/", "/hop/cu/", "/hop/moi/"]
    assert ledger.record(tmp_path, BUILT) == 0


def test_a_redirect_written_twice_is_named_at_its_second_place(tmp_path: Path) -> None:
    (tmp_path / "redirects.yml").write_text("/a/: /b/\n/a/: /c/\n", "utf-8")
    [finding] = ledger.load(tmp_path).findings
    assert (finding.path, finding.line, finding.rule) == ("redirects.yml", 2, "duplicate-key")


def test_a_conflict_is_named_once_and_our_side_is_read(tmp_path: Path) -> None:
    (tmp_path / "urls.txt").write_text("/a/\n<<<<<<< HEAD\n/b/\n=======\n/c/\n>>>>>>> x\n/d/\n", "utf-8")
    found = ledger.load(tmp_path)
    assert [(f.path, f.line, f.rule) for f in found.findings] == [("urls.txt", 2, "conflict-marker")]
    assert list(found.promised) == ["/a/", "/b/", "/d/"]


@pytest.mark.parametrize("text", [b"", b"\n\n", b"\xef\xbb\xbf/\n/hop/\n", b"/\n\xff\n", b"/\n/khong phai/\n"])
def test_a_damaged_ledger_is_an_error_and_is_not_written_over(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "urls.txt").write_bytes(text)
    assert [rule for path, _, rule in findings(tmp_path) if path == "urls.txt"]
    with pytest.raises(ledger.LedgerError):
        ledger.record(tmp_path, BUILT)
    assert (tmp_path / "urls.txt").read_bytes() == text
