"""The numbered items of a meeting as its page shows them: what each says, what it touches, what it is joined to."""

from __future__ import annotations

from collections import defaultdict

from msgspec import Struct

from giaoban import addresses
from giaoban.archive.reader import Reader
from giaoban.archive.values import FollowUp, Reference
from giaoban.records.models.briefing import Briefing, Item, Result, Task
from giaoban.views import evidence, words
from giaoban.views.values import Fact, Rich, Span, date_in_text, facts, link
from giaoban.views.words import counted, first_lower, first_upper, symbol_in


class ThreadLine(Struct, frozen=True):
    """An item of another meeting that an item is joined to; ``earlier``: the other came first."""

    earlier: bool
    join: str
    other: Span


class ItemLine(Struct, frozen=True, omit_defaults=True):
    """A numbered item. ``symbols``: the symbols of documents in its text that are links, with their addresses."""

    id: str
    text: str
    symbols: tuple[tuple[str, str], ...] = ()
    facts: tuple[Fact, ...] = ()
    threads: tuple[ThreadLine, ...] = ()


class Section(Struct, frozen=True):
    """Numbered items of one kind; ``count`` in words."""

    id: str
    heading: str
    count: str
    items: tuple[ItemLine, ...]


def sections(reader: Reader, meeting: Briefing) -> tuple[Section, ...]:
    """The sections of a meeting's page that hold numbered items."""
    made = _Items(reader, meeting)
    return tuple(
        Section(anchor, heading, counted(len(items), noun), tuple([made.item(item) for item in items]))
        for anchor, heading, noun, items in (
            ("ket-qua", "Kết quả", "kết quả", meeting.results),
            ("han-che", "Hạn chế", "hạn chế", meeting.shortcomings),
            ("nhiem-vu", "Nhiệm vụ", "nhiệm vụ", meeting.tasks),
        )
        if items
    )


class _Items:
    """The items of one meeting as they are made."""

    def __init__(self, reader: Reader, meeting: Briefing) -> None:
        self.reader = reader
        self.date = meeting.date
        self.follow_ups: dict[str, list[FollowUp]] = defaultdict(list)
        for follow_up in reader.follow_ups(meeting.id):
            self.follow_ups[follow_up.item].append(follow_up)
        self._documents: dict[str, tuple[Reference | None, str | None]] = {}

    def item(self, item: Item) -> ItemLine:
        """One item."""
        reader = self.reader
        named: list[tuple[str, str]] = []
        others: list[Rich] = []
        for entity in item.resolutions:
            document, symbol = self._document(entity)
            if document and symbol and symbol in item.text:
                named.append((symbol, document.address or ""))
            else:
                others.append(link(document))
        others += [link(reader.reference("plenum", entity)) for entity in item.plenums]
        return ItemLine(
            item.id,
            item.text,
            tuple(named),
            facts(
                ("Người nêu", [link(reader.reference("leader", item.by))]),
                ("Hạn", [date_in_text(item.due if isinstance(item, Task) else None)]),
                ("Văn bản", others),
                ("Địa phương", [link(reader.unit_on(unit, self.date)) for unit in item.provinces]),
                ("Nguồn", evidence.references(item.source)),
            ),
            tuple(self._threads(item)),
        )

    def _document(self, entity: str) -> tuple[Reference | None, str | None]:
        """A document and the symbol in its label."""
        found = self._documents.get(entity)
        if found is None:
            reference = self.reader.reference("resolution", entity)
            found = self._documents[entity] = (reference, symbol_in(reference.label) if reference else None)
        return found

    def _threads(self, item: Item) -> list[ThreadLine]:
        found = []
        if isinstance(item, Task):
            found = [self._thread(words.JOINS["continues"], target, earlier=True) for target in item.continues]
        elif isinstance(item, Result):
            found = [self._thread(words.JOINS["answers"], target, earlier=True) for target in item.answers]
        for one in self.follow_ups.get(item.id, ()):
            found.append(self._thread(words.ANSWERED[one.verb], f"{one.meeting}#{one.by}", earlier=False))
        return [line for line in found if line]

    def _thread(self, join: str, target: str, *, earlier: bool) -> ThreadLine | None:
        meeting, _, number = target.partition("#")
        other = self.reader.reference("briefing", meeting)
        if other is None:
            return None
        name = f"{words.item(number)}, {_inside(other.label)}"
        return ThreadLine(earlier, first_upper(join), Span(name, address=addresses.item(target)))


def _inside(title: str) -> str:
    """A meeting's title inside a sentence: "Giao ban trực tuyến …" begins small, a name keeps its capital."""
    return first_lower(title) if title.startswith(("Giao ban", "Tổng kết", "Sơ kết", "Hội nghị", "Cuộc họp")) else title
