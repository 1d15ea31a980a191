"""The page of a year: its meetings, month by month."""

from __future__ import annotations

from giaoban import addresses
from giaoban.archive.reader import Reader
from giaoban.views import subject, timeline
from giaoban.views.subject import PartView, ScopedView
from giaoban.views.values import head, text


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
