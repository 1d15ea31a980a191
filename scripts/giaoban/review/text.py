"""Findings for the screen: by file, each with its line and the spot in it, errors last."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from giaoban.findings import INCOMPLETE, Finding
from giaoban.records.files import MAX_BYTES

_WIDTH = 96
_BEFORE = 60
_GUTTER = 6


def layout(findings: Sequence[Finding], content: Path, shown: str) -> Iterator[str]:
    """The lines to print. ``shown``: how the content folder is named in front of each path.

    Files with errors stand last, and in each file its errors: that is what is on the screen when all has been printed.
    """
    wrong = {f.path for f in findings if f.severity == "error"}
    ordered = sorted(findings, key=lambda f: (f.path in wrong, f.path, f.severity == "error", f))
    for path, group in groupby(ordered, key=lambda f: f.path):
        some = list(group)
        yield f"── {shown}{path}: {counts(some)}"
        for finding in some:
            yield head(finding, shown)
            yield from spot(finding, content)
            if finding.hint:
                yield printable(f"{' ' * (_GUTTER + 1)}→ {finding.hint}")
        yield ""


def head(finding: Finding, shown: str) -> str:
    """The first line of a finding: ``file:line:column severity[rule] message``."""
    where = f"{shown}{finding.path}:{finding.line}:{finding.column}"
    return printable(f"{where} {finding.severity}[{finding.rule}] {finding.message}")


def counts(findings: Sequence[Finding]) -> str:
    """How many there are of each: ``2 lỗi, 1 cảnh báo``."""
    errors = sum(f.severity == "error" for f in findings)
    incomplete = sum(f.rule == INCOMPLETE for f in findings)
    warnings = len(findings) - errors - incomplete
    said = [f"{errors} lỗi"] if errors or not findings else []
    said += [f"{warnings} cảnh báo"] if warnings else []
    said += [f"{incomplete} chỗ còn thiếu"] if incomplete else []
    return ", ".join(said)


def spot(finding: Finding, content: Path) -> Iterator[str]:
    """The line of the file, as much of it as fits, and a mark below the column."""
    lines = _lines(content / finding.path) if finding.path else ()
    if not 0 < finding.line <= len(lines):
        return
    line = lines[finding.line - 1]
    at = min(finding.column - 1, len(line))
    first = max(0, at - _BEFORE)
    part = line[first : first + _WIDTH]
    before = ("…" if first else "") + line[first:at]
    text = ("…" if first else "") + part + ("…" if first + _WIDTH < len(line) else "")
    if text.strip():
        yield f"{finding.line:>{_GUTTER}} │ {printable(text)}"
        yield f"{' ' * _GUTTER} │ {' ' * _cells(printable(before))}^"


def _cells(text: str) -> int:
    """How many columns a terminal takes for a text."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _lines(path: Path) -> tuple[str, ...]:
    try:
        status = path.stat()
        return _read(path, status.st_mtime_ns, status.st_size)
    except OSError:
        return ()


@lru_cache(maxsize=32)
def _read(path: Path, modified: int, size: int) -> tuple[str, ...]:  # noqa: ARG001 - a preview asks again when the file is another
    with path.open("rb") as stream:
        text = stream.read(MAX_BYTES + 1).decode("utf-8-sig", "replace")
    return tuple(text.replace("\r\n", "\n").split("\n"))


def folder(content: Path) -> str:
    """How a content folder is named in front of paths: from the current folder when it is under it."""
    relative = os.path.relpath(content)
    return f"{content if relative.startswith('..') else relative}/".replace(os.sep, "/")


def printable(text: str) -> str:
    """Text that cannot draw on the editor's terminal, nor look like a second finding."""
    return "".join(c if c.isprintable() else " " if c == "\t" else f"\\u{ord(c):04x}" for c in text)
