"""What YAML takes and an editor did not mean."""

from __future__ import annotations

import pytest

from giaoban.records.slips import find

SLIPS = [
    ("title: Giao ban số #10 toàn ngành", [("comment-cuts", 20)]),
    ("title: Giao ban  # tháng mười", []),
    ('title: "Giao ban số #10"', []),
    ("title: 'Giao ban số #10'  # ghi chú", []),
    ("url: https://x.example/a#b", []),
    ("# một lời chú #riêng", []),
    ("text: >-\n  Việc số #10 và\n  việc #11.\nname: X #y", [("comment-cuts", 9)]),
    ("  - text: |\n      Việc số #10\n  - text: a #b", [("comment-cuts", 13)]),
    ("as: [“Ủy viên, Trưởng ban”]", [("comma-splits", 6)]),
    ("as: [Một, “Hai” ba, “Bốn, năm”]", [("comma-splits", 21)]),
    ('as: ["“Ủy viên, Trưởng ban”"]', []),
    ("as: [“Ủy viên”, “Trưởng ban”]", []),
    ("note: Bài viết “một, hai”.", []),
]


@pytest.mark.parametrize(("text", "expected"), SLIPS, ids=lambda v: str(v)[:40])
def test_slips(text: str, expected: list[tuple[str, int]]) -> None:
    found = list(find("a.yml", text, 3))
    assert [(f.rule, f.column) for f in found] == expected
    assert all(f.hint and f.severity == "warning" for f in found)
    assert [f.line for f in found] in ([], [3], [3 + text.count("\n")])
