"""The controlled list of topics."""

from __future__ import annotations

from giaoban import kinds
from giaoban.archive.reader import Reader
from giaoban.views import lists
from giaoban.views.lists import ListView
from giaoban.views.values import text


def view(reader: Reader, path: str) -> ListView:  # noqa: ARG001 - one page holds it
    """All of it."""
    scopes = dict(reader.fields("topic", "id", "scope"))
    rows = [lists.row(reader, topic, text(scopes[topic.id])) for topic in reader.listed("topic")]
    scope = f"{len(rows)} chủ đề trong danh mục của kho lưu trữ."
    return lists.view("topic", kinds.get("topic").title, scope, groups=lists.grouped([("", rows)]))
