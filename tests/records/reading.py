"""Reading one record from a text whose expected places are marked."""

from __future__ import annotations

from giaoban.records.files import SourceFile
from giaoban.records.load import Loaded, load

MARK = "⟦"

LEADER = "id: mau\nname: Người Mẫu\n"
BRIEFING = """---
id: mau
title: Họp mẫu
kind: briefing
level: central
date: 2024-10-15
sources:
  - {id: s1, title: Bài mẫu}
---
Tóm tắt.
"""


def loaded(data: str | bytes, kind: str = "leader", path: str = "") -> Loaded:
    """What a file of this kind with these bytes gives."""
    ending = "md" if kind == "briefing" else "yml"
    raw = data.encode() if isinstance(data, str) else data
    return load(SourceFile(path or f"mau.{ending}", kind, raw))


def unmarked(text: str) -> tuple[str, set[tuple[int, int]]]:
    """The text without its marks, and the line and column of each."""
    places: set[tuple[int, int]] = set()
    while MARK in text:
        before, _, after = text.partition(MARK)
        places.add((before.count("\n") + 1, len(before) - before.rfind("\n")))
        text = before + after
    return text, places
