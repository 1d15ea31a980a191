"""The filter of a timeline that is divided over several pages, in a real browser: it finds what stands on the other pages."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from unittest.mock import patch

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from conftest import ROOT
from playwright.sync_api import Browser, Page
from small_archive import briefing, build
from static_host import Host, serve
from test_kinds import sticks_out, violations

from giaoban import addresses
from giaoban.archive import parts
from giaoban.render import html
from giaoban.views import pages

pytestmark = pytest.mark.browser

FRAME = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>GIAOBAN:TITLE</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'">
<meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="\ue000assets/v/\ue001/archive.css"></head>
<body><main>GIAOBAN:BODY</main></body></html>"""
# Two reviews in one year; seven meetings in another, which is more than a page holds; the newest stay on the topic's own page.
DAYS = {
    "2016-03-03": "review", "2016-04-04": "review", "2018-01-05": "review",
    **{f"2018-{month:02}-05": "briefing" for month in range(2, 8)}, "2020-02-02": "briefing", "2021-02-02": "briefing",
}  # fmt: skip
TOPIC = "chu-de/can-bo/"


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """A topic whose timeline is too long for pages of five lines, served as a host does."""
    folder = tmp_path_factory.mktemp("long")
    with patch.object(parts, "most_lines", lambda _: 5):
        small = build([briefing(f"{day}-hop", day, kind=kind, topics=["can-bo"]) for day, kind in DAYS.items()])
    module = pages.every()["topic"]
    for key in module.keys(small.reader()):
        view = module.view(small.reader(), key)
        file = folder / addresses.file(view.head.address)
        file.parent.mkdir(parents=True)
        file.write_bytes(html.page(view, "topic.html", FRAME, "https://example.org/giao-ban/", "now", small.env))
    shutil.copytree(ROOT / "theme" / "assets", folder / "assets" / "v" / "now")
    (folder / "404.html").write_text(FRAME, encoding="utf-8")
    with serve(folder) as served:
        yield served


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A reader's tab."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def shown(page: Page) -> list[str]:
    """The days of the meetings that can be seen, in order."""
    entries = page.locator(".timeline .entry:not(.moved):visible h4 a")
    return [str(entry.get_attribute("href")).rstrip("/").rpartition("/")[2][:10] for entry in entries.all()]


def status(page: Page, words: str) -> None:
    """Wait until the filter says so."""
    page.get_by_role("status").get_by_text(words, exact=True).wait_for()


def test_a_choice_finds_what_stands_on_other_pages(page: Page, host: Host) -> None:
    page.goto(host.address + TOPIC)
    assert shown(page) == ["2020-02-02", "2021-02-02"]
    host.sent.clear()
    page.locator("select[name=loai]").select_option("tong-ket")
    status(page, "3 trong 11 cuộc họp")
    assert shown(page) == ["2016-03-03", "2016-04-04", "2018-01-05"]
    assert page.locator("#nam-2016 .entry:visible").count() == 2
    assert page.url == f"{host.address}{TOPIC}?loai=tong-ket"
    # What stands on a page of its own leads on from where it came from.
    first = page.locator("#nam-2016 .entry:visible h4 a").first
    assert first.evaluate("link => link.href") == f"{host.address}hop/2016-03-03-hop/"
    # Nothing is fetched where nothing can be found.
    assert sorted(sent.path for sent in host.sent) == [f"{TOPIC}{part}/" for part in ("2016", "2018", "2018/01")]


def test_a_year_is_shown_in_its_place_and_put_away_again(page: Page, host: Host) -> None:
    page.goto(host.address + TOPIC)
    page.locator("select[name=nam]").select_option("2018")
    status(page, "7 trong 11 cuộc họp")
    assert shown(page) == [day for day in DAYS if day.startswith("2018")]
    assert page.locator(".timeline .moved:visible").count() == 0
    page.get_by_role("button", name="Bỏ lọc").click()
    assert shown(page) == ["2020-02-02", "2021-02-02"]
    assert page.locator(".timeline .moved:visible").count() == 2
    assert page.url == host.address + TOPIC
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((element) => element.id)")
    assert len(ids) == len(set(ids))


def test_the_choice_stays_in_the_address(page: Page, host: Host) -> None:
    page.goto(f"{host.address}{TOPIC}?nam=2016&loai=tong-ket")
    status(page, "2 trong 11 cuộc họp")
    assert shown(page) == ["2016-03-03", "2016-04-04"]


def test_a_page_of_a_part_has_a_filter_of_its_own(page: Page, host: Host) -> None:
    page.goto(f"{host.address}{TOPIC}2018/?loai=tong-ket")
    status(page, "1 trong 7 cuộc họp")
    assert shown(page) == ["2018-01-05"]


def test_what_cannot_be_fetched_is_said_and_keeps_its_link(page: Page, host: Host) -> None:
    page.goto(host.address + TOPIC)
    page.route("**/2016/", lambda route: route.abort())
    page.locator("select[name=loai]").select_option("tong-ket")
    status(page, "1 trong 11 cuộc họp; chưa tải được 1 trang, xin mở từ danh sách")
    assert page.locator("#nam-2016 .moved a:visible").inner_text() == "2 cuộc họp, ở trang của năm 2016"
    # Once it can be had, the next choice has it.
    page.unroute("**/2016/")
    page.locator("select[name=nam]").select_option("2016")
    status(page, "2 trong 11 cuộc họp")


@pytest.mark.parametrize("part", ["", "2018/", "2018/01/"])
def test_everyone_can_read_the_parts(page: Page, host: Host, part: str) -> None:
    page.goto(host.address + TOPIC + part)
    page.evaluate(AXE_SCRIPT)
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert sticks_out(page) == []


def test_without_javascript_old_anchors_lead_on(browser: Browser, host: Host) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{host.address}{TOPIC}#nam-2018")
    assert page.locator("form.filter:visible").count() == 0
    page.locator("#nam-2018 a").click()
    assert page.url == f"{host.address}{TOPIC}2018/"
    page.locator("#thang-1 a").click()
    assert page.url == f"{host.address}{TOPIC}2018/01/"
    assert shown(page) == ["2018-01-05"]
    page.get_by_role("link", name="Cán bộ").click()
    assert page.url == host.address + TOPIC
    context.close()
