"""Coverage of series: periods in a row, what the archive has and lacks of them, and sources that lack something."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoban.archive import Archive, Card, Entities, coverage, link
from giaoban.archive.coverage import BareSource, Period, SeriesSum
from giaoban.records.model import Model
from giaoban.records.models.briefing import Briefing
from giaoban.records.models.organization import Organization
from giaoban.records.models.province import ProvincePage
from giaoban.records.models.resolution import Resolution
from giaoban.records.models.series import Series
from giaoban.records.models.unit import Unit


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
    numbers = [coverage.period_number(rhythm, text) for text in row]
    assert numbers == list(range(numbers[0], numbers[0] + 3))  # type: ignore[operator, arg-type]


@given(st.sampled_from(sorted(coverage.RHYTHMS)), st.integers(min_value=12, max_value=9999))
def test_text_and_number_are_inverse(rhythm: str, place: int) -> None:
    assert coverage.period_number(rhythm, coverage.period_text(rhythm, place)) == place


@pytest.mark.parametrize(
    ("rhythm", "text"),
    [("monthly", "2018"), ("monthly", "2018-33"), ("yearly", "2018/2019"), ("monthly", None), ("weekly", "2018-11-05")],
)
def test_what_is_no_period_of_a_rhythm(rhythm: str, text: str | None) -> None:
    assert coverage.period_number(rhythm, text) is None


def test_doubt_is_left_aside() -> None:
    assert coverage.period_number("monthly", "2018-11?") == coverage.period_number("monthly", "2018-11")


SOURCES = [{"id": "s1", "title": "Bài", "publisher": "Báo", "url": "https://bao.example/", "published": "2020"}]
BARE = [{"id": "s1", "title": "Bài"}]
LOST = {"period": "2019-02", "reason": "Gộp với tháng sau.", "sources": SOURCES}


def series(name: str, rhythm: str, **more: Any) -> Series:
    return Series.model_validate(
        {"id": name, "name": name, "level": "central", "rhythm": rhythm, "host": "ban", "scope": "S", **more}
    )


def meeting(name: str, **more: Any) -> Briefing:
    record = {"id": name, "title": name, "kind": "briefing", "level": "central", "date": "2019-06-01", "host": "ban"}
    return Briefing.model_validate({**record, "sources": SOURCES, **more})


def archive(listed: list[Series], meetings: list[Briefing], *more: Model) -> Archive:
    whole = {m.id: m for m in meetings}
    entities = Entities.of([*listed, *more])
    return link(entities, [Card.of(m, f"briefings/{m.id}.md") for m in meetings], whole.__getitem__)


def states(made: Archive, name: str) -> dict[str, str]:
    return {period.text: period.state for period in coverage.every_series(made)[name].periods}


def test_periods_run_from_the_first_to_the_last_that_is_there() -> None:
    made = archive(
        [series("thang", "monthly", exceptions=[LOST])],
        [
            meeting("a", series="thang", period="2018-12"),
            meeting("b", series="thang", period="2019-04"),
            meeting("c", series="thang", period="2019-04?"),
            meeting("d", series="thang", period="2019-01/2019-09"),
            meeting("e", series="thang"),
            meeting("f", series="thang", period="2020-01", status="withdrawn"),
        ],
    )
    found = coverage.every_series(made)["thang"]
    assert found.periods == (
        Period("2018-12", "present", ("a",)),
        Period("2019-01", "missing"),
        Period("2019-02", "excepted", (), made.entities.series["thang"].exceptions[0]),
        Period("2019-03", "missing"),
        Period("2019-04", "present", ("b", "c")),
    )
    assert (found.meetings, found.unclear) == (5, ("d", "e"))
    [short] = coverage.sums({"thang": found})
    assert short == SeriesSum("thang", 5, "2018-12", "2019-04", (("present", 2), ("excepted", 1), ("missing", 2)))
    assert short.marks == 2


def test_bounds_widen_what_is_expected() -> None:
    bounded = series("quy", "quarterly", first="2018-35", last="2019-33", sources=SOURCES)
    made = archive([bounded], [meeting("a", series="quy", period="2018-36")])
    assert states(made, "quy") == {"2018-35": "missing", "2018-36": "present", "2019-33": "missing"}


def test_a_longer_meeting_covers_the_period_that_ends_with_it() -> None:
    bounds = {"sources": SOURCES, "first": "2019-01", "last": "2019-12"}
    quarters = {"sources": SOURCES, "first": "2019-33", "last": "2019-36"}
    made = archive(
        [
            series("thang", "monthly", **bounds),
            series("quy", "quarterly", **quarters),
            series("nua", "half-yearly", sources=SOURCES, first="2019-40", last="2019-41"),
            series("nam", "yearly"),
        ],
        [
            meeting("q1", series="quy", period="2019-33"),
            meeting("h1", series="nua", period="2019-40", host=None),
            meeting("nam", series="nam", period="2019"),
        ],
    )
    monthly = states(made, "thang")
    assert [text for text, state in monthly.items() if state == "covered"] == ["2019-03", "2019-06"]
    assert len(monthly) == 12
    assert states(made, "quy") == dict(
        zip(["2019-33", "2019-34", "2019-35", "2019-36"], ["present", "covered", "missing", "missing"], strict=True)
    )
    assert states(made, "nua") == {"2019-40": "present", "2019-41": "covered"}
    assert coverage.every_series(made)["thang"].periods[5].meetings == ("h1",)


def test_only_the_same_host_and_level_cover() -> None:
    bounds = {"sources": SOURCES, "first": "2019-03", "last": "2019-03"}
    for more in ({"host": "khac"}, {"level": "province"}):
        made = archive([series("thang", "monthly", **bounds)], [meeting("q", period="2019-33", **more)])
        assert states(made, "thang") == {"2019-03": "missing"}
    nobody = series("cum", "monthly", host=None, **bounds)
    made = archive([nobody], [meeting("q", period="2019-33", host=None)])
    assert states(made, "cum") == {"2019-03": "missing"}


def test_weeks_are_counted_and_not_expected() -> None:
    made = archive([series("tuan", "weekly")], [meeting("a", series="tuan"), meeting("b", series="tuan")])
    found = coverage.every_series(made)
    assert found == {"tuan": ("tuan", 2, (), ())}
    assert coverage.sums(found) == (SeriesSum("tuan", 2),)


def test_what_the_check_would_refuse_is_passed_over() -> None:
    wrong = {**LOST, "period": "2019"}
    made = archive([series("thang", "monthly", first="2019-33", exceptions=[wrong])], [meeting("a", series="khong-co")])
    assert coverage.every_series(made) == {"thang": ("thang", 0, (), ())}


def test_provinces_without_meetings() -> None:
    def unit(name: str, **more: Any) -> Unit:
        return Unit(id=name, page=name, name=name, kind="tỉnh", code="1", region="Mẫu", **more)

    made = archive(
        [],
        [
            meeting("a", venue={"province": "noi-hop"}, provinces=[{"province": "duoc-neu"}]),
            meeting("b", host="ban-tinh", provinces=[{"province": "chu-nha"}]),
        ],
        *(unit(name) for name in ("noi-hop", "duoc-neu", "chu-nha", "vang")),
        *(ProvincePage(id=name, name=name) for name in ("vang", "noi-hop", "duoc-neu", "chu-nha")),
        Organization(id="ban-tinh", name="Ban", province="chu-nha"),
    )
    found = coverage.coverage_of(made)
    assert (found.unnamed, found.unheld) == (("vang",), ("duoc-neu",))


def test_counts_and_what_records_lack() -> None:
    made = archive(
        [series("thang", "monthly", exceptions=[{**LOST, "sources": BARE}])],
        [
            meeting("a", date="2018-10-29"),
            meeting("b", date="[2019-01-01..2019-02-01]", level="province", sources=BARE),
            meeting("c", date="2019-03-04?"),
            meeting("d", date="2019-03", status="withdrawn", sources=BARE),
        ],
        Resolution(id="nq", type="Nghị quyết", symbol="1-NQ/TW", sources=BARE),
    )
    found = coverage.coverage_of(made)
    assert found.meetings == 3
    assert found.years == (("2018", (("central", 1),)), ("2019", (("central", 1), ("province", 1))))
    assert found.resolutions == (("nq", ("issuer", "term", "date", "title")),)
    assert found.undated == ("b", "c")
    lacks = ("publisher", "url", "published")
    assert found.sources == 5
    assert found.bare == (("publisher", 3), ("url", 3), ("published", 3))
    assert coverage.bare_sources(made) == (
        BareSource("briefing", "b", "s1", lacks),
        BareSource("resolution", "nq", "s1", lacks),
        BareSource("series", "thang", "s1", lacks),
    )
