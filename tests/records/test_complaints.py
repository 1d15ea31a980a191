"""What the model refuses: rule, place and way out, in the words of an editor."""

from __future__ import annotations

import pytest
from reading import BRIEFING, LEADER, loaded, unmarked


def with_line(line: str) -> str:
    """A meeting with one more line in its front matter."""
    return BRIEFING.replace("level: central", f"{line}\nlevel: central")


# Kind, text with the place marked, rule, what the message says, what the hint says.
REFUSED = [
    ("leader", LEADER + "⟦nmae: X\n", "unknown-key", "“nmae”", "“name”"),
    ("leader", LEADER + "⟦zzz: X\n", "unknown-key", "“zzz”", "id, name, note"),
    ("leader", "⟦id: mau\n", "missing-key", "“name”", "name: "),
    ("leader", "id: mau\nname:⟦\n", "missing-key", "để trống", "điền"),
    ("leader", "id: mau\nname: ⟦''\n", "missing-key", "“name” để trống", "xóa"),
    ("leader", "id: ⟦Phạm Minh\nname: X\n", "invalid-id", "Phạm Minh", "“pham-minh”"),
    ("leader", "id: ⟦../../etc\nname: X\n", "invalid-id", "../../etc", "a–z"),
    ("leader", "id: ⟦a/b\nname: X\n", "invalid-id", "a/b", "“a-b”"),
    ("leader", "id: ⟦а\nname: X\n", "invalid-id", "а", "không dấu"),
    ("leader", LEADER + "other_names: ⟦X\n", "wrong-type", "cần một danh sách", "“- ”"),
    ("leader", LEADER + "note: ⟦[a]\n", "wrong-type", "danh sách", "chữ"),
    ("leader", LEADER + "note: ⟦{a: b}\n", "wrong-type", "nhóm khóa", "chữ"),
    ("leader", LEADER + "sources: [⟦x]\n", "wrong-type", "khóa: giá trị", "id: "),
    ("briefing", BRIEFING.replace("{id: s1, title: Bài mẫu}", "⟦x"), "wrong-type", "khóa: giá trị", "id: "),
    ("leader", LEADER + "sources: [⟦{id: s1}]\n", "empty-source", "tên bài", "title"),
    ("leader", LEADER + "sources: [{id: s1, url: ⟦javascript:1}]\n", "invalid-url", "https://", "trình duyệt"),
    ("leader", LEADER + 'sources: [{id: s1, url: ⟦"https://a b/"}]\n', "invalid-url", "https://", "dấu cách"),
    ("leader", LEADER + 'sources: [{id: s1, url: ⟦"https://["}]\n', "invalid-url", "https://", "dấu cách"),
    ("leader", LEADER + "sources: [{id: ⟦1, title: X}]\n", "invalid-id", "mã mục", "t1"),
    (
        "leader",
        LEADER + "sources: [{id: s1, title: X, published: ⟦29-10-2018}]\n",
        "invalid-date",
        "29-10-2018",
        "2018-10-29",
    ),
    (
        "leader",
        LEADER + "sources: [{id: s1, title: X, accessed: ⟦2018-10}]\n",
        "invalid-date",
        "đúng một ngày",
        "2018-10-29",
    ),
    ("leader", LEADER + "corrections: [⟦{date: 2024-01-01}]\n", "missing-key", "corrections[1].what", "what: "),
    (
        "resolution",
        "id: mau\ntype: ⟦Nghi quyet\nsources: [{id: s1, title: X}]\n",
        "wrong-value",
        "Nghi quyet",
        "Nghị quyết",
    ),
    ("resolution", "⟦id: mau\ntype: Luật\n", "no-source", "không có nguồn", "sources"),
    ("resolution", "id: mau\ntype: Luật\nsources: ⟦[]\n", "no-source", "không có nguồn", "s1"),
    ("briefing", BRIEFING.replace("kind: briefing", "kind: ⟦briefings"), "wrong-value", "“briefings”", "“briefing”"),
    ("briefing", BRIEFING.replace("kind: briefing", "kind: ⟦họp"), "wrong-value", "“họp”", "interim-review"),
    ("briefing", BRIEFING.replace("2024-10-15", "⟦2024-13-45"), "invalid-date", "không có tháng 13", "2018-10-29"),
    ("briefing", BRIEFING.replace("2024-10-15", "⟦2023-02-29"), "invalid-date", "29-2-2023", ""),
    ("briefing", BRIEFING.replace("2024-10-15", "⟦15/10/2024"), "invalid-date", "15/10/2024", "2024-10-15"),
    ("briefing", BRIEFING.replace("2024-10-15", "⟦31/2/2024"), "invalid-date", "31/2/2024", "không có ngày 31-2-2024"),
    ("briefing", BRIEFING.replace("2024-10-15", "⟦10/15/2024"), "invalid-date", "10/15/2024", "thì viết 2024-10-15"),
    ("briefing", with_line("venue: {connection_points: ⟦bảy mốt}"), "wrong-type", "số nguyên", "chữ số"),
    ("briefing", with_line("venue: {connection_points: ⟦1.000}"), "wrong-type", "số nguyên", "viết 1000"),
    ("briefing", with_line("venue: {connection_points: ⟦71.0}"), "wrong-type", "“71.0”", "chữ số"),
    ("briefing", with_line("venue: {connection_points: ⟦1_0}"), "wrong-type", "“1_0”", "chữ số"),
    ("plenums", "plenums: [{id: a, name: A, term: X, number: ⟦6.0}]\n", "wrong-type", "“6.0”", "chữ số"),
    ("briefing", with_line("venue: {connection_points: ⟦0}"), "wrong-value", "“0”", "nhỏ nhất là 1"),
    ("briefing", with_line("tasks: [{id: t1, text: X, continues: ⟦t4}]"), "invalid-reference", "“t4”", "#t4"),
    (
        "briefing",
        with_line("tasks: [{id: t1, text: X, ⟦resolution: a}]"),
        "unknown-key",
        "“resolution”",
        "“resolutions”",
    ),
    ("briefing", with_line("people: [{leader: a, part: ⟦chủ trì}]"), "wrong-value", "chủ trì", "chair"),
    ("briefing", with_line("people: [{leader: a, part: ⟦[]}]"), "missing-key", "part", "chair"),
    (
        "briefing",
        with_line("figures: [{id: f1, value: ⟦57.813.000, unit: a, what: b}]"),
        "wrong-type",
        "57.813.000",
        "57813",
    ),
    ("briefing", with_line('figures: [{id: f1, value: ⟦"57,8", unit: a, what: b}]'), "wrong-type", "57,8", "57813"),
    ("briefing", with_line("figures: [{id: f1, value: ⟦NaN, unit: a, what: b}]"), "wrong-type", "NaN", "57813"),
    (
        "briefing",
        with_line("resolutions: [⟦{resolution: a, plenum: b, relation: issued, cited: x}]"),
        "two-meanings",
        "chỉ trỏ tới một",
        "resolution hoặc plenum",
    ),
    ("briefing", with_line("⟦summary: X"), "unknown-key", "tóm tắt", "thứ hai"),
    ("briefing", BRIEFING.replace("Họp mẫu", "⟦" + "a" * 4001), "too-large", "4000", "tóm tắt"),
    ("topics", "topics: [⟦{id: a, name: A}]\n", "missing-key", "“scope”", "scope: "),
    ("topics", "⟦topic: []\n", "unknown-key", "“topic”", "“topics”"),
    ("topics", "topics: ⟦{id: a}\n", "wrong-type", "danh sách", "“- ”"),
    ("topics", "topics:⟦\n", "wrong-type", "danh sách", "“- ”"),
    ("plenums", "plenums: [{id: a, name: A, term: X, number: ⟦31}]\n", "wrong-value", "“31”", "lớn nhất là 30"),
    (
        "provinces",
        "units: [{id: a, page: a, name: A, kind: ⟦huyện, code: '1', region: X}]\n",
        "wrong-value",
        "huyện",
        "tỉnh",
    ),
]


@pytest.mark.parametrize(("kind", "text", "rule", "message", "hint"), REFUSED, ids=lambda v: str(v)[:40])
def test_each_refusal_names_its_place_and_a_way_out(kind: str, text: str, rule: str, message: str, hint: str) -> None:
    text, places = unmarked(text)
    findings = loaded(text, kind).findings
    shown = "\n".join(f.format() for f in findings)
    assert {(f.line, f.column) for f in findings} == places, shown
    assert [f.rule for f in findings] == [rule], shown
    assert message in findings[0].message, shown
    assert hint in findings[0].hint, shown
    assert findings[0].severity == "error"


def test_all_problems_of_a_record_are_found_in_one_run() -> None:
    text = BRIEFING.replace("kind: briefing", "kind: x").replace("2024-10-15", "hôm qua").replace("title", "titel", 1)
    assert {f.rule for f in loaded(text, "briefing").findings} == {
        "wrong-value",
        "invalid-date",
        "unknown-key",
        "missing-key",
    }


def test_a_flood_of_mistakes_is_cut_short() -> None:
    text = LEADER + "".join(f"k{i}: x\n" for i in range(25_000))
    findings = loaded(text).findings
    assert findings[-1].rule == "too-many"
    assert len(findings) < 400
