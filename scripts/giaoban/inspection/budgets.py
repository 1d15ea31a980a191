"""What a reader may be made to download. Bytes of bodies over the wire, compressed with gzip; 1 KB is 1000 bytes."""

from __future__ import annotations

import gzip

from giaoban import headers

KB = 1000

_FIRST = {"hop/*/": 60 * KB, "tim/": 60 * KB}
_FIRST_OTHERS = 45 * KB
SECOND = 15 * KB
"""A meeting for whoever has seen another one: nothing but itself."""
_HTML = {"huong-dan/": 20 * KB, "nhiem-vu/": 25 * KB, "so-lieu/*/": 25 * KB}
_HTML_OTHERS = 15 * KB
STYLES = 12 * KB
"""The sum of all style sheets of a page."""
ASSETS = {"archive.css": 9 * KB, "archive.js": 4 * KB, "scheme.js": KB, "favicon.svg": KB}
"""Files of the look that stand on every page, each by its name."""

_LEVEL = 6
"""Of compression, as hosts have it."""


def first(kind: str) -> int:
    """The first page that a reader opens, with all it loads. ``kind``: the shape of its address, see `kind_of`."""
    return _FIRST.get(kind, _FIRST_OTHERS)


def html(kind: str) -> int:
    """The page alone."""
    return _HTML.get(kind, _HTML_OTHERS)


def kind_of(address: str) -> str:
    """The shape of an address: ``hop/2018-…/`` is of the kind ``hop/*/``; a page at the top is a kind of its own."""
    top, *rest = address.split("/")
    return "/".join([top, *("*" if part else "" for part in rest)])


def packed(file: str, data: bytes) -> bytes:
    """The bytes of a file as they go over the wire. ``file``: its name."""
    return gzip.compress(data, _LEVEL, mtime=0) if headers.is_text(file) else data
