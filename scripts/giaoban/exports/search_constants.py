"""What the engine in the browser and the one that made its index have in common."""

from __future__ import annotations

from giaoban.archive.reader import Reader
from giaoban.search import constants


def files(reader: Reader) -> tuple[str, ...]:  # noqa: ARG001 - it is always there
    """One module of JavaScript."""
    return (constants.FILE,)


def content(reader: Reader, file: str) -> bytes:  # noqa: ARG001
    """The module."""
    return constants.javascript().encode()
