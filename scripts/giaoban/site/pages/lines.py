"""Drawings of a timeline: a ladder of years with marks on lanes, lines that run down it, and lines that join.

A drawing is plain data that `theme/pages/_lines.html` writes out as SVG. Sideways it is measured in per cent of its own
width, so one drawing fits a phone and a desk; downwards in em, so it grows with the reader's letters. Every meeting of a
year has a level of its own, in order of time, and 1.5 em (24 px) to itself; a year of too many is told by counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from markupsafe import Markup

from giaoban import dates
from giaoban.archive import Card
from giaoban.site import urls
from giaoban.site.format import counted, number
from giaoban.site.pages.parts import Event, Group

_LEVEL = 1.5
_LEAST = 2.0
# How many meetings a year may have before they are told by a count: fewer in a long drawing, which one look must take in.
_MOST, _MOST_OF_LONG, _LONG = 8, 4, 40
# Past the end of any row: what runs through it is cut off by the row itself, however tall its words make it.
_THROUGH = "99em"


class Mark(NamedTuple):
    """A mark of a meeting or event: its ``lane``, its ``shape``, where it leads, what it is called.

    ``what`` it was there, in words; ``text``: how many it stands for.
    """

    lane: int
    shape: str
    address: str
    name: str
    what: str = ""
    text: str = ""


class Key(NamedTuple):
    """A line of the legend: a shape or a band's number, with its words, and how often it is drawn (0: not said)."""

    shape: str
    label: Markup | str
    count: int = 0


class Spot(NamedTuple):
    """A mark in its place; ``text``: how many it stands for, or a band's number; without an address it is no link."""

    x: str
    y: str
    shape: str
    address: str = ""
    name: str = ""
    text: str = ""


class Stroke(NamedTuple):
    """A line from ``(x1, y1)`` to ``(x2, y2)``; ``look`` is its class."""

    x1: str
    y1: str
    x2: str
    y2: str
    look: str


class Bend(NamedTuple):
    """A line that flows from the top right of a box into its bottom left."""

    x: str
    width: str
    height: str


@dataclass(slots=True)
class Row:
    """A year: the height of its drawing, what is drawn, and what is said beside it. ``anchor`` empty: years without any."""

    label: str
    anchor: str
    height: str
    spots: list[Spot] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    bends: list[Bend] = field(default_factory=list)
    beside: Markup | str = ""
    share: tuple[int, int] | None = None


@dataclass(slots=True)
class Drawing:
    """A whole drawing. ``kind``: leader, province or resolution; ``text`` says in words what it shows."""

    kind: str
    lanes: int
    rows: list[Row]
    keys: list[Key]
    text: str
    note: str = ""

    @property
    def outlines(self) -> list[tuple[str, str]]:
        """Every shape that is drawn or explained, once, with its outline."""
        spots = (spot.shape for row in self.rows for spot in row.spots)
        return [(shape, SHAPES[shape]) for shape in sorted({*spots, *(key.shape for key in self.keys)} & SHAPES.keys())]

    @property
    def width(self) -> int:
        """The class of its width: how many lanes it has, rounded up."""
        return next((step for step in (3, 5, 7) if self.lanes <= step), 9)


# Shape to the outline it is drawn with, around the middle of the mark, in pixels. Data, not code.
SHAPES: Mapping[str, str] = {
    # parts of a person
    "chair": "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z",
    "co-chair": "M0-6a6 6 0 0 0 0 12zM0-6a6 6 0 0 1 0 12v-2a4 4 0 0 0 0-8z",
    "directed": "M-5.5-5.5h11v11h-11z",
    "spoke": "M0-6.5L6.5 5h-13z",
    "point-chair": "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0zM-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0z",
    "attended": "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
    "said": "M-5-5L5 5M-5 5L5-5",
    # a document's life
    "adopted": "M0-7.5L7.5 0L0 7.5L-7.5 0z",
    "changed": "M0-6.5L6.5 0L0 6.5L-6.5 0z",
    "replaced": "M-6-2h12v4h-12z",
    "studied": "M0-6.5L6.5 5h-13z",
    "implemented": "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z",
    "tasked": "M-5.5-5.5h11v11h-11z",
    "reported": "M0-6a6 6 0 0 0 0 12zM0-6a6 6 0 0 1 0 12v-2a4 4 0 0 0 0-8z",
    "reviewed": "M-7 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0zM-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z",
    "issued": "M-4.5-6h6l3 3v9h-9z",
    "drafted": "M-5-5L5 5M-5 5L5-5",
    "mentioned": "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z",
    # a meeting and a province
    "own": "M-6.5 0a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0-13 0z",
    "held": "M-5.5-5.5h11v11h-11z",
    "point": "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0zM-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0z",
    "named": "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z",
}


def x(lane: float, lanes: int) -> str:
    """The middle of a lane across the drawing: ``37.5%``."""
    return f"{_round(100 * (lane + 0.5) / lanes)}%"


def em(length: float) -> str:
    """A length downwards: ``1.5em``."""
    return f"{_round(length)}em"


def _round(length: float) -> str:
    return f"{length:.2f}".rstrip("0").rstrip(".")


def through(lane: float, lanes: int, look: str, top: str = "0", bottom: str = _THROUGH) -> Stroke:
    """A line down one lane, through the whole row unless it begins or ends in it."""
    at = x(lane, lanes)
    return Stroke(at, top, at, bottom, look)


def name(card: Card, what: str) -> str:
    """What a meeting's mark is called: its date, its title, and what it is here."""
    return f"{dates.vietnamese(card.date)}: {card.title} ({what})"


def address(card: Card, item: str = "") -> str:
    """Where a meeting's mark leads: to the exact item when there is one."""
    return urls.ROOT + urls.of("briefing", card.id) + (f"#{item}" if item else "")


class Ladder:
    """The years of one drawing as they are put together.

    ``marks`` gives the marks of an entry, ``events`` those of an event; ``wide`` events need room around them. A year whose
    meetings are too many gets one mark of each shape with a count, which leads to the year's entries.
    """

    def __init__(
        self,
        groups: Sequence[Group],
        lanes: int,
        marks: Callable[[Card, str], Sequence[Mark]],
        events: Callable[[Event], Mark | None] = lambda _: None,
        wide: Collection[str] = (),
    ) -> None:
        self.lanes = lanes
        self.rows: list[Row] = []
        self.at: dict[str, tuple[int, float]] = {}
        """Meeting or event id to its row, and how far down it stands there."""
        self._marks, self._events, self._wide = marks, events, wide
        total = sum(group.meetings for group in groups)
        self._most = _MOST_OF_LONG if total > _LONG else _MOST
        for group in groups:
            if group.gap or group.label.isdigit():
                self.rows.append(self._gap(group) if group.gap else self._year(group))

    def _gap(self, group: Group) -> Row:
        return Row(group.label, "", em(1.75))

    def _year(self, group: Group) -> Row:
        many = group.meetings > self._most
        levels: list[list[Mark]] = []
        places: dict[str, int] = {}
        meetings: list[Mark] = []
        for entry, card in zip(group.entries, group.cards, strict=True):
            if isinstance(entry, Event):
                if mark := self._events(entry):
                    wide = entry.id in self._wide
                    levels += [[], [mark], []] if wide else [[mark]]
                    places[entry.id] = len(levels) - 1 - wide
            elif card and many:
                places[card.id] = -1
                meetings += self._marks(card, str(entry))
            elif card:
                places[card.id] = len(levels)
                levels.append([*self._marks(card, str(entry))])
        first = len(levels)
        levels += self._counts(group, meetings)
        height = max(_LEAST, _LEVEL * len(levels) + 0.5)
        top = (height - _LEVEL * (len(levels) - 1)) / 2
        row = Row(group.label, group.id, em(height))
        for i, marks in enumerate(levels):
            self._level(row, marks, em(top + _LEVEL * i))
        here = len(self.rows)
        self.at |= {one: (here, top + _LEVEL * (first if i < 0 else i)) for one, i in places.items()}
        return row

    def _level(self, row: Row, marks: Sequence[Mark], y: str) -> None:
        """The marks of one meeting, tied to each other."""
        lanes = [mark.lane for mark in marks]
        if len(set(lanes)) > 1 and not any(mark.text for mark in marks):
            row.strokes.append(Stroke(x(min(lanes), self.lanes), y, x(max(lanes), self.lanes), y, "level"))
        row.spots += [Spot(x(m.lane, self.lanes), y, m.shape, m.address, m.name, m.text) for m in marks]

    def _counts(self, group: Group, marks: Sequence[Mark]) -> list[list[Mark]]:
        """Many marks told by count: one of each shape, those of one lane under each other, each leading to the year."""
        levels: list[list[Mark]] = []
        used: Counter[int] = Counter()
        for (shape, lane), count in Counter((mark.shape, mark.lane) for mark in marks).most_common():
            if used[lane] == len(levels):
                levels.append([])
            what = next(mark.what for mark in marks if mark.shape == shape)
            said = f"Năm {group.label}: {counted(count, 'cuộc họp')} ({what})"
            levels[used[lane]].append(Mark(lane, shape, f"#{group.id}", said, what, number(count)))
            used[lane] += 1
        return levels

    def run(self, lane: float, look: str, first: str | None = None, last: str | None = None) -> None:
        """A line down one lane, from one id (or the top) to another (or the bottom)."""
        row1, y1 = self.at[first] if first else (0, 0.0)
        row2, y2 = self.at[last] if last else (len(self.rows) - 1, 0.0)
        for i in range(row1, row2 + 1):
            bottom = em(y2) if last and i == row2 else _THROUGH
            self.rows[i].strokes.append(through(lane, self.lanes, look, em(y1) if i == row1 else "0", bottom))


def tally(found: Iterable[str], labels: Mapping[str, str]) -> str:
    """How often each thing was drawn, in words: "quán triệt 2, báo cáo kết quả 1"."""
    counts = Counter(found)
    return ", ".join(f"{label} {counts[code]}" for code, label in labels.items() if counts[code])
