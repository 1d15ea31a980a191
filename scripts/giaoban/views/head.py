"""The head of a page: what its frame shows of it."""

from __future__ import annotations

from giaoban.views import pictures
from giaoban.views.values import FeedLink, Head, Picture
from giaoban.views.wording import clip

_DESCRIPTION = 200


def head(
    address: str,
    layout: str,
    title: str,
    description: str,
    section: str = "",
    *,
    indexed: bool = True,
    picture: Picture | None = None,
    feeds: tuple[FeedLink, ...] = (),
) -> Head:
    """A head whose description is cut to what is shown of one, with the picture of the address where none is given."""
    return Head(
        address=address, layout=layout, title=title, description=clip(description, _DESCRIPTION), section=section,
        indexed=indexed, picture=picture or pictures.of_address(address), feeds=feeds,
    )  # fmt: skip
