"""What the preview adds to pages: where each is written, whether it is older than the files, what is wrong with its record."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from http import HTTPStatus
from pathlib import Path

import pytest
from conftest import ROOT, SITE_URL

from giaoban.build.pipeline import Outcome
from giaoban.build.settings import Options
from giaoban.findings import Finding
from giaoban.preview.builds import Failure, News, SiteFolder, State
from giaoban.preview.pages import Pages

MEETING = "2024-10-15-giao-ban-thang-10-2024"
RECORD = f"briefings/2024/{MEETING}.md"
HOSTILE = "<script>alert(1)</script> \"'&\u202e"
Build = Callable[..., Outcome]


class Shown:
    """The pages of the tiny archive after a build, as they are with any state."""

    def __init__(self, content: Path, build: Path) -> None:
        self.content, self.news = content, News()
        self.news.tell(State(is_older=False))
        self.site = SiteFolder(build / "site")
        self.pages = Pages(Options(ROOT, content, build, SITE_URL), self.site, self.news, "/giao-ban/")

    def page(self, address: str = f"hop/{MEETING}/") -> str:
        return self.pages.page(address)[1].decode()

    def written_at(self, address: str) -> str:
        """The file that a page names, and the address that opens it, which has to name the same."""
        found = re.search(r'class="xt-file">[^:]*: <a href="([^"]+)"[^>]*>([^<]+)</a>', self.page(address))
        assert found, address
        name = unescape(found[2])
        assert unescape(found[1]).startswith("vscode://file/")
        assert unescape(found[1]).endswith(name.removeprefix("content/").removeprefix(f"{self.content}/"))
        return name.removeprefix(f"{self.content}/")


@pytest.fixture
def shown(content: Path, tmp_path: Path, build_in: Build) -> Shown:
    assert build_in().published
    return Shown(content, tmp_path / "build")


def addresses(site: SiteFolder) -> list[str]:
    found = [path.parent.relative_to(site.folder).as_posix() for path in site.folder.rglob("index.html")]
    return ["" if path == "." else f"{path}/" for path in found]


def test_every_page_names_a_file_and_a_line_and_opens_it(shown: Shown) -> None:
    for address in addresses(shown.site):
        if b'http-equiv="refresh"' not in (shown.site.read(f"{address}index.html") or b""):
            path, line = shown.written_at(address).split(":")
            file = next(top / path for top in (shown.content, ROOT) if (top / path).is_file())
            assert 1 <= int(line) <= len(file.read_text(encoding="utf-8").splitlines()), address


def test_the_line_is_that_of_the_record(shown: Shown) -> None:
    assert shown.written_at(f"hop/{MEETING}/") == f"{RECORD}:1"
    lines = (shown.content / "provinces.yml").read_text(encoding="utf-8").splitlines()
    for address in [one for one in addresses(shown.site) if re.fullmatch(r"tinh/[a-z-]+/", one)]:
        path, line = shown.written_at(address).split(":")
        assert path == "provinces.yml"
        assert re.search(rf"\bid: {address.split('/')[1]}\b", lines[int(line) - 1])
    assert shown.written_at("") == "theme/pages/home.html:1"


def test_items_lead_to_their_lines(shown: Shown) -> None:
    found = re.search(r"data-items='([^']+)'", shown.page())
    assert found
    lines = (shown.content / RECORD).read_text(encoding="utf-8").splitlines()
    items = re.findall(r'"(\w+)": "vscode://[^"]+:(\d+)"', found[1])
    assert {"t1", "r1", "f1", "s1"} <= {item for item, _ in items}
    assert [item for item, line in items if f"id: {item}" not in lines[int(line) - 1]] == []


def test_findings_stand_on_the_page_of_their_record_with_place_spot_and_way_out(shown: Shown) -> None:
    shown.news.tell(State(True, (Finding(RECORD, 3, 8, "error", "wrong-value", HOSTILE, f"viết {HOSTILE}"),)))
    page = shown.page()
    assert "<script>alert" not in page
    assert "\u202e" not in page
    text = unescape(re.sub(r"<[^>]+>", "", page))
    line = (shown.content / RECORD).read_text(encoding="utf-8").splitlines()[2]
    for said in (f"{RECORD}:3:8", "[wrong-value]", "<script>alert(1)</script>", "→ viết", line[:60]):
        assert said in text
    assert f"{shown.content.as_posix()}/{RECORD}:3:8".lstrip("/") in page
    assert 'href="/giao-ban/huong-dan/quy-tac/#wrong-value"' in page
    assert "Bản ghi này chưa dựng được" in text
    assert "Bản ghi này chưa dựng được" not in shown.page("tinh/")


def test_a_bar_on_every_page_says_that_the_site_is_older_and_leads_to_each_error(shown: Shown) -> None:
    assert all("Trang cũ hơn các tệp" not in shown.page(address) for address in addresses(shown.site))
    shown.news.tell(State(True, (Finding(RECORD, 3, 8, "error", "wrong-value", "sai", ""),)))
    for address in addresses(shown.site):
        if 'http-equiv="refresh"' not in (page := shown.page(address)):
            assert "Trang cũ hơn các tệp" in page, address
            assert f"{RECORD}:3:8" in page, address
            assert address == f"hop/{MEETING}/" or f'href="/giao-ban/hop/{MEETING}/"' in page, address


def test_only_what_is_wrong_with_an_entry_stands_on_its_page(shown: Shown) -> None:
    pages = [one for one in addresses(shown.site) if re.fullmatch(r"tinh/[a-z-]+/", one)]
    line = int(shown.written_at(pages[0]).split(":")[1])
    shown.news.tell(State(False, (Finding("provinces.yml", line, 1, "warning", "odd", "điều lạ", ""),)))
    assert [one for one in pages if "điều lạ" in shown.page(one)] == [pages[0]]
    assert "Điều nên xem lại" in shown.page(pages[0])


def test_why_a_build_came_to_no_end_is_shown_with_its_place(shown: Shown) -> None:
    shown.news.tell(State(failure=Failure(HOSTILE, "theme/pages/home.html", 3)))
    page = shown.page("tinh/")
    assert "<script>alert" not in page
    assert "Chưa dựng lại được" in page
    assert f"{(ROOT / 'theme/pages/home.html').as_posix().lstrip('/')}:3" in page


def test_a_record_without_a_page_shows_why(shown: Shown) -> None:
    path = "briefings/2024/2024-11-01-moi.md"
    (shown.content / path).write_text("---\n", encoding="utf-8")
    shown.news.tell(State(True, (Finding(path, 1, 1, "error", "front-matter", "hỏng", "sửa"),)))
    status, page = shown.pages.page("hop/2024-11-01-moi/")
    assert status == HTTPStatus.NOT_FOUND
    assert f"{path}:1:1" in page.decode()
    assert shown.pages.has("hop/2024-11-01-moi/")
    assert not shown.pages.has("hop/khong-co/")
    assert "Không thấy trang này" in shown.page("hop/khong-co/")


def test_where_no_site_was_ever_built_every_page_shows_why(content: Path, tmp_path: Path) -> None:
    shown = Shown(content, tmp_path / "none")
    shown.news.tell(State(True, (Finding(RECORD, 3, 8, "error", "wrong-value", "sai", ""),)))
    for address in ("", "tinh/", f"hop/{MEETING}/", "khong-co/"):
        assert f"{RECORD}:3:8" in shown.page(address)


def test_what_a_page_looks_like_is_told_again_only_when_it_looks_otherwise(shown: Shown) -> None:
    def look(address: str) -> str:
        found = re.search(r'data-look="(\w+)"', shown.page(address))
        assert found
        return found[1]

    looks = shown.pages.looks("tinh/")
    assert next(looks) == look("tinh/")
    shown.news.tell(State(True, (Finding(RECORD, 3, 8, "error", "wrong-value", "sai", ""),)))
    assert next(looks) == look("tinh/")
    for address in ("khong-co/", f"hop/{MEETING}/", ""):
        assert next(shown.pages.looks(address)) == look(address)
    shown.news.tell(State(is_older=False))
    before = next(looks)
    (shown.site.folder / "tinh" / "index.html").write_bytes(b"<body>m\xe1\xbb\x9bi</body>")
    shown.news.tell(State(is_older=False))
    assert next(looks) not in {before, None}


def test_hostile_addresses_show_that_nothing_is_there(shown: Shown) -> None:
    for address in ("../", "hop/../../", "\0/", "hop/\0/", "x" * 5000 + "/", "//", "tinh//", "a\\b/", "C:/"):
        assert not shown.pages.has(address)
        status, page = shown.pages.page(address)
        assert status == HTTPStatus.NOT_FOUND
        assert "Không thấy trang này" in page.decode()
