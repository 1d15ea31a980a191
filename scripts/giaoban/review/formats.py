"""Findings for other programs: JSON, the annotations of GitHub, and SARIF."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from giaoban import rules
from giaoban.findings import INCOMPLETE, Finding

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
