"""Linking: timelines through mergers, threads, neighbours, backlinks, and one result whatever the order of files."""

from __future__ import annotations

import random
from typing import Any

import pytest

from giaoban.archive import Archive, Card, Entities, Join, LaterItem, Viewpoint, link
from giaoban.records.models.briefing import Briefing
from giaoban.records.models.leader import Leader
from giaoban.records.models.organization import Organization
from giaoban.records.models.plenum import Plenum
from giaoban.records.models.province import ProvincePage
from giaoban.records.models.resolution import Resolution
from giaoban.records.models.series import Series
from giaoban.records.models.topic import Topic
from giaoban.records.models.unit import Unit

SOURCES = [{"id": "s1", "title": "Bài mẫu"}]


def unit(name: str, page: str, **more: Any) -> Unit:
    return Unit(id=name, page=page, name=page, kind="tỉnh", code="1", region="Mẫu", **more)


def resolution(name: str, **more: Any) -> Resolution:
    return Resolution(id=name, type="Nghị quyết", sources=SOURCES, **more)


def briefing(name: str, date: str, **more: Any) -> Briefing:
    return Briefing.model_validate(
        {"id": name, "title": name, "kind": "briefing", "level": "central", "date": date, "sources": SOURCES, **more}
    )


def by_id(*records: Any) -> dict[str, Any]:
    return {record.id: record for record in records}


# Two mergers one after the other: a and b make a new a; that and c make d.
UNITS = by_id(
    unit("a", "a", valid_to="2020-06-30", merged_into="a-2020"),
    unit("b", "b", valid_to="2020-06-30", merged_into="a-2020"),
    unit("a-2020", "a", valid_from="2020-07-01", valid_to="2024-12-31", merged_into="d", formed_from=["a", "b"]),
    unit("c", "c", valid_to="2024-12-31", merged_into="d"),
    unit("d", "d", valid_from="2025-01-01", formed_from=["a-2020", "c"]),
    unit("e", "e"),
)
ENTITIES = Entities.of(
    [
        Leader(id="x", name="X"),
        Leader(id="y", name="Y"),
        resolution("nq-1", date="2016-01", plenum="p"),
        resolution("nq-2", date="2018", implements=["nq-1"]),
        resolution("nq-3", date="2017", implements=["nq-1"], replaces=["nq-2"], plenum="p"),
        resolution("nq-4", implements=["nq-1"], amends=["nq-3"]),
        Plenum(id="p", name="P", term="X", number=1),
        *UNITS.values(),
        *(ProvincePage(id=page, name=page) for page in "abcde"),
        Organization(id="o", name="O"),
        Series(id="s", name="S", level="central", rhythm="monthly", scope="S"),
        Topic(id="t", name="T", scope="T"),
    ]
)
FIRST = briefing(
    "m1",
    "2019-05-06",
    series="s",
    provinces=[{"province": "b"}],
    people=[{"leader": "x", "part": "chair"}, {"leader": "missing", "part": "spoke"}],
    resolutions=[
        {"resolution": "nq-1", "relation": ["implemented", "mentioned"], "cited": "NQ 1"},
        {"resolution": "nq-4", "relation": ["drafted", "tasked"], "cited": "NQ 4"},
        {"resolution": "nq-2", "relation": "mentioned", "cited": "NQ 2"},
        {"plenum": "p", "relation": "tasked", "cited": "TW"},
        {"relation": "issued", "cited": "một văn bản"},
    ],
    tasks=[{"id": "t1", "text": "Việc", "by": "y", "resolutions": ["nq-3", "nq-1"]}, {"id": "t2", "text": "Việc"}],
    figures=[{"id": "f1", "value": "1", "unit": "u", "what": "w", "province": "e"}],
    topics=["t"],
    corrections=[{"date": "2024-01-02", "what": "Sửa", "item": "t1"}],
    summary="[a](/hop/m2/) [b](/hop/m2/) [c](https://x.example/) [d](#t1) [e](//x) `[f](/g/)`",
)
MEETINGS = [
    FIRST,
    briefing(
        "m2",
        "2021-01",
        series="s",
        provinces=[{"province": "a-2020"}],
        tasks=[{"id": "t1", "text": "Việc", "continues": ["m1#t1"]}],
        results=[{"id": "r1", "text": "Xong", "answers": ["m1#t1", "m1#t2"]}],
    ),
    briefing("m3", "[2021-01-01..2021-12-31]", series="s", provinces=[{"province": "d"}], venue={"province": "c"}),
    briefing(
        "m4",
        "2021-01-15",
        series="s",
        status="withdrawn",
        provinces=[{"province": "a"}],
        people=[{"leader": "x", "part": "chair"}],
        tasks=[{"id": "t1", "text": "Việc", "continues": ["m1#t2"]}],
        corrections=[{"date": "2024-01-01", "what": "Rút"}],
    ),
    briefing("m5", "2021-01-02", provinces=[{"province": "missing"}], series="missing"),
    briefing("m6", "2018"),
]


def made(meetings: list[Briefing]) -> Archive:
    whole = {meeting.id: meeting for meeting in meetings}
    return link(ENTITIES, [Card.of(m, f"briefings/{m.id}.md") for m in meetings], whole.__getitem__)


ARCHIVE = made(MEETINGS)


def test_cards_hold_what_a_meeting_names_once_and_in_order() -> None:
    card = Card.of(FIRST, "briefings/m1.md")
    assert card.leaders == ("x", "missing", "y")
    assert card.provinces == ("b", "e")
    assert card.resolutions == ("nq-1", "nq-4", "nq-2", "nq-3")
    assert card.items == ("t1", "t2", "f1")
    assert card.carried == ("nq-1",)
    assert card.carried_plenums == ()
    assert card.links == ("/hop/m2/",)
    assert card.corrections == (("2024-01-02", "Sửa", "t1"),)
    assert card.newest == "2024-01-02"
    assert Card.of(MEETINGS[1], "").joins == (
        Join("t1", "continues", "m1#t1"),
        Join("r1", "answers", "m1#t1"),
        Join("r1", "answers", "m1#t2"),
    )


def test_imprecise_dates_sort_by_their_earliest_day() -> None:
    assert list(ARCHIVE.cards) == ["m6", "m1", "m2", "m3", "m5", "m4"]
    assert [c.id for c in ARCHIVE.published] == ["m6", "m1", "m2", "m3", "m5"]


# Page, and the meetings of its timeline.
TIMELINES = [("a", ["m2", "m3"]), ("b", ["m1", "m2", "m3"]), ("c", ["m3"]), ("d", ["m3"]), ("e", ["m1"])]


@pytest.mark.parametrize(("page", "meetings"), TIMELINES)
def test_a_province_goes_on_through_its_mergers(page: str, meetings: list[str]) -> None:
    assert [c.id for c in ARCHIVE.timeline("province", page)] == meetings


def test_eras_and_later_life() -> None:
    assert ARCHIVE.eras == {"a": ("a", "a-2020"), "b": ("b",), "c": ("c",), "d": ("d",), "e": ("e",)}
    assert ARCHIVE.later_life == {"a": ("d",), "b": ("a-2020", "d"), "c": ("d",), "d": (), "e": ()}
    assert ARCHIVE.page_of("a-2020") == "a"


def test_mergers_in_a_circle_do_not_hang() -> None:
    units = by_id(unit("a", "a", merged_into="b"), unit("b", "b", merged_into="a"))
    assert link(Entities.of([*units.values()]), [], lambda _: FIRST).later_life == {"a": ("b",), "b": ("a",)}


def test_timelines_leave_out_withdrawn_meetings_and_what_does_not_exist() -> None:
    assert [c.id for c in ARCHIVE.timeline("leader", "x")] == ["m1"]
    assert [c.id for c in ARCHIVE.timeline("leader", "y")] == ["m1"]
    assert [c.id for c in ARCHIVE.timeline("resolution", "nq-3")] == ["m1"]
    assert [c.id for c in ARCHIVE.timeline("plenum", "p")] == ["m1"]
    assert [c.id for c in ARCHIVE.timeline("topic", "t")] == ["m1"]
    assert [c.id for c in ARCHIVE.timeline("series", "s")] == ["m1", "m2", "m3"]
    assert [c.id for c in ARCHIVE.timeline("year", "2021")] == ["m2", "m3", "m5"]
    assert ARCHIVE.timeline("leader", "nobody") == ()
    assert not {v for v in ARCHIVE.timelines if v.id == "missing"}
    assert all("m4" not in ids for ids in ARCHIVE.timelines.values())


def test_viewpoints_are_timelines_seen_from_the_meeting() -> None:
    turned = {(meeting, v) for v, ids in ARCHIVE.timelines.items() for meeting in ids}
    assert {(meeting, v) for meeting, views in ARCHIVE.viewpoints.items() for v in views} == turned
    assert Viewpoint("province", "b") in ARCHIVE.viewpoints["m3"]


def test_threads_lead_from_the_earlier_item_to_what_goes_on_from_it() -> None:
    assert ARCHIVE.later_items == {
        "m1#t1": (LaterItem("m2", "t1", "continues"), LaterItem("m2", "r1", "answers")),
        "m1#t2": (LaterItem("m2", "r1", "answers"),),
    }


def test_neighbours_in_a_series() -> None:
    assert ARCHIVE.neighbours == {"m1": (None, "m2"), "m2": ("m1", "m3"), "m3": ("m2", None)}


def test_backlinks_between_documents_in_order_of_adoption() -> None:
    assert ARCHIVE.implemented_by == {"nq-1": ("nq-3", "nq-2", "nq-4")}
    assert ARCHIVE.amended_by == {"nq-3": ("nq-4",)}
    assert ARCHIVE.replaced_by == {"nq-2": ("nq-3",)}
    assert ARCHIVE.adopted_at == {"p": ("nq-1", "nq-3")}


@pytest.mark.parametrize("seed", range(8))
def test_the_order_of_files_changes_nothing(seed: int) -> None:
    chance = random.Random(seed)
    again = made(chance.sample(MEETINGS, len(MEETINGS)))
    for name in ("cards", "timelines", "viewpoints", "later_items", "neighbours", "eras", "later_life", "adopted_at"):
        mine, theirs = getattr(ARCHIVE, name), getattr(again, name)
        assert list(mine.items()) == list(theirs.items()), name


def test_the_whole_record_is_fetched_by_id() -> None:
    assert ARCHIVE.fetch("m1") is FIRST
