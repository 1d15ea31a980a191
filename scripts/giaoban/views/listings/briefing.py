"""The list of meetings: the latest, and all by year and month; light however many meetings there are."""

from __future__ import annotations

from giaoban import addresses, kinds
from giaoban.archive.reader import Reader
from giaoban.archive.values import Heading
from giaoban.views import calendar, feeds, lists
from giaoban.views.calendar import Calendar
from giaoban.views.values import View, head
from giaoban.views.words import counted

_LATEST = 50


class BriefingsView(View, frozen=True, kw_only=True):
    """The latest meetings, newest first, and the calendar. ``all``: these are all meetings."""

    total: str
    calendar: Calendar
    latest: tuple[Heading, ...]
    all: bool


def view(reader: Reader, path: str) -> BriefingsView:  # noqa: ARG001 - one page holds it
    """All of it."""
    count = reader.count("briefing")
    total = counted(count, "cuộc họp")
    kind = kinds.get("briefing")
    return BriefingsView(
        head=head(
            addresses.section("briefing"), lists.LAYOUT, kind.title,
            f"{total} giao ban, sơ kết, tổng kết trong kho lưu trữ: mới nhất trước, và theo năm.", kind.section,
            feeds=feeds.of_everything(),
        ),
        template="briefings.html",
        total=total,
        calendar=calendar.with_marks(reader),
        latest=lists.latest(reader, _LATEST),
        all=count <= _LATEST,
    )  # fmt: skip
