"""The page of a leader: roles as observed at meetings, each on its date; never a span of office."""

from __future__ import annotations

import jinja2
from markupsafe import Markup

from giaoban.archive import Archive
from giaoban.site import urls
from giaoban.site.entries import titles_in
from giaoban.site.format import counted, time
from giaoban.site.page import Page
from giaoban.site.pages.parts import Timeline, by_year, facts, rail, span
from giaoban.site.pages.parts import page as draw

_MOST_DATES = 4


def page(archive: Archive, leader_id: str, timeline: Timeline, env: jinja2.Environment) -> Page:
    """The page of one leader; ``timeline``: cards and entries in order of time."""
    leader = archive.entities.leaders[leader_id]
    groups = by_year(timeline)
    count = counted(len(timeline), "cuộc họp")
    lede = Markup("Có tên trong {} của kho lưu trữ, {}.").format(count, span(timeline)) if timeline else ""
    return draw(
        env, "leader.html", urls.of("leader", leader_id), "leader", leader.name,
        f"{leader.name}: {count} trong kho lưu trữ, với chức danh và phần việc như nguồn ghi ở từng cuộc họp.",
        urls.SECTIONS["leader"], leader=leader, lede=lede, groups=groups, rail=rail(groups), count=count,
        facts=facts(("Tên khác", ", ".join(leader.other_names))), observed=_observed(timeline),
    )  # fmt: skip


def _observed(timeline: Timeline) -> list[tuple[Markup, list[Markup], int]]:
    """Each wording of titles, the dates on which it was observed (the first few), and how many more there are."""
    found: dict[Markup, list[Markup]] = {}
    for card, entry in timeline:
        if titles := titles_in(entry):
            found.setdefault(titles, []).append(time(card.date))
    return [(titles, seen[:_MOST_DATES], max(0, len(seen) - _MOST_DATES)) for titles, seen in found.items()]
