"""The page of a Central Committee session: what it adopted, and the meetings that named the session.

The list of sessions of the Central Committee, latest term and session first.
"""

from __future__ import annotations

from itertools import groupby

from giaoban import addresses, kinds
from giaoban.archive.listings import roman
from giaoban.archive.reader import Reader
from giaoban.archive.values import Reference
from giaoban.views import evidence, feeds, lists, subject, timeline
from giaoban.views.evidence import SourceLine
from giaoban.views.lists import ListRow, ListView
from giaoban.views.subject import PartView, SubjectView
from giaoban.views.timeline import Event
from giaoban.views.values import Span, date, date_in_text, facts, head, joined, text

_MOST_DOCUMENTS = 40


class PlenumView(SubjectView, frozen=True, kw_only=True):
    """The page of a session. ``term``: of the Central Committee; ``adopted``: the first documents that it adopted, of so many."""

    term: str
    note: str
    adopted: tuple[Reference, ...]
    adopted_in_all: int
    sources: tuple[SourceLine, ...]


def keys(reader: Reader) -> tuple[str, ...]:
    """Every session, and the parts of long ones."""
    return subject.keys(reader, "plenum")


def address(key: str) -> str:
    """The address of a session, or of a part of one."""
    return addresses.of("plenum", key)


def view(reader: Reader, key: str) -> PlenumView | PartView:
    """The page of a session, or of a part of its timeline."""
    entity, _, path = key.partition("/")
    if path:
        return subject.part(reader, "plenum", entity, path)
    plenum = reader.record("plenum", entity)
    held = timeline.meetings(reader, "plenum", entity)
    opening = [Event(plenum.date, "adopted", text("Hội nghị họp"))] if plenum.date else []
    documents = reader.backlinks("adopted", entity)
    adopted = (reader.reference("resolution", document) for document in documents[:_MOST_DOCUMENTS])
    said = f"{plenum.name}: các văn bản được thông qua và {timeline.counted_meetings(held)} nêu tới hội nghị này."
    return PlenumView(
        head=head(
            address(entity), subject.layout("plenum"), plenum.name, said, subject.section("plenum"),
            feeds=feeds.of_entity(reader, "plenum", entity, plenum.name),
        ),
        id=entity,
        name=plenum.name,
        term=plenum.term,
        note=plenum.note or "",
        lede=subject.lede(held, "Được nêu ở {} của kho lưu trữ, "),
        facts=facts(
            ("Khóa", [text(plenum.term)]),
            ("Hội nghị lần", [text(str(plenum.number))]),
            ("Ngày họp", [date(plenum.date) if plenum.date else (Span("chưa rõ ngày họp", role="open"),)]),
            ("Còn gọi", [text(alias) for alias in plenum.aliases], "; "),
        ),
        adopted=tuple(reference for reference in adopted if reference),
        adopted_in_all=len(documents),
        timeline=timeline.timeline(held, timeline.by_year(held, opening)),
        sources=evidence.sources(plenum.sources),
    )  # fmt: skip


_SCOPE = "Cách gọi như “Nghị quyết Trung ương 6 khóa XII” chỉ cả hội nghị, và vì thế mọi văn bản hội nghị thông qua."


def list_view(reader: Reader, path: str) -> ListView:  # noqa: ARG001 - one page holds it
    """The list of sessions under their terms, the latest first. ``path`` is always empty."""
    sessions = sorted(
        reader.fields("plenum", "term", "number", "id", "date"), key=lambda s: (roman(s[0]), s[1]), reverse=True
    )
    groups = [
        (f"Khóa {term}", [_list_row(reader, entity, date) for _, _, entity, date in members])
        for term, members in groupby(sessions, key=lambda session: session[0])
    ]
    placed = lists.groups_with_ids(groups)
    return lists.view(
        "plenum", kinds.get("plenum").title, _SCOPE, section=kinds.get("resolution").section, groups=placed,
        jump=lists.jump("", placed),
    )  # fmt: skip


def _list_row(reader: Reader, entity: str, date: str | None) -> ListRow:
    """A session with its date and the documents that it adopted."""
    adopted = (reader.reference("resolution", document) for document in reader.backlinks("adopted", entity))
    return lists.row(
        reader,
        reader.reference("plenum", entity),
        joined([date_in_text(date), *(text(found.label) for found in adopted if found)]),
    )
