"""How values are worded for readers, as plain text: numbers, counts, cut texts, symbols within labels."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from urllib.parse import urlsplit

from giaoban import vietnamese

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
_OPENERS = "([{“‘"


def number(value: Decimal | int | str) -> str:
    """A number as Vietnamese writes it: 57.813 and 95,7; digits after the comma are kept as given."""
    if isinstance(value, int) and 0 <= value < 1000:
        return str(value)
    amount = Decimal(value)
    whole, _, rest = format(abs(amount), "f").partition(".")
    groups = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ".", whole)
    return ("−" if amount < 0 else "") + groups + ("," + rest if rest else "")


def clip(text: str, limit: int = 180) -> str:
    """A text cut at a word boundary, with an ellipsis when anything was left out."""
    if len(text) <= limit:
        return text
    cut = text[: limit + 1]
    short = cut[: cut.rfind(" ")] if " " in cut else text[:limit]
    return short.rstrip(" ,;:.–-" + _OPENERS) + "…"


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


@lru_cache(maxsize=256)
def filter_value(label: str) -> str:
    """How a label of a closed list is written in attributes and addresses, by which a timeline is filtered: ``chu-tri``."""
    return vietnamese.slug(label)
