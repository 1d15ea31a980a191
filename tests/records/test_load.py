"""Bytes to records: text that looks right and is not, hostile files, and the promise that nothing raises."""

from __future__ import annotations

import os
import random
import tracemalloc
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import BRIEFING, LEADER, loaded, unmarked

from giaoban.findings import Finding
from giaoban.records.files import MAX_BYTES
from giaoban.records.load import Loaded
from giaoban.records.models.briefing import Briefing
from giaoban.records.models.leader import Leader

KINDS = ["briefing", "leader", "resolution", "provinces", "plenums", "series", "topics", "organization"]


def rules(result: Loaded) -> list[str]:
    return [finding.rule for finding in result.findings]


def test_a_good_record_is_read() -> None:
    result = loaded(BRIEFING, "briefing")
    assert rules(result) == []
    [(at, record)] = result.records
    assert at == ()
    assert isinstance(record, Briefing)
    assert record.summary == "Tóm tắt."
    assert result.document
    assert (result.document.body, result.document.body_line) == ("Tóm tắt.\n", 10)


def test_a_bom_and_windows_line_ends_change_nothing() -> None:
    result = loaded(b"\xef\xbb\xbf" + BRIEFING.replace("\n", "\r\n").encode(), "briefing")
    plain = loaded(BRIEFING, "briefing")
    assert (result.records, result.findings) == (plain.records, plain.findings)
    assert result.document
    assert plain.document
    assert result.document.marked.place(("title",)) == plain.document.marked.place(("title",)) == (3, 8)


def test_lists_give_one_record_an_entry_with_its_path() -> None:
    result = loaded("topics:\n  - {id: a, name: A, scope: x}\n  - {id: b}\n  - {id: c, name: C, scope: x}\n", "topics")
    assert [at for at, _ in result.records] == [("topics", 0), ("topics", 2)]


# Kind, text with the places marked, rule, severity.
SUSPECT = [
    ("leader", "id: mau\nname: Nguy⟦" + unicodedata.normalize("NFD", "ễn") + "\n", "text-nfd", "error"),
    ("leader", "id: mau\nname: ⟦Ðặng\n", "text-eth", "error"),
    ("leader", "id: mau\nname: Người⟦\u200bMẫu\n", "text-zero-width", "error"),
    ("leader", "id: mau\nname: Người⟦\u00adMẫu\n", "text-zero-width", "error"),
    ("leader", "id: mau\nname: Người⟦\u202eMẫu\n", "text-zero-width", "error"),
    ("leader", "id: mau\nname: Người⟦\ufeffMẫu\n", "text-zero-width", "error"),
    ("leader", "id: mau\nname: Người⟦\u00a0Mẫu\n", "text-nbsp", "warning"),
    ("leader", "id: mau\nname: Người⟦\ue000Mẫu\n", "text-private", "error"),
    ("leader", "id: mau\nname: Người⟦\x00Mẫu\n", "text-control", "error"),
    ("leader", "id: mau\nname: Người⟦\x1bMẫu\n", "text-control", "error"),
    ("leader", "id: mau\nname: Người⟦\u2028Mẫu\n", "text-control", "error"),
    ("leader", "id: mau⟦\rname: Người Mẫu\nname: X\n", "text-control", "error"),
    ("briefing", BRIEFING.replace("Tóm", "T⟦o\u0301m"), "text-nfd", "error"),
    ("briefing", BRIEFING.replace("Tóm", "⟦\x0cTóm"), "text-control", "error"),
]


@pytest.mark.parametrize(("kind", "text", "rule", "severity"), SUSPECT, ids=lambda v: ascii(v)[:40])
def test_characters_that_look_right(kind: str, text: str, rule: str, severity: str) -> None:
    text, places = unmarked(text)
    findings = [f for f in loaded(text, kind).findings if f.rule == rule]
    assert {(f.line, f.column) for f in findings} == places
    assert {f.severity for f in findings} == {severity}
    assert all(f.hint for f in findings)


def test_what_is_not_nfc_is_read_as_nfc_at_its_own_place() -> None:
    name = unicodedata.normalize("NFD", "Nguyễn Ái")
    result = loaded(f"id: mau\nname: {name}\nother_names: [{name}, 5, {{x: y}}]\n")
    assert [(f.line, f.column) for f in result.findings if f.rule == "wrong-type"] == [(3, 15 + len(name) + 2 + 3)]
    [(_, record)] = loaded(f"id: mau\nname: {name}\n").records
    assert isinstance(record, Leader)
    assert record.name == "Nguyễn Ái"


# Kind, bytes or text with the place marked, the one rule that speaks.
BROKEN: list[tuple[str, str | bytes, str]] = [
    ("leader", "⟦", "empty-file"),
    ("leader", "⟦# chưa viết gì\n", "empty-file"),
    ("topics", "⟦", "empty-file"),
    ("briefing", "⟦", "empty-file"),
    ("briefing", "⟦Tóm tắt.\n", "front-matter"),
    ("briefing", "---\nid: mau\n⟦title: chưa đóng\n", "front-matter"),
    ("briefing", "---\n⟦---\nTóm tắt.\n", "empty-file"),
    ("leader", "⟦- a\n- b\n", "wrong-type"),
    ("leader", "⟦chỉ là một câu\n", "wrong-type"),
    ("briefing", "---\n⟦- a\n---\n", "wrong-type"),
    ("leader", "id: mau\nname: a⟦: b\n", "yaml-syntax"),
    ("briefing", BRIEFING.replace("Họp mẫu", "Họp⟦: mẫu"), "yaml-syntax"),
    ("leader", LEADER + "⟦name: Lần hai\n", "duplicate-key"),
    ("leader", LEADER + "note: ⟦&a x\n", "yaml-alias"),
    ("leader", LEADER + "note: ⟦!x y\n", "yaml-tag"),
    ("leader", LEADER + "⟦---\nid: hai\n", "yaml-documents"),
]


@pytest.mark.parametrize(("kind", "text", "rule"), BROKEN, ids=lambda v: ascii(v)[:40])
def test_broken_files(kind: str, text: str, rule: str) -> None:
    text, places = unmarked(text)
    findings = loaded(text, kind).findings
    assert [f.rule for f in findings] == [rule], [f.format() for f in findings]
    assert {(f.line, f.column) for f in findings} == places
    assert findings[0].hint


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"id: mau\nname: \xff\n", 2, 7),
        ("id: mau\nname: Đặng ".encode() + b"\xc4", 2, 12),
        ("﻿id: mau\nname: Đ".encode() + b"\xe1\xba\n", 2, 8),
        ("id: mau\nname: Đặng\n".encode("utf-16"), 1, 1),
        ("id: mau\nname: à\n".encode("cp1258"), 2, 7),
        (b"\x89PNG\r\n\x1a\n\0\0\0", 1, 1),
    ],
)
def test_a_file_that_is_not_utf8(data: bytes, line: int, column: int) -> None:
    [finding] = loaded(data).findings
    assert (finding.rule, finding.line, finding.column) == ("not-utf8", line, column)
    assert "UTF-8" in finding.hint


def test_a_billion_laughs_stay_silent() -> None:
    lines = ["a0: &a0 ha", *(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 12))]
    tracemalloc.start()
    assert set(rules(loaded("\n".join(lines)))) == {"yaml-alias"}
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


HOSTILE = {
    "nothing but NUL": b"\0" * MAX_BYTES,
    "no-break spaces": "\u00a0".encode() * (MAX_BYTES // 2),
    "a no-break space a line": "\u00a0\n".encode() * (MAX_BYTES // 3),
    "decomposed letters": "e\u0301\n".encode() * (MAX_BYTES // 4),
    "combining marks": b"a" + "\u0301".encode() * (MAX_BYTES // 2 - 1),
    "unknown keys": b"".join(b"k%d: x\n" % i for i in range(28_000)),
    "keys twice": b"a: b\n" * (MAX_BYTES // 5),
    "empty sources": b"id: mau\nname: x\nsources:\n" + b"- {}\n" * 50_000,
    "wrong ids": b"id: mau\nname: x\nsources:\n" + b"- {id: 1, title: x}\n" * 12_000,
    "one long word": b"id: " + b"a" * (MAX_BYTES - 4),
    "brackets": b"[" * MAX_BYTES,
    "braces": b"{" * MAX_BYTES,
    "dashes": b"- " * (MAX_BYTES // 2),
    "fences": b"---\n" * (MAX_BYTES // 4),
    "spaces": b" " * MAX_BYTES,
    "tabs": b"\t" * MAX_BYTES,
    "carriage returns": b"\r" * MAX_BYTES,
    "random": random.Random(7).randbytes(MAX_BYTES),
}


@pytest.mark.parametrize("kind", ["briefing", "leader", "topics"])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_findings_in_good_time(name: str, kind: str) -> None:
    data = HOSTILE[name]
    if kind == "briefing" and data.isascii() and b"\0" not in data:
        data = b"---\n" + data[: MAX_BYTES - 20] + b"\n---\n"
    result = loaded(data, kind)
    assert result.findings
    assert all("\n" not in f.format() and f.format().isprintable() for f in result.findings)


def test_a_hostile_value_cannot_draw_on_the_terminal() -> None:
    shown = [f.format("content/") for f in loaded('id: "\\e[2J\\nx.yml:1:1 error[fake]"\nname: X\n').findings]
    assert len(shown) == 1
    assert shown[0].isprintable()


def inside(finding: Finding, data: bytes) -> bool:
    """Whether a finding's place is in the file: a column may be one past the end of its line, a line one past the last."""
    lines = data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").split("\n")
    return 1 <= finding.line <= len(lines) and 1 <= finding.column <= len(lines[finding.line - 1]) + 1


YAMLISH = st.lists(
    st.sampled_from(
        [
            *"ab:-[]{},'\"#&*!|>%@?\n \t0",
            *("id: ", "\n- ", "---\n", "đ", "e\u0301", "\r\n", "\u0958", "\x85", "\u2028", "\ufeff", "𠀀", "name: x\n"),
        ]
    ),
    max_size=60,
).map("".join)


@settings(max_examples=int(os.environ.get("GIAOBAN_EXAMPLES", "300")), deadline=None)
@given(st.one_of(st.binary(max_size=200), YAMLISH.map(str.encode)), st.sampled_from(KINDS), st.booleans())
def test_no_bytes_make_it_raise_and_every_place_is_in_the_file(data: bytes, kind: str, fenced: bool) -> None:
    if fenced:
        data = b"---\n" + data + b"\n---\n" + data
    result = loaded(data, kind)
    for finding in result.findings:
        assert inside(finding, data), finding.format()
    if result.document is None:
        assert result.findings
