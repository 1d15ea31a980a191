"""Headers: what each host gets is one table, and what servers then really send."""

from __future__ import annotations

import contextlib
import http.client
import json
import re
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import ROOT

from giaoban import headers
from giaoban.cli import main
from giaoban.inspection import measures
from giaoban.inspection.measures import directives
from giaoban.publishing import servers


def test_the_observatory_gives_the_best_grade() -> None:
    assert min(measures.observatory_points(headers.EVERYWHERE).values()) >= 0
    assert measures.observatory_score(headers.EVERYWHERE) == measures.BEST_SCORE == 120  # A+ is 100 and more
    worse = {**headers.EVERYWHERE, "Content-Security-Policy": "default-src 'none'; script-src 'unsafe-inline'"}
    assert measures.observatory_points(worse)["content-security-policy"] < 0
    assert {"Cross-Origin-Opener-Policy", "Permissions-Policy"} <= headers.EVERYWHERE.keys()


def test_the_header_says_what_pages_say_themselves_and_what_they_cannot(site: Path) -> None:
    """A page's own policy and the header's hold together: one that lacked what the other allows would block it."""
    theme = (ROOT / "theme" / "base.html").read_text(encoding="utf-8")
    own = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', theme)
    assert own
    assert own[1] == headers.POLICY
    sent, said = directives(headers.EVERYWHERE["Content-Security-Policy"]), directives(headers.POLICY)
    assert sent.items() - said.items() == {("frame-ancestors", "'none'"), ("worker-src", "'self'")}


def test_hosts_that_read_the_site_find_the_table_in_it(site: Path) -> None:
    text = (site / "_headers").read_text(encoding="utf-8")
    blocks = {block.split("\n")[0]: block.split("\n")[1:] for block in re.split(r"\n(?=/)", text.strip())}
    assert blocks.keys() == {f"/giao-ban/{pattern}" for pattern in ("*", "nhung/*", *headers.KEPT)}
    assert blocks["/giao-ban/*"] == [f"  {name}: {value}" for name, value in headers.EVERYWHERE.items()]
    # What is taken away and what is set make of the headers of all pages those of the page for frames.
    there = dict(headers.EVERYWHERE)
    for line in blocks["/giao-ban/nhung/*"]:
        if line.startswith("  ! "):
            del there[line.removeprefix("  ! ")]
        else:
            name, _, value = line.strip().partition(": ")
            there[name] = value
    assert there == headers.OF_FRAMED
    assert max(map(len, text.splitlines())) < 2000  # what Cloudflare takes


def test_every_file_of_the_site_has_a_type_and_is_asked_for_unless_its_address_says_the_version(site: Path) -> None:
    files = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
    bare = {file for file in files if headers.type_of(file) == "application/octet-stream"}
    assert {file for file in bare if not file.endswith(".bin")} <= {"_headers", ".nojekyll"}
    kept = {file for file in files if headers.cache_control(file) != headers.ASK}
    assert {"tim/dau.bin", "sw.js", "index.html", "assets/version.txt"}.isdisjoint(kept)
    assert all(file.startswith(("tim/m/", "tim/b/", "assets/og/", "assets/v/")) for file in kept)
    assert kept


def test_cloudfront_is_told_in_its_own_form() -> None:
    said = json.loads(CliRunner().invoke(main, ["publish", "--headers", "cloudfront"]).output)
    security = said["SecurityHeadersConfig"]
    assert security["StrictTransportSecurity"]["AccessControlMaxAgeSec"] == 63072000
    assert security["ContentSecurityPolicy"]["ContentSecurityPolicy"] == headers.EVERYWHERE["Content-Security-Policy"]
    custom = {item["Header"]: item["Value"] for item in said["CustomHeadersConfig"]["Items"]}
    assert custom.items() <= headers.EVERYWHERE.items()
    assert said["CustomHeadersConfig"]["Quantity"] == len(custom) == len(headers.EVERYWHERE) - len(security)


def test_only_the_page_for_frames_may_be_framed_and_is_as_strict_otherwise() -> None:
    said, everywhere = (directives(one["Content-Security-Policy"]) for one in (headers.OF_FRAMED, headers.EVERYWHERE))
    assert said.items() - everywhere.items() == {("frame-ancestors", "*")}
    assert everywhere.keys() == said.keys()
    assert headers.EVERYWHERE.keys() - headers.OF_FRAMED.keys() == {"X-Frame-Options"}
    policy = json.loads(CliRunner().invoke(main, ["publish", "--headers", "cloudfront-framed"]).output)
    assert policy["Name"] != json.loads(servers.cloudfront())["Name"]
    security = policy["SecurityHeadersConfig"]
    assert security["ContentSecurityPolicy"]["ContentSecurityPolicy"] == headers.OF_FRAMED["Content-Security-Policy"]
    assert "FrameOptions" not in security
    assert "X-Frame-Options" not in {item["Header"] for item in policy["CustomHeadersConfig"]["Items"]}


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextlib.contextmanager
def running(command: list[str], port: int) -> Iterator[None]:
    """A server, from when it listens until the context ends."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while True:
            assert process.poll() is None, f"{command} ended"
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
        yield
    finally:
        process.terminate()
        process.wait()


def nginx(folder: Path, port: int) -> list[str]:
    http, server = servers.nginx().split("# Trong khối server:\n")
    log = folder / "log"
    inner = server.replace("/FOLDER/current", str(folder / "site"))
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log {log}; user root;\nevents {{}}\nhttp {{ access_log off;\n"
        "types { text/html html; text/css css; text/javascript js; }\n"
        f"{http}\nserver {{ listen 127.0.0.1:{port};\n{inner}\n}} }}\n",
        encoding="utf-8",
    )
    return ["nginx", "-e", str(log), "-c", str(folder / "nginx.conf")]


def caddy(folder: Path, port: int) -> list[str]:
    inner = servers.caddy().replace("/FOLDER/current", str(folder / "site"))
    options = "{\n\tadmin off\n\tauto_https off\n}\n"
    (folder / "Caddyfile").write_text(f"{options}http://127.0.0.1:{port} {{\n{inner}}}\n", encoding="utf-8")
    return ["caddy", "run", "--config", str(folder / "Caddyfile")]


@pytest.mark.parametrize("server", [nginx, caddy])
def test_a_server_so_configured_sends_all_of_it(server: Callable[[Path, int], list[str]], tmp_path: Path) -> None:
    name = server.__name__
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    assert CliRunner().invoke(main, ["publish", "--headers", name]).output == servers.SERVERS[name]()
    page = b"<!doctype html>" + b"x" * 5000
    style = "assets/v/01234567/archive.css"
    for file in (
        "index.html",
        "404.html",
        "tim/dau.bin",
        "tim/m/ab.bin",
        style,
        "assets/og/kho.png",
        "nhung/index.html",
    ):
        (tmp_path / "site" / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / file).write_bytes(page)
    (tmp_path / "site" / "index.html.gz").write_bytes(b"compressed before")
    port = free_port()
    with running(server(tmp_path, port), port):

        def get(path: str) -> tuple[int, dict[str, str], bytes]:
            with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
                connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
                answer = connection.getresponse()
                return answer.status, dict(answer.getheaders()), answer.read()

        for path, status in (("/", 200), ("/tim/m/ab.bin?1234", 200), (f"/{style}", 200), ("/none/", 404)):
            found, sent, _ = get(path)
            assert found == status
            assert headers.EVERYWHERE.items() <= sent.items(), path
        for path in ("/nhung/", "/nhung/?dong=tinh/dong-thap", "/nhung/index.html"):
            _, sent, _ = get(path)
            assert headers.OF_FRAMED.items() <= sent.items(), path
            assert "X-Frame-Options" not in sent, path
        for path in ("/", "/tim/dau.bin", "/tim/m/ab.bin?1234", f"/{style}", "/assets/og/kho.png"):
            file = path[1:].partition("?")[0] or "index.html"
            assert get(path)[1]["Cache-Control"] == headers.cache_control(file), path
        assert get("/")[1]["Content-Encoding"] == "gzip"
        assert get("/")[2] == b"compressed before"
