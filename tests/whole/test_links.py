"""The whole site of the real archive, followed link by link, as a crawler would."""

from __future__ import annotations

import posixpath
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from conftest import ROOT

BASE = "/giao-ban/"


class Page(HTMLParser):
    """What a page links to, loads, and can be linked at."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: list[str] = []
        self.inline: list[str] = []
        self.canonical = ""
        self.title = ""
        self.shared: dict[str, str] = {}
        self.feed(html)

    def handle_data(self, data: str) -> None:
        if self.lasttag == "title":
            self.title += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self.lasttag = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag == "meta" and given.get("property", "").startswith("og:"):
            self.shared[given["property"]] = given["content"]
        elif tag == "link" and given.get("rel") == "canonical":
            self.canonical = given["href"]
        elif tag == "link" and given.get("rel") in {"stylesheet", "icon"}:
            self.loads.append(given["href"])
        elif "src" in given:
            self.loads.append(given["src"])
        # A block of data is no script: nothing runs it, and no policy looks at it.
        if tag == "script" and "src" not in given and given.get("type") != "application/ld+json":
            self.inline.append("script")
        self.inline += [name for name in given if name == "style" or name.startswith("on")]


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, Page]:
    """Address (with the sub-path) to page."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        address = BASE + path.relative_to(site).as_posix().removesuffix("index.html")
        found[address] = Page(path.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="session")
def own(pages: dict[str, Page]) -> dict[str, Page]:
    """The pages that are not there for an old address alone."""
    moved = yaml.safe_load((ROOT / "content" / "redirects.yml").read_text(encoding="utf-8")) or {}
    return {address: page for address, page in pages.items() if f"/{address.removeprefix(BASE)}" not in moved}


def test_an_old_address_leads_to_the_page_that_took_its_place(pages: dict[str, Page], own: dict[str, Page]) -> None:
    for address in pages.keys() - own.keys():
        target = pages[address].canonical.removeprefix("https://example.org")
        assert target in own, address
        assert pages[address].links == [target]


def test_every_kind_of_page_is_there(pages: dict[str, Page]) -> None:
    for address in (
        "", "hop/", "hop/2018-10-29-giao-ban-thang-11-2018/", "tinh/", "tinh/dong-thap/", "tinh/tien-giang/", "lanh-dao/",
        "lanh-dao/pham-minh-chinh/", "van-ban/", "van-ban/nq-18-tw-k12/", "chuoi/", "chuoi/trung-uong-hang-thang/",
        "chu-de/", "chu-de/cong-tac-can-bo/", "nam/", "nam/2018/", "nhiem-vu/", "so-lieu/", "hoi-nghi/", "hoi-nghi/k12-tw6/",
        "dinh-chinh/", "phien-ban/", "do-phu/", "gioi-thieu/", "phuong-phap/", "huong-dan/", "404.html",
    ):  # fmt: skip
        assert BASE + address in pages, address


def test_no_link_is_dead(pages: dict[str, Page], site: Path) -> None:
    dead = []
    for address, page in pages.items():
        for href in [*page.links, *page.loads]:
            parts = urlsplit(href)
            if parts.scheme or parts.netloc:
                continue
            path = posixpath.normpath(posixpath.join(address, unquote(parts.path))) if parts.path else address
            path += "/" if parts.path.endswith(("/", "..", ".")) and not path.endswith("/") else ""
            target = pages.get(path)
            if (target is None and not (path.startswith(BASE) and (site / path.removeprefix(BASE)).is_file())) or (
                target and parts.fragment and parts.fragment not in target.ids
            ):
                dead.append((address, href))
    assert dead == []


def test_every_page_has_a_title_of_its_own(own: dict[str, Page]) -> None:
    titles: dict[str, list[str]] = {}
    for address, page in own.items():
        titles.setdefault(page.title.strip(), []).append(address)
    assert [same for title, same in titles.items() if len(same) > 1 or not title] == []
    assert own[f"{BASE}lanh-dao/nguyen-van-hung-bac-ninh/"].title.startswith("Nguyễn Văn Hùng (Bắc Ninh) ")


def test_no_id_stands_twice_on_a_page(pages: dict[str, Page]) -> None:
    assert [(a, i) for a, page in pages.items() for i in set(page.ids) if page.ids.count(i) > 1] == []


def test_nothing_is_loaded_from_elsewhere(pages: dict[str, Page]) -> None:
    assert [(a, u) for a, page in pages.items() for u in page.loads if urlsplit(u).netloc] == []


def test_nothing_that_a_strict_policy_would_block(pages: dict[str, Page]) -> None:
    assert [(a, page.inline) for a, page in pages.items() if page.inline] == []


def test_the_canonical_address_is_the_pages_own(own: dict[str, Page]) -> None:
    wrong = [(a, p.canonical) for a, p in own.items() if p.canonical != f"https://example.org{a}"]
    assert [w for w in wrong if not w[0].endswith("404.html")] == []


def test_every_page_can_be_shared_with_a_picture_that_is_there(own: dict[str, Page], site: Path) -> None:
    wanted = {"og:title", "og:description", "og:url", "og:type", "og:image", "og:image:alt"}
    for address, page in own.items():
        assert {name for name in wanted if page.shared.get(name)} == wanted, address
        assert page.shared["og:url"] == page.canonical, address
        picture = page.shared["og:image"].removeprefix(f"https://example.org{BASE}")
        assert (site / picture).read_bytes().startswith(b"\x89PNG"), address
    monthly = own[f"{BASE}chuoi/trung-uong-hang-thang/"].shared["og:image"]
    assert own[f"{BASE}hop/2018-10-29-giao-ban-thang-11-2018/"].shared["og:image"] == monthly
    assert len({page.shared["og:image"] for page in own.values()}) > 8


def test_no_slot_and_no_marker_is_left(site: Path) -> None:
    left = re.compile("GIAOBAN:|\ue000|Undefined|None<|&lt;built-in")
    assert [(p.name, m[0]) for p in site.rglob("*.html") if (m := left.search(p.read_text(encoding="utf-8")))] == []


def test_the_sitemaps_list_what_is_there(own: dict[str, Page], site: Path) -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in site.glob("sitemap*.xml")}
    parts = re.findall("<loc>[^<]*/([^<]*)</loc>", texts.pop("sitemap.xml"))
    assert sorted(parts) == sorted(texts)
    listed = {page for text in texts.values() for page in re.findall("<loc>https://example.org([^<]*)</loc>", text)}
    assert listed == {a for a in own if not a.endswith("404.html")}
