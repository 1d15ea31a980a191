"""Text of views on its way into HTML: all of a view is escaped at once, before a template sees any; then filters mark it up.

Filters take text that is escaped already, and give HTML.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TypeVar

import msgspec

from giaoban import dates
from giaoban.views.cite import Runs
from giaoban.views.values import Fact, Rich, Span, View
from giaoban.views.words import KEPT, first_upper, item, number, ordinal

ROOT = "\ue000"
"""Begins every link to a page of the site until the page's own depth is known. No text of a view keeps it."""

ASSETS = "\ue001"
"""Stands for the version of the theme's files in links to them, until a page is filled. No text of a view keeps it either."""

V = TypeVar("V", bound=View)

_encode = msgspec.json.Encoder(enc_hook=str).encode
# In JSON these characters stand in strings alone, but for the quotation mark: that of a string's text follows a backslash.
# A backslash before it could be the second half of an escaped one, so those are spelled otherwise first.
_STEPS = (
    (b"\\\\", b"\\u005c"),
    (b"&", b"&amp;"),
    (b"<", b"&lt;"),
    (b">", b"&gt;"),
    (b"'", b"&#39;"),
    (b'\\"', b"&#34;"),
    (ROOT.encode(), "\ufffd".encode()),
    (ASSETS.encode(), "\ufffd".encode()),
)


@cache
def _decoder(kind: type[V]) -> msgspec.json.Decoder[V]:
    return msgspec.json.Decoder(kind)


def escaped(view: V) -> V:
    """The same view with its text escaped for HTML, in attributes too; its fields of HTML stay as they are."""
    bare = msgspec.structs.replace(view, **dict.fromkeys(view.HTML, "")) if view.HTML else view
    data = _encode(bare)
    steps = [(mark, stand_in) for mark, stand_in in _STEPS if mark in data]
    if not steps:  # most views hold nothing that HTML could take for more than text
        return view
    for mark, stand_in in steps:
        data = data.replace(mark, stand_in)
    found: V = _decoder(type(view)).decode(data)
    if view.HTML:
        found = msgspec.structs.replace(found, **{name: getattr(view, name) for name in view.HTML})
    return found


_TIMED = {"day": 10, "month": 7, "year": 4}


def href(address: str) -> str:
    """The link to an address of the site, or to an anchor of the same page (``#…``)."""
    return address if address[:1] == "#" else ROOT + address


def asset(name: str) -> str:
    """The link to a style sheet, script or picture of the theme, below the version of all of them."""
    return f"{ROOT}assets/v/{ASSETS}/{name}"


@lru_cache(maxsize=65536)
def time(text: str) -> str:
    """An EDTF date as ``<time>`` when it is a day, month or year without doubt; else as it is said in words."""
    moment = dates.parse(text)
    words = dates.vietnamese(text)
    if moment.qualifier or moment.precision not in _TIMED:
        return kept(words)
    return f'<time datetime="{text[: _TIMED[moment.precision]]}">{words}</time>'


def symbols(text: str) -> str:
    """Text in which the symbols of documents and dates do not break across lines."""
    return KEPT.sub(_keep, text) if "-" in text or "/" in text or "–" in text else text


kept = symbols


def _keep(match: re.Match[str]) -> str:
    return f'<span class="{"nb" if match["symbol"] is None else "symbol"}">{match[0]}</span>'


def linked_symbols(text: str, linked: tuple[tuple[str, str], ...]) -> str:
    """Text in which symbols do not break; those in ``linked`` (symbol and address) are links."""
    if not linked:
        return symbols(text)
    addresses = dict(linked)

    def keep(match: re.Match[str]) -> str:
        address = match["symbol"] is not None and addresses.get(match[0])
        return f'<a class="symbol" href="{ROOT}{address}">{match[0]}</a>' if address else _keep(match)

    return KEPT.sub(keep, text)


def rich(value: Rich) -> str:
    """All runs of a text as HTML."""
    return "".join([span(run) for run in value])


def span(run: Span) -> str:
    """A run of text as HTML, by its role; in a link where it has an address in the site or a URL elsewhere."""
    role = run.role
    if role == "date":
        words = time(run.text)
    elif role == "said":
        words = dates.vietnamese(run.text)
    else:
        words = run.text if role == "plain" else symbols(run.text)
    if run.address:
        words = f'<a href="{href(run.address)}">{words}</a>'
    elif run.url:
        words = f'<a href="{run.url}" rel="noopener external">{words}</a>'
    return f'<span class="{role}">{words}</span>' if role in {"aside", "open"} else words


def listed(values: tuple[Rich, ...]) -> str:
    """Several texts as HTML, with commas between them."""
    return ", ".join([rich(value) for value in values])


def fact(value: Fact) -> str:
    """The values of a fact as HTML, with what the fact says stands between them; without its label."""
    return ("<br>" if value.between == "break" else value.between).join([rich(one) for one in value.values])


def meta(lines: tuple[Fact, ...]) -> str:
    """Facts as HTML on one line, each behind its label."""
    return " · ".join([f"<span>{line.label}: {fact(line)}</span>" for line in lines])


def references(numbers: tuple[str, ...]) -> str:
    """Links to sources on the same page, by their numbers."""
    return ", ".join([f'<a href="#{number}">{ordinal(number)}</a>' for number in numbers])


def quoted(texts: tuple[str, ...]) -> str:
    """Texts as they were said or written, one after the other."""
    return ", ".join([f"<q>{symbols(text)}</q>" for text in texts])


def cited(runs: Runs) -> str:
    """A form of a citation; a slot is an empty element until a script fills it in."""
    return "".join([run if isinstance(run, str) else f'<span data-at="{run.lead}"></span>' for run in runs])


def cited_in_text(runs: Runs) -> str:
    """A form of a citation in which symbols and dates do not break."""
    return cited(tuple([symbols(run) if isinstance(run, str) else run for run in runs]))


FILTERS = {
    "asset": asset,
    "href": href,
    "time": time,
    "number": number,
    "symbols": symbols,
    "linked_symbols": linked_symbols,
    "span": span,
    "rich": rich,
    "listed": listed,
    "fact": fact,
    "meta": meta,
    "references": references,
    "quoted": quoted,
    "cited": cited,
    "cited_in_text": cited_in_text,
    "item": item,
    "ordinal": ordinal,
    "upper_first": first_upper,
}
