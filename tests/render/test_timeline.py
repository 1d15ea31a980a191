"""Entries of timelines as HTML: what each viewpoint shows."""

from __future__ import annotations

import pytest
from small_archive import Small, briefing, build, drawn_entry

from giaoban.views.entries import entries


def drawn(archive: Small, meeting: str, kind: str, entity: str) -> str:
    """The entry of a meeting on one timeline."""
    return drawn_entry(entries(archive.reader(), meeting)[kind, entity], kind)


@pytest.mark.parametrize(
    ("meeting", "viewpoint", "said"),
    [
        ("mot", ("leader", "an"),
         ["Chủ trì, phát biểu.", "Trưởng Ban &lt;Tổ chức&gt;", 'href="\ue000hop/mot/#t1"', "Nhiệm vụ 1", "Nêu 1 mục:"]),
        ("mot", ("resolution", "nq-26"),
         ["Triển khai; giao thành nhiệm vụ", "<q>NQ 26</q>", "#r1", "#t1", "Làm việc &amp; báo cáo."]),
        ("mot", ("plenum", "k12-tw7"), ["Việc thứ bảy.", "#t7"]),
        ("hai", ("plenum", "k12-tw7"), ["Quán triệt", "Nghị quyết Trung ương 7"]),
        ("mot", ("province", "tien-giang"), ["Cuộc họp được tổ chức tại đây."]),
        ("mot", ("province", "dong-thap"),
         ["Báo cáo theo", "26-NQ/TW", "Đơn vị trước sáp nhập", "trên 57.813 đảng viên", "#f1"]),
        ("ba", ("province", "dong-thap"), ["Đơn vị sau sáp nhập"]),
        ("ba", ("province", "tien-giang"), ["Dưới đơn vị sau sáp nhập: Đồng Tháp"]),
        ("mot", ("series", "thang"), ["Về tháng 11-2018 · 1 kết quả · 2 nhiệm vụ · 1 số liệu · 2 văn bản"]),
        ("hai", ("year", "2020"), ["trong khoảng", "Sơ kết"]),
    ],
)  # fmt: skip
def test_what_a_viewpoint_shows(small: Small, meeting: str, viewpoint: tuple[str, str], said: list[str]) -> None:
    entry = drawn(small, meeting, *viewpoint)
    for words in said:
        assert words in entry


@pytest.mark.parametrize(
    ("meeting", "viewpoint", "attributes"),
    [
        ("mot", ("leader", "an"), 'data-loai="giao-ban" data-cap="trung-uong" data-phan="chu-tri phat-bieu"'),
        ("mot", ("resolution", "nq-26"), 'data-cap="trung-uong" data-phan="trien-khai giao-thanh-nhiem-vu"'),
        ("ba", ("province", "dong-thap"), 'data-cap="cap-tinh" data-phan="cuoc-hop-cua-dia-phuong hop-tai-day"'),
        ("hai", ("year", "2020"), 'class="entry interim" data-loai="so-ket" data-cap="trung-uong">'),
        # Named in a task alone: there is no relation to choose it by.
        ("mot", ("plenum", "k12-tw7"), 'data-cap="trung-uong">'),
    ],
)
def test_what_the_filter_goes_by(small: Small, meeting: str, viewpoint: tuple[str, str], attributes: str) -> None:
    assert attributes in drawn(small, meeting, *viewpoint).partition(">")[0] + ">"


def test_every_entry_shows_its_source(small: Small) -> None:
    for meeting in small.reader().published():
        for (kind, _), entry in entries(small.reader(), meeting).items():
            shown = drawn_entry(entry, kind)
            assert f'<a href="\ue000hop/{meeting}/#s1">Nguồn 1</a>' in shown
            assert 'href="https://example.org/a?b=1&amp;c=2" rel="noopener external">example.org</a>' in shown
            assert shown.startswith('<li class="entry ')
            assert shown.endswith("</li>")


def test_of_more_than_an_entry_has_space_for_it_says_how_many() -> None:
    tasks = [{"id": f"t{i}", "text": f"Việc {i}.", "resolutions": ["nq-26"], "by": "an"} for i in range(1, 9)]
    cited = [{"resolution": "nq-26", "relation": "tasked", "cited": [f"Cách {i}" for i in range(1, 6)]}]
    sources = [{"id": f"s{i}", "publisher": f"Báo {i}"} for i in range(1, 6)]
    cited[0]["source"] = [source["id"] for source in sources]
    archive = build([briefing("hop", "2018-10-29", tasks=tasks, resolutions=cited, sources=sources)])
    shown = drawn(archive, "hop", "resolution", "nq-26")
    assert "Việc 5." in shown
    assert "Việc 6." not in shown
    assert '<a href="\ue000hop/hop/">và 3 mục khác</a>' in shown
    assert "<q>Cách 3</q> và 2 cách khác</p>" in shown
    assert shown.endswith('#s1">Nguồn 1</a>, <a href="\ue000hop/hop/#s2">nguồn 2</a>, '
                          '<a href="\ue000hop/hop/#s3">nguồn 3</a></p></li>')  # fmt: skip
    assert "Nêu 8 mục:" in drawn(archive, "hop", "leader", "an")
