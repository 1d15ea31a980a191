"""The CSV file beside the page of a list, written as the tables of the data set are."""

from __future__ import annotations

from giaoban.dataset import package
from giaoban.render.text import ROOT
from giaoban.views.lists import CsvTable

FILE = "index.csv"


def file(address: str) -> str:
    """Where the file beside the page at an address stands."""
    return address + FILE


def link(address: str) -> str:
    """The element by which the head of the page names it."""
    return f'<link rel="alternate" type="text/csv" title="Danh sách trên trang này" href="{ROOT}{file(address)}">\n'


def content(table: CsvTable) -> bytes:
    """A table as CSV: UTF-8 with a byte order mark, the names of the columns first."""
    return package.csv_table(table.columns, table.rows)
