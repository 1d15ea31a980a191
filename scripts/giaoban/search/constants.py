"""What the engine in the browser has in common with this one: kinds, filters, weights and tables, as a module of JavaScript.

It becomes a part of the engine (`joining`), so that nothing of it is said twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from giaoban import kinds, vietnamese
from giaoban.search import (
    engine,
    expand,
    head,
    lexicon,
    locate,
    naming,
    numbers,
    pairs,
    positions,
    query,
    ranking,
    score,
    shards,
    tokens,
    typos,
    understanding,
    wire,
)
from giaoban.views import words

_NUMBERS: dict[ModuleType, tuple[str, ...]] = {
    engine: ("PAIR_BOOST", "COMMON", "MOST_READ"),
    typos: ("LEAST_JOINED", "MOST_PIECES", "MOST_CUTS"),
    naming: ("MOST_OF_A_NAME",),
    pairs: ("MOST_PAIRS", "LEAST_PAIR"),
    positions: ("POSITIONS",),
    ranking: (
        "WHOLE_NAME", "LEAST_COVERED", "BESIDE", "NUMBER", "BEGUN", "LEAST_EXPLAINED", "LONG", "LEAST_OF_LONG", "ALONE",
        "ALONE_OTHERWISE", "ALONE_NUMBER", "WHOLLY", "NEARLY", "STRICT", "BOUND", "FIRST", "NAMELESS", "DOCUMENT",
    ),
    understanding: ("MOST_NAMES", "FEW"),
}  # fmt: skip
_LISTS = (
    "HONORIFICS", "OTHERWISE", "BINDING", "BINDING_UNMARKED", "SHORT", "OFFICES", "FAMILY_NAMES", "CODES", "TYPE_WORDS",
    "ISSUERS", "TERMS", "COUNTED",
)  # fmt: skip


def javascript() -> str:
    """The module."""
    lines = [f"export const {name} = {json.dumps(value, ensure_ascii=False)};" for name, value in _constants()]
    return "\n".join(lines) + "\n"


def _constants() -> Iterator[tuple[str, Any]]:
    yield from _of_kinds()
    # The files of the index.
    yield "LARGE", wire.LARGE
    yield "MARK", shards.MARK
    for name in ("EPOCH", "ENTITIES", "KIND_BITS", "GROUP_BITS", "SHARED_BITS", "RATE_BITS"):
        yield name, getattr(numbers, name)
    # What words mean, and how much they count.
    yield "K1", score.K1
    yield "FIELD_BOOSTS", score.FIELD_BOOSTS
    for module, names in _NUMBERS.items():
        for name in names:
            yield name, getattr(module, name)
    for name in _LISTS:
        yield name, getattr(lexicon, name)
    yield "BESIDE_A_DATE", sorted(lexicon.BESIDE_A_DATE)
    for name in ("MOST", "MOST_TYPOS", "MOST_ENDINGS", "LEAST_WEIGHT", "TYPO", "ENDING", "I_AND_Y", "TWINS"):
        yield name, getattr(expand, name)
    for name in ("NEIGHBOURS", "GOING_ON", "LISTS"):
        yield name, getattr(locate, name)
    # How text is cleaned and cut.
    yield "INVISIBLE", vietnamese.INVISIBLE
    yield "LIKE", vietnamese.LIKE
    for name in ("LETTERS", "CONSONANTS", "SAME_CODES", "ROMAN"):
        yield name, getattr(tokens, name)
    for name in ("TYPES", "BEFORE_ROMAN", "NUMBER_SIGN"):
        yield name, sorted(getattr(tokens, name))


def _of_kinds() -> Iterator[tuple[str, Any]]:
    found = kinds.with_search()
    filters = sorted((kind for kind in found if kind.filter_letter), key=lambda kind: (not kind.facet, kind.facet))
    yield "KINDS", [kind.key for kind in found]
    yield "KIND_BOOSTS", [kind.search_boost for kind in found]
    yield "MEETING_KINDS", head.MEETING_KINDS
    yield "LEVELS", head.LEVELS
    yield "LEVEL_BOOSTS", [score.LEVEL_BOOSTS.get(level, 1) for level in head.LEVELS]
    # A filter as typed, and as it stands in the address of the search page, which is called as the pages of its kind.
    yield "FILTERS", query.FILTERS
    yield "ENTITY_FIELDS", [kind.filter_letter for kind in filters]
    yield "KIND_WORDS", query.KINDS
    yield "LEVEL_WORDS", query.LEVELS
    yield "VALUE_WORDS", query.VALUE_WORDS
    yield "ADDRESS_FIELDS", {kind.section: kind.filter_letter for kind in filters}
    yield "ADDRESS_TITLES", {kind.section: kind.label for kind in filters}
    yield "FACETS", [kind.section for kind in head.facet_kinds()]
    yield "KIND_NAMES", words.KINDS | {kind.key: kind.label for kind in found[1:]}
    yield "LEVEL_NAMES", words.LEVELS
