"""Checking without building: every finding that a build would stop at, from the records alone."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from giaoban.archive import Archive
from giaoban.archive.reader import Answers
from giaoban.build import answering, around, code, loading, outputs, workers
from giaoban.build.lost import Lost
from giaoban.build.making import Maker
from giaoban.build.products import Products
from giaoban.build.store import DamagedError, Store
from giaoban.build.traces import Traces
from giaoban.build.work import Work
from giaoban.findings import Finding, settled
from giaoban.records import files
from giaoban.records.definitions import Definition

_MOST_DAMAGES = 50
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


def examine(content: Path, root: Path, *, keep: bool) -> Examined:
    """Look at a content folder of the project at ``root``.

    ``keep``: whether what is found out may be kept in the project's own store, since the folder is its own. Raises
    `NotADirectoryError` when there is no such folder.
    """
    with _folder(root, keep=keep) as cache:
        for _ in range(_MOST_DAMAGES):
            store = Store(cache / "store.sqlite", code.key(root / "theme"))
            try:
                return look_at(content, root, store)
            except DamagedError as damage:
                store.forget(damage.table, damage.name)
            finally:
                store.close()
        raise DamagedError("store", str(cache))


def look_at(content: Path, root: Path, store: Store) -> Examined:
    """The same with a store that is open. Raises `NotADirectoryError` and `DamagedError`."""
    records = loading.load_records(content, files.scan(content), store, workers.cores())
    products = Products(store.path)
    archive = loading.link(records, products.body)
    surroundings = around.without_frames(root, content)
    structure = answering.structural(archive, records, products)
    answers = answering.answers(structure, archive, records, surroundings, lambda: outputs.page_addresses(keys))
    work = Work(store, Traces(store, answers), products, Maker(answers, products), workers.cores())
    keys = work.page_keys()
    wanted = outputs.wanted(keys, answers)
    work.make_summaries(archive)
    lost = Lost(content, records, wanted.addresses, surroundings.ledger.promised)
    unsure = any(not d.sound and d.kind in _CITED for d in records.definitions)
    mentions = [f for f in work.findings(archive, records.lines) if not (unsure and f.rule in _MENTIONS)]
    findings = [
        *records.findings,
        *loading.check(records, archive, store),
        *mentions,
        *wanted.findings,
        *surroundings.ledger.check(wanted.addresses, lost.advice),
    ]
    products.close()
    return Examined(
        archive,
        answers,
        wanted.addresses,
        records.definitions,
        records.digests,
        surroundings.ledger.redirects,
        tuple(settled(findings)),
    )


@contextlib.contextmanager
def _folder(root: Path, *, keep: bool) -> Iterator[Path]:
    if keep:
        yield root / "build" / "cache"
        return
    with tempfile.TemporaryDirectory(prefix="giaoban-") as folder:
        yield Path(folder)
