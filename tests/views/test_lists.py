"""Lists: every kind has one, in Vietnamese order, on as many pages as it needs."""

from __future__ import annotations

import re

import pytest
from small_archive import Small, build

from giaoban import kinds
from giaoban.archive import listings as archive_listings
from giaoban.archive.model import Entities
from giaoban.records.models.leader import Leader
from giaoban.render.text import ROOT
from giaoban.views import lists
from giaoban.views.lists import ListView
from giaoban.views.pages import kind_lists


def test_every_kind_with_pages_has_a_list(small: Small) -> None:
    for kind in kinds.with_pages():
        head = small.view("kind_lists", kind.key).head
        assert (head.address, head.title) == (f"{kind.section}/", kind.title)


def test_a_kind_without_a_list_of_its_own_has_a_plain_one(small: Small) -> None:
    view = lists.plain(small.reader(), "topic", "")
    assert isinstance(view, ListView)
    assert view.scope == "2 chủ đề trong kho lưu trữ."
    (group,) = view.groups
    assert group.heading == ""
    assert [(row.name[0].text, row.name[0].address, row.count) for row in group.rows] == [
        ("Bầu cử", "chu-de/bau-cu/", 0), ("Cán bộ", "chu-de/can-bo/", 1),
    ]  # fmt: skip


def test_lists_are_in_vietnamese_order(small: Small) -> None:
    topics = small.body("kind_lists", "topic")
    assert topics.index("Bầu cử") < topics.index("Cán bộ")
    assert re.findall(r'<h2 id="nhom-\w">(\S+)', small.body("kind_lists", "leader")) == ["A", "B"]


def test_documents_stand_in_three_orders(small: Small) -> None:
    body = small.body("kind_lists", "resolution")
    jump = body[body.index('<nav class="jump"') : body.index("</nav>")]
    assert re.findall(r'<a href="#([\w-]+)">([^<]+) <span>(\d)', jump) == [
        ("co-quan-trung-uong", "Trung ương", "1"), ("co-quan-chua-ro-co-quan-ban-hanh", "Chưa rõ cơ quan ban hành", "2"),
        ("khoa-xii", "Khóa XII", "2"), ("khoa-xiii", "Khóa XIII", "1"),
    ]  # fmt: skip
    # One type alone needs no index; its heading is there all the same.
    assert '<h2 id="nhom-nghi-quyet">' in body


def test_many_documents_get_pages_by_type_issuer_and_term_and_old_anchors_stay(
    small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = small.body("kind_lists", "resolution")
    monkeypatch.setattr(archive_listings, "MOST_DOCUMENTS", 2)
    sliced = build()
    body = sliced.body("kind_lists", "resolution")
    anchors = set(re.findall(r' id="((?:nhom|co-quan|khoa|theo)-[\w-]+)"', before))
    assert anchors - set(re.findall(r' id="([\w-]+)"', body)) == set()
    assert f'<a href="{ROOT}van-ban/theo-khoa/xii/">Khóa XII</a></span> <span class="count">2 văn bản' in body
    term = sliced.view("kind_lists", "resolution/theo-khoa/xii")
    assert term.head.title == "Văn bản: Khóa XII"
    rows = sliced.body("kind_lists", "resolution/theo-loai/nghi-quyet/xii")
    assert "26-NQ/TW" in rows
    assert "09-NQ/TW" not in rows
    assert f'<a href="{ROOT}van-ban/theo-loai/nghi-quyet/">Nghị quyết</a>' in rows


def test_many_leaders_get_pages_by_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_listings, "MOST_LISTED", 2)
    names = ("Trần Bình", "Lê Thị Ân", "Nguyễn Văn Ánh")
    small = build([], known=Entities.of([Leader(id=f"p{n}", name=name) for n, name in enumerate(names)]))
    assert kind_lists.listing_of("leader").paths(small.reader()) == ("", "a", "b")
    body = small.body("kind_lists", "leader")
    assert f'<a href="{ROOT}lanh-dao/a/">Chữ A</a></span> <span class="count">2 người' in body
    assert '<span id="nhom-a-2"></span>' in body
    letter = small.body("kind_lists", "leader/a")
    assert re.findall(r'<h2 id="([\w-]+)">(\S+)', letter) == [("nhom-a", "A"), ("nhom-a-2", "Â")]
    assert "Bình" not in letter


def test_the_list_of_provinces_says_without_a_map_what_the_map_says(small: Small) -> None:
    body = small.body("kind_lists", "province")
    assert "<title>Tiền Giang: 1 cuộc họp, 1 tổ chức tại đây</title>" in body
    assert re.search(r'>Tiền Giang</a>.*?2 cuộc họp <span class="aside">2 tổ chức tại đây', body)


def test_an_edit_of_a_meetings_title_leaves_most_lists_alone(small: Small) -> None:
    for kind in ("leader", "province", "resolution", "series", "topic", "year", "plenum"):
        reader = small.reader()
        kind_lists.listing_of(kind).view(reader, "")
        asked = {key.partition("\x1f")[0] for key in reader.asked}
        assert not asked & {"heading", "meeting", "entries", "published"}, kind
