"""The page that other sites show in a frame: the timeline of the entity that its address names (``nhung/?dong=tinh/dong-thap``).

It is one page for all of them; its script reads the twins of the entity and of its latest meetings. An address says what is
shown, so no file is made for it.

Beside the page of each entity stands what tells other sites of it: an oEmbed response (https://oembed.com/) with the markup of
the frame. A host of plain files cannot answer a query, so the response always gives the size of the markup.
"""

from __future__ import annotations

from html import escape

from msgspec import Struct

from giaoban import addresses, headers, kinds
from giaoban.archive.reader import Reader
from giaoban.views import words
from giaoban.views.subject import SubjectView
from giaoban.views.values import View, head

FILE = "oembed.json"
TYPE = "application/json+oembed"
WIDTH, HEIGHT = 640, 480


class EmbedView(View, frozen=True, kw_only=True):
    """What the script cannot know: first parts of the addresses of timelines, and what codes in twins are called.

    What a meeting is to a province stays unsaid, as on the page of one.
    """

    sections: tuple[str, ...]
    labels: tuple[tuple[str, str], ...]


def keys(reader: Reader) -> tuple[str, ...]:  # noqa: ARG001 - there is always one
    """One page."""
    return ("",)


def address(key: str) -> str:  # noqa: ARG001
    """``nhung/``."""
    return headers.FRAMED


def view(reader: Reader, key: str) -> EmbedView:  # noqa: ARG001
    """All of it."""
    what = "Dòng thời gian của kho lưu trữ Giao ban trong khung của một trang khác."
    labels = {**words.PARTS, **words.RELATIONS, "said": words.SAID, **words.KINDS, **words.LEVELS, **words.ITEMS}
    return EmbedView(
        head=head(headers.FRAMED, "embed", "Dòng thời gian để nhúng", what, indexed=False),
        sections=tuple(kind.section for kind in kinds.with_timelines()),
        labels=tuple(labels.items()),
    )


class OembedResponse(Struct, frozen=True):
    """An oEmbed response of the type ``rich``, its fields as the specification names them.

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


def is_embedded(view: View) -> bool:
    """Whether a page has a timeline to show elsewhere: the page of an entity itself, with a meeting at least."""
    return isinstance(view, SubjectView) and bool(view.timeline.meetings)


def response_files(reader: Reader) -> tuple[str, ...]:
    """The path of the response beside the page of every entity that has a meeting."""
    return tuple(
        addresses.of(kind.key, entity) + FILE for kind in kinds.with_timelines() for entity, _ in reader.sizes(kind.key)
    )


def response(reader: Reader, file: str) -> OembedResponse:
    """The oEmbed response in ``file``, one of `response_files`."""
    section, entity, _ = file.split("/")
    kind = next(kind for kind in kinds.with_timelines() if kind.section == section)
    reference = reader.reference(kind.key, entity) if kind.files else None
    name = reference.label if reference else f"{kind.label} {entity}"
    root = reader.setting("site_url")
    return OembedResponse(f"Dòng thời gian: {name}", frame_markup(name, root, addresses.of(kind.key, entity)), root)


def frame_markup(name: str, root: str, address: str) -> str:
    """The frame for a timeline and the link below it, which a reader can copy from the page as well."""
    title = escape(f"Dòng thời gian: {name} – Giao ban")
    source = f"{escape(root)}{headers.FRAMED}?dong={address.rstrip('/')}"
    return (
        f'<iframe src="{source}" title="{title}" width="{WIDTH}" height="{HEIGHT}" loading="lazy"'
        ' style="border: 0; max-width: 100%"></iframe>\n'
        f'<p><a href="{escape(root)}{address}">{title}</a></p>'
    )
