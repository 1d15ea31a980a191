"""Names laid out for looking up: every name under the words with which it begins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from giaoban import vietnamese
from giaoban.citations import tables
from giaoban.citations.gazetteer import words_of
from giaoban.citations.values import Era, NameEntry, Title, UnitNames
from giaoban.records.models.leader import Leader
from giaoban.records.models.unit import Unit

K = TypeVar("K")
V = TypeVar("V")

_WORD = re.compile(r"[^\W_]+")
_ABOUT_OPENS = re.compile(r"về(?: việc)? ")
_FIRST_WORDS = 3
_NEXT_WORD = re.compile(r"[ \n]{1,4}([^\W_]+)")


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    """The values of each key, each once, in order."""
    found: dict[K, dict[V, None]] = {}
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
    return grouped((entry.words[0], entry) for entry in _entries(pairs))


def aliases(pairs: Iterable[tuple[str, str]]) -> dict[str, Mapping[str, object]]:
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
        "alias": {key: tuple(_entries(rows)) for key, rows in grouped(typed).items()},
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


def titles(rows: Iterable[tuple[str, str, str]]) -> dict[str, tuple[Title, ...]]:
    """Titles by their first words, from type, title and id."""
    found: list[tuple[str, Title]] = []
    for type_, title, owner in rows:
        words = words_of(_ABOUT_OPENS.sub("", vietnamese.tone_old(title).lower(), count=1))
        if len(words) >= _FIRST_WORDS:
            found.append((" ".join(words[:_FIRST_WORDS]), Title(type_, words, owner)))
    return grouped(found)


def people(leaders: Iterable[Leader]) -> dict[str, tuple[NameEntry, ...]]:
    """Names of people by their first words: three, or the two that a name has. One word is too short to mean anybody."""
    names = ((name, leader.id) for leader in leaders for name in (leader.name, *leader.other_names))
    return grouped((_person_key(e), e) for e in _entries(names) if len(e.words) > 1)


def _person_key(entry: NameEntry) -> str:
    # In a text the third word counts as one of the name where it has a capital or a sign before it.
    length = 3 if len(entry.words) > 2 and (entry.capitals[2] or entry.signs) else 2
    return " ".join(entry.words[:length])


def places(units: Iterable[Unit]) -> dict[str, Mapping[str, object]]:
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
        "eras": grouped(eras),
        "unit": {unit: UnitNames(pages[unit], names) for unit, names in grouped(named).items()},
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
