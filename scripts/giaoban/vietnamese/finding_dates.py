"""Dates and periods in running text, as Vietnamese newspapers write them."""

from __future__ import annotations

from collections.abc import Iterator

from giaoban.vietnamese.date_rules import FURTHER, RULES, START, DateRule, compiled
from giaoban.vietnamese.found_dates import FoundDate


def find_dates(text: str) -> Iterator[FoundDate]:
    """Every date and period of a text in reading order, without overlaps.

    The text is expected in NFC. Days need a year or an announcing word ("ngày", "chiều", "hôm nay"), because "5/7 xã"
    is a ratio; months, quarters, years and intervals of years always need theirs. Ratios, decimals, phone numbers and
    document symbols are passed over, and so are days the calendar does not have. Years run from 1800 to 2099. A phrase
    may be broken across lines but not across paragraphs. Time grows with the length of the text, whatever it holds.
    """
    place, starts = 0, compiled(START)
    while start := starts.search(text, place):
        place = start.start() + 1
        for rule in RULES:
            if match := compiled(rule.pattern).match(text, start.start()):
                place = match.end()
                if found := rule.read(match):
                    yield found
                    for further in _further(text, found):
                        place = further.end
                        yield further
                break


def _further(text: str, found: FoundDate) -> Iterator[FoundDate]:
    """Finds that lean on the one right before them."""
    while found.year is not None and (after := FURTHER.get(found.kind)):
        separator = compiled(after.separator).match(text, found.end)
        following = separator and _read(after.rule, text, separator.end())
        if not following:
            return
        yield following
        found = following


def _read(rule: DateRule, text: str, place: int) -> FoundDate | None:
    match = compiled(rule.pattern).match(text, place)
    return rule.read(match) if match else None
