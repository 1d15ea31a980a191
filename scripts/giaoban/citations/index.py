"""What is known, laid out for looking up: documents by number and name, sessions, bodies, provinces, people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from giaoban import dates, vietnamese
from giaoban.citations import gazetteer, sessions, symbols, tables
from giaoban.citations.find import find
from giaoban.citations.gazetteer import values_by_key
from giaoban.citations.values import CommitteeSession, KnownDocument, level_of, lookup_key
from giaoban.records.models.leader import Leader
from giaoban.records.models.organization import Organization
from giaoban.records.models.plenum import Plenum
from giaoban.records.models.resolution import Resolution
from giaoban.records.models.unit import Unit

_REMARK = re.compile(r"^(?P<name>.*?)\s*\((?P<about>[^()]*)\)\s*$")
_NUMBERED = re.compile(rf"(?:{'|'.join(w for t in tables.types() for w in t.words)}) (?:số )?\d{{1,5}}")
_NUMBER_ONLY = re.compile(r"(?:số )?\d{1,5}")
_SMALL = {"district", "base"}

_SessionName = tuple[str, int, str]
"""Type of document ("" or None: none), number and term of a session."""


@dataclass(frozen=True, slots=True)
class Index:
    """All that mentions are resolved against. Build it once with `Index.build`; it is never changed afterwards."""

    tables: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def lookup(self, table: str, key: str) -> Any:
        """What stands under a key of a table, or None (`giaoban.citations.values.Lookup`)."""
        rows = self.tables.get(table, {})
        if table == "person" and key.count(" ") > 1:
            # Names of two words, where three stand, are part of the answer: the text asks once.
            return (*rows.get(key, ()), *rows.get(key.rpartition(" ")[0], ())) or None
        return rows.get(key)

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
        known = {name: _known_document(record, organizations, units) for name, record in resolutions.items()}
        aliases = _Aliases()
        for record in resolutions.values():
            aliases.take(record)
        by_name = sorted(known.values(), key=lambda k: k.id)
        return cls(
            {
                **gazetteer.aliases_of(aliases.names),
                **gazetteer.places_of(units.values()),
                "title": gazetteer.titles_of(_titles(resolutions.values())),
                "person": gazetteer.people_of((leaders or {}).values()),
                "document": known,
                "symbol": values_by_key(
                    (lookup_key(k.number, k.code, k.issuer_code), k) for k in by_name if k.number is not None
                ),
                "number": values_by_key((f"{k.type} {k.number}", k) for k in by_name if k.number is not None),
                "printed": values_by_key((symbol, known[name]) for symbol, name in aliases.printed),
                "congress": values_by_key(
                    (term, known[name]) for term, name in (*aliases.congresses, *_congresses(known.values()))
                ),
                "session": _sessions(plenums.values(), known.values(), aliases.sessions),
                "sessions": values_by_key((str(p.number), (p.id, p.term)) for p in plenums.values()),
                "body": values_by_key(
                    (vietnamese.fold(n), o.id) for o in organizations.values() for n in (o.name, *o.aliases)
                ),
            }
        )


def _known_document(
    record: Resolution, organizations: Mapping[str, Organization], units: Mapping[str, Unit]
) -> KnownDocument:
    symbol = symbols.parse(record.symbol) if record.symbol else None
    moment = dates.parse(record.date) if record.date else None
    body = organizations.get(record.issuer or "")
    organ = _organ(body)
    code = symbol.issuer if symbol else (organ.code if organ else None)
    term = record.term
    if term is None and moment and level_of(code) == "central":
        first, last = tables.term_of(moment.earliest), tables.term_of(moment.latest)
        term = first if first == last else None
    remarks = (m["about"] for a in record.aliases if (m := _REMARK.match(a)))
    province = record.province or (body.province if body else None)
    unit = units.get(province or "")
    is_small = body is not None and level_of(code) in _SMALL
    return KnownDocument(
        record.id,
        record.type,
        symbol.number if symbol else _number_of(record),
        symbol.code if symbol else None,
        code,
        symbol.text if symbol else None,
        symbol.year if symbol else None,
        organ.name if organ else None,
        province,
        unit.page if unit else None,
        tuple(vietnamese.fold(name) for name in (body.name, *body.aliases)) if body and is_small else (),
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


def _congresses(known: Iterable[KnownDocument]) -> list[tuple[str, str]]:
    return [
        (k.term, k.id)
        for k in known
        if k.term and k.organ == sessions.CONGRESS_ISSUER and k.type == "Nghị quyết" and k.number is None
    ]


def _sessions(
    plenums: Iterable[Plenum], known: Iterable[KnownDocument], aliases: Iterable[tuple[_SessionName, str]]
) -> dict[str, CommitteeSession]:
    """Sessions by number and term, those included that only aliases of documents name."""
    adopted = values_by_key((k.plenum, k) for k in known if k.plenum)
    named: dict[str, list[tuple[str, str]]] = {}
    for (type_, number, term), document in aliases:
        named.setdefault(f"{number} {term}", []).append((type_, document))
    held = {f"{plenum.number} {plenum.term}": plenum for plenum in plenums}
    found = {}
    for key in held | named:
        names = tuple(values_by_key(named.get(key, ())).items())
        plenum = held.get(key)
        found[key] = (
            CommitteeSession(plenum.id, adopted.get(plenum.id, ()), names, _own_names(plenum))
            if plenum
            else CommitteeSession(None, (), names)
        )
    return found


def _own_names(plenum: Plenum) -> tuple[str | None, ...]:
    """The types with which an alias of a session names it."""
    meant = (mention for alias in plenum.aliases for mention in find(alias) if mention.kind == "plenum")
    return tuple(dict.fromkeys(m.type for m in meant if (m.plenum, m.term) == (plenum.number, plenum.term)))


def _titles(resolutions: Iterable[Resolution]) -> list[tuple[str, str, str]]:
    """Type, title and id of every record that has a title."""
    return [(r.type, title, r.id) for r in resolutions for title in (r.title, r.title_as_cited) if title]
