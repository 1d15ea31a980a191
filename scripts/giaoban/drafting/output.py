"""A draft as one object with the record's own keys."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from giaoban.drafting.model import Draft, DraftCitation, DraftItem, Value


def to_json(draft: Draft) -> dict[str, Any]:
    """Plain values; `evidence` maps each scalar's path to its span and how it was found."""
    evidence: dict[str, Any] = {}
    refused = draft.not_a_meeting
    if refused:
        evidence["not_a_meeting"] = _evidence(refused)
    venue = {
        name.removeprefix("venue."): value.value for name, value in draft.scalars.items() if name.startswith("venue.")
    }
    for name, value in draft.scalars.items():
        evidence[name] = _evidence(value)
    for i, person in enumerate(draft.people):
        evidence[f"people.{i}.part"] = _evidence(person.part)
        for j, title in enumerate(person.titles):
            evidence[f"people.{i}.as.{j}"] = _evidence(title)
    for name, value in draft.source.items():
        evidence[f"sources.0.{name}"] = _evidence(value)
    return {
        "not_a_meeting": refused is not None,
        "id": draft.id or None,
        "title": draft.title or None,
        "date": draft.get("date"),
        "time": draft.get("time"),
        "period": draft.get("period"),
        "kind": draft.get("kind"),
        "level": draft.get("level"),
        "host": draft.get("host"),
        "venue": {key: venue.get(key) for key in ("place", "province", "format", "connection_points")},
        "people": [
            {
                "name": p.name,
                "leader": None if p.new else p.leader,
                "as": [title.value for title in p.titles],
                "part": p.part.value,
                "span": list(p.span),
                "candidates": list(p.candidates),
            }
            for p in draft.people
        ],
        "provinces": [{"province": p.unit, "span": list(p.span)} for p in draft.provinces],
        "resolutions": [_citation(c) for c in draft.citations],
        "results": [_item(item) for item in draft.results],
        "tasks": [_item(item) for item in draft.tasks],
        "figures": [
            {"id": f.id, "value": number(f.value), "unit": f.unit, "bound": f.bound, "span": list(f.span)}
            for f in draft.figures
        ],
        "sources": [{"id": "s1", **{name: value.value for name, value in draft.source.items()}}],
        "findings": [asdict(finding) for finding in draft.findings],
        "evidence": evidence,
        "text": draft.text,
    }


def _evidence(value: Value) -> dict[str, Any]:
    found: dict[str, Any] = {"span": list(value.span) if value.span else None, "how": value.how}
    return {**found, "doubt": value.doubt} if value.doubt else found


def _citation(c: DraftCitation) -> dict[str, Any]:
    mention, resolved = c.resolved.mention, c.resolved
    return {
        "cited": c.cited,
        "relation": c.relation,
        "span": list(c.span),
        "symbol": mention.symbol,
        "type": mention.type,
        "issuer": mention.issuer,
        "term": mention.term,
        "year": mention.year,
        "place": mention.place,
        "resolution": resolved.resolution,
        "plenum": resolved.plenum,
        "candidates": list(resolved.candidates),
        "kind": mention.kind,
        "number": mention.number,
        "date": mention.date,
        "proposed": c.new,
    }


def _item(item: DraftItem) -> dict[str, Any]:
    return {
        "id": item.id,
        "number": item.number,
        "span": list(item.span),
        "by": item.by,
        "due": item.due,
        "resolutions": list(item.resolutions),
        "plenums": list(item.plenums),
    }


def number(text: str) -> int | float:
    """A figure's value as a number."""
    return float(text) if "." in text else int(text)
