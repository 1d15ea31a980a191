"""Gathering: the content folder becomes a checked `Archive`. Files that have not changed are not read anew."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from giaoban.archive import Archive, Card, Entities, link
from giaoban.check import Definition, check_archive, check_record, definitions
from giaoban.findings import Finding
from giaoban.publish import digest, summaries
from giaoban.publish.cache import Cache, FileRow
from giaoban.publish.parallel import spread
from giaoban.records.files import SourceFile, discover
from giaoban.records.load import Document, load, read_document
from giaoban.records.marks import YamlError
from giaoban.records.model import Briefing

# Which mapping of `Entities` the records under a key of a file go to.
_PLACES = {
    "leader": "leaders",
    "resolution": "resolutions",
    "plenums": "plenums",
    "units": "units",
    "pages": "pages",
    "organizations": "organizations",
    "series": "series",
    "topics": "topics",
}


class Bodies:
    """Meetings whole, fetched one at a time. Each process opens the cache for itself: connections do not survive a fork."""

    def __init__(self, cache: Path | None, held: Mapping[str, bytes], paths: Mapping[str, str]) -> None:
        self._path, self._held, self._paths = cache, held, paths
        self._opened: tuple[int, Cache] | None = None

    def __call__(self, briefing: str) -> Briefing:
        """The whole record."""
        path = self._paths[briefing]
        found: Briefing = pickle.loads(self._held.get(path) or self._kept().body(path))
        return found

    def summary(self, briefing: str) -> str:
        """Its summary, linked, as HTML."""
        return self._kept().summary(self._paths[briefing])

    def _kept(self) -> Cache:
        if self._path is None:
            message = "no cache to fetch from"
            raise KeyError(message)
        if self._opened is None or self._opened[0] != os.getpid():
            self._opened = (os.getpid(), Cache(self._path, reading=True))
        return self._opened[1]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a content folder gave.

    ``keys``: path to the digest of that file. ``summaries``: meeting to the digest of its
    summary as drawn. ``read``: how many files were read anew. ``bodies`` fetches a meeting whole, by id.
    """

    archive: Archive
    findings: tuple[Finding, ...]
    keys: Mapping[str, bytes]
    summaries: Mapping[str, bytes]
    read: int
    bodies: Bodies


def keys_of(sources: Iterable[SourceFile]) -> dict[str, bytes]:
    """Path to the digest of each file."""
    return {s.path: _key(s) for s in sources}


def gather(
    content: Path,
    cache: Cache | None,
    processes: int,
    found: tuple[list[SourceFile], list[Finding]] | None = None,
) -> Gathered:
    """Read, link and check everything under ``content``; ``found``: its files, where they have been read already.

    Raises `NotADirectoryError` when there is no such folder; whatever the files hold becomes findings.
    """
    sources, problems = found or discover(content)
    findings = [*problems]
    keys = keys_of(sources)
    heads = cache.heads() if cache else {}
    stale = [s for s in sources if s.path not in heads or heads[s.path][0] != keys[s.path]]
    read: dict[str, bytes] = {}
    held: dict[str, bytes] = {}
    for rows in spread(_read, stale, processes):
        for row in rows:
            read[row.path] = row.head
            if row.body is not None and not cache:
                held[row.path] = row.body
        if cache:
            cache.put_files(rows)
    if cache:
        cache.drop_files(heads.keys() - keys.keys())
        cache.commit()

    # Of two records with one id, which is a finding, the later file's stands for both.
    known: dict[str, dict[str, Any]] = {place: {} for place in _PLACES.values()}
    cards: dict[str, Card] = {}
    defined: list[Definition] = []
    province_sources: list[Any] = []
    for source in sources:
        head = read.get(source.path)
        card, records, names, found = pickle.loads(head if head is not None else heads[source.path][1])
        findings += found
        defined += names
        if card:
            cards[card.id] = card
        for key, record in records:
            if key == "sources":
                province_sources.append(record)
            else:
                known[_PLACES[key]][record.id] = record
    bodies = Bodies(cache.path if cache else None, held, {card.id: card.path for card in cards.values()})
    entities = Entities(**known, province_sources=tuple(province_sources))
    archive = link(entities, cards.values(), bodies)
    by_path = {s.path: s for s in sources}
    findings += check_archive(archive, defined, lambda path: _document(by_path.get(path)))
    drawn = summaries.draw(archive, keys, cache, bodies, processes)
    findings += drawn.findings
    return Gathered(archive, tuple(sorted(set(findings))), keys, drawn.digests, len(stale), bodies)


def _key(source: SourceFile) -> bytes:
    return digest.of_bytes(digest.code() + source.path.encode() + b"\0", source.data)


def _read(sources: Sequence[SourceFile]) -> list[FileRow]:
    return [_row(source) for source in sources]


def _row(source: SourceFile) -> FileRow:
    loaded = load(source)
    findings = (*loaded.findings, *check_record(loaded))
    card, records, body = None, [], None
    for at, record in loaded.records:
        if isinstance(record, Briefing):
            card = Card.of(record, source.path)
            body = pickle.dumps(record, protocol=5)
        else:
            records.append((at[0] if at else source.kind, record))
    head = pickle.dumps((card, records, definitions(loaded), findings), protocol=5)
    return FileRow(source.path, _key(source), head, body)


def _document(source: SourceFile | None) -> Document | None:
    try:
        return read_document(source) if source else None
    except (UnicodeDecodeError, YamlError):
        return None
