"""Small charts. Their geometry is worked out here; the template writes it as SVG, and colour comes from the stylesheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct

from giaoban import dates
from giaoban.archive.values import FigureEntry
from giaoban.views import words
from giaoban.views.words import number

WIDTH, HEIGHT = 240, 84
_LEFT, _RIGHT, _TOP, _BOTTOM = 24, 24, 20, 18
_LONGEST = 14
# Where the true number lies, seen from the one that is given.
_SIDES = {"over": "up", "under": "down", "nearly": "down", "about": "near"}


class DataPoint(NamedTuple):
    """One observation: when (``day``; ``since``: the first day of the period of which it is), how much, and both as written.

    ``side``: where the true number lies, when the source does not give it exactly: ``up``, ``down``, ``near``, or "".
    """

    day: date
    value: Decimal
    shown: str
    when: str
    since: date | None = None
    side: str = ""


class Value(Struct, frozen=True):
    """A number written above its dot."""

    x: int
    y: int
    text: str


class Chart(Struct, frozen=True):
    """Observations of one thing over time: each a stem from the ground with a dot on top, its period as an arm to the left.

    ``first`` and ``last``: the ends of the axis, in words; ``label`` says all of it. ``arms``: from x to x at y; ``sides``: where
    the true number of each dot lies (`DataPoint`).
    """

    ground: int
    dots: tuple[tuple[int, int], ...]
    values: tuple[Value, ...]
    first: str
    last: str
    label: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT - 20
    right: int = WIDTH - _RIGHT + 20
    arms: tuple[tuple[int, int, int], ...] = ()
    sides: tuple[str, ...] = ()


def data_point(figure: FigureEntry) -> DataPoint:
    """A figure as a point of a chart, with the words that stand beside it."""
    held = dates.parse(figure.held)
    since = held.earliest if figure.basis == "period" and held.earliest < held.latest else None
    return DataPoint(
        date.fromisoformat(figure.moment), Decimal(figure.value), value(figure), _short_date(figure), since,
        _SIDES.get(figure.bound, ""),
    )  # fmt: skip


def value(figure: FigureEntry) -> str:
    """How much a figure says, with its bound: "trên 143.000"."""
    bound = f"{words.BOUNDS[figure.bound]} " if figure.bound else ""
    return bound + number(Decimal(figure.value))


def of_figures(figures: Sequence[FigureEntry], what: str = "", axis: Sequence[FigureEntry] = ()) -> Chart | None:
    """The chart of figures of one thing, in order of time; None where they are not of two days.

    ``what``: what is counted, for those who hear the chart; ``axis``: figures that it shares its axis of time with.
    """
    # Two meetings may report one number of one time.
    points = list(dict.fromkeys(data_point(figure) for figure in figures))
    if len({one.day for one in points}) < 2:
        return None
    said = "; ".join(f"{one.when}: {one.shown}" for one in points)
    return chart(
        points, f"Biểu đồ theo thời gian{f', {what}' if what else ''}. {said}", [data_point(one) for one in axis]
    )


def chart(points: Sequence[DataPoint], label: str, axis: Sequence[DataPoint] = ()) -> Chart:
    """The chart of some observations in order of time, from zero up. ``axis``: all that are to fit on the axis of time.

    The first, the last and the highest carry their values; the table beside has them all.
    """
    every = sorted(axis or points, key=lambda one: one.day)
    starts = [one.since or one.day for one in every]
    first, last = min(starts), every[-1].day
    values = [Decimal(0), *(one.value for one in points)]
    low, high = min(values), max(values)
    span = (high - low) or Decimal(1)

    def along(day: date) -> int:
        share = (day - first).days / ((last - first).days or 1)
        return round(_LEFT + share * (WIDTH - _LEFT - _RIGHT))

    def up(amount: Decimal) -> int:
        return round(HEIGHT - _BOTTOM - float((amount - low) / span) * (HEIGHT - _TOP - _BOTTOM))

    dots = tuple((along(one.day), up(one.value)) for one in points)
    arms = tuple((along(one.since), x, y) for one, (x, y) in zip(points, dots, strict=True) if one.since)
    highest = max(range(len(points)), key=lambda i: points[i].value)
    named: list[int] = []
    for i in dict.fromkeys((0, len(points) - 1, highest)):
        # Two values closer than their digits are wide would lie over each other.
        if all(abs(dots[i][0] - dots[j][0]) > 4 * (len(points[i].shown) + len(points[j].shown)) for j in named):
            named.append(i)
    written = tuple(_value_label(*dots[i], points[i]) for i in named)
    earliest = every[starts.index(first)]
    return Chart(
        up(Decimal(0)), dots, written, earliest.when, every[-1].when, label, arms=arms, sides=tuple(one.side for one in points)
    )  # fmt: skip


def _value_label(x: int, y: int, one: DataPoint) -> Value:
    """The value of a dot, as far within the drawing as its digits are wide."""
    half = round(3.2 * len(one.shown)) + 2
    return Value(min(max(x, half), WIDTH - half), y - (9 if one.side else 7), one.shown)


def _short_date(figure: FigureEntry) -> str:
    """When a figure held, as short as it can stand under a chart: "2014", "30-11-2019"; else its last month."""
    said = dates.vietnamese(figure.held).removeprefix("năm ")
    year, month, _ = figure.moment.split("-")
    return said if len(said) <= _LONGEST else f"{int(month)}-{year}"
