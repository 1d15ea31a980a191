"""Names without a number: aliases and titles of known records."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from giaoban.citations import gazetteer, tables, tail
from giaoban.citations.model import Mention
from giaoban.citations.patterns import END, GAP, ISSUERS, WS, compiled
from giaoban.citations.shadow import Shadow
from giaoban.citations.values import Lookup

_TITLE_OPENS = (
    rf"{WS}(?:(?:của|do){GAP}(?P<issuer>{ISSUERS}){END}(?:{GAP}ban{GAP}hành)?)?{WS},?{WS}(?:về{GAP}(?:việc{GAP})?)?"
    r"(?P<quote>[“\"«]?)"
)
_ENOUGH = 7
_ENOUGH_QUOTED = 5
_WHOLE = 4
_CLOSERS = '”"»'
_PLAIN_GAP = re.compile(r"(?! *\n *\n)[ \n,;:.\-“”\"'()]{1,4}")


def read(seen: Shadow, start: int, at: int, words: str, next_word: str, lookup: Lookup) -> list[Mention]:
    """The record whose alias begins at ``start``, or whose title follows the type that ends at ``at``.

    ``words`` are those for the type, ``next_word`` is the one behind them.
    """
    type_ = tables.type_named()[words]
    if hit := gazetteer.alias_at(seen, start, words, next_word, lookup):
        return [_mention(seen, start, hit.end, type_, hit.entry.owners)]
    return _titled(seen, start, at, type_, lookup)


def others(seen: Shadow, lookup: Lookup, taken: list[Mention]) -> Iterator[Mention]:
    """Aliases that do not begin with a type of document, where no other mention stands."""
    ends = [m.end for m in taken]
    for start, end, entry in gazetteer.other_names(seen, lookup):
        after = bisect_right(ends, start)
        if after == len(taken) or taken[after].start >= end:
            yield _mention(seen, start, end, None, entry.owners)


def _titled(seen: Shadow, start: int, at: int, type_: tables.DocumentType, lookup: Lookup) -> list[Mention]:
    opening = compiled(_TITLE_OPENS).match(seen.low, at)
    titles = gazetteer.titles_at(seen, opening.end(), lookup) if opening and opening.end() > at else ()
    if not opening or not titles:
        return []
    best, end = 0, 0
    owners: dict[str, None] = {}
    for title in titles:
        if title.type != type_.name:
            continue
        length, stop = _common(seen, opening.end(), title.words)
        enough = _ENOUGH_QUOTED if opening["quote"] else _ENOUGH
        if length < best or (length < enough and not length == len(title.words) >= _WHOLE):
            continue
        owners = {**(owners if length == best else {}), title.owner: None}
        best, end = length, stop
    if not best:
        return []
    if opening["quote"] and seen.text[end : end + 1] in set(_CLOSERS):
        end += 1
    issuer = tail.find_issuer(opening["issuer"]) if opening["issuer"] else None
    return [_mention(seen, start, end, type_, tuple(owners), issuer)]


def _common(seen: Shadow, at: int, words: tuple[str, ...]) -> tuple[int, int]:
    """How many words of a title stand at a place, with only blanks and plain signs between, and where they end."""
    end = at
    for nth, word in enumerate(words):
        gap = _PLAIN_GAP.match(seen.low, end) if nth else None
        start = gap.end() if gap else end
        after = start + len(word)
        if (
            (nth and not gap)
            or not seen.low.startswith(word, start)
            or (after < len(seen.low) and seen.low[after].isalnum())
        ):
            return nth, end
        end = after
    return len(words), end


def _mention(
    seen: Shadow,
    start: int,
    end: int,
    type_: tables.DocumentType | None,
    owners: tuple[str, ...],
    issuer: tables.Issuer | None = None,
) -> Mention:
    return Mention(
        start,
        end,
        seen.original[start:end],
        "alias",
        type=type_.name if type_ else None,
        issuer=issuer.name if issuer else None,
        core_end=end,
        phrase=(start, end),
        drafted=tail.is_drafted(seen, start),
        records=owners,
    )
