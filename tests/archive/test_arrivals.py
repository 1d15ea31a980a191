"""When pages were last changed: by the commits to what they show."""

from __future__ import annotations

from small_archive import Small

from giaoban.archive.arrivals import pages_changed


def test_a_page_changed_with_its_record_and_with_the_meetings_on_its_timeline(small: Small) -> None:
    days = {"briefings/mot.md": "2026-01-02", "leaders/binh.yml": "2026-01-03", "leaders/an.yml": "2026-01-01"}
    found = dict(pages_changed(small.archive, days))
    assert found["hop/mot/"] == found["lanh-dao/an/"] == found["van-ban/nq-26/"] == found["nam/2018/"] == "2026-01-02"
    assert found["lanh-dao/binh/"] == "2026-01-03"
    # One file holds all topics, and says of none when it changed.
    assert "chu-de/bau-cu/" not in found
    assert "nam/2020/" not in found


def test_without_history_nothing_is_said(small: Small) -> None:
    assert pages_changed(small.archive, {}) == ()
