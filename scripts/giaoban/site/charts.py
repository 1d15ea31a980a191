"""Small charts, drawn at build time as SVG. Geometry stands in attributes, colour comes from the stylesheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from markupsafe import Markup, escape

WIDTH, HEIGHT = 240, 84
_LEFT, _RIGHT, _TOP, _BOTTOM = 24, 24, 18, 18


class Point(NamedTuple):
    """One observation: when (``day``), how much, and both as they are written."""

    day: date
    value: Decimal
    shown: str
    when: str


def chart(points: Sequence[Point], label: str) -> Markup:
    """Observations of one thing over time, from zero up, each a stem with a dot; empty when all are of one day.

    The first, the last and the highest carry their values; the table beside has them all.
    """
    first, last = points[0].day, points[-1].day
    if first == last:
        return Markup("")
    low, high = min(0, *(p.value for p in points)), max(0, *(p.value for p in points))
    span = (high - low) or Decimal(1)

    def place(point: Point) -> tuple[int, int]:
        along = (point.day - first).days / (last - first).days
        up = float((point.value - low) / span)
        return round(_LEFT + along * (WIDTH - _LEFT - _RIGHT)), round(HEIGHT - _BOTTOM - up * (HEIGHT - _TOP - _BOTTOM))

    ground = round(HEIGHT - _BOTTOM - float(-low / span) * (HEIGHT - _TOP - _BOTTOM))
    places = [place(point) for point in points]
    stems = "".join(f"M{x} {ground}V{y}" for x, y in places)
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="3.5"/>' for x, y in places)
    highest = max(range(len(points)), key=lambda i: points[i].value)
    named: list[int] = []
    for i in dict.fromkeys((0, len(points) - 1, highest)):
        # Two values closer than their digits are wide would lie over each other.
        if all(abs(places[i][0] - places[j][0]) > 4 * (len(points[i].shown) + len(points[j].shown)) for j in named):
            named.append(i)
    values = "".join(
        f'<text x="{places[i][0]}" y="{places[i][1] - 7}" text-anchor="middle">{escape(points[i].shown)}</text>'
        for i in named
    )
    ends = (
        f'<text class="axis" x="{_LEFT - 20}" y="{HEIGHT - 3}">{escape(points[0].when)}</text>'
        f'<text class="axis" x="{WIDTH - _RIGHT + 20}" y="{HEIGHT - 3}" text-anchor="end">{escape(points[-1].when)}</text>'
    )
    return Markup(
        f'<svg class="chart" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(label)}"><path class="ground" d="M4 {ground}H{WIDTH - 4}" stroke="currentColor"/>'
        f'<path d="{stems}" stroke="currentColor"/>{dots}{values}{ends}</svg>'
    )
