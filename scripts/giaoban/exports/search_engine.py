"""The search box and the engine behind it, as one module of JavaScript."""

from __future__ import annotations

from giaoban.archive.reader import Reader
from giaoban.search import joining


def files(reader: Reader) -> tuple[str, ...]:
    """One file."""
    return (joining.path_in_site(joining.FILE, reader.setting("assets")),)


def content(reader: Reader, file: str) -> bytes:  # noqa: ARG001
    """The modules of the engine joined into one, in UTF-8."""
    folder = joining.FOLDER
    parts = [path for path in reader.assets() if path.startswith(folder)]
    return joining.joined({path.removeprefix(folder): reader.asset(path).decode() for path in parts}).encode()
