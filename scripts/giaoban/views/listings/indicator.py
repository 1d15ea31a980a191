"""The page of figures: every indicator with a small drawing of what was reported again; units are the second way in."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from giaoban import addresses, kinds
from giaoban.archive.reader import Reader
from giaoban.archive.values import FigureEntry, Reference
from giaoban.views import charts, lists
from giaoban.views.charts import Chart
from giaoban.views.lists import Way
from giaoban.views.pages import figures, indicator
from giaoban.views.values import Rich, View, head, text
from giaoban.views.values import date as date_run
from giaoban.views.words import counted, first_upper

_KIND = kinds.get("indicator")
# So many drawings, and places beside each other, stand for an indicator in the list; its page has all.
_MOST_CHARTS = 2
_MOST_BARS = 4


class Drawn(Struct, frozen=True):
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
    charts: tuple[Drawn, ...]
    bars: tuple[Bar, ...]


class IndicatorsView(View, frozen=True, kw_only=True):
    """All indicators that have figures, and the units in which figures are counted; ``all``: the way to all figures by unit."""

    scope: str
    rows: tuple[IndicatorRow, ...]
    empty: tuple[Reference, ...]
    units: tuple[Way, ...]
    all: Way


def view(reader: Reader, path: str) -> IndicatorsView:  # noqa: ARG001 - one page holds it
    """All of it."""
    counts = {one.indicator: one.count for one in reader.measure_counts()}
    listed = reader.listed("indicator")
    rows = tuple(row(reader, one, counts[one.id]) for one in listed if one.id in counts)
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
        all=Way(figures.TOP, "Mọi con số, theo đơn vị đếm", counted(total, "con số")),
    )


def row(reader: Reader, reference: Reference, count: int, most: int = _MOST_CHARTS) -> IndicatorRow:
    """An indicator with ``count`` figures, and at most ``most`` charts of them."""
    record = reader.record("indicator", reference.id)
    found = reader.latest_measures(reference.id)
    again = [of for group in indicator.grouped(found) for of in indicator.of_one_unit(group) if _days(of) > 1]
    again.sort(key=lambda of: (_days(of), of[-1].moment), reverse=True)
    shown = again[:most]
    axis = [figure for of in shown for figure in of]
    drawn = (
        (first_upper(indicator.place(of[-1])), charts.of_figures(of, indicator.place(of[-1]), axis)) for of in shown
    )
    one_unit = indicator.of_one_unit(found)
    return IndicatorRow(
        reference,
        record.scope,
        counted(count, "con số") + _unit(one_unit, shown),
        tuple(Drawn(name, chart) for name, chart in drawn if chart),
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
    last = [group[-1] for group in indicator.grouped(of)]
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
            first_upper(indicator.place(figure)),
            date_run(figure.held) if figure.basis != "meeting" else text(""),
            charts.value(figure),
            max(round(100 * Decimal(figure.value) / most), 0) if most > 0 else 0,
        )
        for figure in shown
    )
