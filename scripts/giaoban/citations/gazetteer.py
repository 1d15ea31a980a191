"""Names looked up word by word: aliases and titles of documents, people, provinces.

A text is cut into words once; each word that begins a known name costs one look into a table, any other next to nothing.
Names compare in old tone placement and small letters; capitals are asked for where they tell a name from words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from giaoban import vietnamese
from giaoban.records.model import Leader, Unit

from . import tables
from .shadow import UPPER, Shadow

_WORD = re.compile(r"[^\W_]+")
_SECOND_WORD = re.compile(r"[ .\-'’]{0,6}+([^\W_]+)")
_CAPITAL = re.compile(rf"[{UPPER}](?<![^\W_].)[^\W_]*")
_BLANK_GAP = re.compile(r"(?=[ \n]) {0,2}\n? {0,2}")
_SIGN_GAP = re.compile(r" {0,2}[-.'’]? {0,2}\n? {0,2}")
_REACH_BACK = 48
_WORDS_BACK = 5
_OPENING = "(“\"'‘«*_["
_ABOUT_OPENS = re.compile(r"về(?: việc)? ")
_FIRST_WORDS = 3
_NEXT_WORD = re.compile(r"[ \n]{1,4}([^\W_]+)")
_THREE_WORDS = re.compile(r"([^\W_]+)[ \n,\-]{1,4}([^\W_]+)[ \n,\-]{1,4}([^\W_]+)")


def before(seen: Shadow, at: int) -> list[str]:
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
    """A name as it is looked up."""
    return tuple(_WORD.findall(vietnamese.tone_old(name).lower()))


class Entry(NamedTuple):
    """A name: its words in small letters, the pattern of what stands for it in a text, and whose it is."""

    words: tuple[str, ...]
    joined: str
    capitals: tuple[bool, ...]
    signs: bool
    owners: tuple[str, ...]


Table = Mapping[str, Mapping[str, tuple[Entry, ...]]]
"""Entries by first and second word ("" when there is none), longer ones first: every other family name is Nguyễn."""


def _entries(pairs: Iterable[tuple[str, str]]) -> list[Entry]:
    """A name that several bear is one entry; longer ones first."""
    owners: dict[tuple[tuple[str, ...], tuple[bool, ...], bool], dict[str, None]] = {}
    for name, owner in pairs:
        plain = vietnamese.tone_old(name)
        found = _WORD.findall(plain)
        if found:
            key = (tuple(map(str.lower, found)), tuple(w[0].isupper() for w in found), " ".join(found) != plain.strip())
            owners.setdefault(key, {})[owner] = None
    rows = [Entry(words, " ".join(words), caps, signs, tuple(ids)) for (words, caps, signs), ids in owners.items()]
    return sorted(rows, key=lambda e: (-len(e.words), e.words))


def _table(pairs: Iterable[tuple[str, str]]) -> Table:
    found: dict[str, dict[str, list[Entry]]] = {}
    for entry in _entries(pairs):
        second = entry.words[1] if len(entry.words) > 1 else ""
        found.setdefault(entry.words[0], {}).setdefault(second, []).append(entry)
    return {first: {second: tuple(rows) for second, rows in row.items()} for first, row in found.items()}


def end_of(seen: Shadow, start: int, entry: Entry) -> int:
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


class Hit(NamedTuple):
    """A known name where it stands in a shadow."""

    start: int
    end: int
    entry: Entry


Starts = list[tuple[int, str]]
"""Where words begin that may open a name, and the words in small letters."""


def capitals(seen: Shadow) -> Starts:
    """Every word that begins with a capital."""
    return [(match.start(), match[0].lower()) for match in _CAPITAL.finditer(seen.text)]


def all_words(seen: Shadow) -> Starts:
    """Every word."""
    return [(match.start(), match[0]) for match in _WORD.finditer(seen.low)]


def scan(seen: Shadow, starts: Starts, table: Table) -> list[Hit]:
    """Every known name that begins at one of the words; the longest at a place, none within another."""
    found: list[Hit] = []
    if not table:
        return found
    low, last = seen.low.replace("\n", " "), 0
    is_plain = "  " not in low
    for start, word in starts:
        row = table.get(word)
        if row is None or start < last:
            continue
        second = _SECOND_WORD.match(low, start + len(word))
        rows = (row.get(second[1]) if second else None) or row.get("")
        for entry in rows or ():
            # Most entries fail here, and a text without double blanks needs no slower look at plain ones.
            if (low.startswith(entry.joined, start) or entry.signs or not is_plain) and (
                end := end_of(seen, start, entry)
            ):
                found.append(Hit(start, end, entry))
                last = end
                break
    return found


class Title(NamedTuple):
    """The title of a record of some type, cut into words without "Về (việc)"."""

    type: str
    words: tuple[str, ...]
    owner: str


@dataclass(frozen=True, slots=True)
class Names:
    """Aliases and titles."""

    aliases: Mapping[tuple[str, str], tuple[Entry, ...]] = field(default_factory=dict)
    """By the type and the word after it."""
    others: Table = field(default_factory=dict)
    """Aliases that do not begin with a type of document."""
    titles: Mapping[tuple[str, ...], tuple[Title, ...]] = field(default_factory=dict)
    title_words: frozenset[str] = frozenset()
    """The first words of all titles."""

    @classmethod
    def build(cls, aliases: Iterable[tuple[str, str]], titles: Iterable[tuple[str, str, str]]) -> Names:
        """From (alias, id) and (type, title, id)."""
        pairs = [(vietnamese.tone_old(a).lower(), name) for a, name in aliases]
        typed: dict[tuple[str, str], list[tuple[str, str]]] = {}
        others: list[tuple[str, str]] = []
        for alias, name in pairs:
            if key := _type_and_next(alias):
                typed.setdefault(key, []).append((alias, name))
            else:
                others.append((alias, name))
        table: dict[tuple[str, ...], list[Title]] = {}
        for type_, title, owner in titles:
            words = words_of(_ABOUT_OPENS.sub("", vietnamese.tone_old(title).lower(), count=1))
            if len(words) >= _FIRST_WORDS:
                table.setdefault(words[:_FIRST_WORDS], []).append(Title(type_, words, owner))
        return cls(
            {key: tuple(_entries(rows)) for key, rows in typed.items()},
            _table(others),
            {key: tuple(rows) for key, rows in table.items()},
            frozenset(key[0] for key in table),
        )

    def alias_at(self, seen: Shadow, start: int, type_words: str, next_word: str) -> Hit | None:
        """The longest alias at a place, where these words for a type and this next word stand."""
        rows = self.aliases.get((type_words, next_word), ())
        hits = (Hit(start, end, entry) for entry in rows if (end := end_of(seen, start, entry)))
        return next(hits, None)

    def titles_at(self, seen: Shadow, at: int) -> tuple[Title, ...]:
        """The titles that begin with the words at a place."""
        first = _THREE_WORDS.match(seen.low, at)
        return self.titles.get(first.groups(), ()) if first else ()


def _type_and_next(alias: str) -> tuple[str, str] | None:
    """The type with which an alias begins, and the word after it."""
    for type_ in tables.types():
        for word in type_.words:
            if alias.startswith(f"{word} ") and (after := _NEXT_WORD.match(alias, len(word))):
                return word, after[1]
    return None


@dataclass(frozen=True, slots=True)
class People:
    """Names of people by first word."""

    table: Table = field(default_factory=dict)

    @classmethod
    def build(cls, leaders: Mapping[str, Leader]) -> People:
        """From id to leader; a name of one word is too short to mean anybody."""
        pairs = ((n, leader.id) for leader in leaders.values() for n in (leader.name, *leader.other_names))
        return cls(_table((n, owner) for n, owner in pairs if len(n.split()) > 1))


class Era(NamedTuple):
    """A unit under one name and rank over one stretch of time (open ends are None)."""

    unit: str
    page: str
    kind: str
    first: date | None
    last: date | None

    def holds(self, day: date) -> bool:
        """Whether the day lies within."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Places:
    """Names of provincial units by first word (each entry's owner is the name in small letters), and the eras of each name."""

    table: Table = field(default_factory=dict)
    eras: Mapping[str, tuple[Era, ...]] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)
    """The page of each unit."""

    @classmethod
    def build(cls, units: Mapping[str, Unit]) -> Places:
        """From id to unit: names, aliases and dated forms."""
        eras: dict[str, dict[Era, None]] = {}
        pairs: list[tuple[str, str]] = []
        for unit in units.values():
            for era_name, era in _eras(unit):
                key = " ".join(words_of(era_name))
                pairs.append((era_name, key))
                eras.setdefault(key, {})[era] = None
        # What only contains a province's name is an entry of nobody's, so that the name in it is passed over.
        pairs += [(name, "") for name in tables.load("names")["longer_names"]]
        pages = {unit.id: unit.page for unit in units.values()}
        return cls(_table(pairs), {key: tuple(found) for key, found in eras.items()}, pages)

    def named(self, words: str) -> tuple[Era, ...]:
        """The eras of the longest known name with which some words begin ("Đồng Tháp Nguyễn Văn A")."""
        found = words_of(words)
        for length in range(len(found), 0, -1):
            if eras := self.eras.get(" ".join(found[:length])):
                return eras
        return ()


def _eras(unit: Unit) -> Iterator[tuple[str, Era]]:
    first = date.fromisoformat(unit.valid_from) if unit.valid_from else None
    last = date.fromisoformat(unit.valid_to) if unit.valid_to else None
    forms = unit.forms or ()
    spans: list[tuple[str, str, date | None, date | None]] = [
        (
            form.name,
            form.kind,
            date.fromisoformat(form.valid_from) if form.valid_from else first,
            date.fromisoformat(form.valid_to) if form.valid_to else last,
        )
        for form in forms
    ] or [(unit.name, unit.kind, first, last)]
    names = dict.fromkeys([unit.name, *unit.aliases, *(name for name, *_ in spans)])
    # Any of its names may be used at any time ("Huế" before 2025 for Thừa Thiên Huế); its rank is that of the date.
    for name in names:
        for _, kind, start, end in spans:
            yield name, Era(unit.id, unit.page, kind, start, end)
