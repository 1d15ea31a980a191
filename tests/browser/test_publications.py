"""Two publications in turn on a plain host: open tabs go on working, and no page meets style or script of the other."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import MINI, ROOT, SITE_URL, files
from playwright.sync_api import BrowserContext, Page, expect
from static_host import Host, as_sent, serve

from giaoban.build.pipeline import Options, build

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

OLD, NEW = "2024-10-15-giao-ban-thang-10-2024", "2024-10-16-giao-ban-tam-thoi"
WORD = "quixotica"
"""A word that only the new record has."""


class Publications(NamedTuple):
    """The tiny archive, published three times: as it is, with one record more, and then with another look, too."""

    first: Path
    second: Path
    third: Path


@pytest.fixture(scope="module")
def publications(tmp_path_factory: pytest.TempPathFactory) -> Publications:
    """Their sites."""
    folder = tmp_path_factory.mktemp("publications")
    content, root = Path(shutil.copytree(MINI, folder / "content")), folder / "root"
    shutil.copytree(ROOT / "theme", root / "theme")
    shutil.copy(ROOT / "mkdocs.yml", root)

    def made(name: str) -> Path:
        outcome = build(Options(root, content, folder / name, SITE_URL))
        assert outcome.published, [f.format("content/") for f in outcome.findings if f.severity == "error"]
        return folder / name / "site"

    assets = root / "theme" / "assets"
    look(assets, "một")
    first = made("first")
    old = content / "briefings" / "2024" / f"{OLD}.md"
    text = old.read_text(encoding="utf-8").replace(f"id: {OLD}", f"id: {NEW}").replace("title: ", f"title: {WORD} ", 1)
    text = text.replace("date: 2024-10-15", "date: 2024-10-16").replace("period: 2024-10", "period: 2024-11", 1)
    old.with_stem(NEW).write_text(text, encoding="utf-8")
    second = made("second")
    look(assets, "hai")
    return Publications(first, second, made("third"))


def look(assets: Path, name: str) -> None:
    """Have style, first script and search say of which publication they are."""
    for file, mark in (
        ("archive.css", f':root {{ --made: "{name}"; }}'),
        ("archive.js", f'document.documentElement.dataset.made = "{name}";'),
        ("search/box.js", f'document.documentElement.dataset.search = "{name}";'),
    ):
        path = assets / file
        path.write_text(path.read_text(encoding="utf-8") + f"{mark}\n", encoding="utf-8")


@pytest.fixture
def host(tmp_path: Path, publications: Publications) -> Iterator[Host]:
    """A host that keeps nothing of earlier publications; it begins with the first."""
    folder = tmp_path / "host"
    shutil.copytree(publications.first, folder)
    with serve(folder) as host:
        yield host


@pytest.fixture
def publish(host: Host) -> Callable[[Path], None]:
    """Publish another site on the host."""

    def swap(site: Path) -> None:
        shutil.rmtree(host.folder)
        shutil.copytree(site, host.folder)
        as_sent.cache_clear()

    return swap


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A tab whose clock stands still unless it is moved."""
    page = context.new_page()
    page.clock.install()
    return page


def ask(page: Page, words: str) -> None:
    page.locator("#tim").fill(words)


def test_what_is_published_later_is_found_in_a_tab_opened_before(
    page: Page, host: Host, publications: Publications, publish: Callable[[Path], None]
) -> None:
    page.goto(host.address)
    ask(page, "giao ban")
    expect(page.get_by_role("option").first).to_be_visible()
    publish(publications.second)
    page.clock.fast_forward(3_600_000)
    ask(page, WORD)
    expect(page.get_by_role("option").first).to_contain_text(WORD)
    page.get_by_role("option").first.click()
    expect(page.locator("h1")).to_contain_text(WORD)


def test_every_query_is_answered_right_after_a_publication(
    page: Page, host: Host, publications: Publications, publish: Callable[[Path], None]
) -> None:
    """Also where a file that the tab knows of is not there any more."""
    page.goto(f"{host.address}tim/?q=giao+ban")
    expect(page.locator(".hits > li").first).to_be_visible()
    lists = page.locator("details[data-group=tinh]")
    publish(publications.second)
    gone = files(publications.first).keys() - files(publications.second).keys()
    assert [file for file in gone if file.startswith("tim/") and file.count("/") == 1]
    lists.locator("summary").click()
    expect(lists.locator("li").first).to_be_visible()
    for words in ("can bo", "nghị quyết 18", "sap nhap tinh", "tổng kết", "le thi", WORD):
        page.locator("#tim-kiem input[name=q]").fill(words)
        expect(page.locator("#tim-kiem .status")).to_contain_text("kết quả")
    expect(page.locator(".hits > li").first).to_contain_text(WORD)


@pytest.mark.parametrize("is_open", [False, True])
def test_search_goes_on_though_its_script_is_another_by_now(
    page: Page, host: Host, publications: Publications, publish: Callable[[Path], None], is_open: bool
) -> None:
    page.goto(host.address)
    if is_open:
        ask(page, "giao ban")
        expect(page.get_by_role("option").first).to_be_visible()
    publish(publications.third)
    page.clock.fast_forward(3_600_000)
    ask(page, WORD)
    expect(page.get_by_role("option").first).to_contain_text(WORD)
    assert page.evaluate("document.documentElement.dataset.search") == "hai"


def made_by(page: Page) -> tuple[str, str]:
    """Of which publication the style and the script of a page are."""
    look = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--made')")
    return look.strip('"'), page.evaluate("document.documentElement.dataset.made")


def test_offline_each_page_has_style_and_script_of_its_own_publication(
    context: BrowserContext, host: Host, publications: Publications, publish: Callable[[Path], None]
) -> None:
    page = context.new_page()
    page.goto(host.address)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto(f"{host.address}hop/")
    page.goto(f"{host.address}tinh/")
    assert made_by(page) == ("một", "một")
    publish(publications.third)
    page.goto(f"{host.address}van-ban/")
    assert made_by(page) == ("hai", "hai")
    context.set_offline(True)
    page.goto(f"{host.address}tinh/")
    assert made_by(page) == ("một", "một")
    page.goto(f"{host.address}van-ban/")
    assert made_by(page) == ("hai", "hai")
    context.set_offline(False)
