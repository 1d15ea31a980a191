"""Timelines that are too long for one page: bounded pages, old anchors that lead on, and pages that depend on little."""

from __future__ import annotations

import gzip
import random
import re
from collections import Counter
from typing import Any
from unittest.mock import patch

import pytest
from conftest import ROOT
from small_archive import SOURCE, Small, briefing, build, entities

from giaoban import addresses, kinds
from giaoban.archive import parts
from giaoban.archive.model import Entities
from giaoban.records.models.briefing import Briefing
from giaoban.records.models.resolution import Resolution
from giaoban.views import pages

FEW = 5
KB = 1000
# What stands around every page.
FRAME = 2 * KB


def meeting(day: str, **more: Any) -> Briefing:
    """A meeting that is on a timeline of every kind."""
    given = {
        "topics": ["can-bo"],
        "series": "thang",
        "people": [{"leader": "an", "part": ["chair", "spoke"], "as": ["Trưởng Ban", f"Ủy viên khóa {day[:4]}"]}],
        "provinces": [{"province": "tien-giang"}],
        "venue": {"province": "tien-giang"},
        "resolutions": [
            {"resolution": "nq-26", "relation": ["implemented", "tasked"], "cited": "NQ 26"},
            {"plenum": "k12-tw7", "relation": "studied", "cited": "Nghị quyết Trung ương 7"},
        ],
    }
    return briefing(f"{day}-hop", day, **(given | more))


# Two meetings in one year, seven in another (more than a page holds), and the newest.
DAYS = ["2016-03-03", "2016-04-04", *(f"2018-{month:02}-05" for month in range(1, 8)), "2020-02-02", "2021-02-02"]
ENTITIES = {
    "leader": "an", "resolution": "nq-26", "plenum": "k12-tw7", "province": "tien-giang", "series": "thang", "topic": "can-bo",
}  # fmt: skip


def kind_of(day: str) -> str:
    """The meetings of the first year are reviews."""
    return "review" if day < "2017" else "briefing"


@pytest.fixture(scope="module")
def long() -> Small:
    """An archive whose timelines are too long for pages of five lines."""
    known = entities()
    plan = {"type": "Kế hoạch", "province": "tien-giang", "sources": [SOURCE]}
    issued = [
        Resolution.model_validate({"id": f"kh-{day[:4]}", "symbol": f"0{at}-KH/TU", "date": day, **plan})
        for at, day in enumerate(("2016-05-05", "2020-05-05"), 1)
    ]
    known = Entities.of(
        [*(r for of in known.by_kind().values() for r in of.values()), *issued, *known.province_sources]
    )
    with patch.object(parts, "most_lines", lambda _: FEW):
        return build([meeting(day, kind=kind_of(day)) for day in DAYS], known=known)


def bodies(small: Small, kind: str, entity: str) -> dict[str, str]:
    """The pages of one timeline: path of the part ("": the whole) to body."""
    keys = [key for key in pages.every()[kind].keys(small.reader()) if key.partition("/")[0] == entity]
    return {key.partition("/")[2]: small.body(kind, key) for key in keys}


def meetings(body: str) -> list[str]:
    """The meetings that a page shows, in order."""
    return re.findall(r'<li class="entry (?:briefing|interim|review)".*?<h4><a href="\ue000hop/([^/]+)/', body)


@pytest.mark.parametrize("kind", ENTITIES)
def test_every_meeting_is_on_one_page(long: Small, kind: str) -> None:
    found = bodies(long, kind, ENTITIES[kind])
    assert list(found) == ["", "2016", "2018", "2018/01", "2018/02"]
    assert Counter(m for body in found.values() for m in meetings(body)) == Counter(f"{day}-hop" for day in DAYS)
    assert all(len(meetings(body)) <= FEW for body in found.values())
    assert meetings(found[""]) == ["2020-02-02-hop", "2021-02-02-hop"]
    assert meetings(found["2018"]) == [f"2018-0{month}-05-hop" for month in (3, 4, 5, 6, 7)]


@pytest.mark.parametrize("kind", ENTITIES)
def test_a_heading_stays_and_leads_to_where_its_meetings_are(long: Small, kind: str) -> None:
    entity = ENTITIES[kind]
    found = bodies(long, kind, entity)
    home = addresses.of(kind, entity)
    for year, said in (("2016", "2 cuộc họp"), ("2018", "7 cuộc họp")):
        heading = found[""].index(f'<li id="nam-{year}"><h3>{year}</h3>')
        assert re.search(rf'<a href="\ue000{home}{year}/">{said}', found[""][heading : heading + 900])
    assert re.search(
        rf'<li id="thang-1"><h3>Tháng 1</h3>.*?<a href="\ue000{home}2018/01/">1 cuộc họp', found["2018"], re.DOTALL
    )
    # The parts lead to each other, and to the whole.
    assert f'<a href="\ue000{home}">' in found["2018"]
    assert f'rel="prev" href="\ue000{home}2016/"' in found["2018"]
    assert f'rel="next" class="next" href="\ue000{home}"' in found["2018"]
    assert f'href="\ue000{home}2018/"' in found["2018/01"]
    assert f'rel="next" class="next" href="\ue000{home}2018/02/"' in found["2018/01"]


def test_a_year_is_divided_by_month(long: Small) -> None:
    found = bodies(long, "year", "2018")
    assert list(found) == ["", "01", "02"]
    assert '<h1>Tháng <span class="nb">1-2018</span></h1>' in found["01"]
    assert '<a href="\ue000nam/2018/01/">1 cuộc họp, ở trang của tháng 1-2018</a>' in found[""]
    assert 'id="thang-1"' in found[""]


def test_events_of_an_entity_stay_and_documents_move_with_their_year(long: Small) -> None:
    document = bodies(long, "resolution", "nq-26")
    assert 'id="ban-hanh"' in document[""]
    assert not any('id="ban-hanh"' in body for path, body in document.items() if path)
    province = bodies(long, "province", "tien-giang")
    assert '<span id="van-ban-kh-2016"></span>' in province[""]
    assert "2 cuộc họp và 1 văn bản ban hành, ở trang của năm 2016" in province[""]
    assert re.search(r'<li class="entry event merged" id="van-ban-kh-2016">', province["2016"])
    assert re.search(r'<li class="entry event merged" id="van-ban-kh-2020">', province[""])
    assert 'id="moc-dong-thap-2025"' in province[""]


def test_facts_filter_and_drawing_count_what_stands_elsewhere(long: Small) -> None:
    leader = bodies(long, "leader", "an")[""]
    assert f"Có tên trong {len(DAYS)} cuộc họp" in leader
    assert 'từ <time datetime="2016-03-03">3-3-2016</time> đến <time datetime="2021-02-02">2-2-2021</time>' in leader
    assert f'<a href="\ue000tinh/tien-giang/">Tiền Giang</a> ({len(DAYS)})' in leader
    assert '<option value="tong-ket">Tổng kết (2)</option>' in leader
    assert '<option value="2018">2018 (7)</option>' in leader
    assert '<a href="#nam-2018"><title>Năm 2018: 7 cuộc họp (chủ trì)</title>' in leader
    assert re.search(r"3-3-2016</time>, .*?</dt><dd><span>Trưởng Ban</span>, <span>Ủy viên khóa 2016</span>", leader)
    document = bodies(long, "resolution", "nq-26")[""]
    assert "7/7</span>" in document
    assert f"triển khai {len(DAYS)}, giao thành nhiệm vụ {len(DAYS)}" in document
    (link,) = re.findall(r'<li class="entry moved"[^>]*>(?=<p><a href="\ue000van-ban/nq-26/2016/")', document)
    assert link == (
        '<li class="entry moved" data-so="2" data-loai="tong-ket" data-cap="trung-uong" '
        'data-phan="trien-khai giao-thanh-nhiem-vu">'
    )


def test_an_edit_makes_only_the_part_anew_that_shows_it(long: Small) -> None:
    def asked(key: str) -> dict[str, bytes]:
        reader = long.reader()
        pages.every()["topic"].view(reader, key)
        return {question: long.answers.digest(question) for question in reader.asked}

    before = {key: asked(key) for key in pages.every()["topic"].keys(long.reader()) if key.startswith("can-bo")}
    with patch.object(parts, "most_lines", lambda _: FEW):
        edited = build(
            [meeting(day, **({"title": "Tên khác"} if day == "2018-01-05" else {}), kind=kind_of(day)) for day in DAYS]
        )
    after = {key: {question: edited.answers.digest(question) for question in of} for key, of in before.items()}
    assert [key for key in before if before[key] != after[key]] == ["can-bo/2018/01"]


def test_a_timeline_that_one_page_holds_has_no_parts(small: Small) -> None:
    for kind in (kind.key for kind in kinds.with_timelines()):
        assert small.reader().part_keys(kind) == ()
        assert "moved" not in small.body(kind, small.reader().ids(kind)[0])


def test_with_the_longest_entries_that_can_be_a_page_stays_within_its_bound() -> None:
    draw = random.Random(1)
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "content" / "briefings").glob("*/*.md"))]
    words = re.sub(r"[^\w,.%-]+", " ", " ".join(texts))

    def prose(length: int) -> str:
        at = draw.randrange(len(words) - length)
        return words[at : at + length].strip()

    many = [
        meeting(
            f"{2012 + at // 40}-{1 + at % 12:02}-{1 + at % 28:02}", id=f"giao-ban-{at}", title=prose(90),
            tasks=[{"id": f"t{n}", "text": prose(300), "resolutions": ["nq-26"], "by": "an"} for n in range(1, 9)],
            people=[{"leader": "an", "part": "chair", "as": [prose(40)], "note": prose(300)}],
            resolutions=[{
                "resolution": "nq-26", "relation": ["implemented"], "cited": [prose(100) for _ in range(4)],
                "note": prose(300),
            }],
        )
        for at in range(320)
    ]  # fmt: skip
    small = build(many)
    for kind, entity in (("leader", "an"), ("resolution", "nq-26")):
        found = bodies(small, kind, entity)
        assert len(meetings(found[""])) == parts.most_lines(kind)
        for path, body in found.items():
            assert len(gzip.compress(body.encode(), 6)) <= 60 * KB - FRAME, (kind, path)
