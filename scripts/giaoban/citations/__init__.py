"""Citations: find the documents that a text names, resolve them to records, and link them."""

from __future__ import annotations

from giaoban.citations.annotate import annotate
from giaoban.citations.find import find
from giaoban.citations.index import Index
from giaoban.citations.model import Annotated, Context, FoundLeader, FoundProvince, Kind, Mention, Resolved
from giaoban.citations.people import find_leaders
from giaoban.citations.provinces import find_provinces
from giaoban.citations.resolve import resolve
from giaoban.citations.values import Lookup

__all__ = [
    "Annotated",
    "Context",
    "FoundLeader",
    "FoundProvince",
    "Index",
    "Kind",
    "Lookup",
    "Mention",
    "Resolved",
    "annotate",
    "find",
    "find_leaders",
    "find_provinces",
    "resolve",
]
