"""Propose a new record for a document that the archive does not know: only what the words themselves say."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

from giaoban import vietnamese
from giaoban.citations import tables
from giaoban.citations.compare import DatedContext, term_said, unit_of
from giaoban.citations.model import Mention
from giaoban.citations.sessions import CONGRESS_ISSUER
from giaoban.citations.values import Lookup, UnitNames, level_of

_PLACED = {"province", "district", "base"}


def session(mention: Mention) -> dict[str, Any]:
    """A new record of a session (keys of `Plenum`)."""
    number = vietnamese.read_roman(mention.term or "") or 0
    return {
        "id": f"k{number}-tw{mention.plenum}",
        "name": f"Hội nghị Trung ương {mention.plenum} khóa {mention.term}",
        "term": mention.term,
        "number": mention.plenum,
    }


def document(mention: Mention, lookup: Lookup, meeting: DatedContext) -> dict[str, Any]:
    """A new record of a document (keys of `Resolution`), with an id after TYPE-NUMBER-ISSUER[-place]-TERM."""
    if mention.issuer == CONGRESS_ISSUER:
        return _congress(mention, lookup)
    unit, page = (None, None)
    if level_of(mention.issuer_code) in _PLACED or (mention.kind == "alias" and mention.number is None):
        unit, page = unit_of(mention, lookup, meeting)
    term = term_said(mention)
    record: dict[str, Any] = {"id": _free(identifier(mention, unit, page, term), lookup)}
    if mention.symbol:
        record["symbol"] = mention.symbol
    if mention.type:
        record["type"] = mention.type
    if issuer := body(mention, unit, lookup):
        record["issuer"] = issuer
    if unit:
        record["province"] = unit
    if term:
        record["term"] = term
    if mention.date:
        record["date"] = mention.date
    if mention.number is None:
        record["title_as_cited"] = " ".join(mention.text.split())
    return record


def _congress(mention: Mention, lookup: Lookup) -> dict[str, Any]:
    record: dict[str, Any] = {"id": _free(f"nq-dai-hoi-{(mention.term or '').lower()}", lookup), "type": "Nghị quyết"}
    if bodies := lookup("body", vietnamese.fold(CONGRESS_ISSUER)):
        record["issuer"] = bodies[0]
    return {**record, "term": mention.term, "title_as_cited": " ".join(mention.text.split())}


def body(mention: Mention, unit: str | None, lookup: Lookup) -> str | None:
    """The organization of the archive that the mention names as issuer: "Tỉnh ủy" only with its province."""
    if not mention.issuer:
        return None
    issuer = tables.issuer_named().get(mention.issuer.lower())
    if issuer and mention.symbol and issuer.code and not (mention.issuer_code or "").startswith(issuer.code):
        return None  # the symbol says that it was someone else
    if not issuer or not issuer.placed:
        found: Sequence[str] = lookup("body", vietnamese.fold(mention.issuer)) or ()
        return found[0] if len(found) == 1 else None
    named: UnitNames | None = lookup("unit", unit) if unit else None
    names = named.names if named else ()
    found = [o for name in names for o in lookup("body", vietnamese.fold(f"{mention.issuer} {name}")) or ()]
    return found[0] if len(set(found)) == 1 else None


def identifier(mention: Mention, unit: str | None, page: str | None, term: str | None) -> str:
    """An id after TYPE-NUMBER-ISSUER[-place]-TERM. ``unit``, ``page``: ids of the province that issued it, and of its page."""
    type_ = tables.type_named().get(mention.type or "")
    code = mention.type_code or (type_.codes[0] if type_ else "vb")
    if mention.number is None:
        return "-".join(filter(None, [code, "dai-hoi", page or "dang-bo", term])).lower().replace("đ", "d")
    place = (page if term else unit or page) or vietnamese.slug(mention.place or "")
    if level_of(mention.issuer_code) == "state":
        parts = [
            code if mention.type_code or mention.type else None,
            f"{mention.number:02d}",
            mention.year,
            mention.issuer_code,
        ]
    else:
        era = f"k{vietnamese.read_roman(term)}" if term and not term[0].isdigit() else term
        parts = [code, f"{mention.number:02d}", mention.issuer_code, place, era]
    return "-".join(slug for part in parts if part and (slug := vietnamese.slug(str(part))))


def _free(name: str, lookup: Lookup) -> str:
    """The id, or with the first free number behind it when a record of another document has it."""
    name = name[:110].strip("-") or "van-ban"
    if lookup("document", name) is None:
        return name
    return next(other for n in itertools.count(2) if lookup("document", other := f"{name}-{n}") is None)
