"""Addresses once published stay."""

from __future__ import annotations

from pathlib import Path

import pytest
from repositories import commit, git

from giaoban.build import ledger
from giaoban.build.examine import examine

ROOT = Path(__file__).resolve().parent.parent.parent

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


def test_what_the_ledger_lacks_is_said_in_one_sentence(content: Path) -> None:
    (content / "urls.txt").unlink(missing_ok=True)
    assert "url-unrecorded" not in {f.rule for f in examine(content, ROOT, keep=False).findings}, "not published yet"
    found = examine(content, ROOT, keep=False)
    ledger.record(content, found.addresses, ledger.items_of(found.archive.cards.values()))
    assert "url-unrecorded" not in {f.rule for f in examine(content, ROOT, keep=False).findings}
    (content / "leaders" / "tran-van-moi.yml").write_text("id: tran-van-moi\nname: Trần Văn Mới\n", "utf-8")
    record = content / "briefings/2024/2024-10-15-giao-ban-thang-10-2024.md"
    record.write_text(record.read_text("utf-8").replace("id: f1", "id: f7"), "utf-8")
    said = [f for f in examine(content, ROOT, keep=False).findings if f.rule == "url-unrecorded"]
    assert said == [], "an error comes first: f1 would be lost"
    record.write_text(record.read_text("utf-8").replace("id: f7", "id: f1"), "utf-8")
    page = "/hop/2024-10-15-giao-ban-thang-10-2024/"
    lines = (content / "urls.txt").read_text("utf-8").replace(f"{page} f1", page)
    (content / "urls.txt").write_text(lines, "utf-8")
    [one] = [f for f in examine(content, ROOT, keep=False).findings if f.rule == "url-unrecorded"]
    assert (one.path, one.severity, one.hint) == ("urls.txt", "warning", "chạy giaoban urls")
    assert "2 trang" in one.message
    assert page in one.message
    assert "/lanh-dao/tran-van-moi/" in one.message


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


MEETING = "briefings/2024/2024-10-15-giao-ban-thang-10-2024.md"
ADDRESS = "/hop/2024-10-15-giao-ban-thang-10-2024/"


def lost(content: Path) -> list[tuple[str, int, str, str]]:
    found = examine(content, ROOT, keep=False).findings
    return [(f.path, f.line, f.message, f.hint) for f in found if f.rule == "item-lost"]


def test_items_are_recorded_beside_their_meeting_and_never_taken_out(content: Path) -> None:
    found = examine(content, ROOT, keep=False)
    assert ledger.record(content, found.addresses, ledger.items_of(found.archive.cards.values())) > len(found.addresses)
    lines = (content / "urls.txt").read_text("utf-8").splitlines()
    assert f"{ADDRESS} f1 f2 h1 r1 r2 t1 t2" in lines
    assert lost(content) == []
    # Another branch added items in a line of its own; git keeps both lines.
    (content / "urls.txt").write_text("\n".join([f"{ADDRESS} r10 t3", *lines, ""]), "utf-8")
    assert ledger.record(content, {*found.addresses, "/neu/"}) == 1
    assert f"{ADDRESS} f1 f2 h1 r1 r2 r10 t1 t2 t3" in (content / "urls.txt").read_text("utf-8").splitlines()


def test_a_lost_item_is_an_error_until_a_correction_says_that_it_was_taken_out(content: Path) -> None:
    (content / "urls.txt").write_text(f"{ADDRESS} r1 t1 t2\n", "utf-8")
    file = content / MEETING
    whole = file.read_text("utf-8")
    text = whole.replace("  - {id: t2, text: Rà soát quy hoạch cán bộ hư cấu., source: s1}\n", "")
    assert text != whole
    file.write_text(text, "utf-8")
    [(path, line, message, hint)] = lost(content)
    assert (path, text.splitlines()[line - 2]) == (MEETING, "tasks:")
    assert f"{ADDRESS}#t2" in message
    assert "trả lại mục t2" in hint
    assert "removed: t2" in hint
    correction = "corrections:\n  - {date: 2026-03-01, what: Nhiệm vụ này là của cuộc họp khác., removed: t2}\n"
    file.write_text(text.replace("sources:\n", f"{correction}sources:\n", 1), "utf-8")
    assert lost(content) == []


def test_an_item_with_another_number_is_found_by_what_it_says(content: Path) -> None:
    (content / "urls.txt").write_text(f"{ADDRESS} t2\n", "utf-8")
    git(content.parent, "init", "-qb", "main", ".")
    commit(content.parent, "2026-01-02T00:00:00Z")
    file = content / MEETING
    file.write_text(file.read_text("utf-8").replace("{id: t2,", "{id: t5,"), "utf-8")
    [(_, _, _, hint)] = lost(content)
    assert "nay mang số t5: trả lại “id: t2”" in hint


def test_what_cannot_be_read_or_was_withdrawn_loses_no_items(content: Path) -> None:
    (content / "urls.txt").write_text(f"{ADDRESS} t7\n", "utf-8")
    file = content / MEETING
    whole = file.read_text("utf-8")
    file.write_text(whole.replace("level: ", "level: x"), "utf-8")
    assert lost(content) == []
    file.write_text(
        whole.replace("sources:\n", "status: withdrawn\ncorrections: [{date: 2026-03-01, what: Rút.}]\nsources:\n", 1),
        "utf-8",
    )
    assert lost(content) == []


def test_lines_with_something_else_than_numbers_of_items_are_named(tmp_path: Path) -> None:
    (tmp_path / "urls.txt").write_text("/hop/ t1\n/hop/x/ T1\n/hop/y/ t1 #t2\n", encoding="utf-8")
    assert [(f.line, f.rule) for f in ledger.load(tmp_path).findings] == [(2, "invalid-url"), (3, "invalid-url")]
