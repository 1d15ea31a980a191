"""What `giaoban fix` mends, what it leaves, and that it never changes what a record means."""

from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from mutating import CONTENT, meaning, mutated, records

from giaoban.cli import main
from giaoban.mending.fix import findings_of_text, fix
from giaoban.records.files import SourceFile

MEETING = """---
id: 2018-10-29-giao-ban-thu
title: Giao ban thử
kind: briefing
level: central
date: 2018-10-29
# Ai dự, theo bài báo.
people:
  - leader: nguyen-van-a
    part: chair
    as: [Bí thư Tỉnh uỷ]  # như bài viết
results:
  - id: r1
    text: Việc thứ nhất.
tasks:
  - {id: t1, text: Việc khác}
sources:
  - id: s1
    title: Khoá XII
---

## Mở đầu

Hội nghị họp một ngày.
"""
PATH = "briefings/2018/2018-10-29-giao-ban-thu.md"


def fixed(text: str, path: str = PATH, kind: str = "briefing") -> str:
    return fix(SourceFile(path, kind, text.encode())).decode()


@pytest.mark.parametrize(
    ("old", "mistake"),
    [
        ("Giao ban thử", unicodedata.normalize("NFD", "Giao ban thử")),
        ("Giao ban thử", "Giao\u00a0ban thử"),
        ("Giao ban thử", "Giao ban\u200b thử"),
        ("Giao ban thử", "Giao ban thử   "),
        ("Giao ban thử", "'Giao ban thử'"),
        ("Giao ban thử", "“Giao ban thử”"),
        ("date: 2018-10-29", "date: 29/10/2018"),
        ("date: 2018-10-29", "date: 29.10.2018"),
        ("date: 2018-10-29", "date: 2018/10/29"),
        ("họp một ngày.\n", "họp một ngày. \n\n\n"),
        ("họp một ngày.\n", "họp một ngày."),
        ("  - id: r1\n    text: Việc thứ nhất.", "  - text: Việc thứ nhất."),
        ("  - id: r1\n    text: Việc thứ nhất.", "  - id:\n    text: Việc thứ nhất."),
        ("  - id: r1\n    text: Việc thứ nhất.", "  - text: Việc thứ nhất.\n    id: r1"),
        ("{id: t1, text: Việc khác}", "{text: Việc khác}"),
        ("kind: briefing\nlevel: central\n", "level: central\nkind: briefing\n"),
    ],
)  # fmt: skip
def test_one_mistake_is_mended_and_nothing_else(old: str, mistake: str) -> None:
    want = MEETING.replace("'Giao ban thử'", '"Giao ban thử"')
    if mistake.startswith(("'", "“")):
        want = want.replace(old, f'"{old}"', 1)
    assert fixed(MEETING.replace(old, mistake, 1)) == want


@pytest.mark.parametrize(
    ("given", "want"),
    [
        ("Nghị quyết khoá XII", "Nghị quyết khóa XII"),
        ("Uỷ ban Kiểm tra Tỉnh uỷ", "Ủy ban Kiểm tra Tỉnh ủy"),
        ("Khoá XII, thuỷ lợi, hoà bình", "Khóa XII, thủy lợi, hòa bình"),
        ("Tỉnh Hoà Bình, tỉnh Khánh Hoà và Thanh Hoá", "Tỉnh Hòa Bình, tỉnh Khánh Hòa và Thanh Hóa"),
        ("Dự có Nguyễn Thị Thuý, ông Hoà và bà Thuỷ", "Dự có Nguyễn Thị Thuý, ông Hoà và bà Thuỷ"),
        ("Bài viết “khoá XII”", "Bài viết “khoá XII”"),
        ("Quý I", "Quý I"),
        ("Nghị quyết số 18–NQ/TW", "Nghị quyết số 18-NQ/TW"),
        ("nhiệm kỳ 2015–2020, Hà Nội–Huế, 5–7 việc", "nhiệm kỳ 2015–2020, Hà Nội–Huế, 5–7 việc"),
        ("Nghị định 128/2020/NĐ‑CP", "Nghị định 128/2020/NĐ-CP"),
        ("Đảng \u00d0ắk", "Đảng Đắk"),
    ],
)
def test_our_own_words_are_written_as_we_write(given: str, want: str) -> None:
    text = MEETING.replace("Việc thứ nhất.", given).replace("Hội nghị họp một ngày.", f"{given} thì họp.")
    mended = fixed(text)
    assert f"    text: {want}\n" in mended
    assert f"\n{want} thì họp.\n" in mended
    # What the sources wrote stays.
    assert "as: [Bí thư Tỉnh uỷ]  # như bài viết" in mended
    assert "title: Khoá XII" in mended


@pytest.mark.parametrize(
    ("given", "want"),
    [
        ("Hội nghị: tổng kết", '"Hội nghị: tổng kết"'),
        ("“Hội nghị: tổng kết”", '"Hội nghị: tổng kết"'),
        ('Hội nghị "lớn": tổng kết', '"Hội nghị \\"lớn\\": tổng kết"'),
        ("@ban tổ chức", '"@ban tổ chức"'),
    ],
)
def test_a_value_that_yaml_does_not_read_is_put_in_quotes(given: str, want: str) -> None:
    assert f"title: {want}\n" in fixed(MEETING.replace("title: Giao ban thử", f"title: {given}"))


def test_quotes_of_print_that_split_a_list_become_those_of_yaml() -> None:
    text = MEETING.replace("[Bí thư Tỉnh uỷ]", "[“Bí thư, Chủ tịch”, “Trưởng ban”]")
    assert 'as: ["Bí thư, Chủ tịch", "Trưởng ban"]' in fixed(text)


def test_items_without_number_get_the_next_ones() -> None:
    text = MEETING.replace(
        "  - id: r1\n    text: Việc thứ nhất.\n",
        "  - text: Một\n    source: s1\n  - id: r7\n    text: Hai\n  - source: s1\n    text: Ba\n",
    )
    assert "  - id: r8\n    text: Một\n    source: s1\n  - id: r7\n    text: Hai\n  - id: r9\n    text: Ba\n" in fixed(
        text
    )


def test_keys_move_with_their_comments_and_what_divides_them() -> None:
    given = """id: nq-18-tw-k12
# Ký hiệu trên bản gốc.
type: Nghị quyết
symbol: 18–NQ/TW  # in trên bìa

# Nơi đọc.
sources:
  - url: https://example.org/x
    # Số của nguồn.
    id: s1
term: XII
"""
    assert (
        fixed(given, "resolutions/nq-18-tw-k12.yml", "resolution")
        == """id: nq-18-tw-k12
symbol: 18-NQ/TW  # in trên bìa

# Ký hiệu trên bản gốc.
type: Nghị quyết
term: XII
# Nơi đọc.
sources:
  - url: https://example.org/x
    # Số của nguồn.
    id: s1
"""
    )


@pytest.mark.parametrize(
    "text",
    [
        MEETING.replace("date: 2018-10-29", "date: 31/02/2018"),
        MEETING.replace("date: 2018-10-29", "date: cuối tháng 10"),
        MEETING.replace("title: Giao ban thử", "title: Giao ban số #10"),
        MEETING.replace("level: central", "level: central\n<<<<<<< HEAD\ntitle: khoá"),
        MEETING.replace("level: central", "nivel: central"),
        MEETING.replace("họp một ngày.", "họp  \nmột ngày."),
        "\ue000",
        "",
    ],
)
def test_what_only_a_person_can_tell_stays(text: str) -> None:
    assert fixed(text) == text


def test_line_ends_stay_and_a_byte_order_mark_goes() -> None:
    text = MEETING.replace("Giao ban thử", "Giao\u00a0ban thử").replace("\n", "\r\n")
    assert fixed("\ufeff" + text) == MEETING.replace("\n", "\r\n")
    assert fix(SourceFile(PATH, "briefing", b"\xff\xfe")) == b"\xff\xfe"


@given(mutated())
@settings(max_examples=120)
def test_the_record_means_the_same_and_a_second_time_changes_nothing(source: SourceFile) -> None:
    mended = SourceFile(source.path, source.kind, fix(source))
    assert fix(mended) == mended.data
    if (before := meaning(source)) is not None:
        assert meaning(mended) == before
        was, now = (Counter(f.rule for f in findings_of_text(s, s.data.decode("utf-8-sig"))) for s in (source, mended))
        assert not now - was


@pytest.mark.parametrize("source", records(), ids=lambda source: source.path)
def test_records_that_are_right_change_at_most_in_the_order_of_keys(source: SourceFile) -> None:
    mended = fix(source)
    assert sorted(line.removeprefix("  - ").strip() for line in mended.decode().split("\n")) == sorted(
        line.removeprefix("  - ").strip() for line in source.data.decode().split("\n")
    )


def test_the_command_shows_first_and_then_writes(content: Path) -> None:
    file = content / "briefings" / "2024" / "2024-10-15-giao-ban-thang-10-2024.md"
    before = {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}
    file.write_text(file.read_text("utf-8").replace("date: 2024-10-15", "date: 15/10/2024"), "utf-8")
    run = CliRunner()
    shown = run.invoke(main, ["fix", "--content", str(content), "--diff"])
    assert shown.exit_code == 0
    assert "-date: 15/10/2024\n+date: 2024-10-15\n" in shown.output
    assert "date: 15/10/2024" in file.read_text("utf-8")
    other = run.invoke(main, ["fix", "--content", str(content), "plenums.yml"])
    assert "date: 15/10/2024" in file.read_text("utf-8"), other.output
    done = run.invoke(main, ["fix", "--content", str(content), str(file)])
    assert f"Đã sửa {content}/briefings/2024/2024-10-15-giao-ban-thang-10-2024.md: 1 dòng\n" == done.output
    assert {path: path.read_bytes() for path in content.rglob("*") if path.is_file()} == before
    assert run.invoke(main, ["fix", "--content", str(content), str(file)]).output == "Không có gì cần sửa tự động.\n"


def test_the_command_says_what_is_not_there(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["fix", "--content", str(tmp_path / "không")])
    assert result.exit_code == 2
    assert "không có thư mục" in result.output
    result = CliRunner().invoke(main, ["fix", "--content", str(CONTENT), str(tmp_path)])
    assert result.exit_code == 2
    assert "không nằm trong" in result.output
