"""What the pages of several kinds share: links to faces, facts at the side, groups of a timeline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

import jinja2
from markupsafe import Markup, escape

from giaoban import dates
from giaoban.archive import Archive, Card
from giaoban.site import faces, urls
from giaoban.site.faces import Face
from giaoban.site.format import clip, symbols, time
from giaoban.site.page import Page
from giaoban.site.pictures import Picture

Timeline = Sequence[tuple[Card, str]]
_DESCRIPTION = 200
_RAIL_FROM = 4


class Fact(NamedTuple):
    """One line of the facts at the side of a page."""

    label: str
    value: Markup


class Event(NamedTuple):
    """What stands in a timeline beside meetings: an adoption, a merger. ``date`` None: not known, comes first."""

    date: str | None
    kind: str
    title: Markup
    text: Markup = Markup("")
    source: Markup = Markup("")
    id: str = ""
    mark: str = ""
    """The shape it is drawn with; empty where there is no drawing."""
    address: str = ""
    """Where its mark leads, with `urls.ROOT`; empty: to its own entry."""


@dataclass(slots=True)
class Group:
    """A year (or month) of a timeline; ``gap``: years between in which no meeting is recorded."""

    id: str
    label: str
    entries: list[Markup | Event] = field(default_factory=list)
    meetings: int = 0
    gap: bool = False
    cards: list[Card | None] = field(default_factory=list)
    """The meeting of each entry; None for an event."""


class Mark(NamedTuple):
    """A year on the rail: ``anchor`` None where there is nothing; ``weight`` 0–5 says how tall its bar stands."""

    label: str
    anchor: str | None
    meetings: int
    weight: int


def page(
    env: jinja2.Environment,
    template: str,
    address: str,
    layout: str,
    title: str,
    description: str,
    section: str = "",
    *,
    indexed: bool = True,
    picture: Picture | None = None,
    **values: Any,
) -> Page:
    """A page drawn from its template."""
    body = env.get_template(template).render(title=title, **values)
    return Page(address, layout, title, clip(description, _DESCRIPTION), body, section, indexed, picture)


@lru_cache(maxsize=16384)
def link(face: Face | None, text: str | None = None) -> Markup:
    """A face as a link, or as plain text when it has no page; empty when there is no such entity."""
    if face is None:
        return Markup("")
    words = symbols(text or face.label)
    if face.address is None:
        return words
    return Markup(f'<a href="{urls.ROOT}{face.address}">{words}</a>')


def linked(archive: Archive, kind: str, entity: str | None, when: str | None = None) -> Markup:
    """The link to an entity by its id, under the name it bore ``when``; empty when there is no such entity."""
    return link(faces.of(archive, kind, entity, when)) if entity else Markup("")


def listed(values: Iterable[Markup], between: str = ", ") -> Markup:
    """The values that are not empty, joined."""
    return Markup(between.join(value for value in values if value))


def facts(*lines: tuple[str, Markup | str | None]) -> list[Fact]:
    """The facts that have a value."""
    return [Fact(label, value if isinstance(value, Markup) else escape(value)) for label, value in lines if value]


def span(timeline: Timeline) -> Markup:
    """Over which time a timeline goes, in words: "từ 29-10-2018 đến 13-1-2022", or the one date."""
    first, last = timeline[0][0].date, timeline[-1][0].date
    if first == last:
        return time(first) if dates.parse(first).precision == "between" else Markup("ngày ") + time(first)
    return Markup("từ {} đến {}").format(_bare(first), _bare(last))


def _bare(text: str) -> Markup:
    # "từ trong khoảng … đến … đến …" could not be read; the year says enough here, the entry says the rest.
    moment = dates.parse(text)
    return time(text) if moment.precision in {"day", "month", "year"} else time(f"{moment.earliest.year:04d}")


def by_year(timeline: Timeline, events: Iterable[Event] = ()) -> list[Group]:
    """Meetings and events in order of time, by year; years without any between them are told by a gap."""
    marked: list[tuple[tuple[Any, ...], str, Markup | Event, Card | None]] = []
    for event in events:
        if event.date is None:
            marked.append(((0,), "", event, None))
        else:
            moment = dates.parse(event.date)
            marked.append(((1, moment.earliest, 0), f"{moment.earliest.year:04d}", event, None))
    marked += [((1, dates.parse(card.date).earliest, 1), card.year, Markup(entry), card) for card, entry in timeline]
    marked.sort(key=lambda m: m[0])  # stable: meetings of one day keep their order

    groups: list[Group] = []
    for year, entries in groupby(marked, key=lambda m: m[1]):
        if year and groups and groups[-1].label.isdigit():
            groups += _gap(int(groups[-1].label) + 1, int(year) - 1)
        group = Group(f"nam-{year}" if year else "chua-ro", year or "Chưa rõ ngày")
        for _, _, entry, card in entries:
            group.entries.append(entry)
            group.cards.append(card)
        group.meetings = sum(card is not None for card in group.cards)
        groups.append(group)
    return groups


def _gap(first: int, last: int) -> list[Group]:
    if first > last:
        return []
    return [Group("", str(first) if first == last else f"{first}–{last}", gap=True)]


def by_month(timeline: Timeline) -> list[Group]:
    """The meetings of one year by month; those whose month is not known come last."""
    groups: dict[str, Group] = {}
    unclear = Group("chua-ro", "Chưa rõ tháng")
    for card, entry in timeline:
        moment = dates.parse(card.date)
        month = moment.earliest.month
        known = (moment.latest.year, moment.latest.month) == (moment.earliest.year, month)
        group = groups.setdefault(f"t{month}", Group(f"thang-{month}", f"Tháng {month}")) if known else unclear
        group.entries.append(Markup(entry))
        group.cards.append(card)
        group.meetings += 1
    return [*groups.values(), *([unclear] if unclear.entries else [])]


def rail(groups: Sequence[Group]) -> list[Mark]:
    """The years to jump between, when there are enough of them to be worth it."""
    years = [group for group in groups if not group.gap]
    if len(years) < _RAIL_FROM:
        return []
    most = max(group.meetings for group in years)
    marks: list[Mark] = []
    for group in groups:
        if group.gap:
            first, _, last = group.label.partition("–")
            marks += [Mark(str(year), None, 0, 0) for year in range(int(first), int(last or first) + 1)]
        else:
            marks.append(Mark(group.label, group.id, group.meetings, _weight(group.meetings, most)))
    return marks


def _weight(count: int, most: int) -> int:
    return 0 if not count else max(1, round(5 * count / most))


def lengths(archive: Archive, kind: str) -> dict[str, int]:
    """How many meetings each timeline of one kind holds."""
    return {viewpoint.id: len(ids) for viewpoint, ids in archive.timelines.items() if viewpoint.kind == kind}
