"""How much the findings of a rule weigh in this archive: ``severity`` under ``extra`` in ``mkdocs.yml``, where the owner chooses.

```yaml
extra:
  severity:
    uncited-resolution: error
    possible-duplicate: "off"
```

A rule that must hold for a record to be read, or for the site to be made, stays an error whatever is chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from giaoban import rules
from giaoban.findings import Finding, did_you_mean, quote
from giaoban.records.marks import Marked, YamlError, read_yaml

_FILE = "mkdocs.yml"
# Findings stand in files of the content folder; this one is beside it.
_PATH = f"../{_FILE}"
SeverityOverride = Literal["error", "warning", "off"]
_CHOICES = get_args(SeverityOverride)


class Severities(NamedTuple):
    """What was chosen, by rule; ``findings``: what is wrong with the choice itself."""

    chosen: Mapping[str, SeverityOverride]
    findings: tuple[Finding, ...]

    def apply(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings with the severities chosen for their rules; those of rules that are off are left out."""
        if not self.chosen:
            return list(findings)
        changed = []
        for finding in findings:
            severity = self.chosen.get(finding.rule, finding.severity)
            if severity != "off":
                changed.append(replace(finding, severity=severity))
        return changed


def load(root: Path) -> Severities:
    """The choice of the project at ``root``. What cannot be read is left to whoever needs the file."""
    try:
        marked = read_yaml((root / _FILE).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, YamlError):
        return Severities({}, ())
    extra = marked.value.get("extra") if isinstance(marked.value, dict) else None
    given = extra.get("severity") if isinstance(extra, dict) else None
    if given is None:
        return Severities({}, ())
    if not isinstance(given, dict):
        return Severities({}, (_wrong(marked, (), "cần các dòng “quy tắc: mức độ”", f"mức độ: {', '.join(_CHOICES)}"),))
    chosen: dict[str, SeverityOverride] = {}
    findings = []
    for name, value in given.items():
        if problem := _problem(name, value):
            findings.append(_wrong(marked, (name,), *problem))
        else:
            chosen[name] = value
    return Severities(chosen, tuple(findings))


def _problem(name: str, value: Any) -> tuple[str, str] | None:
    rule = rules.find(name)
    if rule is None:
        near = did_you_mean(name, rules.every())
        return f"không có quy tắc {quote(name)}", near or "xem mọi quy tắc: giaoban explain"
    if value not in _CHOICES:
        return f"mức độ {quote(value)} của {quote(name)} không có", f"chọn một trong: {', '.join(_CHOICES)}"
    if rule.firm and value != "error":
        return f"{quote(name)} luôn là lỗi: còn nó thì bản ghi không đọc được hay trang không dựng được", "xóa dòng này"
    return None


def _wrong(marked: Marked, under: tuple[str, ...], message: str, hint: str) -> Finding:
    place = marked.key_place(("extra", "severity", *under))
    return Finding(_PATH, *place, "error", "invalid-setting", message, hint)
