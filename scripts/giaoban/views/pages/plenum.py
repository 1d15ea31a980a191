"""The page of a Central Committee session: what it adopted, and the meetings that named the session."""

from __future__ import annotations

from giaoban import addresses
from giaoban.archive.reader import Reader
from giaoban.archive.values import Reference
from giaoban.views import evidence, feeds, subject, timeline
from giaoban.views.evidence import SourceLine
from giaoban.views.subject import PartView, SubjectView
from giaoban.views.timeline import Event
from giaoban.views.values import Span, date, facts, head, text

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
