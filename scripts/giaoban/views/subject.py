"""What pages of all entities with a timeline share, and the pages of the parts of a long one."""

from __future__ import annotations

from collections.abc import Iterable

from giaoban import addresses, kinds
from giaoban.archive.parts import PartPlace
from giaoban.archive.reader import Reader
from giaoban.views import feeds, timeline, values
from giaoban.views.evidence import SourceLine
from giaoban.views.timeline import Event, Meetings, Timeline, document_anchor
from giaoban.views.values import Fact, Rich, Span, View, head, link
from giaoban.views.words import first_upper

# The frame around the pages of each kind, where it is not that of a list.
_LAYOUTS = {"leader": "leader", "province": "province", "resolution": "resolution", "plenum": "resolution"}


class SubjectView(View, frozen=True, kw_only=True):
    """The page of an entity with a timeline. ``lede``: how many meetings there are, and from when to when."""

    id: str
    name: str
    lede: Rich = ()
    facts: tuple[Fact, ...] = ()
    timeline: Timeline


class ScopedView(SubjectView, frozen=True, kw_only=True):
    """The page of a series, topic or year: what it is besides its meetings is said in one sentence.

    ``sources``: of what no meeting tells, such as when a series began.
    """

    kicker: str
    scope: str
    sources: tuple[SourceLine, ...] = ()


class PartView(View, frozen=True, kw_only=True):
    """A part of the timeline of an entity, on a page of its own.

    ``kind``: the entity's, in words. ``trail``: links from the entity's page down to the one that the part is part of; ``before``
    and ``after``: links to the parts beside it.
    """

    kind: str
    name: str
    lede: Rich
    timeline: Timeline
    trail: tuple[Span, ...]
    before: Span | None
    after: Span


def layout(kind: str) -> str:
    """The name of the frame for the pages of a kind."""
    return _LAYOUTS.get(kind, "list")


def section(kind: str) -> str:
    """The entry of the main navigation under which the pages of a kind are; a session is under its documents."""
    return kinds.get("resolution" if kind == "plenum" else kind).section


def keys(reader: Reader, kind: str) -> tuple[str, ...]:
    """Every entity of a kind, and every part of their timelines that has a page of its own (``<entity>/2018``)."""
    return (*reader.ids(kind), *reader.part_keys(kind))


def lede(held: Meetings, opening: str) -> Rich:
    """How many meetings there are, within the words of ``opening``, and from when to when; nothing where there is none."""
    if not held.count:
        return ()
    return (Span(opening.format(timeline.counted_meetings(held))), *timeline.time_span(held), Span("."))


def document_events(reader: Reader, issued: Iterable[str]) -> Iterable[Event]:
    """What organs of a province issued, as events of its timeline."""
    for entity in issued:
        document = reader.adoption(entity)
        if document and document.date:
            issuer = reader.reference("organization", document.issuer)
            address = document.reference.address or ""
            title = (Span(f"{issuer.label if issuer else 'Địa phương'} ban hành "), *link(document.reference))
            source = (Span("Nguồn của văn bản", address=f"{address}#{document.source}"),)
            yield Event(
                document.date, "merged", title, (), source, document_anchor(entity), "issued", address, document.name
            )


# Parts


def part(reader: Reader, kind: str, entity: str, path: str) -> PartView:
    """The page of one part of a timeline: ``path`` is ``2018`` or ``2018/03``."""
    held = timeline.meetings(reader, kind, entity, path)
    events = document_events(reader, reader.page_documents(entity, path)) if kind == "province" else ()
    whole = _link_to_entity(reader, kind, entity)
    name = timeline.part_name(PartPlace.read(kind, entity, path))
    name = first_upper(name) if kind == "year" else f"{whole.text}, {name}"
    around = reader.part_around(kind, entity, path)
    address = f"{addresses.of(kind, entity)}{path}/"
    return PartView(
        head=head(
            address, layout(kind), name, f"{name}: {timeline.counted_meetings(held)} trong kho lưu trữ.", section(kind),
            picture=values.picture_of_series(reader.reference("series", entity)) if kind == "series" else None,
            feeds=feeds.of_entity(reader, kind, entity, whole.text),
        ),
        template="part.html",
        kind=kinds.get(kind).label,
        name=name,
        lede=lede(held, "{} trong kho lưu trữ, "),
        timeline=timeline.timeline(held, timeline.by_month(held, events)),
        trail=(whole, *(_link(kind, entity, above) for above in around.above)),
        before=_link(kind, entity, around.before) if around.before else None,
        after=_link(kind, entity, around.after) if around.after else whole,
    )  # fmt: skip


def _link_to_entity(reader: Reader, kind: str, entity: str) -> Span:
    reference = reader.reference(kind, entity) if kind != "year" else None
    label = reference.label if reference else f"Năm {entity}"
    if reference and kind == "leader" and reference.detail:
        label = f"{label} ({reference.detail})"
    return Span(label, address=addresses.of(kind, entity))


def _link(kind: str, entity: str, path: str) -> Span:
    name = first_upper(timeline.part_name(PartPlace.read(kind, entity, path)))
    return Span(name, address=f"{addresses.of(kind, entity)}{path}/")
