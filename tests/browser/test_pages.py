"""Every kind of page in a real browser: phone and desktop, light and dark, with and without JavaScript."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, sync_playwright

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PAGES = [
    "", "hop/", "hop/2018-10-29-giao-ban-thang-11-2018/", "hop/2020-giao-ban-quy-1-2020/", "tinh/", "tinh/quang-ninh/",
    "tinh/dong-thap/", "lanh-dao/", "lanh-dao/pham-minh-chinh/", "van-ban/", "van-ban/nq-18-tw-k12/",
    "van-ban/hd-02-btctw/", "chuoi/", "chuoi/trung-uong-hang-thang/", "chu-de/", "chu-de/cong-tac-can-bo/", "nam/", "nam/2018/",
    "hoi-nghi/", "hoi-nghi/k12-tw6/", "dinh-chinh/", "do-phu/", "gioi-thieu/", "phuong-phap/", "huong-dan/",
    "khong-co-trang-nay/",
]  # fmt: skip
SCREENS = [(375, "light"), (375, "dark"), (1280, "light"), (1280, "dark")]
# The strictest that the tool knows: WCAG 2.2 AA and best practices.
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


class _Host(http.server.SimpleHTTPRequestHandler):
    """A static host that publishes the site under a sub-path, with the site's own page for what is not there."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/giao-ban"))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - so named by the base class
        """Say nothing."""


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Where the site is served, under a sub-path."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Host, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/giao-ban/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all pages."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    assert program, "no Chromium; scripts/test.py installs it"
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=quiet)
        yield started
        started.close()


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
@pytest.mark.parametrize("page_address", PAGES)
def test_page(browser: Browser, address: str, page_address: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    missing = page_address.startswith("khong-co")

    def hear(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not (missing and "404" in message.text):
            said.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + page_address)
    assert said == []
    assert [url for url in asked if not url.startswith(address)] == []
    # What sticks out to the right is what a reader on a phone would have to scroll for.
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shown = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(int(n) for n in shown.strip("rgba()").split(",")[:3]) < 200) == (scheme == "dark")
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, found.generate_report()
    context.close()


@pytest.mark.parametrize("page_address", PAGES)
def test_page_is_readable_without_javascript_and_very_narrow(browser: Browser, address: str, page_address: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700}, java_script_enabled=False)
    page = context.new_page()
    page.goto(address + page_address)
    assert page.locator("h1").count() == 1
    assert page.locator("main").inner_text().strip()
    box = page.locator("body").bounding_box()
    assert box
    assert box["width"] <= 320
    assert page.locator("main").evaluate("e => e.scrollWidth <= e.clientWidth + 1") is True
    context.close()


def test_the_scheme_a_reader_chooses_stays(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    page = context.new_page()
    page.goto(address)
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    toggle = page.get_by_role("button", name="Nền")
    for _ in range(3):
        toggle.click()
        if page.evaluate("getComputedStyle(document.body).backgroundColor") != before:
            break
    chosen = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert chosen != before
    page.goto(f"{address}tinh/")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == chosen
    context.close()


def test_the_keyboard_reaches_the_content_first(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{address}hop/2018-10-29-giao-ban-thang-11-2018/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#noi-dung"
    page.goto(f"{address}hop/2018-10-29-giao-ban-thang-11-2018/#t1")
    assert page.locator("#t1").is_visible()
    assert "26-NQ/TW" in page.locator("#t2").inner_text()
    context.close()
