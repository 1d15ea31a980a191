"""Writing the data set: one pass through all records, to every format that is wanted.

All stands in an order that the records give: entities by id, meetings by time. The same records give the same bytes.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from msgspec.structs import replace

from giaoban import addresses, kinds
from giaoban.archive.reader import Reader
from giaoban.archive.values import DataFile, DataSet
from giaoban.dataset import package, rows, tables
from giaoban.dataset.database import Database
from giaoban.dataset.linked import LinkedData
from giaoban.dataset.package import Spreadsheets
from giaoban.dataset.rows import Row, Rows, Value

FORMATS = ("sqlite", "csv", "jsonl", "jsonld")
FOLDER = "du-lieu/"
"""Where the files stand in the site."""
DATABASE = f"{package.NAME}.sqlite"
LINES = f"{package.NAME}.jsonl"
GRAPH = f"{package.NAME}.jsonld"
PACKAGE = "datapackage.json"
DATASETTE = "datasette.json"
TABLES = "csv"
GZIP = ".gz"
MOST_PLAIN = 25_000_000
"""The bytes that plain files together may take in a site; the largest stand there as gzip alone. Some hosts take no larger file,
and many no site of over 1 GB."""

_MEETING = "briefing"
_CHUNK = 256
_BLOCK = 1 << 20
# At 6 it takes more than twice as long for seven in a hundred bytes less.
_LEVEL = 4
_ACCESSED = [column.name for column in tables.get("sources").columns].index("accessed")


def files(formats: Iterable[str] = FORMATS) -> tuple[str, ...]:
    """The paths of all files of some formats, but for the same as gzip beside them."""
    found = {
        "sqlite": (DATABASE, DATASETTE),
        "csv": (PACKAGE, *(f"{TABLES}/{table.name}.csv" for table in tables.every())),
        "jsonl": (LINES,),
        "jsonld": (GRAPH,),
    }
    return tuple(file for one in FORMATS if one in formats for file in found[one])


class DatasetError(Exception):
    """The database cannot be written; the message says why."""


class _Sink(Protocol):
    def add(self, rows: Rows) -> None: ...

    def close(self) -> None: ...

    def abandon(self) -> None: ...


def is_part(file: str) -> bool:
    """Whether a path in the site is one that files of the data set have."""
    return file.startswith(FOLDER) and file.removeprefix(FOLDER).removesuffix(GZIP) in files()


def write(reader: Reader, folder: Path, formats: Sequence[str] = FORMATS, most_plain: int | None = None) -> DataSet:
    """Write the data set into a new folder, in some `FORMATS`, and each file but those that describe it also as gzip beside it.

    ``most_plain``: the bytes that the plain files together may take; the largest are left there as gzip alone. Returns what
    was written. Raises `OSError` and `DatasetError`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    root = reader.setting("site_url")
    sinks: list[_Sink] = []
    counts: Counter[str] = Counter()
    day = ""
    with contextlib.ExitStack() as stack:
        if "sqlite" in formats:
            with _errors_of_database():
                sinks.append(Database(folder / DATABASE))
            stack.callback(sinks[-1].abandon)
        if "csv" in formats:
            sinks.append(Spreadsheets(folder / TABLES))
            stack.callback(sinks[-1].abandon)
        lines = stack.enter_context((folder / LINES).open("wb")) if "jsonl" in formats else None
        graph = LinkedData(folder / GRAPH, reader, root) if "jsonld" in formats else None
        for some in _every(reader, root, lines, graph):
            day = max([day, *[str(row[_ACCESSED] or "") for row in some["sources"]]])
            _add(some, sinks, counts)
        # Without git nothing tells when the archive was last changed but the day on which a source was last read.
        day = max([day for _, day in reader.pages_changed()], default=day)
        _add({"about": package.about(root, day)}, sinks, counts)
        if graph:
            graph.close(day)
        for sink in sinks:
            with _errors_of_database():
                sink.close()
    written = [_file(folder, file, counts) for file in files(formats) if (folder / file).exists()]
    plain = _left_plain(written, most_plain)
    found = {one.path: one for file in written for one in _with_gzip(folder, file, counts, is_plain=file.path in plain)}
    if "csv" in formats:
        paths = {table.name: f"{TABLES}/{table.name}.csv" for table in tables.every()}
        of_tables = {name: found.get(path) or found[path + GZIP] for name, path in paths.items()}
        _json(folder / PACKAGE, package.package(root, day, of_tables))
        found[PACKAGE] = _file(folder, PACKAGE, counts)
    if "sqlite" in formats:
        _json(folder / DATASETTE, package.datasette(root))
        found[DATASETTE] = _file(folder, DATASETTE, counts)
    return DataSet(day, tuple([found[file] for file in sorted(found)]))


def _every(reader: Reader, root: str, lines: BinaryIO | None, graph: LinkedData | None) -> Iterator[Rows]:
    """The rows of all records, some at a time; each record is also written as a line of JSON, and into the linked data."""
    yield rows.of_entities(reader, root)
    if lines:
        for kind, known in kinds.every().items():
            if kind != _MEETING and known.files:
                _write_lines(lines, kind, reader.records(kind), root)
    joins: list[Row] = []
    items: set[tuple[Value, ...]] = set()
    meetings = reader.ids(_MEETING)
    for first in range(0, len(meetings), _CHUNK):
        found = rows.empty_rows()
        some = [reader.meeting(meeting) for meeting in meetings[first : first + _CHUNK]]
        for number, meeting in enumerate(some, first + 1):
            rows.of_meeting(meeting, number, root, found)
        if lines:
            _write_lines(lines, _MEETING, some, root)
        if graph:
            graph.meetings(some)
        # What goes on from an item of a withdrawn meeting goes on from nothing that is shown.
        joins += found.pop("joins", [])
        items.update([row[:2] for row in found["items"]])
        yield found
    yield rows.empty_rows() | {"joins": [join for join in joins if join[-2:] in items]}


def _add(some: Rows, sinks: Iterable[_Sink], counts: Counter[str]) -> None:
    for name, of in some.items():
        counts[name] += len(of)
    for sink in sinks:
        with _errors_of_database():
            sink.add(some)


@contextlib.contextmanager
def _errors_of_database() -> Iterator[None]:
    """Raise what is wrong with the database as `DatasetError`: nothing is wrong with the store, from which records are read."""
    try:
        yield
    except sqlite3.Error as error:
        raise DatasetError(str(error)) from error


def _write_lines(stream: BinaryIO, kind: str, records: Iterable[Any], root: str) -> None:
    """Records as editors write them, each with its kind and the address of its page."""
    section = kinds.get(kind).section
    for record in records:
        place = f',"url":"{root}{addresses.of(kind, record.id)}"' if section else ""
        said = record.__pydantic_serializer__.to_json(
            record, by_alias=True, exclude_defaults=True, exclude={"summary_line"}
        )
        stream.write(b'{"record_kind":"%s"%s,%s\n' % (kind.encode(), place.encode(), said[1:]))


def _json(path: Path, value: dict[str, Any]) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def _left_plain(written: Iterable[DataFile], most: int | None) -> set[str]:
    """The paths of the files that may stand there plain: the smallest, as many as take ``most`` bytes together; None: all."""
    smallest_first = sorted(written, key=lambda file: (file.size, file.path))
    taken = accumulate(file.size for file in smallest_first)
    return {file.path for file, size in zip(smallest_first, taken, strict=True) if most is None or size <= most}


def _with_gzip(folder: Path, file: DataFile, counts: Counter[str], *, is_plain: bool) -> Iterator[DataFile]:
    """A file and the same as gzip beside it, or that alone."""
    _compress(folder / file.path)
    if is_plain:
        yield file
    else:
        (folder / file.path).unlink()
    yield replace(_file(folder, file.path + GZIP, counts), unpacked=file.size)


def _compress(path: Path) -> None:
    """A file again as gzip, without its name and the time, so that the same bytes stay the same."""
    with (
        path.open("rb") as plain,
        Path(f"{path}{GZIP}").open("wb") as target,
        gzip.GzipFile("", "wb", _LEVEL, target, mtime=0) as compressed,
    ):
        shutil.copyfileobj(plain, compressed, _BLOCK)


def _file(folder: Path, file: str, counts: Counter[str]) -> DataFile:
    path = folder / file
    digest = sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            digest.update(block)
    name = file.removesuffix(GZIP).removesuffix(".csv").removeprefix(f"{TABLES}/")
    return DataFile(file, path.stat().st_size, digest.hexdigest(), counts[name])
