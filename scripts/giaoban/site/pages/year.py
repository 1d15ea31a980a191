"""The page of a year: its meetings, month by month."""

from __future__ import annotations

import jinja2

from giaoban.archive import Archive
from giaoban.site import urls
from giaoban.site.format import counted
from giaoban.site.page import Page
from giaoban.site.pages.choices import choices
from giaoban.site.pages.parts import Timeline, by_month, rail
from giaoban.site.pages.parts import page as draw


def page(archive: Archive, year: str, timeline: Timeline, env: jinja2.Environment) -> Page:  # noqa: ARG001
    """The page of one year; ``timeline``: cards and entries in order of time."""
    groups = by_month(timeline)
    count = counted(len(timeline), "cuộc họp")
    return draw(
        env, "subject.html", urls.of("year", year), "list", f"Năm {year}",
        f"{count} trong năm {year}, theo ngày họp; ngày chưa rõ xếp theo ngày sớm nhất có thể.",
        urls.SECTIONS["year"], kicker="Theo năm", name=f"Năm {year}", groups=groups, rail=rail(groups),
        choices=choices(groups), count=count, facts=[],
        scope="Xếp theo ngày họp; cuộc họp chưa rõ ngày đứng ở ngày sớm nhất có thể.",
        lede=f"{count} trong kho lưu trữ.",
    )  # fmt: skip
