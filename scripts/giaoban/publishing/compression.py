"""Files as they are sent, compressed once at publication instead of at every visit."""

from __future__ import annotations

import gzip

import brotli

from giaoban import headers

_LEAST = 256
"""Bytes below which compressing saves nothing worth a file of its own."""


def packed(file: str, data: bytes) -> bytes | None:
    """A text file compressed with gzip, the same bytes each time; None where it is no text, or too short."""
    return gzip.compress(data, 9, mtime=0) if headers.is_text(file) and len(data) >= _LEAST else None


def variants(file: str, data: bytes) -> dict[str, bytes]:
    """What stands beside a file for servers that send it compressed: ending of the name to bytes."""
    small = packed(file, data)
    return {} if small is None else {".gz": small, ".br": brotli.compress(data, mode=brotli.MODE_TEXT)}
