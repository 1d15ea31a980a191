"""Coverage for readers: the grid of each series, what is lacking, and the same in the terminal."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from mini_archive import Mini

from giaoban.archive import Archive, coverage
from giaoban.archive.coverage import Period, SeriesCoverage
from giaoban.records.model import Series, SeriesException
from giaoban.site import coverage_text, urls
from giaoban.site.pages import coverage as page
from giaoban.site.pages.grids import Grid, grid, summary

SOURCE = {
    "id": "s1",
    "title": "Bài <b>",
    "publisher": "Báo B",
    "url": "https://example.org/b",
    "published": "2019-03-01",
}


def series(rhythm: str, **more: Any) -> Series:
    record = {"id": "thang", "name": "Hằng tháng", "level": "central", "rhythm": rhythm, "scope": "Mỗi tháng."}
    return Series.model_validate({**record, **more})


def drawn(mini: Mini, rhythm: str, periods: list[Period], **more: Any) -> Grid:
    return grid(mini.archive, series(rhythm, **more), SeriesCoverage("thang", 1, tuple(periods), ()))


def test_a_year_is_a_row_and_what_is_not_counted_stays_empty(mini: Mini) -> None:
    made = drawn(mini, "quarterly", [Period("2018-36", "present", ("mot",)), Period("2019-33", "missing")])
    assert [heading for _, heading in made.columns] == ["I", "II", "III", "IV"]
    assert [(row.label, [cell.state for cell in row.cells]) for row in made.rows] == [
        ("2018", ["", "", "", "present"]),
        ("2019", ["missing", "", "", ""]),
    ]
    assert made.rows[0].cells[3][1:] == ("quý IV-2018", "", (("hop/mot/", "Giao ban mot"),))
    assert made.summary == "Trung ương, hằng quý. 2 kỳ, từ quý IV-2018 đến quý I-2019: 1 có, 1 chưa có."


def test_years_that_lack_everything_are_one_row(mini: Mini) -> None:
    lost = [Period(f"{year:04d}-{half}", "missing") for year in range(1, 2018) for half in (40, 41)]
    made = drawn(mini, "half-yearly", [*lost, Period("2018-40", "present", ("mot",))])
    assert [(row.label, row.folded) for row in made.rows] == [("0001–2017", "4.034 kỳ"), ("2018", "")]
    two = drawn(mini, "yearly", [Period("2016", "missing"), Period("2017", "missing"), Period("2018", "present")])
    assert [row.label for row in two.rows] == ["2016", "2017", "2018"]
    assert two.columns == ()


@pytest.mark.parametrize(
    ("rhythm", "found", "said"),
    [
        ("weekly", SeriesCoverage("thang", 3, (), ()), "Trung ương, hằng tuần. 3 cuộc họp, không tính kỳ."),
        ("monthly", SeriesCoverage("thang", 1, (), ("mot",)), "Trung ương, hằng tháng. 1 cuộc họp, không rõ kỳ."),
        ("yearly", SeriesCoverage("thang", 0, (), ()), "Trung ương, hằng năm. Chưa có cuộc họp nào."),
        (
            "yearly",
            SeriesCoverage("thang", 1, (Period("2018", "present", ("mot",)),), ()),
            "Trung ương, hằng năm. 1 kỳ, năm 2018: 1 có.",
        ),
    ],
)
def test_a_series_is_summed_up(rhythm: str, found: SeriesCoverage, said: str) -> None:
    assert summary(series(rhythm), found) == said


def expecting(mini: Mini, **more: Any) -> Archive:
    """The tiny archive with more said of its series."""
    changed = replace(mini.archive.entities, series={"thang": series("monthly", host="ban", **more)})
    return replace(mini.archive, entities=changed)


def whole(mini: Mini) -> Archive:
    lost = {"period": "2019-01", "reason": "Gộp với <tháng> sau.", "sources": [SOURCE]}
    return expecting(mini, first="2018-10", last="2019-02", exceptions=[lost], sources=[SOURCE])


def test_marks_have_words_and_what_is_claimed_has_its_source(mini: Mini) -> None:
    body = page.page(whole(mini), mini.env).body
    assert f'<a href="{urls.ROOT}hop/mot/">●<span class="sr"> tháng 11-2018, có: Giao ban mot</span></a>' in body
    assert '<span aria-hidden="true">–</span><span class="sr">chưa có</span>' in body
    assert '<span aria-hidden="true">×</span><span class="sr">không họp: Gộp với &lt;tháng&gt; sau.</span>' in body
    link = '<a href="https://example.org/b" rel="noopener external">“Bài &lt;b&gt;”, Báo B</a>'
    assert f"Gộp với &lt;tháng&gt; sau. Nguồn: {link}" in body
    assert "Theo nguồn, chuỗi này họp từ" in body
    assert f'Không rõ kỳ, hoặc kỳ không theo nhịp của chuỗi: <a href="{urls.ROOT}hop/hai/">' in body
    assert [mark for mark in "●○×–" if f'<b aria-hidden="true">{mark}</b>' not in body] == []


def test_readers_see_what_is_lacking(mini: Mini) -> None:
    body = " ".join(page.page(mini.archive, mini.env).body.split())
    assert re.search(r'nam/2025/">2025</a></th><td>0</td><td>1</td><td>1</td>', body)
    assert re.search(
        r"Chưa được nêu ở cuộc họp nào <small>1</small></h3> <ul[^>]*> <li><a href=\"[^\"]*tinh/hue/", body
    )
    assert "27-NQ/TW" in body
    assert '<span class="aside">cơ quan ban hành; ngày ban hành; tên đầy đủ</span>' in body
    assert '<span class="aside">trong khoảng 26-3-2020 đến 30-6-2020</span>' in body
    assert "7 nguồn chưa rõ ngày đăng" in body


def test_long_lists_are_cut(mini: Mini, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "_MOST", 1)
    body = page.page(mini.archive, mini.env).body
    assert "Và 1 văn bản khác." in body


def test_the_terminal_says_the_same(mini: Mini) -> None:
    archive = whole(mini)
    found = coverage.of(archive)
    said = coverage_text.text(archive, found)
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
    made = json.loads(json.dumps(coverage_text.data(found)))
    assert made["series"][0]["periods"][3] == {
        "period": "2019-01", "state": "excepted", "meetings": [], "reason": "Gộp với <tháng> sau.", "sources": [SOURCE],
    }  # fmt: skip
    assert made["undated"] == ["hai"]


def test_neighbours_are_taken_together(mini: Mini) -> None:
    archive = expecting(mini, first="2018-11", last="2019-02", sources=[SOURCE])
    assert "chưa có: tháng 12-2018 – tháng 2-2019\n" in coverage_text.text(archive, coverage.of(archive))


def test_an_exception_is_a_record_with_a_reason_and_sources() -> None:
    assert all(SeriesException.model_fields[key].is_required() for key in ("period", "reason", "sources"))
