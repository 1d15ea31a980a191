"""The drawing of a province: its line through the years, and the lines of others that flow into it where they were merged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from giaoban import dates
from giaoban.archive.reader import Reader
from giaoban.archive.values import Entry
from giaoban.records.models.unit import Unit
from giaoban.views import timeline, words
from giaoban.views.drawing import Bend, Drawing, Key, Ladder, Number, Rung, Scheme, Stroke, tally_words
from giaoban.views.timeline import Event, Meetings, TimelineGroup
from giaoban.views.values import Rich, Span, and_more, joined, link, text
from giaoban.views.words import first_upper

_MOST_BESIDE = 3
_MOST_DOCUMENTS = 8
_HEAD = 1.9
_EVENTS = {"issued": "Văn bản ban hành tại đây", "changed": "Sáp nhập, đổi tên"}


def merger_anchor(unit: Unit) -> str:
    """The anchor of the event by which a unit came to be."""
    return f"moc-{unit.id}"


def drawing(
    reader: Reader,
    own: Sequence[Unit],
    later: Sequence[Unit],
    groups: Sequence[TimelineGroup],
    held: Meetings,
    events: Sequence[Event],
) -> Drawing | None:
    """The drawing of a page whose line goes through the units ``own`` and then ``later``; None where there is too little.

    ``events``: those of the whole timeline.
    """
    path = [*own, *later]
    joining = [(unit, _other_units(reader, unit, path)) for unit in path if unit.valid_from]
    joining = [(unit, others) for unit, others in joining if others]
    issued = sum(bool(event.document) for event in events) + sum(len(tally.documents) for tally in held.tallies)
    if not path or held.count + issued + len(joining) < 2:
        return None
    others = [other for _, found in joining for other in found]
    near: Counter[str] = Counter()
    for combination, count in held.combinations.items():
        near[combination[0]] += count
    lanes = 1 + len(others) + (near["named"] > 0)
    wide = {merger_anchor(unit) for unit, _ in joining}
    scheme = Scheme(
        lanes, words.NEARNESS, lambda parts: [(lanes - 1 if parts[0] == "named" else 0, parts[0])], _naming, wide
    )
    ladder = Ladder(groups, held, scheme)
    _join(ladder, joining, own)
    if near["named"]:
        ladder.run(lanes - 1, "guide")
    rows = [rung.row(_words_beside(reader, ladder, rung.group)) for rung in ladder.rungs]
    if others:
        rows.insert(0, _head(len(others)).row())
    keys = [
        Key(text(first_upper(label)), part, count=near[part]) for part, label in words.NEARNESS.items() if near[part]
    ]
    shown = {event.mark for event in events if event.date} | ({"issued"} if issued else set())
    keys += [Key(text(label), shape) for shape, label in _EVENTS.items() if shape in shown]
    if others:
        keys.append(Key(text(path[0].name), number=1))
        keys += [Key(link(reader.reference("province", other.page)), number=i) for i, other in enumerate(others, 2)]
    said = f"{timeline.counted_meetings(held)}: {tally_words(near, words.NEARNESS)}." if held.count else ""
    for unit, found in joining:
        names = ", ".join([other.name for other in found])
        said += f" Từ {dates.vietnamese(unit.valid_from or '')}, cùng {names} sáp nhập thành {unit.kind} {unit.name}."
    anybody = any(entry.people for entry in held.entries) or any(tally.people for tally in held.tallies)
    note = "Bên phải: người được ghi ở cuộc họp tại đây hoặc chủ trì tại điểm cầu." if anybody else ""
    return Drawing("province", lanes, tuple(rows), tuple(keys), said.strip(), note)


def _naming(entry: Entry, part: str) -> tuple[str, str]:
    return words.NEARNESS[part], entry.items[0] if entry.items and part == "named" else ""


def _other_units(reader: Reader, unit: Unit, path: Sequence[Unit]) -> list[Unit]:
    """The units that went into a merger beside the page's own."""
    ids = {one.id for one in path}
    found = (reader.record("unit", other) for other in unit.formed_from if other not in ids)
    return [other for other in found if other]


def _head(others: int) -> Rung:
    """Above the years: where each line begins, with the number by which the legend names it."""
    rung = Rung(None, _HEAD)
    for lane in range(1 + others):
        rung.strokes.append(Stroke(lane, "other" if lane else "own", _HEAD / 2))
        rung.numbers.append(Number(lane, _HEAD / 2, 1 + lane))
    return rung


def _join(ladder: Ladder, joining: Sequence[tuple[Unit, list[Unit]]], own: Sequence[Unit]) -> None:
    """The page's own line to the bottom, the others' to where they flow into it."""
    first = next((merger_anchor(unit) for unit, _ in joining), None)
    began = own[0].valid_from and not own[0].formed_from and not own[0].forms
    ladder.run(0, "own", merger_anchor(own[0]) if began else None, first)
    if first:
        ladder.run(0, "own joined", first)
    lane = 0
    for unit, others in joining:
        at, y = ladder.at[merger_anchor(unit)]
        for _ in others:
            lane += 1
            for rung in ladder.rungs[:at]:
                rung.strokes.append(Stroke(lane, "other"))
            ladder.rungs[at].bends.append(Bend(lane, y))


def _words_beside(reader: Reader, ladder: Ladder, group: TimelineGroup | None) -> Rich:
    """Who was seen here in a year, what was issued here, and what became of the province."""
    if group is None:
        return ()
    people: dict[str, None] = {}
    issued: list[Rich] = []
    changes: list[Rich] = []
    for tally in ladder.tallies(group):
        people |= dict.fromkeys(tally.people)
        found = (reader.adoption(entity) for entity in tally.documents)
        issued += [_document(document.name, document.reference.address or "") for document in found if document]
    for line in group.lines:
        if line.entry:
            people |= dict.fromkeys(line.entry.people)
        elif line.event and line.event.document:
            issued.append(_document(line.event.document, line.event.address))
        elif line.event and line.event.date:
            changes.append((Span(line.event.date, role="date"), Span(": "), *line.event.title))
    shown = [link(reader.reference("leader", leader)) for leader in list(people)[:_MOST_BESIDE]]
    left = len(people) - len(shown)
    more = (Span(f" và {left} người"),) if left > 0 else ()
    documents = and_more(issued[:_MOST_DOCUMENTS], len(issued) - _MOST_DOCUMENTS, "văn bản")
    return joined([joined(shown) + more, *documents, *changes], "; ")


def _document(name: str, address: str) -> Rich:
    return (Span(name, address=address, role="plain"),)
