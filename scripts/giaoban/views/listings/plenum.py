"""The list of sessions of the Central Committee, latest term and session first."""

from __future__ import annotations

from itertools import groupby

from giaoban import kinds
from giaoban.archive.listings import roman
from giaoban.archive.reader import Reader
from giaoban.views import lists
from giaoban.views.lists import ListView, Row
from giaoban.views.values import joined, said, text

_SCOPE = "Cách gọi như “Nghị quyết Trung ương 6 khóa XII” chỉ cả hội nghị, và vì thế mọi văn bản hội nghị thông qua."


def view(reader: Reader, path: str) -> ListView:  # noqa: ARG001 - one page holds it
    """All of it."""
    sessions = sorted(
        reader.fields("plenum", "term", "number", "id", "date"), key=lambda s: (roman(s[0]), s[1]), reverse=True
    )
    groups = [
        (f"Khóa {term}", [_row(reader, entity, date) for _, _, entity, date in members])
        for term, members in groupby(sessions, key=lambda session: session[0])
    ]
    placed = lists.grouped(groups)
    return lists.view(
        "plenum", kinds.get("plenum").title, _SCOPE, section=kinds.get("resolution").section, groups=placed,
        jump=lists.jump("", placed),
    )  # fmt: skip


def _row(reader: Reader, entity: str, date: str | None) -> Row:
    """A session with its date and the documents that it adopted."""
    adopted = (reader.reference("resolution", document) for document in reader.backlinks("adopted", entity))
    return lists.row(
        reader,
        reader.reference("plenum", entity),
        joined([said(date), *(text(found.label) for found in adopted if found)]),
    )
