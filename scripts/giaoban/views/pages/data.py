"""The data set: what files there are, how large and how fresh, how it is cited, a first query, and what each table holds."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from giaoban import dates
from giaoban.archive.reader import Reader
from giaoban.archive.values import DataFile, DataSet
from giaoban.dataset import database, tables, writing
from giaoban.dataset.tables import Column, Table
from giaoban.views import lists, words
from giaoban.views.values import View, head
from giaoban.views.words import counted, number

_TITLE = "Dữ liệu"
_TYPES = {
    "text": "chữ", "integer": "số nguyên", "number": "số", "date": "ngày ISO", "edtf": "ngày EDTF", "url": "địa chỉ",
}  # fmt: skip
_WHOLE = {
    writing.DATABASE: "Cơ sở dữ liệu SQLite: mọi bảng, có khóa ngoại, chỉ mục, khung nhìn và bảng tìm toàn văn.",
    writing.LINES: "JSON Lines: mỗi dòng một bản ghi như người biên tập đã viết.",
    writing.GRAPH: "JSON-LD: cuộc họp, người, văn bản, địa phương và cách chúng nối với nhau, theo từ vựng schema.org.",
    writing.PACKAGE: "Frictionless Data Package: mô tả các bảng CSV bên dưới cho máy đọc.",
    writing.DATASETTE: "Lời mô tả để mở cơ sở dữ liệu bằng Datasette.",
}
# What the codes of closed lists are called; those that are not here are Vietnamese, or said by the column.
_MEANT = {
    "kind": words.KINDS, "level": words.LEVELS, "part": words.PARTS, "bound": words.BOUNDS, "rhythm": words.RHYTHMS,
    "format": words.FORMATS, "time": words.TIMES, "relation": {**words.RELATIONS, **words.JOINS},
}  # fmt: skip


class FileLine(Struct, frozen=True):
    """A file to be taken away: its path in the site, its name, what it holds and its size; ``packed``: the same as gzip.

    ``unpacked``: the size of what it holds, where the file itself is compressed and stands there alone.
    """

    path: str
    name: str
    about: str
    size: str
    packed: str = ""
    packed_size: str = ""
    unpacked: str = ""


class ColumnLine(Struct, frozen=True):
    """A column: ``type`` and ``codes`` in words, what it refers to."""

    name: str
    type: str
    about: str
    of: str
    codes: str
    required: bool


class TableLine(Struct, frozen=True):
    """A table of the dictionary with its CSV file, where there is one, and how many rows it has."""

    name: str
    title: str
    about: str
    key: str
    columns: tuple[ColumnLine, ...]
    file: FileLine | None
    rows: str


class QueryLine(Struct, frozen=True):
    """A view of the database, or a column of the lists."""

    name: str
    about: str


class DataView(View, frozen=True, kw_only=True):
    """The page. ``edition`` is an EDTF date; ``files`` are empty where this build has made no data set.

    ``list_columns``: of the CSV files beside the pages of lists.
    """

    site: str
    edition: str
    said: str
    version: str
    files: tuple[FileLine, ...]
    tables: tuple[TableLine, ...]
    views: tuple[QueryLine, ...]
    count: str
    list_columns: tuple[QueryLine, ...]


def keys(reader: Reader) -> tuple[str, ...]:  # noqa: ARG001 - there is always one
    """One page."""
    return ("",)


def address(key: str) -> str:  # noqa: ARG001
    """``du-lieu/``."""
    return writing.FOLDER


def view(reader: Reader, key: str) -> DataView:  # noqa: ARG001
    """The page of the data set; where the build has made none, it describes the tables and lists no files."""
    made = reader.data_set() or DataSet("", ())
    files = {file.path: file for file in made.files}
    described = tables.every()
    what = (
        "Cả kho dưới dạng dữ liệu để đếm, so sánh và dùng lại: SQLite, CSV kèm Frictionless Data Package, JSON Lines, JSON-LD; "
        "có từ điển dữ liệu, câu truy vấn mẫu và cách dẫn."
    )
    return DataView(
        head=head(writing.FOLDER, "list", _TITLE, what),
        site=reader.setting("site_url"),
        edition=made.edition,
        said=dates.vietnamese(made.edition) if made.edition else "",
        version=tables.VERSION,
        files=tuple([line for name, about in _WHOLE.items() if (line := _file(files, name, about))]),
        tables=tuple([_table(table, files) for table in described]),
        views=tuple([QueryLine(query.name, query.about) for query in database.VIEWS]),
        list_columns=tuple([QueryLine(name, about) for name, about in lists.COLUMNS.items()]),
        count=counted(len(described), "bảng"),
    )


def _file(files: dict[str, DataFile], path: str, about: str) -> FileLine | None:
    file, packed = files.get(path), files.get(path + writing.GZIP)
    place, name = writing.FOLDER + path, path.rpartition("/")[2]
    if file and packed:
        return FileLine(place, name, about, _size(file.size), place + writing.GZIP, _size(packed.size))
    if file:
        return FileLine(place, name, about, _size(file.size))
    if packed:
        return FileLine(
            place + writing.GZIP, name + writing.GZIP, about, _size(packed.size), unpacked=_size(packed.unpacked)
        )
    return None


def _size(count: int) -> str:
    """A number of bytes in decimal units, as systems and web hosts count them today."""
    if count < 1_000_000:
        return f"{number(max(1, round(count / 1000)))} kB"
    return f"{number(Decimal(count).scaleb(-6).quantize(Decimal('0.1')))} MB"


def _table(table: Table, files: dict[str, DataFile]) -> TableLine:
    path = f"{writing.TABLES}/{table.name}.csv"
    file, packed = _file(files, path, ""), files.get(path + writing.GZIP)
    rows = counted(packed.rows, "hàng") if packed else ""
    links = {link.columns[-1]: link.table for link in table.links}
    columns = tuple([_column(column, links.get(column.name, "")) for column in table.columns])
    return TableLine(table.name, table.title, table.about, ", ".join(table.key), columns, file, rows)


def _column(column: Column, linked: str) -> ColumnLine:
    meant = _MEANT.get(column.name, {})
    shown = [f"{code} ({meant[code].lower()})" if code in meant else code for code in column.codes]
    return ColumnLine(
        column.name, _TYPES[column.type], column.about, column.of or linked, ", ".join(shown), column.required
    )
