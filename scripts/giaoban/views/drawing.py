"""Drawings of a timeline: a ladder of years with marks on lanes, lines that run down it, and lines that join.

A drawing is a value that `theme/pages/_lines.html` and `giaoban.render.timeline` write out as SVG. Sideways it is measured in
lanes, which are shares of its own width, so one drawing fits a phone and a desk; downwards in em, so it grows with the
reader's letters. Every meeting of a year has a level of its own, in order of time, and 1.5 em (24 px) to itself. A year of
too many is drawn as counts, and so is one of which anything stands on another page: a drawing grows with the years alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec import Struct

from giaoban import addresses, dates
from giaoban.archive.values import Entry, Share, Tally
from giaoban.views.timeline import Event, Meetings, TimelineGroup
from giaoban.views.values import Rich
from giaoban.views.words import counted

_LEVEL = 1.5
_LEAST = 2.0
_GAP = 1.75
# How many meetings a year may have before they are drawn as counts: fewer in a long drawing, which one look must take in.
_MOST, _MOST_OF_LONG, _LONG = 8, 4, 40


class Key(Struct, frozen=True, omit_defaults=True):
    """A line of the legend: a ``shape`` or the ``number`` of a band, with its words, and how often it is drawn (0: not said)."""

    label: Rich
    shape: str = ""
    number: int = 0
    count: int = 0


class Mark(Struct, frozen=True, omit_defaults=True):
    """A mark ``y`` em down its row. It leads to an ``address`` (``#…``: on the same page); ``count``: how many it stands for."""

    lane: int
    y: float
    shape: str
    address: str
    name: str
    count: int = 0


class Number(Struct, frozen=True):
    """The number of a band or line, in a box."""

    lane: int
    y: float
    number: int


class Tie(Struct, frozen=True):
    """A line across, between the marks of one meeting."""

    lane: int
    to: int
    y: float


class Stroke(Struct, frozen=True, omit_defaults=True):
    """A line down one lane; ``look`` is its class. Without ``top`` it comes from the row above, without ``bottom`` it goes on."""

    lane: int
    look: str
    top: float | None = None
    bottom: float | None = None


class Bend(Struct, frozen=True):
    """A line that flows from the top of a lane into the first one, ``y`` em down."""

    lane: int
    y: float


class DrawingRow(Struct, frozen=True, omit_defaults=True):
    """A year: the height of its drawing in em, what is drawn, and what is said beside it. ``anchor`` empty: years without any.

    ``share``: how many of the meetings of the year in the archive are here.
    """

    label: str
    anchor: str
    height: float
    marks: tuple[Mark, ...] = ()
    numbers: tuple[Number, ...] = ()
    ties: tuple[Tie, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    bends: tuple[Bend, ...] = ()
    beside: Rich = ()
    share: Share | None = None

    @property
    def through(self) -> tuple[Stroke, ...]:
        """The strokes that run from the top of the row to its bottom."""
        return tuple([stroke for stroke in self.strokes if stroke.top is None and stroke.bottom is None])


class Drawing(Struct, frozen=True, omit_defaults=True):
    """A whole drawing. ``kind``: leader, province or resolution; ``text`` says in words what it shows."""

    kind: str
    lanes: int
    rows: tuple[DrawingRow, ...]
    keys: tuple[Key, ...]
    text: str
    note: str = ""

    @property
    def outlines(self) -> list[tuple[str, str]]:
        """Every shape that is drawn or explained, once, with its outline."""
        used = {mark.shape for row in self.rows for mark in row.marks} | {key.shape for key in self.keys}
        return [(shape, SHAPES[shape]) for shape in sorted(used & SHAPES.keys())]

    @property
    def through(self) -> list[tuple[Stroke, ...]]:
        """What runs through whole rows: the same in most of them, so each combination is drawn once and shown by reference."""
        return list(dict.fromkeys([row.through for row in self.rows if row.through]))

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


def tally_words(found: Mapping[str, int], labels: Mapping[str, str]) -> str:
    """How often each thing was drawn, in words: "quán triệt 2, báo cáo kết quả 1"."""
    return ", ".join([f"{label} {found[code]}" for code, label in labels.items() if found.get(code)])


@dataclass(frozen=True, slots=True)
class Scheme:
    """What is drawn of a meeting.

    ``shapes``: of a combination of `Entry.parts`, the lane and code of each mark. ``labels``: codes to words. ``naming``:
    of an entry and a code, what the meeting is called there, and the number of the item that it leads to, or "".
    ``wide``: ids of events that stand apart from others.
    """

    lanes: int
    labels: Mapping[str, str]
    shapes: Callable[[tuple[str, ...]], Sequence[tuple[int, str]]]
    naming: Callable[[Entry, str], tuple[str, str]]
    wide: Collection[str] = ()
    _drawn: dict[tuple[str, ...], Sequence[tuple[int, str]]] = field(default_factory=dict)

    def draws(self, combination: tuple[str, ...]) -> Sequence[tuple[int, str]]:
        """The marks of a combination, each found once."""
        found = self._drawn.get(combination)
        if found is None:
            found = self._drawn[combination] = self.shapes(combination)
        return found

    def counts(self, combinations: Mapping[tuple[str, ...], int]) -> Counter[tuple[int, str]]:
        """How often each mark would be drawn, by lane and code, of meetings with these combinations."""
        found: Counter[tuple[int, str]] = Counter()
        for combination, count in combinations.items():
            for mark in self.draws(combination):
                found[mark] += count
        return found


@dataclass(slots=True)
class Rung:
    """A row as it is put together; ``group`` None: above the years."""

    group: TimelineGroup | None
    height: float
    marks: list[Mark] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    bends: list[Bend] = field(default_factory=list)

    def row(self, beside: Rich = (), share: Share | None = None) -> DrawingRow:
        """The finished row."""
        group = self.group
        return DrawingRow(
            group.label if group else "", group.id if group and not group.is_gap else "", self.height, tuple(self.marks),
            tuple(self.numbers), tuple(self.ties), tuple(self.strokes), tuple(self.bends), beside, share,
        )  # fmt: skip


class Ladder:
    """The years of one drawing as they are put together.

    A year whose meetings are too many, or of which some stand on another page, gets one mark of each shape with a count,
    which leads to the year's entries.
    """

    def __init__(self, groups: Sequence[TimelineGroup], held: Meetings, scheme: Scheme) -> None:
        self.scheme = scheme
        self.lanes = scheme.lanes
        self.rungs: list[Rung] = []
        self.at: dict[str, tuple[int, float]] = {}
        """Id of a meeting or event, or path of a part, to its rung, and how far down it stands there."""
        self._tallies = {tally.path: tally for tally in held.tallies}
        self._most = _MOST_OF_LONG if held.count > _LONG else _MOST
        for group in groups:
            if group.is_gap:
                self.rungs.append(Rung(group, _GAP))
            elif group.year is not None:
                self._add_year(group)

    def tallies(self, group: TimelineGroup) -> list[Tally]:
        """The tallies of the meetings of a year that stand on other pages."""
        return [self._tallies[line.moved.path] for line in group.lines if line.moved]

    def _add_year(self, group: TimelineGroup) -> None:
        levels: list[list[_Made]] = []
        places: dict[str, int] = {}
        counts: Counter[tuple[int, str]] = Counter()
        many = group.meetings > self._most or any(line.moved for line in group.lines)
        documents = self._documents(group)
        for line in group.lines:
            if line.entry and many:
                places[line.entry.meeting.id] = -1
                for mark in self.scheme.draws(line.entry.parts):
                    counts[mark] += 1
            elif line.entry:
                places[line.entry.meeting.id] = len(levels)
                levels.append(self._marks(line.entry))
            elif line.moved:
                places[line.moved.path] = -1
                counts.update(self.scheme.counts(dict(self._tallies[line.moved.path].parts)))
            elif line.event and line.event.date and not (documents and line.event.document):
                wide = line.event.id in self.scheme.wide
                levels += [[], [_event(line.event)], []] if wide else [[_event(line.event)]]
                places[line.event.id] = len(levels) - 1 - wide
        if documents:
            name = f"Năm {group.label}: {counted(documents, 'văn bản ban hành')}"
            levels.append([(0, "issued", f"#{group.id}", name, documents)])
        first = len(levels)
        if counts:
            levels += self._counted(group, counts)
        height = max(_LEAST, _LEVEL * len(levels) + 0.5)
        top = (height - _LEVEL * (len(levels) - 1)) / 2
        rung = Rung(group, height)
        for i, made in enumerate(levels):
            self._draw(rung, made, top + _LEVEL * i)
        here = len(self.rungs)
        for one, i in places.items():
            self.at[one] = (here, top + _LEVEL * (first if i < 0 else i))
        self.rungs.append(rung)

    def _documents(self, group: TimelineGroup) -> int:
        """How many documents of a year are drawn as a count: all, or none where they are few."""
        if not self._tallies:
            return 0
        moved = sum(line.moved.documents for line in group.lines if line.moved)
        here = sum(bool(line.event and line.event.document) for line in group.lines)
        return moved + here if moved or here > self._most else 0

    def _marks(self, entry: Entry) -> list[_Made]:
        """The marks of a meeting that is drawn for itself."""
        found: list[_Made] = []
        meeting = entry.meeting
        for lane, code in self.scheme.draws(entry.parts):
            what, item = self.scheme.naming(entry, code)
            name = f"{dates.vietnamese(meeting.date)}: {meeting.title} ({what})"
            address = addresses.of("briefing", meeting.id)
            found.append((lane, code, f"{address}#{item}" if item else address, name, 0))
        return found

    def _draw(self, rung: Rung, made: Sequence[_Made], y: float) -> None:
        """The marks of one level, those of one meeting tied to each other."""
        if len(made) > 1:
            lanes = [lane for lane, *_ in made]
            if min(lanes) < max(lanes) and not any(count for *_, count in made):
                rung.ties.append(Tie(min(lanes), max(lanes), y))
        rung.marks += [Mark(lane, y, shape, address, name, count) for lane, shape, address, name, count in made]

    def _counted(self, group: TimelineGroup, counts: Counter[tuple[int, str]]) -> list[list[_Made]]:
        """Many marks as counts: one of each shape, those of one lane under each other, each leading to the year."""
        levels: list[list[_Made]] = []
        used: Counter[int] = Counter()
        for (lane, code), count in counts.most_common():
            if used[lane] == len(levels):
                levels.append([])
            name = f"Năm {group.label}: {counted(count, 'cuộc họp')} ({self.scheme.labels[code]})"
            levels[used[lane]].append((lane, code, f"#{group.id}", name, count))
            used[lane] += 1
        return levels

    def run(self, lane: int, look: str, first: str | None = None, last: str | None = None) -> None:
        """A line down one lane, from one id (or the top) to another (or the bottom)."""
        start, top = self.at[first] if first else (0, None)
        end, bottom = self.at[last] if last else (len(self.rungs) - 1, None)
        if start == end:
            self.rungs[start].strokes.append(Stroke(lane, look, top, bottom))
        elif start < end:
            through = Stroke(lane, look)
            self.rungs[start].strokes.append(Stroke(lane, look, top))
            for rung in self.rungs[start + 1 : end]:
                rung.strokes.append(through)
            self.rungs[end].strokes.append(Stroke(lane, look, None, bottom))


_Made = tuple[int, str, str, str, int]
"""A mark before it has its place: lane, shape, address, name, count."""


def _event(event: Event) -> _Made:
    title = "".join([run.text for run in event.title])
    return 0, event.mark, event.address or f"#{event.id}", f"{dates.vietnamese(event.date or '')}: {title}", 0
