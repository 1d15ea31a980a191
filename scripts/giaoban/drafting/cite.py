"""Documents an article cites, each with what the meeting did with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from .model import DraftCitation
from .words import data

_CLAUSE = re.compile(r"[.;:!?\n]")
_NEAR = 170


class Rule(NamedTuple):
    """A relation and the words before a mention that make it."""

    relation: str
    pattern: re.Pattern[str]


@cache
def _rules() -> tuple[Rule, ...]:
    return tuple(Rule(relation, re.compile(pattern)) for relation, pattern in data("relations")["before"])


@cache
def _task_openers() -> re.Pattern[str]:
    return re.compile(data("relations")["tasks"])


@cache
def _result_openers() -> re.Pattern[str]:
    return re.compile(data("relations")["results"])


def settings(key: str, sentences: Sequence[tuple[int, int]], lead_end: int) -> list[str]:
    """For every sentence whether it sets tasks ("task"), tells results ("result") or neither ("").

    A sentence that says neither goes on with what the one before did; the lead frames the meeting and does neither.
    """
    told: list[str] = []
    state = ""
    for start, end in sentences:
        if start < lead_end:
            told.append("")
            continue
        opening = key[start:end]
        task, result = _task_openers().search(opening), _result_openers().search(opening)
        if task and result:
            state = (
                "task"
                if task.start() < result.start() and state != "result"
                else "result"
                if state != "task"
                else state
            )
        elif task:
            state = "task"
        elif result:
            state = "result"
        told.append(state)
    return told


def relation(key: str, start: int, line_start: int, setting: str, *, drafted: bool) -> str:
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
    if setting == "task" and found in {"", "implemented", "studied", "mentioned"}:
        return "tasked"
    return found or ("implemented" if setting == "result" else "mentioned")


def grouped(citations: Sequence[DraftCitation]) -> list[list[DraftCitation]]:
    """The mentions of each document together, in the order in which the documents are first named."""
    groups: dict[str, list[DraftCitation]] = {}
    for citation in citations:
        found = citation.resolved
        target = found.resolution or citation.new or found.plenum
        groups.setdefault(target or f"? {citation.cited}", []).append(citation)
    return list(groups.values())
