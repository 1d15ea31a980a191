"""Small charts: from zero up, in order of time."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from giaoban.views import charts

POINTS = [
    charts.Point(date(year, 12, 31), Decimal(value), str(value), f"12-{year}")
    for year, value in ((2017, 50), (2018, 100), (2019, 0))
]


def test_a_chart_says_its_values_and_begins_at_zero() -> None:
    drawn = charts.chart(POINTS, "Nhãn")
    assert drawn
    heights = [y for _, y in drawn.dots]
    assert drawn.ground == heights[2]
    assert 2 * (drawn.ground - heights[0]) == drawn.ground - heights[1]
    assert [(value.text, value.x) for value in drawn.values] == [("50", 24), ("0", 216), ("100", 120)]
    assert (drawn.first, drawn.last) == ("12-2017", "12-2019")


def test_one_day_makes_no_chart() -> None:
    assert charts.chart(POINTS[:1] * 2, "Một ngày") is None
