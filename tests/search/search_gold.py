"""The hand-made queries of ``tests/gold/search.yml``, and what it means for an answer to be right."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

GOLD = Path(__file__).resolve().parent.parent / "gold"


class Asked(NamedTuple):
    """A query, the addresses of which one must stand first (none: any), and those that must be among the first five."""

    kind: str
    ask: str
    first: Sequence[str]
    five: Sequence[str]

    def first_is_right(self, found: Sequence[str]) -> bool:
        """Whether a page that the reader wants stands first."""
        return not self.first or any(_fits(found[0], wanted) for wanted in self.first if found)

    def five_are_right(self, found: Sequence[str]) -> bool:
        """Whether the first five hold all that they must."""
        five = found[:5]
        one = not self.first or any(_fits(address, wanted) for address in five for wanted in self.first)
        return one and all(any(_fits(address, wanted) for address in five) for wanted in self.five)


def asked(file: str = "search.yml") -> list[Asked]:
    """All queries of one set."""
    kinds = yaml.safe_load((GOLD / file).read_text(encoding="utf-8"))
    return [
        Asked(kind, row["ask"], row.get("first", []), row.get("five", []))
        for kind, rows in kinds.items()
        for row in rows
    ]


def _fits(address: str, wanted: str) -> bool:
    return address == wanted or ("#" not in wanted and address.partition("#")[0] == wanted)
