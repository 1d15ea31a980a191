"""Damage to a cache: what disks, other programs and people with bad intentions can do to it."""

from __future__ import annotations

import contextlib
import random
import sqlite3
from pathlib import Path


def fold(cache: Path) -> None:
    """Bring what stands beside the store into it."""
    if not (cache / "store.sqlite").exists():
        return
    connection = sqlite3.connect(cache / "store.sqlite")
    with contextlib.suppress(sqlite3.DatabaseError):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def flip(path: Path, chance: random.Random) -> None:
    """Change some bytes of a file, or cut it."""
    data = bytearray(path.read_bytes())
    for _ in range(chance.choice((1, 8, 64))):
        if data:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data[: chance.choice((len(data), len(data), len(data) // 2, 0))])


def tables(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """The tables of a store with their columns."""
    found = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    return {table: [row[1] for row in connection.execute(f"PRAGMA table_info({table})")] for (table,) in found}


def change_rows(path: Path, chance: random.Random) -> None:
    """Change columns of some rows of a store to other values, also of another type; or the store's tables."""
    connection = sqlite3.connect(path)
    try:
        columns = [(table, column) for table, names in tables(connection).items() for column in names]
    except sqlite3.DatabaseError:
        columns = []
    for _ in range(chance.choice((1, 3)) if columns else 0):
        table, column = chance.choice(columns)
        value = chance.choice(("x'00'", "'chữ'", "7", "''", "x''", "randomblob(40)", f"{column} || x'00'", "5e300"))
        edit = chance.choice(
            (
                f"UPDATE OR REPLACE {table} SET {column} = {value}",
                f"UPDATE OR REPLACE {table} SET {column} = {value} WHERE abs(random()) % 4 = 0",
                f"DELETE FROM {table} WHERE abs(random()) % 4 = 0",
                f"DELETE FROM {table}",
                f"ALTER TABLE {table} RENAME COLUMN {column} TO other",
                f"DROP TABLE {table}",
            )
        )
        try:
            connection.executescript(edit)
        except sqlite3.DatabaseError:
            connection.rollback()
    connection.commit()
    connection.close()
