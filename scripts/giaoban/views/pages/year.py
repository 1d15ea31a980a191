"""The page of a year: its meetings, month by month.

The list of years that have meetings, newest first.
"""

from __future__ import annotations

from msgspec import Struct

from giaoban import addresses, kinds
from giaoban.archive.reader import Reader
from giaoban.views import grids, lists, subject, timeline
from giaoban.views.subject import PartView, ScopedView
from giaoban.views.values import View, head, text


def keys(reader: Reader) -> tuple[str, ...]:
    """Every year that has a meeting, and the months of long ones."""
    return subject.keys(reader, "year")


def address(key: str) -> str:
    """The address of a year, or of a month of one."""
    return addresses.of("year", key)


def view(reader: Reader, key: str) -> ScopedView | PartView:
    """The page of a year, or of a month of one."""
    year, _, path = key.partition("/")
    if path:
        return subject.part(reader, "year", year, path)
    held = timeline.meetings(reader, "year", year)
    count = timeline.counted_meetings(held)
    said = f"{count} trong năm {year}, theo ngày họp; ngày chưa rõ xếp theo ngày sớm nhất có thể."
    return ScopedView(
        head=head(address(year), subject.layout("year"), f"Năm {year}", said, subject.section("year")),
        template="subject.html",
        id=year,
        kicker="Theo năm",
        name=f"Năm {year}",
        scope="Xếp theo ngày họp; cuộc họp chưa rõ ngày đứng ở ngày sớm nhất có thể.",
        lede=text(f"{count} trong kho lưu trữ."),
        timeline=timeline.timeline(held, timeline.by_month(held)),
    )


class YearRow(Struct, frozen=True):
    """A year, its page, how many meetings it has, and of which kinds, in words."""

    year: str
    address: str
    count: int
    kinds: str


class YearsView(View, frozen=True, kw_only=True):
    """All years."""

    years: tuple[YearRow, ...]


def list_view(reader: Reader, path: str) -> YearsView:  # noqa: ARG001 - one page holds it
    """The list of years with their meetings counted by kind, the latest first. ``path`` is always empty."""
    rows = []
    for number, counts in reversed(reader.years_by_kind()):
        year = f"{number:04d}"
        rows.append(YearRow(year, addresses.of("year", year), sum(n for _, n in counts), grids.kinds_in_words(counts)))
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
