"""The tables as one SQLite database. One SQLite version makes the same bytes of the same rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from giaoban.dataset import queries, tables
from giaoban.dataset.description import Column, Table
from giaoban.dataset.rows import Rows

_APPLICATION = 0x4769616F  # "Giao", so that `file` and others can tell what the file is
_TYPES = {"integer": "INTEGER", "number": "NUMERIC"}


class Database:
    """A database that is being written to a new file."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.executescript(
            "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY;"
            f"PRAGMA cache_size = -65536; PRAGMA application_id = {_APPLICATION};"
            f"PRAGMA user_version = {int(tables.VERSION.partition('.')[0])};"
        )
        for table in tables.every():
            self._connection.execute(create(table))
        self._connection.execute("BEGIN")
        self._insert = {table.name: insert(table) for table in tables.every()}

    def add(self, rows: Rows) -> None:
        """Write some rows."""
        for name, some in rows.items():
            self._connection.executemany(self._insert[name], some)

    def close(self) -> None:
        """Write what is found by: indexes, views, the full-text search."""
        for table in tables.every():
            for statement in indexes(table):
                self._connection.execute(statement)
        for view in queries.VIEWS:
            self._connection.execute(f"CREATE VIEW {view.name} AS {view.sql}")
        self._connection.execute("COMMIT")
        self._connection.executescript(queries.SEARCH_SQL)
        self._connection.close()

    def abandon(self) -> None:
        """Let go of the file, whatever is in it; nothing where it is closed."""
        self._connection.close()


def create(table: Table) -> str:
    """The statement that makes a table."""
    parts = [_column(column) for column in table.columns]
    parts.append(f"PRIMARY KEY ({', '.join(table.key)})")
    parts += [
        f"FOREIGN KEY ({', '.join(link.columns)}) REFERENCES {link.table} ({', '.join(tables.get(link.table).key)})"
        for link in table.references
    ]
    # Of a key of several columns the table itself is the index: smaller, and made in half the time.
    is_own = len(table.key) > 1
    inner = ",\n  ".join(parts)
    return f"CREATE TABLE {table.name} (\n  {inner}\n){' WITHOUT ROWID' if is_own else ''}"


def insert(table: Table) -> str:
    """The statement that adds a row."""
    names = ", ".join(column.name for column in table.columns)
    return f"INSERT INTO {table.name} ({names}) VALUES ({', '.join('?' * len(table.columns))})"  # noqa: S608 - our own names


def indexes(table: Table) -> Iterator[str]:
    """What makes references and days quick to find, unless the key begins with them."""
    wanted = [link.columns for link in table.references]
    wanted += [(column.name,) for column in table.columns if column.name in {"date_earliest", "held_earliest"}]
    optional = {column.name for column in table.columns if not column.required}
    for columns in wanted:
        if table.key[: len(columns)] != columns:
            yield f"CREATE INDEX {table.name}_{'_'.join(columns)} ON {table.name} ({', '.join(columns)})" + (
                f" WHERE {columns[0]} IS NOT NULL" if columns[0] in optional else ""
            )


def _column(column: Column) -> str:
    check = ""
    if column.codes:
        check = f" CHECK ({column.name} IN ({', '.join(repr(code) for code in column.codes)}))"
    required = " NOT NULL" if column.required else ""
    return f"{column.name} {_TYPES.get(column.type, 'TEXT')}{required}{' UNIQUE' if column.unique else ''}{check}"
