"""The CSV file beside the page of a list: written as the tables of the data set are."""

from __future__ import annotations

from giaoban.dataset import spreadsheet
from giaoban.render.escape import ROOT
from giaoban.views.table import Table

FILE = "index.csv"


def file(address: str) -> str:
    """Where it stands."""
    return address + FILE


def link(address: str) -> str:
    """What the head of the page says of it."""
    return f'<link rel="alternate" type="text/csv" title="Danh sách trên trang này" href="{ROOT}{file(address)}">\n'


def content(table: Table) -> bytes:
    """The bytes of the file."""
    return spreadsheet.table(table.columns, table.rows)
