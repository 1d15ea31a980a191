"""Pages of the tiny archive: what readers must get."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser

import jinja2
import pytest
from mini_archive import Mini

from giaoban.archive import Archive, Viewpoint
from giaoban.site import gathered, pieces
from giaoban.site.catalog import GATHERED
from giaoban.site.page import Page
from giaoban.site.pages import (
    briefing,
    corrections,
    coverage,
    home,
    leader,
    lists,
    notfound,
    plenum,
    province,
    resolution,
    series,
    topic,
    year,
)

SUBJECTS = {
    "leader": leader, "resolution": resolution, "plenum": plenum, "series": series, "topic": topic,
    "province": province, "year": year,
}  # fmt: skip
VOID = {"br", "hr", "img", "meta", "link", "input"}


def draw(mini: Mini, kind: str, entity: str) -> Page:
    if kind == "briefing":
        return briefing.page(mini.archive, mini.archive.fetch(entity), "<p>Tóm tắt.</p>", mini.env)
    return SUBJECTS[kind].page(mini.archive, entity, mini.timeline(kind, entity), mini.env)


def gathered_pages(archive: Archive, env: jinja2.Environment) -> Iterator[Page]:
    """Pages of figures and threads, as the builder draws them from pieces."""
    kept = {card.id: pieces.pieces(archive, archive.fetch(card.id)) for card in archive.cards.values()}
    for part in gathered.parts(archive):
        shelved = [
            (b, kept[b][Viewpoint(part.kind, shelf)])
            for b in part.briefings
            for shelf in part.shelves
            if Viewpoint(part.kind, shelf) in kept[b]
        ]
        yield GATHERED[part.kind](archive, part, shelved, env)


def every(mini: Mini) -> Iterator[Page]:
    archive = mini.archive
    known = {
        "briefing": archive.cards, "leader": archive.entities.leaders, "resolution": archive.entities.resolutions,
        "plenum": archive.entities.plenums, "series": archive.entities.series, "topic": archive.entities.topics,
        "province": archive.entities.pages, "year": ["2018", "2020", "2025"],
    }  # fmt: skip
    for kind, ids in known.items():
        yield from (draw(mini, kind, entity) for entity in ids)
    for name in ("briefings", "leaders", "provinces", "resolutions", "series", "topics", "years", "plenums"):
        yield getattr(lists, name)(archive, mini.env)
    yield from (
        home.page(archive, mini.env),
        corrections.page(archive, mini.env),
        coverage.page(archive, mini.env),
        notfound.page(mini.env),
    )
    yield from gathered_pages(archive, mini.env)


class Outline(HTMLParser):
    """Whether tags close in order; ids, links, headings."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []
        self.attributes: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.attributes |= set(values)
        self.ids += [values["id"] or ""] if "id" in values else []
        self.links += [values["href"] or ""] if "href" in values else []
        self.headings += [int(tag[1])] if re.fullmatch("h[1-6]", tag) else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_every_page_is_whole(mini: Mini) -> None:
    pages = list(every(mini))
    addresses = {page.address for page in pages}
    assert len(addresses) == len(pages)
    ids = {page.address: set(Outline(page.body).ids) for page in pages}
    for page in pages:
        outline = Outline(page.body)
        assert outline.open == [], page.address
        assert [i for i, n in Counter(outline.ids).items() if n > 1] == [], page.address
        assert outline.headings[:1] == [1], page.address
        assert outline.headings.count(1) == 1, page.address
        assert all(b - a <= 1 for a, b in zip(outline.headings, outline.headings[1:], strict=False)), page.address
        assert not {a for a in outline.attributes if a == "style" or a.startswith("on")}, page.address
        assert 0 < len(page.description) <= 201
        for link in outline.links:
            if link.startswith("http"):
                continue
            target, _, anchor = link.removeprefix("\ue000").partition("#")
            target = target if link.startswith("\ue000") else page.address
            if target != "gioi-thieu/":
                assert target in addresses, (page.address, link)
                assert not anchor or anchor in ids[target], (page.address, link)


@pytest.mark.parametrize(
    ("kind", "entity", "said"),
    [
        ("briefing", "mot", ['<li id="t7" value="7">', "Hạn: ", "được trả lời ở", "được tiếp nối ở", "hop/hai/#r1",
                             "57.813", "71 điểm cầu",
                             "Sửa ngày.", "Bài &lt;một&gt;", "Sau, trong chuỗi", "Nêu mà chưa có trang riêng"]),
        ("briefing", "hai", ["trong khoảng",
                             "Nguồn không ghi ngày.", "Trả lời", "Tiếp nối", "hop/mot/#t1", "Trước, trong chuỗi"]),
        ("resolution", "nq-26", ["Trung ương ban hành", "Hội nghị Trung ương 7 khóa XII",
                                 "Được thực hiện bằng", "27-NQ/TW"]),
        ("resolution", "nq-27", ["chưa rõ ngày ban hành", "Chưa rõ ngày", "Tên theo báo cáo của cuộc họp", "Thực hiện"]),
        ("resolution", "nq-9", ["tên văn bản", "cơ quan ban hành", "Còn để ngỏ"]),
        ("leader", "an", ["Chức danh được ghi", "Trưởng Ban &lt;Tổ chức&gt;", "không nói lên thời gian giữ chức"]),
        ("leader", "binh", ["Chưa có cuộc họp nào"]),
        ("province", "tien-giang", ["Tỉnh, đã sáp nhập", "thuộc tỉnh", "Dưới đơn vị sau sáp nhập", "202/2025/QH15"]),
        ("province", "dong-thap", ["Hợp thành từ", "Đồng Tháp (cũ)", "2019–2024: không có cuộc họp nào"]),
        ("province", "hue", ["Tỉnh Thừa Thiên Huế trở thành thành phố Huế", "175/2024/QH15", "có từ trước 2016"]),
        ("year", "2018", ["Tháng 10"]),
        ("year", "2020", ["Chưa rõ tháng"]),
    ],
)  # fmt: skip
def test_readers_get(mini: Mini, kind: str, entity: str, said: list[str]) -> None:
    body = draw(mini, kind, entity).body
    for words in said:
        assert words.lower() in body.lower(), words


def test_a_withdrawn_record_leaves_a_page_that_says_so(mini: Mini) -> None:
    page = draw(mini, "briefing", "rut")
    assert not page.indexed
    for words in ("đã được rút", "Trùng với bản ghi khác.", "2026-12-02"):
        assert words in page.body
    assert "Chủ trì" not in page.body


def test_a_merger_is_told_on_both_pages(mini: Mini) -> None:
    for entity in ("dong-thap", "tien-giang"):
        assert "sáp nhập thành tỉnh" in draw(mini, "province", entity).body


def test_corrections_come_newest_first(mini: Mini) -> None:
    body = corrections.page(mini.archive, mini.env).body
    assert body.index("2-12-2026") < body.index("1-12-2026")
    assert "hop/mot/#t1" in body


def test_lists_are_in_vietnamese_order(mini: Mini) -> None:
    topics = lists.topics(mini.archive, mini.env).body
    assert topics.index("Bầu cử") < topics.index("Cán bộ")
    leaders = lists.leaders(mini.archive, mini.env).body
    assert re.findall(r'<h2 id="nhom-\w">(\S+)', leaders) == ["A", "B"]


def test_the_first_page_counts_what_is_there(mini: Mini) -> None:
    page = home.page(mini.archive, mini.env)
    assert (page.address, page.title) == ("", "")
    assert "Tất cả 3 cuộc họp" in page.body
