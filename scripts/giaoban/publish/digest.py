"""Digests: what a cached value was made from."""

from __future__ import annotations

import hashlib
import sys
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

SIZE = 16
_PACKAGES = ("pydantic", "pydantic-core", "pyyaml", "markdown", "nh3", "jinja2", "markupsafe")


def of(*parts: object) -> bytes:
    """A digest of plain values: strings, bytes, numbers, None, and tuples and lists of them."""
    # Unlike a pickle, the written form does not depend on which equal objects happen to be the same object.
    return hashlib.blake2b(repr(parts).encode(), digest_size=SIZE).digest()


def of_bytes(first: bytes, data: bytes) -> bytes:
    """A digest of one file's bytes under a prefix."""
    return hashlib.blake2b(first + data, digest_size=SIZE).digest()


@lru_cache(maxsize=1)
def code() -> bytes:
    """A digest of the builder itself, its tables included, and of the packages whose output it keeps."""
    digest = hashlib.blake2b(digest_size=SIZE)
    package = Path(__file__).resolve().parent.parent
    for path in sorted(path for path in package.rglob("*") if path.suffix in {".py", ".yml"}):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    for name in _PACKAGES:
        try:
            digest.update(f"{name} {version(name)}\0".encode())
        except PackageNotFoundError:
            digest.update(f"{name} -\0".encode())
    digest.update(repr(sys.version_info[:2]).encode())
    return digest.digest()


def templates(theme: Path) -> bytes:
    """A digest of the page templates."""
    digest = hashlib.blake2b(digest_size=SIZE)
    for path in sorted((theme / "pages").rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(theme).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.digest()
