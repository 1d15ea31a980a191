"""The text of an article on an HTML page, without the page's boilerplate.

Nothing is cut before it is weighed: an element goes for its tag or its class only where it holds little of the page's prose. What
stands between the heading and the body of the article (a lead) belongs to it, in whatever element it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from giaoban import vietnamese
from giaoban.drafting import page_head
from giaoban.drafting.page_head import PageHead
from giaoban.drafting.page_lines import is_stamp
from giaoban.drafting.words import data

_INVISIBLE = "script,style,noscript,template,iframe,svg,button,select,input,textarea,option,video,audio,object,picture>source,map"
_BLOCKS = {
    "p", "div", "section", "article", "main", "header", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "tr", "td",
    "th", "table", "blockquote", "figure", "pre", "form", "nav", "aside", "footer", "menu", "figcaption", "center",
    "dd", "dt", "dl", "time", "body", "address", "tbody", "hr", "fieldset",
}  # fmt: skip
_BOILERPLATE_TAGS = {"nav", "aside", "footer", "menu", "figcaption", "dialog"}
_WHOLE = {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "figcaption", "time"}
"""Elements that hold text, not other parts of the page."""
_MARKUP = re.compile(r"<(?:!doctype|html|head|body|div|p|article|span|h[1-6]|br)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?…][\"”’')\]]*$")
_PROSE = 60
_LINKED = 0.7
_SHARE = 0.5
"""An element with more of the page's prose than this is not boilerplate: it holds the article."""
_MOST = 0.9
_AFTER = 3
_SITE_NAME = {"sitename", "site-name", "site_name", "sitetitle", "site-title", "logo", "brand", "banner"}


def is_html(text: str) -> bool:
    """Whether a text is marked up: it has tags of a page, and they come early."""
    return len(_MARKUP.findall(text[:4000])) >= 2


_MOST_WORDS_MORE = 6
_POINT = 25
_MARKS = ("-", "–", "•", "+", "*", *"0123456789")


@dataclass(frozen=True, slots=True)
class WebPage:
    """A page as read: the article's text, one block a line; its head; the letters of prose on the page and in the text."""

    text: str
    head: PageHead
    prose: int
    kept: int


@dataclass(slots=True)
class _Element:
    """One element: its parent's number, its tag, the words of class and id, and whether the headline stands in it."""

    parent: int
    tag: str
    names: set[str]
    heading: bool = False
    children: list[int] = field(default_factory=list)
    last: int = 0
    """The number after the last element inside it."""


@dataclass(slots=True)
class _Line:
    """One block of text: the number of the element it stands in, and how many of its letters are links."""

    element: int
    text: str
    linked: int
    heading: bool = False

    @property
    def is_linked(self) -> bool:
        return self.linked > _LINKED * len(self.text)

    @property
    def is_prose(self) -> bool:
        return len(self.text) >= _PROSE and bool(_SENTENCE.search(self.text)) and not self.is_linked


def read(source: str) -> WebPage:
    """The article of a page and what the page says of it."""
    tree = LexborHTMLParser(source)
    head = page_head.read(tree)
    logos = [alt for image in tree.css("img[alt]") if page_head.is_publisher(alt := image.attributes.get("alt") or "")]
    for node in tree.css(_INVISIBLE):
        node.decompose()
    body = tree.body
    if body is None:
        return WebPage("", head, 0, 0)
    elements, lines = _flattened(body)
    _find_heading(elements, lines, head)
    gone = _boilerplate(elements, _weights(elements, lines)[0])
    kept = [line for line in lines if line.element not in gone]
    inside = _article(elements, kept)
    numbers = {id(line) for line in inside}
    outside = [line.text for line in lines if id(line) not in numbers]
    texts = [line.text for line in inside if not (line.is_linked and len(line.text) > 12)]
    head = _completed(head, elements, lines, outside, texts, logos)
    stamp = next((line.text for line in lines if is_stamp(line.text) and not _is_top(elements, line.element)), None)
    if stamp and not any(is_stamp(text) for text in texts[:8]):
        texts.insert(1 if texts else 0, stamp)
    return WebPage(
        "\n".join(texts),
        head,
        sum(len(line.text) for line in lines if line.is_prose),
        sum(len(line.text) for line in inside if line.is_prose),
    )


def _flattened(body: LexborNode) -> tuple[list[_Element], list[_Line]]:
    """The elements in document order and the lines of text, read without recursion: no page is nested too deeply."""
    elements: list[_Element] = []
    lines: list[_Line] = []
    pieces: list[str] = []
    linked = 0
    owner = 0
    mark = ""
    counts: dict[int, int] = {}

    def flush() -> None:
        nonlocal linked, mark
        if text := " ".join("".join(pieces).split()):
            # A point of a list bears its sign or number in the text, as a reader sees it; a menu is no list of points.
            is_point = len(text) >= _POINT and linked < len(text) // 2 and not text.startswith(_MARKS)
            lines.append(_Line(owner, mark + text if mark and is_point else text, linked))
            mark = ""
        pieces.clear()
        linked = 0

    stack: list[tuple[LexborNode, int, bool, bool]] = [(body, -1, False, False)]
    while stack:
        node, parent, done, in_link = stack.pop()
        if done:
            flush()
            elements[parent].last = len(elements)
            owner = elements[parent].parent
            continue
        tag = node.tag or ""
        if tag == "-text":
            said = node.text(deep=False) or ""
            # "<span>Nguyễn An</span><span>03/04/2026 05:15</span>": parts that only their style sets apart.
            if pieces and pieces[-1][-1:].isalpha() and said[:1].isdigit() and is_stamp(said.strip()):
                flush()
            pieces.append(said)
            linked += len(said.strip()) if in_link else 0
            continue
        if tag == "br":
            flush()
            continue
        number = parent
        if tag in _BLOCKS or parent < 0:
            flush()
            number = owner = len(elements)
            if tag == "li" and parent >= 0:
                counts[parent] = counts.get(parent, 0) + 1
                mark = f"{counts[parent]}. " if elements[parent].tag == "ol" else "- "
            attributes = node.attributes
            words = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
            elements.append(_Element(parent, tag, set(words.split()) | set(re.split(r"[\s_\-]+", words))))
            stack.append((node, number, True, in_link))
        children = list(node.iter(include_text=True))
        stack += [(child, number, False, in_link or tag == "a") for child in reversed(children)]
    flush()
    return elements, lines


def _find_heading(elements: list[_Element], lines: list[_Line], head: PageHead) -> None:
    """Note the lines and the elements that hold the headline, and every element's children."""
    titles = {vietnamese.fold(title) for title in head.titles}
    for line in lines:
        element = elements[line.element]
        line.heading = element.tag == "h1" or vietnamese.fold(line.text) in titles
        element.heading = element.heading or line.heading
    for number in range(len(elements) - 1, 0, -1):
        parent = elements[elements[number].parent]
        parent.heading = parent.heading or elements[number].heading
        parent.children.append(number)


def _weights(elements: list[_Element], lines: list[_Line]) -> tuple[list[int], list[int]]:
    """For every element the letters of prose in it, and how many blocks they stand in."""
    prose, blocks = [0] * len(elements), [0] * len(elements)
    for line in lines:
        if line.is_prose:
            prose[line.element] += len(line.text)
            blocks[line.element] += 1
    for number in range(len(elements) - 1, 0, -1):
        prose[elements[number].parent] += prose[number]
        blocks[elements[number].parent] += blocks[number]
    return prose, blocks


@cache
def _marks() -> frozenset[str]:
    return frozenset(data("boilerplate")["marks"])


def _boilerplate(elements: list[_Element], prose: list[int]) -> set[int]:
    """The elements that are not the article's: by tag or class, unless they hold its heading or most of the prose."""
    gone: set[int] = set()
    for number, element in enumerate(elements):
        if element.parent in gone:
            gone.add(number)
        elif number and (element.tag in _BOILERPLATE_TAGS or element.names & _marks()):
            holds = prose[number] > _SHARE * prose[0] or element.tag == "h1" or (element.heading and prose[number] > 0)
            if not holds:
                gone.add(number)
    return gone


def _article(elements: list[_Element], lines: list[_Line]) -> list[_Line]:
    """The lines of the article: from its heading to the end of its body, and a few short ones after it."""
    root = _root(elements, *_weights(elements, lines))
    end = elements[root].last
    first = next((i for i, line in enumerate(lines) if root <= line.element < end), 0)
    heads = [i for i, line in enumerate(lines[:first]) if line.heading]
    start = heads[-1] if heads else _lead(lines, first)
    stop = next((i for i in range(first, len(lines)) if lines[i].element >= end), len(lines))
    around = elements[elements[root].parent].last if root else 0
    after = [line for line in lines[stop : stop + _AFTER] if line.element < around]
    return [*lines[start:stop], *(line for line in after if len(line.text) < _PROSE and not line.is_linked)]


def _root(elements: list[_Element], prose: list[int], blocks: list[int]) -> int:
    """The smallest element that holds the body: down from the page, to whichever part has most of the prose."""
    root = 0
    while True:
        inside = [n for n in elements[root].children if elements[n].tag not in _WHOLE]
        best = max(inside, key=lambda n: prose[n], default=root)
        if best == root or prose[best] <= _SHARE * prose[root]:
            return root
        if blocks[best] < 2 and prose[best] < _MOST * prose[root]:
            return root
        root = best


def _lead(lines: list[_Line], first: int) -> int:
    """Where an article without a known heading begins: with the prose and short lines right before its body."""
    start = first
    while start and first - start < 4 and not lines[start - 1].is_linked and len(lines[start - 1].text) > 12:
        start -= 1
    return start


def _is_top(elements: list[_Element], number: int) -> bool:
    """Whether an element stands in the page's top or foot, where the day is that of the visit."""
    while number > 0:
        if elements[number].names & {"topbar", "top-bar", "top", "header", "footer", "clock"}:
            return True
        number = elements[number].parent
    return False


def _fuller(publisher: str | None, said: Sequence[str]) -> str | None:
    """The publisher's name as the page writes it with its marks or in full, where the head has it without."""
    if not publisher:
        return publisher
    short = vietnamese.fold(publisher).split()
    for name in said:
        if not page_head.is_publisher(name):
            continue
        full = iter(vietnamese.fold(name).split())
        if all(word in full for word in short):
            longer = len(name.split()) - len(short)
            return name if 0 < longer <= _MOST_WORDS_MORE or (publisher.isascii() and not longer) else publisher
    return publisher


def _completed(
    head: PageHead,
    elements: list[_Element],
    lines: list[_Line],
    outside: list[str],
    inside: list[str],
    logos: Sequence[str],
) -> PageHead:
    """The head with what the page's banner, its logo and foot say: the publisher's name, the address of the article."""
    publisher = _fuller(head.publisher, [*logos[:1], *outside])
    if publisher is None or not page_head.is_name(publisher):
        window = vietnamese.fold(head.window)
        named = [line.text for line in lines if elements[line.element].names & _SITE_NAME]
        banner = [part for text in [*named, *outside] for part in re.split(r"(?<!\s)\s+[-–|]\s+|\.\s", text)]
        in_window = (text for text in outside if len(text.split()) > 2 and vietnamese.fold(text) in window)
        owners = (owner for text in outside if (owner := page_head.owner(text)))
        publisher = (
            next(filter(page_head.is_publisher, [*banner, *logos[:1]]), None)
            or next(owners, None)
            or next(in_window, publisher)
        )
    url = head.url or next(page_head.addresses([*outside, *inside[-3:]]), None)
    titles = [t for t in head.titles if publisher is None or vietnamese.fold(publisher) not in vietnamese.fold(t)]
    return PageHead(tuple(titles) or head.titles, head.window, url, publisher, head.author, head.published)
