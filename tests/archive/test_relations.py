"""What relates entities at one meeting, as entries carry it."""

from __future__ import annotations

from typing import Any

import pytest
from small_archive import Small, briefing, build

from giaoban.archive.values import Entry
from giaoban.views.entries import entries

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
