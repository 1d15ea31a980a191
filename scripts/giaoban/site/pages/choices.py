"""The filter of a timeline: what a reader may choose by, from what the entries say of themselves.

The form is drawn hidden, and shown by the page's script: without it the list is whole, and no control does nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from giaoban.site import faces, marks, words
from giaoban.site.format import first_upper
from giaoban.site.pages.parts import Group

_FROM = 4


class Choice(NamedTuple):
    """One control: its name in the address, its label, and its options as (value, label, number of meetings)."""

    name: str
    label: str
    options: list[tuple[str, str, int]]


def choices(groups: Sequence[Group], label: str = "", parts: Mapping[str, str] | None = None) -> list[Choice]:
    """The controls of a timeline that is long enough to want them; each has two options or more.

    ``parts``: codes of what a meeting can be here, with their words, in order; ``label`` names them together.
    """
    if sum(group.meetings for group in groups) < _FROM:
        return []
    told = [
        (group, card, entry)
        for group in groups
        for card, entry in zip(group.cards, group.entries, strict=True)
        if card is not None
    ]
    months = any(group.id.startswith("thang-") for group in groups)
    found = [
        Choice("nam", "Năm", [(g.label, g.label, g.meetings) for g in groups if g.meetings and g.label.isdigit()]),
        _choice("loai", "Loại họp", (card.kind for _, card, _ in told), faces.KINDS),
        _choice("cap", "Cấp", (card.level for _, card, _ in told), words.LEVELS),
    ]
    if parts:
        said = (part for _, _, entry in told for part in marks.read(str(entry)).parts)
        found.append(_choice("phan", label, said, parts))
    return [choice for choice in found if len(choice.options) > 1 and not (months and choice.name == "nam")]


def _choice(name: str, label: str, codes: Iterable[str], labels: Mapping[str, str]) -> Choice:
    counts = Counter(codes)
    options = [(marks.value(text), first_upper(text), counts[code]) for code, text in labels.items() if counts[code]]
    return Choice(name, label, options)
