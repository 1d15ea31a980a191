"""Citations: find the documents that a text names, resolve them to records, and link them."""

from __future__ import annotations

from giaoban.citations.annotate import annotate
from giaoban.citations.find import find
from giaoban.citations.index import Index
from giaoban.citations.resolve import resolve
from giaoban.citations.values import (
    Annotated,
    Context,
    FoundLeader,
    FoundProvince,
    Lookup,
    Mention,
    MentionKind,
    Resolved,
)

__all__ = [
    "Annotated",
    "Context",
    "FoundLeader",
    "FoundProvince",
    "Index",
    "Lookup",
    "Mention",
    "MentionKind",
    "Resolved",
    "annotate",
    "find",
    "resolve",
]
