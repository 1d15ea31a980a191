"""The pages that MkDocs draws whole, since they do not grow: guide, about, method."""

from __future__ import annotations

from giaoban import addresses
from giaoban.archive.reader import Reader


def files(reader: Reader) -> tuple[str, ...]:
    """The file of each page."""
    return tuple(addresses.file(address) for address in reader.written_pages())


def content(reader: Reader, file: str) -> bytes:
    """The page at the path ``file``, with the version of the assets put in."""
    page = reader.written_page(file.removesuffix("index.html"))
    return page.replace("GIAOBAN:ASSETS", reader.setting("assets")).encode()
