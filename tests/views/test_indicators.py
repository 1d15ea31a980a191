"""Indicators: the page of figures by subject, the page of one, and what tells places apart."""

from __future__ import annotations

import re

import pytest
from small_archive import Small, briefing, build

from giaoban.archive import gathered
from giaoban.render import twin
from giaoban.render.text import ROOT
from giaoban.views.pages import indicator
from giaoban.views.pages.indicator import IndicatorView


def figure(number: int, value: str, **more: str) -> dict[str, str]:
    return {
        "id": f"f{number}",
        "value": value,
        "unit": "đảng viên",
        "what": "kết nạp mới",
        "indicator": "ket-nap",
        **more,
    }


def several() -> Small:
    return build([
        briefing("a", "2018-01-01", figures=[figure(1, "10", period="2017"), figure(2, "5", province="hue", bound="nearly")]),
        briefing("b", "2019-01-01", figures=[figure(1, "20", bound="over"), figure(2, "7", scope="huyện A", province="hue")]),
        briefing("c", "2020-01-01", figures=[figure(1, "6", province="hue"), figure(2, "40", unit="%", province="hue")]),
        briefing("d", "2020-02-01", level="district", host="ban", figures=[figure(1, "3", province="hue")]),
        briefing("e", "2020-03-01", figures=[{"id": "f1", "value": "9", "unit": "đảng viên", "what": "kết nạp mới"}]),
    ])  # fmt: skip


def headings(body: str) -> list[str]:
    return [re.sub("<[^>]*>", "", heading) for heading in re.findall(r'<h2 id="noi-[^"]*">(.*?)</h2>', body)]


def drawings(body: str) -> list[str]:
    return re.findall(r'role="img" aria-label="Biểu đồ theo thời gian, ([^"]*)"', body)


def test_places_and_parts_are_told_apart_and_each_that_was_counted_again_is_drawn() -> None:
    body = several().body("indicator", "ket-nap")
    assert headings(body) == [
        "Nêu chung", "Thừa Thiên Huế", "Thừa Thiên Huế, Ban Tổ chức Trung ương", "Thừa Thiên Huế, huyện A",
    ]  # fmt: skip
    assert drawings(body) == [
        "nêu chung. 2017: 10; 1-1-2019: trên 20",
        "Thừa Thiên Huế. 1-1-2018: gần 5; 1-1-2020: 6",
    ]
    assert "7 con số" in body
    for link in ("hop/a/#f1", "hop/c/#f2", "hop/d/#f1", "hop/a/#s1"):
        assert f'href="{ROOT}{link}"' in body
    assert "hop/e/" not in body


def test_the_list_draws_what_was_counted_again_and_leads_to_units_too() -> None:
    body = several().body("kind_lists", "indicator")
    assert f'<a href="{ROOT}so-lieu/ket-nap/">Kết nạp</a>' in body
    assert sorted(drawings(body)) == [
        "Thừa Thiên Huế. 1-1-2018: gần 5; 1-1-2020: 6",
        "nêu chung. 2017: 10; 1-1-2019: trên 20",
    ]
    assert f'<span id="dem-dang-vien"></span><a href="{ROOT}so-lieu/theo-don-vi/#dem-dang-vien">' in body


def test_where_no_place_was_counted_again_places_stand_beside_each_other() -> None:
    small = build([
        briefing("a", "2018-01-01", figures=[figure(1, "10", province="hue"), figure(2, "40", bound="about")]),
    ])  # fmt: skip
    body = small.body("kind_lists", "indicator")
    assert drawings(body) == []
    shares = re.findall(r'<span>([^<]*)</span> <span class="count">([^<]*)</span>.*?H(\d+)"', body)
    assert shares == [("Nêu chung", "khoảng 40", "100"), ("Thừa Thiên Huế", "10", "25")]


def test_too_many_figures_of_an_indicator_get_pages_by_place_then_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathered, "MOST_MEASURED", 3)
    small = several()
    first = small.body("indicator", "ket-nap")
    assert f'<a href="{ROOT}so-lieu/ket-nap/0/">Nêu chung</a></span> <span class="count">2 con số' in first
    assert f'<a href="{ROOT}so-lieu/ket-nap/h/">Chữ H</a></span> <span class="count">5 con số' in first
    assert headings(first) == []
    assert headings(small.body("indicator", "ket-nap/0")) == ["Nêu chung"]
    assert f'<a href="{ROOT}so-lieu/ket-nap/h/hue/2020/">Năm 2020</a>' in small.body("indicator", "ket-nap/h/hue")


def test_an_indicator_without_figures_has_a_page_that_says_so() -> None:
    small = build([])
    assert "Chưa có con số nào" in small.body("indicator", "ket-nap")
    assert f'Chưa có con số nào: <a href="{ROOT}so-lieu/ket-nap/">Kết nạp</a>' in small.body("kind_lists", "indicator")


def test_a_figure_leads_to_others_that_count_the_same() -> None:
    body = several().body("briefing", "a")
    assert f'So với: <a href="{ROOT}so-lieu/ket-nap/">Kết nạp</a>' in body


def test_parts_of_an_indicator_have_a_csv_file_with_the_numbers_of_the_records_and_no_twin() -> None:
    assert twin.file("so-lieu/ket-nap/") == "so-lieu/ket-nap/index.json"
    assert twin.file("so-lieu/ket-nap/h/") == ""
    view = several().view("indicator", "ket-nap")
    assert isinstance(view, IndicatorView)
    columns, rows = indicator.rows(view, "https://example.org/")
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    assert [(row["name"], row["value"], row["bound"], row["unit"], row["date"]) for row in found][1:3] == [
        ("Nêu chung", "20", "over", "đảng viên", "2019-01-01"),
        ("Thừa Thiên Huế", "5", "nearly", "đảng viên", "2018-01-01"),
    ]
    assert found[0]["url"] == "https://example.org/hop/a/#f1"
