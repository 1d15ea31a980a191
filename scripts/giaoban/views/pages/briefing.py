"""The page of one meeting; of a withdrawn one only that, when and why it was withdrawn.

The list of meetings: the latest, and all by year and month; light however many meetings there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar
from urllib.parse import quote, urlsplit

from msgspec import Struct

from giaoban import addresses, dates, kinds
from giaoban.archive.reader import Reader
from giaoban.archive.values import Heading, Reference
from giaoban.records.models.briefing import Briefing, Citation, Figure, Item, Participant
from giaoban.views import cite, evidence, feeds, grids, lists, values, words
from giaoban.views.cite import Citations, CitedWork
from giaoban.views.evidence import CorrectionLine, HistoryLine, NoteLine, SourceLine, history
from giaoban.views.grids import Calendar
from giaoban.views.items import Section, sections
from giaoban.views.values import Fact, Rich, Span, View, date, date_in_text, facts, head, link, text
from giaoban.views.words import counted, first_upper


class FigureLine(Struct, frozen=True, omit_defaults=True):
    """A figure. ``value``: as written in the record; ``bound`` and ``when`` in words; ``source``: numbers of sources.

    ``indicator``: the way to others that count the same.
    """

    id: str
    what: str
    value: str
    unit: str
    bound: str = ""
    when: str = ""
    province: Rich = ()
    note: str = ""
    source: tuple[str, ...] = ()
    indicator: Rich = ()


class DocumentLine(Struct, frozen=True, omit_defaults=True):
    """A document that the meeting named; ``document`` None: the archive has no record of it."""

    document: Reference | None
    relations: str
    cited: tuple[str, ...]
    note: str = ""
    source: tuple[str, ...] = ()


class PersonLine(Struct, frozen=True, omit_defaults=True):
    """Somebody at the meeting; ``also``: further parts, in words."""

    name: Rich
    titles: str = ""
    also: str = ""
    note: str = ""
    source: tuple[str, ...] = ()


class PeopleGroup(Struct, frozen=True):
    """People under the first of their parts."""

    name: str
    members: tuple[PersonLine, ...]


class ProvinceLine(Struct, frozen=True, omit_defaults=True):
    """Provinces of which the sources say the same."""

    names: tuple[Rich, ...]
    note: str = ""
    source: tuple[str, ...] = ()


class Example(Struct, frozen=True):
    """An item of the meeting, to show how one is cited."""

    name: str
    address: str


class BriefingView(View, frozen=True, kw_only=True):
    """The page of a meeting. ``kind`` and ``level`` are codes, ``date`` is EDTF; ``place`` is empty where none is given."""

    HTML: ClassVar[tuple[str, ...]] = ("summary",)

    kind: str
    level: str
    date: str
    place: str
    host: Reference | None
    series: Reference | None
    facts: tuple[Fact, ...]
    summary: str
    sections: tuple[Section, ...]
    figures: tuple[FigureLine, ...]
    documents: tuple[DocumentLine, ...]
    """Those that have pages."""
    other_documents: tuple[DocumentLine, ...]
    people: tuple[PeopleGroup, ...]
    attendance: tuple[str, ...]
    provinces: tuple[ProvinceLine, ...]
    notes: tuple[NoteLine, ...]
    sources: tuple[SourceLine, ...]
    corrections: tuple[CorrectionLine, ...]
    topics: tuple[Reference, ...]
    before: Reference | None
    after: Reference | None
    cite: Citations
    example: Example | None
    history: tuple[HistoryLine, ...]
    issue: str
    """Where a reader asks for a correction of this record; empty when no repository is said."""


class WithdrawnView(View, frozen=True, kw_only=True):
    """What is left of the page of a withdrawn meeting."""

    corrections: tuple[CorrectionLine, ...]


def keys(reader: Reader) -> tuple[str, ...]:
    """Every meeting, withdrawn ones too."""
    return reader.ids("briefing")


def address(key: str) -> str:
    """The address of a meeting's page."""
    return addresses.of("briefing", key)


def view(reader: Reader, key: str) -> BriefingView | WithdrawnView:
    """The page of a meeting."""
    meeting = reader.meeting(key)
    return _withdrawn(meeting) if meeting.status == "withdrawn" else _Page(reader, meeting).view()


def _withdrawn(meeting: Briefing) -> WithdrawnView:
    said_of_it = "Bản ghi này đã được rút khỏi kho lưu trữ."
    section = kinds.get("briefing").section
    return WithdrawnView(
        head=head(address(meeting.id), "briefing", meeting.title, said_of_it, section, indexed=False),
        template="withdrawn.html",
        corrections=_newest(meeting),
    )


def _newest(meeting: Briefing) -> tuple[CorrectionLine, ...]:
    return evidence.corrections(sorted(meeting.corrections, key=lambda c: c.date, reverse=True))


def _description(meeting: Briefing) -> str:
    counts = [
        counted(len(items), noun)
        for noun, items in (
            ("kết quả", meeting.results),
            ("nhiệm vụ", meeting.tasks),
            ("số liệu", meeting.figures),
            ("văn bản được dẫn", meeting.resolutions),
        )
        if items
    ]
    if not counts:
        return meeting.title
    place = f", tại {meeting.venue.place}" if meeting.venue.place else ""
    return f"{words.KINDS[meeting.kind]}, {dates.vietnamese(meeting.date)}{place}. {first_upper(', '.join(counts))}."


class _Page:
    """The page of one meeting as it is put together."""

    def __init__(self, reader: Reader, meeting: Briefing) -> None:
        self.reader = reader
        self.meeting = meeting
        self.site_url = reader.setting("site_url")

    def view(self) -> BriefingView:
        reader, meeting = self.reader, self.meeting
        documents = [self._document(citation) for citation in meeting.resolutions]
        before, after = reader.neighbours(meeting.id)
        return BriefingView(
            head=head(
                address(meeting.id), "briefing", meeting.title, _description(meeting), kinds.get("briefing").section,
                picture=values.picture_of_series(reader.reference("series", meeting.series)),
            ),
            kind=meeting.kind,
            level=meeting.level,
            date=meeting.date,
            place=meeting.venue.place or "",
            host=reader.reference("organization", meeting.host),
            series=reader.reference("series", meeting.series),
            facts=self._facts(),
            summary=reader.summary(meeting.id),
            sections=sections(reader, meeting),
            figures=tuple([self._figure(figure) for figure in meeting.figures]),
            documents=tuple(line for line in documents if line.document),
            other_documents=tuple(line for line in documents if not line.document),
            people=tuple(self._people()),
            attendance=tuple(meeting.attendance),
            provinces=self._provinces(),
            notes=evidence.notes(meeting.notes),
            sources=evidence.sources(meeting.sources),
            corrections=_newest(meeting),
            topics=tuple(found for topic in meeting.topics if (found := reader.reference("topic", topic))),
            before=reader.reference("briefing", before),
            after=reader.reference("briefing", after),
            cite=cite.citations(CitedWork(meeting.id, meeting.title, meeting.date, self.site_url + address(meeting.id))),
            example=self._example(),
            history=history(reader.history(meeting.id)),
            issue=self._issue(),
        )  # fmt: skip

    # Facts under the title (phone) or at the side (desktop): the few that matter, each in a line or two

    def _facts(self) -> tuple[Fact, ...]:
        reader, meeting = self.reader, self.meeting
        when = date(meeting.date)
        if meeting.time:
            when += text(f", {words.TIMES[meeting.time]}")
        chairs = [person for person in meeting.people if {"chair", "co-chair"} & set(person.part)]
        return facts(
            ("Ngày họp", [when + _aside(meeting.date_note)]),
            ("Về", [date_in_text(meeting.period)]),
            ("Chủ trì", [link(reader.reference("leader", person.leader)) for person in chairs], "break"),
            ("Cơ quan", [link(reader.reference("organization", meeting.host))]),
            ("Nơi họp", self._place()),
            ("Chuỗi", [link(reader.reference("series", meeting.series))]),
        )

    def _place(self) -> list[Rich]:
        venue = self.meeting.venue
        province = self._unit(venue.province)
        places = [text(venue.place or "")]
        if province and venue.place == province.label:
            places = [link(province)]
        elif province and province.label not in (venue.place or ""):
            places.append(link(province))
        places.append(text(words.FORMATS[venue.format] if venue.format else ""))
        places.append(text(f"{venue.connection_points} điểm cầu" if venue.connection_points else ""))
        shown = [place for place in places if place] or [()]
        return [*shown[:-1], shown[-1] + _aside(venue.note)]

    def _unit(self, unit: str | None) -> Reference | None:
        return self.reader.unit_on(unit, self.meeting.date)

    # Figures, documents, people, provinces

    def _figure(self, figure: Figure) -> FigureLine:
        when = [f"tính đến {dates.vietnamese(figure.as_of)}"] if figure.as_of else []
        # The period of the meeting itself is said once, at the top.
        if figure.period and figure.period != self.meeting.period:
            when.append(dates.vietnamese(figure.period))
        return FigureLine(
            figure.id,
            figure.what,
            str(figure.value),
            figure.unit,
            words.BOUNDS[figure.bound] if figure.bound else "",
            ", ".join(when),
            link(self._unit(figure.province)),
            figure.note or "",
            tuple(figure.source),
            link(self.reader.reference("indicator", figure.indicator)),
        )

    def _document(self, citation: Citation) -> DocumentLine:
        document = None
        if citation.resolution:
            document = self.reader.reference("resolution", citation.resolution)
        elif citation.plenum:
            document = self.reader.reference("plenum", citation.plenum)
        return DocumentLine(
            document,
            first_upper("; ".join([words.RELATIONS[relation] for relation in citation.relation])),
            tuple(citation.cited),
            citation.note or "",
            tuple(citation.source),
        )

    def _people(self) -> Iterable[PeopleGroup]:
        """Groups of people, each under the first of their parts; nobody stands twice for one entry of the record."""
        groups: dict[str, list[PersonLine]] = {part: [] for part in words.PARTS}
        for person in self.meeting.people:
            parts = [part for part in words.PARTS if part in person.part]
            groups[parts[0]].append(self._person(person, parts[1:]))
        return (PeopleGroup(first_upper(words.PARTS[part]), tuple(of)) for part, of in groups.items() if of)

    def _person(self, person: Participant, others: Sequence[str]) -> PersonLine:
        return PersonLine(
            link(self.reader.reference("leader", person.leader)) or text(person.leader),
            ", ".join(person.titles),
            ", ".join([words.PARTS[part] for part in others]),
            person.note or "",
            tuple(person.source),
        )

    def _provinces(self) -> tuple[ProvinceLine, ...]:
        """The provinces that the sources name. One note said of several is said once, for all of them."""
        found: dict[tuple[str, tuple[str, ...]], list[Rich]] = {}
        for mention in self.meeting.provinces:
            if name := link(self._unit(mention.province)):
                found.setdefault((mention.note or "", tuple(mention.source)), []).append(name)
        return tuple(ProvinceLine(tuple(names), note, source) for (note, source), names in found.items())

    # The foot

    def _example(self) -> Example | None:
        meeting = self.meeting
        numbered: list[Item | Figure] = [*meeting.tasks, *meeting.results, *meeting.shortcomings, *meeting.figures]
        if not numbered:
            return None
        number = numbered[0].id
        return Example(words.item(number), f"{self.site_url}{address(meeting.id)}#{number}")

    def _issue(self) -> str:
        """Of hosts known to fill one in, a new issue that names the page; of others, the list of issues."""
        repository = self.reader.setting("repository")
        if urlsplit(repository).hostname in {"github.com", "codeberg.org"}:
            title, body = f"Đính chính: {self.meeting.id}", self.site_url + address(self.meeting.id)
            return f"{repository}/issues/new?title={quote(title)}&body={quote(body)}"
        return f"{repository}/issues" if repository else ""


def _aside(note: str | None) -> Rich:
    return (Span(note, role="aside"),) if note else ()


_LATEST = 50


class BriefingsView(View, frozen=True, kw_only=True):
    """The latest meetings, newest first, and the calendar. ``all``: these are all meetings."""

    total: str
    calendar: Calendar
    latest: tuple[Heading, ...]
    all: bool


def list_view(reader: Reader, path: str) -> BriefingsView:  # noqa: ARG001 - one page holds it
    """The list of meetings: the whole archive as a calendar, and the latest. ``path`` is always empty."""
    count = reader.count("briefing")
    total = counted(count, "cuộc họp")
    kind = kinds.get("briefing")
    return BriefingsView(
        head=head(
            addresses.section("briefing"), lists.LAYOUT, kind.title,
            f"{total} giao ban, sơ kết, tổng kết trong kho lưu trữ: mới nhất trước, và theo năm.", kind.section,
            feeds=feeds.of_everything(),
        ),
        template="briefings.html",
        total=total,
        calendar=grids.calendar_with_marks(reader),
        latest=lists.latest(reader, _LATEST),
        all=count <= _LATEST,
    )  # fmt: skip
