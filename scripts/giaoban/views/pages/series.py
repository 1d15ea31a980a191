"""The page of a series of meetings.

The list of series, central ones first.
"""

from __future__ import annotations

from itertools import groupby

from giaoban import addresses, kinds
from giaoban.archive.reader import Reader
from giaoban.views import evidence, feeds, lists, subject, timeline, values, words
from giaoban.views.lists import ListView
from giaoban.views.subject import PartView, ScopedView
from giaoban.views.values import facts, head, link, text
from giaoban.views.words import first_upper


def keys(reader: Reader) -> tuple[str, ...]:
    """Every series, and the parts of long ones."""
    return subject.keys(reader, "series")


def address(key: str) -> str:
    """The address of a series, or of a part of one."""
    return addresses.of("series", key)


def view(reader: Reader, key: str) -> ScopedView | PartView:
    """The page of a series, or of a part of one."""
    entity, _, path = key.partition("/")
    if path:
        return subject.part(reader, "series", entity, path)
    series = reader.record("series", entity)
    held = timeline.meetings(reader, "series", entity)
    return ScopedView(
        head=head(
            address(entity), subject.layout("series"), series.name, f"{series.name}: {series.scope}",
            subject.section("series"), picture=values.picture_of_series(reader.reference("series", entity)),
            feeds=feeds.of_entity(reader, "series", entity, series.name),
        ),
        template="subject.html",
        id=entity,
        kicker="Chuỗi họp",
        name=series.name,
        scope=series.scope,
        lede=subject.lede(held, "{} trong kho lưu trữ, "),
        facts=facts(
            ("Cấp", [text(words.LEVELS[series.level])]),
            ("Nhịp", [text(first_upper(words.RHYTHMS[series.rhythm]))]),
            ("Cơ quan", [link(reader.reference("organization", series.host))]),
        ),
        timeline=timeline.timeline(held, timeline.by_year(held)),
        sources=evidence.sources(series.sources),
    )  # fmt: skip


def list_view(reader: Reader, path: str) -> ListView:  # noqa: ARG001 - one page holds it
    """The list of series by level, each with its rhythm and its span. ``path`` is always empty."""
    levels = list(words.LEVELS)
    known = {entity: (level, rhythm) for entity, level, rhythm in reader.fields("series", "id", "level", "rhythm")}
    ordered = sorted(reader.listed("series"), key=lambda series: levels.index(known[series.id][0]))
    rows = [
        lists.row(
            reader, series, text(" · ".join(filter(None, (_rhythm(known[series.id][1]), _span(reader, series.id)))))
        )
        for series in ordered
    ]
    groups = [
        (words.LEVELS[level], [row for _, row in members])
        for level, members in groupby(zip(ordered, rows, strict=True), key=lambda pair: known[pair[0].id][0])
    ]
    placed = lists.groups_with_ids(groups)
    return lists.view(
        "series", kinds.get("series").title, "Những cuộc họp lặp lại theo nhịp: tuần, tháng, quý, năm.", groups=placed,
        jump=lists.jump("", placed),
    )  # fmt: skip


def _rhythm(rhythm: str) -> str:
    return first_upper(words.RHYTHMS[rhythm])


def _span(reader: Reader, series: str) -> str:
    """The years of a series' first and last meeting."""
    years = [year for year, _ in reader.years("series", series)]
    return " – ".join(dict.fromkeys((years[0], years[-1]))) if years else ""
