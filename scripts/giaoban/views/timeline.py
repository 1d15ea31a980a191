"""A timeline as one page shows it: meetings and events by year or month, gaps said, a rail to jump by, and a filter.

What stands on another page (`giaoban.archive.parts`) is known by its tally alone: under its year or month there is a link to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import Literal

from msgspec import Struct

from giaoban import addresses, dates
from giaoban.archive.parts import UNKNOWN, PartPlace, place_of_date
from giaoban.archive.reader import Reader
from giaoban.archive.values import Entry, Tally
from giaoban.views import words
from giaoban.views.values import Rich, Span
from giaoban.views.words import counted, filter_value, first_upper

Granularity = Literal["year", "month"]

_RAIL_FROM = 4
_FILTER_FROM = 4


class Event(Struct, frozen=True, omit_defaults=True):
    """What stands in a timeline beside meetings: an adoption, a merger, a document issued.

    ``date`` None: not known, comes first. ``look``: ``adopted`` or ``merged``. ``mark``: the shape it is drawn with; empty
    where there is no drawing. ``address``: where its mark leads; empty: to its own entry. ``document``: of one that tells of
    a document, what the document is called beside the drawing.
    """

    date: str | None
    look: str
    title: Rich
    text: Rich = ()
    source: Rich = ()
    id: str = ""
    mark: str = ""
    address: str = ""
    document: str = ""


class Moved(Struct, frozen=True, omit_defaults=True):
    """Meetings that stand on another page: at which ``address``, how many, and what they are, as the filter writes it.

    ``path``: of the part. ``name``: the part in words. ``documents``: how many documents stand there too. ``anchors``: ids
    that were here before, and lead here still.
    """

    path: str
    address: str
    name: str
    meetings: int
    documents: int = 0
    anchors: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


class TimelineLine(Struct, frozen=True, omit_defaults=True):
    """A line of a timeline: one of these."""

    entry: Entry | None = None
    event: Event | None = None
    moved: Moved | None = None


class TimelineGroup(Struct, frozen=True, omit_defaults=True):
    """A year or month of a timeline; or years in which no meeting is recorded, from ``year`` to ``until``.

    Neither ``year`` nor ``month``: the date is not known so far. ``meetings``: how many there are, those on other pages too.
    """

    unit: Granularity
    year: int | None = None
    month: int | None = None
    until: int | None = None
    lines: tuple[TimelineLine, ...] = ()
    meetings: int = 0

    @property
    def id(self) -> str:
        """Its anchor."""
        if self.unit == "month":
            return f"thang-{self.month}" if self.month else UNKNOWN
        return UNKNOWN if self.year is None else f"nam-{self.year:04d}"

    @property
    def label(self) -> str:
        """Its heading."""
        if self.unit == "month":
            return f"Tháng {self.month}" if self.month else "Chưa rõ tháng"
        if self.year is None:
            return "Chưa rõ ngày"
        more = f"–{self.until:04d}" if self.until not in (None, self.year) else ""
        return f"{self.year:04d}{more}"

    @property
    def is_gap(self) -> bool:
        """Whether there is nothing in it."""
        return self.until is not None


class Option(Struct, frozen=True):
    """A value that a timeline can be filtered by, as its entries have it; its words; how many meetings have it."""

    value: str
    label: str
    meetings: int


class Choice(Struct, frozen=True):
    """One control of the filter: its name in the page's address, its label, and its options."""

    name: str
    label: str
    options: tuple[Option, ...]


class Timeline(Struct, frozen=True):
    """A timeline. ``kind``: of the entity from which its meetings are seen; ``unit``: what its groups are."""

    kind: str
    unit: Granularity
    groups: tuple[TimelineGroup, ...]
    meetings: int
    choices: tuple[Choice, ...] = ()

    @property
    def rail(self) -> tuple[TimelineGroup, ...]:
        """The groups to jump between, when there are enough of them to be worth it."""
        found = tuple(group for group in self.groups if not group.is_gap)
        return found if len(found) >= _RAIL_FROM else ()


@dataclass(frozen=True)
class Meetings:
    """The meetings of a timeline as one of its pages knows them: the entries that it shows, and tallies of the others."""

    kind: str
    entity: str
    entries: Sequence[Entry]
    tallies: Sequence[Tally]

    @cached_property
    def count(self) -> int:
        """How many meetings the timeline holds: entries, and those of all tallies."""
        return len(self.entries) + sum(tally.count for tally in self.tallies)

    @cached_property
    def combinations(self) -> Counter[tuple[str, ...]]:
        """How many have each combination of `Entry.parts`."""
        found = Counter(entry.parts for entry in self.entries)
        for tally in self.tallies:
            found.update(dict(tally.parts))
        return found


def meetings(reader: Reader, kind: str, entity: str, path: str = "") -> Meetings:
    """The meetings of one page of a timeline; ``path``: of which part."""
    below = reader.parts_below(kind, entity, path)
    tallies = [reader.tally(kind, entity, part) for part in below]
    return Meetings(kind, entity, reader.page_entries(kind, entity, path), tallies)


def timeline(held: Meetings, groups: tuple[TimelineGroup, ...]) -> Timeline:
    """The timeline as its page shows it, from its groups and the choices of its filter."""
    return Timeline(held.kind, groups[0].unit if groups else "year", groups, held.count, choices(held, groups))


def counted_meetings(held: Meetings) -> str:
    """How many meetings there are, in words."""
    return counted(held.count, "cuộc họp")


def time_span(held: Meetings) -> Rich:
    """Over which time meetings go, in words: "từ 29-10-2018 đến 13-1-2022", or the one date."""
    ends = [end for tally in held.tallies for end in (tally.first, tally.last) if end]
    ends += [entry.meeting.date for entry in (*held.entries[:1], *held.entries[-1:])]
    first, last = min(ends, key=_order), max(ends, key=_order)
    if first != last:
        return (Span("từ "), _without_interval(first), Span(" đến "), _without_interval(last))
    whole = Span(first, role="date")
    return (whole,) if dates.parse(first).precision == "between" else (Span("ngày "), whole)


def _order(text: str) -> tuple[date, date, str]:
    return dates.parse(text).sort_key


def _without_interval(text: str) -> Span:
    # "từ trong khoảng … đến … đến …" could not be read; the year says enough here, the entry says the rest.
    moment = dates.parse(text)
    short = text if moment.precision in {"day", "month", "year"} else f"{moment.earliest.year:04d}"
    return Span(short, role="date")


def part_name(part: PartPlace) -> str:
    """A part of a timeline in words: ``năm 2018``, ``tháng 3-2018, phần 2``."""
    name = f"năm {part.year}"
    if part.month:
        name = f"{name}, chưa rõ tháng" if part.month == UNKNOWN else f"tháng {int(part.month)}-{part.year}"
    return f"{name}, phần {part.number}" if part.number else name


# Groups


def by_year(held: Meetings, events: Iterable[Event] = ()) -> tuple[TimelineGroup, ...]:
    """Meetings and events in order of time, by year; years without any between them make a gap."""
    groups: list[TimelineGroup] = []
    before = None
    for year, lines in _in_order(held, events, "year"):
        if before is not None and year is not None and before + 1 < year:
            groups.append(TimelineGroup("year", before + 1, until=year - 1))
        groups.append(TimelineGroup("year", year, lines=tuple(lines), meetings=_count(lines)))
        before = year
    return tuple(groups)


def by_month(held: Meetings, events: Iterable[Event] = ()) -> tuple[TimelineGroup, ...]:
    """The meetings of one year by month; those whose month is not known come last."""
    return tuple(
        TimelineGroup("month", month=month, lines=tuple(lines), meetings=_count(lines))
        for month, lines in sorted(_in_order(held, events, "month"), key=lambda group: group[0] or 13)
    )


_UNKNOWN = (0, date.min, 0)


def _in_order(
    held: Meetings, events: Iterable[Event], unit: Granularity
) -> Iterable[tuple[int | None, list[TimelineLine]]]:
    """Lines in order of time, by the year or month of their date; None where it is not known."""
    which = 0 if unit == "year" else 1
    marked: list[tuple[tuple[int, date, int], int | None, TimelineLine]] = []
    for event in events:
        line = TimelineLine(event=event)
        if event.date is None:
            marked.append((_UNKNOWN, None, line))
        else:
            earliest, *numbers = _when(event.date)
            marked.append(((1, earliest, 0), numbers[which], line))
    for tally in held.tallies:
        where = PartPlace.read(held.kind, held.entity, tally.path)
        earliest = _when(tally.first)[0] if tally.first else date(int(where.year), 1, 1)
        marked.append(((1, earliest, 1), _numbers(where)[which], TimelineLine(moved=_moved(held, tally, where))))
    for entry in held.entries:
        earliest, *numbers = _when(entry.meeting.date)
        marked.append(((1, earliest, 1), numbers[which], TimelineLine(entry)))
    marked.sort(key=itemgetter(0))  # stable: meetings of one day keep their order
    groups: dict[int | None, list[TimelineLine]] = {}
    for _, number, line in marked:
        groups.setdefault(number, []).append(line)
    return groups.items()


@lru_cache(maxsize=65536)
def _when(text: str) -> tuple[date, int, int | None]:
    """The earliest day of a date (EDTF), its year, and its month where that is known."""
    return (dates.parse(text).earliest, *_numbers(place_of_date(text)))


def _numbers(where: PartPlace) -> tuple[int, int | None]:
    return int(where.year), None if where.month in {"", UNKNOWN} else int(where.month)


def _moved(held: Meetings, tally: Tally, where: PartPlace) -> Moved:
    _, labels = _PARTS.get(held.kind, ("", {}))
    parts = dict.fromkeys(code for combination, _ in tally.parts for code in combination)
    return Moved(
        tally.path,
        f"{addresses.of(held.kind, held.entity)}{tally.path}/",
        part_name(where),
        tally.count,
        len(tally.documents),
        tuple(document_anchor(document) for document in tally.documents),
        tuple(filter_value(words.KINDS[code]) for code, _ in tally.kinds),
        tuple(filter_value(words.LEVELS[code]) for code, _ in tally.levels),
        tuple(filter_value(labels[code]) for code in parts if code in labels),
    )


def document_anchor(document: str) -> str:
    """The anchor of the event that tells of a document issued in a province."""
    return f"van-ban-{document}"


def _count(lines: Iterable[TimelineLine]) -> int:
    return sum([1 if line.entry else line.moved.meetings if line.moved else 0 for line in lines])


# The filter


# By kind: what a meeting can be to an entity, with the words for each code, in order.
_PARTS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "leader": ("Phần việc", words.PARTS_OF_LEADERS),
    "resolution": ("Quan hệ", words.RELATIONS),
    "plenum": ("Quan hệ", words.RELATIONS),
    "province": ("Ở đây", words.NEARNESS),
}


def choices(held: Meetings, groups: Sequence[TimelineGroup]) -> tuple[Choice, ...]:
    """The controls of a timeline that is long enough to want them; each has two options or more."""
    if held.count < _FILTER_FROM:
        return ()
    years = [group for group in groups if group.unit == "year" and group.meetings and group.year is not None]
    found = [
        Choice("nam", "Năm", tuple(Option(group.label, group.label, group.meetings) for group in years)),
        _choice("loai", "Loại họp", _count_codes(held, lambda e: e.meeting.kind, lambda t: t.kinds), words.KINDS),
        _choice("cap", "Cấp", _count_codes(held, lambda e: e.meeting.level, lambda t: t.levels), words.LEVELS),
    ]
    if held.kind in _PARTS:
        counts: Counter[str] = Counter()
        for combination, count in held.combinations.items():
            for code in combination:
                counts[code] += count
        label, parts = _PARTS[held.kind]
        found.append(_choice("phan", label, counts, parts))
    return tuple(choice for choice in found if len(choice.options) > 1)


def _count_codes(
    held: Meetings, of_entry: Callable[[Entry], str], of_tally: Callable[[Tally], Iterable[tuple[str, int]]]
) -> Counter[str]:
    counts = Counter(map(of_entry, held.entries))
    for tally in held.tallies:
        counts.update(dict(of_tally(tally)))
    return counts


def _choice(name: str, label: str, counts: Mapping[str, int], labels: Mapping[str, str]) -> Choice:
    known = ((code, text) for code, text in labels.items() if counts.get(code))
    return Choice(
        name, label, tuple(Option(filter_value(text), first_upper(text), counts[code]) for code, text in known)
    )
