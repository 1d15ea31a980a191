"""The pages of figures: by what is counted, with a chart where it was counted again."""

from __future__ import annotations

import re

import pytest
from small_archive import Small, briefing, build

from giaoban.archive import gathered
from giaoban.render.text import ROOT


def figure(number: int, value: str, **more: str) -> dict[str, str]:
    return {"id": f"f{number}", "value": value, "unit": "đảng viên", "what": "kết nạp mới", **more}


def many() -> Small:
    return build([
        briefing("a", "2018-01-01", figures=[*(figure(n, str(n)) for n in range(1, 4)), figure(9, "5", unit="%")]),
        briefing("b", "2019-01-01", figures=[figure(1, "8")]),
    ])  # fmt: skip


def test_one_thing_counted_twice_has_a_chart_and_another_has_none() -> None:
    body = build([
        briefing("a", "2018-01-01", figures=[figure(1, "10", bound="over", as_of="2017-12"), figure(2, "5", unit="đề án")]),
        briefing("b", "2019-01-01", figures=[figure(1, "20", what="Kết nạp mới", period="2018")]),
        briefing("c", "2019-02-01", level="province", host="x", figures=[figure(1, "7")]),
    ]).body("figures")  # fmt: skip
    assert body.index("Đảng viên <small>3") < body.index("Đề án <small>1")
    assert re.findall(r'role="img" aria-label="([^"]*)"', body) == [
        "Biểu đồ theo thời gian. tháng 12-2017: trên 10; 2018: 20"
    ]
    assert body.count("<circle") == 2
    assert body.count('rowspan="2"') == 1
    for link_to in ("hop/a/#f1", "hop/a/#f2", "hop/b/#f1", "hop/c/#f1", "hop/a/#s1"):
        assert f'href="{ROOT}{link_to}"' in body


def test_too_many_figures_get_pages_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathered, "MOST_FIGURES", 2)
    small = many()
    first = small.body("figures")
    assert "5 con số" in first
    assert f'<a href="{ROOT}so-lieu/theo-don-vi/0/">Ký hiệu</a></span> <span class="count">1 con số' in first
    letter = small.body("figures", "d")
    assert f'<a href="{ROOT}so-lieu/theo-don-vi/d/2018/">Năm 2018</a></span> <span class="count">3 con số' in letter
    month = small.body("figures", "d/2018/01")
    assert month.count("<tr><td") == 3
    assert "chữ D, tháng 1-2018</h1>" in month


def test_the_anchor_of_what_is_counted_leads_on_to_where_it_was_counted_last(monkeypatch: pytest.MonkeyPatch) -> None:
    anchor = 'id="dem-dang-vien"'
    assert anchor in many().body("figures")
    monkeypatch.setattr(gathered, "MOST_FIGURES", 2)
    small = many()
    for key in ("", "d"):
        assert (
            f'<span {anchor}></span><span class="name"><a href="{ROOT}so-lieu/theo-don-vi/d/2019/#dem-dang-vien">'
            in small.body("figures", key)
        )
    assert f"<h2 {anchor}" in small.body("figures", "d/2019")
