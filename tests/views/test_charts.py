"""Small charts: from zero up, in order of time."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from giaoban import dates
from giaoban.archive.values import FigureEntry, Heading
from giaoban.views import charts

POINTS = [
    charts.DataPoint(date(year, 12, 31), Decimal(value), str(value), f"12-{year}")
    for year, value in ((2017, 50), (2018, 100), (2019, 0))
]


def test_a_chart_says_its_values_and_begins_at_zero() -> None:
    drawn = charts.chart(POINTS, "Nhãn")
    heights = [y for _, y in drawn.dots]
    assert drawn.ground == heights[2]
    assert 2 * (drawn.ground - heights[0]) == drawn.ground - heights[1]
    assert [(value.text, value.x) for value in drawn.values] == [("50", 24), ("0", 216), ("100", 120)]
    assert (drawn.first, drawn.last) == ("12-2017", "12-2019")


def figure(held: str, value: str, basis: str = "as_of", bound: str = "") -> FigureEntry:
    meeting = Heading("a", "A", "briefing", "central", "2020-01-01", "", "")
    moment = dates.parse(held).latest.isoformat()
    return FigureEntry(meeting, "f1", "đảng viên", "kết nạp", "", value, bound, moment, held, basis)


def test_one_day_makes_no_chart() -> None:
    assert charts.of_figures([figure("2019", "4"), figure("2019-12-31", "5")]) is None


def test_a_sum_over_a_period_has_an_arm_as_long_as_the_period_and_a_figure_of_a_day_has_none() -> None:
    drawn = charts.of_figures([figure("2018", "4", "period"), figure("2019", "5")])
    assert drawn
    (x, y), last = drawn.dots
    assert (x, last[0], drawn.arms) == (120, 216, ((24, 120, y),))


def test_what_a_source_gives_as_over_under_or_about_is_drawn_and_said_so() -> None:
    drawn = charts.of_figures([
        figure("2016", "1"), figure("2017", "2", bound="over"), figure("2018", "3", bound="nearly"),
        figure("2019", "4", bound="under"), figure("2020", "5", bound="about"),
    ])  # fmt: skip
    assert drawn
    assert [*drawn.sides] == ["", "up", "down", "down", "near"]
    assert drawn.label.endswith("2016: 1; 2017: trên 2; 2018: gần 3; 2019: dưới 4; 2020: khoảng 5")


def test_charts_of_several_places_share_an_axis_and_a_number_reported_twice_is_drawn_once() -> None:
    two = [figure("2018", "1"), figure("2018", "1"), figure("2019", "2")]
    drawn = charts.of_figures(two, axis=[*two, figure("2016", "9"), figure("2020", "9")])
    assert drawn
    assert [x for x, _ in drawn.dots] == [120, 168]
    assert (drawn.first, drawn.last) == ("2016", "2020")
