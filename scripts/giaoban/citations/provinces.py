"""Provinces named in a text, as the units of the meeting's date."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache

from giaoban import dates
from giaoban.citations import gazetteer, tables
from giaoban.citations.gazetteer import Hit, Starts
from giaoban.citations.model import Context, FoundProvince
from giaoban.citations.people import is_person_before, label
from giaoban.citations.shadow import Shadow, shadow
from giaoban.citations.values import Era, Lookup

_CITY = "thành phố"
# First words of aliases that say themselves that a city is meant ("TP. Huế", "Thành phố Hồ Chí Minh").
_CITY_WORDS = frozenset({"tp", "thành", "tphcm"})


def find_provinces(text: str, lookup: Lookup, context: Context | None = None) -> tuple[FoundProvince, ...]:
    """Every province named, with the unit of the context's date.

    "Thành ủy Hà Nội" names Hà Nội. "Thành phố Bắc Ninh" names the unit only once that is a city run by the centre; "huyện
    X" and "phường X" never do, nor does a person's name. Where the date leaves no unit (one that had ended, or no date and
    several eras) the units are given as candidates, with the page they share.
    """
    seen = shadow(text)
    return provinces_in(seen, gazetteer.capitals(seen), lookup, context or Context())


def provinces_in(seen: Shadow, starts: Starts, lookup: Lookup, context: Context) -> tuple[FoundProvince, ...]:
    """The same for a text whose shadow and capitals are already there."""
    day = _latest(context.date)
    places = (_place(seen, hit, lookup, day) for hit in gazetteer.places(seen, starts, lookup))
    return tuple(place for place in places if place)


def _latest(text: str | None) -> date | None:
    try:
        return dates.parse(text).latest if text else None
    except dates.EdtfError:
        return None


def _place(seen: Shadow, hit: Hit, lookup: Lookup, day: date | None) -> FoundProvince | None:
    entry, name = hit.entry, hit.entry.owners[0]
    before = gazetteer.before(seen, hit.start)
    said = label(before, _labels())
    if not name or said == "no" or is_person_before(seen, before, hit.start):
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
def _labels() -> dict[str, str]:
    table = tables.load("names")
    return {
        **dict.fromkeys(table["not_a_province_after"], "no"),
        **dict.fromkeys(table["still_a_province_after"], "yes"),
        **dict.fromkeys(table["city_after"], "city"),
    }


@cache
def _only_cities() -> frozenset[str]:
    return frozenset(tables.load("names")["needs_city"])
