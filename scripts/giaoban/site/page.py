"""A page before it is poured into its frame."""

from __future__ import annotations

from dataclasses import dataclass

from giaoban.site.pictures import Picture


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its address, the frame it goes into, and what stands in the frame's slots.

    ``body`` is HTML whose internal links begin with `giaoban.site.urls.ROOT`. ``section`` names the entry of the main
    navigation that is current (a value of `urls.SECTIONS`), or is empty. ``title`` is without the site's name.
    """

    address: str
    layout: str
    title: str
    description: str
    body: str
    section: str = ""
    indexed: bool = True
    picture: Picture | None = None
    """What stands for the page where it is shared; None: the picture of its section."""
