"""The page of a topic of the controlled list."""

from __future__ import annotations

import jinja2
from markupsafe import Markup

from giaoban.archive import Archive
from giaoban.site import urls
from giaoban.site.format import counted
from giaoban.site.page import Page
from giaoban.site.pages.choices import choices
from giaoban.site.pages.parts import Timeline, by_year, rail, span
from giaoban.site.pages.parts import page as draw


def page(archive: Archive, topic_id: str, timeline: Timeline, env: jinja2.Environment) -> Page:
    """The page of one topic; ``timeline``: cards and entries in order of time."""
    topic = archive.entities.topics[topic_id]
    groups = by_year(timeline)
    count = counted(len(timeline), "cuộc họp")
    return draw(
        env, "subject.html", urls.of("topic", topic_id), "list", topic.name, f"{topic.name}: {topic.scope}",
        urls.SECTIONS["topic"], kicker="Chủ đề", name=topic.name, scope=topic.scope, groups=groups, rail=rail(groups),
        choices=choices(groups),
        count=count, lede=Markup("{} trong kho lưu trữ, {}.").format(count, span(timeline)) if timeline else "", facts=[],
    )  # fmt: skip
