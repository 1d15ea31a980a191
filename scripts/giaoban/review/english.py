"""Findings in English: the sentence of the rule, and the values that the Vietnamese message names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from giaoban import rules
from giaoban.findings import Finding

# Messages put the values they speak of in these marks, and those that can be copied in backticks or after a colon.
_VALUE = re.compile(r"“[^“”]*”")


def translated(finding: Finding) -> Finding:
    """The finding with message and hint in English; as it is, where its rule is not described."""
    rule = rules.find(finding.rule)
    if rule is None:
        return finding
    values, ways = (", ".join(dict.fromkeys(_VALUE.findall(text))) for text in (finding.message, finding.hint))
    message = f"{rule.english}: {values}" if values else rule.english
    return replace(finding, message=message, hint=f"see {ways}" if ways else "")


def summary(findings: Sequence[Finding], incomplete: int) -> str:
    """How many there are."""
    errors = sum(f.severity == "error" for f in findings)
    said = f"{errors} errors, {len(findings) - errors} warnings." if findings else "No errors."
    return said + (f" {incomplete} documents lack facts: giaoban check --incomplete" if incomplete else "")
