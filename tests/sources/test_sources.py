"""`giaoban keep-source` and `verify-sources`, against a web and an archive of our own."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from giaoban.check import clock
from giaoban.cli import main
from giaoban.records.files import SourceFile
from giaoban.records.load import load, parse_file
from giaoban.sources import command, web
from giaoban.sources.command import sources_of, with_keys

MEETING = "briefings/2024/2024-10-15-giao-ban-thang-10-2024.md"
ARTICLE = "<html><body><nav>Trang chủ</nav><article><h1>Giao ban tháng 10</h1>" + (
    "<p>Hội nghị giao ban tháng 10 bàn về hồ sơ của tỉnh Núi Trăng và việc ghi chép ở tỉnh Sông Mây.</p>" * 4
) + "</article></body></html>"  # fmt: skip


class Web:
    """Pages by path; what is not there is gone. ``/save/…`` makes a snapshot."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {"/bai": ARTICLE}
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path.startswith("/save/"):
                    self.send_response(200)
                    self.send_header("Content-Location", f"/web/20261126000000/{self.path.removeprefix('/save/')}")
                    self.end_headers()
                    return
                page = outer.pages.get(self.path)
                self.send_response(404 if page is None else 200)
                self.end_headers()
                self.wfile.write((page or "").encode())

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def site() -> Iterator[Web]:
    found = Web()
    thread = threading.Thread(target=found.server.serve_forever)
    thread.start()
    yield found
    found.server.shutdown()
    found.server.server_close()
    thread.join()


@pytest.fixture
def record(content: Path, site: Web) -> Path:
    """The meeting whose first source lies on our web, and no other source of the archive on any."""
    for file in content.rglob("*"):
        if file.is_file() and file.suffix in {".md", ".yml"}:
            text = file.read_text("utf-8")
            file.write_text(
                re.sub(r'"https?://bao\.example/(?!giao-ban-10")[^"]*"', f'"{site.address}/bai"', text), "utf-8"
            )
    place = content / MEETING
    place.write_text(
        place.read_text("utf-8").replace("https://bao.example/giao-ban-10", f"{site.address}/bai"), "utf-8"
    )
    return place


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_day_hash_and_snapshot_are_written_into_the_source_and_nothing_else(
    content: Path, record: Path, site: Web
) -> None:
    before = record.read_text("utf-8")
    result = run("keep-source", MEETING, "--content", content, "--archive", site.address)
    assert result.exit_code == 0, result.output
    assert "s1: đã ghi ngày đọc" in result.output
    text = record.read_text("utf-8")
    [(_, source), *_] = sources_of(parse_file(SourceFile(MEETING, "briefing", record.read_bytes())))
    assert source["accessed"] == clock.today().isoformat()
    assert source["sha256"] == command.digest_of_words(ARTICLE.encode())
    assert source["archived"] == f"{site.address}/web/20261126000000/{site.address}/bai"
    added = rf", sha256: {source['sha256']}, archived: \"{re.escape(source['archived'])}\""
    assert re.sub(added, "", text) == re.sub(r"(?<=accessed: )2026-01-05", source["accessed"], before, count=1)
    assert "hồ sơ của tỉnh" not in text.replace(before, "")
    assert run("check", "--content", content).exit_code == 0


def test_the_text_that_an_editor_has_counts_whatever_its_blanks_and_letters(
    tmp_path: Path, content: Path, record: Path
) -> None:
    article = tmp_path / "bài.txt"
    article.write_text("Hội nghị giao ban tháng 10\r\n\r\n  bàn về nhiều việc của tỉnh Núi Trăng.\n", "utf-8")
    result = run("keep-source", MEETING, "--content", content, "--source", "s1", "--from", article, "--archive", "")
    assert result.exit_code == 0, result.output
    assert command.digest_of_words(
        "Hội nghị giao ban tháng 10 bàn về nhiều việc của tỉnh Núi Trăng.".encode()
    ) in record.read_text("utf-8")


def test_without_a_network_it_says_so_and_succeeds(content: Path, record: Path, site: Web) -> None:
    before = record.read_bytes()
    site.server.shutdown()
    site.server.server_close()
    kept = run("keep-source", MEETING, "--content", content, "--archive", site.address)
    assert (kept.exit_code, record.read_bytes()) == (0, before)
    assert "chạy lại khi có mạng" in kept.output
    looked = run("verify-sources", MEETING, "--content", content)
    assert looked.exit_code == 0
    assert "1 không hỏi được" in looked.output


class Proxy:
    """A proxy that lets nobody through, and counts who asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append(self.path)
                self.send_response(403)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def do_CONNECT(self) -> None:
                self.do_GET()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[Proxy]:
    """What every address of the web is asked through."""
    found = Proxy()
    thread = threading.Thread(target=found.server.serve_forever)
    thread.start()
    for name in ("http_proxy", "https_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{found.server.server_port}")
    monkeypatch.delenv("no_proxy", raising=False)
    yield found
    found.server.shutdown()
    found.server.server_close()
    thread.join()


def with_sources(content: Path, addresses: list[str]) -> None:
    """Give a leader so many sources more."""
    sources = "".join(f'  - {{id: s{i}, url: "{address}"}}\n' for i, address in enumerate(addresses, 1))
    file = content / "leaders" / "le-thi-gia-dinh.yml"
    file.write_text(re.sub(r"(?s)sources:.*", "", file.read_text("utf-8")) + f"sources:\n{sources}", "utf-8")


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_where_a_proxy_refuses_everything_only_a_few_are_asked(content: Path, proxy: Proxy, scheme: str) -> None:
    with_sources(content, [f"{scheme}://bao-{i % 30}.example/{i}" for i in range(90)])
    result = run("verify-sources", "leaders/le-thi-gia-dinh.yml", "--content", content)
    assert result.exit_code == 0
    assert re.fullmatch(
        r"Không có mạng \(.*403.*\): 8 trang đầu, .* đều không hỏi được\. .* chạy lại\.\n", result.output
    )
    assert len(proxy.asked) == 8


def test_one_host_that_answers_means_that_there_is_a_network(content: Path, site: Web) -> None:
    dead = [f"http://127.0.0.{i}:1/{n}" for i in range(2, 9) for n in range(3)]
    with_sources(content, [*dead, f"{site.address}/bai", f"{site.address}/khac"])
    result = run("verify-sources", "leaders/le-thi-gia-dinh.yml", "--content", content)
    assert "1 trang còn đó, 1 đã mất, 0 đã khác, 21 không hỏi được." in result.output


def test_a_host_is_asked_for_two_pages_at_once_and_no_more(content: Path, site: Web) -> None:
    lock, both, now, most = threading.Lock(), threading.Barrier(2, timeout=20), [0], [0]

    class Pages(dict[str, str]):
        def get(self, path: str, default: object = None) -> str:  # type: ignore[override]
            with lock:
                now[0] += 1
                most[0] = max(most[0], now[0])
            # The first tells whether there is a network; then two wait for each other, and only go on when asked at once.
            if path != "/0":
                both.wait()
            with lock:
                now[0] -= 1
            return ARTICLE

    site.pages = Pages()
    with_sources(content, [f"{site.address}/{i}" for i in range(13)])
    result = run("verify-sources", "leaders/le-thi-gia-dinh.yml", "--content", content)
    assert "13 trang còn đó" in result.output
    assert most == [2]


def test_pages_that_are_gone_or_changed_are_noted(content: Path, record: Path, site: Web) -> None:
    run("keep-source", MEETING, "--content", content, "--archive", "")
    assert "đã mất, 0 đã khác" in run("verify-sources", MEETING, "--content", content).output
    site.pages["/bai"] = ARTICLE.replace("<nav>Trang chủ", "<nav>Mục khác")
    assert "0 đã khác" in run("verify-sources", MEETING, "--content", content).output
    site.pages["/bai"] = ARTICLE.replace("hồ sơ", "việc khác")
    changed = run("verify-sources", MEETING, "--content", content)
    assert changed.exit_code == 0
    assert re.search(rf"{MEETING}:\d+:\d+ warning\[source-changed\] trang nguồn khác bài từng đọc", changed.output)
    del site.pages["/bai"]
    gone = run("verify-sources", "--content", content)
    assert gone.exit_code == 0
    assert "warning[source-gone] trang nguồn không còn (máy chủ trả lời 404)" in gone.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([MEETING, "--source", "s9"], "không có nguồn s9"),
        (["leaders/le-thi-gia-dinh.yml", "--from", "x.txt"], "--from là bài của một nguồn"),
        (["khong-co.md"], "không có tệp “khong-co.md”"),
        ([MEETING, "--source", "s9"], "các nguồn có: s1"),
    ],
)
def test_wrong_calls_are_told(content: Path, arguments: list[str], said: str) -> None:
    result = run("keep-source", *arguments, "--content", content, "--archive", "")
    assert result.exit_code == 2
    assert said in result.output


def test_keys_come_to_their_place_in_lines_too() -> None:
    text = "id: a\nname: A\nsources:\n  - id: s1\n    title: >-\n      Hai\n      dòng\n    note: Chú.  # x\n"
    file = SourceFile("leaders/a.yml", "leader", text.encode())
    got = with_keys(file, ("sources", 0), {"accessed": "2026-11-26", "sha256": "0" * 64})
    assert got.decode() == text.replace("    note:", f"    accessed: 2026-11-26\n    sha256: {'0' * 64}\n    note:")
    again = SourceFile("leaders/a.yml", "leader", got)
    assert not load(again).findings
    assert with_keys(again, ("sources", 0), {"accessed": "2026-11-27"}) == got.replace(b"-26", b"-27")


def test_only_the_web_is_asked() -> None:
    assert web.fetch("file:///etc/passwd").state == "unreachable"
    assert web.fetch("http://[x").state == "unreachable"
