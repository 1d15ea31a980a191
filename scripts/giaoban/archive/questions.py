"""How questions about the linked archive are answered. Answers are immutable values, never a record store or the archive.

Among them: all names that an entity bears, with the short forms in which documents are cited.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property
from typing import Any, NamedTuple

from giaoban import addresses, dates, kinds, vietnamese
from giaoban.archive.answers import Question, digest_of
from giaoban.archive.model import Archive, Card, Entities, Viewpoint
from giaoban.archive.overview import overview, overview_of_meetings
from giaoban.archive.parts import Parts
from giaoban.archive.values import Adoption, FollowUp, Heading, Reference, Share
from giaoban.records.models.resolution import Resolution

_MOST_COUNTED = 100
"""Up to here a share is given as a count of the whole. Of a larger whole it is given in tenths of a hundredth: with each meeting
more, the page of every document that was named in its year would else be another one."""

KIND_LABELS = {"briefing": "Giao ban", "interim-review": "Sơ kết", "review": "Tổng kết"}


def heading(card: Card) -> Heading:
    """What lists show of a meeting."""
    return Heading(card.id, card.title, card.kind, card.level, card.date, card.place or "", card.venue_province or "")


def structural(
    archive: Archive,
    basis: Callable[[], bytes] | None = None,
    cards_digest: Callable[[], bytes] | None = None,
    has_same_lines: Callable[..., bool] = lambda *_: False,
) -> dict[str, Question]:
    """The questions that an archive without titles and places answers as well as the whole.

    Most are about meetings alone, and an archive that knows no more than where these stand answers them: a name of somebody, or
    a document that no province issued, then changes nothing for them. ``cards_digest``: of the cards of meetings without title
    and place, where it is at hand. ``has_same_lines``: whether the timeline of an entity, by kind and id, surely has the lines
    that it had in the last whole build; given the kind alone: whether all timelines of it have.
    """
    without_names = unnamed(archive)
    meetings = of_meetings(without_names)
    # Some thirty questions have this basis, each is asked for it more than once, and it takes a walk over all cards.
    placing = cards_digest and cache(lambda: _digest_of_meetings(meetings, cards_digest()))
    return {
        **{name: Question(answer, basis=basis) for name, answer in _Answering(without_names).table().items()},
        **{
            name: Question(answer, basis=placing, unchanged=_unchanged(name, has_same_lines))
            for name, answer in _AnsweringOfMeetings(meetings).table().items()
        },
    }


# Of each question that lines of timelines alone answer: kind and id of the timeline that it is about, from its arguments; the
# kind alone where it is about all timelines of that.
_TIMELINE: dict[str, Callable[..., tuple[str, ...]]] = {
    **dict.fromkeys(
        ("timeline", "has-meetings", "size", "years", "part-around", "parts-below"),
        lambda kind, entity, *_: (kind, entity),
    ),
    "share": lambda _, kind, entity: (kind, entity),
    "page-documents": lambda page, _: ("province", page),
    "sizes": lambda kind: (kind,),
    "part-keys": lambda kind: (kind,),
}


def _unchanged(name: str, has_same_lines: Callable[..., bool]) -> Callable[..., bool] | None:
    timeline = _TIMELINE.get(name)
    return timeline and (lambda *asked: has_same_lines(*timeline(*asked)))


def named(archive: Archive, basis: Callable[[], bytes] | None = None) -> dict[str, Question]:
    """The questions whose answers show titles and places of meetings."""
    found = _Answering(archive)
    return {
        "reference": Question(found.reference, basis=basis),
        "heading": Question(found.heading, basis=basis),
        "headings": Question(lambda: tuple([heading(card) for card in archive.published]), basis=basis),
    }


def unnamed(archive: Archive) -> Archive:
    """An archive whose meetings have no title and no place: how everything hangs together, and nothing of its prose."""
    cards = {card.id: card.without_words for card in archive.cards.values()}
    return dataclasses.replace(archive, cards=cards)


class _Dated(NamedTuple):
    """All that timelines ask of a document: when it was adopted."""

    id: str
    date: str | None


def of_meetings(archive: Archive) -> Archive:
    """An archive that knows on which timelines its meetings stand, and of anything else but the documents there nothing."""
    documents = archive.entities.resolutions
    issued = {d: _Dated(d, documents[d].date) for some in archive.issued_in.values() for d in some}
    known = {kind: issued if kind == "resolution" else {} for kind in archive.entities.by_kind()}
    nothing: Mapping[str, tuple[str, ...]] = {}
    return dataclasses.replace(
        archive,
        entities=Entities(known),
        implemented_by=nothing,
        amended_by=nothing,
        replaced_by=nothing,
        adopted_at=nothing,
    )


def _digest_of_meetings(archive: Archive, cards_digest: bytes) -> bytes:
    """A digest of an archive that `of_meetings` gives. ``cards_digest``: that of its cards."""
    named: dict[str, set[str]] = defaultdict(set)
    for card in archive.cards.values():
        for kind, ids in card.names.items():
            named[kind].update(ids)
    # What cards name and no timeline has is not known; nor is it on any.
    placed = {
        viewpoint for of in (archive.viewpoints, archive.withdrawn_from) for some in of.values() for viewpoint in some
    }
    unknown = sorted((kind, i) for kind, ids in named.items() for i in ids if Viewpoint(kind, i) not in placed)
    documents = sorted((document.id, document.date or "") for document in archive.entities.resolutions.values())
    return digest_of(
        (cards_digest, unknown, documents, archive.issued_in, archive.eras, archive.pages_of_unit, archive.later_life)
    )


class _AnsweringOfMeetings:
    """Answers about meetings alone."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._parts = Parts(archive)

    @cached_property
    def _sizes(self) -> dict[str, list[tuple[str, int]]]:
        """The number of meetings of every timeline, by kind."""
        found: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for viewpoint, meetings in self._archive.timelines.items():
            found[viewpoint.kind].append((viewpoint.id, len(meetings)))
        return found

    def table(self) -> dict[str, Callable[..., Any]]:
        archive = self._archive
        return {
            "published": lambda: tuple(card.id for card in archive.published),
            "dated": lambda: tuple((card.id, card.date, card.kind, card.level) for card in archive.published),
            "viewpoints": lambda meeting: archive.viewpoints.get(meeting, ()),
            "neighbours": lambda meeting: archive.neighbours.get(meeting, (None, None)),
            "follow-ups": self.follow_ups,
            "timeline": lambda kind, entity: archive.timelines.get(Viewpoint(kind, entity), ()),
            "has-meetings": lambda kind, entity: Viewpoint(kind, entity) in archive.timelines,
            "size": lambda kind, entity: len(archive.timelines.get(Viewpoint(kind, entity), ())),
            "sizes": lambda kind: tuple(sorted(self._sizes[kind])),
            "share": self.share,
            "years": self.years,
            "figure-years": self.figure_years,
            **overview_of_meetings(archive),
            "part-around": self._parts.around,
            "parts-below": self._parts.below,
            "part-keys": self._parts.keys,
            "page-documents": self._parts.documents,
        }

    def share(self, count: str, kind: str, entity: str) -> Share | None:
        whole = len(self._archive.timelines.get(Viewpoint(kind, entity), ()))
        if not whole:
            return None
        percent = round(100 * int(count) / whole, 1)
        said = f"{count}/{whole}" if whole <= _MOST_COUNTED else f"{percent:.1f}%".replace(".", ",")
        return Share(said, percent)

    def follow_ups(self, meeting: str) -> tuple[FollowUp, ...]:
        card = self._archive.cards.get(meeting)
        return tuple(
            FollowUp(item, later.verb, later.briefing, later.item)
            for item in (card.items if card else ())
            for later in self._archive.later_items.get(f"{meeting}#{item}", ())
        )

    def years(self, kind: str, entity: str) -> tuple[tuple[str, int], ...]:
        cards = self._archive.cards
        counts = Counter(cards[m].year for m in self._archive.timelines.get(Viewpoint(kind, entity), ()))
        return tuple(sorted(counts.items()))

    def figure_years(self) -> tuple[tuple[str, str], ...]:
        return tuple(sorted({(letter, card.year) for card in self._archive.published for letter in card.figures}))


class _Answering:
    """Answers about the archive as a whole."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._entities: Mapping[str, Mapping[str, Any]] = archive.entities.by_kind()

    def table(self) -> dict[str, Callable[..., Any]]:
        archive = self._archive
        backlinks = {
            "implements": archive.implemented_by,
            "amends": archive.amended_by,
            "replaces": archive.replaced_by,
            "adopted": archive.adopted_at,
            "issued": archive.issued_in,
        }
        return {
            "reference": self.reference,
            "unit-forms": self.unit_forms,
            "record": lambda kind, entity: self._entities[kind].get(entity),
            "adoption": self.adoption,
            "names": lambda kind, entity: _names_of(archive, kind, entity),
            "ids": self.ids,
            "heading": self.heading,
            "choices": self.choices,
            "backlinks": lambda relation, entity: backlinks[relation].get(entity, ()),
            "eras": lambda page: archive.eras.get(page, ()),
            "later-units": lambda page: archive.later_life.get(page, ()),
            "unit-of": self.unit_of,
            "pages-of-unit": lambda unit: archive.pages_of_unit.get(unit, ()),
            **overview(archive, self.reference),
        }

    def reference(self, kind: str, entity: str) -> Reference | None:
        if kind == "briefing":
            card = self._archive.cards.get(entity)
            if card is None:
                return None
            detail = f"{KIND_LABELS[card.kind]}, {dates.vietnamese(card.date)}"
            return Reference(kind, entity, card.title, detail, addresses.of(kind, entity))
        record = self._entities[kind].get(entity)
        if record is None:
            return None
        if kind == "resolution":
            title = record.title or record.title_as_cited or ""
            label = f"{record.type} {record.symbol}" if record.symbol else title
            return Reference(kind, entity, label, title if record.symbol else "", addresses.of(kind, entity))
        if kind == "unit":
            return Reference(kind, entity, record.name, record.kind, addresses.of("province", record.page))
        if kind == "organization":
            return Reference(kind, entity, record.name, record.short or "", None)
        address = addresses.of(kind, entity) if kinds.get(kind).section else None
        return Reference(kind, entity, record.name, (record.distinct or "") if kind == "leader" else "", address)

    def heading(self, meeting: str) -> Heading | None:
        card = self._archive.cards.get(meeting)
        return heading(card) if card else None

    def unit_forms(self, unit: str) -> tuple[Reference, tuple[tuple[str, str, str, str], ...]] | None:
        """The present reference of a unit, and its dated forms: first day, last day, name, rank."""
        present = self.reference("unit", unit)
        if present is None:
            return None
        forms = self._archive.entities.units[unit].forms
        return present, tuple((f.valid_from or "", f.valid_to or "9999", f.name, f.kind) for f in forms)

    def adoption(self, resolution: str) -> Adoption | None:
        record = self._entities["resolution"].get(resolution)
        reference = self.reference("resolution", resolution)
        if record is None or reference is None:
            return None
        return Adoption(
            reference, record.date or "", record.issuer or "", record.symbol or record.type, record.sources[0].id
        )

    def unit_of(self, organization: str) -> str | None:
        record = self._archive.entities.organizations.get(organization)
        return record.province if record else None

    def ids(self, kind: str) -> tuple[str, ...]:
        if kind == "briefing":
            return tuple(self._archive.cards)
        if kind == "year":
            # The year of a meeting keeps its page when the meeting is withdrawn.
            return tuple(sorted({card.year for card in self._archive.cards.values()}))
        return tuple(self._entities[kind])

    def choices(self, kind: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        timelines = self._archive.timelines
        return tuple(
            (entity, shown.label, meetings)
            for entity in sorted(self._entities[kind])
            if (meetings := timelines.get(Viewpoint(kind, entity))) and (shown := self.reference(kind, entity))
        )


_SYMBOL = re.compile(r"(?P<number>\d{1,5})(?:/(?P<year>\d{4}))?[-/](?P<code>[A-ZĐƯa-zđư]+)")


def _names_of(archive: Archive, kind: str, entity: str) -> tuple[str, ...]:
    """Every name of an entity, each once, the first the one by which it goes; none where there is no such entity.

    A province's page bears the names of all units shown on it too, of any time. A document bears its aliases and the ways in
    which it is cited: ``18-NQ/TW``, ``NQ 18``, "Nghị quyết 18", "Nghị quyết Trung ương 6 khóa XII".
    """
    record = archive.entities.by_kind()[kind].get(entity)
    if record is None:
        return ()
    if kind == "resolution":
        return tuple(dict.fromkeys(_forms_of_citing(record)))
    found = [*_own_names(record)]
    if kind == "province":
        found += [name for unit in archive.eras.get(entity, ()) for name in _own_names(archive.entities.units[unit])]
    return tuple(dict.fromkeys(found))


def _own_names(record: Any) -> Iterator[str]:
    """What a record says itself. Kinds call the same thing by the same key."""
    yield record.name
    yield from getattr(record, "other_names", ())
    yield from getattr(record, "aliases", ())
    yield from (form.name for form in getattr(record, "forms", ()))


def _forms_of_citing(resolution: Resolution) -> Iterator[str]:
    """Aliases, symbol, type with number, code with number and the other way round."""
    yield from resolution.aliases
    if not resolution.symbol:
        return
    yield resolution.symbol
    yield f"{resolution.type} {resolution.symbol}"
    if match := _SYMBOL.match(vietnamese.clean(resolution.symbol)):
        number, code = match["number"], match["code"]
        yield f"{resolution.type} {number}"
        yield f"{code} {number}"
        yield f"{number} {code}"
        yield f"{number} {resolution.type}"
