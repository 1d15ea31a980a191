"""Questions that are answered from products: the summary of a meeting, the entries of a timeline, figures, items of threads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from hashlib import blake2b
from typing import Any

from msgspec import msgpack

from giaoban.archive import Archive, Viewpoint, values
from giaoban.archive.answers import Question, digest_of
from giaoban.archive.arrivals import Recent
from giaoban.archive.gathered import Measures, place_path
from giaoban.archive.parts import Parts
from giaoban.archive.values import Entry, FigureEntry, ItemEntry, Tally
from giaoban.build.products import Products, decoded, digest_of_entry, name
from giaoban.build.store import DamagedError

_entry = msgpack.Decoder(Entry).decode
_figures = msgpack.Decoder(tuple[FigureEntry, ...]).decode
_items = msgpack.Decoder(tuple[ItemEntry, ...]).decode


def questions(products: Products, archive: Archive) -> dict[str, Question]:
    """The questions that products answer. Only once all products are made may what meetings give be asked for."""
    return _Gathering(products, archive).table()


def recent_entries(products: Products, archive: Archive, recent: Callable[[str, str], Recent]) -> Question:
    """The question for the entries of the meetings that came last to a timeline.

    Its last argument is the key of `Recent`: a question with another key is another question, so that the answer to this one
    stays the same as long as no meeting gives another entry to the timeline.
    """
    gathering = _Gathering(products, archive)

    def meetings(kind: str, entity: str, key: str) -> list[str]:
        found = recent(kind, entity)
        if found.key != key:
            raise KeyError(key)
        return [arrival.meeting for arrival in found.arrivals]

    return Question(
        lambda kind, entity, key: gathering.some_entries(kind, entity, meetings(kind, entity, key)),
        lambda kind, entity, key: gathering.some_digest(kind, entity, meetings(kind, entity, key)),
        large=True,
        unchanged=lambda kind, entity, _: products.is_untouched(name(kind, entity)),
        late=True,
    )


class _Gathering:
    def __init__(self, products: Products, archive: Archive) -> None:
        self._products, self._archive = products, archive
        self._parts = Parts(archive)
        self._measures = cache(lambda: Measures(archive))

    def table(self) -> dict[str, Question]:
        return {
            "summary": self._of_summary(lambda meeting: self._products.summary(meeting).html),
            "summary-blocks": self._of_summary(lambda meeting: self._products.summary(meeting).blocks),
            "data-set": Question(self._products.data_set, late=True),
            "search-documents": Question(self.search_documents, late=True),
            "entries": self._question(self.entries, self.entries_digest, name),
            "page-entries": self._question(
                self.page_entries, self.page_entries_digest, lambda kind, entity, _: name(kind, entity)
            ),
            "tally": self._question(self.tally, self.tally_digest, lambda kind, entity, _: name(kind, entity)),
            "figures": self._question(
                self.figures, self.figures_digest, lambda letter, year: name("figure", f"{letter}{year}")
            ),
            "measures": self._question(
                self.measures, self.measures_digest, lambda indicator, _: name("indicator", indicator)
            ),
            "latest-measures": self._question(
                self.latest_measures, self.latest_measures_digest, lambda indicator: name("indicator", indicator)
            ),
            "items": self._question(self.items, self.items_digest, lambda meeting: name("item", meeting)),
        }

    def search_documents(self) -> tuple[bytes, ...]:
        """Digests of what the search index needs of each document, in the order of their names."""
        digests = self._products.digests
        return tuple([digests[product] for product in sorted(digests) if product.startswith("search\x1f")])

    def _of_summary(self, answer: Callable[[str], Any]) -> Question:
        """A question about the summary of a meeting."""
        products = self._products
        return Question(
            answer,
            lambda meeting: products.digests[name("summary", meeting)],
            large=True,
            unchanged=lambda meeting: products.is_unchanged(name("summary", meeting)),
            late=True,
        )

    def _question(
        self, answer: Callable[..., Any], digest: Callable[..., bytes], timeline: Callable[..., str]
    ) -> Question:
        """A question about the entries of a timeline."""
        untouched = self._products.is_untouched
        return Question(answer, digest, large=True, unchanged=lambda *asked: untouched(timeline(*asked)), late=True)

    def given(self, meeting: str) -> dict[str, bytes]:
        """What a meeting gives: timeline to the digest of its entry there."""
        if self._products.touched is None:
            # All of them will be asked for.
            self._products.hold_given(self._archive.viewpoints)
        return self._products.given(meeting)

    def entries(self, kind: str, entity: str) -> tuple[Entry, ...]:
        """The entries of a timeline, in order of time."""
        return self.some_entries(kind, entity, self._archive.timelines.get(Viewpoint(kind, entity), ()))

    def entries_digest(self, kind: str, entity: str) -> bytes:
        """The digest of the entries of a timeline."""
        return self._digest(name(kind, entity), self._archive.timelines.get(Viewpoint(kind, entity), ()))

    def page_entries(self, kind: str, entity: str, path: str) -> tuple[Entry, ...]:
        """The entries that one page of a timeline shows, in order of time."""
        return self.some_entries(kind, entity, self._parts.meetings(kind, entity, path))

    def page_entries_digest(self, kind: str, entity: str, path: str) -> bytes:
        """The digest of the entries that one page of a timeline shows."""
        return self._digest(name(kind, entity), self._parts.meetings(kind, entity, path))

    def tally(self, kind: str, entity: str, path: str) -> Tally:
        """What is said of a part of a timeline where it does not stand."""
        documents = self._parts.all_documents(entity, path) if kind == "province" else ()
        entries = self.some_entries(kind, entity, self._parts.all_meetings(kind, entity, path))
        return values.tally(kind, path, entries, documents)

    def tally_digest(self, kind: str, entity: str, path: str) -> bytes:
        """A digest that changes whenever a tally does: of the entries and documents that it counts."""
        documents = self._parts.all_documents(entity, path) if kind == "province" else ()
        entries = self._digest(name(kind, entity), self._parts.all_meetings(kind, entity, path))
        return digest_of((entries, documents))

    def figures(self, letter: str, year: str) -> tuple[FigureEntry, ...]:
        """The figures of meetings of one year whose unit begins with a letter, in order of time."""
        found = self._rows(name("figure", f"{letter}{year}"), self._with_figures(letter, year))
        return tuple([figure for m, data in found for figure in decoded(_figures, data, "entry", m)])

    def figures_digest(self, letter: str, year: str) -> bytes:
        """The digest of the figures of one letter and year."""
        return self._digest(name("figure", f"{letter}{year}"), self._with_figures(letter, year))

    def _with_figures(self, letter: str, year: str) -> list[str]:
        return [card.id for card in self._archive.timeline("year", year) if letter in card.figures]

    def measures(self, indicator: str, path: str) -> tuple[FigureEntry, ...]:
        """The figures of one slice of an indicator, in order of their meetings."""
        found = self._measured(indicator, self._measures().meetings(indicator, path))
        places = path.split("/")[:2] if path else []
        return tuple([figure for figure in found if [*place_path(figure.unit_id)][: len(places)] == places])

    def measures_digest(self, indicator: str, path: str) -> bytes:
        """The digest of all figures of an indicator that the meetings of one slice reported."""
        return self._digest(name("indicator", indicator), self._measures().meetings(indicator, path))

    def latest_measures(self, indicator: str) -> tuple[FigureEntry, ...]:
        """The figures of an indicator that the last meetings reported."""
        return tuple(self._measured(indicator, self._measures().latest(indicator)))

    def latest_measures_digest(self, indicator: str) -> bytes:
        """The digest of these."""
        return self._digest(name("indicator", indicator), self._measures().latest(indicator))

    def _measured(self, indicator: str, meetings: Sequence[str]) -> list[FigureEntry]:
        found = self._rows(name("indicator", indicator), meetings)
        return [figure for m, data in found for figure in decoded(_figures, data, "entry", m)]

    def items(self, meeting: str) -> tuple[ItemEntry, ...]:
        """The tasks and results of a meeting as threads show them."""
        found = self._rows(name("item", meeting), [meeting])
        return tuple([item for m, data in found for item in decoded(_items, data, "entry", m)])

    def items_digest(self, meeting: str) -> bytes:
        """The digest of the tasks and results of a meeting."""
        return self._digest(name("item", meeting), [meeting])

    def some_entries(self, kind: str, entity: str, meetings: Sequence[str]) -> tuple[Entry, ...]:
        """The entries of some meetings on a timeline, in the order of the meetings."""
        found = self._rows(name(kind, entity), meetings)
        return tuple([decoded(_entry, data, "entry", meeting) for meeting, data in found])

    def some_digest(self, kind: str, entity: str, meetings: Sequence[str]) -> bytes:
        """The digest of the entries of some meetings on a timeline."""
        return self._digest(name(kind, entity), meetings)

    def _digest(self, timeline: str, meetings: Iterable[str]) -> bytes:
        """The digest of what some meetings give to a timeline."""
        given = [self.given(meeting).get(timeline, b"") for meeting in meetings]
        return blake2b(b"".join(given), digest_size=16).digest()

    def _rows(self, timeline: str, meetings: Sequence[str]) -> list[tuple[str, bytes]]:
        """What some meetings give to a timeline, in their order. Raises `DamagedError` unless that is what was made."""
        kept = self._products.store.entries(timeline, meetings)
        rows = []
        for meeting in meetings:
            data, promised = kept.get(meeting), self.given(meeting).get(timeline)
            if promised is None:
                continue
            if data is None or digest_of_entry(data) != promised:
                raise DamagedError("entry", meeting)
            rows.append((meeting, data))
        return rows
