"""Addresses: promises that outlive every rebuild (DESIGN: "URLs are promises").

An address is a path from the site's root without a leading slash (``hop/<id>/``; home is ``""``). Inside page bodies a link
is `ROOT` followed by an address; pouring replaces `ROOT` by the way up from the page, so that the site works under any
sub-path. `ROOT` is a private-use character that records may not contain.
"""

from __future__ import annotations

ROOT = "\ue000"

SECTIONS = {
    "briefing": "hop",
    "province": "tinh",
    "leader": "lanh-dao",
    "resolution": "van-ban",
    "series": "chuoi",
    "topic": "chu-de",
    "year": "nam",
    "plenum": "hoi-nghi",
}


def of(kind: str, entity: str) -> str:
    """The address of one page: ``of("briefing", "2018-…")`` is ``hop/2018-…/``."""
    return f"{SECTIONS[kind]}/{entity}/"


def section(kind: str) -> str:
    """The address of the list of one kind of page."""
    return f"{SECTIONS[kind]}/"


def item(reference: str) -> str:
    """The address of a numbered item: ``<briefing>#t4`` is ``hop/<briefing>/#t4``."""
    briefing, _, number = reference.partition("#")
    return f"{of('briefing', briefing)}#{number}"


def up(address: str) -> str:
    """The way from a page up to the root: ``../../`` for ``hop/<id>/``; empty for home."""
    return "../" * address.count("/")


def file(address: str) -> str:
    """The file that holds a page: ``hop/<id>/index.html``; an address that names a file is its own."""
    return f"{address}index.html" if address == "" or address.endswith("/") else address
