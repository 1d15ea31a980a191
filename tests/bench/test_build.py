"""The benchmark runs from end to end, leaves the project alone, and keeps what it is asked to keep."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from giaoban.bench import build

ROOT = Path(__file__).resolve().parents[2]


def test_a_small_benchmark_prints_its_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build.run(ROOT, 8, 1, tmp_path / "kept")
    lines = capsys.readouterr().out.splitlines()
    rows = {line[:22].strip(): line[22:].split() for line in lines}
    read, drawn, pages = 3, 4, 5
    assert int(rows["cold"][read]) > 8
    assert int(rows["cold"][drawn]) > 100
    assert rows["no change"][read : drawn + 1] == ["0", "0"]
    assert rows["no change, again"][read : drawn + 1] == ["0", "0"]
    assert rows["one edited meeting"][read] == "1"
    assert 0 < int(rows["one edited meeting"][drawn]) < int(rows["cold"][drawn])
    assert rows["one leader's name"][read] == "1"
    assert len({row[pages] for name, row in rows.items() if name in {"cold", "no change", "one edited meeting"}}) == 1
    assert (tmp_path / "kept" / "content" / "briefings").is_dir()
    assert (tmp_path / "kept" / "build" / "site" / "index.html").is_file()


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    with pytest.raises(click.ClickException, match="already"):
        build.run(ROOT, 8, 1, tmp_path)
    assert list(tmp_path.iterdir()) == [tmp_path / "content"]


def test_an_edit_changes_the_summary_and_one_task(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text('---\nid: a\ntasks:\n  - id: t1\n    text: "Làm."\n---\n\nTóm tắt.\n', encoding="utf-8")
    build.edit_meeting(path)
    assert path.read_text(encoding="utf-8") == (
        '---\nid: a\ntasks:\n  - id: t1\n    text: "Trước hết, Làm."\n---\n\n'
        "Tóm tắt. Hội nghị thống nhất cao với báo cáo.\n"
    )
