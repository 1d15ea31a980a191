"""Drawings and filters of timelines: what a reader sees above the list, and can choose by."""

from __future__ import annotations

import re
from typing import Any

from small_archive import Small, briefing, build, entities

from giaoban.archive.model import Entities
from giaoban.archive.values import Entry


def with_meetings(small: Small, *more: Any, known: Entities | None = None) -> Small:
    """The tiny archive with more meetings, and perhaps other records."""
    return build([*(small.archive.fetch(meeting) for meeting in small.archive.cards), *more], known=known)


def with_records(*records: Any) -> Entities:
    """The records of the tiny archive, with some more or in place of those of the same id."""
    known = entities()
    given = {(type(record), record.id): record for of in known.by_kind().values() for record in of.values()}
    return Entities.of([*(given | {(type(r), r.id): r for r in records}).values(), *known.province_sources])


def figure(small: Small, kind: str, entity: str) -> str:
    """The drawing on one page, as HTML; empty when there is none."""
    found = re.search(r"<figure.*?</figure>", small.body(kind, entity), re.DOTALL)
    return found[0] if found else ""


def names(html: str) -> list[str]:
    """What the marks are called, in order, each with where it leads."""
    return [f"{target} {name}" for target, name in re.findall(r'<a href="([^"]*)"><title>(.*?)</title>', html)]


def entry_of(small: Small, kind: str, entity: str, meeting: str) -> Entry:
    """The entry of a meeting on one timeline."""
    return next(entry for entry in small.reader().entries(kind, entity) if entry.meeting.id == meeting)


def test_a_document_is_followed_from_its_adoption_to_the_exact_item(small: Small) -> None:
    html = figure(small, "resolution", "nq-26")
    adopted, implemented, tasked = (
        next(n for n in names(html) if what in n) for what in ("ban hành", "triển khai", "t1")
    )
    assert adopted.startswith("#ban-hanh 19-5-2018: ")
    assert implemented.startswith("\ue000hop/mot/ 29-10-2018: Giao ban mot (")
    assert tasked == "\ue000hop/mot/#t1 29-10-2018: Giao ban mot (giao thành nhiệm vụ, nhiệm vụ 1)"
    assert "1/1</span>" in html
    assert 'href="#nam-2018">2018</a>' in html


def test_the_share_counts_all_meetings_of_the_year(small: Small) -> None:
    more = with_meetings(small, briefing("khac", "2018-11-30"))
    assert "1/2</span>" in figure(more, "resolution", "nq-26")


def test_of_very_many_meetings_a_share_is_said_in_percent(small: Small) -> None:
    more = with_meetings(
        small, *(briefing(f"hop-{day:03}", f"2018-{1 + day // 28:02}-{1 + day % 28:02}") for day in range(199))
    )
    assert "0,5%</span>" in figure(more, "resolution", "nq-26")


def test_provinces_that_reported_on_a_document_are_named(small: Small) -> None:
    result = {"id": "r1", "text": "Đã sáp nhập.", "resolutions": ["nq-26"], "provinces": ["tien-giang", "hue"]}
    task = {"id": "t1", "text": "Làm.", "resolutions": ["nq-26"], "provinces": ["dong-thap"]}
    more = with_meetings(small, briefing("bon", "2019-05-01", results=[result], tasks=[task]))
    said = re.search(r"Địa phương báo cáo</dt><dd>(.*?)</dd>", more.body("resolution", "nq-26"))
    assert said
    # Huế bore another name that year.
    assert re.findall(r">([^<]+)</a>", said[1]) == ["Tiền Giang", "Thừa Thiên Huế"]


def test_a_document_that_took_its_place_ends_a_life(small: Small) -> None:
    newer = (
        small.reader().record("resolution", "nq-27").model_copy(update={"replaces": ("nq-26",), "date": "2025-02-01"})
    )
    then = with_meetings(small, known=with_records(newer))
    body = then.body("resolution", "nq-26")
    assert "sửa đổi" not in body
    assert re.search(r"Được <a [^>]*>.*?27-NQ/TW.*?</a> thay thế", body)
    assert "\ue000van-ban/nq-27/ 1-2-2025: Được Nghị quyết 27-NQ/TW thay thế" in names(
        figure(then, "resolution", "nq-26")
    )


def test_lines_join_on_the_pages_of_both_that_merged(small: Small) -> None:
    for entity, other in (("dong-thap", "tien-giang"), ("tien-giang", "dong-thap")):
        html = figure(small, "province", entity)
        assert html.count('<path class="other"') == 1
        assert f'href="\ue000tinh/{other}/"' in html
        assert 'class="own joined"' in html
        assert "#moc-dong-thap-2025 1-7-2025: " in "\n".join(names(html))


def test_meetings_held_in_a_province_stand_apart_from_those_that_name_it(small: Small) -> None:
    held = figure(small, "province", "tien-giang")
    named = figure(small, "province", "dong-thap")
    assert any("hop/mot/ 29-10-2018: Giao ban mot (họp tại đây)" in name for name in names(held))
    assert any("Giao ban mot (được nêu tên)" in name for name in names(named))
    # Who chaired there is named there, and not where the province is only named.
    assert 'href="\ue000lanh-dao/an/"' in held
    assert 'href="\ue000lanh-dao/an/"' not in named


def test_a_connection_point_is_the_provinces_that_the_source_names(small: Small) -> None:
    people = [{"leader": "binh", "part": "point-chair", "note": "Chủ trì tại điểm cầu Đồng Tháp."}]
    provinces = [{"province": "dong-thap"}, {"province": "tien-giang"}]
    more = with_meetings(small, briefing("cau", "2019-01-02", people=people, provinces=provinces))
    there, elsewhere = (entry_of(more, "province", page, "cau") for page in ("dong-thap", "tien-giang"))
    assert (there.parts, there.people) == (("point",), ("binh",))
    assert (elsewhere.parts, elsewhere.people) == (("named",), ())


def test_a_province_has_its_own_meetings_and_documents_on_its_line(small: Small) -> None:
    own = briefing("rieng", "2019-02-03", level="province", host="ban-tg", venue={"province": "tien-giang"})
    reader = small.reader()
    organ = reader.record("organization", "tw").model_copy(update={"id": "ban-tg", "province": "tien-giang"})
    plan = reader.record("resolution", "nq-9").model_copy(
        update={"id": "kh-1", "symbol": "01-KH/TU", "type": "Kế hoạch", "issuer": "ban-tg", "date": "2019-03-04"}
    )
    then = with_meetings(small, own, known=with_records(organ, plan))
    found = names(figure(then, "province", "tien-giang"))
    assert any("(cuộc họp của địa phương)" in name for name in found)
    assert any(name.startswith("\ue000van-ban/kh-1/ 4-3-2019: ") for name in found)


def test_a_title_is_a_band_from_first_to_last_observation(small: Small) -> None:
    seen = [
        briefing("x", "2019-03-01", people=[{"leader": "an", "part": "attended", "as": ["Trưởng ban, Bí thư TW Đảng"]}]),
        briefing("y", "2021-03-01", people=[{"leader": "an", "part": "spoke", "as": ["Bí thư Trung ương Đảng"]}]),
    ]  # fmt: skip
    html = figure(with_meetings(small, *seen), "leader", "an")
    # One band for two spellings of one title, and one each for the others.
    assert html.count("Bí thư T") == 1
    assert html.count('class="sample" aria-hidden="true" viewBox="-8 -8 16 16"><rect') == 3
    assert 'class="band"' in html
    assert [n.rpartition(" (")[2] for n in names(html)] == ["chủ trì, phát biểu)", "dự)", "phát biểu)"]
    assert ">Mỹ Tho" not in html
    assert 'href="\ue000tinh/tien-giang/"' in html


def test_one_meeting_is_no_drawing(small: Small) -> None:
    assert not figure(small, "leader", "an")
    assert not figure(small, "leader", "binh")


def test_many_meetings_of_a_year_are_counted(small: Small) -> None:
    many = [
        briefing(f"m{i}", f"2022-{i:02}-01", people=[{"leader": "an", "part": "chair" if i % 2 else "spoke"}])
        for i in range(1, 13)
    ]
    html = figure(with_meetings(small, *many), "leader", "an")
    assert "#nam-2022 Năm 2022: 6 cuộc họp (chủ trì)" in names(html)
    assert "#nam-2022 Năm 2022: 6 cuộc họp (phát biểu)" in names(html)
    assert len(names(html)) == 3


def test_a_filter_offers_what_the_entries_say(small: Small) -> None:
    many = [
        briefing(f"m{i}", f"20{20 + i}-02-01", kind="review" if i % 2 else "briefing",
                 people=[{"leader": "an", "part": ["chair", "spoke"] if i else "attended"}])
        for i in range(6)
    ]  # fmt: skip
    body = with_meetings(small, *many).body("leader", "an")
    form = re.search(r'<form class="filter" hidden>.*?</form>', body, re.DOTALL)
    assert form
    offered = dict(re.findall(r'<option value="([^"]+)">[^<]*\((\d+)\)', form[0]))
    assert offered["chu-tri"] == "6"
    assert offered["du"] == "1"
    assert offered["tong-ket"] == "3"
    assert offered["2018"] == "1"
    assert 'name="cap"' not in form[0]
    for value in ("chu-tri", "tong-ket"):
        assert len(re.findall(rf'<li class="entry [^>]*\b{value}[ "]', body)) == int(offered[value])


def test_a_short_list_needs_no_filter(small: Small) -> None:
    assert '<form class="filter"' not in small.body("province", "dong-thap")
