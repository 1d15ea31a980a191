"""The page of an indicator: every figure that counts it, place by place, with a chart where a place was counted again.

The page of figures: every indicator with a small drawing of what was reported again; units are the second way in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from msgspec import Struct

from giaoban import addresses, kinds
from giaoban.archive.gathered import Slice
from giaoban.archive.reader import Reader
from giaoban.archive.values import FigureEntry, Reference
from giaoban.vietnamese import fold, sort_key
from giaoban.views import charts, lists
from giaoban.views.charts import Chart
from giaoban.views.lists import CsvTable, SubpageLink, anchors, period_of_slice
from giaoban.views.pages import figures
from giaoban.views.pages.figures import FigureRow
from giaoban.views.values import Fact, Rich, Span, View, facts, head, link, text
from giaoban.views.values import date as date_run
from giaoban.views.words import counted, first_upper

_KIND = kinds.get("indicator")
WHOLE = "nêu chung"
"""What a figure is of that speaks of no part."""


class IndicatorFigure(Struct, frozen=True):
    """One figure: what its record says that it counts, how much and when as the record writes it, and all that as readers see it.

    ``bound``: a code of `words.BOUNDS`; ``held``: an EDTF date.
    """

    what: str
    amount: str
    bound: str
    held: str
    row: FigureRow


class PlaceFigures(Struct, frozen=True):
    """The figures of one place or part, in order of time, and their charts, one a unit."""

    id: str
    name: Rich
    charts: tuple[Chart, ...]
    figures: tuple[IndicatorFigure, ...]


class IndicatorView(View, frozen=True, kw_only=True):
    """The figures of an indicator, or one slice of them; or, where they are too many, the ``ways`` to pages below.

    ``scope``: what is counted, in a sentence; ``about``: units, what is not counted, how sources say it.
    """

    id: str
    name: str
    scope: str
    lede: str
    about: tuple[Fact, ...]
    up: tuple[Span, ...]
    ways: tuple[SubpageLink, ...]
    places: tuple[PlaceFigures, ...]


def keys(reader: Reader) -> tuple[str, ...]:
    """Every indicator, and the slices of those that have too many figures for one page (``<indicator>/l/lang-son``)."""
    slices = (f"{i}/{path}" for i in reader.ids("indicator") for path in reader.measure_paths(i) if path)
    return (*reader.ids("indicator"), *slices)


def address(key: str) -> str:
    """The address of an indicator, or of a slice of its figures."""
    return addresses.of("indicator", key)


def view(reader: Reader, key: str) -> IndicatorView:
    """The page of an indicator, or of a slice of its figures."""
    entity, _, path = key.partition("/")
    indicator = reader.record("indicator", entity)
    here = reader.measure_slice(entity, path) or Slice(0)
    found = () if here.below or not here.count else reader.measures(entity, path)
    name = f"{indicator.name}, {_name(reader, path)}" if path else indicator.name
    places = _places(found)
    lede = counted(here.count, "con số")
    if len(places) > 1:
        lede += f", {counted(len(places), 'nơi hay phạm vi')}"
    return IndicatorView(
        head=head(address(key), "list", name, f"{name}: {indicator.scope}", _KIND.section),
        id=entity,
        name=name,
        scope=indicator.scope,
        lede=f"{lede}.",
        about=facts(
            ("Đơn vị tính", [text(unit) for unit in indicator.units], "; "),
            ("Không tính", [text(indicator.excludes or "")]),
            ("Nguồn thường nói", [text(f"“{wording}”") for wording in indicator.wordings]),
        ) if not path else (),
        up=_up(reader, entity, indicator.name, path),
        ways=tuple(
            SubpageLink(address(f"{entity}/{below}"), first_upper(_name(reader, below)), counted(count, "con số"))
            for below, count in here.below
        ),
        places=places,
    )  # fmt: skip


def rows(shown: IndicatorView, root: str) -> CsvTable:
    """The figures of one page, or the pages below. ``root``: the site's address."""
    if shown.ways:
        return lists.table_of_ways((("", way) for way in shown.ways), root)
    found = []
    for place_ in shown.places:
        for one in place_.figures:
            meeting = root + addresses.of("briefing", one.row.meeting)
            sources = " ".join(source.url or f"{meeting}#{source.id}" for source in one.row.sources)
            found.append((
                lists.plain_text(place_.name), one.amount, one.bound, one.row.unit, one.held, one.what,
                f"{meeting}#{one.row.item}", sources,
            ))  # fmt: skip
    return CsvTable(("name", "value", "bound", "unit", "date", "text", "url", "sources"), tuple(found))


def _up(reader: Reader, entity: str, name: str, path: str) -> tuple[Span, ...]:
    """The way to the list of indicators, and to the pages above a slice."""
    top = Span(_KIND.title, addresses.section("indicator"))
    if not path:
        return (top,)
    steps = path.split("/")[:-1]
    above = ["/".join(steps[:length]) for length in range(1, len(steps) + 1)]
    spans = (Span(first_upper(_name(reader, one)), address(f"{entity}/{one}")) for one in above)
    return (top, Span(name, address(entity)), *spans)


def _name(reader: Reader, path: str) -> str:
    """What a slice is called where another leads to it: "chữ L", "Lạng Sơn", "năm 2018"."""
    letter, place, *time = path.split("/") if path.count("/") else (path, "")
    if time:
        return period_of_slice("/".join(time))
    if letter == "0":
        return WHOLE
    found = reader.reference("unit", place)
    return found.label if found else f"chữ {letter.upper()}"


def by_place(found: Iterable[FigureEntry]) -> list[list[FigureEntry]]:
    """Figures by place and part, each group in order of time; what speaks of no province comes first."""
    groups: dict[tuple[str, str], list[FigureEntry]] = defaultdict(list)
    for figure in found:
        groups[figure.unit_id, fold(figure.scope)].append(figure)
    for of in groups.values():
        of.sort(key=lambda figure: figure.moment)
    return sorted(groups.values(), key=lambda of: (_label(of[-1]) != "", sort_key(_label(of[-1])), fold(of[-1].scope)))


def of_one_unit(figures_: Sequence[FigureEntry]) -> list[list[FigureEntry]]:
    """Figures by their unit, those of the most frequent first."""
    units: dict[str, list[FigureEntry]] = defaultdict(list)
    for figure in figures_:
        units[fold(figure.unit)].append(figure)
    return sorted(units.values(), key=len, reverse=True)


def place_in_words(figure: FigureEntry) -> str:
    """Of what a figure is, in words: "Tây Ninh, huyện Gò Dầu"."""
    return ", ".join(filter(None, [_label(figure), figure.scope])) or WHOLE


def _label(figure: FigureEntry) -> str:
    return figure.province.label if figure.province else ""


def _places(found: Sequence[FigureEntry]) -> tuple[PlaceFigures, ...]:
    groups = by_place(found)
    ids = anchors("noi", (place_in_words(of[-1]) for of in groups))
    return tuple(_place(anchor, of, found) for anchor, of in zip(ids, groups, strict=True))


def _place(anchor: str, of: Sequence[FigureEntry], every: Sequence[FigureEntry]) -> PlaceFigures:
    last = of[-1]
    name = link(last.province)
    if last.scope or not name:
        name = (*name, Span(last.scope if not name else f", {last.scope}") if last.scope else Span(WHOLE))
        name = (Span(first_upper(name[0].text), address=name[0].address), *name[1:])
    drawn = (charts.of_figures(some, place_in_words(last), every) for some in of_one_unit(of))
    return PlaceFigures(
        anchor,
        name,
        tuple(chart for chart in drawn if chart),
        tuple(
            IndicatorFigure(figure.what, figure.value, figure.bound, figure.held, figures.row(figure)) for figure in of
        ),
    )


# So many drawings, and places beside each other, stand for an indicator in the list; its page has all.
_MOST_CHARTS = 2
_MOST_BARS = 4


class PlaceChart(Struct, frozen=True):
    """The chart of one place or part, and what that is."""

    name: str
    chart: Chart


class Bar(Struct, frozen=True):
    """The latest figure of one place or part: its name, when it held, how much, and in hundredths of the largest."""

    name: str
    when: Rich
    value: str
    share: int


class IndicatorRow(Struct, frozen=True):
    """An indicator in the list. ``charts``: of places counted more than once; where there is none, ``bars``, one a place."""

    reference: Reference
    scope: str
    count: str
    charts: tuple[PlaceChart, ...]
    bars: tuple[Bar, ...]


class IndicatorsView(View, frozen=True, kw_only=True):
    """All indicators that have figures, and the units in which figures are counted; ``all``: the way to all figures by unit."""

    scope: str
    rows: tuple[IndicatorRow, ...]
    empty: tuple[Reference, ...]
    units: tuple[SubpageLink, ...]
    all: SubpageLink


def list_view(reader: Reader, path: str) -> IndicatorsView:  # noqa: ARG001 - one page holds it
    """The list of indicators: those that any figure counts, then those that none does yet. ``path`` is always empty."""
    counts = {one.indicator: one.count for one in reader.measure_counts()}
    listed = reader.listed("indicator")
    rows = tuple(list_row(reader, one, counts[one.id]) for one in listed if one.id in counts)
    total, compared = figures.total(reader), sum(counts[one.reference.id] for one in rows)
    scope = f"{counted(compared, 'con số')} đứng cạnh nhau theo {counted(len(rows), 'chỉ số')}, mỗi chỉ số đếm một thứ."
    if not rows:
        scope = "Chưa có số liệu nào xếp theo chỉ số."
    return IndicatorsView(
        head=head(addresses.section("indicator"), lists.LAYOUT, _KIND.title, f"{_KIND.title}: {scope}", _KIND.section),
        template="indicators.html",
        scope=scope,
        rows=rows,
        empty=tuple(one for one in listed if one.id not in counts),
        units=figures.unit_ways(reader),
        all=SubpageLink(figures.TOP, "Mọi con số, theo đơn vị đếm", counted(total, "con số")),
    )


def list_row(reader: Reader, reference: Reference, count: int, most: int = _MOST_CHARTS) -> IndicatorRow:
    """An indicator with ``count`` figures, and at most ``most`` charts of them."""
    record = reader.record("indicator", reference.id)
    found = reader.latest_measures(reference.id)
    again = [of for group in by_place(found) for of in of_one_unit(group) if _days(of) > 1]
    again.sort(key=lambda of: (_days(of), of[-1].moment), reverse=True)
    shown = again[:most]
    axis = [figure for of in shown for figure in of]
    drawn = ((first_upper(place_in_words(of[-1])), charts.of_figures(of, place_in_words(of[-1]), axis)) for of in shown)
    one_unit = of_one_unit(found)
    return IndicatorRow(
        reference,
        record.scope,
        counted(count, "con số") + _unit(one_unit, shown),
        tuple(PlaceChart(name, chart) for name, chart in drawn if chart),
        () if shown or not found else _bars(one_unit[0]),
    )


def _unit(one_unit: Sequence[Sequence[FigureEntry]], shown: Sequence[Sequence[FigureEntry]]) -> str:
    """The unit of an indicator: that of all its figures, or of those that are drawn."""
    if len(one_unit) == 1:
        return f" · {one_unit[0][0].unit}"
    return f" · vẽ: {shown[0][0].unit}" if shown else ""


def _days(of: Sequence[FigureEntry]) -> int:
    return len({figure.moment for figure in of})


def _bars(of: Sequence[FigureEntry]) -> tuple[Bar, ...]:
    """The latest figure of each place, the largest first; none where there is but one, or only parts of one whole."""
    last = [group[-1] for group in by_place(of)]
    if len(last) < 2 or not any(figure.unit_id for figure in last):
        return ()
    latest = sorted(last, key=lambda figure: figure.moment)[-_MOST_BARS:]
    latest.sort(key=lambda figure: Decimal(figure.value), reverse=True)
    return bars(latest)


def bars(shown: Sequence[FigureEntry]) -> tuple[Bar, ...]:
    """Some figures in their order, each against the largest."""
    most = max(Decimal(figure.value) for figure in shown)
    return tuple(
        Bar(
            first_upper(place_in_words(figure)),
            date_run(figure.held) if figure.basis != "meeting" else text(""),
            charts.value(figure),
            max(round(100 * Decimal(figure.value) / most), 0) if most > 0 else 0,
        )
        for figure in shown
    )
