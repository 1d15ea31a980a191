"""Checking without building: every finding that a build would stop at, from the records alone."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from giaoban.archive import Archive
from giaoban.archive.answers import Answers, digest_of
from giaoban.build import answering, around, code, loading, outputs, pipeline, retrying, severity, workers
from giaoban.build.lines import TimelineLines
from giaoban.build.lost import Lost
from giaoban.build.making import Maker
from giaoban.build.products import Products
from giaoban.build.store import Store
from giaoban.build.traces import Traces
from giaoban.build.work import Work
from giaoban.check import clock
from giaoban.findings import Finding, has_errors, sorted_distinct
from giaoban.records import files
from giaoban.records.load import Definition

_EXAMINED = "examined"
# What is said of mentions in prose says nothing while a record that they may mean cannot be read.
_CITED = {"resolution", "plenum", "leader", "organization"}
_MENTIONS = {"citation-unknown", "citation-ambiguous", "leader-ambiguous"}


class Examined(NamedTuple):
    """A content folder looked at: its archive, answers about it, its pages' addresses, and all that was found wrong.

    Whole meetings can no longer be fetched, nor what is made of them.
    """

    archive: Archive
    answers: Answers
    addresses: set[str]
    definitions: tuple[Definition, ...]
    digests: Mapping[tuple[str, str], bytes]
    redirects: Mapping[str, str]
    findings: tuple[Finding, ...]


class _Last(msgspec.Struct):
    """What the last look found, kept for the next. ``stamp``: of all that was looked at, empty where it may change unseen.

    ``place``: a digest of all that addresses depend on. ``entities``: of all that mentions in prose may mean; ``meetings``: what
    each meeting's record said.
    """

    stamp: bytes
    findings: tuple[Finding, ...]
    place: bytes
    addresses: list[str]
    taken: tuple[Finding, ...]
    entities: bytes
    meetings: dict[str, bytes]


def examine(content: Path, root: Path, *, keep: bool) -> Examined:
    """Look at a content folder of the project at ``root``.

    ``keep``: whether what is found out may be kept in the project's own store, since the folder is its own. Raises
    `NotADirectoryError` when there is no such folder, and what `retrying.until_whole` raises.
    """
    with store_folder(root, keep=keep) as cache:
        path, key = cache / "store.sqlite", code.key(root / "theme")

        def look() -> Examined:
            with contextlib.closing(Store(path, key)) as store:
                return look_at(content, root, store)

        return retrying.until_whole(look, path, lambda: key)


def findings_in(content: Path, root: Path, *, keep: bool) -> tuple[Finding, ...]:
    """What is found wrong in a content folder; what was found last, where nothing has changed since. See `examine`."""
    with store_folder(root, keep=keep) as cache:
        path, key, scan = cache / "store.sqlite", code.key(root / "theme"), files.scan(content)
        stamp = _stamp(scan, key, around.stamp(root, content))

        def look() -> tuple[Finding, ...]:
            with contextlib.closing(Store(path, key)) as store:
                last = _last_examination(store)
                if last and stamp and last.stamp == stamp:
                    return last.findings
                return look_at(content, root, store, scan).findings

        return retrying.until_whole(look, path, lambda: key)


def look_at(content: Path, root: Path, store: Store, scan: files.Scan | None = None) -> Examined:
    """The same with a store that is open, and the folder as it was scanned. Raises `NotADirectoryError` and `DamagedError`."""
    with pipeline.no_collector(), contextlib.closing(Products(store.path)) as products:
        return look_with(content, root, store, products, scan)


def look_with(content: Path, root: Path, store: Store, products: Products, scan: files.Scan | None = None) -> Examined:
    """The same with both open, through which whole meetings can then be fetched."""
    scan = scan or files.scan(content)
    about, last = around.stamp(root, content), _last_examination(store)
    records = loading.load_records(content, scan, store, workers.cores())
    archive = loading.link(records, products.body)
    surroundings = around.without_frames(root, content)
    structure = answering.structural(archive, records, products)
    answers = answering.answers(
        structure, archive, records, surroundings, products, lambda: outputs.page_addresses(work.page_keys())
    )
    lines = TimelineLines(archive, records.structure_digest)
    products.moved = lines.moved(store)
    work = Work(store, Traces(store, answers), products, Maker(answers, products), workers.cores(), lines)
    place = digest_of((records.structure_digest, about))
    if last and last.place == place:
        addresses, taken = set(last.addresses), last.taken
    else:
        wanted = outputs.wanted(work.page_keys(), outputs.export_files(answers), surroundings.ledger)
        addresses, taken = wanted.addresses, wanted.findings
    meetings = {meeting: digest for (kind, meeting), digest in records.digests.items() if kind == "briefing"}
    known = last.meetings if last and last.entities == records.entities_digest else {}
    work.make_summaries([meeting for meeting, digest in meetings.items() if known.get(meeting) != digest])
    lost = Lost(content, records, addresses, surroundings.ledger.promised)
    unsure = any(not d.sound and d.kind in _CITED for d in records.definitions)
    severities = severity.load(root)
    found = severities.apply(sorted_distinct([
        *severities.findings,
        *around.page_findings(content),
        *map(lost.misnamed, records.findings),
        *loading.check(records, archive, store),
        *(f for f in work.findings(archive, records.lines) if not (unsure and f.rule in _MENTIONS)),
        *taken,
        *surroundings.ledger.check(addresses, lost.advice),
        *lost.items(surroundings.ledger.items, surroundings.ledger.redirects),
    ]))  # fmt: skip
    if not has_errors(found):
        lacking = surroundings.ledger.lacking(addresses, archive.cards.values())
        found = sorted_distinct([*found, *severities.apply(lacking)])
    stamp = _stamp(scan, code.key(root / "theme"), about)
    now = _Last(stamp, tuple(found), place, sorted(addresses), taken, records.entities_digest, meetings)
    store.put_meta(_EXAMINED, msgspec.msgpack.encode(now))
    store.commit()
    redirects = surroundings.ledger.redirects
    return Examined(archive, answers, addresses, records.definitions, records.digests, redirects, tuple(found))


def _stamp(scan: files.Scan, key: bytes, about: bytes) -> bytes:
    return loading.stamp(scan, key, about, clock.today().isoformat().encode())


def _last_examination(store: Store) -> _Last | None:
    kept = store.meta(_EXAMINED)
    try:
        return msgspec.msgpack.decode(kept, type=_Last) if kept else None
    except (msgspec.DecodeError, ValueError):
        return None


@contextlib.contextmanager
def store_folder(root: Path, *, keep: bool) -> Iterator[Path]:
    """The folder of the project's store, or one that is soon gone."""
    if keep:
        yield root / "build" / "cache"
        return
    with tempfile.TemporaryDirectory(prefix="giaoban-") as folder:
        yield Path(folder)
