"""What each sentence of a report does, and with it what the meeting did with a document that it cites.

A sentence sets tasks, tells results, tells shortcomings, or none of these.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple

from giaoban.drafting.model import DraftCitation
from giaoban.drafting.words import data

Setting = Literal["task", "result", "shortcoming", ""]
_KEYS: tuple[tuple[Setting, str], ...] = (("shortcoming", "shortcomings"), ("task", "tasks"), ("result", "results"))


@cache
def _openers() -> tuple[tuple[Setting, re.Pattern[str]], ...]:
    return tuple((setting, re.compile(data("relations")[key])) for setting, key in _KEYS)


def settings(key: str, sentences: Sequence[tuple[int, int]], lead_end: int) -> list[Setting]:
    """For each sentence, given by its places in a text in small letters, what it does.

    A sentence that says nothing of it goes on with what the one before did; the lead, up to ``lead_end``, frames the meeting and
    does nothing.
    """
    found: list[Setting] = []
    state: Setting = ""
    for start, end in sentences:
        if start < lead_end:
            found.append("")
            continue
        said = settings_opened(key[start:end])
        # A sentence that tells results and then asks for something goes on with what it found.
        if len(said) == 1 or (said and state not in said):
            state = said[0]
        found.append(state)
    return found


def settings_opened(words: str) -> list[Setting]:
    """What words in small letters say they do, in the order in which they say it."""
    places = [(match.start(), setting) for setting, pattern in _openers() if (match := pattern.search(words))]
    return [setting for _, setting in sorted(places)]


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
