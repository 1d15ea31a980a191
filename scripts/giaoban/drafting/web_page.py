"""The text of an article on an HTML page, without the page's furniture."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from .article import Page, is_stamp
from .words import data

_GONE = (
    "script,style,noscript,template,nav,aside,footer,form,iframe,svg,button,select,input,textarea,"
    "figcaption,dialog,menu,video,audio,object,picture>source"
)
_BLOCKS = {
    "p", "div", "section", "article", "main", "header", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "tr", "td",
    "th", "table", "blockquote", "figure", "pre",
    "dd", "dt", "dl", "time", "body", "address", "center", "tbody", "hr",
}  # fmt: skip
_ROOTS = (
    "[itemprop=articleBody]", "article", "main", ".article-body", ".article-content", ".entry-content", ".post-content",
    ".detail-content", ".content-detail",
    ".news-content", ".noidung", "#content", ".content",
)  # fmt: skip
_MARKUP = re.compile(r"<(?:!doctype|html|head|body|div|p|article|span|h[1-6]|br)\b", re.IGNORECASE)
_ENOUGH = 200
_PARAGRAPH = 40
_LINKED = 0.7
_JSON_LD_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')


def is_html(text: str) -> bool:
    """Whether a text is marked up: it has tags of a page, and they come early."""
    return len(_MARKUP.findall(text[:4000])) >= 2


def read(source: str) -> tuple[str, Page]:
    """The article's text, one block a line, and what the page's head states."""
    tree = LexborHTMLParser(source)
    page = _page(tree)
    stamp = _stamp(tree)
    heading = tree.css_first("h1")
    title = page.title or (_flat(heading) if heading else None)
    for node in tree.css(_GONE):
        node.decompose()
    body = tree.body
    if body is None:
        return "", page
    _drop_marked(body)
    root = _root(body)
    lines = [line for line in _lines(root) if line]
    if heading and (own := _flat(heading)) and own not in lines[:4]:
        lines.insert(0, own)
    elif title and title not in lines[:4]:
        lines.insert(0, title)
    if stamp and not any(is_stamp(line) for line in lines[:8]):
        lines.insert(1 if lines else 0, stamp)
    return "\n".join(lines), page


def _page(tree: LexborHTMLParser) -> Page:
    metas: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        name = (
            node.attributes.get("property") or node.attributes.get("name") or node.attributes.get("itemprop") or ""
        ).lower()
        content = (node.attributes.get("content") or "").strip()
        if name and content:
            metas.setdefault(name, content)
    link = tree.css_first("link[rel=canonical][href]")
    url = (link.attributes.get("href") if link else None) or metas.get("og:url")
    published = (
        metas.get("article:published_time")
        or metas.get("datepublished")
        or metas.get("pubdate")
        or metas.get("publishdate")
        or metas.get("date")
    )
    if not published:
        for node in tree.css('script[type="application/ld+json"]'):
            if found := _JSON_LD_DATE.search(node.text(deep=True) or ""):
                published = found[1]
                break
    if not published and (moment := tree.css_first("time[datetime]")):
        published = moment.attributes.get("datetime")
    heading = tree.css_first("h1")
    title = metas.get("og:title") or (_flat(heading) if heading else None)
    if not title and (node := tree.css_first("title")):
        title = re.split(r"\s[|–-]\s(?=[^|–-]*$)", _flat(node))[0]
    return Page(
        title=title or None,
        url=url if url and re.match(r"https?://[^\s/]+\S*$", url) else None,
        publisher=metas.get("og:site_name"),
        author=metas.get("author") or metas.get("article:author"),
        published=published[:10] if published and re.match(r"\d{4}-\d{2}-\d{2}", published) else None,
    )


def _stamp(tree: LexborHTMLParser) -> str | None:
    """The line of date and time, which may stand outside the article's own element."""
    for node in tree.css("time, [class*=date], [class*=time], [class*=ngay], [class*=publish], [id*=date]"):
        text = _flat(node)
        if text and is_stamp(text):
            return text
    return None


@cache
def _marks() -> frozenset[str]:
    return frozenset(data("furniture")["marks"])


def _drop_marked(body: LexborNode) -> None:
    for node in body.css("[class],[id]"):
        attributes = node.attributes
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
        found = set(names.split()) | set(re.split(r"[\s_\-]+", names))
        if found & _marks() and node.tag not in {"body", "html", "article", "main"} and not _holds_article(node):
            node.decompose()


def _holds_article(node: LexborNode) -> bool:
    """A careless class on the element round everything must not lose the article."""
    return sum(len(_flat(p)) for p in node.css("p") if len(_flat(p)) > 2 * _PARAGRAPH and not _linked(p)) > 5 * _ENOUGH


def _root(body: LexborNode) -> LexborNode:
    for selector in _ROOTS:
        found = [node for node in body.css(selector) if _weight(node) >= _ENOUGH]
        if found:
            return max(found, key=_weight)
    scores: dict[int, tuple[float, LexborNode]] = {}
    for p in body.css("p"):
        length = len(_flat(p))
        if length < _PARAGRAPH or _linked(p):
            continue
        for parent, share in ((p.parent, 1.0), (p.parent.parent if p.parent else None, 0.5)):
            if parent is not None:
                score = scores.get(parent.mem_id, (0.0, parent))[0]
                scores[parent.mem_id] = (score + share * length, parent)
    if not scores:
        return body
    score, best = max(scores.values(), key=lambda entry: entry[0])
    return best if score >= _ENOUGH else body


def _weight(node: LexborNode) -> int:
    return sum(len(_flat(p)) for p in node.css("p")) or (len(_flat(node)) if node.css_first("br") else 0)


def _linked(node: LexborNode) -> bool:
    whole = len(_flat(node))
    return whole > 0 and sum(len(_flat(a)) for a in node.css("a")) > _LINKED * whole


def _flat(node: Any) -> str:
    return " ".join((node.text(deep=True, separator="") or "").split())


def _lines(root: LexborNode) -> list[str]:
    """The text of an element, one block a line; lists of links and lines that are one link are furniture."""
    lines: list[str] = []
    buffer: list[str] = []

    def flush() -> None:
        line = " ".join("".join(buffer).split())
        buffer.clear()
        if line:
            lines.append(line)

    # Depth first without recursion, so that no page is nested too deeply.
    stack: list[tuple[LexborNode | None, bool]] = [(root, False)]
    while stack:
        node, done = stack.pop()
        if node is None:
            continue
        if done:
            flush()
            continue
        if node.tag == "-text":
            buffer.append(node.text(deep=False) or "")
            continue
        if node.tag == "br":
            flush()
            continue
        if node.tag in {"ul", "ol", "li", "p", "div"} and node is not root and _linked(node) and len(_flat(node)) > 12:
            flush()
            continue
        block = node.tag in _BLOCKS
        if block:
            flush()
            stack.append((node, True))
        children = list(node.iter(include_text=True))
        stack += [(child, False) for child in reversed(children)]
    flush()
    return lines
