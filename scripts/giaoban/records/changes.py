"""Changes of a record: which parts differ between two of its versions, as an editor would name them, and on which day."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from giaoban.records import layout
from giaoban.records.files import SourceFile
from giaoban.records.load import ParsedFile, parse_file
from giaoban.records.marks import YamlError

How = Literal["changed", "added", "removed"]
NUMBERED = ("results", "shortcomings", "tasks", "figures", "sources")
"""Keys that hold items with numbers of their own."""

SUMMARY = "summary"
UNREADABLE = "record"
"""Stands for the whole record where a version cannot be read."""


class Changed(NamedTuple):
    """One part that differs: a key of the record (or `SUMMARY`), and the number of the item in it (``t3``) if it has any."""

    key: str
    item: str = ""
    how: How = "changed"


class RecordChange(NamedTuple):
    """One day on which a record was added (``parts`` empty) or changed. ``day``: ``2026-11-21``."""

    day: str
    parts: tuple[Changed, ...] = ()


class History(NamedTuple):
    """Some changes of one record, newest first; ``earlier``: on how many days it was changed before those."""

    changes: tuple[RecordChange, ...]
    earlier: int = 0


def parts(path: str, old: bytes, new: bytes) -> tuple[Changed, ...]:
    """The parts of a file of records that differ, keys in the order of the newer version; none where only its form does.

    ``path``: the file's path within the content folder; ``old``, ``new``: the bytes of the file before and after. Only
    what the YAML says is compared, so that another way of writing the same values is no difference. Never raises.
    """
    try:
        kind = layout.file_kind(path) or "briefing"
        before, after = (parse_file(SourceFile(path, kind, data)) for data in (old, new))
    except (YamlError, UnicodeDecodeError, RecursionError):
        return (Changed(UNREADABLE),)
    return tuple(_parts(before, after))


def _parts(before: ParsedFile, after: ParsedFile) -> Iterator[Changed]:
    if _words(before.body) != _words(after.body):
        yield Changed(SUMMARY)
    was, now = before.marked.value, after.marked.value
    if not isinstance(was, dict) or not isinstance(now, dict):
        yield Changed(UNREADABLE)
        return
    for key in dict.fromkeys((*now, *was)):
        if was.get(key) == now.get(key):
            continue
        items = _items(was.get(key)), _items(now.get(key))
        if key in NUMBERED and items[0] is not None and items[1] is not None:
            yield from _item_parts(str(key), items[0], items[1])
        else:
            yield Changed(str(key))


def _words(body: str) -> list[str]:
    return unicodedata.normalize("NFC", body).split()


def _items(value: Any) -> dict[str, Any] | None:
    """Items by number; None when it does not tell one from another."""
    if value is None:
        return {}
    if not isinstance(value, list) or not all(isinstance(i, dict) and isinstance(i.get("id"), str) for i in value):
        return None
    found = {item["id"]: item for item in value}
    return found if len(found) == len(value) else None


def _item_parts(key: str, was: dict[str, Any], now: dict[str, Any]) -> Iterator[Changed]:
    yield from (Changed(key, i) for i in now if i in was and was[i] != now[i])
    yield from (Changed(key, i, "added") for i in now if i not in was)
    yield from (Changed(key, i, "removed") for i in was if i not in now)
    if list(was) != list(now) and sorted(was) == sorted(now) and all(was[i] == now[i] for i in now):
        yield Changed(key)
