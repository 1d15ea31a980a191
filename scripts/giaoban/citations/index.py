"""What is known, laid out for looking up: documents by number and name, sessions, bodies, provinces, people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from giaoban import dates, vietnamese
from giaoban.records.model import Leader, Organization, Plenum, Resolution, Unit

from . import sessions, symbols, tables
from .find import find
from .gazetteer import Names, People, Places

_REMARK = re.compile(r"^(?P<name>.*?)\s*\((?P<about>[^()]*)\)\s*$")
_NUMBERED = re.compile(rf"(?:{'|'.join(w for t in tables.types() for w in t.words)}) (?:số )?\d{{1,5}}")
_NUMBER_ONLY = re.compile(r"(?:số )?\d{1,5}")


@dataclass(frozen=True, slots=True)
class Known:
    """One known document, as far as citations can be compared with it.

    ``code`` and ``issuer_code`` come from the symbol. ``organ`` is the issuing body as the tables name it. ``term`` follows
    from the date when the record gives none. ``subjects``: its titles, and what its aliases add in brackets.
    """

    id: str
    type: str
    number: int | None
    code: str | None
    issuer_code: str | None
    symbol: str | None
    year: int | None
    organ: str | None
    body: str | None
    province: str | None
    term: str | None
    earliest: date | None
    latest: date | None
    plenum: str | None
    subjects: tuple[str, ...]

    @property
    def level(self) -> str:
        """central, state, province, district or base, by who signs."""
        return level_of(self.issuer_code)


@cache
def level_of(code: str | None) -> str:
    """The level of an issuer code; of an unknown one by its ending: …TW is central, …TU provincial, …HU of a district."""
    if code is None:
        return "central"
    known = next((i.level for i in tables.issuers() if i.code == code), None)
    if known:
        return known
    endings = {"TW": "central", "TU": "province", "HU": "district", "QU": "district", "ThU": "district"}
    return next((level for ending, level in endings.items() if code.endswith(ending)), "state")


@dataclass(frozen=True, slots=True)
class Index:
    """All that mentions are resolved against. Build it once with `Index.build`; it is never changed afterwards."""

    by_id: Mapping[str, Known] = field(default_factory=dict)
    by_number: Mapping[int, tuple[Known, ...]] = field(default_factory=dict)
    by_printed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Symbols given as aliases, because a source misprints them."""
    by_congress: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by_session: Mapping[tuple[str, int, str], tuple[str, ...]] = field(default_factory=dict)
    """Documents whose alias is the name of a session: "Kết luận Trung ương 4 khóa XIII"."""
    plenums: Mapping[tuple[int, str], str] = field(default_factory=dict)
    plenum_names: frozenset[tuple[str | None, int, str]] = frozenset()
    adopted: Mapping[str, tuple[Known, ...]] = field(default_factory=dict)
    bodies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Ids of organizations by folded name."""
    names: Names = field(default_factory=Names)
    people: People = field(default_factory=People)
    places: Places = field(default_factory=Places)

    @classmethod
    def build(
        cls,
        resolutions: Mapping[str, Resolution],
        plenums: Mapping[str, Plenum],
        organizations: Mapping[str, Organization],
        units: Mapping[str, Unit],
        leaders: Mapping[str, Leader] | None = None,
    ) -> Index:
        """The index of an archive's entities; each mapping is id to record."""
        known = {name: _known(record, organizations) for name, record in resolutions.items()}
        aliases = _Aliases()
        for record in resolutions.values():
            aliases.take(record)
        return cls(
            by_id=known,
            by_number=_grouped((k.number, k) for k in known.values() if k.number is not None),
            by_printed=_grouped(aliases.printed),
            by_congress=_grouped([*aliases.congresses, *_congresses(known.values())]),
            by_session=_grouped(aliases.sessions),
            plenums={(p.number, p.term): p.id for p in plenums.values()},
            plenum_names=frozenset(_plenum_names(plenums.values())),
            adopted=_grouped((k.plenum, k) for k in known.values() if k.plenum),
            bodies=_grouped((vietnamese.fold(n), o.id) for o in organizations.values() for n in (o.name, *o.aliases)),
            names=Names.build(aliases.names, _titles(resolutions.values())),
            people=People.build(leaders or {}),
            places=Places.build(units),
        )


def _grouped(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, tuple[Any, ...]]:
    found: dict[Any, dict[Any, None]] = {}
    for key, value in pairs:
        found.setdefault(key, {})[value] = None
    return {key: tuple(values) for key, values in found.items()}


def _known(record: Resolution, organizations: Mapping[str, Organization]) -> Known:
    symbol = symbols.parse(record.symbol) if record.symbol else None
    moment = dates.parse(record.date) if record.date else None
    organ = _organ(organizations.get(record.issuer or ""))
    code = symbol.issuer if symbol else (organ.code if organ else None)
    term = record.term
    if term is None and moment and level_of(code) == "central":
        first, last = tables.term_of(moment.earliest), tables.term_of(moment.latest)
        term = first if first == last else None
    remarks = (m["about"] for a in record.aliases if (m := _REMARK.match(a)))
    return Known(
        record.id,
        record.type,
        symbol.number if symbol else _number_of(record),
        symbol.code if symbol else None,
        code,
        symbol.text if symbol else None,
        symbol.year if symbol else None,
        organ.name if organ else None,
        record.issuer,
        record.province or getattr(organizations.get(record.issuer or ""), "province", None),
        term,
        moment.earliest if moment else None,
        moment.latest if moment else None,
        record.plenum,
        tuple(filter(None, (record.title, record.title_as_cited, *remarks))),
    )


def _number_of(record: Resolution) -> int | None:
    """The number in an alias ("Nghị quyết 18"), for a record whose symbol is not known."""
    prefix = record.type.lower()
    for alias in record.aliases:
        rest = vietnamese.tone_old(alias).lower().removeprefix(prefix).strip()
        if _NUMBER_ONLY.fullmatch(rest):
            return int(rest.removeprefix("số "))
    return None


def _organ(body: Organization | None) -> tables.Issuer | None:
    if body is None:
        return None
    for name in (body.name, *body.aliases):
        words = tables.spelled_out(vietnamese.tone_old(name).lower())
        while words:
            if issuer := tables.issuer_named().get(words):
                return issuer
            words = words.rpartition(" ")[0]
    return None


class _Aliases:
    """The aliases of records, sorted by what they are: misprinted symbols, congresses, sessions, names."""

    def __init__(self) -> None:
        self.printed: list[tuple[str, str]] = []
        self.congresses: list[tuple[str, str]] = []
        self.sessions: list[tuple[tuple[str, int, str], str]] = []
        self.names: list[tuple[str, str]] = []

    def take(self, record: Resolution) -> None:
        """Sort the aliases of one record. One that is only a type and a number is no key of its own."""
        for alias in (*record.aliases, *filter(None, (record.title_as_cited,))):
            if "(" in alias and _REMARK.match(alias):
                continue
            if _NUMBERED.fullmatch(vietnamese.tone_old(alias).lower()):
                continue
            is_title = alias is record.title_as_cited
            if symbol := symbols.parse(alias):
                self.printed.append((symbol.text, record.id))
                continue
            whole = [m for m in find(alias) if (m.start, m.end) == (0, len(alias))]
            if not whole:
                if not is_title and (not (parts := find(alias)) or parts[0].start > 0):
                    self.names.append((alias, record.id))
            elif whole[0].kind == "plenum" and whole[0].plenum and whole[0].term:
                self.sessions.append(((whole[0].type or "", whole[0].plenum, whole[0].term), record.id))
            elif whole[0].kind == "alias" and whole[0].issuer == sessions.CONGRESS_ISSUER and whole[0].term:
                self.congresses.append((whole[0].term, record.id))


def _congresses(known: Iterable[Known]) -> list[tuple[str, str]]:
    return [
        (k.term, k.id)
        for k in known
        if k.term and k.organ == sessions.CONGRESS_ISSUER and k.type == "Nghị quyết" and k.number is None
    ]


def _plenum_names(plenums: Iterable[Plenum]) -> Iterable[tuple[str | None, int, str]]:
    for plenum in plenums:
        for alias in plenum.aliases:
            for m in find(alias):
                if m.kind == "plenum" and (m.plenum, m.term) == (plenum.number, plenum.term):
                    yield (m.type, plenum.number, plenum.term)


def _titles(resolutions: Iterable[Resolution]) -> list[tuple[str, str, str]]:
    """Type, title and id of every record that has a title."""
    return [(r.type, title, r.id) for r in resolutions for title in (r.title, r.title_as_cited) if title]
