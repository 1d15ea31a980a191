"""Drawings and filters of timelines: what a reader sees above the list, and can choose by."""

from __future__ import annotations

import re
from types import ModuleType
from typing import Any

import pytest
from mini_archive import Mini, briefing

from giaoban.archive import Card, Viewpoint, link
from giaoban.site import marks
from giaoban.site.entries import entries
from giaoban.site.pages import leader, province, resolution
from giaoban.site.pages.choices import choices
from giaoban.site.pages.parts import by_year


def with_meetings(mini: Mini, *more: Any) -> Mini:
    """The tiny archive with more meetings."""
    held = {b.id: b for b in [*(mini.archive.fetch(card) for card in mini.archive.cards), *more]}
    cards = [Card.of(b, f"briefings/{b.id}.md") for b in held.values()]
    archive = link(mini.archive.entities, cards, held.__getitem__)
    return Mini(archive, mini.env, {b.id: entries(archive, b) for b in held.values()})


def figure(mini: Mini, module: ModuleType, kind: str, entity: str) -> str:
    """The drawing on one page, as HTML; empty when there is none."""
    body = module.page(mini.archive, entity, mini.timeline(kind, entity), mini.env).body
    found = re.search(r"<figure.*?</figure>", body, re.DOTALL)
    return found[0] if found else ""


def names(html: str) -> list[str]:
    """What the marks are called, in order, each with where it leads."""
    return [f"{target} {name}" for target, name in re.findall(r'<a href="([^"]*)"><title>(.*?)</title>', html)]


def test_a_document_is_followed_from_its_adoption_to_the_exact_item(mini: Mini) -> None:
    html = figure(mini, resolution, "resolution", "nq-26")
    adopted, implemented, tasked = (
        next(n for n in names(html) if what in n) for what in ("ban hành", "triển khai", "t1")
    )
    assert adopted.startswith("#ban-hanh 19-5-2018: ")
    assert implemented.startswith("\ue000hop/mot/ 29-10-2018: Giao ban mot (")
    assert tasked == "\ue000hop/mot/#t1 29-10-2018: Giao ban mot (giao thành nhiệm vụ, nhiệm vụ 1)"
    assert "1/1</span>" in html
    assert 'href="#nam-2018">2018</a>' in html


def test_the_share_counts_all_meetings_of_the_year(mini: Mini) -> None:
    more = with_meetings(mini, briefing("khac", "2018-11-30"))
    assert "1/2</span>" in figure(more, resolution, "resolution", "nq-26")


def test_provinces_that_reported_on_a_document_are_named(mini: Mini) -> None:
    result = {"id": "r1", "text": "Đã sáp nhập.", "resolutions": ["nq-26"], "provinces": ["tien-giang", "hue"]}
    task = {"id": "t1", "text": "Làm.", "resolutions": ["nq-26"], "provinces": ["dong-thap"]}
    more = with_meetings(mini, briefing("bon", "2019-05-01", results=[result], tasks=[task]))
    body = resolution.page(more.archive, "nq-26", more.timeline("resolution", "nq-26"), more.env).body
    said = re.search(r"Địa phương báo cáo</dt><dd>(.*?)</dd>", body)
    assert said
    # Huế bore another name that year.
    assert re.findall(r">([^<]+)</a>", said[1]) == ["Tiền Giang", "Thừa Thiên Huế"]


def test_a_document_that_took_its_place_ends_a_life(mini: Mini) -> None:
    documents = mini.archive.entities.resolutions
    newer = documents["nq-27"].model_copy(update={"replaces": ["nq-26"], "date": "2025-02-01"})
    documents_then = {**documents, "nq-27": newer}
    entities = type(mini.archive.entities)(
        **{f: getattr(mini.archive.entities, f) for f in mini.archive.entities.__dataclass_fields__}
        | {"resolutions": documents_then}
    )
    archive = link(entities, mini.archive.cards.values(), mini.archive.fetch)
    then = Mini(archive, mini.env, mini.entries)
    body = resolution.page(archive, "nq-26", then.timeline("resolution", "nq-26"), mini.env).body
    assert "sửa đổi" not in body
    assert re.search(r"Được <a [^>]*>.*?27-NQ/TW.*?</a> thay thế", body)
    assert "\ue000van-ban/nq-27/ 1-2-2025: Được Nghị quyết 27-NQ/TW thay thế" in names(
        figure(then, resolution, "resolution", "nq-26")
    )


def test_lines_join_on_the_pages_of_both_that_merged(mini: Mini) -> None:
    for entity, other in (("dong-thap", "tien-giang"), ("tien-giang", "dong-thap")):
        html = figure(mini, province, "province", entity)
        assert html.count('<path class="other"') == 1
        assert f'href="\ue000tinh/{other}/"' in html
        assert 'class="own joined"' in html
        assert "#moc-dong-thap-2025 1-7-2025: " in "\n".join(names(html))


def test_meetings_held_in_a_province_stand_apart_from_those_that_name_it(mini: Mini) -> None:
    held = figure(mini, province, "province", "tien-giang")
    named = figure(mini, province, "province", "dong-thap")
    assert any("hop/mot/ 29-10-2018: Giao ban mot (họp tại đây)" in name for name in names(held))
    assert any("Giao ban mot (được nêu tên)" in name for name in names(named))
    # Who chaired there is named there, and not where the province is only named.
    assert 'href="\ue000lanh-dao/an/"' in held
    assert 'href="\ue000lanh-dao/an/"' not in named


def test_a_connection_point_is_the_provinces_that_the_source_names(mini: Mini) -> None:
    people = [{"leader": "binh", "part": "point-chair", "note": "Chủ trì tại điểm cầu Đồng Tháp."}]
    provinces = [{"province": "dong-thap"}, {"province": "tien-giang"}]
    more = with_meetings(mini, briefing("cau", "2019-01-02", people=people, provinces=provinces))
    said = {p: marks.read(more.entries["cau"][Viewpoint("province", p)]) for p in ("dong-thap", "tien-giang")}
    assert (said["dong-thap"].parts, said["dong-thap"].people) == (("point",), ("binh",))
    assert (said["tien-giang"].parts, said["tien-giang"].people) == (("named",), ())


def test_a_province_has_its_own_meetings_and_documents_on_its_line(mini: Mini) -> None:
    own = briefing("rieng", "2019-02-03", level="province", host="ban-tg", venue={"province": "tien-giang"})
    organs = {
        "ban-tg": next(iter(mini.archive.entities.organizations.values())).model_copy(
            update={"id": "ban-tg", "province": "tien-giang"}
        )
    }
    documents = {
        "kh-1": mini.archive.entities.resolutions["nq-9"].model_copy(
            update={"id": "kh-1", "symbol": "01-KH/TU", "type": "Kế hoạch", "issuer": "ban-tg", "date": "2019-03-04"}
        )
    }
    entities = mini.archive.entities
    changed = {
        "organizations": {**entities.organizations, **organs},
        "resolutions": {**entities.resolutions, **documents},
    }
    whole = type(entities)(**{f: getattr(entities, f) for f in entities.__dataclass_fields__} | changed)
    held = {b.id: b for b in [*(mini.archive.fetch(card) for card in mini.archive.cards), own]}
    archive = link(whole, [Card.of(b, f"briefings/{b.id}.md") for b in held.values()], held.__getitem__)
    then = Mini(archive, mini.env, {b.id: entries(archive, b) for b in held.values()})
    found = names(figure(then, province, "province", "tien-giang"))
    assert any("(cuộc họp của địa phương)" in name for name in found)
    assert any(name.startswith("\ue000van-ban/kh-1/ 4-3-2019: ") for name in found)


def test_a_title_is_a_band_from_first_to_last_observation(mini: Mini) -> None:
    seen = [
        briefing("x", "2019-03-01", people=[{"leader": "an", "part": "attended", "as": ["Trưởng ban, Bí thư TW Đảng"]}]),
        briefing("y", "2021-03-01", people=[{"leader": "an", "part": "spoke", "as": ["Bí thư Trung ương Đảng"]}]),
    ]  # fmt: skip
    html = figure(with_meetings(mini, *seen), leader, "leader", "an")
    # One band for two spellings of one title, and one each for the others.
    assert html.count("Bí thư T") == 1
    assert html.count('class="sample" aria-hidden="true" viewBox="-8 -8 16 16"><rect') == 3
    assert 'class="band"' in html
    assert [n.rpartition(" (")[2] for n in names(html)] == ["chủ trì, phát biểu)", "dự)", "phát biểu)"]
    assert ">Mỹ Tho" not in html
    assert 'href="\ue000tinh/tien-giang/"' in html


def test_one_meeting_is_no_drawing(mini: Mini) -> None:
    assert not figure(mini, leader, "leader", "an")
    assert not figure(mini, leader, "leader", "binh")


def test_many_meetings_of_a_year_are_told_by_counts(mini: Mini) -> None:
    many = [
        briefing(f"m{i}", f"2022-{i:02}-01", people=[{"leader": "an", "part": "chair" if i % 2 else "spoke"}])
        for i in range(1, 13)
    ]
    html = figure(with_meetings(mini, *many), leader, "leader", "an")
    assert "#nam-2022 Năm 2022: 6 cuộc họp (chủ trì)" in names(html)
    assert "#nam-2022 Năm 2022: 6 cuộc họp (phát biểu)" in names(html)
    assert len(names(html)) == 3


def test_a_filter_offers_what_the_entries_say(mini: Mini) -> None:
    many = [
        briefing(f"m{i}", f"20{20 + i}-02-01", kind="review" if i % 2 else "briefing",
                 people=[{"leader": "an", "part": ["chair", "spoke"] if i else "attended"}])
        for i in range(6)
    ]  # fmt: skip
    more = with_meetings(mini, *many)
    timeline = more.timeline("leader", "an")
    body = leader.page(more.archive, "an", timeline, more.env).body
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


def test_a_short_list_needs_no_filter(mini: Mini) -> None:
    assert choices(by_year(mini.timeline("province", "dong-thap"))) == []


@pytest.mark.parametrize("parts", [["chủ trì", "phát biểu"], ["sơ kết, tổng kết"], ["họp tại đây"], ["nêu ý kiến"]])
def test_what_an_entry_says_of_itself_is_read_back(parts: list[str]) -> None:
    entry = (
        f'<li class="entry review"{marks.meeting("review", "central")}{marks.marks(parts, ["t1"], ["hue"], ["an"])}><p>'
    )
    said = marks.read(entry)
    assert len(said.parts) == len(parts)
    assert said[1:] == (("t1",), ("hue",), ("an",))
