"""Marks: what an entry says of itself in attributes, for the drawing above a list and for the filter in the browser.

The drawing reads them from finished entries, so a timeline is drawn from cached pieces and no record is fetched for it. The
values of ``data-loai``, ``data-cap`` and ``data-phan`` are also what stands in a filtered page's address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from giaoban import vietnamese
from giaoban.site import faces, words

_HEAD = re.compile(r'<li class="entry [a-z]+"((?: data-[a-z]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' data-([a-z]+)="([^"]*)"')
_TITLES = re.compile(r'<p class="as">(.*?)</p>')
_TITLE = re.compile(r"<span>(.*?)</span>")


class Said(NamedTuple):
    """What an entry says of itself.

    ``parts``: codes of `words.PARTS`, `words.RELATIONS` or `words.NEARNESS`, by the page it stands on. ``items``: its first
    task and its first result (``t1``), where it has them. ``units``: those that reported. ``people``: those observed.
    """

    parts: tuple[str, ...]
    items: tuple[str, ...]
    units: tuple[str, ...]
    people: tuple[str, ...]


@lru_cache(maxsize=256)
def value(label: str) -> str:
    """How a value of a closed list is written in attributes and addresses: ``chu-tri``."""
    return vietnamese.slug(label)


_CODES = {
    value(label): code for table in (words.PARTS, words.RELATIONS, words.NEARNESS) for code, label in table.items()
} | {value(words.SAID): "said"}


@lru_cache(maxsize=64)
def meeting(kind: str, level: str) -> str:
    """The attributes that every entry of a meeting has."""
    return f' data-loai="{value(faces.KINDS[kind])}" data-cap="{value(words.LEVELS[level])}"'


def marks(
    parts: Iterable[str] = (), items: Iterable[str] = (), units: Iterable[str] = (), people: Iterable[str] = ()
) -> str:
    """The attributes of one entry; ``parts`` are labels, the others ids."""
    named = (("phan", map(value, parts)), ("muc", items), ("tinh", units), ("nguoi", people))
    return "".join(f' data-{name}="{text}"' for name, values in named if (text := " ".join(values)))


def read(entry: str) -> Said:
    """What a finished entry says of itself."""
    head = _HEAD.match(entry)
    found = dict(_ATTRIBUTE.findall(head[1])) if head else {}
    parts = tuple(_CODES[slug] for slug in found.get("phan", "").split())
    rest = (tuple(found.get(name, "").split()) for name in ("muc", "tinh", "nguoi"))
    return Said(parts, *rest)


def titles(entry: str) -> Markup:
    """The titles that a leader's entry shows, as HTML; empty when the meeting's sources gave none."""
    match = _TITLES.search(entry)
    return Markup(match[1]) if match else Markup("")


def each_title(entry: str) -> list[Markup]:
    """The same titles one by one."""
    return [Markup(title) for title in _TITLE.findall(titles(entry))]
