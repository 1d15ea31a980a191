"""What one meeting gives to other pages: entries, figures and items."""

from __future__ import annotations

from small_archive import Small, briefing, build

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
    assert [point.id for point in entry.points] == ["t1"]
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
