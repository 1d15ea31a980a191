"""The page that other sites show in a frame: the timeline of the entity that its address names (``nhung/?dong=tinh/dong-thap``).

It is one page for all of them; its script reads the twins of the entity and of its latest meetings. An address says what is
shown, so no file is made for it.
"""

from __future__ import annotations

from giaoban import headers, kinds
from giaoban.archive.reader import Reader
from giaoban.views import words
from giaoban.views.values import View, head


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
