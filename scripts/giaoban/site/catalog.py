"""Every kind of page the site has, and the function that draws it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import jinja2

from giaoban.archive import Archive, Card
from giaoban.site.gathered import Part
from giaoban.site.page import Page
from giaoban.site.pages import (
    corrections,
    coverage,
    figures,
    home,
    leader,
    lists,
    notfound,
    plenum,
    province,
    resolution,
    search,
    series,
    tasks,
    topic,
    year,
)

Timeline = Sequence[tuple[Card, str]]

# Pages that carry a timeline, by the kind of their viewpoint.
TIMELINES: Mapping[str, Callable[[Archive, str, Timeline, jinja2.Environment], Page]] = {
    "leader": leader.page,
    "resolution": resolution.page,
    "plenum": plenum.page,
    "province": province.page,
    "series": series.page,
    "topic": topic.page,
    "year": year.page,
}

# Pages gathered from pieces of many meetings (id of the meeting, piece), by the kind of the pieces.
Pieces = Sequence[tuple[str, str]]
GATHERED: Mapping[str, Callable[[Archive, Part, Pieces, jinja2.Environment], Page]] = {
    "figure": figures.page,
    "task": tasks.page,
}

# Pages of which there is one each, by address.
LISTS: Mapping[str, Callable[[Archive, jinja2.Environment], Page]] = {
    "": home.page,
    "hop/": lists.briefings,
    "tinh/": lists.provinces,
    "lanh-dao/": lists.leaders,
    "van-ban/": lists.resolutions,
    "chuoi/": lists.series,
    "chu-de/": lists.topics,
    "nam/": lists.years,
    "hoi-nghi/": lists.plenums,
    "dinh-chinh/": corrections.page,
    coverage.ADDRESS: coverage.page,
    search.ADDRESS: search.page,
    "404.html": lambda _, env: notfound.page(env),
}
