"""The list of series, central ones first."""

from __future__ import annotations

from itertools import groupby

from giaoban import kinds
from giaoban.archive.reader import Reader
from giaoban.views import lists, words
from giaoban.views.lists import ListView
from giaoban.views.values import text
from giaoban.views.words import first_upper


def view(reader: Reader, path: str) -> ListView:  # noqa: ARG001 - one page holds it
    """All of it."""
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
    placed = lists.grouped(groups)
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
