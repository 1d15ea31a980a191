"""Where the rules for one record put their findings."""

from __future__ import annotations

from giaoban.findings import Finding, Mending, Severity
from giaoban.records.load import MAX_FINDINGS
from giaoban.records.marks import Marked, Path, Place


class Report:
    """The findings of one file, placed by YAML path or by line and column."""

    def __init__(self, path: str, marked: Marked) -> None:
        self.path = path
        self.marked = marked
        self.findings: list[Finding] = []

    @property
    def full(self) -> bool:
        """Whether more has been found than an editor reads at once; rules whose hints are slow to make stop then."""
        return len(self.findings) >= MAX_FINDINGS

    def error(self, at: Path, rule: str, message: str, hint: str) -> None:
        """An error at the value that stands at ``at``."""
        self.findings.append(Finding(self.path, *self.marked.place(at), "error", rule, message, hint))

    def warning(self, at: Path, rule: str, message: str, hint: str, mending: Mending | None = None) -> None:
        """A warning at the value that stands at ``at``."""
        self.findings.append(Finding(self.path, *self.marked.place(at), "warning", rule, message, hint, mending))

    def at_place(
        self, place: Place, severity: Severity, rule: str, message: str, hint: str, mending: Mending | None = None
    ) -> None:
        """A finding at a line and column of the file."""
        self.findings.append(Finding(self.path, *place, severity, rule, message, hint, mending))
