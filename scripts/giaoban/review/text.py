"""Findings as text: for the screen, in English, and for other programs.

On the screen they stand by file, each with its line and the spot in it, errors last. In English a finding is
the sentence of its rule, and the values that the Vietnamese message names. Programs read JSON, the annotations of GitHub, or
SARIF.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from giaoban import rules
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


# Messages put the values they speak of in these marks, and those that can be copied in backticks or after a colon.
_VALUE = re.compile(r"“[^“”]*”")


def in_english(finding: Finding) -> Finding:
    """The finding with message and hint in English; as it is, where its rule is not described."""
    rule = rules.find(finding.rule)
    if rule is None:
        return finding
    values, ways = (", ".join(dict.fromkeys(_VALUE.findall(text))) for text in (finding.message, finding.hint))
    message = f"{rule.english}: {values}" if values else rule.english
    return replace(finding, message=message, hint=f"see {ways}" if ways else "")


def summary_in_english(findings: Sequence[Finding], incomplete: int) -> str:
    """How many errors and warnings ``findings`` has, and how many documents lack facts (``incomplete``), as a sentence."""
    errors = sum(f.severity == "error" for f in findings)
    said = f"{errors} errors, {len(findings) - errors} warnings." if findings else "No errors."
    return said + (f" {incomplete} documents lack facts: giaoban check --incomplete" if incomplete else "")


FORMATS = ("text", "json", "github", "sarif")
_SARIF = "https://json.schemastore.org/sarif-2.1.0.json"


def as_json(findings: Sequence[Finding], shown: str, incomplete: int) -> str:
    """One object: ``counts`` by severity, and ``findings`` with file, line, column, severity, rule, message and hint."""
    counted = {
        "error": sum(f.severity == "error" for f in findings),
        "warning": sum(f.severity == "warning" and f.rule != INCOMPLETE for f in findings),
        "incomplete": incomplete,
    }
    listed = [
        {
            "file": f"{shown}{f.path}",
            "line": f.line,
            "column": f.column,
            "severity": f.severity,
            "rule": f.rule,
            "message": f.message,
            "hint": f.hint,
        }
        for f in findings
    ]
    return json.dumps({"counts": counted, "findings": listed}, ensure_ascii=False, indent=1)


def as_github(findings: Sequence[Finding], shown: str) -> str:
    """Workflow commands, which GitHub shows beside the lines of a pull request."""
    return "\n".join(
        f"::{f.severity} file={_property(shown + f.path)},line={f.line},col={f.column},title={_property(f.rule)}::"
        + _data(f.message + (f"\n{f.hint}" if f.hint else ""))
        for f in findings
    )


def as_sarif(findings: Sequence[Finding], shown: str) -> str:
    """A SARIF 2.1.0 log of one run; each rule is described as `giaoban explain` does."""
    named = sorted({f.rule for f in findings})
    described = [_described(name) for name in named]
    results = [
        {
            "ruleId": f.rule,
            "ruleIndex": named.index(f.rule),
            "level": f.severity,
            "message": {"text": f.message + (f" ({f.hint})" if f.hint else "")},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": f"{shown}{f.path}"},
                        "region": {"startLine": f.line, "startColumn": f.column},
                    }
                }
            ],
        }
        for f in findings
    ]
    driver = {"name": "giaoban", "rules": described}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SARIF, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _described(name: str) -> dict[str, Any]:
    rule = rules.find(name)
    if rule is None:
        return {"id": name}
    return {"id": name, "shortDescription": {"text": rule.title}, "fullDescription": {"text": rule.says}}


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
