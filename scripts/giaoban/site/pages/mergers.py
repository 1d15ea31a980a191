"""The drawing of a province: its line through the years, and the lines of others that flow into it where they were merged."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from giaoban import dates
from giaoban.archive import Archive, Card
from giaoban.records.model import Unit
from giaoban.site import marks, words
from giaoban.site.format import counted, first_upper, time
from giaoban.site.pages.lines import (
    Bend,
    Drawing,
    Key,
    Ladder,
    Mark,
    Row,
    Spot,
    address,
    em,
    name,
    tally,
    through,
    x,
)
from giaoban.site.pages.parts import Event, Group, Timeline, linked, listed

_MOST_BESIDE = 3
_HEAD = 1.9


def drawing(
    archive: Archive, own: Sequence[Unit], later: Sequence[Unit], groups: Sequence[Group], timeline: Timeline
) -> Drawing | None:
    """The drawing of a page whose line goes through the units ``own`` and then ``later``; None where there is too little."""
    path = [*own, *later]
    joining = [(unit, _others(archive, unit, path)) for unit in path if unit.valid_from]
    joining = [(unit, others) for unit, others in joining if others]
    events = sum(isinstance(e, Event) and e.mark == "issued" for g in groups for e in g.entries)
    if not path or len(timeline) + events + len(joining) < 2:
        return None
    others = [other for _, found in joining for other in found]
    near = [marks.read(entry).parts[0] for _, entry in timeline]
    lanes = 1 + len(others) + (near.count("named") > 0)

    def mark(card: Card, entry: str) -> list[Mark]:
        said = marks.read(entry)
        part = said.parts[0]
        item = said.items[0] if said.items and part == "named" else ""
        return [
            Mark(
                lanes - 1 if part == "named" else 0,
                part,
                address(card, item),
                name(card, words.NEARNESS[part]),
                words.NEARNESS[part],
            )
        ]

    ladder = Ladder(groups, lanes, mark, _event, {f"moc-{unit.id}" for unit, _ in joining})
    for row, group in zip(ladder.rows, (g for g in groups if g.gap or g.label.isdigit()), strict=True):
        row.beside = _beside(archive, group)
    _join(ladder, joining, own)
    if near.count("named"):
        ladder.run(lanes - 1, "guide")
    if others:
        ladder.rows.insert(0, _head(lanes, len(others)))
    keys = [Key(part, first_upper(label), near.count(part)) for part, label in words.NEARNESS.items() if part in near]
    shown = {e.mark for g in groups for e in g.entries if isinstance(e, Event) and e.date}
    keys += [Key(shape, label) for shape, label in _EVENTS.items() if shape in shown]
    if others:
        keys.append(Key("1", path[0].name))
        keys += [Key(str(i), linked(archive, "province", other.page)) for i, other in enumerate(others, 2)]
    text = f"{counted(len(timeline), 'cuộc họp')}: {tally(near, words.NEARNESS)}." if timeline else ""
    for unit, found in joining:
        said = ", ".join(other.name for other in found)
        text += f" Từ {dates.vietnamese(unit.valid_from or '')}, cùng {said} sáp nhập thành {unit.kind} {unit.name}."
    note = "Bên phải: người được ghi ở cuộc họp tại đây hoặc chủ trì tại điểm cầu." if _anybody(timeline) else ""
    return Drawing("province", lanes, ladder.rows, keys, text.strip(), note)


_EVENTS = {"issued": "Văn bản ban hành tại đây", "changed": "Sáp nhập, đổi tên"}


def _others(archive: Archive, unit: Unit, path: Sequence[Unit]) -> list[Unit]:
    """The units that went into a merger beside the page's own."""
    ids = {u.id for u in path}
    return [archive.entities.units[u] for u in unit.formed_from if u in archive.entities.units and u not in ids]


def _head(lanes: int, others: int) -> Row:
    """Above the years: where each line begins, with the number by which the legend names it."""
    row = Row("", "", em(_HEAD))
    for lane in range(1 + others):
        row.strokes.append(through(lane, lanes, "other" if lane else "own", em(_HEAD / 2)))
        row.spots.append(Spot(x(lane, lanes), em(_HEAD / 2), "title", text=str(1 + lane)))
    return row


def _join(ladder: Ladder, joining: Sequence[tuple[Unit, list[Unit]]], own: Sequence[Unit]) -> None:
    """The page's own line to the bottom, the others' to where they flow into it."""
    first = next((f"moc-{u.id}" for u, _ in joining), None)
    began = own[0].valid_from and not own[0].formed_from and not own[0].forms
    ladder.run(0, "own", f"moc-{own[0].id}" if began else None, first)
    if first:
        ladder.run(0, "own joined", first)
    lane = 0
    for unit, others in joining:
        at, y = ladder.at[f"moc-{unit.id}"]
        for _ in others:
            lane += 1
            for row in ladder.rows[:at]:
                row.strokes.append(through(lane, ladder.lanes, "other"))
            left, width = x(0, ladder.lanes), 100 * lane / ladder.lanes
            ladder.rows[at].bends.append(Bend(left, f"{width:.2f}%", em(y)))


def _beside(archive: Archive, group: Group) -> Markup:
    """Who was seen here in a year, what was issued here, and what became of the province."""
    people: dict[str, None] = {}
    issued: list[Markup] = []
    told: list[Markup] = []
    for card, entry in zip(group.cards, group.entries, strict=True):
        if isinstance(entry, Event):
            if entry.mark == "issued":
                issued.append(Markup('<a href="{}">{}</a>').format(entry.address, _document(archive, entry)))
            elif entry.date:
                told.append(Markup("{}: {}").format(time(entry.date), entry.title))
        elif card:
            people |= dict.fromkeys(marks.read(entry).people)
    shown = [linked(archive, "leader", leader) for leader in list(people)[:_MOST_BESIDE]]
    left = len(people) - len(shown)
    more = Markup(" và {} người").format(left) if left > 0 else Markup("")
    return listed([listed(shown) + more, *issued, *told], "; ")


def _document(archive: Archive, event: Event) -> str:
    document = archive.entities.resolutions[event.id.removeprefix("van-ban-")]
    return document.symbol or document.type


def _anybody(timeline: Timeline) -> bool:
    return any(marks.read(entry).people for _, entry in timeline)


def _event(event: Event) -> Mark | None:
    if not event.date:
        return None
    said = f"{dates.vietnamese(event.date)}: {event.title.striptags()}"
    return Mark(0, event.mark, event.address or f"#{event.id}", said)
