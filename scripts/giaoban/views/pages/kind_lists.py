"""The lists of all kinds that have pages: one for each kind, and pages below where one does not hold all."""

from __future__ import annotations

from giaoban import addresses, kinds
from giaoban.archive.reader import Reader
from giaoban.views import listings
from giaoban.views.values import View


def keys(reader: Reader) -> tuple[str, ...]:
    """``leader``, or ``leader/t`` for a page below."""
    return tuple(
        f"{kind.key}/{path}".removesuffix("/")
        for kind in kinds.with_pages()
        for path in listings.of(kind.key).paths(reader)
    )


def address(key: str) -> str:
    """``lanh-dao/``, ``lanh-dao/t/``."""
    kind, _, path = key.partition("/")
    return addresses.section(kind) + (f"{path}/" if path else "")


def view(reader: Reader, key: str) -> View:
    """One page of a list."""
    kind, _, path = key.partition("/")
    return listings.of(kind).view(reader, path)
