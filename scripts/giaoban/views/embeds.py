"""Timelines that other sites may show in a frame: the markup for it, and what a site is told that looks for such (oEmbed).

https://oembed.com/: a host of plain files cannot answer what a query asks, so the size is always that of the markup.
"""

from __future__ import annotations

from html import escape

from msgspec import Struct

from giaoban import addresses, headers, kinds
from giaoban.archive.reader import Reader
from giaoban.views.subject import SubjectView
from giaoban.views.values import View

FILE = "oembed.json"
TYPE = "application/json+oembed"
WIDTH, HEIGHT = 640, 480


class Embed(Struct, frozen=True):
    """A response of the type ``rich``, its fields as the specification names them.

    ``html``: the frame, and below it a plain link, which is left where frames are not shown.
    """

    title: str
    html: str
    provider_url: str
    version: str = "1.0"
    type: str = "rich"
    provider_name: str = "Giao ban"
    width: int = WIDTH
    height: int = HEIGHT


def is_offered(view: View) -> bool:
    """Whether a page has a timeline to show elsewhere: the page of an entity itself, with a meeting at least."""
    return isinstance(view, SubjectView) and bool(view.timeline.meetings)


def files(reader: Reader) -> tuple[str, ...]:
    """The file beside the page of each such entity."""
    return tuple(
        addresses.of(kind.key, entity) + FILE for kind in kinds.with_timelines() for entity, _ in reader.sizes(kind.key)
    )


def embed(reader: Reader, file: str) -> Embed:
    """What one of these files says."""
    section, entity, _ = file.split("/")
    kind = next(kind for kind in kinds.with_timelines() if kind.section == section)
    reference = reader.reference(kind.key, entity) if kind.files else None
    name = reference.label if reference else f"{kind.label} {entity}"
    root = reader.setting("site_url")
    return Embed(f"Dòng thời gian: {name}", markup(name, root, addresses.of(kind.key, entity)), root)


def markup(name: str, root: str, address: str) -> str:
    """The frame for a timeline and the link below it, which a reader can copy from the page as well."""
    title = escape(f"Dòng thời gian: {name} – Giao ban")
    source = f"{escape(root)}{headers.FRAMED}?dong={address.rstrip('/')}"
    return (
        f'<iframe src="{source}" title="{title}" width="{WIDTH}" height="{HEIGHT}" loading="lazy"'
        ' style="border: 0; max-width: 100%"></iframe>\n'
        f'<p><a href="{escape(root)}{address}">{title}</a></p>'
    )
