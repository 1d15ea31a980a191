"""How the record of a meeting came to be what it is, in words."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from giaoban.records.changes import Changed, History
from giaoban.views import words
from giaoban.views.values import Rich, date, text
from giaoban.views.wording import counted, first_upper

# Of more items of one kind changed on one day, their number is said.
_MANY = 6


class HistoryLine(Struct, frozen=True):
    """One day in the history of a record, and what was done on it."""

    day: Rich
    what: str


def history(found: History | None) -> tuple[HistoryLine, ...]:
    """The history, newest first; the last line counts the days that are left out."""
    if found is None:
        return ()
    lines = [HistoryLine(date(c.day), _said(c.parts) if c.parts else "Thêm vào kho") for c in found.changes]
    if found.earlier:
        lines.append(HistoryLine(text("Trước đó"), counted(found.earlier, "lần thêm, sửa")))
    return tuple(lines)


def _said(parts: Sequence[Changed]) -> str:
    """The parts by what was done to them: “Thêm nhiệm vụ 11; sửa tóm tắt, kết quả 1 và 3”."""
    by_verb = []
    for how, verb in words.CHANGED.items():
        things: dict[str, list[str]] = {}
        for part in parts:
            if part.how == how:
                things.setdefault(part.key, []).extend([part.item] if part.item else [])
        if things:
            by_verb.append(f"{verb} {', '.join(_thing(key, items) for key, items in things.items())}")
    return first_upper("; ".join(by_verb))


def _thing(key: str, items: Sequence[str]) -> str:
    name = words.RECORD.get(key, "mục khác")
    if not items:
        return name
    if len(items) > _MANY:
        return counted(len(items), name)
    numbers = [words.ordinal(item) for item in items]
    return f"{name} {' và '.join([', '.join(numbers[:-1]), numbers[-1]] if numbers[1:] else numbers)}"
