"""Addresses: promises that outlive every rebuild.

An address is a path from the site's root without a leading slash (``hop/<id>/``; home is ``""``). The first part of an
entity's address is the section of its kind.
"""

from __future__ import annotations

from giaoban import kinds

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
"""The licence of the records."""
DATA = "du-lieu/"
"""Below it stands what is for programs."""


def of(kind: str, entity: str) -> str:
    """The address of one page: ``of("briefing", "2018-…")`` is ``hop/2018-…/``. Raises `KeyError` for an unknown kind."""
    return f"{kinds.get(kind).section}/{entity}/"


def section(kind: str) -> str:
    """The address of the list of one kind of page."""
    return f"{kinds.get(kind).section}/"


def item(reference: str) -> str:
    """The address of a numbered item: ``<meeting>#t4`` is ``hop/<meeting>/#t4``."""
    meeting, _, number = reference.partition("#")
    return f"{of('briefing', meeting)}#{number}"


def up(address: str) -> str:
    """The way from a page up to the root: ``../../`` for ``hop/<id>/``; empty for home."""
    return "../" * address.count("/")


def file(address: str) -> str:
    """The file that holds a page: ``hop/<id>/index.html``; an address that names a file is its own."""
    return f"{address}index.html" if address == "" or address.endswith("/") else address


def of_file(file: str) -> str:
    """The address at which a browser finds a file of the site: a page's folder, any other file's own path."""
    return file.removesuffix("index.html") if f"/{file}".endswith("/index.html") else file
