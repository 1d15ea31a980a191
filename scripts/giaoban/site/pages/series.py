"""The page of a series of meetings."""

from __future__ import annotations

import jinja2
from markupsafe import Markup

from giaoban.archive import Archive
from giaoban.site import faces, pictures, urls, words
from giaoban.site.format import counted, first_upper
from giaoban.site.page import Page
from giaoban.site.pages.choices import choices
from giaoban.site.pages.parts import Timeline, by_year, facts, linked, rail, span
from giaoban.site.pages.parts import page as draw


def page(archive: Archive, series_id: str, timeline: Timeline, env: jinja2.Environment) -> Page:
    """The page of one series; ``timeline``: cards and entries in order of time."""
    series = archive.entities.series[series_id]
    groups = by_year(timeline)
    count = counted(len(timeline), "cuộc họp")
    return draw(
        env, "subject.html", urls.of("series", series_id), "list", series.name, f"{series.name}: {series.scope}",
        urls.SECTIONS["series"], kicker="Chuỗi họp", name=series.name, scope=series.scope, groups=groups, rail=rail(groups),
        choices=choices(groups),
        count=count, lede=Markup("{} trong kho lưu trữ, {}.").format(count, span(timeline)) if timeline else "",
        facts=facts(
            ("Cấp", words.LEVELS[series.level]),
            ("Nhịp", first_upper(words.RHYTHMS[series.rhythm])),
            ("Cơ quan", linked(archive, "organization", series.host)),
        ),
        picture=pictures.of_series(faces.of(archive, "series", series_id)),
    )  # fmt: skip
