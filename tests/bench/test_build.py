"""The benchmark of the build runs from end to end and keeps what it is asked to keep. No time is asserted."""

from __future__ import annotations

import os
import re
import shutil
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import click
import pytest

from bench import synthetic
from bench.beside import comparison
from bench.building import edits, rows, scaling
from bench.building.builds import MeasuredBuilds
from bench.building.scaling import Size, factors, picture

ROOT = Path(__file__).resolve().parents[2]
RECORDS = 40
CHEAP = ("first edit after cold", "one edited meeting", "one leader's name", "one new leader")
READ, MADE, OUTPUTS, FILES = 3, 4, 5, 6


def table(text: str, width: int = 26) -> dict[str, list[str]]:
    """The lines that begin with a name, as its cells."""
    return {line[:width].strip(): line[width:].split() for line in text.splitlines()}


@pytest.fixture
def once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Measure everything once: no time is looked at here."""
    monkeypatch.setattr(rows, "AGAIN", 1)
    monkeypatch.setattr(rows, "SAVES", 1)


@pytest.mark.usefixtures("once")
def test_a_small_benchmark_prints_its_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = tmp_path / "kept"
    rows.run(ROOT, RECORDS, 1, kept, ["hugo", "mkdocs"])
    said = capsys.readouterr().out
    found = table(said)
    cold = [int(cell) for cell in found["cold"][READ : FILES + 1]]
    assert cold[0] > RECORDS
    assert cold[1] > 2 * RECORDS
    assert found["no change"][READ : MADE + 1] == ["0", "0"]
    for name in CHEAP:
        assert found[name][READ] == "1", name
        assert 0 < int(found[name][MADE]) < cold[1], name
    assert found["one new meeting"][READ] == found["one new document"][READ] == "1"
    assert int(found["one new meeting"][OUTPUTS]) > cold[2]
    assert found["only the cache, one edit"][READ] == "1"
    assert float(found["preview, save to served"][0]) > 0
    assert (kept / "content" / "briefings").is_dir()
    assert (kept / "build" / "site" / "index.html").is_file()

    beside = table(said, 44)
    pages = {name: int(cells[-4]) for name, cells in beside.items() if name.startswith(("giaoban,", "Hugo", "MkDocs"))}
    assert pages["giaoban, cold"] > 2 * RECORDS
    material = next(name for name in pages if name.startswith("MkDocs") and name.endswith("cold"))
    assert pages[material] > RECORDS
    if shutil.which("hugo"):
        hugo = next(name for name in pages if name.startswith("Hugo") and name.endswith("one edited meeting"))
        assert pages[hugo] > 2 * RECORDS
        same_entries(kept / "build" / "site", kept / "hugo" / "public")
    else:
        assert "Without hugo: it is not installed here" in said


def same_entries(ours: Path, others: Path) -> None:
    """The other site has an entry for each of ours, but for those of events that are no meetings."""
    for section in ("lanh-dao", "van-ban", "tinh", "chuoi", "chu-de", "nam", "hoi-nghi"):
        counts = [Counter(), Counter()]
        for site, count in zip((ours, others), counts, strict=True):
            for page in (site / section).rglob("index.html"):
                entity = page.relative_to(site / section).parts[0]
                text = page.read_text(encoding="utf-8")
                count[entity] += len(re.findall(r'<li class="entry(?! event)[ "]', text))
        assert +counts[0] == +counts[1], section


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    with pytest.raises(click.ClickException, match="already"):
        rows.run(ROOT, 8, 1, tmp_path)
    assert list(tmp_path.iterdir()) == [tmp_path / "content"]


def test_a_program_that_is_not_there_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(comparison.MissingError, match="not installed"):
        comparison.find("hugo")


def test_sizes_are_a_table_and_a_drawing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = tmp_path / "project"
    project.mkdir()
    (project / "content").symlink_to(ROOT / "content")
    scaling.run(project, [12, 6], 1)
    found = table(capsys.readouterr().out, 10)
    assert len(found["6"]) == 7
    assert len(found["12"]) == 9
    ET.parse(project / scaling.DRAWING)


def test_what_grows_with_the_records_has_the_factor_one() -> None:
    assert factors(Size(1000, 5, 2e8), Size(3000, 15, 3e8)) == (1, 0.5)


def test_a_drawing_has_a_spot_for_each_size() -> None:
    drawn = picture([Size(1000, 5, 2e8), Size(3000, 15, 3e8), Size(10_000, 47.5, 9e8)])
    assert drawn.count("<circle") == 6
    assert "47.5" in drawn
    ET.fromstring(drawn)


def test_an_edit_changes_the_summary_and_one_task(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text('---\nid: a\ntasks:\n  - id: t1\n    text: "Làm."\n---\n\nTóm tắt.\n', encoding="utf-8")
    edits.edit_meeting(path)
    assert path.read_text(encoding="utf-8") == (
        '---\nid: a\ntasks:\n  - id: t1\n    text: "Trước hết, Làm."\n---\n\n'
        "Tóm tắt. Hội nghị thống nhất cao với báo cáo.\n"
    )


def test_new_records_are_new_each_time(tmp_path: Path) -> None:
    content = tmp_path / "content"
    synthetic.write(ROOT, content, RECORDS, 1)
    editor = edits.Editor(content)
    before = {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}
    for _ in range(3):
        editor.new_meeting()
        editor.new_document()
        editor.new_leader()
    after = {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}
    assert before.items() <= after.items()
    added = Counter(path.relative_to(content).parts[0] for path in after.keys() - before.keys())
    assert added == {"briefings": 3, "resolutions": 3, "leaders": 3}


def test_a_fresh_checkout_has_the_same_bytes_in_new_files_and_of_the_build_its_cache(tmp_path: Path) -> None:
    for name in ("content/a.md", "content/b/c.yml", "build/cache/x", "build/site/index.html", "build/.lock"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
        os.utime(path, (1, 1))
    before = {path: path.stat() for path in tmp_path.rglob("*") if path.is_file()}
    MeasuredBuilds(tmp_path).check_out_afresh()
    after = {path: path.stat() for path in tmp_path.rglob("*") if path.is_file()}
    kept = {path.relative_to(tmp_path).as_posix() for path in after}
    assert kept == {"content/a.md", "content/b/c.yml", "build/cache/x"}
    for path, stat in after.items():
        assert path.read_text(encoding="utf-8") == path.relative_to(tmp_path).as_posix()
        assert stat.st_mtime_ns != before[path].st_mtime_ns
