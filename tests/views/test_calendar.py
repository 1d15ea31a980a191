"""The calendar as readers see it: every year, marks for meetings, numbers where there are many."""

from __future__ import annotations

import pytest
from small_archive import Small, briefing, build

from giaoban.views import grids


def test_a_calendar_has_every_year_and_marks_what_is_open(small: Small) -> None:
    rows = grids.calendar_with_marks(small.reader()).years
    assert [(row.label, row.count) for row in rows] == [
        ("2025", "1"), ("2021–2024", ""), ("2020", "1"), ("2019", ""), ("2018", "1"),
    ]  # fmt: skip
    (march,) = rows[2].months
    assert (march.number, march.open, march.address) == (3, True, "nam/2020/#chua-ro")
    assert march.marks[0].label.startswith("Sơ kết, Trung ương, trong khoảng 26-3-2020 đến 30-6-2020, chưa rõ tháng: ")
    (august,) = rows[0].months
    assert august.label == "Tháng 8-2025: 1 cuộc họp (1 tổng kết)"
    assert august.address == "nam/2025/#thang-8"
    assert august.marks[0].look == "review local"


def test_a_full_month_and_a_large_archive_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    full = build([briefing(f"b{day}", f"2020-05-{day:02d}") for day in range(1, 9)])
    (year,) = grids.calendar_with_marks(full.reader()).years
    assert (year.months[0].count, year.months[0].marks) == ("8", ())
    few = build([briefing("a", "2020-05-01")])
    assert grids.calendar_with_marks(few.reader()).years[0].months[0].marks
    monkeypatch.setattr(grids, "MOST_MARKS", 0)
    shown = grids.calendar_with_marks(few.reader())
    assert not shown.marks
    assert shown.years[0].months[0].marks == ()


def test_a_calendar_of_numbers_asks_for_no_meeting(small: Small) -> None:
    reader = small.reader()
    grids.calendar_of_counts(reader)
    assert list(reader.asked) == ["calendar"]
