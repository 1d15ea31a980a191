"""``giaoban check``: what is printed, in which order and format, of which files."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from giaoban.build.examine import examine, findings_in

ROOT = Path(__file__).resolve().parent.parent.parent
FIRST = "briefings/2024/2024-10-15-giao-ban-thang-10-2024.md"
SECOND = "briefings/2025/2025-giao-ban-sau-sap-nhap.md"
HEAD = re.compile(r"^(\S+):(\d+):(\d+) (error|warning)\[([a-z-]+)\] (\S.*)$", re.MULTILINE)

Run = Callable[..., Result]


def edit(content: Path, path: str, old: str, new: str) -> None:
    text = (content / path).read_text("utf-8")
    assert old in text
    (content / path).write_text(text.replace(old, new), "utf-8")


def test_an_error_of_form_hides_nothing_else_of_the_same_record(run: Run, content: Path) -> None:
    for old, new in (
        ("kind: briefing", "kind: giao ban"),
        ("date: 2024-10-15", "date: 2024-10-5"),
        ("{leader: le-thi-gia-dinh,", "{leader: tran-van-moi,"),
        ("{resolution: nq-901-tw-k90,", "{resolution: nq-910-tw-k90,"),
        ("topics: [sap-xep-to-chuc,", "topics: [sap-xep,"),
        ("](/tinh/nui-trang/)", "](/tinh/nui-trag/)"),
        ("host: ban-to-chuc-trung-uong", 'host: "ban-to-chuc-trung-uong'),
    ):
        edit(content, FIRST, old, new)
    found = {match[5] for match in HEAD.finditer(run("check", "--content", content).output)}
    assert found >= {
        "wrong-value",
        "invalid-date",
        "unknown-leader",
        "unknown-resolution",
        "unknown-topic",
        "dead-link",
        "missing-quote",
    }


def test_a_mistake_in_a_published_record_does_not_threaten_its_address(run: Run, content: Path) -> None:
    addresses = [
        "/hop/2024-10-15-giao-ban-thang-10-2024/",
        "/nam/2024/",
        "/lanh-dao/le-thi-gia-dinh/",
        "/chu-de/cong-tac-can-bo/",
    ]
    (content / "urls.txt").write_text("".join(f"{a}\n" for a in sorted(addresses)), "utf-8")
    for path, old, new in (
        (FIRST, "level: central", "level: [central"),
        ("leaders/le-thi-gia-dinh.yml", "name: Lê", "nmae: Lê"),
        ("topics.yml", "{id: cong-tac-can-bo, name:", "{id: cong-tac-can-bo, nam:"),
    ):
        edit(content, path, old, new)
    result = run("check", "--content", content)
    assert result.exit_code == 1
    assert "url-lost" not in result.output


def test_findings_stand_by_file_with_line_and_spot_and_errors_last(run: Run, content: Path) -> None:
    edit(content, FIRST, "topics: [sap-xep-to-chuc,", "topics: [sap-xep,")
    edit(content, FIRST, "due: 2024-12", "due: 2014-12")
    edit(content, "leaders/le-thi-gia-dinh.yml", "Lê Thị Giả Định", "Lê\u00a0Thị Giả Định")
    output = run("check", "--content", content).output
    heads = [(Path(m[1]).name, m[4]) for m in HEAD.finditer(output)]
    assert heads == [
        ("le-thi-gia-dinh.yml", "warning"),
        ("2024-10-15-giao-ban-thang-10-2024.md", "warning"),
        ("2024-10-15-giao-ban-thang-10-2024.md", "error"),
    ]
    lines = output.splitlines()
    at = next(i for i, line in enumerate(lines) if "error[unknown-topic]" in line)
    assert lines[at + 1].endswith("│ topics: [sap-xep, cong-tac-can-bo]")
    assert lines[at + 2].index("^") - lines[at + 2].index("│") == len("│ topics: [")
    assert "→" in lines[at + 3]
    assert "1 lỗi, 2 cảnh báo. 2 văn bản còn thiếu dữ kiện: giaoban check --incomplete" in lines


def test_everything_is_printed_to_one_stream(run: Run, content: Path) -> None:
    edit(content, FIRST, "level: central", "level: centrol")
    result = run("check", "--content", content)
    assert result.stderr == ""
    assert "error[wrong-value]" in result.stdout


def test_json_says_the_same(run: Run, content: Path) -> None:
    edit(content, FIRST, "level: central", "level: centrol")
    result = run("check", "--content", content, "--format", "json")
    data = json.loads(result.output)
    assert result.exit_code == 1
    assert data["counts"] == {"error": 1, "warning": 0, "incomplete": 2}
    [finding] = data["findings"]
    assert finding["file"].endswith(FIRST)
    assert (finding["line"], finding["column"], finding["rule"]) == (5, 8, "wrong-value")
    assert finding["hint"]


def test_github_takes_each_finding_as_one_line(run: Run, content: Path) -> None:
    edit(content, FIRST, "level: central", "level: 'a%\tb'")
    lines = run("check", "--content", content, "--format", "github").output.splitlines()
    assert len(lines) == 1
    assert re.match(r"::error file=\S+\.md,line=5,col=8,title=wrong-value::", lines[0])
    assert "%0A" in lines[0]
    assert "a%25" in lines[0]


def test_sarif_has_rules_and_places(run: Run, content: Path) -> None:
    edit(content, FIRST, "level: central", "level: centrol")
    log = json.loads(run("check", "--content", content, "--format", "sarif").output)
    [only] = log["runs"]
    [result] = only["results"]
    assert log["version"] == "2.1.0"
    assert only["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "wrong-value"
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 5, "startColumn": 8}


def test_one_file_can_be_looked_at_by_its_path_from_anywhere(
    run: Run, content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(content, FIRST, "level: central", "level: centrol")
    edit(content, SECOND, "level: central", "level: centrol")
    monkeypatch.chdir(content / "briefings")
    for path in ("2025/2025-giao-ban-sau-sap-nhap.md", SECOND, content / SECOND):
        assert {Path(m[1]).name for m in HEAD.finditer(run("check", "--content", content, path).output)} == {
            Path(SECOND).name
        }
    assert "không có tệp “ở đâu”" in run("check", "--content", content, "ở đâu").output
    assert "không nằm trong" in run("check", "--content", content, tmp_path.parent).output
    # An id in place of a path is told the path.
    assert SECOND in run("check", "--content", content, Path(SECOND).stem).output


def test_since_takes_what_changed_and_all_that_refers_to_it(run: Run, content: Path, git: Callable[..., str]) -> None:
    edit(content, SECOND, "topics: [sap-xep-to-chuc]", "topics: [sap-xep]")
    git("commit", "-qam", "Sai có từ trước")
    unchanged = run("check", "--content", content, "--since", "HEAD")
    assert unchanged.exit_code == 0, unchanged.output
    assert unchanged.output.startswith("Không có lỗi.")
    # A meeting refers to the leader whose file is gone.
    (content / "leaders" / "le-thi-gia-dinh.yml").unlink()
    found = {
        (Path(m[1]).name, m[5]) for m in HEAD.finditer(run("check", "--content", content, "--since", "HEAD").output)
    }
    assert (Path(FIRST).name, "unknown-leader") in found
    assert all(rule != "unknown-topic" for _, rule in found)
    assert "HEAD~1" in run("check", "--content", content, "--since", "không-có").output


def test_english_says_what_and_where(run: Run, content: Path) -> None:
    edit(content, FIRST, "level: central", "level: centrol")
    output = run("check", "--content", content, "--lang", "en").output
    assert re.search(r":5:8 error\[wrong-value\] [a-z ,-]+: “level”, “centrol”$", output, re.MULTILINE)
    assert "see “central”" in output
    assert "1 errors" in output


def test_a_wrong_call_is_told_in_vietnamese(run: Run, content: Path) -> None:
    for arguments, words in (
        (["chek"], "không có lệnh “chek”"),
        (["check", "--formt", "json"], "không có tùy chọn --formt; có phải --format không?"),
        (["check", "--format", "xml"], "“xml” không có trong các giá trị được dùng"),
        (["check", "--since"], "--since cần một giá trị"),
        (["build", "--port", "http"], "“http” không phải một con số"),
        (["build", "--port", "99999"], "nằm ngoài khoảng"),
        (["check", "--content", str(content / "topics.yml")], "là một tệp, cần một thư mục"),
        (["search"], "thiếu"),
        (["explain", "wrong-valeu"], "Có phải “wrong-value” không?"),
    ):
        result = run(*arguments)
        assert result.exit_code == 2, result.output
        assert words in result.output
        assert not re.search(r"Usage|Error|No such|Try '", result.output)


def test_what_is_remembered_is_what_would_be_found_anew(content: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    for name in ("theme", "mkdocs.yml"):
        (root / name).symlink_to(ROOT / name)
    old = time.time() - 60
    for file in content.rglob("*"):
        os.utime(file, (old, old))
    first = findings_in(content, root, keep=True)
    assert first == findings_in(content, root, keep=True) == examine(content, root, keep=False).findings
    edit(content, FIRST, "level: central", "level: centrol")
    assert {f.rule for f in findings_in(content, root, keep=True)} >= {"wrong-value"}
    edit(content, FIRST, "level: centrol", "level: central")
    edit(content, FIRST, "Cuộc họp hư cấu", "Cuộc họp <b>hư cấu</b>")
    warm = findings_in(content, root, keep=True)
    assert warm == examine(content, root, keep=False).findings
    assert "html-in-body" in {f.rule for f in warm}


def test_a_conflict_in_a_written_page_is_named(run: Run, content: Path) -> None:
    (content / "pages").mkdir(exist_ok=True)
    page = content / "pages" / "gioi-thieu.md"
    page.write_text("---\ntitle: A\n---\n\nMột.\n\n<<<<<<< HEAD\nHai.\n=======\nBa.\n>>>>>>> x\n", "utf-8")
    [match] = HEAD.finditer(run("check", "--content", content).output)
    assert (Path(match[1]).name, match[2], match[5]) == ("gioi-thieu.md", "7", "conflict-marker")
