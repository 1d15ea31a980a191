"""What the check finds between records is kept as long as it can be no other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from giaoban.build import loading
from giaoban.build.pipeline import Outcome

SUMMARY = "briefings/2024/2024-10-15-giao-ban-thang-10-2024.md"
TWIN = "leaders/nguyen-van-hai.yml"


def doubles(outcome: Outcome) -> list[tuple[str, int]]:
    assert outcome.published
    return [(f.path, f.line) for f in outcome.findings if f.rule == "possible-duplicate" and f.path == TWIN]


def test_findings_are_kept_until_records_or_their_files_change(
    content: Path, build_in: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    name = next(
        line for line in (content / "leaders/nguyen-van-hu-cau.yml").read_text("utf-8").splitlines() if "name:" in line
    )
    (content / TWIN).write_text(f"id: nguyen-van-hai\n{name}\n", "utf-8")
    assert doubles(build_in()) == [(TWIN, 2)]
    with (content / SUMMARY).open("a", encoding="utf-8") as record:
        record.write("\nThêm một câu.\n")
    with monkeypatch.context() as patched:
        patched.delattr(loading, "check_archive")
        assert doubles(build_in()) == [(TWIN, 2)], "no rule was asked again"
    (content / TWIN).write_text(f"# Ghi chú.\nid: nguyen-van-hai\n{name}\n", "utf-8")
    assert doubles(build_in()) == [(TWIN, 3)], "the record says what it said, at another place"
    (content / TWIN).unlink()
    assert doubles(build_in()) == []
