"""``giaoban build --gate``: a site that must not be published is not swapped in, and the report says all of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import SITE_URL, files, whole_content

from giaoban import cli
from giaoban.inspection import measures
from giaoban.inspection import report as report_page
from giaoban.inspection.measures import SiteMeasures
from giaoban.inspection.pages import read_page

MEETING = "briefings/2024/2024-10-15-giao-ban-thang-10-2024.md"


@pytest.fixture
def sound(content: Path) -> Path:
    """The tiny archive with all that its pages lead to."""
    whole_content(content)
    return content


@pytest.fixture
def gated(sound: Path, tmp_path: Path) -> Callable[[], Result]:
    """Build it with the gate."""

    def run() -> Result:
        words = ["build", "--gate", "--content", str(sound), "--build", str(tmp_path / "build"), "--site-url", SITE_URL]
        return CliRunner().invoke(cli.main, words)

    return run


def report(tmp_path: Path) -> str:
    return (tmp_path / "build/reports/index.html").read_text(encoding="utf-8")


def kept(tmp_path: Path) -> list[SiteMeasures]:
    return measures.earlier(tmp_path / "build/cache/measures.json", "none of them")


def test_a_sound_site_passes_and_is_reported(gated: Callable[[], Result], tmp_path: Path) -> None:
    result = gated()
    assert result.exit_code == 0, result.output
    assert "reports/index.html" in result.output
    page = report(tmp_path)
    assert "Công bố được" in page
    assert "Chưa có lần nào trước để so" in page
    assert "120</b> trên 120 điểm" in page
    for kind, weight in kept(tmp_path)[0].weights.items():
        assert f"<code>/{kind}</code>" in page
        assert weight.pages > 0
    assert read_page(page).barriers == ()
    assert read_page(page).loads == ()


def test_a_site_that_breaks_a_promise_is_not_swapped_in(
    gated: Callable[[], Result], sound: Path, tmp_path: Path
) -> None:
    assert gated().exit_code == 0
    before, measured = files(tmp_path / "build/site"), kept(tmp_path)
    page = sound / "pages/gioi-thieu.md"
    good = page.read_text(encoding="utf-8")
    page.write_text(good + "\nXem [trang này](../khong-co/).\n", encoding="utf-8")
    for _ in range(2):
        result = gated()
        assert result.exit_code == 1
        assert "lỗi[dead-link] /gioi-thieu/: liên kết “../khong-co/” không dẫn tới đâu" in result.output
        assert "Traceback" not in result.output
        assert files(tmp_path / "build/site") == before
        assert kept(tmp_path) == measured
        assert "Chưa công bố được" in report(tmp_path)
        assert "khong-co" in report(tmp_path)
    page.write_text(good, encoding="utf-8")
    assert gated().exit_code == 0
    assert files(tmp_path / "build/site") == before
    assert "Công bố được" in report(tmp_path)


def test_what_nobody_built_is_looked_at_as_well(gated: Callable[[], Result], tmp_path: Path) -> None:
    """The site of a build that had nothing to do."""
    assert gated().exit_code == 0
    page = tmp_path / "build/site/hop/index.html"
    status, text = page.stat(), page.read_bytes()
    page.write_bytes(text.replace(b"<main", b"<nain", 1))
    import os

    os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))
    result = gated()
    assert result.exit_code == 1
    assert "/hop/" in result.output


def test_errors_in_records_are_reported_too(gated: Callable[[], Result], sound: Path, tmp_path: Path) -> None:
    assert gated().exit_code == 0
    record = sound / MEETING
    record.write_text(record.read_text(encoding="utf-8").replace("\ndate: ", "\ndate: 31-", 1), encoding="utf-8")
    result = gated()
    assert result.exit_code == 1
    page = report(tmp_path)
    assert "Bản ghi còn lỗi" in page
    assert f"content/{MEETING}:" in page
    assert len(kept(tmp_path)) == 1


def test_nothing_but_what_a_hostile_record_says_stands_in_the_report(
    gated: Callable[[], Result], sound: Path, tmp_path: Path
) -> None:
    record = sound / MEETING
    record.write_text(
        record.read_text(encoding="utf-8").replace("\ndate: ", "\ndate: <script>alert(1)</script>", 1), encoding="utf-8"
    )
    assert gated().exit_code == 1
    assert "<script>" not in report(tmp_path)


def test_measures_are_compared_with_those_of_the_version_before(gated: Callable[[], Result], tmp_path: Path) -> None:
    assert gated().exit_code == 0
    file = tmp_path / "build/cache/measures.json"
    [one] = json.loads(file.read_bytes())
    lighter = {**one, "commit": "a" * 40, "day": "2026-01-02", "counts": {**one["counts"], "Cuộc họp": 1}}
    lighter["findings"] = {}
    lighter["weights"]["hop/*/"]["first"] -= 1200
    file.write_text(json.dumps([lighter]), encoding="utf-8")
    assert gated().exit_code == 0
    page = report(tmp_path)
    assert "so với lần trước" in page
    assert "2-1-2026" in page
    assert "aaaaaaaaaaaa" in page
    assert f'<b>{one["counts"]["Cuộc họp"]}</b> <span class="change">+{one["counts"]["Cuộc họp"] - 1}</span>' in page
    assert ">+1,2 KB<" in page
    assert "<polyline" in page
    assert [m.commit for m in kept(tmp_path)] == ["a" * 40, one["commit"]]


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [(1000, None, ""), (1000, 1000, ""), (1000, 1020, ""), (2500, 1000, "+1,5 KB"), (1e6, 3e6, "−2,0 MB")],
)
def test_a_change_is_said_only_where_it_can_be_seen(now: float, before: float | None, said: str) -> None:
    assert report_page._change(now, before, report_page._kb) == said


@pytest.mark.parametrize("damage", [b"", b"{", b'[{"commit": 1}]', b"\xff"])
def test_damaged_measures_cost_the_comparison_alone(gated: Callable[[], Result], tmp_path: Path, damage: bytes) -> None:
    file = tmp_path / "build/cache/measures.json"
    file.parent.mkdir(parents=True)
    file.write_bytes(damage)
    result = gated()
    assert result.exit_code == 0, result.output
    assert len(kept(tmp_path)) == 1


def test_no_more_measures_are_kept_than_are_ever_shown(gated: Callable[[], Result], tmp_path: Path) -> None:
    assert gated().exit_code == 0
    file = tmp_path / "build/cache/measures.json"
    [one] = kept(tmp_path)
    for _ in range(3):
        measures.keep(file, [one] * 200, one)
    assert len(kept(tmp_path)) < 100


def test_without_a_content_folder_it_says_so(tmp_path: Path) -> None:
    words = ["build", "--gate", "--content", str(tmp_path / "khong-co"), "--build", str(tmp_path / "build")]
    result = CliRunner().invoke(cli.main, words)
    assert result.exit_code == 1
    assert "không có thư mục" in result.output
    assert "Traceback" not in result.output
    assert not (tmp_path / "build/reports").exists()


def test_a_preview_has_no_gate(sound: Path, tmp_path: Path) -> None:
    words = ["build", "--gate", "--serve", "--content", str(sound), "--build", str(tmp_path / "build")]
    result = CliRunner().invoke(cli.main, words)
    assert result.exit_code == 2
    assert "--gate" in result.output
