"""The preview in a browser: a page is loaded anew when it looks otherwise, and a preview that was stopped does not look alive."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import SITE_URL
from playwright.sync_api import Browser, Error, Page, expect
from running_preview import MEETING, Preview, running

pytestmark = pytest.mark.browser


@pytest.fixture
def preview(content: Path, tmp_path: Path) -> Iterator[Preview]:
    with running(content, tmp_path / "build", "serve", "--site-url", SITE_URL) as started:
        yield started


@pytest.fixture
def page(browser: Browser, preview: Preview) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{preview.address}hop/{MEETING}/")
    yield page
    context.close()


def test_a_page_is_loaded_anew_when_its_record_is_saved_broken_and_mended(page: Page, preview: Preview) -> None:
    text = preview.record.read_text(encoding="utf-8")
    preview.record.write_text(text.replace("title: ", "title: Quảng Xương ", 1), encoding="utf-8")
    expect(page.locator("h1")).to_contain_text("Quảng Xương")
    preview.record.write_text(text.replace("title: ", "titel: ", 1), encoding="utf-8")
    expect(page.locator(".xt-findings")).to_contain_text(f"{MEETING}.md:3:1")
    expect(page.locator(".xt-state")).to_contain_text("Trang cũ hơn các tệp")
    preview.record.write_text(text, encoding="utf-8")
    expect(page.locator(".xt-findings")).to_have_count(0)
    expect(page.locator("h1")).not_to_contain_text("Quảng Xương")


def test_a_page_that_looks_as_before_stays(page: Page, preview: Preview) -> None:
    page.goto(f"{preview.address}gioi-thieu-khong-co/")
    page.evaluate("window.stayed = true")
    other = page.context.new_page()
    other.goto(f"{preview.address}hop/{MEETING}/")
    text = preview.record.read_text(encoding="utf-8")
    preview.record.write_text(f"{text}\nThêm một câu.\n", encoding="utf-8")
    expect(other.locator("main")).to_contain_text("Thêm một câu")
    assert page.evaluate("window.stayed") is True


def test_the_link_of_the_file_leads_to_the_line_of_the_item(page: Page, preview: Preview) -> None:
    link = page.locator(".xt-file a")
    expect(link).to_have_attribute("href", re.compile(rf"^vscode://file/.*/{MEETING}\.md:1$"))
    page.goto(f"{preview.address}hop/{MEETING}/#t1")
    lines = preview.record.read_text(encoding="utf-8").splitlines()
    line = next(i for i, text in enumerate(lines, 1) if "id: t1" in text)
    expect(link).to_have_attribute("href", re.compile(rf"\.md:{line}$"))
    expect(link).to_have_text(re.compile(rf"\.md:{line}$"))


def test_a_stopped_preview_does_not_look_alive(page: Page, preview: Preview) -> None:
    preview.stop()
    expect(page.locator(".xt-state")).to_contain_text("đã dừng")
    with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
        page.reload()


def test_a_worker_of_an_earlier_site_is_gone(browser: Browser, site: Path, content: Path, tmp_path: Path) -> None:
    """It is registered by the site as a plain host serves it, in a process that takes its connections with it."""
    context = browser.new_context()
    page = context.new_page()
    (tmp_path / "giao-ban").symlink_to(site)
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as host:
        assert host.stdout
        port = re.findall(r"port (\d+)", host.stdout.readline())[0]
        address = f"http://127.0.0.1:{port}/giao-ban/"
        page.goto(address)
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.reload()
        assert page.evaluate("navigator.serviceWorker.controller !== null")
        host.kill()
    with running(content, tmp_path / "build", "serve", "--site-url", SITE_URL, "--port", port) as preview:
        assert preview.address == address
        page.goto(f"{address}tinh/")  # what was seen at the other host may be kept for a while
        expect(page.locator(".xt-strip")).to_be_visible()
        workers = "navigator.serviceWorker.getRegistrations()"
        beside = context.new_page()  # a page that the preview adds nothing to, and does not load anew
        beside.goto(f"{address}robots.txt")
        beside.evaluate(f"new Promise(async (done) => {{ while ((await {workers}).length) {{}} done(); }})")
    with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
        page.goto(f"{address}tinh/")
    context.close()
