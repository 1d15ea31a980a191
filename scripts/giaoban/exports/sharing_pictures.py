"""The pictures that stand for pages where links to them are shown."""

from __future__ import annotations

from giaoban.archive.reader import Reader
from giaoban.views import values


def files(reader: Reader) -> tuple[str, ...]:
    """The file of each picture."""
    return tuple(picture.file for picture in values.every_picture(reader))


def content(reader: Reader, file: str) -> bytes:
    """One picture, as a PNG file. Asks for no other, so that a change of one name paints one picture."""
    # Pillow takes longer to import than a build that paints nothing.
    from giaoban.render.painting import paint

    return paint(values.picture_of_file(reader, file))
