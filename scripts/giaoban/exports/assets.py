"""The files that the look consists of, as they are."""

from __future__ import annotations

from giaoban.archive.reader import Reader


def files(reader: Reader) -> tuple[str, ...]:
    """All of them."""
    return reader.assets()


def content(reader: Reader, file: str) -> bytes:
    """One of them."""
    return reader.asset(file)
