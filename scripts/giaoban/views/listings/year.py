"""The list of years that have meetings, newest first."""

from __future__ import annotations

from msgspec import Struct

from giaoban import addresses, kinds
from giaoban.archive.reader import Reader
from giaoban.views import calendar, lists
from giaoban.views.values import View, head


class YearRow(Struct, frozen=True):
    """A year, its page, how many meetings it has, and of which kinds, in words."""

    year: str
    address: str
    count: int
    kinds: str


class YearsView(View, frozen=True, kw_only=True):
    """All years."""

    years: tuple[YearRow, ...]


def view(reader: Reader, path: str) -> YearsView:  # noqa: ARG001 - one page holds it
    """All of it."""
    rows = []
    for number, counts in reversed(reader.years_by_kind()):
        year = f"{number:04d}"
        rows.append(YearRow(year, addresses.of("year", year), sum(n for _, n in counts), calendar.kinds(counts)))
    kind = kinds.get("year")
    return YearsView(
        head=head(
            addresses.section("year"),
            lists.LAYOUT,
            kind.title,
            "Các cuộc họp trong kho lưu trữ theo năm họp.",
            kind.section,
        ),
        template="years.html",
        years=tuple(rows),
    )
