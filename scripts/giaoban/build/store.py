"""The store: what is kept between builds, as typed rows in one SQLite file.

It can change how long a build takes, never what it makes. Nothing in it can run code: rows are bytes, numbers and text,
decoded by what asked for them. Every row carries a seal, the digest of what is in it: a row that is damaged, or that another
program wrote, is not used, and what it held is made again. A file that SQLite cannot read is thrown away whole. The store
belongs to one ``key``, the digest of the code, templates and packages that make outputs; with another key it is empty.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from zlib import crc32

from msgspec import DecodeError, msgpack

from giaoban.build.errors import raise_for_disk

Row = TypeVar("Row", bound=tuple[Any, ...])

# Counts up with every change of the tables.
_LAYOUT = b"2"
_PARTS = 512
_MOST_VALUES = 500
"""How many values one statement of SQL is given."""
_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL, seal BLOB NOT NULL) WITHOUT ROWID;
-- Files of records, in groups by a hash of their paths.
CREATE TABLE file (part INTEGER PRIMARY KEY, data BLOB NOT NULL, seal BLOB NOT NULL);
CREATE TABLE body (path TEXT PRIMARY KEY, data BLOB NOT NULL, seal BLOB NOT NULL);
-- Things made, in groups by a hash of their names; and those made since, each batch as it came.
CREATE TABLE made (part INTEGER PRIMARY KEY, data BLOB NOT NULL, seal BLOB NOT NULL);
CREATE TABLE fresh (batch INTEGER PRIMARY KEY, data BLOB NOT NULL, seal BLOB NOT NULL);
CREATE TABLE product (name TEXT PRIMARY KEY, data BLOB NOT NULL);
-- With its rows apart from its index: large rows would spread an index over the whole file.
CREATE TABLE entry (timeline TEXT NOT NULL, meeting TEXT NOT NULL, data BLOB NOT NULL);
CREATE TABLE index_summary (data BLOB NOT NULL, seal BLOB NOT NULL);
CREATE TABLE index_words (product TEXT PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE index_shard (digest BLOB PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE question (first INTEGER PRIMARY KEY, keys TEXT NOT NULL, seal BLOB NOT NULL);
"""
# A build that is killed while it puts many entries leaves none of these.
_INDEXES = """
CREATE INDEX IF NOT EXISTS entry_at ON entry (timeline, meeting);
CREATE INDEX IF NOT EXISTS entry_of ON entry (meeting);
"""


class DamagedError(Exception):
    """A row of the store is not what was put there. ``table`` and ``name`` say which; it has to be forgotten and made again."""

    def __init__(self, table: str, name: str) -> None:
        super().__init__(table, name)
        self.table, self.name = table, name


class FileRow(NamedTuple):
    """One file of records as read.

    ``stat``: size and times, by which it counts as unchanged; ``digest``: of its bytes; ``head``: what linking and the check
    need of it (`giaoban.archive.rows`).
    """

    path: str
    stat: bytes
    digest: bytes
    head: bytes


class MadeRow(NamedTuple):
    """One thing made: the numbers of the questions it asked, the digest of their answers, and the digest of what came out."""

    name: str
    questions: bytes
    key: bytes
    digest: bytes


class EntryRow(NamedTuple):
    """What one meeting gives to one timeline (``kind`` and id joined) or to another gathering page, encoded."""

    timeline: str
    meeting: str
    data: bytes


_encode = msgpack.Encoder().encode
_decode_made = msgpack.Decoder(dict[str, MadeRow]).decode
_decode_files = msgpack.Decoder(dict[str, FileRow]).decode


def seal(*parts: bytes) -> bytes:
    """The seal of a row: a digest of its columns, each apart from the next."""
    digest = blake2b(digest_size=8)
    for part in parts:
        digest.update(len(part).to_bytes(4, "little") + part)
    return digest.digest()


def throw_away(path: Path) -> None:
    """Remove a store, whatever it is now. Raises `OSError`."""
    for part in (path, *path.parent.glob(f"{path.name}-*")):
        if part.is_dir() and not part.is_symlink():
            shutil.rmtree(part)
        else:
            part.unlink(missing_ok=True)


class Store:
    """The store at one path. One process writes; with ``reading`` only what has been committed is seen."""

    def __init__(self, path: Path, key: bytes = b"", *, reading: bool = False) -> None:
        """Open the store, or make one where there is none for this ``key``. Raises `OSError`, `BuildError`, `sqlite3.Error`."""
        self.path = path
        self._seen: tuple[int, Any] | None = None
        if reading:
            self.connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink():
            path.unlink()
        try:
            self.connection = self._open()
            if self.meta("key") != _LAYOUT + key or not self._is_ours():
                self._begin(key)
            self.connection.executescript(_INDEXES)
        except sqlite3.DatabaseError as error:
            raise_for_disk(error, path)
            self._begin(key)

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path)
        # With a log of its own beside it, a build that is killed leaves the last whole state.
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA cache_size=-65536")
        return connection

    def _is_ours(self) -> bool:
        """Whether the file has our tables and nothing else: a trigger or view of somebody's would answer in their place."""
        tables, indexes = _shape()
        found = set(self.connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"))
        return tables <= found <= tables | indexes

    def _begin(self, key: bytes) -> None:
        with contextlib.suppress(AttributeError, sqlite3.Error):
            self.connection.close()
        throw_away(self.path)
        self.connection = self._open()
        self.connection.executescript(_SCHEMA + _INDEXES)
        self.put_meta("key", _LAYOUT + key)
        self.commit()

    def is_mine(self) -> bool:
        """Whether nobody else has written since this was last asked."""
        try:
            found = (self.path.stat().st_ino, self.connection.execute("PRAGMA data_version").fetchone())
        except (OSError, sqlite3.Error):
            return False
        before, self._seen = self._seen, found
        return before in (None, found)

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    def commit(self) -> None:
        """Make what was put visible to readers in other processes."""
        self.connection.commit()

    def forget(self, table: str, name: str) -> None:
        """Drop what a damaged row belongs to, so that it is made again."""
        if table in {"file", "body"}:
            rows = self.files()
            rows.pop(name, None)
            self.keep_files(rows, [name])
            self.drop_bodies([name])
        elif table == "entry":
            self._forget_made(f"entries\x1f{name}")
            self.drop_entries([name])
        else:
            self._forget_made(name)
            self.drop_products([name])
        self.commit()

    def _forget_made(self, name: str) -> None:
        rows = self.made()
        rows.pop(name, None)
        self.keep_made(rows, [name, *self.made_since()])

    # Single values

    def meta(self, name: str) -> bytes | None:
        """A single value by its name, or None."""
        try:
            row = self.connection.execute("SELECT value, seal FROM meta WHERE name = ?", (name,)).fetchone()
        except sqlite3.OperationalError:  # a store without tables is one that has just been made
            return None
        return row[0] if row and _is_sealed(row[1], name, row[0]) else None

    def put_meta(self, name: str, value: bytes) -> None:
        """Keep a single value."""
        self.connection.execute("REPLACE INTO meta VALUES (?, ?, ?)", (name, value, seal(name.encode(), value)))

    def drop_meta(self, name: str) -> None:
        """Forget a single value."""
        self.connection.execute("DELETE FROM meta WHERE name = ?", (name,))

    # Files of records

    def files(self) -> dict[str, FileRow]:
        """Every file kept, by its path."""
        return self._groups("file", "part", _decode_files)

    def keep_files(self, rows: Mapping[str, FileRow], changed: Iterable[str]) -> None:
        """Keep all files as read. ``changed``: the paths that came, went or were read again since the last time."""
        self._keep_groups("file", rows, changed)

    def body(self, path: str) -> bytes:
        """The body of a file that is kept. Raises `DamagedError`, also when there is none."""
        row = self.connection.execute("SELECT data, seal FROM body WHERE path = ?", (path,)).fetchone()
        if row is None or not _is_sealed(row[1], path, row[0]):
            raise DamagedError("body", path)
        return bytes(row[0])

    def put_bodies(self, bodies: Iterable[tuple[str, bytes]]) -> None:
        """Keep the whole records of meetings, by the paths of their files."""
        rows = ((path, data, seal(path.encode(), data)) for path, data in bodies)
        self.connection.executemany("REPLACE INTO body VALUES (?, ?, ?)", rows)

    def drop_bodies(self, paths: Iterable[str]) -> None:
        """Forget the whole records of files that are gone."""
        self.connection.executemany("DELETE FROM body WHERE path = ?", [(path,) for path in paths])

    # Things made

    def made(self) -> dict[str, MadeRow]:
        """Everything made, by name."""
        return {**self._groups("made", "part", _decode_made), **self.made_since()}

    def made_since(self) -> dict[str, MadeRow]:
        """What of it was made since everything was kept: by this build, or by one that was killed."""
        return self._groups("fresh", "batch", _decode_made)

    def put_made(self, rows: Iterable[MadeRow]) -> None:
        """Keep what was made, until `keep_made` puts it with the rest."""
        data = _encode({row.name: row for row in rows})
        number = self.connection.execute("SELECT COALESCE(MAX(batch), 0) + 1 FROM fresh").fetchone()[0]
        mark = seal(str(number).encode(), data)
        self.connection.execute("INSERT INTO fresh VALUES (?, ?, ?)", (number, data, mark))

    def keep_made(self, rows: Mapping[str, MadeRow], changed: Iterable[str]) -> None:
        """Keep everything made. ``changed``: the names that came, went or were made again since the last time."""
        if self._keep_groups("made", rows, changed):
            self.connection.execute("DELETE FROM fresh")

    # Rows in groups: a thousand small rows take longer to read than one large one

    def _groups(self, table: str, column: str, decode: Callable[[bytes], dict[str, Row]]) -> dict[str, Row]:
        """The rows of all groups that are as they were put, by name."""
        found: dict[str, Row] = {}
        query = f"SELECT {column}, data, seal FROM {table} ORDER BY {column}"  # noqa: S608 - our own names
        for number, data, mark in self.connection.execute(query):
            if _is_sealed(mark, str(number), data):
                with contextlib.suppress(DecodeError, ValueError):
                    found.update(decode(data))
        return found

    def _keep_groups(self, table: str, rows: Mapping[str, Any], changed: Iterable[str]) -> bool:
        """Write the groups in which names have changed; returns whether there are any."""
        groups: dict[int, dict[str, Any]] = {part_of(name): {} for name in changed}
        for name, row in rows.items() if groups else ():
            if (group := groups.get(part_of(name))) is not None:
                group[name] = row
        for part, group in groups.items():
            data = _encode(group)
            mark = seal(str(part).encode(), data)
            self.connection.execute(f"REPLACE INTO {table} VALUES (?, ?, ?)", (part, data, mark))  # noqa: S608 - our own names
        return bool(groups)

    def drop_products(self, names: Iterable[str]) -> None:
        """Forget what came out of things that are no longer made."""
        self.connection.executemany("DELETE FROM product WHERE name = ?", [(name,) for name in names])

    def product(self, name: str, digest: bytes) -> bytes:
        """What came out under a name. Raises `DamagedError` when it is not there, or has not this digest."""
        row = self.connection.execute("SELECT data FROM product WHERE name = ?", (name,)).fetchone()
        if row is None or not isinstance(row[0], bytes) or blake2b(row[0], digest_size=16).digest() != digest:
            raise DamagedError("product", name)
        return row[0]

    def products(self, prefix: str) -> Iterator[tuple[str, bytes]]:
        """Everything that came out under names that begin so; not compared with any digest."""
        last = f"{prefix}\U0010ffff"
        yield from self.connection.execute(
            "SELECT name, data FROM product WHERE name >= ? AND name < ? AND typeof(data) = 'blob'", (prefix, last)
        )

    def put_products(self, rows: Iterable[tuple[str, bytes]]) -> None:
        """Keep what came out."""
        self.connection.executemany("REPLACE INTO product VALUES (?, ?)", rows)

    # What meetings give to timelines

    def entries(self, timeline: str, meetings: Sequence[str]) -> dict[str, bytes]:
        """What some meetings give to one timeline, by meeting."""
        found: dict[str, bytes] = {}
        for start in range(0, len(meetings), _MOST_VALUES):
            some = meetings[start : start + _MOST_VALUES]
            marks = ",".join("?" * len(some))
            query = (
                f"SELECT meeting, data FROM entry WHERE timeline = ? AND meeting IN ({marks}) AND typeof(data) = 'blob'"  # noqa: S608
            )
            found.update(self.connection.execute(query, (timeline, *some)))
        return found

    def put_entries(self, rows: Iterable[EntryRow]) -> None:
        """Keep what meetings give."""
        self.connection.executemany("INSERT INTO entry VALUES (?, ?, ?)", rows)

    def drop_entries(self, meetings: Iterable[str]) -> None:
        """Forget what some meetings gave."""
        self.connection.executemany("DELETE FROM entry WHERE meeting = ?", [(meeting,) for meeting in meetings])

    @contextlib.contextmanager
    def without_entry_index(self) -> Iterator[None]:
        """Put many entries at once: an index over all of them is made more quickly than kept up row by row."""
        self.connection.executescript("DROP INDEX entry_at; DROP INDEX entry_of")
        try:
            yield
        finally:
            self.connection.executescript(_INDEXES)

    # Questions, numbered in the order in which they were first asked

    def questions(self) -> list[str]:
        """The keys of all questions, by number. Empty when any are damaged: numbers would mean others."""
        keys: list[str] = []
        for first, text, mark in self.connection.execute("SELECT first, keys, seal FROM question ORDER BY first"):
            if first != len(keys) or not isinstance(text, str) or not _is_sealed(mark, str(first), text.encode()):
                return []
            keys += text.split("\n")
        return keys

    def put_questions(self, first: int, keys: Sequence[str]) -> None:
        """Keep more questions, the first of them under the number ``first``."""
        text = "\n".join(keys)
        self.connection.execute(
            "REPLACE INTO question VALUES (?, ?, ?)", (first, text, seal(str(first).encode(), text.encode()))
        )

    def replace_questions(self) -> None:
        """Forget all questions, since they are about to be kept under other numbers."""
        self.connection.execute("DELETE FROM question")

    def drop_questions(self) -> None:
        """Forget all questions, and with them everything made, whose questions could no longer be named."""
        self.connection.execute("DELETE FROM question")
        self.connection.execute("DELETE FROM made")
        self.connection.execute("DELETE FROM fresh")
        self.connection.execute("DELETE FROM product")
        self.connection.execute("DELETE FROM entry")


@cache
def _shape() -> tuple[set[tuple[str]], set[tuple[str]]]:
    """The tables and the indexes of a store, as SQLite notes them."""
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(_SCHEMA)
        query = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"
        tables = set(connection.execute(query))
        connection.executescript(_INDEXES)
        return tables, set(connection.execute(query)) - tables


def part_of(name: str) -> int:
    """The group in which something made is kept."""
    return crc32(name.encode()) % _PARTS


def _is_sealed(mark: object, name: object, *columns: object) -> bool:
    """Whether a row is as it was put. A column of another type was put by nobody here."""
    if not isinstance(name, str) or not all(isinstance(column, bytes) for column in columns):
        return False
    return mark == seal(name.encode(), *columns)  # type: ignore[arg-type]
