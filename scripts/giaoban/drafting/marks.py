"""The marks of a draft: comments that say where a value was read and what is to be settled. They are found, and taken away."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from giaoban.drafting.model import Span
from giaoban.drafting.yaml_out import TO_SETTLE
from giaoban.records import front_matter
from giaoban.records.marks import YamlError
from giaoban.records.marks import read as read_yaml

_MARK = rf"(?:ký tự \d|khai báo của trang\b|{TO_SETTLE}\b)"
_AT_END = re.compile(rf"(?<!\s)\s+# (?={_MARK})(?P<says>.*)$")
_ALONE = re.compile(rf"\s*# (?:(?P<key>[a-z_]+):\s+# )?(?={_MARK})(?P<says>.*)$")
_IN_SUMMARY = re.compile(rf"\s*<!-- (?={_MARK})(?P<says>.*?) -->\s*$")
_KEY = re.compile(r"\s*(?:- )?(?P<key>[a-z_]+):\s*(?P<value>.*)$")
_SPAN = re.compile(r"(?<!\d)(\d+)–(\d+)")


class DraftMark(NamedTuple):
    """One comment of a draft. ``line``: from 0. ``before``: what stands in front of it on its line, empty where nothing does.

    ``key``: what it is about, empty in a summary; ``value``: what the draft has for it. ``says``: the comment; ``span``: the
    first place of the article that it names; ``is_open``: whether an editor has something to settle.
    """

    line: int
    before: str
    key: str
    value: str
    says: str
    span: Span | None
    is_open: bool

    @property
    def lacks_value(self) -> bool:
        """Whether the record cannot stay as it is once the mark is gone: a key without anything."""
        return bool(self.before) and bool(self.key) and not self.value


def marks(text: str) -> list[DraftMark]:
    """The marks in the file of a record."""
    found = []
    for number, line in enumerate(text.split("\n")):
        match = _ALONE.match(line) or _IN_SUMMARY.match(line) or _AT_END.search(line)
        if not match:
            continue
        before = line[: match.start()] if match.re is _AT_END else ""
        key = _KEY.match(before)
        says, span = match["says"], _SPAN.search(match["says"])
        found.append(
            DraftMark(
                number, before, key["key"] if key else (match.groupdict().get("key") or ""), key["value"] if key else "",
                says, (int(span[1]), int(span[2])) if span else None, TO_SETTLE in says,
            )
        )  # fmt: skip
    return found


def without(text: str, some: Collection[DraftMark] | None = None) -> str:
    """The text without some marks, or without all. Raises `ValueError` where it would no longer mean the same."""
    gone = {mark.line: mark.before for mark in (marks(text) if some is None else some)}
    lines: list[str] = []
    for number, line in enumerate(text.split("\n")):
        kept = gone.get(number, line)
        is_second_blank = not line and gone.get(number - 1) == "" and lines[-1:] == [""]
        if not is_second_blank and (kept or number not in gone):
            # A comment between two blank lines leaves one.
            lines.append(kept)
    changed = "\n".join(lines)
    if _meaning(changed) != _meaning(text):
        raise ValueError("taking the marks away would change the record")
    return changed


def _meaning(text: str) -> object:
    front = front_matter.divide(text, ()).front if text.startswith("---") else text
    try:
        return read_yaml(front).value
    except YamlError as error:
        raise ValueError(str(error)) from None
