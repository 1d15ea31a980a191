"""Figures by unit: every number the meetings reported; a chart where one thing was counted again in the same words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct

from giaoban import addresses, dates, kinds
from giaoban.archive.gathered import Slice
from giaoban.archive.reader import Reader
from giaoban.archive.values import FigureEntry, Reference, SourceLink
from giaoban.vietnamese import fold, sort_key
from giaoban.views import charts, lists
from giaoban.views.charts import Chart
from giaoban.views.lists import CsvTable, SubpageLink, anchors, period_of_slice
from giaoban.views.values import Rich, Span, View, head
from giaoban.views.values import date as date_run
from giaoban.views.words import clip, counted, first_upper, number

TOP = f"{addresses.section('indicator')}theo-don-vi/"
_TITLE = "Số liệu theo đơn vị đếm"
_BY_UNIT = "theo đơn vị đếm"
_MEETING_TITLE = 90


class FigureRow(Struct, frozen=True):
    """One figure: with its bound, as readers see it, when it held and where, and where it was reported."""

    value: str
    unit: str
    when: Rich
    place: Reference | None
    meeting: str
    item: str
    title: str
    sources: tuple[SourceLink, ...]


class Measure(Struct, frozen=True):
    """One thing counted, once or more, in order of time."""

    what: str
    chart: Chart | None
    rows: tuple[FigureRow, ...]


class UnitFigures(Struct, frozen=True):
    """All that is counted in one unit: its id on the page, its name, and how many figures there are."""

    id: str
    name: str
    count: int
    measures: tuple[Measure, ...]


class FiguresView(View, frozen=True, kw_only=True):
    """The figures of one page, or the ``ways`` to pages below, by group and by unit; ``up``: to the pages above.

    ``again``: whether anything was counted more than once.
    """

    scope: str
    up: tuple[Span, ...]
    ways: tuple[SubpageLink, ...]
    unit_ways: tuple[SubpageLink, ...]
    units: tuple[UnitFigures, ...]
    again: bool


def keys(reader: Reader) -> tuple[str, ...]:
    """The first page; ``d``, ``d/2018``, ``d/2018/03`` below it."""
    return reader.slices("figures")


def address(key: str) -> str:
    """``so-lieu/theo-don-vi/d/2018/``."""
    return f"{TOP}{key}/" if key else TOP


def total(reader: Reader) -> int:
    """How many figures all pages show together."""
    here = reader.slice("figures", "")
    return here.count if here else 0


def view(reader: Reader, key: str) -> FiguresView:
    """The figures of the slice ``key`` (letter of the unit, year, month) by unit, or the ways to smaller slices."""
    here = reader.slice("figures", key) or Slice(0)
    units = () if here.below else _units(_figures(reader, key))
    scope = f"{counted(here.count, 'con số')} mà các cuộc họp đã nêu, xếp theo đơn vị đếm."
    letter, _, rest = key.partition("/")
    title = _TITLE + (f": {_letter(letter)}" if letter else "") + (f", {period_of_slice(rest)}" if rest else "")
    return FiguresView(
        head=head(address(key), "list", title, f"{title}: {scope}", kinds.get("indicator").section),
        scope=scope,
        up=_up(key),
        ways=tuple(
            SubpageLink(address(path), first_upper(_name(path)), counted(count, "con số")) for path, count in here.below
        ),
        unit_ways=unit_ways(reader, key) if here.below else (),
        units=units,
        again=any(len(measure.rows) > 1 for unit in units for measure in unit.measures),
    )


def rows(shown: FiguresView, root: str) -> CsvTable:
    """The figures of one page, or the pages below. ``root``: the site's address."""
    if shown.ways:
        return lists.table_of_ways((("", way) for way in shown.ways), root)
    found = []
    for unit in shown.units:
        for measure in unit.measures:
            for row_ in measure.rows:
                meeting = root + addresses.of("briefing", row_.meeting)
                sources = " ".join(source.url or f"{meeting}#{source.id}" for source in row_.sources)
                place = row_.place.label if row_.place else ""
                date = next((span.text for span in row_.when if span.role == "date"), "")
                found.append((row_.value, row_.unit, measure.what, date, place, f"{meeting}#{row_.item}", sources))
    return CsvTable(("said", "unit", "text", "date", "name", "url", "sources"), tuple(found))


def _up(key: str) -> tuple[Span, ...]:
    top = Span(kinds.get("indicator").title, addresses.section("indicator"))
    if not key:
        return (top,)
    steps = key.split("/")[:-1]
    above = ["/".join(steps[:length]) for length in range(1, len(steps) + 1)]
    return (top, Span(first_upper(_BY_UNIT), TOP), *(Span(first_upper(_name(path)), address(path)) for path in above))


def _name(path: str) -> str:
    """What a page is called where another leads to it: "chữ Đ", "năm 2018"."""
    letter, _, rest = path.partition("/")
    return period_of_slice(rest) if rest else _letter(letter)


def _letter(letter: str) -> str:
    return "ký hiệu" if letter == "0" else f"chữ {letter.upper()}"


def unit_ways(reader: Reader, key: str = "") -> tuple[SubpageLink, ...]:
    """What figures are counted in, on the page of a key and below, each with the way to where it was counted last."""
    letters = [key[:1]] if key else sorted({letter for letter, _ in reader.figure_years()})
    found = sorted(
        (one for letter in letters for one in reader.counted(letter)), key=lambda one: (sort_key(one.unit), one.unit)
    )
    ids = anchors("dem", (one.unit for one in found))
    ways = []
    for place, one in zip(ids, found, strict=True):
        path = one.path
        while path and reader.slice("figures", path) is None:
            path = path.rpartition("/")[0]
        ways.append(SubpageLink(f"{address(path)}#{place}", first_upper(one.unit), number(one.count), (place,)))
    return tuple(ways)


def _figures(reader: Reader, key: str) -> list[FigureEntry]:
    """The figures of one page, in order of time for each letter."""
    letter, _, rest = key.partition("/")
    found: list[FigureEntry] = []
    for known, year in reader.figure_years():
        if letter in ("", known) and rest[:4] in ("", year):
            found += reader.figures(known, year)
    if len(rest) > 4:
        month = rest.replace("/", "-")
        return [figure for figure in found if dates.parse(figure.meeting.date).earliest.isoformat().startswith(month)]
    return found


def _units(figures: Sequence[FigureEntry]) -> tuple[UnitFigures, ...]:
    by_unit: dict[str, list[FigureEntry]] = defaultdict(list)
    for figure in figures:
        by_unit[fold(figure.unit)].append(figure)
    groups = sorted(by_unit.values(), key=lambda of: (sort_key(of[0].unit), of[0].unit))
    ids = anchors("dem", (of[0].unit for of in groups))
    return tuple(UnitFigures(place, of[0].unit, len(of), _measures(of)) for place, of in zip(ids, groups, strict=True))


def _measures(figures: Sequence[FigureEntry]) -> tuple[Measure, ...]:
    found: dict[str, list[FigureEntry]] = defaultdict(list)
    for figure in figures:
        found[figure.measure].append(figure)
    for of in found.values():
        of.sort(key=lambda figure: figure.moment)
    ordered = sorted(found.values(), key=lambda of: (sort_key(of[0].what), of[0].moment))
    return tuple(Measure(of[0].what, charts.of_figures(of), tuple(row(figure) for figure in of)) for of in ordered)


def row(figure: FigureEntry) -> FigureRow:
    """A figure as a row of a table, its meeting cut to what a cell holds."""
    meeting = figure.meeting
    return FigureRow(
        charts.value(figure), figure.unit, _when(figure), figure.province, meeting.id, figure.id,
        clip(meeting.title, _MEETING_TITLE), figure.sources,
    )  # fmt: skip


def _when(figure: FigureEntry) -> Rich:
    opening = {"as_of": "tính đến ", "period": "", "meeting": "nêu tại cuộc họp "}[figure.basis]
    return (*((Span(opening),) if opening else ()), *date_run(figure.held))
