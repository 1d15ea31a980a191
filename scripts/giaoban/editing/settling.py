"""Settling what a draft leaves open, one place after another: the draft's value is kept, replaced or dropped."""

from __future__ import annotations

import re
from pathlib import Path

from giaoban import writing
from giaoban.drafting.worklist import DraftMark, marks, without
from giaoban.editing.record_text import EditError, written
from giaoban.records import front_matter
from giaoban.records.marks import YamlError
from giaoban.records.marks import read as read_yaml

_INDENT = re.compile(r" *")


class Draft:
    """The file of a draft while it is settled; what was settled is written at once. Raises `EditError`."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.text = self._read()
        self._left = 0

    def open(self) -> list[DraftMark]:
        """The places still to be settled, those left for later out."""
        return [mark for mark in marks(self.text) if mark.is_open][self._left :]

    def keep(self, mark: DraftMark) -> None:
        """Keep what the draft has; of a remark alone, take it away."""
        try:
            self._write(without(self.text, [mark]))
        except ValueError:
            raise EditError("còn lỗi về dạng: chạy giaoban check, sửa xong rồi làm lại") from None

    def replace(self, mark: DraftMark, value: str) -> None:
        """Write another value, or a paragraph of the summary, in place of the draft's."""
        lines = self.text.split("\n")
        old = lines[mark.line]
        if mark.key:
            dash = "- " if mark.before.lstrip().startswith("- ") else ""
            lines[mark.line] = f"{_INDENT.match(old)[0]}{dash}{mark.key}: {written(value)}"  # type: ignore[index]
        else:
            lines[mark.line] = value
        self._write("\n".join(lines))

    def drop(self, mark: DraftMark) -> None:
        """Take away the value with its key; of an entry that cannot be without it, the whole entry."""
        lines = self.text.split("\n")
        first, last = mark.line, mark.line + 1
        if mark.before:
            start = self._entry(lines, mark)
            first = mark.line if start is None else start
            depth = _depth(lines[first])
            while last < len(lines) and lines[last].strip() and _depth(lines[last]) > depth:
                last += 1
            above = lines[first - 1]
            stands_alone = above.rstrip().endswith(":") and not lines[last].startswith(f"{' ' * depth}- ")
            first -= lines[first].lstrip().startswith("- ") and stands_alone
        self._write("\n".join([*lines[:first], *lines[last:]]))

    def leave(self) -> None:
        """Leave the first place for later."""
        self._left += 1

    def _entry(self, lines: list[str], mark: DraftMark) -> int | None:
        """The line on which the entry begins that has to go with a value; None where the value may go alone."""
        if lines[mark.line].lstrip().startswith("- "):
            return mark.line
        if mark.value:
            return None
        depth = _depth(lines[mark.line])
        for number in range(mark.line, 0, -1):
            if lines[number].startswith(f"{' ' * (depth - 2)}- ") and depth >= 2:
                return number
            if _depth(lines[number]) < depth:
                return None
        return None

    def _read(self) -> str:
        try:
            return self._file.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            raise EditError(f"không đọc được {self._file.name}: chạy giaoban check") from None

    def _write(self, text: str) -> None:
        if self._read() != self.text:
            raise EditError(f"{self._file.name} vừa được sửa ở nơi khác: chạy lại lệnh")
        try:
            front = front_matter.divide(text, ()).front if text.startswith("---") else text
            is_whole = not read_yaml(front).faults
        except YamlError:
            is_whole = False
        if not is_whole:
            raise EditError("không sửa được bằng lệnh mà giữ nguyên phần còn lại: hãy sửa bằng tay")
        try:
            writing.write(self._file, text.encode())
        except OSError as error:
            raise EditError(writing.unreachable(error)) from None
        self.text = text


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
