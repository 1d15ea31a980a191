"""Checking a content folder in memory, and tables of tiny archives that are broken in one place."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from giaoban.archive import Archive, Card, Entities, link
from giaoban.check import Definition, check_archive, check_record, definitions
from giaoban.findings import INCOMPLETE, Finding
from giaoban.records.files import discover
from giaoban.records.load import definitions_of_misplaced, load, read_what_can_be
from giaoban.records.model import Model
from giaoban.records.models.briefing import Briefing

TODAY = date(2026, 11, 22)
MARK = "⟦"

FIRST = "briefings/2024/2024-10-15-giao-ban-thang-10-2024.md"
SECOND = "briefings/2025/2025-giao-ban-sau-sap-nhap.md"
WITHDRAWN = "briefings/2025/2025-01-10-song-may-tong-ket-2024.md"


@dataclass(frozen=True)
class Case:
    """A good archive broken by edits; the mark in a new text stands where the finding must be.

    ``edits``: path, old text and new text; an empty old text puts the new one at the end of the file, made where missing.
    ``hint`` and ``message``: what the finding must say. ``also``: rules that speak up too.
    """

    rule: str
    edits: tuple[tuple[str, str, str], ...]
    hint: str
    message: str = ""
    severity: str = "error"
    also: frozenset[str] = field(default=frozenset())

    @property
    def name(self) -> str:
        """How the case is called in the tests' output."""
        return f"{self.rule}: {self.edits[0][2].strip()[:50]}"


def case(rule: str, *edits: tuple[str, str, str], hint: str, **more: Any) -> Case:
    """A case of one or more edits."""
    return Case(rule, edits, hint, **{**more, "also": frozenset(more.get("also", ()))})


def warned(rule: str, *edits: tuple[str, str, str], hint: str, **more: Any) -> Case:
    """A case that is a warning."""
    return case(rule, *edits, hint=hint, severity="warning", **more)


def examined(content: Path) -> tuple[list[Finding], Archive]:
    """All findings of a content folder, and the archive made of it."""
    sources, findings = discover(content)
    known: list[Model] = []
    whole: dict[str, tuple[Briefing, str]] = {}
    defined: list[Definition] = []
    for source in sources:
        loaded = load(source)
        findings += [*loaded.findings, *check_record(loaded)]
        defined += definitions(loaded)
        for _, record in (*loaded.records, *loaded.partial):
            if isinstance(record, Briefing):
                whole[record.id] = (record, source.path)
            else:
                known.append(record)
    defined += definitions_of_misplaced(findings, defined)
    by_path = {source.path: source for source in sources}
    cards = [Card.of(briefing, path) for briefing, path in whole.values()]
    archive = link(Entities.of(known), cards, lambda briefing: whole[briefing][0])
    findings += check_archive(archive, defined, lambda path: read_what_can_be(by_path[path]), TODAY)
    return findings, archive


def faults(content: Path) -> list[str]:
    """All findings of a content folder but those that only say what a record still lacks."""
    return [f.format() for f in examined(content)[0] if f.rule != INCOMPLETE]
