"""Leaders' names in a text. A name that two people bear is ambiguous; a name within a longer one is nobody's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from giaoban.citations import gazetteer, tables
from giaoban.citations.gazetteer import Starts
from giaoban.citations.model import Context, FoundLeader
from giaoban.citations.shadow import Shadow, shadow
from giaoban.citations.values import Lookup

_AFTER = re.compile(r" ([^\W\d_]+)")


def find_leaders(text: str, lookup: Lookup, context: Context | None = None) -> tuple[FoundLeader, ...]:
    """Every known person named in full, longest names first; never the namesake of a street, a prize or an institution."""
    seen = shadow(text)
    return leaders_in(seen, gazetteer.capitals(seen), lookup, context or Context())


def leaders_in(seen: Shadow, starts: Starts, lookup: Lookup, context: Context) -> tuple[FoundLeader, ...]:
    """The same for a text whose shadow and capitals are already there."""
    found = []
    for start, end, entry in gazetteer.people(seen, starts, lookup):
        before = gazetteer.before(seen, start)
        if _goes_on(seen, before, start, end, lookup) or _is_namesake(before, entry.joined):
            continue
        span = seen.span(start, end)
        owners = entry.owners
        listed = [owner for owner in owners if owner in context.leaders]
        leader = owners[0] if len(owners) == 1 else (listed[0] if len(listed) == 1 else None)
        found.append(FoundLeader(*span, seen.original[slice(*span)], leader, () if leader else owners))
    return tuple(found)


def _goes_on(seen: Shadow, before: list[str], start: int, end: int, lookup: Lookup) -> bool:
    """Whether the name goes on before or behind: "Nguyễn" Lương Cường, Nguyễn Văn An "Bình"."""
    if is_person_before(seen, before, start):
        # "Tỉnh ủy Lai Châu Giàng Páo Mỷ": the family name before may be the end of a province's name.
        names = (" ".join(before[nth:]) for nth in range(len(before) - 1))
        if not any(lookup("eras", name) for name in names):
            return True
    after = _AFTER.match(seen.text, end)
    return bool(after and after[1][0].isupper() and not after[1].isupper() and after[1].lower() not in _title_words())


def is_person_before(seen: Shadow, before: list[str], start: int) -> bool:
    """Whether a family or middle name stands right before a word, so that the word goes on with a person's name."""
    if not before or before[-1] not in _family_names():
        return False
    last = start - 1
    first = last - len(before[-1])
    shouted = seen.is_capital(first, last) and not seen.is_capital(start, start + 2)
    return seen.low[first:last] == before[-1] and seen.text[first].isupper() and not shouted


def _is_namesake(before: list[str], name: str) -> bool:
    own = _own_labels().get(name)
    return label(before, _labels()) == "no" or (own is not None and label(before, own) == "no")


def label(before: list[str], labels: Mapping[str, str]) -> str | None:
    """The label of the longest phrase with which the words before a name end."""
    for nth in range(len(before)):
        if found := labels.get(" ".join(before[nth:])):
            return found
    return None


@cache
def _family_names() -> frozenset[str]:
    return frozenset(tables.load("names")["family_names"])


@cache
def _title_words() -> frozenset[str]:
    return frozenset(tables.load("names")["after_a_person"])


@cache
def _labels() -> dict[str, str]:
    table = tables.load("names")
    return {**dict.fromkeys(table["not_a_person_after"], "no"), **dict.fromkeys(table["still_a_person_after"], "yes")}


@cache
def _own_labels() -> dict[str, dict[str, str]]:
    return {name: dict.fromkeys(words, "no") for name, words in tables.load("names")["namesakes"].items()}
