"""What is kept of the search index between builds, as rows of the store's own file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from msgspec import DecodeError, msgpack

from giaoban.build.store import seal
from giaoban.search import wire
from giaoban.search.state import DamagedStateError

_decode = msgpack.Decoder(tuple[bytes, bytes]).decode


class IndexStore:
    """An `IndexState` in the store. Who opened it commits.

    The words of a document stand in its product (``search``). Before that is made again, those that the index holds are put
    aside, until the index is up to date.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def summary(self) -> bytes | None:
        """What was kept of the index as a whole; None where nothing was."""
        rows = self._db.execute("SELECT data, seal FROM index_summary").fetchall()
        return _unsealed("", *rows[0]) if rows else None

    def keep_summary(self, data: bytes) -> None:
        """Keep this in its place."""
        self._db.execute("DELETE FROM index_summary")
        self._db.execute("INSERT INTO index_summary VALUES (?, ?)", (data, seal(b"", data)))

    def hold(self, products: Iterable[str]) -> None:
        """Put the words of some documents aside, since they are about to be made again."""
        for product in products:
            self._db.execute(
                "INSERT OR IGNORE INTO index_words SELECT name, data FROM product WHERE name = ?", (product,)
            )

    def release(self) -> None:
        """Forget what was put aside, once the index is up to date."""
        self._db.execute("DELETE FROM index_words")

    def words(self, document: str, digest: bytes) -> bytes:
        """The packed words of a document (``leader/le-thi-a``), from the product that had this digest."""
        product = f"search\x1f{document.replace('/', chr(0x1F), 1)}"
        for query in ("SELECT data FROM index_words WHERE product = ?", "SELECT data FROM product WHERE name = ?"):
            row = self._db.execute(query, (product,)).fetchone()
            if row and isinstance(row[0], bytes) and wire.digest(row[0]) == digest:
                try:
                    return _decode(row[0])[0]
                except (DecodeError, ValueError, TypeError):
                    break
        raise DamagedStateError(document)

    def shard(self, digest: bytes) -> bytes:
        """The bytes of a shard."""
        row = self._db.execute("SELECT data FROM index_shard WHERE digest = ?", (digest,)).fetchone()
        if row is None or not isinstance(row[0], bytes) or wire.digest(row[0]) != digest:
            raise DamagedStateError(digest.hex())
        return row[0]

    def put_shards(self, rows: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep shards, each under the digest of its bytes."""
        self._db.executemany("REPLACE INTO index_shard VALUES (?, ?)", rows)

    def drop_shards(self, digests: Iterable[bytes]) -> None:
        """Forget shards that are gone."""
        self._db.executemany("DELETE FROM index_shard WHERE digest = ?", ((digest,) for digest in digests))

    def clear(self) -> None:
        """Forget everything."""
        for table in ("index_summary", "index_words", "index_shard"):
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - of three


def _unsealed(name: str, data: object, mark: object) -> bytes:
    if not isinstance(data, bytes) or mark != seal(name.encode(), data):
        raise DamagedStateError(name)
    return data
