"""Drawings as SVG files, whole by themselves: with title, source and licence, so that they can stand in an article."""

from __future__ import annotations

from giaoban.archive.reader import Reader
from giaoban.render import drawing_files
from giaoban.views import drawing_files as views


def files(reader: Reader) -> tuple[str, ...]:
    """The file of each drawing."""
    return views.files(reader)


def content(reader: Reader, file: str) -> bytes:
    """The drawing at the path ``file`` as SVG, UTF-8."""
    return drawing_files.svg(views.drawing(reader, file), reader.setting("site_url"))
