"""A draft is worked off: every place settled in the terminal, its marks taken away, nothing else changed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT, files

from giaoban.build.examine import examine
from giaoban.cli import main
from giaoban.drafting.files import TO_SETTLE
from giaoban.drafting.worklist import marks, without_marks
from giaoban.records.files import SourceFile
from giaoban.records.load import parse_file

Run = Callable[..., Result]
# Those whose names begin so are about no meeting of this archive.
ARTICLES = [
    path for path in sorted((ROOT / "tests/drafting/articles").rglob("*.txt")) if not path.name.startswith("khong-")
]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One article of three is tried; all of them with ``--long``."""
    if metafunc.function is test_of_a_draft_only_what_the_article_leaves_open_is_an_error:
        some = ARTICLES[:: 1 if metafunc.config.getoption("--long") else 3]
        metafunc.parametrize("article", some, ids=[path.stem for path in some])


def drafted(archive: Path, article: Path) -> Path:
    """The file of the draft that an article gives in an archive."""
    before = files(archive)
    result = CliRunner().invoke(main, ["draft", str(article), "--into", str(archive)])
    assert result.exit_code == 0, result.output
    [new] = [path for path in files(archive) if path not in before and path.startswith("briefings/")]
    return archive / new


@pytest.mark.parametrize("article", ARTICLES[:12], ids=lambda path: path.stem)
def test_without_its_marks_a_draft_means_the_same(archive: Path, article: Path) -> None:
    text = drafted(archive, article).read_text("utf-8")
    assert marks(text)
    bare = without_marks(text)
    assert TO_SETTLE not in bare
    assert not re.search(r"ký tự \d|khai báo của trang", bare)
    read = [parse_file(SourceFile("briefings/2024/x.md", "briefing", t.encode())).marked.value for t in (text, bare)]
    assert read[0] == read[1]


def test_of_a_draft_only_what_the_article_leaves_open_is_an_error(archive: Path, article: Path) -> None:
    file = drafted(archive, article)
    errors = [f for f in examine(archive, ROOT, keep=False).findings if f.severity == "error"]
    left = {mark.line + 1 for mark in marks(file.read_text("utf-8")) if mark.lacks_value}
    assert [f.format() for f in errors if f.path.startswith("briefings/") and f.line not in left] == []
    assert [f.format() for f in errors if not f.path.startswith("briefings/")] == []


def test_a_record_that_was_begun_gets_what_it_lacks(archive: Path, run: Run) -> None:
    article = next(path for path in ARTICLES if path.stem == "an-giang-thanh-pho-2021")
    entity = "2021-05-07-giao-ban-bat-thuong"
    begun = run("new", "briefing", "--id", entity, "--title", "Giao ban bất thường", "--kind", "briefing", "--level", "central",
                "--date", "2021-05-07", "--time", "afternoon", "--chair", "Phạm Minh Chính",
                "--source-publisher", "Báo A")  # fmt: skip
    assert f"giaoban draft {entity} --from" in begun.output
    file = archive / "briefings" / "2021" / f"{entity}.md"
    before, there = file.read_text("utf-8"), files(archive)
    result = run("draft", entity, "--from", str(article))
    assert result.exit_code == 0, result.output
    assert "Điền thêm: period, host, venue, provinces, resolutions, tasks, figures." in result.output
    text = file.read_text("utf-8")
    # What the editor has written stands as it stood, in its order; the article says another time and other people.
    rest = iter(text.splitlines())
    assert all(line in rest for line in before.splitlines())
    assert "connection_points: 11" in text
    assert "## Nhiệm vụ" in text
    assert marks(text)
    assert files(archive).keys() - there.keys() == {"organizations/ban-to-chuc-tinh-uy-an-giang.yml"}
    again = run("draft", entity, "--from", str(article))
    assert "Điền thêm: không có gì." in again.output
    assert file.read_text("utf-8") == text


def test_only_who_the_added_keys_name_gets_a_record(archive: Path, run: Run, tmp_path: Path) -> None:
    article = tmp_path / "bai.txt"
    article.write_text(
        "Giao ban công tác tổ chức xây dựng Đảng quý I\n\n"
        "Ngày 7/5/2021, tại Hà Nội, Ban Tổ chức Trung ương tổ chức hội nghị giao ban. "
        "Đồng chí Lê An, Phó Trưởng Ban Tổ chức Trung ương chủ trì hội nghị.\n\n"
        "Phát biểu chỉ đạo hội nghị, đồng chí Lê Anh, Trưởng Ban Tổ chức Trung ương yêu cầu thực hiện một số nhiệm vụ:\n\n"
        "1. Tiếp tục rà soát đội ngũ cán bộ.\n\n2. Đẩy mạnh công tác kiểm tra, giám sát.\n",
        encoding="utf-8",
    )
    run("new", "briefing", "--id", "2021-05-07-hop", "--title", "Giao ban", "--kind", "briefing", "--level", "central",
        "--date", "2021-05-07", "--chair", "Phạm Minh Chính", "--source-publisher", "Báo A")  # fmt: skip
    result = run("draft", "2021-05-07-hop", "--from", str(article))
    assert "tasks" in result.output.partition("Điền thêm: ")[2]
    # The people stay those that the editor has named; of the others only who set the task is needed.
    assert "by: le-anh" in (archive / "briefings/2021/2021-05-07-hop.md").read_text("utf-8")
    assert (archive / "leaders/le-anh.yml").is_file()
    assert not (archive / "leaders/le-an.yml").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["chua-co", "--from", "ARTICLE"], "không có bản ghi nào mang mã “chua-co”"),
        (["chua-co", "--from", "ARTICLE", "--json"], "bỏ --json và --into"),
        (["2018-12-03-giao-ban-thang-12-2018", "--from", "khong-co.txt"], "missing-file"),
        ([], "cần một bài báo"),
    ],
)
def test_what_cannot_be_filled_in_is_said(archive: Path, run: Run, arguments: list[str], says: str) -> None:
    there = files(archive)
    result = run("draft", *[str(ARTICLES[0]) if a == "ARTICLE" else a for a in arguments])
    assert result.exit_code > 0
    assert says in result.output
    assert files(archive) == there


def test_every_place_is_settled_and_the_draft_is_done(archive: Path, run: Run) -> None:
    article = next(path for path in ARTICLES if path.stem == "danh-so-bac-kan-2021")
    file = drafted(archive, article)
    early = run("draft", "--done", file.stem)
    assert early.exit_code == 1
    assert "còn trống" in early.output
    count = sum(mark.is_open for mark in marks(file.read_text("utf-8")))
    # What has a value is kept; all else is written.
    given = []
    for mark in marks(file.read_text("utf-8")):
        if mark.is_open:
            given += ["s", f"Lời của mình {mark.line}"] if mark.lacks_value else ["x", "g"]
    result = run("review", file.stem, "--from", str(article), given="\n".join(given) + "\n")
    assert result.exit_code == 0, result.output
    assert f"[còn {count}]" in result.output
    assert "Bài viết: “" in result.output
    assert "Gõ một chữ: g giữ" in result.output
    assert not any(mark.is_open for mark in marks(file.read_text("utf-8")))
    done = run("draft", "--done", file.stem)
    assert done.exit_code == 0, done.output
    text = file.read_text("utf-8")
    assert marks(text) == []
    assert "Lời của mình" in text
    assert f"hop/{file.stem}/" in (archive / "urls.txt").read_text("utf-8")
    assert "địa chỉ mới vào" in done.output


DRAFT = """---
id: 2024-hop
title: Họp  # cần xem lại: tiêu đề đặt tự động
kind: briefing
level: central
date: 2024
# period:  # cần xem lại: bài không cho biết
people:
  - leader: thai-bao  # ký tự 1–5: Thái Bảo; cần xem lại: bản ghi mới
    part: chair  # ký tự 1–5: chủ trì
tasks:
  - id: t1
    text:  # cần xem lại: tóm tắt ký tự 6–9 bằng lời của mình
    due: 2024-05
  - id: t2
    text:  # cần xem lại: tóm tắt ký tự 6–9 bằng lời của mình
sources:
  - id: s1
    title: Bài
---

<!-- cần xem lại: viết tóm tắt bằng lời của mình, không chép câu của bài. -->

## Nhiệm vụ

<!-- ký tự 6–9 -->
"""


TEXT = "    text:  # cần xem lại: tóm tắt ký tự 6–9 bằng lời của mình"
SUMMARY = "<!-- cần xem lại: viết tóm tắt bằng lời của mình, không chép câu của bài. -->"


@pytest.mark.parametrize(
    ("answers", "changed"),
    [
        ("s\nHọp báo: số 1\nt", [("title: Họp  # cần xem lại: tiêu đề đặt tự động", 'title: "Họp báo: số 1"')]),
        ("l\ns\n2024-5\n2024-05\nt", [("# period:  # cần xem lại: bài không cho biết", "period: 2024-05")]),
        ("l\nb\nt", [("# period:  # cần xem lại: bài không cho biết\n", "")]),
        ("l\nl\nb\nt", [(DRAFT[DRAFT.index("people:"):DRAFT.index("tasks:")], "")]),
        ("l\nl\nl\nb\nb\nt", [(DRAFT[DRAFT.index("tasks:"):DRAFT.index("sources:")], "")]),
        ("l\nl\nl\ng\ns\nLàm.\nt", [(f"{TEXT}\n    due", "    text: Làm.\n    due")]),
        ("l\nl\nl\nl\nl\ns\nTóm tắt.\nt", [(SUMMARY, "Tóm tắt.")]),
    ],
)  # fmt: skip
def test_an_answer_changes_its_place_alone(
    archive: Path, run: Run, answers: str, changed: list[tuple[str, str]]
) -> None:
    file = archive / "briefings/2024/2024-hop.md"
    file.write_text(DRAFT, "utf-8")
    result = run("review", "2024-hop", given=f"{answers}\n")
    assert result.exit_code == 0, result.output
    wanted = DRAFT
    for old, new in changed:
        assert old in wanted
        wanted = wanted.replace(old, new, 1)
    assert file.read_text("utf-8") == wanted


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (("review", "khong-co"), "không có bản ghi nào mang mã “khong-co”"),
        (("review", "2024-hop", "--from", "/khong/co.txt"), "không có tệp này"),
        (("draft", "--done", "khong-co"), "không có bản ghi nào mang mã “khong-co”"),
        (("draft", "--done", "2024-hop"), "“text” còn trống"),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_told(archive: Path, run: Run, call: tuple[str, ...], said: str) -> None:
    (archive / "briefings/2024/2024-hop.md").write_text(DRAFT, "utf-8")
    before = files(archive)
    result = run(*call)
    assert (result.exit_code, said in result.output) == (1, True), result.output
    assert files(archive) == before
