"""How timelines that are too long for one page are divided: every line on one page, none too full, no address lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_archive import Small, briefing, build, entities

from giaoban import dates
from giaoban.archive import parts
from giaoban.archive.model import Entities
from giaoban.archive.parts import MeetingLine, Part, PartPlace, Parts, divide
from giaoban.records.models.resolution import Resolution

FEW = 4
_MONTHS = st.sampled_from(["2017-11", "2018-03", "2018-04", "2018-12", "2019-01", "2020-06", "2020-07", "2023-02"])
_DATES = st.one_of(
    st.builds("{}-{:02}".format, _MONTHS, st.integers(1, 28)),
    _MONTHS,
    st.sampled_from(["2018", "2020-33", "[2019-12-20..2020-01-10]", "2019~"]),
)


def lines(days: Sequence[str], *, withdrawn: Sequence[int] = ()) -> list[MeetingLine]:
    """Lines of these days, in order of time; each keeps its id whatever else there is."""
    made = [MeetingLine(day, f"m{at}", shown=at not in withdrawn) for at, day in enumerate(days)]
    return sorted(made, key=lambda line: (*dates.parse(line.date).sort_key, line.id))


def divided(kind: str, given: Sequence[MeetingLine]) -> dict[str, Part]:
    return divide(kind, given, FEW)


@given(st.lists(_DATES, max_size=60), st.sampled_from(["resolution", "year"]))
def test_every_line_stands_on_one_page_and_none_is_too_full(days: list[str], kind: str) -> None:
    if kind == "year":
        days = [day for day in days if parts.place_of_date(day).year == "2018"]
    found = divided(kind, lines(days))
    shown = [line.id for part in found.values() for line in part.own]
    assert Counter(shown) == Counter(f"m{at}" for at in range(len(days)))
    assert max(len(part.own) for part in found.values()) <= FEW
    for path, part in found.items():
        assert part.parent in found
        if path:
            place = PartPlace.read(kind, "2018", path)
            assert place.path(kind) == path
            assert all(
                parts.place_of_date(line.date)[: 1 + bool(place.month)] == place[: 1 + bool(place.month)]
                for line in part.lines
            )


@given(st.lists(_DATES, max_size=60), st.lists(_DATES, max_size=60), st.sampled_from(["resolution", "year"]))
def test_no_address_is_lost_when_meetings_are_added(days: list[str], more: list[str], kind: str) -> None:
    assert divided(kind, lines(days)).keys() <= divided(kind, lines([*days, *more])).keys()


@given(st.lists(_DATES, max_size=60), st.data())
def test_no_address_is_lost_when_meetings_are_withdrawn(days: list[str], data: st.DataObject) -> None:
    withdrawn = data.draw(st.lists(st.integers(0, max(0, len(days) - 1)), max_size=len(days)))
    assert divided("topic", lines(days)).keys() == divided("topic", lines(days, withdrawn=withdrawn)).keys()


def test_the_newest_years_stay_as_far_as_they_have_space() -> None:
    days = ["2015-01-01", "2016-01-01", "2017-01-01", "2017-02-01", "2018-01-01", "2019-01-01"]
    found = divided("topic", lines(days))
    assert list(found) == ["", "2015", "2016"]
    assert [line.date for line in found[""].own] == days[2:]


def test_a_long_year_is_divided_by_month_wherever_it_stands() -> None:
    long = [f"2018-{month:02}-{day:02}" for month in (1, 2, 3) for day in (1, 2)]
    newest = divided("topic", lines(["2017-05-05", *long, "2018"]))
    # What is of no month comes last, and so is newest.
    assert list(newest) == ["", "2017", "2018/01", "2018/02"]
    assert {path: part.parent for path, part in newest.items() if path} == dict.fromkeys(
        ["2017", "2018/01", "2018/02"], ""
    )
    later = divided("topic", lines(["2017-05-05", *long, "2018", "2019-01-01"]))
    assert list(later) == ["", "2017", "2018", "2018/01", "2018/02"]
    assert later["2018/01"].parent == "2018"
    assert [line.date for line in later["2018"].own] == ["2018-03-01", "2018-03-02", "2018"]
    assert len(later["2018"].lines) == 7


def test_a_long_month_is_cut_into_numbered_runs() -> None:
    found = divided("year", lines([f"2018-03-{day:02}" for day in range(1, 12)]))
    assert list(found) == ["", "03/1", "03/2"]
    assert [line.date[-2:] for line in found["03/2"].own] == ["05", "06", "07", "08"]
    assert [line.date[-2:] for line in found[""].own] == ["09", "10", "11"]


# Parts of an archive


@pytest.fixture
def few() -> object:
    """A page holds four lines."""
    with patch.object(parts, "most_lines", lambda _: FEW):
        yield


def with_meetings(*days: str, known: Entities | None = None) -> Small:
    held = [briefing(f"m{day}", day, topics=["can-bo"], provinces=[{"province": "tien-giang"}]) for day in days]
    return build(held, known=known)


def test_parts_know_what_stands_around_them(few: None) -> None:
    days = [f"2018-{month:02}-{day:02}" for month in (1, 2, 3) for day in (1, 2, 3)]
    found = Parts(with_meetings("2016-01-01", *days, "2019-01-01").archive)
    assert found.paths("topic", "can-bo") == ("2016", "2018", "2018/01", "2018/02")
    assert found.below("topic", "can-bo", "") == ("2016", "2018")
    assert found.below("topic", "can-bo", "2018") == ("2018/01", "2018/02")
    assert found.around("topic", "can-bo", "2018") == ((), "2016", "")
    assert found.around("topic", "can-bo", "2018/01") == (("2018",), "", "2018/02")
    assert found.around("topic", "can-bo", "2018/02") == (("2018",), "2018/01", "2018")
    assert found.keys("topic") == ("can-bo/2016", "can-bo/2018", "can-bo/2018/01", "can-bo/2018/02")
    assert found.keys("year") == ("2018/01", "2018/02")
    assert found.meetings("topic", "can-bo", "2018") == ("m2018-03-01", "m2018-03-02", "m2018-03-03")
    assert len(found.all_meetings("topic", "can-bo", "2018")) == 9
    assert found.meetings("topic", "bau-cu", "") == ()


def test_documents_of_a_province_take_space_too(few: None) -> None:
    known = entities()
    issued = [
        Resolution.model_validate({
            "id": f"kh-{year}", "type": "Kế hoạch", "symbol": f"{year - 2000}-KH/TU", "province": "tien-giang",
            "date": f"{year}-05-05", "sources": [{"id": "s1", "title": "Bài"}],
        })
        for year in (2015, 2016, 2017)
    ]  # fmt: skip
    known = Entities.of(
        [*(r for of in known.by_kind().values() for r in of.values()), *issued, *known.province_sources]
    )
    found = Parts(with_meetings("2016-06-06", "2017-07-07", "2018-08-08", known=known).archive)
    assert found.paths("province", "tien-giang") == ("2015", "2016")
    assert found.documents("tien-giang", "") == ("kh-2017",)
    assert found.documents("tien-giang", "2015") == ("kh-2015",)
    assert found.all_documents("tien-giang", "2016") == ("kh-2016",)
    assert found.meetings("province", "tien-giang", "2015") == ()
