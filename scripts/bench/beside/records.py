"""The records of a content folder as plain values, and how they relate, for the programs that our builder is measured against.

Records are read with PyYAML's C loader as strings, without positions and without a check. Relations are what those programs
cannot find for themselves: who stands on which timeline, what goes on from what, what the provinces of a page were.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from giaoban import dates

Record = dict[str, Any]

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_SPLIT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
GROUPS = ("results", "shortcomings", "tasks")


class LaterItem(NamedTuple):
    """A later item that takes up an earlier one; ``verb``: ``continues`` or ``answers``."""

    meeting: str
    item: str
    verb: str


class Touch(NamedTuple):
    """What of one meeting concerns one entity: its own rows (people, citations, mentions), and items and figures that name it."""

    rows: list[Record]
    items: list[Record]


class Records:
    """Everything under one content folder. ``meetings`` are in order of their dates; a withdrawn one is in no relation."""

    def __init__(self, content: Path) -> None:
        self.meetings: dict[str, Record] = {}
        found = [_meeting(path) for path in sorted(content.glob("briefings/*/*.md"))]
        for record in sorted(found, key=lambda r: (dates.parse(r["date"]).sort_key, r["id"])):
            self.meetings[record["id"]] = record
        self.leaders = _by_id(_yaml(path) for path in sorted(content.glob("leaders/*.yml")))
        self.documents = _by_id(_yaml(path) for path in sorted(content.glob("resolutions/*.yml")))
        self.organizations = _by_id(_yaml(path) for path in sorted(content.glob("organizations/*.yml")))
        self.plenums = _by_id(_yaml(content / "plenums.yml")["plenums"])
        self.series = _by_id(_yaml(content / "series.yml")["series"])
        self.topics = _by_id(_yaml(content / "topics.yml")["topics"])
        provinces = _yaml(content / "provinces.yml")
        self.units = _by_id(provinces["units"])
        self.pages = _by_id(provinces["pages"])
        self.published = [record for record in self.meetings.values() if record.get("status") != "withdrawn"]
        self.pages_of_unit = self._pages_of_unit()
        self.later_items = self._later_items()
        self.neighbours = self._neighbours()
        self.implemented_by = self._backlinks("implements")
        self.amended_by = self._backlinks("amends")
        self.replaced_by = self._backlinks("replaces")

    def timelines(self) -> dict[str, dict[str, list[tuple[str, Touch]]]]:
        """Kind to entity to its meetings in order, each with what of it concerns the entity."""
        found: dict[str, dict[str, list[tuple[str, Touch]]]] = defaultdict(lambda: defaultdict(list))
        nothing = Touch([], [])
        for record in self.published:
            meeting = record["id"]
            quiet = [("year", year(record))]
            quiet += [("series", record["series"])] if record.get("series") in self.series else []
            quiet += [("topic", topic) for topic in record.get("topics", ()) if topic in self.topics]
            for kind, entity in quiet:
                found[kind][entity].append((meeting, nothing))
            for kind, touched, known in (
                ("leader", self._people(record), self.leaders),
                ("document", self._cited(record, "resolution", "resolutions"), self.documents),
                ("plenum", self._cited(record, "plenum", "plenums"), self.plenums),
                ("province", self._provinces(record), self.pages),
            ):
                for entity, touch in touched.items():
                    if entity in known:
                        found[kind][entity].append((meeting, touch))
        return found

    def _people(self, record: Record) -> dict[str, Touch]:
        found: dict[str, Touch] = defaultdict(lambda: Touch([], []))
        for person in record.get("people", ()):
            found[person["leader"]].rows.append(person)
        for item in items(record):
            if item.get("by"):
                found[item["by"]].items.append(item)
        return found

    def _cited(self, record: Record, key: str, listed: str) -> dict[str, Touch]:
        found: dict[str, Touch] = defaultdict(lambda: Touch([], []))
        for citation in record.get("resolutions", ()):
            if citation.get(key):
                found[citation[key]].rows.append(citation)
        for item in items(record):
            for entity in item.get(listed, ()):
                found[entity].items.append(item)
        return found

    def _provinces(self, record: Record) -> dict[str, Touch]:
        found: dict[str, Touch] = defaultdict(lambda: Touch([], []))
        venue = record.get("venue", {}).get("province")
        rows = [{"province": venue, "held": "yes"}] if venue else []
        for row in (*rows, *record.get("provinces", ())):
            for page in self.pages_of_unit.get(row["province"], ()):
                found[page].rows.append(row)
        for item in items(record):
            for unit in item.get("provinces", ()):
                for page in self.pages_of_unit.get(unit, ()):
                    found[page].items.append(item)
        for figure in record.get("figures", ()):
            for page in self.pages_of_unit.get(figure.get("province", ""), ()):
                found[page].items.append(figure)
        return found

    def _pages_of_unit(self) -> dict[str, list[str]]:
        """Every page on which a unit is shown: its own, and those of the units that went into it."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for unit in self.units.values():
            at: Record | None = unit
            while at:
                found[at["id"]][unit["page"]] = None
                at = self.units.get(at.get("merged_into", ""))
        return {unit: list(pages) for unit, pages in found.items()}

    def _later_items(self) -> dict[str, list[LaterItem]]:
        """Item (``meeting#t4``) to the later items that take it up."""
        found: dict[str, list[LaterItem]] = defaultdict(list)
        for record in self.published:
            for item in items(record):
                for verb in ("continues", "answers"):
                    for target in listed(item.get(verb)):
                        found[target].append(LaterItem(record["id"], item["id"], verb))
        return found

    def _neighbours(self) -> dict[str, tuple[str | None, str | None]]:
        """Meeting to those before and after it in its series."""
        rows: dict[str, list[str]] = defaultdict(list)
        for record in self.published:
            if record.get("series"):
                rows[record["series"]].append(record["id"])
        found: dict[str, tuple[str | None, str | None]] = {}
        for row in rows.values():
            for at, meeting in enumerate(row):
                found[meeting] = (row[at - 1] if at else None, row[at + 1] if at + 1 < len(row) else None)
        return found

    def _backlinks(self, key: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for document in self.documents.values():
            for target in document.get(key, ()):
                found[target].append(document["id"])
        return found


def items(record: Record) -> Iterator[Record]:
    """Results, shortcomings and tasks of a meeting."""
    for group in GROUPS:
        yield from record.get(group, ())


def listed(value: str | list[str] | None) -> list[str]:
    """A value that may stand alone or in a list, as a list."""
    return [value] if isinstance(value, str) else value or []


def year(record: Record) -> str:
    """The year of a meeting, by the earliest day it may have been held."""
    return f"{dates.parse(record['date']).earliest.year:04d}"


def _meeting(path: Path) -> Record:
    text = path.read_text(encoding="utf-8")
    head = _SPLIT.match(text)
    assert head, path
    record: Record = yaml.load(head[1], Loader=_LOADER)  # noqa: S506 - a loader of strings alone
    return record | {"summary": text[head.end() :].strip()}


def _yaml(path: Path) -> Record:
    return yaml.load(path.read_bytes(), Loader=_LOADER) or {}  # noqa: S506 - a loader of strings alone


def _by_id(records: Iterable[Mapping[str, Any]]) -> dict[str, Record]:
    return {record["id"]: dict(record) for record in records}
