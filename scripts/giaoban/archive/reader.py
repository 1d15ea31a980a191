"""The reader: the one way by which what is published reaches the archive. Every question put to it is noted.

A `Reader` notes, for one output, which questions it asked of `Answers`; the store keeps them with the output, and the output is
made again exactly when the digest of an answer has changed (verifying traces: Mokhov, Mitchell, Peyton Jones, *Build systems
à la carte*, 2018).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from giaoban import dates
from giaoban.archive.answers import BETWEEN, Answers
from giaoban.archive.arrivals import Arrival, Recent, Together
from giaoban.archive.coverage import BareSource, Coverage, SeriesCoverage, SeriesSum
from giaoban.archive.gathered import OF_MEETINGS, CorrectionEntry, Counted, MeasureCount, Slice
from giaoban.archive.listings import ListedDocument
from giaoban.archive.overview import Kinds, MonthCounts, ProvinceCount
from giaoban.archive.parts import Around
from giaoban.archive.threads import TaskCount
from giaoban.archive.values import (
    Adoption,
    DataSet,
    Entry,
    FigureEntry,
    FollowUp,
    Heading,
    ItemEntry,
    Reference,
    Share,
    Step,
    Tally,
)
from giaoban.records.changes import History
from giaoban.records.model import Source
from giaoban.records.models.briefing import Briefing


class Reader:
    """Questions about the archive, noted for one output. ``asked``: the keys of the questions, in the order first asked."""

    __slots__ = ("_answer", "asked")

    def __init__(self, answers: Answers) -> None:
        self._answer = answers.answer
        self.asked: dict[str, None] = {}

    def ask(self, name: str, *arguments: str) -> Any:
        """Put a question by its name."""
        key = BETWEEN.join((name, *arguments)) if arguments else name
        self.asked[key] = None
        return self._answer(key)

    # One entity

    def reference(self, kind: str, entity: str | None) -> Reference | None:
        """The reference to an entity; None when there is no such entity. A unit bears its present name."""
        return self.ask("reference", kind, entity) if entity else None

    def unit_on(self, unit: str | None, date: str) -> Reference | None:
        """The reference to a provincial unit under the name it bore on a date (EDTF; the earliest day counts)."""
        forms = self.ask("unit-forms", unit) if unit else None
        if forms is None:
            return None
        present, dated = forms
        day = dates.parse(date).earliest.isoformat()
        for first, last, name, rank in dated:
            if first <= day <= last:
                return Reference("unit", present.id, name, rank, present.address)
        return present

    def record(self, kind: str, entity: str) -> Any:
        """The record of an entity other than a meeting, frozen; None when there is no such entity."""
        return self.ask("record", kind, entity)

    def adoption(self, resolution: str) -> Adoption | None:
        """What other pages tell of a document's adoption; None when there is no such document."""
        return self.ask("adoption", resolution)

    def names(self, kind: str, entity: str) -> tuple[str, ...]:
        """Every name that an entity bears, the first the one by which it goes; none where there is no such entity."""
        return self.ask("names", kind, entity)

    def name(self, table: str, key: str) -> Any:
        """What a name in prose means (`giaoban.citations.values.Lookup`)."""
        # Most names looked up are of people, and most changes are of something else.
        return self.ask("person", key) if table == "person" else self.ask("name", table, key)

    def records(self, kind: str) -> tuple[Any, ...]:
        """All records of a kind, by id."""
        return tuple(self.record(kind, entity) for entity in self.ids(kind))

    def ids(self, kind: str) -> tuple[str, ...]:
        """The ids of a kind, in order; of meetings in order of time, withdrawn ones too."""
        return self.ask("ids", kind)

    # Meetings

    def meeting(self, meeting: str) -> Briefing:
        """The whole record of a meeting. Raises `KeyError` when there is none."""
        return self.ask("meeting", meeting)

    def heading(self, meeting: str) -> Heading | None:
        """What lists show of a meeting; None when there is none."""
        return self.ask("heading", meeting)

    def headings(self) -> tuple[Heading, ...]:
        """What lists show of all meetings that are not withdrawn, in order of time."""
        return self.ask("headings")

    def published(self) -> tuple[str, ...]:
        """The ids of all meetings that are not withdrawn, in order of time."""
        return self.ask("published")

    def dated(self) -> tuple[tuple[str, str, str, str], ...]:
        """Id, date (EDTF), kind and level of all meetings that are not withdrawn, in order of time."""
        return self.ask("dated")

    def viewpoints(self, meeting: str) -> tuple[tuple[str, str], ...]:
        """Kind and id of every timeline that the meeting is on; none when it is withdrawn."""
        return self.ask("viewpoints", meeting)

    def summary(self, meeting: str) -> str:
        """The summary of a meeting as HTML, mentions linked."""
        return self.ask("summary", meeting)

    def summary_blocks(self, meeting: str) -> tuple[str, ...]:
        """The paragraphs, headings and list items of the summary of a meeting, in order, as plain text."""
        return self.ask("summary-blocks", meeting)

    def neighbours(self, meeting: str) -> tuple[str | None, str | None]:
        """The previous and the next meeting of its series."""
        return self.ask("neighbours", meeting)

    def follow_ups(self, meeting: str) -> tuple[FollowUp, ...]:
        """What continues or answers the items of a meeting, in the order of the items, then of time."""
        return self.ask("follow-ups", meeting)

    def history(self, meeting: str) -> History | None:
        """How the record came to be what it is; None where that is not known."""
        return self.ask("history", meeting)

    def arrivals(self) -> tuple[Arrival, ...]:
        """All meetings that are not withdrawn, in the order in which they came into the archive."""
        return self.ask("arrivals")

    def arrived_together(self, place: int) -> Together | None:
        """The meetings of one archive document of the feed, the oldest being 1; None where there is none."""
        return self.ask("arrived-together", str(place))

    def arrivals_of(self, kind: str, entity: str) -> tuple[Arrival, ...]:
        """The meetings of a timeline, in order of time, with the days on which their records came and changed."""
        return self.ask("arrivals-of", kind, entity)

    # Timelines

    def recent(self, kind: str, entity: str) -> Recent:
        """The meetings of a timeline that came last into the archive."""
        return self.ask("recent", kind, entity)

    def recent_entries(self, kind: str, entity: str, recent: Recent) -> tuple[Entry, ...]:
        """The entries of the meetings that came last, in the same order."""
        return self.ask("recent-entries", kind, entity, recent.key)

    def timeline(self, kind: str, entity: str) -> tuple[str, ...]:
        """The ids of the meetings on a timeline, in order of time."""
        return self.ask("timeline", kind, entity)

    def has_meetings(self, kind: str, entity: str) -> bool:
        """Whether a timeline holds any meeting."""
        return self.ask("has-meetings", kind, entity)

    def size(self, kind: str, entity: str) -> int:
        """How many meetings a timeline holds."""
        return self.ask("size", kind, entity)

    def share(self, count: int, kind: str, entity: str) -> Share | None:
        """How much of a timeline so many of its meetings are; None of one that has none."""
        return self.ask("share", str(count), kind, entity)

    def sizes(self, kind: str) -> tuple[tuple[str, int], ...]:
        """How many meetings each timeline of a kind holds that has any, by id."""
        return self.ask("sizes", kind)

    def choices(self, kind: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """Id, label and meetings of every entity of a kind whose timeline holds any, by id."""
        return self.ask("choices", kind)

    def entries(self, kind: str, entity: str) -> tuple[Entry, ...]:
        """The entries of a timeline, in order of time."""
        return self.ask("entries", kind, entity)

    # A timeline that is too long for one page is divided into parts: see `archive.parts`. The path of a part is ``2018``,
    # ``2018/03`` …; "" is the page of the entity itself.

    def parts_below(self, kind: str, entity: str, path: str) -> tuple[str, ...]:
        """The paths of the parts that a page of a timeline links to instead of showing them, in order of time."""
        return self.ask("parts-below", kind, entity, path)

    def part_around(self, kind: str, entity: str, path: str) -> Around:
        """Where a part of a timeline stands among the others."""
        return self.ask("part-around", kind, entity, path)

    def part_keys(self, kind: str) -> tuple[str, ...]:
        """``<entity>/<path>`` of every part of a kind that has a page of its own."""
        return self.ask("part-keys", kind)

    def page_entries(self, kind: str, entity: str, path: str) -> tuple[Entry, ...]:
        """The entries that one page of a timeline shows, in order of time: those of `archive.parts.Parts.meetings`."""
        return self.ask("page-entries", kind, entity, path)

    def page_documents(self, page: str, path: str) -> tuple[str, ...]:
        """The dated documents of a province that one page of its timeline shows among the meetings."""
        return self.ask("page-documents", page, path)

    def tally(self, kind: str, entity: str, path: str) -> Tally:
        """What is said of a part where it does not stand: `archive.values.tally` of all entries of the part."""
        return self.ask("tally", kind, entity, path)

    def years(self, kind: str, entity: str) -> tuple[tuple[str, int], ...]:
        """How many meetings a timeline holds in each year that has any, earliest first."""
        return self.ask("years", kind, entity)

    def figures(self, letter: str, year: str) -> tuple[FigureEntry, ...]:
        """The figures of meetings of one year whose unit begins with a letter, in order of time."""
        return self.ask("figures", letter, year)

    def figure_years(self) -> tuple[tuple[str, str], ...]:
        """Every letter and year of which there are figures, in order."""
        return self.ask("figure-years")

    # The figures of an indicator may be too many for one page. The path of a slice is ``l``, ``l/lang-son``,
    # ``l/lang-son/2018`` …: the letter and id of a province, then time.

    def measure_counts(self) -> tuple[MeasureCount, ...]:
        """How many figures each indicator has that has any, by id."""
        return self.ask("measure-counts")

    def measure_paths(self, indicator: str) -> tuple[str, ...]:
        """The paths of the pages of an indicator, the first being ""; none where it has no figure."""
        return self.ask("measure-paths", indicator)

    def measure_slice(self, indicator: str, path: str) -> Slice | None:
        """One of these pages: what it holds, or what is below it; None when there is no such page."""
        return self.ask("measure-slice", indicator, path)

    def measures(self, indicator: str, path: str) -> tuple[FigureEntry, ...]:
        """The figures of one slice of an indicator, in order of their meetings."""
        return self.ask("measures", indicator, path)

    def latest_measures(self, indicator: str) -> tuple[FigureEntry, ...]:
        """The figures of an indicator that the last meetings reported which had any (`gathered.LATEST`)."""
        return self.ask("latest-measures", indicator)

    def items(self, meeting: str) -> Mapping[str, ItemEntry]:
        """The tasks and results of a meeting, by number, as threads show them."""
        return {item.id: item for item in self.ask("items", meeting)}

    # What relates entities

    def backlinks(self, relation: str, entity: str) -> tuple[str, ...]:
        """The documents that are related to an entity, in order of adoption.

        ``relation``: ``implements``, ``amends``, ``replaces`` (of a document), ``adopted`` (at a session), ``issued`` (in a
        unit).
        """
        return self.ask("backlinks", relation, entity)

    def eras(self, page: str) -> tuple[str, ...]:
        """The units shown on a province's page, in order of time."""
        return self.ask("eras", page)

    def later_units(self, page: str) -> tuple[str, ...]:
        """The units of other pages that the units of a page were merged into, in order of time."""
        return self.ask("later-units", page)

    def unit_of(self, organization: str | None) -> str | None:
        """The unit that an organization belongs to; None when it belongs to none."""
        return self.ask("unit-of", organization) if organization else None

    def pages_of_unit(self, unit: str) -> tuple[str, ...]:
        """Every province page whose timeline shows a unit."""
        return self.ask("pages-of-unit", unit)

    # The archive as a whole

    def count(self, kind: str) -> int:
        """How many entities of a kind there are; of meetings, those that are not withdrawn."""
        return self.ask("count", kind)

    def fields(self, kind: str, *names: str) -> tuple[tuple[Any, ...], ...]:
        """Some fields of all records of a kind, but for meetings, in order of the ids."""
        return self.ask("fields", kind, *names)

    def latest(self, number: int) -> tuple[str, ...]:
        """The last meetings in order of time."""
        return self.ask("latest", str(number))

    def most_named(self, kind: str, number: int) -> tuple[tuple[str, int], ...]:
        """The longest timelines of a kind: id and number of meetings, the longest first."""
        return self.ask("most-named", kind, str(number))

    def slices(self, what: str) -> tuple[str, ...]:
        """The paths of the pages on which something stands that may be too much for one; the first page is "".

        ``what``: ``figures``, ``threads``, ``corrections``, ``withdrawn``, or the list of a kind of records.
        """
        return self.ask("meeting-slices", what) if what in OF_MEETINGS else self.ask("slices", what)

    def slice(self, what: str, path: str) -> Slice | None:
        """One of these pages: what it holds, or what is below it; None when there is no such page."""
        return self.ask("meeting-slice", what, path) if what in OF_MEETINGS else self.ask("slice", what, path)

    def listed(self, kind: str, path: str = "") -> tuple[Reference, ...]:
        """The entities of one slice of a kind's list, in Vietnamese order."""
        return self.ask("listed", kind, path)

    def documents(self, path: str = "") -> tuple[ListedDocument, ...]:
        """The documents of one slice of their list, by type, then issuer, term and number."""
        return self.ask("documents", path)

    def document_headings(self, path: str) -> tuple[tuple[str, str, int], ...]:
        """What an order of documents (or a slice) consists of, in order: the type, issuer or term; its path; how many."""
        return self.ask("document-headings", path)

    def counted(self, letter: str) -> tuple[Counted, ...]:
        """What figures count that begins with a letter."""
        return self.ask("counted", letter)

    def threads(self, path: str = "") -> tuple[tuple[Step, ...], ...]:
        """Every thread of two items or more that begins in one slice, each in order of time, the earliest thread first."""
        return self.ask("threads", path)

    def task_counts(self) -> tuple[TaskCount, ...]:
        """How many tasks were set in each year, and what came of them."""
        return self.ask("task-counts")

    def corrections(self, path: str = "") -> tuple[CorrectionEntry, ...]:
        """The corrections of one slice, newest first."""
        return self.ask("corrections", path)

    def withdrawn(self, path: str = "") -> tuple[str, ...]:
        """The ids of the withdrawn meetings of one slice, in order of time."""
        return self.ask("withdrawn", path)

    def calendar(self) -> tuple[MonthCounts, ...]:
        """The months that have meetings, in order of time."""
        return self.ask("calendar")

    def years_by_kind(self) -> tuple[tuple[int, Kinds], ...]:
        """The years that have meetings, with how many of each kind."""
        return self.ask("years-by-kind")

    def units_before(self) -> tuple[ProvinceCount, ...]:
        """Every provincial unit with the meetings up to the mergers of July 2025."""
        return self.ask("units-before")

    def units_today(self) -> tuple[ProvinceCount, ...]:
        """Every unit that stands today with all meetings, of those that went into it too."""
        return self.ask("units-today")

    def province_counts(self) -> tuple[ProvinceCount, ...]:
        """Every province's page with its meetings."""
        return self.ask("province-counts")

    def province_sources(self) -> tuple[Source, ...]:
        """The sources of the records of provinces, which one file holds."""
        return self.ask("province-sources")

    def coverage(self) -> Coverage:
        """What the archive has and lacks, but for the series."""
        return self.ask("coverage")

    def series_sums(self) -> tuple[SeriesSum, ...]:
        """How much of each series the archive has."""
        return self.ask("series-sums")

    def series_sum(self, series: str) -> SeriesSum | None:
        """How much of one series the archive has; None when there is no such series."""
        return self.ask("series-sum", series)

    def series_coverage(self, series: str) -> SeriesCoverage | None:
        """Which periods of a series the archive has; None when there is no such series."""
        return self.ask("series-coverage", series)

    def bare_sources(self) -> tuple[BareSource, ...]:
        """Every source that lacks something."""
        return self.ask("bare-sources")

    # The site around

    def frame(self, layout: str) -> str:
        """The frame of a layout, as MkDocs drew it, with tokens where a page's values go."""
        return self.ask("frame", layout)

    def data_set(self) -> DataSet | None:
        """The data set that this build makes beside the pages; None where it makes none."""
        return self.ask("data-set")

    def setting(self, name: str) -> str:
        """A setting: ``site_url`` (ends in a slash), ``repository`` ("" when not said) or ``authority`` (`build.settings`)."""
        return self.ask("setting", name)

    def page_changed(self, address: str) -> str:
        """When what a page shows was last changed (`pages_changed`); empty where that is not known."""
        return self.ask("page-changed", address)

    def pages_changed(self) -> tuple[tuple[str, str], ...]:
        """Address of each page to the day on which what it shows was last changed, where that is known."""
        return self.ask("pages-changed")

    def addresses(self) -> tuple[str, ...]:
        """The addresses of all pages that search engines may list, in order."""
        return self.ask("addresses")

    def redirects(self) -> tuple[tuple[str, str], ...]:
        """Each old address with the one that took its place."""
        return self.ask("redirects")

    def written_pages(self) -> tuple[str, ...]:
        """The addresses of the pages that MkDocs drew whole."""
        return self.ask("written-pages")

    def written_page(self, address: str) -> str:
        """One of the pages that MkDocs drew whole, as HTML, by its address."""
        return self.ask("written-page", address)

    def assets(self) -> tuple[str, ...]:
        """The paths in the site of the theme's files."""
        return self.ask("assets")

    def asset(self, path: str) -> bytes:
        """The bytes of one of the assets, by a path that `assets` gives."""
        return self.ask("asset", path)
