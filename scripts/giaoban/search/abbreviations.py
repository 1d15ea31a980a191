"""The ways a document is asked for: ``18-NQ/TW``, ``NQ 18``, "Nghị quyết 18", "Nghị quyết Trung ương 6 khóa XII"."""

from __future__ import annotations

import re

from giaoban.records.model import Resolution

_SYMBOL = re.compile(r"(?P<number>\d{1,5})(?:/(?P<year>\d{4}))?[-–/](?P<code>[A-ZĐƯa-zđư]+)")


def forms(resolution: Resolution) -> list[str]:
    """Every short form of one document: symbol, type with number, code with number and the other way round, aliases."""
    made = list(resolution.aliases)
    if resolution.symbol:
        made.append(resolution.symbol)
        made.append(f"{resolution.type} {resolution.symbol}")
        if match := _SYMBOL.match(resolution.symbol):
            number, code = match["number"], match["code"]
            made += [
                f"{resolution.type} {number}",
                f"{code} {number}",
                f"{number} {code}",
                f"{number} {resolution.type}",
            ]
    return list(dict.fromkeys(made))
