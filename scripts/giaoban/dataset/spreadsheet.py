"""Tables as CSV files (RFC 4180): UTF-8 with a byte order mark, by which spreadsheets know it, and lines that end in CR LF.

A cell of text that a spreadsheet would take for a formula has an apostrophe before it (OWASP, "CSV Injection").
"""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from giaoban.dataset import tables
from giaoban.dataset.rows import Row, Rows
from giaoban.dataset.tables import Table

_MARK = "\ufeff"
_FORMULA = "=+-@\t\r"
_NUMBERS = frozenset(("integer", "number"))
_SUSPECTS = tuple(f"{before}{quote}{first}" for before in (",", "\r\n") for quote in ("", '"') for first in _FORMULA)


class Spreadsheets:
    """A folder of CSV files that are being written, one a table."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._texts = {table.name: _texts(table) for table in tables.every()}
        with contextlib.ExitStack() as opened:
            self._files = {
                table.name: opened.enter_context((folder / f"{table.name}.csv").open("wb")) for table in tables.every()
            }
            for table in tables.every():
                self._files[table.name].write(head(table))
            self._opened = opened.pop_all()

    def add(self, rows: Rows) -> None:
        """Write some rows."""
        for name, some in rows.items():
            self._files[name].write(lines(some, self._texts[name]))

    def close(self) -> None:
        """No more rows."""
        self._opened.close()

    def abandon(self) -> None:
        """The same where not all rows came; nothing where it is done."""
        with contextlib.suppress(OSError):
            self._opened.close()


def head(table: Table) -> bytes:
    """The mark and the line with the names of the columns."""
    return _MARK.encode() + lines([tuple(column.name for column in table.columns)], ())


def table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """A whole file of rows that are no table of the data set; a number is none of the texts that are made harmless."""
    said = [[_quoted(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
    return (_MARK + _written([columns, *said])).encode()


def lines(rows: Sequence[Row], texts: Sequence[int]) -> bytes:
    """Some rows. ``texts``: the places of the columns that hold text."""
    written = _written(rows)
    # Nearly never is there anything to be made harmless, and to look at each cell would take longer than to write it.
    if texts and _is_suspect(f"\r\n{written}"):
        written = _written([_harmless(row, texts) for row in rows])
    return written.encode()


def _is_suspect(written: str) -> bool:
    return any(suspect in written for suspect in _SUSPECTS)


def _written(rows: Iterable[Sequence[object]]) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    return stream.getvalue()


def _texts(table: Table) -> tuple[int, ...]:
    return tuple([place for place, column in enumerate(table.columns) if column.type not in _NUMBERS])


def _harmless(row: Row, texts: Sequence[int]) -> list[object]:
    """A row in which nothing is a formula."""
    return [_quoted(str(c)) if p in texts and c else c for p, c in enumerate(row)]


def _quoted(cell: str) -> str:
    return f"'{cell}" if cell.startswith(tuple(_FORMULA)) else cell
