"""The two parts of a meeting's file, and what an editor may have meant where the lines of hyphens between them are not right."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from giaoban.findings import quote
from giaoban.records.marks import YamlError

_LINE = re.compile(r"---[ \t]*")
# What is meant to be a line of three hyphens and is none.
_NEARLY = re.compile(r"[ \t]*(?:-{1,2}|-{4,}|[–—]+|- - -|\*{3}|_{3})[ \t]*")
# What can stand at the margin of the upper part: a key, an entry of a list, a remark.
_AT_MARGIN = re.compile(r"[A-Za-z_]+:(?:\s|$)|- |#(?!#)|\s|$")
_KEY = re.compile(r"([a-z_]+):(?:\s|$)")
_RULE = "front-matter"
_HINT = "dòng đầu tiên là “---”, hết phần khai báo lại một dòng “---”, rồi tới phần tóm tắt"


class FrontMatter(NamedTuple):
    """YAML and Markdown of a file, the lines on which they begin, and what is wrong with what divides them."""

    front: str
    body: str
    first_line: int
    body_line: int
    errors: tuple[YamlError, ...] = ()


_OTHER_FENCE = re.compile(r"\s*(?:`{3,}|~{3,}|\+{3,})\s*\w*\s*")
"""What opens keys or code elsewhere."""


def divide(text: str, keys: Collection[str]) -> FrontMatter:
    """Divide a file at its two lines of hyphens, or where they are missing. ``keys``: those that may stand above."""
    if text.startswith("---") and (found := _plainly(text, keys)):
        return found
    if not text.strip():
        return FrontMatter("", "", 1, 1)
    lines = text.split("\n")
    errors: list[YamlError] = []
    start = _start(lines, errors)
    end, body = _end(lines, start, errors)
    if early := _goes_on(lines, body, keys):
        message = f"dòng “---” này đứng giữa phần khai báo: {quote(early[0])} ở dưới bị hiểu là tóm tắt"
        errors.append(YamlError(_RULE, message, end + 1, 1, "xóa dòng này; “---” chỉ đứng ở đầu và cuối phần khai báo"))
        lines[end] = ""
        end, body = early[1], early[1] + 1
    front = "\n".join([*lines[start:end], ""] if end < len(lines) else lines[start:])
    return FrontMatter(front, "\n".join(lines[body:]), start + 1, body + 1, tuple(errors))


def _plainly(text: str, keys: Collection[str]) -> FrontMatter | None:
    """A file whose lines of hyphens are where they belong, which nearly all are."""
    opened = text.find("\n") + 1
    at = text.find("\n---", max(opened - 1, 0)) if opened and _LINE.fullmatch(text, 0, opened - 1) else -1
    while at >= 0:
        end = text.find("\n", at + 1)
        end = len(text) if end < 0 else end
        if _LINE.fullmatch(text, at + 1, end):
            body = text[end + 1 :]
            first = _KEY.match(body.lstrip("\n"))
            if first and first[1] in keys:
                return None
            return FrontMatter(text[opened : at + 1], body, 2, text.count("\n", 0, end + 1) + 1)
        at = text.find("\n---", at + 1)
    return None


def _start(lines: list[str], errors: list[YamlError]) -> int:
    """The line after the first line of hyphens, counted from 0."""
    if _LINE.fullmatch(lines[0]):
        return 1
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    if _NEARLY.fullmatch(lines[first]):
        message = f"dòng mở đầu phải là đúng ba dấu gạch “---”, ở đây là {quote(lines[first].strip())}"
        errors.append(YamlError(_RULE, message, first + 1, 1, "sửa dòng này thành “---”"))
        return first + 1
    if _OTHER_FENCE.fullmatch(lines[first]):
        message = f"dòng mở đầu phải là “---”, ở đây là {quote(lines[first].strip())}"
        errors.append(
            YamlError(_RULE, message, first + 1, 1, "sửa dòng này, và dòng kết thúc phần khai báo, thành “---”")
        )
        return first + 1
    if _LINE.fullmatch(lines[first].strip()):
        message = "trước dòng “---” đầu tiên không được có dòng trống hay dấu cách"
        errors.append(YamlError(_RULE, message, 1, 1, "xóa những gì đứng trước “---”"))
        return first + 1
    errors.append(YamlError(_RULE, "tệp không bắt đầu bằng dòng “---”", 1, 1, f"thêm dòng “---” ở đầu; {_HINT}"))
    return 0


def _end(lines: list[str], start: int, errors: list[YamlError]) -> tuple[int, int]:
    """The line after the YAML, and the first line of the Markdown, both counted from 0."""
    for at in range(start, len(lines)):
        if _LINE.fullmatch(lines[at]):
            return at, at + 1
    for at in range(start, len(lines)):
        if _NEARLY.fullmatch(lines[at]):
            message = f"dòng kết thúc phần khai báo phải là đúng ba dấu gạch “---”, ở đây là {quote(lines[at].strip())}"
            errors.append(YamlError(_RULE, message, at + 1, 1, "sửa dòng này thành “---”"))
            return at, at + 1
        if at > start and not _AT_MARGIN.match(lines[at]):
            message = "phần khai báo không có dòng “---” kết thúc; tóm tắt có vẻ bắt đầu ở đây"
            errors.append(YamlError(_RULE, message, at + 1, 1, f"thêm dòng “---” ngay trên dòng này; {_HINT}"))
            return at, at
    last = max(len(lines) - (not lines[-1]), 1)
    if not errors:
        errors.append(YamlError(_RULE, "phần khai báo không có dòng “---” kết thúc", last, 1, _HINT))
    return len(lines), len(lines)


def _goes_on(lines: list[str], body: int, keys: Collection[str]) -> tuple[str, int] | None:
    """Where more keys follow what should be the end of the YAML: the first of them, and the line of hyphens after them."""
    first = next((line for line in lines[body:] if line.strip()), "")
    found = _KEY.match(first)
    if not found or found[1] not in keys:
        return None
    for at in range(body, len(lines)):
        if _LINE.fullmatch(lines[at]):
            return found[1], at
        if not _AT_MARGIN.match(lines[at]):
            return found[1], at
    return found[1], len(lines)
