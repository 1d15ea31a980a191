"""How values are written for readers: dates, numbers, symbols of documents, cut texts. All results are safe HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from giaoban import dates
from giaoban.site import urls

# 26-NQ/TW, 08-QĐi/TW, 15/CT-TTg, 30/2020/NĐ-CP, 202/2025/QH15, 5-KL/T.Ư. Every repetition has an end, so that a hostile text
# costs no more than its length, and what is kept on one line stays short enough for the narrowest screen.
# The first digit stands alone in front so that the engine can skip to it.
_REST = (
    r"[0-9]{0,4}(?:/[0-9]{4})?[-–/](?=[A-ZĐƯ])(?:T\.Ư|[A-Za-zĐđƯư]{1,10}[0-9]{0,2})"
    r"(?:[-–/](?:T\.Ư|[A-ZĐƯ][A-Za-zĐđƯư]{0,10}[0-9]{0,2})){0,3}(?!\w)"
)
SYMBOL = re.compile(rf"[0-9](?<![\w/-][0-9]){_REST}")
# What must not break across lines: symbols, and days and months as they are written here (29-10-2018, 11-2018).
KEPT = re.compile(rf"[0-9](?<![\w/-][0-9])(?:(?P<symbol>{_REST})|[0-9]?-(?:[0-9]{{1,2}}-)?[0-9]{{4}}(?![\w-]))")
_TIMED = {"day": 10, "month": 7, "year": 4}
_OPENERS = "([{“‘"


def href(address: str) -> str:
    """The link to an address of the site, as bodies write it."""
    return urls.ROOT + address


@lru_cache(maxsize=65536)
def time(text: str) -> Markup:
    """An EDTF date as ``<time>`` when it is a day, month or year without doubt; else as it is said in words."""
    moment = dates.parse(text)
    if moment.qualifier or moment.precision not in _TIMED:
        return kept(str(escape(dates.vietnamese(text))))
    return Markup('<time datetime="{}">{}</time>').format(text[: _TIMED[moment.precision]], dates.vietnamese(text))


def number(value: Decimal | int) -> str:
    """A number as Vietnamese writes it: 57.813 and 95,7; digits after the comma are kept as given."""
    whole, _, rest = format(abs(Decimal(value)), "f").partition(".")
    groups = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ".", whole)
    return ("−" if value < 0 else "") + groups + ("," + rest if rest else "")


def clip(text: str, limit: int = 180) -> str:
    """A text cut at a word boundary, with an ellipsis when anything was left out."""
    if len(text) <= limit:
        return text
    cut = text[: limit + 1]
    short = cut[: cut.rfind(" ")] if " " in cut else text[:limit]
    return short.rstrip(" ,;:.–-" + _OPENERS) + "…"


def symbols(text: str, addresses: Mapping[str, str] | None = None) -> Markup:
    """Text as HTML in which the symbols of documents do not break across lines; those in ``addresses`` are links."""
    escaped = _escape(text)
    if "-" in escaped or "/" in escaped or "–" in escaped:
        return kept(escaped, addresses)
    return Markup(escaped)


def _escape(text: str) -> str:
    # `escape` costs a call into Python for each value; most texts need it for nothing. A `Markup` is HTML already.
    if isinstance(text, Markup) or not ("&" in text or "<" in text or ">" in text or '"' in text or "'" in text):
        return text
    return str(escape(text))


def kept(html: str, addresses: Mapping[str, str] | None = None) -> Markup:
    """Escaped text in which symbols and dates stay on one line."""

    def keep(match: re.Match[str]) -> str:
        if match["symbol"] is None:
            return f'<span class="nb">{match[0]}</span>'
        address = addresses and addresses.get(match[0])
        if not address:
            return f'<span class="symbol">{match[0]}</span>'
        return f'<a class="symbol" href="{urls.ROOT}{address}">{match[0]}</a>'

    return Markup(KEPT.sub(keep, html))


def symbol_in(label: str) -> str | None:
    """The document symbol that a label holds, if any."""
    match = SYMBOL.search(label)
    return match[0] if match else None


def host(address: str) -> str:
    """The host a web address names, without ``www.``; for showing where a link leads."""
    name = (urlsplit(address).hostname or address).removeprefix("www.")
    return clip(name, 40)


def first_upper(text: str) -> str:
    """Text with its first letter in upper case, the rest as it is."""
    return text[:1].upper() + text[1:]


def first_lower(text: str) -> str:
    """Text with its first letter in lower case, the rest as it is."""
    return text[:1].lower() + text[1:]


def counted(count: int, noun: str) -> str:
    """A count with its noun: "12 cuộc họp"; Vietnamese nouns do not change."""
    return f"{number(count)} {noun}"
