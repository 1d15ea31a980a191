"""One finished page, read as a browser reads it: what it links to, loads, and can be linked at.

Nothing that the builder makes is made from this: it is read here for no other reason than to find what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from giaoban.inspection.access import barriers

_LOADED = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}
_LINKED = {"alternate", "next", "prev", "search", "author", "help"}
_SOURCED = {"img", "script", "iframe", "embed", "audio", "video", "source", "track", "input"}
_FACTS = ".facts, .items, .figures, .timeline .entry"


class FinishedPage(NamedTuple):
    """What a page says of itself.

    ``links``: where it leads, in order, as written; ``loads``: what a browser fetches for it unasked; ``ids``: its anchors, in
    order, with repetitions. ``inline``: what a strict policy would block. ``shared``: the properties ``og:…``. ``moved``: the
    address it sends on to, if it does nothing else. ``has_facts``: whether it states facts; ``has_sources``: whether it lists
    sources. ``barriers``: what keeps somebody from reading it (`access`). ``size``: bytes; ``packed``: as sent.
    """

    links: tuple[str, ...]
    loads: tuple[str, ...]
    ids: tuple[str, ...]
    inline: tuple[str, ...]
    policy: str
    canonical: str
    title: str
    shared: Mapping[str, str]
    moved: str
    has_facts: bool
    has_sources: bool
    barriers: tuple[str, ...]
    size: int = 0
    packed: int = 0


def read(html: bytes | str) -> FinishedPage:
    """Read a page."""
    tree = LexborHTMLParser(html)
    head = {name: value for node in tree.css("meta") for name, value in _meta(node)}
    links, loads, inline, ids, canonical = [], [], [], [], ""
    for node in tree.css("*"):
        given = node.attributes
        tag = node.tag or ""
        if "id" in given:
            ids.append(given["id"] or "")
        inline += [name for name in given if name == "style" or name.startswith("on")]
        if tag == "link":
            relations = set((given.get("rel") or "").split())
            href = given.get("href") or ""
            if relations & _LOADED:
                loads.append(href)
            elif relations & _LINKED:
                links.append(href)
            elif "canonical" in relations:
                canonical = href
        elif tag in _SOURCED:
            loads += [one for one in (given.get("src"), *_candidates(given.get("srcset"))) if one]
        elif tag == "object" and given.get("data"):
            loads.append(given["data"] or "")
        elif tag in {"use", "image"}:
            loads += [one for one in (given.get("href"), given.get("xlink:href")) if one]
        elif tag in {"a", "area"} and given.get("href") is not None:
            links.append(given["href"] or "")
        elif tag == "form":
            links.append(given.get("action") or "")
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") != "application/ld+json"):
            # A block of data is no script: nothing runs it, and no policy looks at it.
            inline.append(tag)
    title = tree.css_first("title")
    return FinishedPage(
        tuple(links),
        tuple(loads),
        tuple(ids),
        tuple(inline),
        head.get("content-security-policy", ""),
        canonical,
        title.text().strip() if title else "",
        {name: value for name, value in head.items() if name.startswith("og:")},
        head.get("refresh", "").partition("url=")[2],
        bool(tree.css_first(_FACTS)),
        bool(tree.css_first(".sources li")),
        tuple(barriers(tree)),
    )


def _meta(node: LexborNode) -> Iterator[tuple[str, str]]:
    given = node.attributes
    name = given.get("http-equiv") or given.get("property") or given.get("name")
    if name:
        yield name.lower(), given.get("content") or ""


def _candidates(srcset: str | None) -> list[str]:
    """The addresses in an attribute ``srcset``."""
    return [words[0] for one in (srcset or "").split(",") if (words := one.split())]
