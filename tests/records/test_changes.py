"""Which parts of a record differ between two versions."""

from __future__ import annotations

import pytest

from giaoban.records.changes import Changed, parts

RECORD = """---
id: mot
title: Giao ban tháng 1
date: 2018-10-29
results:
  - {id: r1, text: Một.}
  - {id: r2, text: Hai.}
tasks:
  - {id: t1, text: Việc.}
sources:
  - {id: s1, title: Bài}
---

Tóm tắt một câu.
"""


@pytest.mark.parametrize(("old", "new", "found"), [
    ("", "", []),
    ("Tóm tắt một câu.", "Tóm tắt một\ncâu.", []),
    ("title: Giao ban tháng 1", 'title: "Giao ban tháng 1"  # chú thích', []),
    ("Tóm tắt một câu.", "Tóm tắt hai câu.", [Changed("summary")]),
    ("date: 2018-10-29", "date: 2018-10-30", [Changed("date")]),
    ("{id: r2, text: Hai.}", "{id: r2, text: Ba.}", [Changed("results", "r2")]),
    ("  - {id: r2, text: Hai.}\n", "", [Changed("results", "r2", "removed")]),
    ("tasks:\n", "tasks:\n  - {id: t2, text: Thêm.}\n", [Changed("tasks", "t2", "added")]),
    ("tasks:\n  - {id: t1, text: Việc.}\n", "", [Changed("tasks", "t1", "removed")]),
    ("tasks:\n", "period: 2018-10\ntasks:\n", [Changed("period")]),
    ("{id: r1, text: Một.}\n  - {id: r2, text: Hai.}", "{id: r2, text: Hai.}\n  - {id: r1, text: Một.}", [Changed("results")]),
    ("{id: r1, text: Một.}", "{id: r2, text: Một.}", [Changed("results")]),
    ("{id: r1, text: Một.}", "{id: r1, text: Một", [Changed("record")]),
    ("id: mot", "id: [mot", [Changed("record")]),
])  # fmt: skip
def test_parts(old: str, new: str, found: list[Changed]) -> None:
    assert old in RECORD
    after = RECORD.replace(old, new, 1)
    assert list(parts("briefings/2018/mot.md", RECORD.encode(), after.encode())) == found


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"---\n- 1\n---\n", b"---\n" + b"[" * 5000 + b"\n---\n"])
def test_an_unreadable_version_is_said_to_be_another_record(data: bytes) -> None:
    assert Changed("record") in parts("briefings/2018/mot.md", RECORD.encode(), data)
