"""The one way to report a problem: a finding with its place, its rule and a way out."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]

# The rule of records that are right as far as they go: there are many, and they stand behind every other finding.
INCOMPLETE = "incomplete"
# Rules that look at a file alone first, and again with the whole archive in sight.
_ONE_A_PLACE = {"invalid-id"}


class Mending(NamedTuple):
    """What mends a finding: ``old``, which stands at a line and column (from 1) of the file, becomes ``new``.

    There is one only where every editor would do the same, and the record goes on to mean what it meant.
    """

    line: int
    column: int
    old: str
    new: str


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """One thing a check has to say.

    ``path`` is relative to the content folder, with forward slashes; ``line`` and ``column`` count from 1, columns in
    code points. ``rule`` is a stable identifier in kebab case; ``message`` and ``hint`` are Vietnamese, for editors.
    ``mending``: what `giaoban fix` does about it; None where only a person can tell.
    """

    path: str
    line: int
    column: int
    severity: Severity
    rule: str
    message: str
    hint: str = ""
    mending: Mending | None = field(default=None, compare=False)

    def format(self, prefix: str = "") -> str:
        """The finding as one line: ``file:line:column severity[rule] message (hint)``."""
        where = f"{prefix}{self.path}:{self.line}:{self.column}"
        hint = f" ({self.hint})" if self.hint else ""
        # A hostile value must not be able to draw on the editor's terminal or fake a second finding.
        return _printable(f"{where} {self.severity}[{self.rule}] {self.message}{hint}")


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any of the findings is an error."""
    return any(finding.severity == "error" for finding in findings)


def sorted_distinct(findings: Collection[Finding]) -> list[Finding]:
    """The findings in order; of two of one rule at one place the later stands, which was made knowing more."""
    places = {(f.path, f.line, f.column, f.rule): f for f in findings if f.rule in _ONE_A_PLACE}
    return sorted({places.get((f.path, f.line, f.column, f.rule), f) for f in findings})


def quote(value: object, limit: int = 60) -> str:
    """A value as it is shown inside a message: in quotation marks, cut when long."""
    text = str(value)
    return f"“{text[: limit - 1]}…”" if len(text) > limit else f"“{text}”"


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known value, or an empty string when nothing is near."""
    near = difflib.get_close_matches(wrong[:200], list(known), n=1, cutoff=0.6)
    return f"Có phải {quote(near[0])} không?" if near else ""


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
