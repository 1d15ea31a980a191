"""One finished page, read as a browser reads it: what it links to, loads, can be linked at; what keeps somebody from reading it.

Nothing that the builder makes is made from this: it is read here for no other reason than to find what is wrong with it. What
keeps somebody from reading is found as far as its markup alone tells: WCAG 2.2 where it is sure, best practice beside it. What
only a browser can tell (contrast, order of focus, size of targets) is tried there by axe-core.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

_FIELDS = "input:not([type=hidden]):not([type=submit]):not([type=button]), select, textarea"
_LEADS = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-activedescendant", "for")


def barriers(tree: LexborHTMLParser) -> Iterator[str]:
    """A sentence in Vietnamese for each barrier on a page."""
    html = tree.root
    if html is None or not html.attributes.get("lang"):
        yield "thẻ html không nói trang viết bằng tiếng gì (lang)"
    if any(
        "user-scalable=no" in content or "maximum-scale=1" in content
        for node in tree.css("meta[name=viewport]")
        for content in [(node.attributes.get("content") or "").replace(" ", "")]
    ):
        yield "không cho người đọc phóng to trang"
    yield from _headings(tree)
    yield from _names(tree)
    yield from _references(tree)
    for table in tree.css("table"):
        if table.css_first("td") and not table.css_first("th"):
            yield "bảng không có ô tiêu đề (th)"
    for node in tree.css("[tabindex]"):
        if (node.attributes.get("tabindex") or "").isdecimal() and int(node.attributes["tabindex"] or 0) > 0:
            yield "tabindex lớn hơn 0 làm xáo trộn thứ tự đi bằng phím Tab"
    if len(tree.css("main")) != 1:
        yield "trang cần đúng một vùng nội dung chính (main)"
    navs = tree.css("nav")
    if len(navs) > 1 and any(not _own_name(node) for node in navs):
        yield "có nhiều vùng điều hướng (nav) mà có vùng không tên"


def _headings(tree: LexborHTMLParser) -> Iterator[str]:
    levels = [int((node.tag or "h1")[1]) for node in tree.css("h1, h2, h3, h4, h5, h6")]
    if levels.count(1) != 1:
        yield f"trang có {levels.count(1)} tiêu đề h1, cần đúng một"
    for before, after in zip([0, *levels], levels, strict=False):
        if after > before + 1 and before:
            yield f"tiêu đề nhảy từ h{before} xuống h{after}"


def _names(tree: LexborHTMLParser) -> Iterator[str]:
    """What has no name that a screen reader could say."""
    for node in tree.css("img"):
        if "alt" not in node.attributes:
            yield "ảnh không có lời thay ảnh (alt)"
    for node in tree.css("a[href], button, summary"):
        if not _is_named(node):
            yield f"<{node.tag}> không có chữ nào để đọc lên"
    for node in tree.css("svg[role=img], iframe"):
        if not (_own_name(node) or node.attributes.get("title") or node.css_first("title")):
            yield f"<{node.tag}> không có tên"
    labelled = {node.attributes.get("for") for node in tree.css("label[for]")}
    for node in tree.css(_FIELDS):
        if not (_own_name(node) or node.attributes.get("id") in labelled or _is_within(node, "label")):
            yield "ô nhập không có nhãn"


def _references(tree: LexborHTMLParser) -> Iterator[str]:
    """What names another part of the page by an id that is not there."""
    ids = {node.attributes.get("id") for node in tree.css("[id]")}
    for name in _LEADS:
        for node in tree.css(f"[{name}]"):
            for one in (node.attributes.get(name) or "").split():
                if one not in ids:
                    yield f"{name}=“{one}” chỉ tới một phần không có trên trang"


def _own_name(node: LexborNode) -> bool:
    given = node.attributes
    return bool((given.get("aria-label") or "").strip() or given.get("aria-labelledby"))


def _is_named(node: LexborNode) -> bool:
    return (
        _own_name(node)
        or bool(node.text().strip())
        or any((one.attributes.get("alt") or "").strip() or _own_name(one) for one in node.css("img, svg"))
    )


def _is_within(node: LexborNode, tag: str) -> bool:
    above = node.parent
    while above is not None and above.tag != tag:
        above = above.parent
    return above is not None


_LOADED = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}
_LINKED = {"alternate", "next", "prev", "search", "author", "help"}
_SOURCED = {"img", "script", "iframe", "embed", "audio", "video", "source", "track", "input"}
_FACTS = ".facts, .items, .figures, .timeline .entry"


class FinishedPage(NamedTuple):
    """What a page says of itself.

    ``links``: where it leads, in order, as written; ``loads``: what a browser fetches for it unasked; ``ids``: its anchors, in
    order, with repetitions. ``inline``: what a strict policy would block. ``shared``: the properties ``og:…``. ``moved``: the
    address it sends on to, if it does nothing else. ``has_facts``: whether it states facts; ``has_sources``: whether it lists
    sources. ``barriers``: what keeps somebody from reading it (`barriers`). ``size``: bytes; ``size_as_sent``: bytes on the wire.
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
    size_as_sent: int = 0


def read_page(html: bytes | str) -> FinishedPage:
    """What the checks need of a page, from its whole HTML. Its sizes are left 0."""
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
