"""The calendar: months with their kinds of meetings, and those whose month is open."""

from __future__ import annotations

from small_archive import Small, briefing, build

from giaoban.archive.answers import digest_of
from giaoban.archive.calendar import Month


def test_a_meeting_is_counted_in_its_earliest_month(small: Small) -> None:
    assert small.reader().calendar() == (
        Month(2018, 10, (("briefing", 1),)),
        Month(2020, 3, (("interim-review", 1),), unclear=1),
        Month(2025, 8, (("review", 1),)),
    )


def test_years_sum_their_months() -> None:
    days = ["2018-01-02", "2018-01-30", "2018-02", "2019"]
    reader = build([briefing(f"b{n}", day, kind="review" if n else "briefing") for n, day in enumerate(days)]).reader()
    assert reader.years_by_kind() == ((2018, (("briefing", 1), ("review", 2))), (2019, (("review", 1),)))
    assert [month.meetings for month in reader.calendar()] == [2, 1, 1]


def test_an_edit_that_no_calendar_shows_changes_no_answer() -> None:
    def digest(**more: str) -> bytes:
        return digest_of(build([briefing("a", "2018-01-02", **more)]).reader().calendar())

    assert digest() == digest(title="Tên khác", level="cluster")
    assert digest() != digest(kind="review")
