"""What each sentence of a report does: it sets tasks, tells results, tells shortcomings, or none of these."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

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
        said = opened(key[start:end])
        # A sentence that tells results and then asks for something goes on with what it found.
        if len(said) == 1 or (said and state not in said):
            state = said[0]
        found.append(state)
    return found


def opened(words: str) -> list[Setting]:
    """What words in small letters say they do, in the order in which they say it."""
    places = [(match.start(), setting) for setting, pattern in _openers() if (match := pattern.search(words))]
    return [setting for _, setting in sorted(places)]
