"""Entries: what one meeting gives to other pages, and what relates entities at it."""

from __future__ import annotations

from typing import Any

import pytest
from small_archive import Small, briefing, build

from giaoban.archive.values import Entry
from giaoban.views.entries import entries, figures, items


def test_a_meeting_has_an_entry_for_every_timeline_that_contains_it(small: Small) -> None:
    for meeting in small.archive.cards:
        expected = {viewpoint for viewpoint, ids in small.archive.timelines.items() if meeting in ids}
        assert set(entries(small.reader(), meeting)) == expected


def test_a_withdrawn_meeting_gives_nothing() -> None:
    one = {"id": "t1", "text": "Việc."}
    figure = {"id": "f1", "value": "1", "unit": "người", "what": "kết nạp"}
    archive = build([briefing("rut", "2019-01-01", status="withdrawn", tasks=[one], results=[one], figures=[figure])])
    assert entries(archive.reader(), "rut") == {}
    assert figures(archive.reader(), "rut") == []
    assert items(archive.reader(), "rut") == []


def test_what_an_entry_says_of_a_person(small: Small) -> None:
    entry = entries(small.reader(), "mot")["leader", "an"]
    assert entry.parts == ("chair", "spoke")
    assert entry.titles == ("Trưởng Ban <Tổ chức>",)
    assert [item.id for item in entry.item_texts] == ["t1"]
    assert entry.items == ("t1",)
    # Somebody who is named only for what they asked for.
    asked = build([briefing("hop", "2018-10-29", tasks=[{"id": "t1", "text": "Việc.", "by": "an"}])])
    assert entries(asked.reader(), "hop")["leader", "an"].parts == ("said",)


def test_an_entry_rests_on_the_sources_of_what_it_shows() -> None:
    sources = [{"id": f"s{i}", "publisher": f"Báo {i}"} for i in range(1, 4)]
    tasks = [{"id": "t1", "text": "Việc.", "by": "an", "source": "s3"}]
    people = [{"leader": "an", "part": "spoke", "source": "s2"}, {"leader": "binh", "part": "spoke"}]
    archive = build([briefing("hop", "2018-10-29", tasks=tasks, people=people, sources=sources)])
    found = entries(archive.reader(), "hop")
    assert [source.id for source in found["leader", "an"].sources] == ["s2", "s3"]
    # What names no source was read in the first.
    assert [source.id for source in found["leader", "binh"].sources] == ["s1"]


def test_figures_say_when_they_hold_and_what_they_count() -> None:
    def figure(number: int, **more: str) -> dict[str, str]:
        return {"id": f"f{number}", "value": "95.70", "unit": "Đảng viên", "what": "Kết nạp", **more}

    reported = [figure(1), figure(2, as_of="2018-09-30", province="hue"), figure(3, period="2018-33", what="kết nạp")]
    archive = build([briefing("hop", "2018-10-29", figures=reported)])
    here, of_a_day, of_a_quarter = figures(archive.reader(), "hop")
    assert (here.held, here.moment, here.basis) == ("2018-10-29", "2018-10-29", "meeting")
    assert (of_a_day.held, of_a_day.moment, of_a_day.basis) == ("2018-09-30", "2018-09-30", "as_of")
    assert (of_a_quarter.held, of_a_quarter.moment, of_a_quarter.basis) == ("2018-33", "2018-03-31", "period")
    assert here.value == "95.70"
    assert here.measure == of_a_quarter.measure != of_a_day.measure
    assert of_a_day.province is not None
    assert of_a_day.province.label == "Thừa Thiên Huế"


def test_the_whole_of_two_provinces_is_not_one_thing() -> None:
    reported = [{"id": "f1", "value": "5", "unit": "đảng viên", "what": "cả tỉnh"}]
    held = [
        briefing(name, "2018-10-29", level="province", figures=reported, venue={"province": name})
        for name in ("hue", "dong-thap")
    ]
    archive = build(held)
    first, second = (figures(archive.reader(), name)[0].measure for name in ("hue", "dong-thap"))
    assert first != second


def test_threads_get_results_and_tasks(small: Small) -> None:
    found = items(small.reader(), "mot")
    assert [item.id for item in found] == ["r1", "t1", "t7"]
    assert found[1].text == "Làm việc & báo cáo."
    assert [(source.id, source.host) for source in found[0].sources] == [("s1", "example.org")]


AN = {"leader": "an", "part": "attended"}
REPORTED = [{"resolution": "nq-26", "relation": "reported", "cited": ["NQ 26"]}]


def entry(kind: str, entity: str, **more: Any) -> Entry:
    """The entry of a meeting of 2018 on one timeline."""
    archive = build([briefing("hop", "2018-10-29", **more)])
    return entries(archive.reader(), "hop")[kind, entity]


def province(entity: str = "dong-thap", **more: Any) -> Entry:
    """Its entry on the page of a province that its record names."""
    return entry("province", entity, **{"provinces": [{"province": "dong-thap"}], **more})


@pytest.mark.parametrize(("more", "people", "parts"), [
    # At its own meeting and at one held there, everybody was there.
    ({"level": "province", "host": "ban-dt", "people": [AN]}, ("an",), ("own",)),
    ({"level": "district", "venue": {"province": "dong-thap"}, "people": [AN]}, ("an",), ("own", "held")),
    ({"venue": {"province": "dong-thap"}, "people": [AN]}, ("an",), ("held",)),
    # At a central meeting of a provincial host nobody was there by that alone.
    ({"host": "ban-dt", "people": [AN]}, (), ("named",)),
    # Who chaired at a connection point was at the one that the title or note names.
    ({"people": [{**AN, "part": "point-chair", "as": ["Bí thư Tỉnh ủy Đồng Tháp"]}]}, ("an",), ("point",)),
    ({"people": [{**AN, "part": "point-chair", "note": "tại điểm cầu Đồng Tháp"}]}, ("an",), ("point",)),
    ({"people": [{**AN, "part": "point-chair", "as": ["Bí thư Tỉnh ủy Tiền Giang"]}]}, (), ("named",)),
    ({"people": [{**AN, "as": ["Bí thư Tỉnh ủy Đồng Tháp"]}]}, (), ("named",)),
    # Nobody without a record of their own.
    ({"venue": {"province": "dong-thap"}, "people": [{**AN, "leader": "khong-co"}]}, (), ("held",)),
])  # fmt: skip
def test_who_was_observed_in_a_province(more: dict[str, Any], people: tuple[str, ...], parts: tuple[str, ...]) -> None:
    found = province(**more)
    assert (found.people, found.parts) == (people, parts)


def test_a_connection_point_is_found_under_the_name_of_its_day() -> None:
    chaired = {
        "provinces": [{"province": "hue"}],
        "people": [{**AN, "part": "point-chair", "note": "tại Thừa Thiên Huế"}],
    }
    assert province("hue", **chaired).people == ("an",)


@pytest.mark.parametrize(("more", "units"), [
    ({"results": [{"id": "r1", "text": "Đã làm.", "resolutions": ["nq-26"], "provinces": ["dong-thap"]}]}, ("dong-thap",)),
    (
        {"shortcomings": [{"id": "h1", "text": "Còn chậm.", "resolutions": ["nq-26"], "provinces": ["hue", "khong-co"]}]},
        ("hue",),
    ),
    # What is asked of a province is not yet reported by it.
    ({"tasks": [{"id": "t1", "text": "Làm.", "resolutions": ["nq-26"], "provinces": ["dong-thap"]}]}, ()),
    # A report at a meeting of its own is the province's.
    ({"level": "province", "host": "ban-dt", "resolutions": REPORTED}, ("dong-thap",)),
    ({"level": "province", "venue": {"province": "hue"}, "resolutions": REPORTED}, ("hue",)),
    ({"venue": {"province": "hue"}, "resolutions": REPORTED}, ()),
    ({"level": "province", "host": "ban-dt", "resolutions": [{**REPORTED[0], "relation": "studied"}]}, ()),
])  # fmt: skip
def test_which_provinces_reported_on_a_document(more: dict[str, Any], units: tuple[str, ...]) -> None:
    assert entry("resolution", "nq-26", **more).units == units


def test_the_name_of_a_leader_or_document_is_no_part_of_an_entry(small: Small) -> None:
    reader = small.reader()
    entries(reader, "mot")
    assert not [question for question in reader.asked if question.split("\x1f")[0] in {"reference", "record"}]
