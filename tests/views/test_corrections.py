"""The page of corrections: newest first, and what was withdrawn."""

from __future__ import annotations

import pytest
from small_archive import Small, briefing, build

from giaoban.archive import gathered
from giaoban.render.text import ROOT


def test_corrections_come_newest_first(small: Small) -> None:
    body = small.body("corrections")
    assert body.index("2-12-2026") < body.index("1-12-2026")
    assert f'<a href="{ROOT}hop/mot/#t1">Giao ban mot, nhiệm vụ 1</a>: Sửa ngày.' in body
    assert "<small>2 lần</small>" in body
    assert f'<li><a href="{ROOT}hop/rut/">Giao ban rut</a></li>' in body


def test_where_to_ask_is_the_repository_when_it_is_said(small: Small) -> None:
    assert "mục đề nghị của kho mã" not in small.body("corrections")
    assert 'href="https://example.org/kho/issues"' in build([], repository="https://example.org/kho").body(
        "corrections"
    )


def test_many_corrections_and_withdrawn_records_get_pages_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathered, "MOST_CORRECTIONS", 1)
    monkeypatch.setattr(gathered, "MOST_WITHDRAWN", 1)
    gone = [briefing(f"b{n}", f"201{n}-01-01", status="withdrawn") for n in (7, 8)]
    corrected = [{"date": f"2026-12-0{n}", "what": f"Sửa {n}."} for n in (1, 2)]
    small = build([*gone, briefing("a", "2018-01-01", corrections=corrected)])
    first = small.body("corrections")
    assert f'<a href="{ROOT}dinh-chinh/2026/">Năm 2026</a></span> <span class="count">2 lần' in first
    assert f'<a href="{ROOT}dinh-chinh/da-rut/2018/">Năm 2018</a></span> <span class="count">1 bản ghi' in first
    assert "Cách đề nghị" in first
    day = small.body("corrections", "2026/12/02")
    assert "Sửa 2." in day
    assert "Sửa 1." not in day
    assert "Cách đề nghị" not in day
    year = small.body("corrections", "da-rut/2017")
    assert f'href="{ROOT}hop/b7/"' in year
    assert "Đã đính chính" not in year
