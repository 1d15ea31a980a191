"""Names in a text: documents by alias or title, without a number; leaders; provinces, as the units of the meeting's date.

A leader's name that two people bear is ambiguous; a name within a longer one is nobody's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, lru_cache

from giaoban import dates
from giaoban.citations import gazetteer, tables, tail
from giaoban.citations.gazetteer import NameMatch, Starts
from giaoban.citations.patterns import END, GAP, ISSUERS, WS, Shadow, compiled
from giaoban.citations.values import Context, Era, FoundLeader, FoundProvince, Lookup, Mention

_TITLE_OPENS = (
    rf"{WS}(?:(?:của|do){GAP}(?P<issuer>{ISSUERS}){END}(?:{GAP}ban{GAP}hành)?)?{WS},?{WS}(?:về{GAP}(?:việc{GAP})?)?"
    r"(?P<quote>[“\"«]?)"
)
_ENOUGH = 7
_ENOUGH_QUOTED = 5
_WHOLE = 4
_CLOSERS = '”"»'
_PLAIN_GAP = re.compile(r"(?! *\n *\n)[ \n,;:.\-“”\"'()]{1,4}")


def documents_at(seen: Shadow, start: int, at: int, words: str, next_word: str, lookup: Lookup) -> list[Mention]:
    """The record whose alias begins at ``start``, or whose title follows the type that ends at ``at``.

    ``words`` are those for the type, ``next_word`` is the one behind them.
    """
    type_ = tables.type_named()[words]
    if hit := gazetteer.alias_at(seen, start, words, next_word, lookup):
        return [_mention(seen, start, hit.end, type_, hit.entry.owners)]
    return _titled(seen, start, at, type_, lookup)


def other_documents(seen: Shadow, lookup: Lookup, taken: list[Mention]) -> Iterator[Mention]:
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


_AFTER = re.compile(r" ([^\W\d_]+)")


def leaders_in(seen: Shadow, starts: Starts, lookup: Lookup, context: Context) -> tuple[FoundLeader, ...]:
    """Every known person named in full, longest names first; never the namesake of a street, a prize or an institution.

    ``starts``: the capitals of the text (`gazetteer.capitals`).
    """
    found = []
    for start, end, entry in gazetteer.people(seen, starts, lookup):
        before = gazetteer.words_before(seen, start)
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
    if _is_person_before(seen, before, start):
        # "Tỉnh ủy Lai Châu Giàng Páo Mỷ": the family name before may be the end of a province's name.
        names = (" ".join(before[nth:]) for nth in range(len(before) - 1))
        if not any(lookup("eras", name) for name in names):
            return True
    after = _AFTER.match(seen.text, end)
    return bool(after and after[1][0].isupper() and not after[1].isupper() and after[1].lower() not in _title_words())


def _is_person_before(seen: Shadow, before: list[str], start: int) -> bool:
    """Whether a family or middle name stands right before a word, so that the word goes on with a person's name."""
    if not before or before[-1] not in _family_names():
        return False
    last = start - 1
    first = last - len(before[-1])
    shouted = seen.is_capital(first, last) and not seen.is_capital(start, start + 2)
    return seen.low[first:last] == before[-1] and seen.text[first].isupper() and not shouted


def _is_namesake(before: list[str], name: str) -> bool:
    own = _labels_of_namesakes().get(name)
    return label(before, _labels_of_people()) == "no" or (own is not None and label(before, own) == "no")


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
def _labels_of_people() -> dict[str, str]:
    table = tables.load("names")
    return {**dict.fromkeys(table["not_a_person_after"], "no"), **dict.fromkeys(table["still_a_person_after"], "yes")}


@cache
def _labels_of_namesakes() -> dict[str, dict[str, str]]:
    return {name: dict.fromkeys(words, "no") for name, words in tables.load("names")["namesakes"].items()}


_CITY = "thành phố"
# First words of aliases that say themselves that a city is meant ("TP. Huế", "Thành phố Hồ Chí Minh").
_CITY_WORDS = frozenset({"tp", "thành", "tphcm"})


def provinces_in(seen: Shadow, starts: Starts, lookup: Lookup, context: Context) -> tuple[FoundProvince, ...]:
    """Every province named, with the unit of the context's date. ``starts``: as for `leaders_in`.

    "Thành ủy Hà Nội" names Hà Nội. "Thành phố Bắc Ninh" names the unit only once that is a city run by the centre; "huyện
    X" and "phường X" never do, nor does a person's name. Where the date leaves no unit (one that had ended, or no date and
    several eras) the units are given as candidates, with the page they share.
    """
    moment = dates.parse_or_none(context.date)
    day = moment.latest if moment else None
    places = (_place(seen, hit, lookup, day) for hit in gazetteer.places(seen, starts, lookup))
    return tuple(place for place in places if place)


def _place(seen: Shadow, hit: NameMatch, lookup: Lookup, day: date | None) -> FoundProvince | None:
    entry, name = hit.entry, hit.entry.owners[0]
    before = gazetteer.words_before(seen, hit.start)
    said = label(before, _labels_of_provinces())
    if not name or said == "no" or _is_person_before(seen, before, hit.start):
        return None
    says_city = said == "city" or entry.words[0] in _CITY_WORDS
    if name in _only_cities() and not says_city:
        return None
    unit, page, candidates = _units(lookup("eras", name) or (), day, says_city=says_city)
    if not unit and not candidates:
        return None
    start, end = seen.span(hit.start, hit.end)
    return FoundProvince(start, end, seen.original[start:end], unit, page, candidates)


@lru_cache(maxsize=65536)
def _units(
    eras: tuple[Era, ...], day: date | None, *, says_city: bool
) -> tuple[str | None, str | None, tuple[str, ...]]:
    """The unit that bears a name on a day, its page, and if there is not one unit all that it may be."""
    now = [e for e in eras if day is None or e.holds(day)]
    # Without a date, a city is the unit only where the unit has never been anything else.
    if says_city and (not now or any(e.kind != _CITY for e in now)):
        return None, None, ()
    units = tuple(dict.fromkeys(e.unit for e in now))
    pages = {e.page for e in now or eras}
    page = pages.pop() if len(pages) == 1 else None
    if len(units) == 1:
        return units[0], page, ()
    return None, page, units or tuple(dict.fromkeys(e.unit for e in eras))


@cache
def _labels_of_provinces() -> dict[str, str]:
    table = tables.load("names")
    return {
        **dict.fromkeys(table["not_a_province_after"], "no"),
        **dict.fromkeys(table["still_a_province_after"], "yes"),
        **dict.fromkeys(table["city_after"], "city"),
    }


@cache
def _only_cities() -> frozenset[str]:
    return frozenset(tables.load("names")["needs_city"])
