"""The preview's host on the wire: what it refuses, where it leads, and that it answers all who ask at once."""

from __future__ import annotations

import contextlib
import http.client
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

from giaoban.build.settings import Options
from giaoban.preview.builds import News, SiteFolder, State
from giaoban.preview.host import Host
from giaoban.preview.pages import Pages
from giaoban.preview.serve import let_open_many

SITE_URL = "https://example.org/kho/"
SECRET = b"not for anybody"


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    """A small site, with a secret beside its folder."""
    (tmp_path / "secret.txt").write_bytes(SECRET)
    folder = tmp_path / "site"
    (folder / "hop" / "x").mkdir(parents=True)
    for name in ("index.html", "hop/x/index.html", "404.html", "sw.js", "robots.txt"):
        (folder / name).write_text(f"<body>{name}</body>", encoding="utf-8")
    (tmp_path / "content").mkdir()
    site, news = SiteFolder(folder), News()
    news.tell(State(is_older=False))
    options = Options(ROOT, tmp_path / "content", tmp_path, SITE_URL)
    with Host(site, Pages(options, site, news, "/kho/"), 0, "/kho/") as host:
        host.server_activate()
        threading.Thread(target=host.serve_forever, daemon=True).start()
        yield host
        host.shutdown()


def ask(host: Host, path: str, **headers: str) -> tuple[int, bytes, str]:
    """Status, body and location, for a path that is sent just as it is."""
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", host.server_port, timeout=60)) as connection:
        connection.putrequest("GET", path, skip_host=True)
        for name, value in {"Host": "localhost", **headers}.items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["ETag"] is answer.headers["Last-Modified"] is None
        return answer.status, answer.read(), answer.headers["Location"] or ""


@pytest.mark.parametrize(
    "path",
    [
        "/kho/../secret.txt",
        "/kho/..%2fsecret.txt",
        "/kho/%2e%2e/secret.txt",
        "/kho/%2e%2e%2fsecret.txt",
        "/kho/hop/..%5c..%5csecret.txt",
        "/kho//etc/passwd",
        "/kho/%00",
        "/kho/index.html%00.txt",
        "/kho/hop/x/%00/",
        "/kho/.xem-thu/../secret.txt",
        "/kho/.xem-thu/preview.css/..",
        "/kho/C:/secret.txt",
        "/kho/" + "x" * 3000,
        "/kho/%ff%fe/",
        "/kho/%252e%252e/secret.txt",
    ],
)
def test_hostile_paths_are_refused(host: Host, path: str) -> None:
    status, body, _ = ask(host, path)
    assert status == 404
    assert SECRET not in body


@pytest.mark.parametrize("path", ["/", "/hop/x/", "//example.com/x", "http://[/", "/../secret.txt"])
def test_outside_its_path_the_host_leads_into_it(host: Host, path: str) -> None:
    status, body, location = ask(host, path)
    assert (status, body) == (302, b"")
    assert location.startswith("/kho/")
    assert not location.startswith("/kho//")


def test_a_folder_is_led_to_and_its_query_kept(host: Host) -> None:
    assert ask(host, "/kho/hop/x?q=1") == (302, b"", "/kho/hop/x/?q=1")
    assert ask(host, "/kho/hop/x/?q=1")[0] == 200
    assert b"xt-strip" in ask(host, "/kho/hop/x/index.html")[1]


def test_there_is_no_worker(host: Host) -> None:
    assert ask(host, "/kho/sw.js")[0] == 404
    assert ask(host, "/kho/robots.txt")[0] == 200


def test_no_answer_says_that_nothing_has_changed(host: Host) -> None:
    headers = {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT", "If-None-Match": "*"}
    assert ask(host, "/kho/", **headers)[0] == 200


def test_what_goes_wrong_with_what_is_added_is_told(host: Host, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("một hai")

    monkeypatch.setattr(Pages, "page", broken)
    status, body, _ = ask(host, "/kho/")
    assert status == 500
    assert "một hai" in body.decode()


def test_all_of_many_who_ask_at_once_are_answered(host: Host) -> None:
    let_open_many()
    sockets = [socket.create_connection(("127.0.0.1", host.server_port), timeout=60) for _ in range(500)]
    for one in sockets:
        one.sendall(b"GET /kho/hop/x/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
    answers = []
    for one in sockets:
        with one, one.makefile("rb") as stream:
            answers.append(stream.readline())
    assert answers == [b"HTTP/1.1 200 OK\r\n"] * 500
