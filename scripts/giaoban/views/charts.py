"""Small charts. Their geometry is worked out here; the template writes it as SVG, and colour comes from the stylesheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct

WIDTH, HEIGHT = 240, 84
_LEFT, _RIGHT, _TOP, _BOTTOM = 24, 24, 18, 18


class Point(NamedTuple):
    """One observation: when (``day``), how much, and both as they are written."""

    day: date
    value: Decimal
    shown: str
    when: str


class Value(Struct, frozen=True):
    """A number written above its dot."""

    x: int
    y: int
    text: str


class Chart(Struct, frozen=True):
    """Observations of one thing over time: each a stem from the ``ground`` with a dot on top.

    ``first`` and ``last``: the ends of the axis, in words; ``label`` says all of it.
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


def chart(points: Sequence[Point], label: str) -> Chart | None:
    """The chart of some observations in order of time, from zero up; None when all are of one day.

    The first, the last and the highest carry their values; the table beside has them all.
    """
    first, last = points[0].day, points[-1].day
    if first == last:
        return None
    values = [Decimal(0), *(point.value for point in points)]
    low, high = min(values), max(values)
    span = (high - low) or Decimal(1)

    def place(point: Point) -> tuple[int, int]:
        along = (point.day - first).days / (last - first).days
        up = float((point.value - low) / span)
        return round(_LEFT + along * (WIDTH - _LEFT - _RIGHT)), round(HEIGHT - _BOTTOM - up * (HEIGHT - _TOP - _BOTTOM))

    ground = round(HEIGHT - _BOTTOM - float(-low / span) * (HEIGHT - _TOP - _BOTTOM))
    places = [place(point) for point in points]
    highest = max(range(len(points)), key=lambda i: points[i].value)
    named: list[int] = []
    for i in dict.fromkeys((0, len(points) - 1, highest)):
        # Two values closer than their digits are wide would lie over each other.
        if all(abs(places[i][0] - places[j][0]) > 4 * (len(points[i].shown) + len(points[j].shown)) for j in named):
            named.append(i)
    written = tuple(Value(places[i][0], places[i][1] - 7, points[i].shown) for i in named)
    return Chart(ground, tuple(places), written, points[0].when, points[-1].when, label)
