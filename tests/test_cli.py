"""The command line on wrong input: it says what is wrong, in words that help, and never with a traceback."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from giaoban.cli import main

ROOT = Path(__file__).resolve().parent.parent
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run ``giaoban`` in this process, building into a folder of the test's own."""
    monkeypatch.delenv("SITE_URL", raising=False)

    def call(*arguments: str | Path, env: dict[str, str] | None = None) -> Result:
        given = [str(a) for a in arguments]
        if given[0] == "build" and "--build" not in given:
            given += ["--build", str(tmp_path / "out")]
        return CliRunner().invoke(main, given, env=env)

    return call


def refused(result: Result, *words: str) -> None:
    """Assert a non-zero exit without a traceback, and these words in what was printed."""
    assert result.exit_code not in (0, None), result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    assert "Traceback" not in result.output
    for word in words:
        assert word in result.output


@pytest.mark.parametrize("command", ["build", "check", "coverage"])
def test_a_folder_that_is_not_there(run: Run, tmp_path: Path, command: str) -> None:
    refused(run(command, "--content", tmp_path / "none"), "không có thư mục", str(tmp_path / "none"))
    assert not (tmp_path / "out" / "site").exists()


def test_a_build_shows_some_warnings_of_each_rule_and_the_check_all(run: Run, content: Path) -> None:
    record = content / "briefings/2024/2024-10-15-giao-ban-thang-10-2024.md"
    record.write_text(record.read_text("utf-8") + "".join(f"\n# Đề {n}\n\nMột đoạn.\n" for n in range(14)), "utf-8")
    built, checked = run("build", "--content", content).output, run("check", "--content", content).output
    assert (built.count("warning[heading-level]"), checked.count("warning[heading-level]")) == (10, 14)
    assert "Còn 4 cảnh báo cùng loại, xem hết bằng giaoban check." in built
    assert "14 cảnh báo" in built
    assert "cùng loại" not in checked


@pytest.mark.parametrize("command", ["build", "check", "coverage"])
def test_a_file_where_a_folder_belongs(run: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    refused(run(command, "--content", tmp_path / "file"), "--content", str(tmp_path / "file"))


@pytest.mark.parametrize("command", [["serve"], ["build", "--serve"]])
def test_no_preview_of_a_folder_that_is_not_there(run: Run, tmp_path: Path, command: list[str]) -> None:
    refused(run(*command, "--content", tmp_path / "khong-co", "--port", "0"), "--content", "khong-co")


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder that nobody may write to")
def test_a_place_where_nothing_can_be_written(run: Run, content: Path) -> None:
    refused(run("build", "--content", content, "--build", "/proc/self/out"), "Không dựng được", "/proc/self/out")


@pytest.mark.parametrize(
    "arguments",
    [["frobnicate"], ["check", "--contents", "x"], ["build", "--port", "http"], ["bench", "build"]],
)
def test_a_wrong_word_names_itself(run: Run, arguments: list[str]) -> None:
    refused(run(*arguments), next(a for a in arguments if a in {"frobnicate", "--contents", "--port", "bench"}))


WRONG_ADDRESSES = ["ftp://example.org/", "example.org", "https://", "https://a b/", 'https://x/"><b>', "http://[::1"]


@pytest.mark.parametrize("address", [*WRONG_ADDRESSES, "https://x/?q=1", "https://x/#y", "javascript:alert(1)"])
def test_an_address_that_cannot_be_the_sites(run: Run, content: Path, address: str) -> None:
    refused(run("build", "--content", content, env={"SITE_URL": address}), "SITE_URL", address, "https://")
    refused(run("build", "--content", content, "--site-url", address), address)


@pytest.mark.parametrize("code_page", ["cp1258", "cp1252", "cp437", "ascii"])
def test_what_is_said_is_utf8_whatever_the_code_page(content: Path, code_page: str) -> None:
    environment = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": code_page}
    (content / "series.yml").write_text("series: [{id: ẩn-số, name: 'Ẩn số “một” – Ộ'}]\n", encoding="utf-8")
    for command in (
        ["check", "--content", str(content)],
        ["--help"],
        ["không-có-lệnh-này"],
        ["check", "--content", "/ổ"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "giaoban", *command], env=environment, cwd=ROOT, capture_output=True, check=False
        )
        said = (done.stdout + done.stderr).decode("utf-8")
        assert "Traceback" not in said
        assert done.returncode == (0 if command == ["--help"] else 2 if command[0].startswith("k") else 1), said
        assert any(word in said for word in ("không", "lưu trữ", "không-có-lệnh-này")), said


def test_an_error_in_a_record_is_placed_and_nothing_is_published(run: Run, content: Path, tmp_path: Path) -> None:
    record = next(iter(sorted((content / "briefings").rglob("*.md"))))
    text = record.read_text(encoding="utf-8")
    record.write_text(re.sub(r"^level: .*$", "level: centrol", text, flags=re.MULTILINE), encoding="utf-8")
    line = text[: text.index("\nlevel: ")].count("\n") + 2
    for command in ("check", "coverage", "build"):
        result = run(command, "--content", content)
        refused(result, f"{record.name}:{line}:8 error[wrong-value]", "Có phải “central” không?", "1 lỗi")
    assert not (tmp_path / "out" / "site").exists()


def test_a_good_archive_is_built_for_the_address_given(run: Run, content: Path, tmp_path: Path) -> None:
    result = run("build", "--content", content, env={"SITE_URL": "https://example.org/giao-ban"})
    assert result.exit_code == 0, result.output
    home = (tmp_path / "out" / "site" / "index.html").read_text(encoding="utf-8")
    assert 'rel="canonical" href="https://example.org/giao-ban/"' in home
    assert run("check", "--content", content).exit_code == 0


def test_what_is_incomplete_is_counted_listed_on_request_and_stops_nothing(run: Run, content: Path) -> None:
    counted = "Không có lỗi. 2 văn bản còn thiếu dữ kiện: giaoban check --incomplete\n"
    assert run("check", "--content", content).output == counted
    listed = run("check", "--content", content, "--incomplete").output
    assert len(re.findall(r"^\S+:1:5 warning\[incomplete\]", listed, re.MULTILINE)) == 2
    built = run("build", "--content", content)
    assert built.exit_code == 0
    assert counted in built.output
    assert "[incomplete]" not in built.output
    series = content / "series.yml"
    series.write_text(series.read_text("utf-8").replace("host: tinh-uy-song-may", "host: khong-co"), "utf-8")
    result = run("check", "--content", content)
    refused(result, "1 lỗi. 2 văn bản còn thiếu dữ kiện", "error[unknown-organization]")


def test_coverage_is_text_or_data(run: Run, content: Path) -> None:
    result = run("coverage", "--content", content)
    assert result.exit_code == 0, result.output
    assert result.output.startswith("Độ phủ của kho: 2 cuộc họp\n")
    data = json.loads(run("coverage", "--content", content, "--json").output)
    assert data["meetings"] == 2
    assert data["resolutions"]["kh-902-tw-k90"] == ["title"]


def test_a_clean_archive_says_so(run: Run, content: Path) -> None:
    for name, more in (("kh-902-tw-k90", ""), ("qd-903-tu-song-may", "date: 2024-02-03\n")):
        record = content / "resolutions" / f"{name}.yml"
        record.write_text(record.read_text("utf-8").replace("title_as_cited:", f"{more}title:"), "utf-8")
    result = run("check", "--content", content)
    assert (result.exit_code, result.output) == (0, "Không có lỗi.\n")


def test_a_busy_port_is_named(content: Path, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "giaoban", "build", "--serve", "--port", port]
        places = ["--content", str(content), "--build", str(tmp_path / "out")]
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
        done = subprocess.run(
            [*command, *places], capture_output=True, text=True, check=False, timeout=120, env=environment
        )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert port in done.stderr
    assert "--port" in done.stderr


def test_help_is_vietnamese_and_complete(run: Run) -> None:
    for name, command in main.commands.items():
        text = run(name, "--help").output
        assert command.help
        assert command.help.split(".")[0] in " ".join(text.split())
        for parameter in command.params:
            if parameter.param_type_name == "option":
                assert parameter.help, (name, parameter.name)  # type: ignore[attr-defined]


@pytest.mark.skipif(os.name == "nt", reason="closes streams as a shell of Unix does")
@pytest.mark.parametrize(
    ("closed", "command", "code"),
    [
        (">&-", "explain wrong-value", 0),
        ("2>&-", "explain wrong-value", 0),
        (">&- 2>&-", "explain none-such", 2),
        ("<&-", "new leader", 1),
        ("<&-", "draft -", 1),
        ("<&- >&- 2>&-", "explain", 0),
    ],
)
def test_a_stream_that_was_closed_before_is_empty_or_read_by_nobody(closed: str, command: str, code: int) -> None:
    """Tasks run by a scheduler have such streams; the command does its work and ends as it would elsewhere."""
    line = f'exec "{sys.executable}" -m giaoban {command} {closed}'
    done = subprocess.run(["sh", "-c", line], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert done.returncode == code, done.stderr


@pytest.mark.parametrize(
    "call", [("build", "--build"), ("export", "--to"), ("publish", "--to"), ("serve", "--build")], ids=" ".join
)
def test_nothing_that_is_made_goes_among_the_records(run: Run, call: tuple[str, str]) -> None:
    """The next check would take every file of it for a record, and nothing could be built any more."""
    refused(run(*call, ROOT / "content" / "trang"), "thư mục bản ghi")
    assert not (ROOT / "content" / "trang").exists()


def test_a_place_where_nothing_can_be_published_is_told_in_vietnamese(run: Run, tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("x", encoding="utf-8")
    refused(run("publish", "--to", tmp_path / "tep"), "là một tệp, cần một thư mục")
    refused(run("publish", "--to", "s3://"), "thiếu tên kho")
    refused(run("search"), "thiếu CHỮ…")


def test_help_speaks_vietnamese_throughout() -> None:
    """Names of options, of formats and of what is written in capitals for a value are no words of a sentence."""

    def every(command: click.Command, path: list[str]) -> Iterator[list[str]]:
        yield path
        if isinstance(command, click.Group):
            context = click.Context(command)
            for name in command.list_commands(context):
                if (inner := command.get_command(context, name)) is not None:
                    yield from every(inner, [*path, name])

    english = re.compile(
        r"\b(?:Usage|Options|Commands|Show|message|exit|default|required|DIRECTORY|TEXT|INTEGER|RANGE|ARGS)\b"
    )
    for path in every(main, []):
        result = CliRunner().invoke(main, [*path, "--help"])
        assert result.exit_code == 0
        assert english.findall(result.output) == [], result.output
        assert "Cách dùng: " in result.output
