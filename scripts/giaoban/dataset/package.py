"""The data package: tables as CSV files, and what describes them to other programs (Frictionless v2, settings for Datasette).

CSV is that of RFC 4180: UTF-8 with a byte order mark, by which spreadsheets know it, and lines that end in CR LF. A cell of text
that a spreadsheet would take for a formula has an apostrophe before it (OWASP, "CSV Injection").
"""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from giaoban import addresses
from giaoban.archive.values import DataFile
from giaoban.dataset import database, tables
from giaoban.dataset.rows import Row, Rows
from giaoban.dataset.tables import Column, Table

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
                self._files[table.name].write(_csv_head(table))
            self._opened = opened.pop_all()

    def add(self, rows: Rows) -> None:
        """Append rows, by the name of their table, to the CSV files. Raises `OSError`, and `KeyError` for an unknown table."""
        for name, some in rows.items():
            self._files[name].write(csv_lines(some, self._texts[name]))

    def close(self) -> None:
        """Close all files once every row is written. Raises `OSError`."""
        self._opened.close()

    def abandon(self) -> None:
        """The same where not all rows came; nothing where it is done."""
        with contextlib.suppress(OSError):
            self._opened.close()


def _csv_head(table: Table) -> bytes:
    """The mark and the line with the names of the columns."""
    return _MARK.encode() + csv_lines([tuple(column.name for column in table.columns)], ())


def csv_table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """A whole file of rows that are no table of the data set; a number is none of the texts that are made harmless."""
    said = [[_not_a_formula(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
    return (_MARK + _csv_text([columns, *said])).encode()


def csv_lines(rows: Sequence[Row], texts: Sequence[int]) -> bytes:
    """Some rows. ``texts``: the places of the columns that hold text."""
    written = _csv_text(rows)
    # Nearly never is there anything to be made harmless, and to look at each cell would take longer than to write it.
    if texts and _is_suspect(f"\r\n{written}"):
        written = _csv_text([_harmless(row, texts) for row in rows])
    return written.encode()


def _is_suspect(written: str) -> bool:
    return any(suspect in written for suspect in _SUSPECTS)


def _csv_text(rows: Iterable[Sequence[object]]) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    return stream.getvalue()


def _texts(table: Table) -> tuple[int, ...]:
    return tuple([place for place, column in enumerate(table.columns) if column.type not in _NUMBERS])


def _harmless(row: Row, texts: Sequence[int]) -> list[object]:
    """A row in which nothing is a formula."""
    return [_not_a_formula(str(c)) if p in texts and c else c for p, c in enumerate(row)]


def _not_a_formula(cell: str) -> str:
    return f"'{cell}" if cell.startswith(tuple(_FORMULA)) else cell


NAME = "giao-ban"
TITLE = "Giao ban: cuộc họp giao ban, sơ kết, tổng kết ngành Tổ chức xây dựng Đảng"
ABOUT = (
    "Dữ liệu của kho lưu trữ công khai các cuộc họp giao ban, sơ kết, tổng kết của ngành Tổ chức xây dựng Đảng, "
    "do người biên tập tóm tắt từ các bài tường thuật; mọi dữ kiện đều dẫn nguồn."
)
LICENCE = "CC-BY-4.0"
_PROFILE = "https://datapackage.org/profiles/2.0/"
_TYPES = {"text": "string", "edtf": "string", "url": "string"}


def package(root: str, edition: str, files: Mapping[str, DataFile]) -> dict[str, Any]:
    """The data package. ``edition``: the day of the data; ``files``: the CSV file of each table, which may be compressed."""
    return {
        "$schema": f"{_PROFILE}datapackage.json",
        "name": NAME,
        "title": TITLE,
        "description": ABOUT,
        "homepage": f"{root}du-lieu/",
        "version": edition,
        "licenses": [{"name": LICENCE, "path": addresses.LICENCE, "title": "Creative Commons Attribution 4.0"}],
        "contributors": [{"title": "Giao ban", "path": root, "roles": ["editor"]}],
        "resources": [_resource(table, files[table.name]) for table in tables.every()],
    }


def _resource(table: Table, file: DataFile) -> dict[str, Any]:
    return {
        "$schema": f"{_PROFILE}dataresource.json",
        "name": table.name.replace("_", "-"),
        "type": "table",
        "title": table.title,
        "description": table.about,
        "path": file.path,
        **({"compression": "gz"} if file.unpacked else {}),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.digest}",
        "schema": {
            "$schema": f"{_PROFILE}tableschema.json",
            "fields": [_field(column) for column in table.columns],
            "primaryKey": list(table.key),
            "foreignKeys": [_foreign(table, link.columns, link.table) for link in table.references],
        },
    }


def _foreign(table: Table, columns: Sequence[str], other: str) -> dict[str, Any]:
    resource = "" if other == table.name else other.replace("_", "-")
    return {"fields": list(columns), "reference": {"resource": resource, "fields": list(tables.get(other).key)}}


def _field(column: Column) -> dict[str, Any]:
    limits: dict[str, Any] = {"required": True} if column.required else {}
    if column.unique:
        limits["unique"] = True
    if column.codes:
        limits["enum"] = list(column.codes)
    found = {"name": column.name, "type": _TYPES.get(column.type, column.type), "description": column.about}
    return {**found, **({"constraints": limits} if limits else {})}


def about(root: str, edition: str) -> list[Row]:
    """The rows of the table that says what the data set is. ``edition``: the day of the data."""
    return [
        ("title", TITLE),
        ("description", ABOUT),
        ("url", root),
        ("licence", addresses.LICENCE),
        ("edition", edition),
        ("schema", tables.VERSION),
    ]


def datasette(root: str) -> dict[str, Any]:
    """Settings with which Datasette says what each table and column is, and searches meetings."""
    described = {
        table.name: {
            "title": table.title,
            "description": table.about,
            "columns": {column.name: column.about for column in table.columns},
        }
        for table in tables.every()
    }
    views = {view.name: {"description": view.about} for view in database.VIEWS}
    described[database.SEARCHED] |= {"fts_table": database.SEARCH, "fts_pk": database.SEARCH_KEY}
    about = {"source": "Giao ban", "source_url": root, "license": LICENCE, "license_url": addresses.LICENCE}
    return {
        "title": TITLE,
        "description": ABOUT,
        **about,
        "databases": {NAME: {**about, "tables": {**described, **views}}},
    }
