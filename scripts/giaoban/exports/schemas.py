"""The JSON Schemas of the pages' twins."""

from __future__ import annotations

from giaoban.archive.reader import Reader
from giaoban.render import twin


def files(reader: Reader) -> tuple[str, ...]:  # noqa: ARG001 - they are always there
    """One for each kind of view."""
    return tuple(map(twin.schema_file, twin.kinds_of_views()))


def content(reader: Reader, file: str) -> bytes:
    """The JSON Schema of the kind of view that the path ``file`` names."""
    return twin.schema(file.rpartition("/")[2].removesuffix(".json"), reader.setting("site_url"))
