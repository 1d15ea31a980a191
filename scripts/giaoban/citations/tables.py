"""The tables beside this module, read once: types, issuers, terms, names. Data, not code (``data/*.yml``)."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from giaoban import vietnamese
from giaoban.vietnamese.words import read_lists

_DATA = Path(__file__).parent / "data"


@cache
def load(name: str) -> dict[str, Any]:
    """The table ``data/<name>.yml`` as written: lists and mappings, every scalar a string. Raises `OSError`."""
    return dict(read_lists(_DATA / f"{name}.yml"))


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type of document: name as in records, words in texts, codes in symbols, and what a bare number after it means."""

    name: str
    words: tuple[str, ...]
    codes: tuple[str, ...]
    short: tuple[str, ...]
    bare: str
    central: bool


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body that issues documents; ``code`` is None for a congress."""

    name: str
    code: str | None
    level: str
    words: tuple[str, ...]
    loose: bool
    placed: bool


@dataclass(frozen=True, slots=True)
class Term:
    """A congress term: before ``opened`` nothing is of it, from ``began`` on everything, until the next one opens."""

    term: str
    opened: date
    began: date


@dataclass(frozen=True, slots=True)
class Collision:
    """A document that shares its symbol with one of another term; ``begins`` is its first day."""

    symbol: str
    term: str
    begins: str
    about: str


@cache
def types() -> tuple[DocumentType, ...]:
    """All types of documents, in the order of the table; words with tone marks in their old places."""
    return tuple(
        DocumentType(
            t["name"],
            tuple(map(vietnamese.tone_old, t["words"])),
            tuple(t["codes"]),
            tuple(t.get("short", ())),
            t["bare"],
            t.get("central") == "true",
        )
        for t in load("types")["types"]
    )


@cache
def type_named() -> dict[str, DocumentType]:
    """Types by their name and by every word for them."""
    return {word: t for t in types() for word in (t.name, *t.words, *(s.lower() for s in t.short))}


@cache
def types_of_code() -> dict[str, tuple[DocumentType, ...]]:
    """Types by code in small letters; QĐ stands for two, TT too."""
    found: dict[str, tuple[DocumentType, ...]] = {}
    for t in types():
        for code in t.codes:
            found[code.lower()] = (*found.get(code.lower(), ()), t)
    return found


@cache
def canonical_codes() -> dict[str, str]:
    """Type codes as they are kept, by their small letters: ``qđi`` is QĐi."""
    return {code.lower(): code for t in types() for code in t.codes}


@cache
def issuers() -> tuple[Issuer, ...]:
    """All bodies that issue documents, in the order of the table; words with tone marks in their old places."""
    return tuple(
        Issuer(
            i["name"],
            None if i["code"] == "null" else i["code"],
            i["level"],
            tuple(map(vietnamese.tone_old, i["words"])),
            i.get("loose") == "true",
            i.get("placed") == "true",
        )
        for i in load("issuers")["issuers"]
    )


@cache
def issuer_named() -> dict[str, Issuer]:
    """Issuing bodies by name and by every word for them, small letters; the centre is written ``trung ương``."""
    found: dict[str, Issuer] = {}
    for issuer in issuers():
        for word in (issuer.name.lower(), *issuer.words):
            found.setdefault(spelled_out(word), issuer)
    return found


def spelled_out(words: str) -> str:
    """Words of an issuer with the centre spelled out: ``bch tw`` is ``bch trung ương``."""
    return " ".join("trung ương" if word in {"tw", "t.w"} else word for word in words.split())


@cache
def code_variants() -> dict[str, str]:
    """Issuer codes as they are kept, by how symbols print them in capitals."""
    table = load("issuers")
    return {**{code.upper(): code for code in table["codes"]}, **table["code_variants"]}


@cache
def terms() -> tuple[Term, ...]:
    """The terms of the Party congress, the earliest first."""
    rows = load("terms")["terms"]
    return tuple(
        Term(
            r["term"],
            date.fromisoformat(r["opened"]),
            date.fromisoformat(r["began"]) if "began" in r else _day_after(date.fromisoformat(r["closed"])),
        )
        for r in rows
    )


def _day_after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


@cache
def collisions() -> dict[str, tuple[Collision, ...]]:
    """Documents known to share a symbol, by symbol."""
    found: dict[str, tuple[Collision, ...]] = {}
    for r in load("terms")["collisions"]:
        row = Collision(r["symbol"], r["term"], r["from"], r["about"])
        found[row.symbol] = (*found.get(row.symbol, ()), row)
    return found


def term_of(day: date) -> str | None:
    """The congress term of a day; None while a congress met, before the first term known, and never a guess."""
    found = None
    for term in terms():
        if day < term.opened:
            break
        found = term.term if day >= term.began else None
    return found


def provincial_term_of(day: date) -> str | None:
    """The years of the provincial committees' term ("2015-2020") that a day surely belongs to, or None."""
    years = [int(y) for y in load("terms")["provincial_years"]]
    return next((f"{a}-{b}" for a, b in itertools.pairwise(years) if a < day.year < b), None)
