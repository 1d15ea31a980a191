"""Values: what questions put to the archive are answered with. All of them are immutable and hold plain text, no HTML.

A tally is what a page says of meetings that stand on another page: counts and the like, so that it need not know their entries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct


class Reference(Struct, frozen=True):
    """What is shown of an entity elsewhere: its ``label``, a ``detail`` beside it, and its address (None: no page).

    An address is a path from the site's root without a leading slash: ``hop/<id>/``.
    """

    kind: str
    id: str
    label: str
    detail: str
    address: str | None


class Adoption(Struct, frozen=True):
    """What other pages tell of a document's adoption.

    ``date``: EDTF, or empty; ``issuer``: id of an organization, or empty; ``name``: the document in few words; ``source``: the
    number of its first source.
    """

    reference: Reference
    date: str
    issuer: str
    name: str
    source: str


class Heading(Struct, frozen=True):
    """What every list and timeline shows of a meeting. ``kind`` and ``level`` are codes of the record, ``date`` is EDTF."""

    id: str
    title: str
    kind: str
    level: str
    date: str
    place: str = ""
    venue_province: str = ""
    """The unit in which it was held, or empty."""

    @property
    def year(self) -> str:
        """The year under which the meeting is listed: that of its earliest possible day."""
        return self.date.lstrip("[")[:4]


class SourceLink(Struct, frozen=True, omit_defaults=True):
    """A source of a meeting: its number (``s1``), its address on the web, and the ``host`` as readers see it ("": no address)."""

    id: str
    url: str = ""
    host: str = ""


class ItemText(Struct, frozen=True):
    """A numbered item of a meeting (``t3``) with its text, cut to the length that an entry shows."""

    id: str
    text: str


class Entry(Struct, frozen=True, omit_defaults=True):
    """One meeting seen from one entity: what its timeline shows, and what the drawing above it is made from.

    ``parts``: codes of what the meeting or person was there (`words.PARTS` and ``said`` for a leader, `words.RELATIONS` for a
    document or session, `words.NEARNESS` for a province). ``titles``: as observed, of a leader. ``notes``: sentences
    said of the entity. ``under``: which units were meant, on a province's page. ``item_texts``: the first items that touch the
    entity; ``items_in_all`` how many there are. ``forms``: the first wordings that cited a document, of ``forms_in_all``.
    ``period`` and ``counts`` (code and number of ``results``, ``tasks``, ``figures``, ``resolutions``): of the meeting as a
    whole, where the entity is a year, series or topic. ``items``: numbers of the first task and the first result.
    ``units``: provinces that reported on the document. ``people``: who was observed in the province.
    """

    meeting: Heading
    parts: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    item_texts: tuple[ItemText, ...] = ()
    items_in_all: int = 0
    forms: tuple[str, ...] = ()
    forms_in_all: int = 0
    period: str = ""
    counts: tuple[tuple[str, int], ...] = ()
    sources: tuple[SourceLink, ...] = ()
    items: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


class Observed(Struct, frozen=True):
    """Titles of a leader in one wording of sources; ``dates``: the first (EDTF) on which they were observed so, of ``count``."""

    titles: tuple[str, ...]
    dates: tuple[str, ...]
    count: int


class Visits(Struct, frozen=True):
    """Meetings held in one unit, at which a leader had the same ``parts``: the date of the first, and how many there are."""

    unit: str
    parts: tuple[str, ...]
    date: str
    count: int


class Tally(Struct, frozen=True, omit_defaults=True):
    """What the page of an entity says of a part of its timeline that stands on another page.

    ``path``: which part (`archive.parts`). ``count``: of its meetings; ``first`` and ``last``: the dates of the first and last
    (EDTF; empty when there is none). ``kinds`` and ``levels``: codes with the number of meetings. ``parts``: combinations of
    codes that entries have (`Entry.parts`), with how many have them. ``titles`` and ``visits``: of a leader, in order of the
    first. ``units``: those that reported on a document, with the date on which they did so first. ``people``: who was observed
    in a province. ``documents``: those issued there.
    """

    path: str
    count: int
    first: str = ""
    last: str = ""
    kinds: tuple[tuple[str, int], ...] = ()
    levels: tuple[tuple[str, int], ...] = ()
    parts: tuple[tuple[tuple[str, ...], int], ...] = ()
    titles: tuple[Observed, ...] = ()
    visits: tuple[Visits, ...] = ()
    units: tuple[tuple[str, str], ...] = ()
    people: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


class FigureEntry(Struct, frozen=True, omit_defaults=True):
    """One figure of one meeting, as the page of figures shows it.

    ``measure``: equal for figures that count the same thing (unit, words and scope, folded). ``value``: as written in the
    record. ``moment``: the day for which it holds (ISO date), by which figures are in order; ``held``: the EDTF date
    that says when it holds, and ``basis`` what kind of date that is (``as_of``, ``period``, ``meeting``). ``indicator``: what it
    counts, where that is one; ``scope``: of what part it then speaks, in words; ``unit_id``: the id of the provincial unit.
    """

    meeting: Heading
    id: str
    unit: str
    what: str
    measure: str
    value: str
    bound: str = ""
    moment: str = ""
    held: str = ""
    basis: str = "meeting"
    province: Reference | None = None
    sources: tuple[SourceLink, ...] = ()
    indicator: str = ""
    scope: str = ""
    unit_id: str = ""


class ItemEntry(Struct, frozen=True, omit_defaults=True):
    """One task or result of a meeting as a thread shows it: its text, cut, and its sources."""

    id: str
    text: str
    sources: tuple[SourceLink, ...] = ()


class Share(Struct, frozen=True):
    """A part of a whole: in words, and in hundredths of the whole."""

    said: str
    percent: float


class FollowUp(Struct, frozen=True):
    """An item of a later meeting that continues or answers an ``item`` of this one. ``verb``: ``continues``, ``answers``."""

    item: str
    verb: str
    meeting: str
    by: str


class Step(Struct, frozen=True):
    """One item of a thread. ``joins``: verb and target (``<meeting>#<item>``) of what it continues or answers."""

    meeting: str
    item: str
    joins: tuple[tuple[str, str], ...] = ()

    @property
    def reference(self) -> str:
        """``<meeting>#<item>``."""
        return f"{self.meeting}#{self.item}"


class DataFile(Struct, frozen=True):
    """A file of the data set: its path, its size in bytes, the SHA-256 of its bytes and, of a table, how many rows it has.

    ``unpacked``: the size of what a compressed file holds.
    """

    path: str
    size: int
    digest: str
    rows: int = 0
    unpacked: int = 0


class DataSet(Struct, frozen=True):
    """The files of the data set, by path, and the day on which what they say was last changed (``edition``, an ISO date)."""

    edition: str
    files: tuple[DataFile, ...]


_MOST_DATES = 4


def tally(kind: str, path: str, entries: Sequence[Entry], documents: tuple[str, ...] = ()) -> Tally:
    """The tally of one part of a timeline of ``kind``. ``entries``: all of the part's, in order of time."""
    units: dict[str, str] = {}
    people: dict[str, None] = {}
    for entry in entries:
        for unit in entry.units:
            units.setdefault(unit, entry.meeting.date)
        people.update(dict.fromkeys(entry.people))
    return Tally(
        path=path,
        count=len(entries),
        first=entries[0].meeting.date if entries else "",
        last=entries[-1].meeting.date if entries else "",
        kinds=_counts(entry.meeting.kind for entry in entries),
        levels=_counts(entry.meeting.level for entry in entries),
        parts=tuple(sorted(Counter(entry.parts for entry in entries).items())),
        titles=observed_titles(entries),
        visits=_visits(entries) if kind == "leader" else (),
        units=tuple(units.items()),
        people=tuple(people),
        documents=documents,
    )


def observed_titles(entries: Iterable[Entry]) -> tuple[Observed, ...]:
    """Each wording of titles in some entries, in order of its first observation."""
    found: dict[tuple[str, ...], list[str]] = {}
    for entry in entries:
        if entry.titles:
            found.setdefault(entry.titles, []).append(entry.meeting.date)
    return tuple(Observed(titles, tuple(dates[:_MOST_DATES]), len(dates)) for titles, dates in found.items())


def merged_titles(groups: Iterable[Iterable[Observed]]) -> tuple[Observed, ...]:
    """What was observed in several stretches of time, one after the other, as one."""
    found: dict[tuple[str, ...], Observed] = {}
    for one in (one for group in groups for one in group):
        known = found.get(one.titles, Observed(one.titles, (), 0))
        dates = (known.dates + one.dates)[:_MOST_DATES]
        found[one.titles] = Observed(one.titles, dates, known.count + one.count)
    return tuple(found.values())


def _counts(codes: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(codes).items()))


def _visits(entries: Iterable[Entry]) -> tuple[Visits, ...]:
    found: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for entry in entries:
        if unit := entry.meeting.venue_province:
            found.setdefault((unit, entry.parts), []).append(entry.meeting.date)
    return tuple(Visits(unit, parts, dates[0], len(dates)) for (unit, parts), dates in found.items())
