"""A fixture that breaks the tiny archive and looks at what the check says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from broken import MARK, Case, examined

from giaoban.findings import INCOMPLETE


@pytest.fixture
def holds(content: Path) -> Callable[[Case], None]:
    """Assert that a case gives its finding at every mark, and that nothing else is found."""

    def run(broken: Case) -> None:
        expected: set[tuple[str, int, int]] = set()
        for path, old, new in broken.edits:
            file = content / path
            file.parent.mkdir(exist_ok=True, parents=True)
            text = file.read_text("utf-8") if file.exists() else ""
            assert text.count(old) == 1 or not old, f"{old!r} stands {text.count(old)} times in {path}"
            text = text.replace(old, new) if old else text + new
            file.write_text(text, "utf-8")
        for path in {path for path, _, _ in broken.edits}:
            text = (content / path).read_text("utf-8")
            while MARK in text:
                before, _, after = text.partition(MARK)
                expected.add((path, before.count("\n") + 1, len(before) - before.rfind("\n")))
                text = before + after
            (content / path).write_text(text, "utf-8")
        found, _ = examined(content)
        # The tiny archive has documents of which not all is known: that alone is no fault.
        findings = [f for f in found if f.rule != INCOMPLETE or broken.rule == INCOMPLETE]
        shown = "\n".join(f.format() for f in findings)
        assert {(f.path, f.line, f.column) for f in findings if f.rule == broken.rule} == expected, shown
        assert {f.rule for f in findings} == {broken.rule, *broken.also}, shown
        for found in (f for f in findings if f.rule == broken.rule):
            assert found.severity == broken.severity, shown
            assert broken.hint in found.hint, shown
            assert broken.message in found.message, shown

    return run
