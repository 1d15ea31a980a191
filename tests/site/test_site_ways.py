"""Ways in: the calendar, the tile map, threads and figures, as a reader meets them."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal

import pytest
from conftest import ROOT
from mini_archive import Mini, briefing
from test_site_pages import gathered_pages

from giaoban.archive import Archive, Card, Entities, link
from giaoban.publish.gather import gather
from giaoban.records.model import Briefing
from giaoban.site import charts, gathered, months, pieces, threads, tiles
from giaoban.site.anchors import anchors
from giaoban.site.page import Page
from giaoban.site.pages import home, lists


def archive_of(*meetings: Briefing) -> Archive:
    """Some meetings, linked, with nothing else."""
    by_id = {meeting.id: meeting for meeting in meetings}
    return link(Entities(), [Card.of(m, f"briefings/{m.id}.md") for m in meetings], by_id.__getitem__)


def pages_of(archive: Archive, mini: Mini) -> dict[str, Page]:
    return {page.address: page for page in gathered_pages(archive, mini.env)}


@pytest.fixture(scope="module")
def real() -> Archive:
    """The real archive."""
    return gather(ROOT / "content", None, 1).archive


# The tile map


@pytest.mark.parametrize(
    ("cells", "path"),
    [
        ([(0, 0)], "M100 0V80H0V0z"),
        ([(0, 0), (0, 1)], "M200 0V80H0V0z"),
        ([(0, 0), (0, 1), (1, 0)], "M200 0V80H100V160H0V0z"),
        ([(0, 0), (2, 2)], "M100 0V80H0V0zM300 160V240H200V160z"),
    ],
)
def test_tiles_that_touch_have_one_outline(cells: Collection[tuple[int, int]], path: str) -> None:
    assert tiles.outline(cells) == path


def test_every_province_is_on_both_maps(real: Archive) -> None:
    then, now = tiles.before(real), tiles.after(real)
    assert then
    assert now
    assert len(then.tiles) == 63
    assert len(now.tiles) == 34
    # A merged group is one shape: one link, no line inside.
    assert [tile.label for tile in now.tiles if tile.path.count("M") != 1] == []
    assert len({tile.address for tile in now.tiles}) == 34
    for shown in (then, now):
        assert [(island.name, island.address) for island in shown.islands] == [
            ("Hoàng Sa", "tinh/da-nang/"),
            ("Trường Sa", "tinh/khanh-hoa/"),
        ]


def test_a_tile_says_what_it_shows(mini: Mini) -> None:
    then, now = tiles.before(mini.archive), tiles.after(mini.archive)
    assert then
    assert now
    assert [(tile.label, tile.count) for tile in then.tiles] == [
        ("Huế: chưa có cuộc họp", "–"),
        ("Đồng Tháp: 1 cuộc họp", "1"),
        ("Tiền Giang: 1 cuộc họp, 1 tổ chức tại đây", "1"),
    ]
    assert [(tile.label, tile.held) for tile in now.tiles] == [
        ("Huế: chưa có cuộc họp", False),
        ("Đồng Tháp (cùng Tiền Giang): 2 cuộc họp, 2 tổ chức tại đây", True),
    ]
    assert tiles.before(archive_of()) is None


@pytest.mark.parametrize(
    ("counts", "bounds"), [([], []), ([0, 0], []), ([1], [1]), ([3, 1], [1, 2, 3]), ([9], [2, 3, 5, 9])]
)
def test_shades_are_shares_of_the_most(counts: list[int], bounds: list[int]) -> None:
    assert tiles.shades(counts) == bounds


def test_the_list_of_provinces_says_the_same_without_a_map(mini: Mini) -> None:
    body = lists.provinces(mini.archive, mini.env).body
    assert "<title>Tiền Giang: 1 cuộc họp, 1 tổ chức tại đây</title>" in body
    assert re.search(r'>Tiền Giang</a>.*?2 cuộc họp <span class="aside">2 tổ chức tại đây', body)


# The calendar


def test_a_calendar_has_every_year_and_marks_what_is_open(mini: Mini) -> None:
    rows = months.calendar(mini.archive, marks=True)
    assert [(row.label, row.count) for row in rows] == [
        ("2025", "1"), ("2021–2024", ""), ("2020", "1"), ("2019", ""), ("2018", "1"),
    ]  # fmt: skip
    (march,) = rows[2].months
    assert (march.number, march.open, march.address) == (3, True, "nam/2020/#chua-ro")
    assert march.marks[0].label.startswith("Sơ kết, Trung ương, trong khoảng 26-3-2020 đến 30-6-2020, chưa rõ tháng: ")
    (august,) = rows[0].months
    assert august.label == "Tháng 8-2025: 1 cuộc họp (1 tổng kết)"
    assert august.address == "nam/2025/#thang-8"
    assert august.marks[0].look == "review local"


def test_a_full_month_and_a_large_archive_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    archive = archive_of(*(briefing(f"b{day}", f"2020-05-{day:02d}") for day in range(1, 9)))
    (year,) = months.calendar(archive, marks=True)
    assert (year.months[0].count, year.months[0].marks) == ("8", ())
    few = archive_of(briefing("a", "2020-05-01"))
    assert months.calendar(few, marks=True)[0].months[0].marks
    monkeypatch.setattr(months, "MOST_MARKS", 0)
    assert months.calendar(few, marks=True)[0].months[0].marks == ()


# Threads


def chain() -> Archive:
    tasks = [{"id": "t1", "text": "Việc một."}, {"id": "t2", "text": "Việc hai."}]
    return archive_of(
        briefing("a", "2018-01-01", tasks=tasks),
        briefing("b", "2019-01-01", tasks=[{"id": "t1", "text": "Làm tiếp.", "continues": "a#t1"}]),
        briefing("c", "2020-01-01", results=[
            {"id": "r1", "text": "Đã xong cả.", "answers": ["a#t1", "b#t1"]},
            {"id": "r2", "text": "Không nối đi đâu.", "answers": ["mat#t1"]},
        ]),
        briefing("d", "2021-01-01", status="withdrawn", results=[{"id": "r1", "text": "Rút.", "answers": "a#t2"}]),
    )  # fmt: skip


def test_a_thread_goes_from_the_task_to_its_result() -> None:
    (thread,) = threads.threads(chain())
    assert [step.reference for step in thread] == ["a#t1", "b#t1", "c#r1"]
    assert threads.counts(chain()) == [threads.Count("2018", 2, 1, 1, 1), threads.Count("2019", 1, 0, 1, 0)]


def test_the_page_of_threads_links_every_step(mini: Mini) -> None:
    page = pages_of(chain(), mini)["nhiem-vu/"]
    assert re.findall(r'<a href="\ue000(hop/\w/#[tr]\d)">(?:Nhiệm vụ|Kết quả)', page.body) == [
        "hop/a/#t1", "hop/b/#t1", "hop/c/#r1",
    ]  # fmt: skip
    for said in ("Việc một.", "Làm tiếp.", "Đã xong cả.", "example.org", "Tiếp nối", "Kết quả trả lời"):
        assert said in page.body
    # What follows from the step above is not said again; the second target of an answer is.
    assert page.body.count("trả lời <a") == 2
    assert "Rút." not in page.body
    assert '<th scope="row">Tất cả</th><td>3</td><td>1</td><td>2</td><td>1</td>' in page.body


# Figures


def figure(number: int, value: str, **more: str) -> dict[str, str]:
    return {"id": f"f{number}", "value": value, "unit": "đảng viên", "what": "kết nạp mới", **more}


def test_one_thing_counted_twice_has_a_chart_and_another_has_none(mini: Mini) -> None:
    archive = archive_of(
        briefing("a", "2018-01-01", figures=[figure(1, "10", bound="over", as_of="2017-12"), figure(2, "5", unit="đề án")]),
        briefing("b", "2019-01-01", figures=[figure(1, "20", what="Kết nạp mới", period="2018")]),
        briefing("c", "2019-02-01", level="province", host="x", figures=[figure(1, "7")]),
    )  # fmt: skip
    body = pages_of(archive, mini)["so-lieu/"].body
    assert body.index("Đảng viên <small>3") < body.index("Đề án <small>1")
    assert re.findall(r'role="img" aria-label="([^"]*)"', body) == [
        "Biểu đồ theo thời gian. tháng 12-2017: trên 10; 2018: 20"
    ]
    assert body.count('rowspan="2"') == 1
    for link_to in ("hop/a/#f1", "hop/a/#f2", "hop/b/#f1", "hop/c/#f1", "hop/a/#s1"):
        assert f'href="\ue000{link_to}"' in body


def test_a_chart_says_its_values_and_begins_at_zero() -> None:
    days = [pieces.dates.parse(text).latest for text in ("2017", "2018", "2019")]
    values = [Decimal(50), Decimal(100), Decimal(0)]
    points = [charts.Point(d, v, str(v), f"12-{d.year}") for d, v in zip(days, values, strict=True)]
    drawn = charts.chart(points, "Nhãn <một>")
    assert 'aria-label="Nhãn &lt;một&gt;"' in drawn
    heights = [int(y) for y in re.findall(r'<circle cx="\d+" cy="(\d+)"', drawn)]
    ground = int(re.findall(r'"M4 (\d+)H', drawn)[0])
    assert ground == heights[2]
    assert 2 * (ground - heights[0]) == ground - heights[1]
    assert charts.chart(points[:1] * 2, "Một ngày") == ""


def test_too_many_for_a_page_get_pages_of_their_own(mini: Mini, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathered, "MOST", 2)
    tasks = [{"id": f"t{n}", "text": "."} for n in (1, 2, 3)]
    results = [{"id": f"r{n}", "text": ".", "answers": f"a#t{n}"} for n in (1, 2, 3)]
    many = [figure(n, str(n)) for n in range(1, 4)]
    archive = archive_of(
        briefing("a", "2018-01-01", figures=[*many, figure(9, "5", unit="%")], tasks=tasks),
        briefing("b", "2019-01-01", figures=[figure(1, "8")], results=results),
    )  # fmt: skip
    found = pages_of(archive, mini)
    assert sorted(found) == [
        "nhiem-vu/", "nhiem-vu/2018/", "so-lieu/", "so-lieu/0/", "so-lieu/d/", "so-lieu/d/2018/", "so-lieu/d/2019/",
    ]  # fmt: skip
    assert "5 con số" in found["so-lieu/"].body
    assert (
        '<a href="\ue000so-lieu/d/2018/">Năm 2018</a></span> <span class="count">3 con số' in found["so-lieu/d/"].body
    )
    assert found["so-lieu/d/2018/"].body.count("<tr><td") == 3
    assert found["nhiem-vu/2018/"].body.count('<li class="answered">') == 3


# Home and lists


def test_home_shows_the_archive_at_a_glance(mini: Mini) -> None:
    body = home.page(mini.archive, mini.env).body
    for said in (
        "<b>3</b> Cuộc họp", "<b>3</b> Nhiệm vụ", "<b>1</b> Số liệu", "nam/2018/#thang-10", "Đồng Tháp (cùng Tiền Giang)",
        "3 nhiệm vụ đã giao; 2 được cuộc họp sau tiếp nối hoặc trả lời, thành 2 mạch việc.",
    ):  # fmt: skip
        assert said in body


def test_documents_stand_in_three_orders(mini: Mini) -> None:
    body = lists.resolutions(mini.archive, mini.env).body
    jump = body[body.index('<nav class="jump"') : body.index("</nav>")]
    assert re.findall(r'<a href="#([\w-]+)">([^<]+) <span>(\d)', jump) == [
        ("co-quan-trung-uong", "Trung ương", "1"), ("co-quan-chua-ro-co-quan-ban-hanh", "Chưa rõ cơ quan ban hành", "2"),
        ("khoa-xii", "Khóa XII", "2"), ("khoa-xiii", "Khóa XIII", "1"),
    ]  # fmt: skip
    # One type alone needs no index; its heading is there all the same.
    assert '<h2 id="nhom-nghi-quyet">' in body


def test_an_index_keeps_its_ids_when_groups_come_and_go() -> None:
    assert anchors("nhom", ["A", "Đ", "D", "Nghị quyết", "%"]) == [
        "nhom-a",
        "nhom-d",
        "nhom-d-2",
        "nhom-nghi-quyet",
        "nhom-0",
    ]
