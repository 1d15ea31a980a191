"""The page of a topic of the controlled list.

The controlled list of topics.
"""

from __future__ import annotations

from giaoban import addresses, kinds
from giaoban.archive.reader import Reader
from giaoban.views import feeds, lists, subject, timeline
from giaoban.views.lists import ListView
from giaoban.views.subject import PartView, ScopedView
from giaoban.views.values import head, text


def keys(reader: Reader) -> tuple[str, ...]:
    """Every topic, and the parts of long ones."""
    return subject.keys(reader, "topic")


def address(key: str) -> str:
    """The address of a topic, or of a part of one."""
    return addresses.of("topic", key)


def view(reader: Reader, key: str) -> ScopedView | PartView:
    """The page of a topic, or of a part of one."""
    entity, _, path = key.partition("/")
    if path:
        return subject.part(reader, "topic", entity, path)
    topic = reader.record("topic", entity)
    held = timeline.meetings(reader, "topic", entity)
    return ScopedView(
        head=head(
            address(entity),
            subject.layout("topic"),
            topic.name,
            f"{topic.name}: {topic.scope}",
            subject.section("topic"),
            feeds=feeds.of_entity(reader, "topic", entity, topic.name),
        ),
        template="subject.html",
        id=entity,
        kicker="Chủ đề",
        name=topic.name,
        scope=topic.scope,
        lede=subject.lede(held, "{} trong kho lưu trữ, "),
        timeline=timeline.timeline(held, timeline.by_year(held)),
    )


def list_view(reader: Reader, path: str) -> ListView:  # noqa: ARG001 - one page holds it
    """The list of topics, each with what it is about. ``path`` is always empty."""
    scopes = dict(reader.fields("topic", "id", "scope"))
    rows = [lists.row(reader, topic, text(scopes[topic.id])) for topic in reader.listed("topic")]
    scope = f"{len(rows)} chủ đề trong danh mục của kho lưu trữ."
    return lists.view("topic", kinds.get("topic").title, scope, groups=lists.groups_with_ids([("", rows)]))
