"""The site as a web archive: a program that is not ours finds every answer in it, with the bytes and types that a host sends."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from fastwarc.warc import ArchiveIterator, WarcRecordType
from sites import built

from giaoban import addresses, project
from giaoban.cli import main
from giaoban.publishing import web_archive
from giaoban.publishing.site import BuiltSite, PublishError

ROOT = "https://example.org/giao-ban/"
FILES = {
    "index.html": "<p>Trang đầu</p>".encode(),
    "hop/2024-10-15-giao-ban/index.html": "<p>Giao ban\r\n\r\nHTTP/1.1 404 Không</p>".encode(),
    "hop/2024-10-15-giao-ban/index.json": b'{"title":"x"}',
    "404.html": b"<p>404</p>",
    "assets/og/x.png": bytes(range(256)) * 9,
    "_headers": b"/*\n",
    "robots.txt": b"",
}


def answers(file: Path) -> dict[str, tuple[str, bytes]]:
    """Address to type and body of every answer in a web archive; its digests are true."""
    found = {}
    with file.open("rb") as stream:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=False):
            assert record.verify_block_digest()
            record.parse_http()
            assert record.verify_payload_digest()
            address = record.headers["WARC-Target-URI"]
            assert address not in found
            assert record.http_headers.status_code == 200
            found[address] = (record.http_content_type, record.reader.read())
    return found


def test_every_file_that_a_host_sends_is_in_it_once(tmp_path: Path) -> None:
    count = web_archive.write(BuiltSite(built(tmp_path / "build", FILES)), ROOT, tmp_path / "out")
    found = answers(tmp_path / "out" / web_archive.FILE)
    assert len(found) == count == len(FILES) - 1
    assert {address: body for address, (_, body) in found.items()} == {
        ROOT + addresses.of_file(file): data for file, data in FILES.items() if file != "_headers"
    }
    assert found[f"{ROOT}hop/2024-10-15-giao-ban/"][0] == "text/html"
    assert found[f"{ROOT}hop/2024-10-15-giao-ban/index.json"][0] == "application/json"
    assert found[f"{ROOT}assets/og/x.png"][0] == "image/png"


def test_it_says_first_what_it_is(tmp_path: Path) -> None:
    web_archive.write(BuiltSite(built(tmp_path / "build", FILES)), ROOT, tmp_path)
    with (tmp_path / web_archive.FILE).open("rb") as stream:
        first = next(iter(ArchiveIterator(stream)))
        assert first.record_type == WarcRecordType.warcinfo
        said = first.reader.read().decode()
    assert "nothing was fetched from a network" in said
    assert "creativecommons.org/licenses/by/4.0" in said


def test_a_file_that_was_altered_is_refused_and_the_last_archive_stays(tmp_path: Path) -> None:
    build = built(tmp_path / "build", FILES)
    web_archive.write(BuiltSite(build), ROOT, tmp_path / "out")
    before = (tmp_path / "out" / web_archive.FILE).read_bytes()
    altered = build / "site" / "robots.txt"
    altered.unlink()
    altered.write_bytes(b"x")
    with pytest.raises(PublishError, match="không còn như lúc dựng"):
        web_archive.write(BuiltSite(build), ROOT, tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == [web_archive.FILE]
    assert (tmp_path / "out" / web_archive.FILE).read_bytes() == before


def test_the_command_writes_it_only_when_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project, "ROOT", tmp_path)
    monkeypatch.setenv("SITE_URL", ROOT)
    run = ["export", "--to", str(tmp_path / "out"), "--format", "warc"]
    early = CliRunner().invoke(main, run)
    assert early.exit_code == 1
    assert "hãy chạy giaoban build trước" in early.output
    assert not (tmp_path / "out").exists()
    built(tmp_path / "build", FILES)
    result = CliRunner().invoke(main, run)
    assert result.exit_code == 0, result.output
    assert f"Đã xuất trang: {len(FILES) - 1} tệp" in result.output
    assert len(answers(tmp_path / "out" / web_archive.FILE)) == len(FILES) - 1
