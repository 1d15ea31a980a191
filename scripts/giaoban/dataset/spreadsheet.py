"""Tables as CSV files (RFC 4180): UTF-8 with a byte order mark, by which spreadsheets know it, and lines that end in CR LF.

A cell of text that a spreadsheet would take for a formula has an apostrophe before it (OWASP, "CSV Injection").
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from giaoban.dataset import tables
from giaoban.dataset.description import Table
from giaoban.dataset.rows import Row, Rows

_MARK = "\ufeff"
_FORMULA = frozenset("=+-@\t\r")
_WRITTEN = frozenset(("integer", "number"))


class Spreadsheets:
    """A folder of CSV files that are being written, one a table."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._files = {table.name: (folder / f"{table.name}.csv").open("wb") for table in tables.every()}
        self._texts = {table.name: _texts(table) for table in tables.every()}
        for table in tables.every():
            self._files[table.name].write(head(table))

    def add(self, rows: Rows) -> None:
        """Write some rows."""
        for name, some in rows.items():
            self._files[name].write(lines(some, self._texts[name]))

    def close(self) -> None:
        """No more rows."""
        for file in self._files.values():
            file.close()


def head(table: Table) -> bytes:
    """The mark and the line with the names of the columns."""
    return _MARK.encode() + lines([tuple(column.name for column in table.columns)], ())


def lines(rows: Iterable[Row], texts: Sequence[int]) -> bytes:
    """Some rows. ``texts``: the places of the columns that hold text."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(_harmless(row, texts) for row in rows)
    return stream.getvalue().encode()


def _texts(table: Table) -> tuple[int, ...]:
    return tuple([place for place, column in enumerate(table.columns) if column.type not in _WRITTEN])


def _harmless(row: Row, texts: Sequence[int]) -> Row | list[object]:
    """A row in which nothing is a formula."""
    for place in texts:
        cell = row[place]
        if cell and str(cell)[0] in _FORMULA:
            return [f"'{c}" if p in texts and c and str(c)[0] in _FORMULA else c for p, c in enumerate(row)]
    return row
