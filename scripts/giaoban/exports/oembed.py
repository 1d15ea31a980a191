"""The oEmbed 1.0 response of each entity with a timeline, as a JSON file beside its page."""

from __future__ import annotations

import msgspec

from giaoban.archive.reader import Reader
from giaoban.views.pages import embed


def files(reader: Reader) -> tuple[str, ...]:
    """The file of each entity with a timeline."""
    return embed.response_files(reader)


def content(reader: Reader, file: str) -> bytes:
    """One of them."""
    return msgspec.json.encode(embed.response(reader, file))
