"""The data set, read by strangers' tools: SQLite itself, Frictionless, pandas, Datasette, gzip, any reader of CSV and JSON."""

from __future__ import annotations

import csv
import gzip
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from sqlite3 import Connection
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import pytest
from conftest import MINI, ROOT, SITE_URL, files
from hypothesis import given
from hypothesis import strategies as st

from giaoban.build.exporting import export
from giaoban.dataset import package, tables, writing
from giaoban.dataset.database import VIEWS
from giaoban.records import models

FRICTIONLESS = """
import json, sys
from frictionless import Package
report = Package(sys.argv[1]).validate()
json.dump({task.name: [error.message for error in task.errors] for task in report.tasks}, sys.stdout)
"""
DAY = "2024-10-15-giao-ban-thang-10-2024"


def ask(database: Connection, sql: str, *values: object) -> list[tuple[Any, ...]]:
    return database.execute(sql, values).fetchall()


def valid(folder: Path) -> dict[str, list[str]]:
    """What Frictionless finds in each table."""
    command = [sys.executable, "-W", "ignore", "-c", FRICTIONLESS, "datapackage.json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=True)
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


def test_the_database_is_whole_and_refers_to_nothing_that_is_not_there(database: Connection) -> None:
    assert ask(database, "PRAGMA integrity_check") == [("ok",)]
    assert ask(database, "PRAGMA foreign_key_check") == []
    assert len(ask(database, "SELECT * FROM pragma_foreign_key_list('items')")) >= 2


def test_every_table_has_rows_in_an_archive_that_has_every_field(database: Connection) -> None:
    empty = [t.name for t in tables.every() if not ask(database, f"SELECT 1 FROM {t.name} LIMIT 1")]
    never = [
        f"{t.name}.{column.name}"
        for t in tables.every()
        for column in t.columns
        if not ask(database, f"SELECT 1 FROM {t.name} WHERE {column.name} IS NOT NULL LIMIT 1")
    ]
    assert (empty, never) == ([], [])


def test_the_same_records_give_the_same_bytes(data: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    content = shutil.copytree(ROOT / "tests" / "fixtures" / "every" / "content", tmp_path / "content")
    export(content, ROOT, SITE_URL, again, writing.FORMATS, keep=False)
    one, other = files(data), files(again)
    days = {"csv/about.csv", "csv/about.csv.gz", "datapackage.json", "giao-ban.jsonld", "giao-ban.jsonld.gz"}
    days |= {"giao-ban.sqlite", "giao-ban.sqlite.gz"}
    # The copy has no history in git, so another day stands where the day of the data does.
    assert {name for name in one if one[name] != other[name]} <= days
    export(content, ROOT, SITE_URL, tmp_path / "third", writing.FORMATS, keep=False)
    assert files(tmp_path / "third") == other


def test_frictionless_finds_nothing_wrong(data: Path) -> None:
    found = valid(data)
    assert len(found) == len(tables.every())
    assert {name: errors for name, errors in found.items() if errors} == {}


def test_frictionless_reads_tables_that_stand_there_compressed_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "write", partial(writing.write, most_plain=600))
    folder = tmp_path / "data"
    export(ROOT / "tests" / "fixtures" / "every" / "content", ROOT, SITE_URL, folder, writing.FORMATS, keep=False)
    assert not (folder / "csv" / "items.csv").exists()
    assert {name: errors for name, errors in valid(folder).items() if errors} == {}
    name = "csv/items.csv.gz"
    (folder / name).write_bytes(
        gzip.compress(gzip.decompress((folder / name).read_bytes()).replace(b",task,", b",wish,", 1))
    )
    assert valid(folder)["items"]


def test_frictionless_finds_what_is_wrong(data: Path, tmp_path: Path) -> None:
    """A check that cannot fail is none."""
    broken = Path(shutil.copytree(data, tmp_path / "data"))
    text = (broken / "csv" / "items.csv").read_text(encoding="utf-8")
    (broken / "csv" / "items.csv").write_text(text.replace(",task,", ",wish,", 1), encoding="utf-8", newline="")
    assert valid(broken)["items"]


def test_pandas_reads_every_table_as_the_database_has_it(data: Path, database: Connection) -> None:
    for table in tables.every():
        frame = pd.read_csv(data / "csv" / f"{table.name}.csv")
        assert list(frame.columns) == [column.name for column in table.columns]
        assert [(len(frame),)] == ask(database, f"SELECT count(*) FROM {table.name}")
    figures = pd.read_csv(data / "csv" / "figures.csv").set_index(["meeting", "id"])
    assert figures.loc[(DAY, "f1"), "value"] == 12.5
    assert figures.loc[(DAY, "f1"), "held_latest"] == "2024-09-30"


def datasette(data: Path, address: str, **query: str) -> Any:
    """What Datasette answers, started on the database with our settings."""
    target = f"{address}.json?{urlencode({**query, '_shape': 'objects'})}"
    command = [sys.executable, "-W", "ignore", "-m", "datasette", writing.DATABASE]
    command += ["--metadata", writing.DATASETTE, "--get", target]
    done = subprocess.run(command, cwd=data, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode() + done.stdout.decode()
    return json.loads(done.stdout)


def test_datasette_answers(data: Path) -> None:
    found = datasette(data, "/giao-ban/meetings", _search="thu nghiem", level="central")
    assert DAY in {row["id"] for row in found["rows"]}
    row = datasette(data, f"/giao-ban/meetings/{DAY}")["rows"][0]
    assert (row["date"], row["url"]) == ("2024-10-15", f"{SITE_URL}hop/{DAY}/")
    tasks = datasette(data, "/giao-ban/open_tasks", meeting=DAY)["rows"]
    assert {task["id"] for task in tasks} <= {"t1", "t2"}
    about = datasette(data, "/-/metadata")
    assert about["license"] == "CC-BY-4.0"
    assert set(about["databases"]["giao-ban"]["tables"]) >= {"meetings", "open_tasks"}


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("Núi Trăng", True), ("nui trang", True), ("NÚI TRĂNG", True), ('"nui trang hop nhat"', True),
        ("Đảo Gió", False), ("dao gio", False), ("khong-co", False),
    ],
)  # fmt: skip
def test_search_folds_marks(database: Connection, words: str, is_found: bool) -> None:
    quoted = words if words.startswith('"') else " ".join(f'"{word}"' for word in words.split())
    sql = "SELECT m.id FROM search s JOIN meetings m ON m.number = s.rowid WHERE search MATCH ?"
    assert ((DAY,) in ask(database, sql, quoted)) is is_found


def test_search_folds_d_with_stroke(database: Connection) -> None:
    """FTS5 alone keeps đ apart from d: of the words that have it, each is found with and without."""
    sql = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid"
    marked, bare = ask(database, sql, '"hội đồng" OR "quy định"'), ask(database, sql, '"hoi dong" OR "quy dinh"')
    assert marked
    assert marked == bare
    # What is written without đ is not found by đ.
    assert len(ask(database, sql, "đao")) < len(ask(database, sql, "dao")) or ask(database, sql, "đao") == []


def test_views_answer_what_is_asked(database: Connection) -> None:
    columns = "SELECT date_earliest, relations FROM document_meetings WHERE document = ? AND meeting = ?"
    assert ask(database, columns, "nq-901-tw-k90", DAY) == [("2024-10-15", "implemented, tasked")]
    titles = "SELECT title FROM person_titles WHERE person = ? AND meeting = ?"
    assert ask(database, titles, "le-thi-gia-dinh", DAY) == [("Bí thư Tỉnh ủy Sông Mây",)]
    answered = set(ask(database, "SELECT target_meeting, target_item FROM joins"))
    tasks = set(ask(database, "SELECT meeting, id FROM items WHERE kind = 'task'"))
    assert set(ask(database, "SELECT meeting, id FROM open_tasks")) == tasks - answered
    assert answered & tasks
    for view in VIEWS:
        assert ask(database, f"SELECT 1 FROM {view.name} LIMIT 1"), view.name


def test_every_part_of_a_meeting_names_its_source(database: Connection) -> None:
    for part, sources, key in (("items", "item_sources", "item"), ("figures", "figure_sources", "figure")):
        missing = f"SELECT meeting, id FROM {part} EXCEPT SELECT meeting, {key} FROM {sources}"
        assert ask(database, missing) == []
    for part in ("participant", "mention", "citation"):
        missing = f"SELECT meeting, number FROM {part}s EXCEPT SELECT meeting, number FROM {part}_sources"
        assert ask(database, missing) == []


def test_a_withdrawn_meeting_is_only_named(database: Connection) -> None:
    withdrawn = ask(database, "SELECT id FROM withdrawn")
    assert withdrawn
    for (meeting,) in withdrawn:
        assert ask(database, "SELECT 1 FROM meetings WHERE id = ?", meeting) == []
        assert ask(database, "SELECT 1 FROM sources WHERE meeting = ?", meeting) == []


def test_lines_of_json_hold_what_records_say(data: Path, database: Connection) -> None:
    lines = [json.loads(line) for line in (data / writing.LINES).read_bytes().splitlines()]
    found = {(line.pop("record_kind"), line["id"]): line for line in lines}
    record = found["briefing", DAY]
    assert record.pop("url") == f"{SITE_URL}hop/{DAY}/"
    read = models.get("briefing").model_validate(record)
    assert read.model_dump()["summary"] == ask(database, "SELECT summary FROM meetings WHERE id = ?", DAY)[0][0]
    assert {kind for kind, _ in found} == models.every().keys()


def leaves(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every plain value that a record says, with the key under which it stands."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, key)
    else:
        yield key, str(value)


def test_the_tables_have_everything_that_records_say(data: Path, database: Connection) -> None:
    cells = {
        str(cell)
        for table in tables.every()
        for row in ask(database, f"SELECT * FROM {table.name}")
        for cell in row
        if cell is not None
    }
    missing = set()
    for line in (data / writing.LINES).read_bytes().splitlines():
        record = json.loads(line)
        if record.pop("status", "") == "withdrawn":
            continue
        for key, value in leaves(record):
            # Items of other meetings are two cells; what a meeting is kept apart from is an editor's own note.
            parts = value.split("#") if key in {"continues", "answers"} else [value]
            # How much of a source was read is said in a word.
            parts = ["part"] if key == "partial" else parts
            if key not in {"record_kind", "apart_from"} and not {str(part) for part in parts} <= cells:
                missing.add((key, value))
    assert missing == set()


def test_what_is_packed_is_what_lies_beside_it(data: Path) -> None:
    packed = [name for name in files(data) if name.endswith(writing.GZIP)]
    assert len(packed) == len(tables.every()) + 3
    for name in packed:
        assert gzip.decompress((data / name).read_bytes()) == (data / name.removesuffix(writing.GZIP)).read_bytes()


def test_csv_is_as_spreadsheets_want_it(data: Path) -> None:
    raw = (data / "csv" / "meetings.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfid,number,title,")
    assert raw.endswith(b"\r\n")
    assert b"\r" not in raw.replace(b"\r\n", b"")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1, max_size=4))
def test_no_cell_is_a_formula_and_none_is_lost(cells: list[str]) -> None:
    written = package.csv_lines([tuple(cells)], range(len(cells))).decode()
    (row,) = csv.reader(io.StringIO(written, newline=""))
    for cell, read in zip(cells, row, strict=True):
        assert not read.startswith(("=", "+", "-", "@", "\t", "\r"))
        assert read in (cell, f"'{cell}")


def test_numbers_stay_numbers() -> None:
    assert package.csv_lines([("-5", "-5")], (1,)) == b"-5,'-5\r\n"


def test_records_with_errors_are_not_exported(tmp_path: Path) -> None:
    from conftest import ROOT

    content = shutil.copytree(MINI, tmp_path / "content")
    record = content / "briefings" / "2024" / f"{DAY}.md"
    record.write_text(record.read_text(encoding="utf-8").replace("level: central", "level: moon"), encoding="utf-8")
    to = tmp_path / "data"
    to.mkdir()
    (to / "mine.txt").write_text("giữ", encoding="utf-8")
    command = [sys.executable, "-m", "giaoban", "export", "--to", str(to), "--content", str(content)]
    done = subprocess.run(command, cwd=ROOT / "scripts", capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert f"{DAY}.md" in done.stdout
    assert "giaoban explain wrong-value" in done.stdout
    assert files(to) == {"mine.txt": "giữ".encode()}


def test_one_format_alone(tmp_path: Path) -> None:
    from conftest import ROOT

    from giaoban.build.exporting import export

    export(MINI, ROOT, SITE_URL, tmp_path, ["jsonl"], keep=False)
    assert sorted(files(tmp_path)) == ["giao-ban.jsonl", "giao-ban.jsonl.gz"]
