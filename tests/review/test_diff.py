"""``giaoban diff``: what a change does, said at home and on a pull request."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from giaoban.review import command
from giaoban.review.diff import code_span

FIRST = "briefings/2024/2024-10-15-giao-ban-thang-10-2024.md"

Run = Callable[..., Result]
Git = Callable[..., str]


def edit(content: Path, path: str, old: str, new: str) -> None:
    text = (content / path).read_text("utf-8")
    assert old in text
    (content / path).write_text(text.replace(old, new), "utf-8")


def section(text: str, title: str) -> list[str]:
    found = re.search(rf"^### {title}: \d+\n\n((?:- .*\n)+)", text, re.MULTILINE)
    return [line[2:] for line in found[1].splitlines()] if found else []


def test_nothing_changed(run: Run, content: Path, git: Git) -> None:
    result = run("diff", "HEAD", "--content", content)
    assert result.exit_code == 0, result.output
    assert "Không bản ghi nào đổi." in result.output
    assert "### Kiểm tra: không có lỗi" in result.output
    assert "| cuộc họp | 2 | 2 |" in result.output


def test_all_that_a_change_does(run: Run, content: Path, git: Git) -> None:
    edit(content, FIRST, "value: 107", "value: 108")
    edit(content, FIRST, "period: 2024-10\n", "period: 2024-10\ntime: morning\n")
    edit(content, FIRST, "{resolution: qd-903-tu-song-may,", "{resolution: kh-902-tw-k90,")
    (content / "leaders" / "tran-van-moi.yml").write_text("id: tran-van-moi\nname: Trần `@moi`\n", "utf-8")
    (content / "leaders" / "le-thi-gia-dinh.yml").rename(content / "leaders" / "le-gia-dinh.yml")
    edit(content, "leaders/le-gia-dinh.yml", "id: le-thi-gia-dinh", "id: le-gia-dinh")
    (content / "redirects.yml").write_text("/lanh-dao/le-thi-gia-dinh/: /lanh-dao/le-gia-dinh/\n", "utf-8")
    result = run("diff", "HEAD", "--content", content)
    assert result.exit_code == 1
    text = result.output
    assert section(text, "Bản ghi thêm") == [
        "Lãnh đạo `le-gia-dinh`: `Lê Thị Giả Định`",
        "Lãnh đạo `tran-van-moi`: `Trần '@moi'`",
    ]
    [changed] = section(text, "Bản ghi sửa")
    assert "`2024-10-15-giao-ban-thang-10-2024`" in changed
    assert changed.endswith("(buổi họp, văn bản, số liệu 2)")
    assert section(text, "Bản ghi không còn") == ["Lãnh đạo `le-thi-gia-dinh`: `Lê Thị Giả Định`"]
    assert section(text, "Địa chỉ mới") == ["`/lanh-dao/le-gia-dinh/`", "`/lanh-dao/tran-van-moi/`"]
    assert section(text, "Địa chỉ đã dời") == ["`/lanh-dao/le-thi-gia-dinh/` → `/lanh-dao/le-gia-dinh/`"]
    assert section(text, "Địa chỉ mất") == []
    assert section(text, "Trích dẫn thêm") == ["`2024-10-15-giao-ban-thang-10-2024` → `kh-902-tw-k90`"]
    assert re.search(
        r"^- lỗi `briefings/.*` `unknown-leader`: `không có lãnh đạo “le-thi-gia-dinh”`", text, re.MULTILINE
    )


def test_findings_that_were_there_before_are_not_told_again(run: Run, content: Path, git: Git) -> None:
    edit(content, FIRST, "topics: [sap-xep-to-chuc,", "topics: [sap-xep,")
    git("commit", "-qam", "Sai từ trước")
    edit(content, FIRST, "period: 2024-10\n", "period: 2024-10\ntime: morning\n")
    text = run("diff", "HEAD", "--content", content).output
    assert "### Kiểm tra: 1 lỗi" in text
    assert "unknown-topic" not in text
    edit(content, FIRST, "topics: [sap-xep,", "topics: [sap-xep-to-chuc,")
    assert "Không còn: 1 chỗ đã báo trước đây." in run("diff", "HEAD", "--content", content).output


def test_weight_and_time(run: Run, content: Path, git: Git) -> None:
    (content / "leaders" / "tran-van-moi.yml").write_text("id: tran-van-moi\nname: Trần Văn Mới\n", "utf-8")
    text = run("diff", "HEAD", "--site", "--content", content).output
    weight = re.search(r"^\| tệp của trang \| (\d+) \| (\d+) \|$", text, re.MULTILINE)
    assert weight
    assert int(weight[1]) < int(weight[2])
    assert re.search(r"^\| dựng từ đầu \(giây\) \| \d+\.\d \| \d+\.\d \|$", text, re.MULTILINE)


def test_on_github(run: Run, content: Path, git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(content, FIRST, "topics: [sap-xep-to-chuc,", "topics: [sap-xep,")
    written: dict[Path, bytes] = {}
    monkeypatch.setattr(command, "write", written.__setitem__)
    monkeypatch.setenv("BASE", git("rev-parse", "HEAD"))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    result = run("diff", "--ci", "--content", content)
    assert result.exit_code == 1
    [(path, said)] = written.items()
    assert path.parts[-3:] == ("build", "reports", "change.md")
    assert said.decode() == (tmp_path / "summary.md").read_text("utf-8")
    assert re.search(r"^::error file=\S+,line=\d+,col=\d+,title=unknown-topic::", result.output, re.MULTILINE)
    assert "| tệp của trang |" in said.decode()


def test_what_cannot_be_compared_is_told(run: Run, content: Path, git: Git) -> None:
    assert "git không biết “không-có”" in run("diff", "không-có", "--content", content).output
    assert run("diff", "không-có", "--content", content).exit_code == 2


def test_in_a_shallow_clone_it_is_told_how_to_get_the_rest(run: Run, content: Path, git: Git, tmp_path: Path) -> None:
    root = git("rev-parse", "--show-toplevel")
    git("clone", "-q", "--depth", "1", f"file://{root}", str(tmp_path / "shallow"))
    there = tmp_path / "shallow" / content.resolve().relative_to(root)
    assert "git fetch --unshallow" in run("diff", "HEAD~1", "--content", there).output
    assert "git fetch" not in run("diff", "HEAD~9", "--content", content).output


def test_without_a_revision(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BASE", raising=False)
    result = run("diff")
    assert result.exit_code == 2
    assert "cần một nhánh hay commit" in result.output


@pytest.mark.parametrize("text", ["`", "a`b", "@nguoi", "<img src=x>", "x\n\n# y", "[a](https://x)", "\u202e", ""])
def test_what_records_say_stays_in_its_code_span(text: str) -> None:
    span = code_span(text)
    assert span.startswith("`")
    assert span.endswith("`")
    assert "`" not in span[1:-1]
    assert span.isprintable()
    assert len(span) > 2
