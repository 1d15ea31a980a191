"""Periods in a row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoban.archive import periods


@pytest.mark.parametrize(
    ("rhythm", "row"),
    [
        ("monthly", ["2018-11", "2018-12", "2019-01"]),
        ("quarterly", ["2018-35", "2018-36", "2019-33"]),
        ("half-yearly", ["2018-40", "2018-41", "2019-40"]),
        ("yearly", ["2018", "2019", "2020"]),
    ],
)
def test_neighbours_differ_by_one(rhythm: str, row: list[str]) -> None:
    numbers = [periods.number(rhythm, text) for text in row]
    assert numbers == list(range(numbers[0], numbers[0] + 3))  # type: ignore[operator, arg-type]


@given(st.sampled_from(sorted(periods.RHYTHMS)), st.integers(min_value=12, max_value=9999))
def test_text_and_number_are_inverse(rhythm: str, place: int) -> None:
    assert periods.number(rhythm, periods.text(rhythm, place)) == place


@pytest.mark.parametrize(
    ("rhythm", "text"),
    [("monthly", "2018"), ("monthly", "2018-33"), ("yearly", "2018/2019"), ("monthly", None), ("weekly", "2018-11-05")],
)
def test_what_is_no_period_of_a_rhythm(rhythm: str, text: str | None) -> None:
    assert periods.number(rhythm, text) is None


def test_doubt_is_left_aside() -> None:
    assert periods.number("monthly", "2018-11?") == periods.number("monthly", "2018-11")
