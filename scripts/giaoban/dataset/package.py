"""What describes the files to other programs: a Frictionless data package (v2) and settings for Datasette."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from giaoban import addresses
from giaoban.archive.values import DataFile
from giaoban.dataset import database, tables
from giaoban.dataset.rows import Row
from giaoban.dataset.tables import Column, Table

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
    """The data package. ``edition``: the day of the data; ``files``: the CSV file of each table."""
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
