"""Citations: find the documents that a text names, resolve them to records, and link them."""

from __future__ import annotations

from .annotate import annotate
from .find import find
from .index import Index
from .model import Annotated, Context, FoundLeader, FoundProvince, Kind, Mention, Resolved
from .people import find_leaders
from .provinces import find_provinces
from .resolve import resolve
from .values import Lookup

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
