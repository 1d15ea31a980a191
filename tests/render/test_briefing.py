"""The page of a meeting: what readers must get."""

from __future__ import annotations

import html
import json
import re

import pytest
from small_archive import SITE_URL, Small, briefing, build

from giaoban.records.changes import Changed, History, RecordChange
from giaoban.views.pages.briefing import BriefingView

REPOSITORY = "https://github.com/vi-du/giao-ban"


@pytest.mark.parametrize(
    ("meeting", "said"),
    [
        ("mot", ['<li id="t7" value="7">', "Hạn: ", "được trả lời ở", "được tiếp nối ở", "hop/hai/#r1", "57.813",
                 "71 điểm cầu", "Sửa ngày.", "Bài &lt;một&gt;", "Sau, trong chuỗi", "Nêu mà chưa có trang riêng",
                 "<p>Tóm tắt.</p>", '<a class="symbol" href="\ue000van-ban/nq-26/">26-NQ/TW</a>']),
        ("hai", ["trong khoảng", "Nguồn không ghi ngày.", "Trả lời", "Tiếp nối", "hop/mot/#t1", "Trước, trong chuỗi"]),
    ],
)  # fmt: skip
def test_readers_get(small: Small, meeting: str, said: list[str]) -> None:
    body = small.body("briefing", meeting)
    for words in said:
        assert words.lower() in body.lower(), words


def test_a_withdrawn_record_leaves_a_page_that_says_so(small: Small) -> None:
    assert not small.view("briefing", "rut").head.indexed
    body = small.body("briefing", "rut")
    for words in ("đã được rút", "Trùng với bản ghi khác.", "2026-12-02"):
        assert words in body
    assert "Chủ trì" not in body


def test_every_meeting_has_a_page(small: Small) -> None:
    assert small.reader().ids("briefing") == ("mot", "rut", "hai", "ba")
    assert {small.view("briefing", key).head.address for key in small.reader().ids("briefing")} == {
        "hop/mot/", "hop/rut/", "hop/hai/", "hop/ba/",
    }  # fmt: skip


def test_a_fact_is_stated_once() -> None:
    """The name of a province is not repeated beside a place that says it, and one note said of several stands once."""
    named = [{"province": unit, "note": "Báo cáo."} for unit in ("hue", "tien-giang")]
    archive = build(
        [
            briefing(
                "hop", "2018-10-29", venue={"place": "Mỹ Tho, Tiền Giang", "province": "tien-giang"}, provinces=named
            ),
            briefing(
                "sau", "2018-11-29", venue={"place": "Tiền Giang", "province": "tien-giang", "note": "Tại nhà hát."}
            ),
        ]
    )
    body = archive.body("briefing", "hop")
    assert "<dt>Nơi họp</dt><dd>Mỹ Tho, Tiền Giang</dd>" in body
    assert body.count("<dd>Báo cáo.</dd>") == 1
    assert '<a href="\ue000tinh/hue/">Thừa Thiên Huế</a>, <a href="\ue000tinh/tien-giang/">Tiền Giang</a>' in body
    linked = '<dd><a href="\ue000tinh/tien-giang/">Tiền Giang</a><span class="aside">Tại nhà hát.</span></dd>'
    assert linked in archive.body("briefing", "sau")


def test_people_stand_under_the_first_of_their_parts(small: Small) -> None:
    view = small.view("briefing", "mot")
    assert isinstance(view, BriefingView)
    assert [(group.name, [person.also for person in group.members]) for group in view.people] == [
        ("Chủ trì", ["phát biểu"])
    ]


def test_a_page_cites_itself_in_four_forms(small: Small) -> None:
    body = small.body("briefing", "mot")
    whole = re.sub("<[^>]+>", "", body[body.index('<p class="whole"') : body.index("<details>")])
    assert (
        "Giao ban (2018), “Giao ban mot”, họp ngày 29-10-2018, https://example.org/giao-ban/hop/mot/, xem ngày" in whole
    )
    blocks = [html.unescape(re.sub("<[^>]+>", "", b)) for b in re.findall("<pre[^>]*>(.*?)</pre>", body, re.DOTALL)]
    assert [b.split("\n")[0] for b in blocks] == ["@misc{mot,", "TY  - ELEC", "[{"]
    assert json.loads(blocks[2])[0]["URL"] == f"{SITE_URL}hop/mot/"
    assert "\ue0f1" not in body


def test_a_script_finds_where_an_item_goes(small: Small) -> None:
    """Each form has a place for the item's number in its address and one for its name."""
    body = small.body("briefing", "mot")
    for block in re.findall('(?s)<p class="whole".*?</p>|<pre.*?</pre>', body):
        assert '<span data-at="#"></span>' in block
        assert '<span data-at=", "></span>' in block


def test_how_an_item_is_cited_is_said_without_a_script(small: Small) -> None:
    assert "https://example.org/giao-ban/hop/mot/#t1" in small.body("briefing", "mot")
    assert "Dẫn một mục thì" not in small.body("briefing", "ba")


def test_the_history_is_on_the_page_only_where_it_is_known(small: Small) -> None:
    assert "Lịch sử bản ghi" not in small.body("briefing", "mot")
    body = build(histories={"mot": History((RecordChange("2026-11-21", (Changed("date"),)),), 3)}).body(
        "briefing", "mot"
    )
    assert "Sửa ngày họp" in body
    assert "3 lần thêm, sửa" in body


@pytest.mark.parametrize(("repository", "address"), [
    ("", ""),
    (REPOSITORY, f"{REPOSITORY}/issues/new?title=%C4%90%C3%ADnh%20ch%C3%ADnh%3A%20mot&body=https%3A//example.org/giao-ban/hop/"),
    ("https://gitlab.example.org/a/b", "https://gitlab.example.org/a/b/issues"),
])  # fmt: skip
def test_a_reader_is_led_to_where_corrections_are_asked_for(repository: str, address: str) -> None:
    body = html.unescape(build(repository=repository).body("briefing", "mot"))
    assert ("Mở đề nghị về trang này" in body) == bool(address)
    assert address in body
    assert 'dinh-chinh/">Thấy chỗ sai?' in body
