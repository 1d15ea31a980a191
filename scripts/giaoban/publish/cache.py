"""What is kept between builds: every file as read, and every timeline entry and piece as drawn.

One SQLite file. Each row carries the digest of what it was made from, and is used only while that is the same; so the
cache can change how long a build takes, never what it makes. A damaged cache is thrown away.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

# Counts up with every change of the tables; a cache of another layout is thrown away like a damaged one.
_LAYOUT = 5
_SCHEMA = f"""
PRAGMA user_version = {_LAYOUT};
CREATE TABLE IF NOT EXISTS file (path TEXT PRIMARY KEY, key BLOB NOT NULL, head BLOB NOT NULL, body BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS summary (
  path TEXT PRIMARY KEY, key BLOB NOT NULL, digest BLOB NOT NULL, findings BLOB NOT NULL, html TEXT NOT NULL,
  plain TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS person (id TEXT NOT NULL, name TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS drawn (briefing TEXT PRIMARY KEY, key BLOB NOT NULL) WITHOUT ROWID;
-- With its rows apart from its index: entries of a kilobyte would spread an index over the whole file.
CREATE TABLE IF NOT EXISTS entry (
  kind TEXT, entity TEXT, briefing TEXT, html TEXT NOT NULL, PRIMARY KEY (kind, entity, briefing));
CREATE INDEX IF NOT EXISTS entry_of ON entry (briefing);
-- What search knows: every document counted, the shards in the order of their first terms, and the syllables.
CREATE TABLE IF NOT EXISTS found (
  name TEXT PRIMARY KEY, key BLOB NOT NULL, names INTEGER NOT NULL, text INTEGER NOT NULL, page_name TEXT NOT NULL,
  page BLOB NOT NULL, counts BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS found_order (digest BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS shard (
  folded TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL, name TEXT PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS syllable (
  folded TEXT NOT NULL, text TEXT NOT NULL, documents INTEGER NOT NULL, PRIMARY KEY (folded, text)) WITHOUT ROWID;
"""


class FileRow(NamedTuple):
    """One file as read: its digest, what linking needs (``head``, pickled), what its own page needs (``body``, pickled)."""

    path: str
    key: bytes
    head: bytes
    body: bytes | None


class SummaryRow(NamedTuple):
    """The summary of the meeting in one file, linked and drawn.

    ``key``: digest of what it was made from; ``digest``: of what it came to; ``findings`` of linking it, pickled;
    ``plain``: its words in the form in which names are looked for.
    """

    path: str
    key: bytes
    digest: bytes
    findings: bytes
    html: str
    plain: str


class EntryRow(NamedTuple):
    """One entry of one timeline, as HTML; or one piece (`giaoban.site.pieces`) on one shelf, as JSON."""

    kind: str
    entity: str
    briefing: str
    html: str


class FoundRow(NamedTuple):
    """One document of the search index: its lengths, its page's bytes and their name, and its counts, pickled."""

    name: str
    key: bytes
    names: int
    text: int
    page_name: str
    page: bytes
    counts: bytes


class Cache:
    """The cache at one path. One process writes; with ``reading`` only what has been committed is seen."""

    def __init__(self, path: Path, *, reading: bool = False) -> None:
        self.path = path
        if reading:
            self._db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._db = _open(path)
        except sqlite3.DatabaseError:
            for part in (path, *path.parent.glob(f"{path.name}-*")):
                part.unlink(missing_ok=True)
            self._db = _open(path)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def commit(self) -> None:
        """Make what was put visible to readers in other processes."""
        self._db.commit()

    def heads(self) -> dict[str, tuple[bytes, bytes]]:
        """Path to (key, head) of every file kept."""
        return {path: (key, head) for path, key, head in self._db.execute("SELECT path, key, head FROM file")}

    def body(self, path: str) -> bytes:
        """The body of a file that is kept. Raises `KeyError` for any other."""
        row = self._db.execute("SELECT body FROM file WHERE path = ?", (path,)).fetchone()
        if row is None:
            raise KeyError(path)
        return bytes(row[0])

    def put_files(self, rows: Iterable[FileRow]) -> None:
        """Keep files as read, in place of what was kept under their paths."""
        self._db.executemany("REPLACE INTO file VALUES (?, ?, ?, ?)", rows)

    def drop_files(self, paths: Iterable[str]) -> None:
        """Forget files that are gone."""
        gone = [(p,) for p in paths]
        self._db.executemany("DELETE FROM file WHERE path = ?", gone)
        self._db.executemany("DELETE FROM summary WHERE path = ?", gone)

    def summaries(self) -> dict[str, tuple[bytes, bytes, bytes]]:
        """Path to (key, digest, findings) of every summary kept."""
        rows = self._db.execute("SELECT path, key, digest, findings FROM summary")
        return {path: (key, digest, findings) for path, key, digest, findings in rows}

    def summary(self, path: str) -> str:
        """The HTML of a summary that is kept. Raises `KeyError` for any other."""
        row = self._db.execute("SELECT html FROM summary WHERE path = ?", (path,)).fetchone()
        if row is None:
            raise KeyError(path)
        return str(row[0])

    def put_summaries(self, rows: Iterable[SummaryRow]) -> None:
        """Keep summaries, in place of what was kept under their paths."""
        self._db.executemany("REPLACE INTO summary VALUES (?, ?, ?, ?, ?, ?)", rows)

    def naming(self, names: Collection[str]) -> set[str]:
        """The paths of the summaries in whose words one of the names stands."""
        rows = self._db.execute("SELECT path, plain FROM summary")
        return {path for path, plain in rows if any(name in plain for name in names)}

    def people(self) -> set[tuple[str, str]]:
        """Id and name of everybody the summaries were linked with."""
        return set(self._db.execute("SELECT id, name FROM person"))

    def put_people(self, people: Iterable[tuple[str, str]]) -> None:
        """Keep who the summaries are linked with from now on."""
        self._db.execute("DELETE FROM person")
        self._db.executemany("INSERT INTO person VALUES (?, ?)", people)

    def drawn(self) -> dict[str, bytes]:
        """Meeting to the digest from which its timeline entries were drawn."""
        return dict(self._db.execute("SELECT briefing, key FROM drawn"))

    def put_entries(self, drawn: Iterable[tuple[str, bytes]], entries: Iterable[EntryRow], *, known: bool) -> None:
        """Keep the timeline entries of some meetings; ``known``: they may have older ones, which go."""
        drawn = list(drawn)
        if known:
            self._db.executemany("DELETE FROM entry WHERE briefing = ?", ((b,) for b, _ in drawn))
        self._db.executemany("REPLACE INTO drawn VALUES (?, ?)", drawn)
        self._db.executemany("REPLACE INTO entry VALUES (?, ?, ?, ?)", entries)

    def drop_entries(self, briefings: Iterable[str]) -> None:
        """Forget the timeline entries of meetings that are gone."""
        gone = [(b,) for b in briefings]
        self._db.executemany("DELETE FROM entry WHERE briefing = ?", gone)
        self._db.executemany("DELETE FROM drawn WHERE briefing = ?", gone)

    def entries(self, kind: str, entity: str) -> dict[str, str]:
        """Meeting to entry, for one timeline."""
        query = "SELECT briefing, html FROM entry WHERE kind = ? AND entity = ?"
        return dict(self._db.execute(query, (kind, entity)))

    def found(self) -> Iterator[tuple[str, tuple[bytes, tuple[int, int], str]]]:
        """Document to (key, lengths, name of its page) of all that search has counted."""
        for name, key, names, text, page in self._db.execute("SELECT name, key, names, text, page_name FROM found"):
            yield name, (key, (names, text), page)

    def found_counts(self, names: Collection[str]) -> dict[str, bytes]:
        """Document to its counts, of those that are kept."""
        return dict(self._some("SELECT name, counts FROM found WHERE name IN", names))

    def found_order(self) -> bytes:
        """A digest of the documents in order, as of the shards that are kept; empty for none."""
        row = self._db.execute("SELECT digest FROM found_order").fetchone()
        return bytes(row[0]) if row else b""

    def found_file(self, table: str, name: str) -> bytes:
        """The bytes of a page (``found``) or of a shard (``shard``). Raises `KeyError`."""
        column = {"found": "page", "shard": "data"}[table]
        row = self._db.execute(f"SELECT {column} FROM {table} WHERE name = ?", (name,)).fetchone()  # noqa: S608 - of two
        if row is None:
            raise KeyError(name)
        return bytes(row[0])

    def put_found(self, rows: Iterable[FoundRow]) -> None:
        """Keep documents as counted."""
        self._db.executemany("REPLACE INTO found VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def drop_found(self, names: Iterable[str]) -> None:
        """Forget documents that are gone."""
        self._db.executemany("DELETE FROM found WHERE name = ?", ((name,) for name in names))

    def put_found_order(self, order: bytes) -> None:
        """Keep of which documents, in which order, the shards are."""
        self._db.execute("DELETE FROM found_order")
        self._db.execute("INSERT INTO found_order VALUES (?)", (order,))

    def shards(self) -> list[tuple[str, str, str]]:
        """First term, last term and name of every shard, in order."""
        return list(self._db.execute("SELECT first, last, name FROM shard ORDER BY folded, first"))

    def shard_data(self, names: Collection[str]) -> dict[str, bytes]:
        """Name to bytes of some shards."""
        return dict(self._some("SELECT name, data FROM shard WHERE name IN", names))

    def put_shards(self, rows: Iterable[tuple[str, str, str, str, bytes]], old: Iterable[str] | None) -> None:
        """Keep shards in place of those named ``old``, or of all (None)."""
        if old is None:
            self._db.execute("DELETE FROM shard")
        else:
            self._db.executemany("DELETE FROM shard WHERE name = ?", ((name,) for name in old))
        self._db.executemany("REPLACE INTO shard VALUES (?, ?, ?, ?, ?)", rows)

    def syllables(self) -> list[tuple[str, int]]:
        """Every syllable in order, and how many documents have it."""
        return list(self._db.execute("SELECT text, documents FROM syllable ORDER BY folded, text"))

    def put_syllables(self, rows: Iterable[tuple[str, str, int]], *, fresh: bool) -> None:
        """Keep the counts of syllables, those of 0 gone; ``fresh``: in place of all."""
        if fresh:
            self._db.execute("DELETE FROM syllable")
        self._db.executemany("REPLACE INTO syllable VALUES (?, ?, ?)", rows)
        self._db.execute("DELETE FROM syllable WHERE documents = 0")

    def _some(self, query: str, names: Collection[str]) -> Iterator[tuple[str, bytes]]:
        wanted = list(names)
        for at in range(0, len(wanted), 500):
            some = wanted[at : at + 500]
            yield from self._db.execute(f"{query} ({', '.join('?' * len(some))})", some)


def _open(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path)
    try:
        # The cache may be lost with the machine's power, never with the process: nothing here is worth waiting for a disk.
        _must_fit(db)
        db.execute("PRAGMA synchronous = OFF")
        db.execute("PRAGMA journal_mode = WAL")
        db.executescript(_SCHEMA)
        db.execute("SELECT key FROM file LIMIT 1").fetchone()
        db.execute("SELECT key FROM drawn LIMIT 1").fetchone()
    except sqlite3.DatabaseError:
        with contextlib.suppress(sqlite3.Error):
            db.close()
        raise
    return db


def _must_fit(db: sqlite3.Connection) -> None:
    ((layout,),) = db.execute("PRAGMA user_version")
    ((tables,),) = db.execute("SELECT count(*) FROM sqlite_master")
    if tables and layout != _LAYOUT:
        message = "a cache of another layout"
        raise sqlite3.DatabaseError(message)
