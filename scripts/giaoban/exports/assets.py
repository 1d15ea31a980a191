"""The files that the look consists of, as they are, but for the parts of the search engine."""

from __future__ import annotations

from giaoban.archive.reader import Reader
from giaoban.search import joining


def files(reader: Reader) -> tuple[str, ...]:
    """All of them."""
    return tuple(file for file in reader.assets() if not file.startswith(joining.FOLDER))


def content(reader: Reader, file: str) -> bytes:
    """One of them."""
    return reader.asset(file)
