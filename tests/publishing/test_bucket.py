"""Publication into an object store, on a server that speaks S3: what readers see is one whole publication, whatever happens."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import obstore
import pytest
import s3_server
from click.testing import CliRunner, Result
from obstore.store import ObjectStore, from_url
from sites import built

from giaoban.cli import main
from giaoban.publishing import bucket
from giaoban.publishing.site import BuiltSite, PublishError
from testing.apart import MissingError

ROOT = Path(__file__).resolve().parents[2]
TEXT = b"Giao ban " * 99


def site(n: int) -> dict[str, bytes]:
    """The n-th of some sites: a page, an asset and a file of the index are others each time."""
    pages = {f"hop/{i}/index.html": b"page %d" % i for i in range(12)}
    return {
        **pages,
        "index.html": TEXT + b"%d" % n,
        "assets/archive.css": b"style %d" % n,
        "assets/og/kho.png": b"\x89PNG",
        f"tim/{n:08x}.bin": b"facet %d" % n,
        "tim/dau.bin": b"head %d" % n,
    }


@pytest.fixture(scope="module")
def environment() -> Iterator[dict[str, str]]:
    try:
        with s3_server.serve() as found, pytest.MonkeyPatch.context() as patch:
            for name, value in found.items():
                patch.setenv(name, value)
            yield found
    except MissingError as error:
        pytest.skip(str(error))


@pytest.fixture
def url(environment: dict[str, str], request: pytest.FixtureRequest) -> str:
    """A place of the test's own."""
    return f"s3://archive/{request.node.name.replace('[', '-').replace(']', '')}"


@pytest.fixture
def store(url: str) -> ObjectStore:
    return from_url(url)


def published(store: ObjectStore, tmp_path: Path, n: int, keep: int = 3, **more: bool) -> tuple[int, int]:
    return bucket.publish(BuiltSite(built(tmp_path / f"build{n}", site(n))), store, keep, **more)


def get(store: ObjectStore, key: str) -> bytes:
    return bytes(obstore.get(store, key).bytes())


def keys(store: ObjectStore) -> list[str]:
    return [str(item["path"]) for batch in obstore.list(store) for item in batch]


def seen(store: ObjectStore) -> dict[str, bytes]:
    """What readers see, the files of earlier publications that stay left out."""
    path = json.loads(get(store, "current.json"))["path"].removeprefix("/")
    stay = json.loads(get(store, f"{path}.json"))["left"]
    found = {key.removeprefix(f"{path}/"): get(store, key) for key in keys(store) if key.startswith(f"{path}/")}
    return {file: data for file, data in found.items() if file not in stay}


def test_only_what_changed_is_uploaded_and_the_last_ones_stay(store: ObjectStore, tmp_path: Path) -> None:
    assert published(store, tmp_path, 0) == (1, len(site(0)))
    for n in range(1, 5):
        # Home, style, facet and head; the rest is copied within the store.
        assert published(store, tmp_path, n) == (n + 1, 4)
        assert seen(store) == site(n)
    assert {key.split("/")[1] for key in keys(store) if key.endswith("/index.html")} == {"3", "4", "5"}
    assert {key for key in keys(store) if key.startswith("publications/2")} == set()


def test_checksums_stand_beside_a_publication(store: ObjectStore, tmp_path: Path) -> None:
    for n in range(2):
        published(store, tmp_path, n, keep=1)
    listed = dict(line.split("  ")[::-1] for line in get(store, "publications/2.sha256").decode().splitlines())
    assert listed == {f"2/{file}": hashlib.sha256(data).hexdigest() for file, data in site(1).items()}
    assert not [key for key in keys(store) if key.startswith("publications/1")]


def test_files_say_what_they_are_and_how_long_they_may_be_kept(store: ObjectStore, tmp_path: Path) -> None:
    published(store, tmp_path, 0, compress=True)
    published(store, tmp_path, 1, compress=True)

    def sent(file: str) -> Any:
        return obstore.get(store, f"publications/2/{file}").attributes

    for file in ("index.html", "hop/1/index.html"):  # uploaded, and copied
        assert sent(file)["Content-Type"] == "text/html; charset=utf-8"
        assert sent(file)["Cache-Control"] == "public, max-age=0, must-revalidate, s-maxage=31536000"
    assert sent("index.html")["Content-Encoding"] == "gzip"
    assert gzip.decompress(get(store, "publications/2/index.html")) == site(1)["index.html"]
    assert sent("assets/og/kho.png")["Content-Type"] == "image/png"
    assert "max-age=86400" in sent("assets/og/kho.png")["Cache-Control"]
    pointer = obstore.get(store, "current.json").attributes
    assert pointer["Cache-Control"] == "public, max-age=0, must-revalidate"
    # Sent otherwise, every file is uploaded again.
    assert published(store, tmp_path, 1)[1] > 1


def test_what_is_named_by_its_content_stays_for_open_tabs(store: ObjectStore, tmp_path: Path) -> None:
    for n in range(3):
        published(store, tmp_path, n)
    assert [get(store, f"publications/3/tim/{n:08x}.bin") for n in range(3)] == [b"facet %d" % n for n in range(3)]
    # After a week it goes.
    contents = json.loads(get(store, "publications/3.json"))
    assert contents["left"].keys() == {"tim/00000000.bin", "tim/00000001.bin"}
    contents["left"]["tim/00000000.bin"] = "2020-01-01T00:00:00Z"
    obstore.put(store, "publications/3.json", json.dumps(contents).encode())
    published(store, tmp_path, 3)
    assert [key for key in keys(store) if key == "publications/4/tim/00000000.bin"] == []
    assert get(store, "publications/4/tim/00000001.bin") == b"facet 1"


def test_the_way_back_and_on(store: ObjectStore, tmp_path: Path) -> None:
    for n in range(3):
        published(store, tmp_path, n)
    assert (bucket.roll_back(store), seen(store)) == (2, site(1))
    assert (bucket.roll_back(store), seen(store)) == (1, site(0))
    with pytest.raises(PublishError, match="không có lần công bố nào trước"):
        bucket.roll_back(store)
    published(store, tmp_path, 4)
    assert seen(store) == site(4)
    # What was taken back is no way back any more.
    assert (bucket.roll_back(store), seen(store)) == (1, site(0))


def test_of_two_publishers_the_later_one_gives_up(
    store: ObjectStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(store, tmp_path, 0)
    claim = bucket._claim

    def meanwhile(*given: Any) -> int:
        """Another one publishes from beginning to end, just after this one began."""
        monkeypatch.setattr(bucket, "_claim", claim)
        number = claim(*given)
        assert published(store, tmp_path, 2)[0] == number + 1
        return number

    monkeypatch.setattr(bucket, "_claim", meanwhile)
    with pytest.raises(PublishError, match="một lần công bố khác"):
        published(store, tmp_path, 1)
    assert seen(store) == site(2)
    published(store, tmp_path, 3)
    assert seen(store) == site(3)


_KILLED = """
import os, signal, sys, threading
import obstore
from giaoban.cli import main
left, alone = int(sys.argv[1]), threading.Lock()
def counted(call):
    def one(*given, **named):
        global left
        with alone:
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return call(*given, **named)
    return one
for name in ("put", "copy", "delete"):
    setattr(obstore, name, counted(getattr(obstore, name)))
main(sys.argv[2:])
"""


def test_a_kill_at_any_moment_leaves_a_whole_publication_and_the_next_goes_on(
    store: ObjectStore, url: str, tmp_path: Path, long: bool
) -> None:
    builds = [built(tmp_path / f"kill{n}", site(n)) for n in range(2)]
    bucket.publish(BuiltSite(builds[0]), store, 1)
    chance = random.Random(url)
    # Claim, files, checksums, contents, pointer, then what is removed of the publication before.
    moments = len(site(0)) + 4 + 3
    killed = 0
    chosen = range(moments) if long else sorted({0, moments - 1, *chance.sample(range(moments), 6)})
    for n, at in enumerate(chosen, 1):
        command = ["publish", "--to", url, "--keep", "1", "--build", str(builds[n % 2])]
        done = subprocess.run(
            [sys.executable, "-c", _KILLED, str(at), *command], cwd=ROOT, capture_output=True, check=False
        )
        killed += done.returncode == -9
        assert seen(store) in (site(0), site(1))
        there = sum(key.startswith("publications/") for key in keys(store))
        _, uploaded = bucket.publish(BuiltSite(builds[n % 2]), store, 1)
        assert seen(store) == site(n % 2)
        assert uploaded <= 4, there
    assert killed > 3


def call(*given: str | Path, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(main, ["publish", *map(str, given)], env=env)


def test_the_command_says_what_it_did(url: str, tmp_path: Path) -> None:
    build = built(tmp_path / "build", site(0))
    assert f"Lần công bố 1: {len(site(0))} tệp" in call("--to", url, "--build", build).output
    built(build, site(1))
    assert "(ghi mới 4)" in call("--to", url, "--build", build).output
    assert "trở lại lần công bố 1" in call("--to", url, "--rollback").output


def test_wrong_input_is_told(url: str, store: ObjectStore, tmp_path: Path) -> None:
    def refused(result: Result, *words: str) -> None:
        assert result.exit_code not in (0, None)
        assert isinstance(result.exception, SystemExit), repr(result.exception)
        assert all(word in result.output for word in words), result.output

    build = built(tmp_path / "build", site(0))
    refused(call("--to", "s3://nowhere/x", "--build", build), "Chưa công bố: không có kho ấy", "NoSuchBucket")
    refused(call("--to", "s3://", "--build", build), "thiếu tên kho")
    refused(call("--to", "ftp://archive/x", "--build", build), "ftp")
    refused(call("--build", build), "--to")
    refused(call("--to", url, "--rollback"), "không có lần công bố nào trước")
    obstore.put(store, "current.json", b"{}")
    refused(call("--to", url, "--build", build), "current.json")
    assert get(store, "current.json") == b"{}"
    page = build / "site" / "index.html"
    page.write_bytes(b"altered")
    refused(call("--to", f"{url}/other", "--build", build), "không còn như lúc dựng")


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int, str], None]]:
    """A store that answers every request with one code, which is given."""
    code, name = 403, "AccessDenied"

    class Store(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(code)
            self.end_headers()
            self.wfile.write(f'<?xml version="1.0"?><Error><Code>{name}</Code><Message>No.</Message></Error>'.encode())

        def do_PUT(self) -> None:
            self.do_GET()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Store)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{server.server_port}")
    for key, value in {**_KEYS, "AWS_ALLOW_HTTP": "true", "AWS_REGION": "us-east-1"}.items():
        monkeypatch.setenv(key, value)

    def answer(given: int, named: str) -> None:
        nonlocal code, name
        code, name = given, named

    yield answer
    server.shutdown()
    server.server_close()
    thread.join()


_KEYS = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}


@pytest.mark.parametrize(
    ("code", "name", "said"),
    [
        (404, "NoSuchBucket", "không có kho ấy; xem lại tên kho"),
        (403, "AccessDenied", "kho không cho phép; khóa này cần quyền"),
        (403, "InvalidAccessKeyId", "khóa truy cập không đúng; xem lại AWS_ACCESS_KEY_ID"),
        (403, "SignatureDoesNotMatch", "khóa truy cập không đúng"),
        (403, "RequestTimeTooSkewed", "đồng hồ máy này lệch"),
        (400, "ExpiredToken", "phiên truy cập đã hết hạn"),
        (401, "Unauthorized", "chưa có khóa truy cập"),
        (301, "PermanentRedirect", "kho ở vùng khác; đặt AWS_REGION"),
        (418, "Teapot", "kho đối tượng không nhận"),
    ],
)
def test_what_a_store_refuses_is_said_with_a_way_out_and_its_own_words(
    answering: Callable[[int, str], None], tmp_path: Path, code: int, name: str, said: str
) -> None:
    answering(code, name)
    result = call("--to", "s3://archive/x", "--build", built(tmp_path / "build", site(0)))
    assert result.exit_code == 1
    assert f"Chưa công bố: {said}" in result.output
    assert (name if code != 301 else "redirect") in result.output
    assert "<Code>" not in result.output
    assert len(result.output.splitlines()) == 1


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_ALLOW_HTTP": "true"}, "không nối được tới kho; xem mạng"),
        ({"AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_ALLOW_HTTP": "false"}, "không mã hóa; dùng https://"),
    ],
)
def test_a_store_that_cannot_be_reached_is_said_so(tmp_path: Path, environment: dict[str, str], said: str) -> None:
    build = built(tmp_path / "build", site(0))
    result = call("--to", "s3://archive/x", "--build", build, env={**_KEYS, **environment, "AWS_REGION": "us-east-1"})
    assert result.exit_code == 1
    assert f"Chưa công bố: {said}" in result.output.replace("AWS_ENDPOINT_URL là http://, ", "")
