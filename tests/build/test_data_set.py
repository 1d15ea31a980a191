"""The data set as part of the site: made on request, again whenever a record changed, the same bytes warm and cold."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from conftest import ROOT, SITE_URL, files

from giaoban.build.pipeline import Outcome, build
from giaoban.build.settings import Options
from giaoban.dataset import writing

FOLDER = "du-lieu/"
RECORD = Path("briefings", "2024", "2024-10-15-giao-ban-thang-10-2024.md")


@pytest.fixture
def made(content: Path, tmp_path: Path) -> Path:
    """A build folder with a site that has the data set."""
    built(content, tmp_path / "build")
    return tmp_path / "build"


def built(content: Path, target: Path, *, data: bool = True, verify: bool = False) -> Outcome:
    outcome = build(Options(ROOT, content, target, SITE_URL, 1, data), verify=verify)
    assert outcome.published, [finding.format() for finding in outcome.findings]
    return outcome


def data_files(target: Path) -> dict[str, bytes]:
    found = files(target / "site")
    return {name: data for name, data in found.items() if writing.is_part(name)}


def test_an_edit_makes_the_data_set_anew_as_a_cold_build_would(content: Path, made: Path, tmp_path: Path) -> None:
    before = data_files(made)
    record = content / RECORD
    record.write_text(record.read_text(encoding="utf-8").replace("12.5", "12.7"), encoding="utf-8")
    built(content, made)
    after = data_files(made)
    built(content, tmp_path / "cold")
    assert files(made / "site") == files(tmp_path / "cold" / "site")
    changed = {name for name in after if after[name] != before[name]}
    assert {"du-lieu/csv/figures.csv", "du-lieu/giao-ban.sqlite", "du-lieu/giao-ban.jsonl"} <= changed
    assert "du-lieu/csv/items.csv" not in changed


def test_without_a_change_nothing_is_made(content: Path, made: Path) -> None:
    assert built(content, made).made == 0
    assert built(content, made, data=False).made == 2  # the page of data, and its twin
    assert data_files(made) == {}
    assert "giaoban export --to" in (made / "site" / FOLDER / "index.html").read_text(encoding="utf-8")


def test_what_no_record_says_changes_none_of_it(content: Path, made: Path) -> None:
    before = data_files(made)
    (content / "pages").mkdir(exist_ok=True)
    (content / "pages" / "moi.md").write_text(
        "---\ntitle: Mới\ndescription: Một trang mới.\n---\n\nChữ.\n", encoding="utf-8"
    )
    assert built(content, made).made < len(before)
    assert data_files(made) == before


def test_a_file_that_somebody_altered_is_made_again(content: Path, made: Path) -> None:
    before = data_files(made)
    file = made / "site" / FOLDER / "csv" / "items.csv"
    file.unlink()
    file.write_bytes(b"other")
    built(content, made, verify=True)
    assert data_files(made) == before


def test_the_page_leads_to_every_file_and_says_how_large_it_is(made: Path) -> None:
    page = (made / "site" / FOLDER / "index.html").read_text(encoding="utf-8")
    linked = filter(writing.is_part, re.findall(r'href="\.\./(du-lieu/[^"]+)"', page))
    assert set(linked) == data_files(made).keys()
    markup = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0])
    (found,) = (node for node in markup["@graph"] if node["@type"] == "Dataset")
    assert {SITE_URL + name for name in data_files(made)} == {file["contentUrl"] for file in found["distribution"]}
    kinds = {file["name"]: file["encodingFormat"] for file in found["distribution"]}
    assert kinds["giao-ban.jsonld"] == "application/ld+json"
    assert kinds["items.csv.gz"] == "application/gzip"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", found["dateModified"])
    size = len(data_files(made)["du-lieu/giao-ban.jsonl"])
    assert f">giao-ban.jsonl</a> ({round(size / 1000)} kB" in page


def test_the_largest_files_stand_there_compressed_alone(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = 4_000
    monkeypatch.setattr(writing, "MOST_PLAIN", most)
    built(content, tmp_path / "build")
    folder = tmp_path / "build" / "site" / FOLDER
    found = {path.relative_to(folder).as_posix(): path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    data = {name: size for name, size in found.items() if writing.is_part(FOLDER + name)}
    compressed = {name.removesuffix(writing.GZIP) for name in data if name.endswith(writing.GZIP)}
    assert {"giao-ban.sqlite", "giao-ban.jsonl", "csv/items.csv"} <= compressed - data.keys()
    assert {"csv/attendance.csv"} <= compressed & data.keys()
    plain = [size for name, size in data.items() if name in compressed]
    assert sum(plain) <= most
    # Not one more could stay.
    sizes = {name: len(gzip.decompress((folder / f"{name}{writing.GZIP}").read_bytes())) for name in compressed}
    assert sum(plain) + min(sizes[name] for name in compressed - data.keys()) > most
    page = (folder / "index.html").read_text(encoding="utf-8")
    linked = {name for name in re.findall(r'href="\.\./du-lieu/([^"]+)"', page) if not name.startswith("#")}
    assert {"giao-ban.sqlite.gz", "csv/items.csv.gz", "csv/attendance.csv"} <= linked <= found.keys()
    assert re.search(r">giao-ban\.sqlite\.gz</a> \([\d,]+ kB; chỉ có bản nén, giải nén ra [\d,]+ kB\)", page)
    assert built(content, tmp_path / "build").made == 0
