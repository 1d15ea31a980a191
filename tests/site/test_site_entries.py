"""Entries: every viewpoint of a meeting, and what each is told."""

from __future__ import annotations

import pytest
from mini_archive import Mini

from giaoban.archive import Viewpoint

V = Viewpoint


def test_a_meeting_has_an_entry_for_every_timeline_that_contains_it(mini: Mini) -> None:
    for briefing, drawn in mini.entries.items():
        expected = {viewpoint for viewpoint, ids in mini.archive.timelines.items() if briefing in ids}
        assert set(drawn) == expected


def test_a_withdrawn_meeting_has_none(mini: Mini) -> None:
    assert mini.entries["rut"] == {}


@pytest.mark.parametrize(
    ("meeting", "viewpoint", "said"),
    [
        ("mot", V("leader", "an"),
         ["Chủ trì, phát biểu.", "Trưởng Ban &lt;Tổ chức&gt;", 'href="\ue000hop/mot/#t1"', "Nhiệm vụ 1"]),
        ("mot", V("resolution", "nq-26"),
         ["Triển khai; giao thành nhiệm vụ", "<q>NQ 26</q>", "#r1", "#t1", "Làm việc &amp; báo cáo."]),
        ("mot", V("plenum", "k12-tw7"), ["Việc thứ bảy.", "#t7"]),
        ("hai", V("plenum", "k12-tw7"), ["Quán triệt", "Nghị quyết Trung ương 7"]),
        ("mot", V("province", "tien-giang"), ["Cuộc họp được tổ chức tại đây."]),
        ("mot", V("province", "dong-thap"),
         ["Báo cáo theo", "26-NQ/TW", "Đơn vị trước sáp nhập", "trên 57.813 đảng viên", "#f1"]),
        ("ba", V("province", "dong-thap"), ["Đơn vị sau sáp nhập"]),
        ("ba", V("province", "tien-giang"), ["Dưới đơn vị sau sáp nhập: Đồng Tháp"]),
        ("mot", V("series", "thang"), ["Về tháng 11-2018 · 1 kết quả · 2 nhiệm vụ · 1 số liệu · 2 văn bản"]),
        ("hai", V("year", "2020"), ["trong khoảng", "Sơ kết"]),
    ],
)  # fmt: skip
def test_what_a_viewpoint_is_told(mini: Mini, meeting: str, viewpoint: Viewpoint, said: list[str]) -> None:
    entry = mini.entries[meeting][viewpoint]
    for words in said:
        assert words in entry


def test_every_entry_shows_its_source(mini: Mini) -> None:
    for meeting, drawn in mini.entries.items():
        for entry in drawn.values():
            assert f'<a href="\ue000hop/{meeting}/#s1">Nguồn 1</a>' in entry
            assert 'href="https://example.org/a?b=1&amp;c=2" rel="noopener external">example.org</a>' in entry
            assert entry.startswith('<li class="entry ')
            assert entry.endswith("</li>")
