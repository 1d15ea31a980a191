"""Names looked up word by word: aliases and titles of documents, people, provinces; and how they are laid out for it.

A text is cut into words once; each word that begins a known name costs one look into a table, any other next to nothing.
Names compare in old tone placement and small letters; capitals are asked for where they tell a name from words. Every name
is stored under the words with which it begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple, TypeVar

from giaoban import vietnamese
from giaoban.citations import tables
from giaoban.citations.patterns import UPPER, Shadow
from giaoban.citations.values import DocumentTitle, Era, Lookup, NameEntry, UnitNames
from giaoban.records.models.leader import Leader
from giaoban.records.models.unit import Unit

_WORD = re.compile(r"[^\W_]+")
_SECOND_WORD = re.compile(r"[ .\-'’]{0,6}+([^\W_]+)")
# The next word of a person's name: a capital behind blanks, or any word behind a sign ("K'ré").
_NEXT_OF_NAME = re.compile(rf"(?: {{1,4}}(?=[{UPPER}])| {{0,2}}[-'’] {{0,2}}|\.)([^\W_]+)")
_CAPITAL = re.compile(rf"[{UPPER}](?<![^\W_].)[^\W_]*")
_BLANK_GAP = re.compile(r"(?=[ \n]) {0,2}\n? {0,2}")
_SIGN_GAP = re.compile(r" {0,2}[-.'’]? {0,2}\n? {0,2}")
_REACH_BACK = 48
_WORDS_BACK = 5
_OPENING = "(“\"'‘«*_["
_THREE_WORDS = re.compile(r"([^\W_]+)[ \n,\-]{1,4}([^\W_]+)[ \n,\-]{1,4}([^\W_]+)")


def words_before(seen: Shadow, at: int) -> list[str]:
    """The last few words right before a place, in small letters: up to a sign that sets them apart, none if one is there."""
    words: list[str] = []
    for word in reversed(seen.low[max(0, at - _REACH_BACK) : at].split(" ")[-_WORDS_BACK:]):
        kept = word.rpartition("\n")[2].lstrip(_OPENING)
        plain = kept.rstrip(".")
        if not plain.isalnum():
            if word or words:
                break
            continue
        words.insert(0, plain)
        if len(kept) != len(word):
            break
    return words


def words_of(name: str) -> tuple[str, ...]:
    """A name cut into the words by which it is looked up: small letters, old tone marks, no signs."""
    return tuple(_WORD.findall(vietnamese.tone_old(name).lower()))


def _end_of(seen: Shadow, start: int, entry: NameEntry) -> int:
    """Where an entry that stands at a place ends, or 0: the same words, its capitals, only blanks or its signs between."""
    at, low = start, seen.low
    for nth, word in enumerate(entry.words):
        if nth:
            gap = (_SIGN_GAP if entry.signs else _BLANK_GAP).match(low, at)
            if not gap:
                return 0
            at = gap.end()
        if not low.startswith(word, at) or (entry.capitals[nth] and not seen.text[at].isupper()):
            return 0
        at += len(word)
    return 0 if at < len(low) and low[at].isalnum() else at


class NameMatch(NamedTuple):
    """A known name where it stands in a shadow."""

    start: int
    end: int
    entry: NameEntry


Starts = list[tuple[int, str]]
"""Where words begin that may open a name, and the words in small letters."""


def capitals(seen: Shadow) -> Starts:
    """Where every word that begins with a capital stands, with the word in small letters."""
    return [(match.start(), match[0].lower()) for match in _CAPITAL.finditer(seen.text)]


def other_names(seen: Shadow, lookup: Lookup) -> list[NameMatch]:
    """Every alias of a document that does not begin with a type; the longest at a place, none within another."""
    firsts = lookup("others", "")
    if not firsts or firsts.isdisjoint(_WORD.findall(seen.low)):
        return []
    starts = [(match.start(), match[0]) for match in _WORD.finditer(seen.low) if match[0] in firsts]
    return _scan(seen, starts, "other", lookup)


def places(seen: Shadow, starts: Starts, lookup: Lookup) -> list[NameMatch]:
    """Every name of a place that begins at one of the words; the longest at a place, none within another."""
    firsts = lookup("places", "")
    return _scan(seen, [start for start in starts if start[1] in firsts], "place", lookup) if firsts else []


def _scan(seen: Shadow, starts: Starts, table: str, lookup: Lookup) -> list[NameMatch]:
    found: list[NameMatch] = []
    low, last = seen.low.replace("\n", " "), 0
    is_plain = "  " not in low
    for start, word in starts:
        if start < last:
            continue
        entries = lookup(table, word) or ()
        second = _SECOND_WORD.match(low, start + len(word))
        rows = [e for e in entries if len(e.words) > 1 and e.words[1] == second[1]] if second else []
        if hit := _first(seen, low, start, rows or [e for e in entries if len(e.words) == 1], is_plain=is_plain):
            found.append(hit)
            last = hit.end
    return found


def people(seen: Shadow, starts: Starts, lookup: Lookup) -> list[NameMatch]:
    """Every name of a person that begins at one of the words; the longest at a place, none within another."""
    found: list[NameMatch] = []
    text, low, last = seen.text.replace("\n", " "), seen.low.replace("\n", " "), 0
    is_plain = "  " not in low
    for start, first in starts:
        if start < last or not (second := _NEXT_OF_NAME.match(text, start + len(first))):
            continue
        key = f"{first} {low[second.start(1) : second.end()]}"
        if third := _NEXT_OF_NAME.match(text, second.end()):
            key = f"{key} {low[third.start(1) : third.end()]}"
        entries = lookup("person", key)
        if entries and (hit := _first(seen, low, start, entries, is_plain=is_plain)):
            found.append(hit)
            last = hit.end
    return found


def _first(seen: Shadow, low: str, start: int, entries: Iterable[NameEntry], *, is_plain: bool) -> NameMatch | None:
    """The first of some entries that stands at a place. ``is_plain``: the text has no double blanks."""
    for entry in entries:
        # Most entries fail here, and a text without double blanks needs no slower look at plain ones.
        if (low.startswith(entry.joined, start) or entry.signs or not is_plain) and (
            end := _end_of(seen, start, entry)
        ):
            return NameMatch(start, end, entry)
    return None


def alias_at(seen: Shadow, start: int, type_words: str, next_word: str, lookup: Lookup) -> NameMatch | None:
    """The longest alias at a place, where these words for a type and this next word stand."""
    rows = lookup("alias", f"{type_words} {next_word}") if next_word else None
    hits = (NameMatch(start, end, entry) for entry in rows or () if (end := _end_of(seen, start, entry)))
    return next(hits, None)


def titles_at(seen: Shadow, at: int, lookup: Lookup) -> tuple[DocumentTitle, ...]:
    """The titles of documents whose first three words stand at a place of the text; none where fewer words are left."""
    first = _THREE_WORDS.match(seen.low, at)
    return (lookup("title", " ".join(first.groups())) or ()) if first else ()


def eras_of(words: str, lookup: Lookup) -> tuple[Era, ...]:
    """The eras of the longest known name with which some words begin ("Đồng Tháp Nguyễn Văn A")."""
    found = words_of(words)
    for length in range(len(found), 0, -1):
        if eras := lookup("eras", " ".join(found[:length])):
            return eras  # type: ignore[no-any-return]
    return ()


_K = TypeVar("_K")
_V = TypeVar("_V")
_ABOUT_OPENS = re.compile(r"về(?: việc)? ")
_FIRST_WORDS = 3
_NEXT_WORD = re.compile(r"[ \n]{1,4}([^\W_]+)")


def values_by_key(pairs: Iterable[tuple[_K, _V]]) -> dict[_K, tuple[_V, ...]]:
    """The values of each key, each once, in order."""
    found: dict[_K, dict[_V, None]] = {}
    for key, value in pairs:
        found.setdefault(key, {})[value] = None
    return {key: tuple(values) for key, values in found.items()}


def _entries(pairs: Iterable[tuple[str, str]]) -> list[NameEntry]:
    """Names and their owners; a name that several bear is one entry; longer ones first."""
    owners: dict[tuple[tuple[str, ...], tuple[bool, ...], bool], dict[str, None]] = {}
    for name, owner in pairs:
        plain = vietnamese.tone_old(name)
        found = _WORD.findall(plain)
        if found:
            key = (tuple(map(str.lower, found)), tuple(w[0].isupper() for w in found), " ".join(found) != plain.strip())
            owners.setdefault(key, {})[owner] = None
    rows = [NameEntry(words, " ".join(words), caps, signs, tuple(ids)) for (words, caps, signs), ids in owners.items()]
    return sorted(rows, key=lambda e: (-len(e.words), e.words))


def _by_first_word(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[NameEntry, ...]]:
    return values_by_key((entry.words[0], entry) for entry in _entries(pairs))


def aliases_of(pairs: Iterable[tuple[str, str]]) -> dict[str, Mapping[str, object]]:
    """The tables of aliases, from alias and id of the document."""
    typed: list[tuple[str, tuple[str, str]]] = []
    others: list[tuple[str, str]] = []
    for alias, owner in pairs:
        plain = vietnamese.tone_old(alias).lower()
        if key := _type_and_next(plain):
            typed.append((key, (plain, owner)))
        else:
            others.append((plain, owner))
    other = _by_first_word(others)
    return {
        "alias": {key: tuple(_entries(rows)) for key, rows in values_by_key(typed).items()},
        "other": other,
        "others": {"": frozenset(other)},
    }


def _type_and_next(alias: str) -> str:
    """The type with which an alias begins, and the word after it."""
    for type_ in tables.types():
        for word in type_.words:
            if alias.startswith(f"{word} ") and (after := _NEXT_WORD.match(alias, len(word))):
                return f"{word} {after[1]}"
    return ""


def titles_of(rows: Iterable[tuple[str, str, str]]) -> dict[str, tuple[DocumentTitle, ...]]:
    """Titles by their first words, from type, title and id."""
    found: list[tuple[str, DocumentTitle]] = []
    for type_, title, owner in rows:
        words = words_of(_ABOUT_OPENS.sub("", vietnamese.tone_old(title).lower(), count=1))
        if len(words) >= _FIRST_WORDS:
            found.append((" ".join(words[:_FIRST_WORDS]), DocumentTitle(type_, words, owner)))
    return values_by_key(found)


def people_of(leaders: Iterable[Leader]) -> dict[str, tuple[NameEntry, ...]]:
    """Names of people by their first words: three, or the two that a name has. One word is too short to mean anybody."""
    names = ((name, leader.id) for leader in leaders for name in (leader.name, *leader.other_names))
    return values_by_key((_person_key(e), e) for e in _entries(names) if len(e.words) > 1)


def _person_key(entry: NameEntry) -> str:
    # In a text the third word counts as one of the name where it has a capital or a sign before it.
    length = 3 if len(entry.words) > 2 and (entry.capitals[2] or entry.signs) else 2
    return " ".join(entry.words[:length])


def places_of(units: Iterable[Unit]) -> dict[str, Mapping[str, object]]:
    """The tables of places: names, aliases and dated forms of units."""
    eras: list[tuple[str, Era]] = []
    pairs: list[tuple[str, str]] = []
    named: list[tuple[str, str]] = []
    pages: dict[str, str] = {}
    for unit in units:
        pages[unit.id] = unit.page
        for era_name, era in _eras(unit):
            key = " ".join(words_of(era_name))
            pairs.append((era_name, key))
            eras.append((key, era))
            named.append((unit.id, key))
    # What only contains a province's name is an entry of nobody's, so that the name in it is passed over.
    pairs += [(name, "") for name in tables.load("names")["longer_names"]]
    place = _by_first_word(pairs)
    return {
        "place": place,
        "places": {"": frozenset(place)},
        "eras": values_by_key(eras),
        "unit": {unit: UnitNames(pages[unit], names) for unit, names in values_by_key(named).items()},
    }


def _eras(unit: Unit) -> Iterator[tuple[str, Era]]:
    first = date.fromisoformat(unit.valid_from) if unit.valid_from else None
    last = date.fromisoformat(unit.valid_to) if unit.valid_to else None
    spans: list[tuple[str, str, date | None, date | None]] = [
        (
            form.name,
            form.kind,
            date.fromisoformat(form.valid_from) if form.valid_from else first,
            date.fromisoformat(form.valid_to) if form.valid_to else last,
        )
        for form in unit.forms
    ] or [(unit.name, unit.kind, first, last)]
    names = dict.fromkeys([unit.name, *unit.aliases, *(name for name, *_ in spans)])
    # Any of its names may be used at any time ("Huế" before 2025 for Thừa Thiên Huế); its rank is that of the date.
    for name in names:
        for _, kind, start, end in spans:
            yield name, Era(unit.id, unit.page, kind, start, end)
