"""The day's date: one day for all machines, asked in one place."""

from __future__ import annotations

import ast
from datetime import UTC, datetime, timedelta
from pathlib import Path

from giaoban.check import clock

PACKAGE = Path(clock.__file__).resolve().parents[1]
ASKS = {"now", "today", "utcnow"}


def test_the_day_is_that_of_vietnam() -> None:
    before = datetime.now(tz=UTC) + timedelta(hours=7)
    day = clock.today()
    assert before.date() <= day <= (datetime.now(tz=UTC) + timedelta(hours=7)).date()


def test_nothing_else_asks_for_the_day() -> None:
    asked = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ASKS and isinstance(node.value, ast.Name)
        and node.value.id in {"date", "datetime"}
    }  # fmt: skip
    assert asked == {"check/clock.py"}
