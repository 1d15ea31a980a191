"""Coverage for readers: the grid of each series, what is lacking, and the same in the terminal."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from small_archive import Small, briefing, build, entities

from giaoban.archive.coverage import SeriesSum
from giaoban.archive.model import Entities
from giaoban.records.models.series import Series, SeriesException
from giaoban.render.text import ROOT
from giaoban.views import grids
from giaoban.views.grids import Grid
from giaoban.views.pages import coverage as page

SOURCE = {
    "id": "s1",
    "title": "Bài <b>",
    "publisher": "Báo B",
    "url": "https://example.org/b",
    "published": "2019-03-01",
}


def expecting(meetings: Any = None, **more: Any) -> Small:
    """The tiny archive with more said of its series."""
    record = {"id": "thang", "name": "Hằng tháng", "level": "central", "rhythm": "monthly", "scope": "Mỗi tháng."}
    changed = Series.model_validate({**record, "host": "ban", **more})
    others = [one for records in entities().by_kind().values() for one in records.values()]
    return build(meetings, known=Entities.of([*others, *entities().province_sources, changed]))


def whole() -> Small:
    lost = {"period": "2019-01", "reason": "Gộp với <tháng> sau.", "sources": [SOURCE]}
    return expecting(first="2018-10", last="2019-02", exceptions=[lost], sources=[SOURCE])


def drawn(rhythm: str, periods: list[str], **more: Any) -> Grid:
    """The grid of a series of a rhythm, with meetings about these periods."""
    meetings = [briefing(f"hop-{n}", "2019-01-01", series="thang", period=p) for n, p in enumerate(periods)]
    small = expecting(meetings, rhythm=rhythm, **more)
    (short,) = small.reader().series_sums()
    return grids.grid(small.reader(), small.reader().record("series", "thang"), short)


def test_a_year_is_a_row_and_what_is_not_counted_stays_empty() -> None:
    made = drawn("quarterly", ["2018-36"], last="2019-33", sources=[SOURCE])
    assert [heading for _, heading in made.columns] == ["I", "II", "III", "IV"]
    assert [(row.label, [cell.state for cell in row.cells]) for row in made.rows] == [
        ("2018", ["", "", "", "present"]),
        ("2019", ["missing", "", "", ""]),
    ]
    cell = made.rows[0].cells[3]
    assert (cell.label, cell.meetings) == ("quý IV-2018", (("hop/hop-0/", "Giao ban hop-0"),))
    assert made.summary == "Trung ương, hằng quý. 2 kỳ, từ quý IV-2018 đến quý I-2019: 1 có, 1 chưa có."


def test_years_that_lack_everything_are_one_row() -> None:
    made = drawn("half-yearly", ["2018-40"], first="0001-40", sources=[SOURCE])
    assert [(row.label, row.folded) for row in made.rows] == [("0001–2017", "4.034 kỳ"), ("2018", "")]
    two = drawn("yearly", ["2018"], first="2016", sources=[SOURCE])
    assert [row.label for row in two.rows] == ["2016", "2017", "2018"]
    assert two.columns == ()


@pytest.mark.parametrize(
    ("rhythm", "short", "said"),
    [
        ("weekly", SeriesSum("thang", 3), "Trung ương, hằng tuần. 3 cuộc họp, không tính kỳ."),
        ("monthly", SeriesSum("thang", 1), "Trung ương, hằng tháng. 1 cuộc họp, không rõ kỳ."),
        ("yearly", SeriesSum("thang", 0), "Trung ương, hằng năm. Chưa có cuộc họp nào."),
        (
            "yearly",
            SeriesSum("thang", 1, "2018", "2018", (("present", 1),)),
            "Trung ương, hằng năm. 1 kỳ, năm 2018: 1 có.",
        ),
    ],
)
def test_a_series_is_summed_up(rhythm: str, short: SeriesSum, said: str) -> None:
    assert grids.summary("central", rhythm, short) == said


def test_marks_have_words_and_what_is_claimed_has_its_source() -> None:
    body = whole().body("coverage")
    assert f'<a href="{ROOT}hop/mot/">●<span class="sr"> tháng 11-2018, có: Giao ban mot</span></a>' in body
    assert '<span aria-hidden="true">–</span><span class="sr">chưa có</span>' in body
    assert '<span aria-hidden="true">×</span><span class="sr">không họp: Gộp với &lt;tháng&gt; sau.</span>' in body
    link = '<a href="https://example.org/b" rel="noopener external">“Bài &lt;b&gt;”, Báo B</a>'
    assert f"Gộp với &lt;tháng&gt; sau. Nguồn: {link}" in body
    assert "Theo nguồn, chuỗi này họp từ" in body
    assert f'Không rõ kỳ, hoặc kỳ không theo nhịp của chuỗi: <a href="{ROOT}hop/hai/">' in body
    assert [mark for mark in "●○×–" if f'<b aria-hidden="true">{mark}</b>' not in body] == []


def test_readers_see_what_is_lacking(small: Small) -> None:
    body = " ".join(small.body("coverage").split())
    assert re.search(r'nam/2025/">2025</a></th><td>0</td><td>1</td><td>1</td>', body)
    assert re.search(
        r"Chưa được nêu ở cuộc họp nào <small>1</small></h3> <ul[^>]*> <li><a href=\"[^\"]*tinh/hue/", body
    )
    assert "27-NQ/TW" in body
    assert '<span class="aside">cơ quan ban hành; ngày ban hành; tên đầy đủ</span>' in body
    assert '<span class="aside">trong khoảng 26-3-2020 đến 30-6-2020</span>' in body
    assert "7 nguồn chưa rõ ngày đăng" in body


def test_long_lists_are_cut(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "_MOST", 1)
    assert "Và 1 văn bản khác." in small.body("coverage")


def test_many_periods_stand_on_a_page_for_each_series(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "_MOST_MARKS", 0)
    small = whole()
    assert page.keys(small.reader()) == ("", "thang")
    first = small.body("coverage")
    assert f'<h3 id="chuoi-thang"><a href="{ROOT}chuoi/thang/">' in first
    assert f'<a href="{ROOT}do-phu/chuoi/thang/">' in first
    assert "tháng 11-2018, có" not in first
    own = small.body("coverage", "thang")
    assert "tháng 11-2018, có: Giao ban mot" in own
    assert f'<a href="{ROOT}do-phu/#chuoi-thang">Độ phủ</a>' in own


def test_an_edit_that_the_page_does_not_show_leaves_it_alone() -> None:
    def digests(**more: Any) -> dict[str, bytes]:
        record = {"date": "2019-01-01", "series": "thang", "period": "2019-01", **more}
        small = build([briefing("a", **record)])
        reader = small.reader()
        page.view(reader, "")
        return {key: small.answers.digest(key) for key in reader.asked}

    before = digests()
    task = [{"id": "t1", "text": "Việc."}]
    assert digests(tasks=task, host="ban", time="morning", notes=[{"text": "Ghi chú."}]) == before
    assert digests(title="Tên khác") != before
    assert digests(period="2019-02") != before
    assert digests(date="2019-01") != before


def test_the_terminal_says_the_same() -> None:
    reader = whole().reader()
    said = page.as_text(reader)
    for words in (
        "Độ phủ của kho: 3 cuộc họp\n",
        "  năm   Trung ương         Cụm    Cấp tỉnh   Cấp huyện        tổng\n",
        "  Hằng tháng (thang)\n    Trung ương, hằng tháng. 5 kỳ, từ tháng 10-2018 đến tháng 2-2019: ",
        ": 1 có, 1 không họp, 3 chưa có.\n",
        "    chưa có: tháng 10-2018; tháng 12-2018; tháng 2-2019\n",
        "    không họp tháng 1-2019: Gộp với <tháng> sau.\n",
        "    không rõ kỳ: hai\n",
        "Văn bản còn thiếu dữ kiện: 2 trong 3\n  nq-27: cơ quan ban hành; ngày ban hành; tên đầy đủ\n",
        "Cuộc họp chưa rõ ngày: 1\n  hai: trong khoảng 26-3-2020 đến 30-6-2020\n",
        "  briefing mot#s1: ngày đăng\n",
        "  provinces#s1: ngày đăng\n",
    ):
        assert words in said
    made = json.loads(json.dumps(page.as_data(reader)))
    assert made["series"][0]["periods"][3] == {
        "period": "2019-01", "state": "excepted", "meetings": [], "reason": "Gộp với <tháng> sau.", "sources": [SOURCE],
    }  # fmt: skip
    assert made["undated"] == ["hai"]


def test_neighbours_are_taken_together() -> None:
    small = expecting(first="2018-11", last="2019-02", sources=[SOURCE])
    assert "chưa có: tháng 12-2018 – tháng 2-2019\n" in page.as_text(small.reader())


def test_an_exception_is_a_record_with_a_reason_and_sources() -> None:
    assert all(SeriesException.model_fields[key].is_required() for key in ("period", "reason", "sources"))
