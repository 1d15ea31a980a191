"""Products: what is made of each meeting before any page, and asked for by pages. They stand in the store.

A ``summary`` is the prose of a meeting as HTML, its mentions linked, with its plain blocks and what linking found open.
``entries`` are what the meeting gives to every timeline it is on, and to the pages of figures and threads. A ``search``
product is what the index needs of one document.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import msgpack

from giaoban.archive.model import initial_letter
from giaoban.archive.reader import Reader
from giaoban.archive.values import DataSet, FigureEntry
from giaoban.build.store import DamagedError, EntryRow, Store
from giaoban.findings import Finding
from giaoban.views import entries as views

T = TypeVar("T")

BETWEEN = "\x1f"
ENTRY_DIGEST = 8
DATA = "data"
"""The name of the data set among the products."""
_encode = msgpack.encode


class Summary(msgspec.Struct, frozen=True, array_like=True):
    """The summary of one meeting: HTML, the plain text of its blocks in order, and findings of linking it."""

    html: str
    blocks: tuple[str, ...]
    findings: tuple[Finding, ...]


class MadeData(msgspec.Struct, frozen=True, array_like=True):
    """The data set that was made: what is said of it, and the digest of the bytes of each file of the site."""

    said: DataSet
    digests: dict[str, bytes]


_summary = msgpack.Decoder(Summary).decode
_data_set = msgpack.Decoder(MadeData).decode
_given = msgpack.Decoder(list[tuple[str, bytes]]).decode


def name(*parts: str) -> str:
    """The name of a product or timeline: ``summary`` and the id of a meeting, or a kind and the id of an entity."""
    return BETWEEN.join(parts)


class Products:
    """The products of an archive: those kept in the store, and those just made.

    Each process opens the store for itself: connections do not survive a fork.
    """

    def __init__(self, store: Path) -> None:
        self._path = store
        self._opened: tuple[int, Store] | None = None
        self.digests: dict[str, bytes] = {}
        """Name of each product to its digest; entries to that of what the meeting gives."""
        self.moved: set[str] | None = None
        """The timelines that have other lines than in the last whole build, or in another order; None where that is not known."""
        self.touched: set[str] | None = None
        """The timelines to which meetings give something else than in the last whole build; None where that is not known."""
        self.changed: set[str] = set()
        """The products that were made since the last whole build, where it is known which timelines are touched."""
        self._fresh: dict[str, bytes] = {}
        self._given: dict[str, dict[str, bytes]] = {}
        self._holds_all_given = False

    def begin(self) -> None:
        """Know of no changes yet, before the next build in this process."""
        self.moved, self.touched, self.changed = None, None, set()

    def note(self, product: str, digest: bytes) -> None:
        """A product was made again."""
        self.digests[product] = digest
        self.changed.add(product)
        self._given.pop(product.partition(BETWEEN)[2], None)

    def has_same_lines(self, kind: str, entity: str = "") -> bool:
        """Whether a timeline, or every one of a kind, surely has the lines that it had in the last whole build."""
        if self.moved is None:
            return False
        if entity:
            return name(kind, entity) not in self.moved
        return not any(timeline.startswith(name(kind, "")) for timeline in self.moved)

    def is_unchanged(self, product: str) -> bool:
        """Whether a product surely is what it was in the last whole build."""
        return self.touched is not None and product not in self.changed

    def is_untouched(self, timeline: str) -> bool:
        """Whether a timeline surely has the entries that it had in the last whole build."""
        return self.touched is not None and timeline not in self.touched

    @property
    def store(self) -> Store:
        """The store, for reading."""
        if self._opened is None or self._opened[0] != os.getpid():
            self._opened = (os.getpid(), Store(self._path, reading=True))
        return self._opened[1]

    def close(self) -> None:
        """Let go of the store."""
        if self._opened is not None and self._opened[0] == os.getpid():
            self._opened[1].close()
        self._opened = None

    def hold(self, product: str, digest: bytes, data: bytes) -> None:
        """A product that was made in this process and is not in the store yet."""
        self.digests[product] = digest
        self._fresh[product] = data

    def release(self) -> None:
        """Let go of what was made in this process."""
        self._fresh.clear()

    def data(self, product: str) -> bytes:
        """The bytes of a product. Raises `DamagedError` when the store does not hold what was made."""
        found = self._fresh.get(product)
        return found if found is not None else self.store.product(product, self.digests[product])

    def data_set(self) -> DataSet | None:
        """The data set, where this build has made it."""
        return self.made_data().said if DATA in self.digests else None

    def made_data(self) -> MadeData:
        """The same with the digests of the files."""
        return decoded(_data_set, self.data(DATA), "product", DATA)

    def body(self, path: str) -> bytes:
        """The body of a file of records."""
        return self.store.body(path)

    def summary(self, meeting: str) -> Summary:
        """The summary of a meeting."""
        return self.decode_summary(meeting, self.data(name("summary", meeting)))

    def decode_summary(self, meeting: str, data: bytes) -> Summary:
        """The summary of a meeting from its bytes."""
        return decoded(_summary, data, "product", name("summary", meeting))

    def given(self, meeting: str) -> dict[str, bytes]:
        """What a meeting gives: timeline to the digest of its entry there."""
        found = self._given.get(meeting)
        if found is None:
            found = self._given[meeting] = self._decode_given(meeting, None)
        return found

    def hold_given(self, meetings: Iterable[str]) -> None:
        """Find what all these meetings give in one go, unless that was done already."""
        if self._holds_all_given:
            return
        kept = dict(self.store.products(name("entries", "")))
        for meeting in meetings:
            self._given[meeting] = self._decode_given(meeting, kept.get(name("entries", meeting)))
        self._holds_all_given = True

    def _decode_given(self, meeting: str, data: bytes | None) -> dict[str, bytes]:
        product = name("entries", meeting)
        if data is None or digest_of_bytes(data) != self.digests[product]:
            data = self.data(product)
        return dict(decoded(_given, data, "product", product))

    def given_before(self, meeting: str, digest: bytes) -> dict[str, bytes]:
        """What a meeting gave when its product had another digest; nothing where that is not there any more."""
        product = name("entries", meeting)
        try:
            return dict(decoded(_given, self.store.product(product, digest), "product", product))
        except DamagedError:
            return {}


def digest_of_bytes(data: bytes) -> bytes:
    """The digest of a product."""
    return blake2b(data, digest_size=16).digest()


def digest_of_entry(data: bytes) -> bytes:
    """The digest of what one meeting gives to one timeline."""
    return blake2b(data, digest_size=ENTRY_DIGEST).digest()


def decoded(decode: Callable[[bytes], T], data: bytes, table: str, row: str) -> T:
    try:
        return decode(data)
    except (msgspec.DecodeError, ValueError, TypeError):
        raise DamagedError(table, row) from None


def make_entries(reader: Reader, meeting: str) -> tuple[bytes, list[EntryRow]]:
    """What a meeting gives to timelines and to the pages of figures and threads: the list of digests, and the rows."""
    rows = [
        EntryRow(name(*timeline), meeting, data)
        for timeline, data in (
            *(((kind, entity), _encode(entry)) for (kind, entity), entry in views.entries(reader, meeting).items()),
            *_figures_by_place(reader, meeting),
        )
    ]
    return _encode([(row.timeline, digest_of_entry(row.data)) for row in rows]), rows


def _figures_by_place(reader: Reader, meeting: str) -> Iterable[tuple[tuple[str, str], bytes]]:
    places: dict[str, list[FigureEntry]] = defaultdict(list)
    measures: dict[str, list[FigureEntry]] = defaultdict(list)
    for figure in views.figures(reader, meeting):
        places[initial_letter(figure.unit) + figure.meeting.year].append(figure)
        if figure.indicator:
            measures[figure.indicator].append(figure)
    for place, figures in places.items():
        yield ("figure", place), _encode(figures)
    for indicator, figures in measures.items():
        yield ("indicator", indicator), _encode(figures)
    if items := views.items(reader, meeting):
        yield ("item", meeting), _encode(items)
