"""The archive as a whole: meetings by month, and provinces by meetings."""

from __future__ import annotations

from small_archive import Small, briefing, build

from giaoban.archive.answers import digest_of
from giaoban.archive.overview import MonthCounts, ProvinceCount


def test_a_meeting_is_counted_in_its_earliest_month(small: Small) -> None:
    assert small.reader().calendar() == (
        MonthCounts(2018, 10, (("briefing", 1),)),
        MonthCounts(2020, 3, (("interim-review", 1),), unclear=1),
        MonthCounts(2025, 8, (("review", 1),)),
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


def test_meetings_are_counted_for_the_unit_that_stands_today(small: Small) -> None:
    reader = small.reader()
    before = {count.id: (count.named, count.held) for count in reader.units_before()}
    assert before == {"dong-thap": (1, 0), "tien-giang": (1, 1), "dong-thap-2025": (0, 0), "hue": (0, 0)}
    assert reader.units_today() == (
        ProvinceCount("dong-thap-2025", ("dong-thap", "tien-giang", "dong-thap-2025"), named=2, held=2),
        ProvinceCount("hue", ("hue",)),
    )


def test_a_page_has_the_meetings_of_what_its_unit_went_into(small: Small) -> None:
    counts = {count.id: (count.named, count.held) for count in small.reader().province_counts()}
    assert counts == {"dong-thap": (2, 1), "tien-giang": (2, 2), "hue": (0, 0)}


def test_a_meeting_that_names_two_units_counts_once() -> None:
    both = [{"province": "dong-thap"}, {"province": "tien-giang"}]
    reader = build([briefing("a", "2018-01-01", provinces=both)]).reader()
    assert reader.units_today()[0].named == 1


def test_withdrawn_meetings_are_not_counted() -> None:
    gone = briefing("a", "2018-01-01", provinces=[{"province": "hue"}], status="withdrawn")
    assert {count.named for count in build([gone]).reader().units_before()} == {0}
