"""A finished site in a folder: its files, all its pages read, and what a reader may be made to download.

Bytes are those of bodies over the wire, compressed with gzip; 1 KB is 1000 bytes.
"""

from __future__ import annotations

import gzip
import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from giaoban import addresses, headers
from giaoban.build import workers
from giaoban.build.ledger import Ledger
from giaoban.inspection.pages import FinishedPage, read_page

KB = 1000

_FIRST = {"hop/*/": 60 * KB, "tim/": 60 * KB}
_FIRST_OTHERS = 45 * KB
BUDGET_OF_SECOND = 15 * KB
"""A meeting for whoever has seen another one: nothing but itself. Only a browser can tell (`tests/browser/test_weights.py`)."""
_HTML = {"huong-dan/": 20 * KB, "nhiem-vu/": 25 * KB, "so-lieu/*/": 25 * KB}
_HTML_OTHERS = 15 * KB
_FIXED = ("", "hop/*/", "tim/")
"""Kinds of pages that do not grow with the archive."""
MOST_OF_HTML = 60 * KB
"""No page is heavier, however much the archive holds: what grows with it is divided before (`Kind.lines`, `archive.gathered`)."""
BUDGET_OF_STYLES = 12 * KB
"""The sum of all style sheets of a page."""
BUDGETS_OF_ASSETS = {"archive.css": 9 * KB, "archive.js": 4 * KB, "scheme.js": KB, "favicon.svg": KB}
"""Files of the theme that stand on every page, each by its name."""

_LEVEL = 6
"""Of compression, as hosts have it."""


def budget_of_first(kind: str) -> int:
    """The first page that a reader opens, with all it loads. ``kind``: the shape of its address, see `page_kind`."""
    return _FIRST.get(kind, _FIRST_OTHERS)


def budget_of_html(kind: str) -> int:
    """Compressed bytes that the HTML of a page should stay below. ``kind``: the shape of its address, see `page_kind`."""
    return _HTML.get(kind, _HTML_OTHERS)


def limit_of_html(kind: str) -> int:
    """What a page alone may weigh at most to be published.

    The budget, where one record or none makes the page. Timelines and lists go beyond theirs as records are added, and no editor
    could make them lighter: theirs is a measure to look at, and what is refused is `MOST_OF_HTML`.
    """
    return budget_of_html(kind) if kind in _FIXED else MOST_OF_HTML


def limit_of_first(kind: str) -> int:
    """What a page with all it loads may weigh to be published: its budget, and what its HTML may weigh beyond its own."""
    return budget_of_first(kind) + limit_of_html(kind) - budget_of_html(kind)


def page_kind(address: str) -> str:
    """The shape of an address: ``hop/2018-…/`` is of the kind ``hop/*/``; a page at the top is a kind of its own."""
    top, *rest = address.split("/")
    return "/".join([top, *("*" if part else "" for part in rest)])


def as_sent(file: str, data: bytes) -> bytes:
    """The bytes of a file as they go over the wire. ``file``: its name."""
    return gzip.compress(data, _LEVEL, mtime=0) if headers.is_text(file) else data


NOT_FOUND = "404.html"
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_OUTSIDE = "../"


class FinishedSite:
    """A site. ``url``: its canonical address, ending in a slash; ``ledger``: the addresses that are promised.

    ``files``: what belongs to it, all that is in ``folder`` by default.
    Addresses and files are written from its root, without a slash before them.
    """

    def __init__(self, folder: Path, url: str, ledger: Ledger, files: Iterable[str] | None = None) -> None:
        self.folder, self.url, self.ledger = folder, url, ledger
        self._base = urlsplit(url).path
        if files is None:
            files = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
        self.files: Mapping[str, int] = {file: (folder / file).stat().st_size for file in sorted(files)}
        """Path to size in bytes."""

    @cached_property
    def pages(self) -> Mapping[str, FinishedPage]:
        """Every HTML page, by its address, as `read_page` gives it; read once, on all cores."""
        files = [file for file in self.files if file.endswith(".html")]
        found = {file: page for some in workers.spread(self._read, files, workers.cores()) for file, page in some}
        return {addresses.of_file(file): found[file] for file in files}

    def _read(self, files: Sequence[str]) -> list[tuple[str, FinishedPage]]:
        return [
            (file, read_page(data)._replace(size=len(data), size_as_sent=len(as_sent(file, data))))
            for file in files
            for data in [self.read(file)]
        ]

    @cached_property
    def pages_but_redirects(self) -> Mapping[str, FinishedPage]:
        """The pages, by address, without those that only lead from an old address to another page."""
        return {address: page for address, page in self.pages.items() if not page.moved}

    def read(self, file: str) -> bytes:
        """The bytes of a file of the site, given by its path from there. Raises `OSError`."""
        return (self.folder / file).read_bytes()

    def resolve_link(self, address: str, href: str) -> tuple[str, str] | None:
        """Where a link on a page leads: an address or a file, and an anchor there; None where it leads to another site."""
        if href.startswith(self.url):
            href = self._base + href.removeprefix(self.url)
        elif _ELSEWHERE.match(href):
            return None
        before, _, fragment = href.partition("#")
        path = unquote(before.partition("?")[0])
        if not path:
            return address, unquote(fragment)
        if path.startswith("/"):
            target = path.removeprefix(self._base) if path.startswith(self._base) else _OUTSIDE
        else:
            target = posixpath.normpath(posixpath.join(posixpath.dirname(address) or ".", path))
            target = "" if target == "." else f"{target}/" if path.endswith(("/", "..", ".")) else target
        return target, unquote(fragment)

    @cached_property
    def _weights(self) -> dict[str, int]:
        return {}

    def weight(self, file: str) -> int:
        """The bytes of a file as sent; 0 where there is none."""
        known = self._weights
        if file not in known:
            known[file] = len(as_sent(file, self.read(file))) if file in self.files else 0
        return known[file]

    def first_visit_bytes(self, address: str) -> int:
        """The bytes of a first visit to a page: itself, and all that it loads."""
        page = self.pages[address]
        loaded = {target[0] for href in page.loads if (target := self.resolve_link(address, href))}
        return page.size_as_sent + sum(map(self.weight, loaded))
