"""What a web page says of its article outside the text: JSON-LD, Open Graph, other meta elements, the title element."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from giaoban import dates, vietnamese

_ARTICLES = {"newsarticle", "article", "reportagenewsarticle", "blogposting", "webpage", "report"}
_ADDRESS = re.compile(r"https?://[^\s/]+\S*")
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):?(\d{2})(?::?\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_PARTS = re.compile(r"(?<!\s)(?:\s+[|»–—-]\s+|\s*[|»]\s*)")
_PUBLISHER = re.compile(
    r"(?:báo(?! cáo| công)|nhật báo|thời báo|tạp chí|đài|cổng|trang (?:tin|thông tin|đảng bộ|điện tử|web)|thông tấn xã|bản tin|"
    r"website|chuyên trang|(?:trung tâm )?(?:phát thanh|truyền thông)|truyền hình)\b"
)
_OWNER = re.compile(
    r"(?:(?:©|\(c\)|bản quyền(?: thuộc(?: về)?| của)?)[\s:\d]{0,12}){1,3}(?P<who>[^.;|()\d–-]{4,80})", re.IGNORECASE
)
_GENERIC = re.compile(
    r"trang chủ|trang nhất|tin tức(?: - sự kiện)?|chi tiết(?: tin| bài viết)?|home(?: ?page)?|website|portal|index|untitled"
)
"""What a site that was never told its name calls itself."""
_DOMAIN = re.compile(r"[\w-]{1,60}(?:\.[\w-]{1,60}){1,4}")
_MOST_GRAPH = 500
_HEADLINE = 5
"""A title element of fewer words may be anything: "Chi tiết", "Tin tức", the name of the site."""


@dataclass(frozen=True, slots=True)
class PageHead:
    """What an HTML page states beside its text; all empty for plain text. ``published`` is a day in Vietnam, as EDTF."""

    titles: tuple[str, ...] = ()
    """What may be the headline, likeliest first."""
    window: str = ""
    """The title element, which may name the site alone."""
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None


def read(tree: LexborHTMLParser) -> PageHead:
    """What title, heading, meta elements and JSON-LD of a page state about its article."""
    metas = _metas(tree)
    story = _story(tree)
    own = text_of(heading) if (heading := tree.css_first("h1")) else ""
    whole = text_of(node) if (node := tree.css_first("title")) else ""
    parts = [part for part in _PARTS.split(whole) if part]
    first = re.sub(r"^(?:bản in|in bài)\s*:\s*", "", parts[0], flags=re.IGNORECASE) if parts else ""
    open_graph = metas.get("og:title", "")
    signed = metas.get("author", "")
    stated = (story.publisher, metas.get("og:site_name"), signed if is_publisher(signed) else None)
    publisher = next((name for name in stated if name and not _GENERIC.fullmatch(name.lower())), None)
    publisher = publisher or _site(parts, own or open_graph)
    titles = [
        story.headline or "",
        own,
        open_graph,
        *(part for part in (first, whole) if len(part.split()) >= _HEADLINE),
    ]
    address = tree.css_first("link[rel=canonical][href]")
    urls = (address.attributes.get("href") if address else None, metas.get("og:url"), story.url)
    return PageHead(
        titles=tuple(dict.fromkeys(t for t in titles if t and not _is_publisher(t, publisher))),
        window=whole,
        url=next((url for url in urls if url and _ADDRESS.fullmatch(url)), None),
        publisher=publisher,
        author=_author(story.author or metas.get("author") or metas.get("article:author"), publisher),
        published=_day(story.published)
        or next((day for name in _DAYS if (day := _day(metas.get(name)))), None)
        or _time(tree),
    )


_DAYS = ("article:published_time", "datepublished", "pubdate", "publishdate", "date", "dc.date", "dc.date.issued")


def text_of(node: LexborNode) -> str:
    """The text of an element and all in it on one line, white space as single blanks."""
    return " ".join((node.text(deep=True, separator="") or "").split())


def is_publisher(text: str) -> bool:
    """Whether a short text names a paper, a broadcaster or a portal."""
    return len(text) <= 80 and bool(_PUBLISHER.match(text.lower())) and len(text.split()) >= 2


def owner(text: str) -> str | None:
    """The paper or portal that a line says owns the page: "© Báo Lào Cai", "Bản quyền thuộc Cổng thông tin …"; else None."""
    match = _OWNER.search(text[:400])
    who = match["who"].strip() if match else ""
    return who if is_publisher(who) else None


def is_name(publisher: str) -> bool:
    """Whether a site calls itself by a name, not by its domain alone."""
    return not _DOMAIN.fullmatch(publisher)


def _is_publisher(title: str, publisher: str | None) -> bool:
    return is_publisher(title) or bool(publisher and vietnamese.fold(title) == vietnamese.fold(publisher))


def _site(parts: list[str], headline: str) -> str | None:
    """The site's name in the title element: the last part, where the first is the headline; or a broadcaster's name alone."""
    if len(parts) > 1 and vietnamese.fold(parts[0]) in vietnamese.fold(headline):
        return parts[-1]
    return next((part for part in parts if is_publisher(part)), None)


def _metas(tree: LexborHTMLParser) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower()
        content = " ".join((attributes.get("content") or "").split())
        if name and content:
            found.setdefault(name, content)
    return found


@dataclass(frozen=True, slots=True)
class _Story:
    headline: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None


def _story(tree: LexborHTMLParser) -> _Story:
    """The article as the page's JSON-LD has it; what is damaged is passed over."""
    things: list[Mapping[str, Any]] = []
    for node in tree.css('script[type="application/ld+json"]'):
        try:
            things += _things(json.loads(node.text(deep=True) or "", strict=False))
        except (ValueError, RecursionError):
            continue
    by_id = {str(thing["@id"]): thing for thing in things if "@id" in thing and "name" in thing}
    articles = [
        thing for thing in things if _type(thing) & _ARTICLES and ("headline" in thing or "datePublished" in thing)
    ]
    if not articles:
        return _Story()
    article = min(articles, key=lambda thing: "webpage" in _type(thing))
    page = article.get("mainEntityOfPage") or article.get("url")
    return _Story(
        headline=_text(article.get("headline")),
        url=_text(page.get("@id") if isinstance(page, Mapping) else page),
        publisher=_name(article.get("publisher"), by_id),
        author=_name(article.get("author"), by_id),
        published=_text(article.get("datePublished")),
    )


def _things(data: Any) -> list[Mapping[str, Any]]:
    """Every object of a JSON-LD document: alone, in a list, or in a graph."""
    found: list[Mapping[str, Any]] = []
    waiting = [data]
    while waiting and len(found) < _MOST_GRAPH:
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting += one[:_MOST_GRAPH]
        elif isinstance(one, Mapping):
            found.append(one)
            if isinstance(graph := one.get("@graph"), list):
                waiting += graph[:_MOST_GRAPH]
    return found


def _type(thing: Mapping[str, Any]) -> set[str]:
    kinds = thing.get("@type", "")
    return {str(kind).lower() for kind in (kinds if isinstance(kinds, list) else [kinds])}


def _name(value: Any, by_id: Mapping[str, Mapping[str, Any]]) -> str | None:
    """The name of a person or organization, or of several, given as text, object, list or by reference."""
    if isinstance(value, list):
        names = [name for one in value[:5] if (name := _name(one, {}))]
        return ", ".join(names) or None
    if isinstance(value, Mapping):
        return _text(value.get("name")) or _name(by_id.get(str(value.get("@id")), ""), {})
    return _text(value)


def _text(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _author(name: str | None, publisher: str | None) -> str | None:
    """A person's name: the paper itself, an address or an account is nobody."""
    if not name or _is_publisher(name, publisher) or re.search(r"https?:|@|^admin", name, re.IGNORECASE):
        return None
    return name


def _day(written: str | None) -> str | None:
    """The day in Vietnam of a moment, in ISO form with or without a time zone, or with the day first."""
    if not written:
        return None
    if match := _ISO.match(written.strip()):
        try:
            day = dt.date.fromisoformat(match[1])
            if match[2] and match[4]:
                zone = match[4].replace("Z", "+00:00")
                moment = dt.datetime.fromisoformat(f"{match[1]}T{match[2]}:{match[3]}{zone[:3]}:{zone[-2:]}")
                day = moment.astimezone(dates.VIETNAM).date()
        except (ValueError, OverflowError):
            return None
        return day.isoformat()
    if match := _DAY_FIRST.match(written.strip()):
        try:
            return dt.date(int(match[3]), int(match[2]), int(match[1])).isoformat()
        except ValueError:
            return None
    return None


def _time(tree: LexborHTMLParser) -> str | None:
    moment = tree.css_first("time[datetime]")
    return _day(moment.attributes.get("datetime")) if moment else None


def addresses(lines: list[str]) -> Iterator[str]:
    """Addresses of pages, not of whole sites, that stand in lines of text."""
    for line in lines:
        for match in _ADDRESS.finditer(line):
            address = match[0].rstrip(".,;)")
            if address.count("/") > 3 or re.search(r"/[^/]*\d", address[8:]):
                yield address
