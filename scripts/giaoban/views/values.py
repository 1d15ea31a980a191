"""What views of several kinds share: the head of a page, runs of text that may be links, facts, sharing pictures.

A view holds plain text; renderers escape. The one field of HTML is a meeting's summary, named in ``HTML``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from msgspec import Struct

from giaoban.archive.values import Reference
from giaoban.views.wording import counted


class Picture(Struct, frozen=True):
    """A sharing picture (Open Graph): its file in the site, and the words on it, the small line above the large one."""

    file: str
    kicker: str
    title: str


class FeedLink(Struct, frozen=True):
    """A file by which something can be followed: its address, media type, and what it brings."""

    address: str
    type: str
    title: str

    @property
    def is_calendar(self) -> bool:
        """Whether it is a calendar, not a feed."""
        return self.type == "text/calendar"


class Head(Struct, frozen=True, kw_only=True):
    """What the frame around a page shows of it.

    ``layout`` names the frame. ``title`` is without the site's name; ``section`` is the first part of the address of the
    entry of the main navigation that is current, or empty. ``indexed``: whether search engines may list the page. ``feeds``:
    by which the subject of the page can be followed.
    """

    address: str
    layout: str
    title: str
    description: str
    section: str = ""
    indexed: bool = True
    picture: Picture
    feeds: tuple[FeedLink, ...] = ()


class View(Struct, frozen=True, kw_only=True):
    """The base of all views of pages. ``template`` names the file in ``theme/pages``; empty: that of the page's module."""

    HTML: ClassVar[tuple[str, ...]] = ()
    """The fields that hold HTML, safe as it is."""

    head: Head
    template: str = ""


class Span(Struct, frozen=True, omit_defaults=True):
    """A run of text.

    ``address``: a page of the site that it links to (may end in ``#item``), or ``#item`` on the same page; ``url``: a page
    elsewhere. ``role``: ``date`` (the text is an EDTF date, to be written as readers see it), ``said`` (an EDTF date within
    running text), ``aside`` (a quieter remark on a line of its own), ``open`` (something that no source attests), ``plain`` (text
    that may break anywhere), or empty.
    """

    text: str
    address: str = ""
    url: str = ""
    role: str = ""


Rich = tuple[Span, ...]
"""Text as runs, each shown right after the other."""


class Fact(Struct, frozen=True, omit_defaults=True):
    """One line of the facts at the side of a page: a label, and one or more values, shown with ``between`` between them.

    ``between``: ", ", "; " or "break" (each on a line of its own).
    """

    label: str
    values: tuple[Rich, ...]
    between: str = ", "


def text(words: str) -> Rich:
    """Words as one run; nothing for an empty string."""
    return (Span(words),) if words else ()


def date(edtf: str) -> Rich:
    """An EDTF date, to be written as readers see it."""
    return (Span(edtf, role="date"),)


def said(edtf: str | None) -> Rich:
    """An EDTF date within running text; nothing where there is none."""
    return (Span(edtf, role="said"),) if edtf else ()


def link(reference: Reference | None, words: str = "") -> Rich:
    """A reference as a link, or as plain text where it has no page; nothing when there is no such entity."""
    if reference is None:
        return ()
    return (Span(words or reference.label, address=reference.address or ""),)


def facts(*lines: tuple[str, Iterable[Rich]] | tuple[str, Iterable[Rich], str]) -> tuple[Fact, ...]:
    """The facts that have a value, from label, values and what stands between them."""
    found = []
    for label, values, *between in lines:
        if shown := tuple([value for value in values if value]):
            found.append(Fact(label, shown, *between))
    return tuple(found)


def joined(values: Iterable[Rich], between: str = ", ") -> Rich:
    """The values that are not empty as one text."""
    shown: list[Span] = []
    for value in values:
        if shown and value:
            shown.append(Span(between))
        shown += value
    return tuple(shown)


def and_more(values: Iterable[Rich], left: int, noun: str, address: str = "") -> tuple[Rich, ...]:
    """The values; the last of them says how many are ``left`` ("và 3 văn bản khác"), as a link to an ``address``."""
    shown = tuple([value for value in values if value])
    if left <= 0 or not shown:
        return shown
    return (*shown[:-1], (*shown[-1], Span(" và "), Span(f"{counted(left, noun)} khác", address)))
