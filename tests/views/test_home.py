"""The first page, the search page, and the one for lost readers."""

from __future__ import annotations

from small_archive import Small

from giaoban.render.text import ROOT


def test_home_shows_the_archive_at_a_glance(small: Small) -> None:
    assert small.view("home").head.title == ""
    body = small.body("home")
    for said in (
        "<b>3</b> Cuộc họp", "<b>3</b> Nhiệm vụ", "<b>1</b> Số liệu", "nam/2018/#thang-10", "Đồng Tháp (cùng Tiền Giang)",
        "3 nhiệm vụ đã giao; 2 được cuộc họp sau tiếp nối hoặc trả lời, thành 2 mạch việc.", "Tất cả 3 cuộc họp",
    ):  # fmt: skip
        assert said in body


def test_search_leads_on_without_javascript(small: Small) -> None:
    body = small.body("search")
    assert body.index(f'<a href="{ROOT}nam/2025/">') < body.index(f'<a href="{ROOT}nam/2018/">')


def test_a_lost_reader_finds_the_lists(small: Small) -> None:
    assert not small.view("notfound").head.indexed
    assert f'href="{ROOT}hop/"' in small.body("notfound")
