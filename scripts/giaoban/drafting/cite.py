"""Documents an article cites, each with what the meeting did with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from giaoban.drafting.model import DraftCitation
from giaoban.drafting.settings import Setting
from giaoban.drafting.words import data

_CLAUSE = re.compile(r"[.;:!?\n]")
_NEAR = 170


class RelationRule(NamedTuple):
    """A relation and the words before a mention that make it."""

    relation: str
    pattern: re.Pattern[str]


@cache
def _rules() -> tuple[RelationRule, ...]:
    return tuple(RelationRule(relation, re.compile(pattern)) for relation, pattern in data("relations")["before"])


def relation(key: str, start: int, line_start: int, setting: Setting, *, drafted: bool) -> str:
    """What the meeting did with the document mentioned at ``start``."""
    if drafted:
        return "drafted"
    clause = key[max(line_start, start - _NEAR) : start]
    cut = max((m.end() for m in _CLAUSE.finditer(clause)), default=0)
    clause = clause[cut:]
    best: tuple[int, str] | None = None
    for rule in _rules():
        for match in rule.pattern.finditer(clause):
            if best is None or match.end() > best[0]:
                best = (match.end(), rule.relation)
    found = best[1] if best else ""
    if found == "mentioned":
        return found
    return "tasked" if setting == "task" else found or "mentioned"


def grouped(citations: Sequence[DraftCitation]) -> list[list[DraftCitation]]:
    """The mentions of each document together, in the order in which the documents are first named."""
    groups: dict[str, list[DraftCitation]] = {}
    for citation in citations:
        found = citation.resolved
        target = found.resolution or citation.new or found.plenum
        groups.setdefault(target or f"? {citation.cited}", []).append(citation)
    return list(groups.values())
