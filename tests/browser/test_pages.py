"""What a reader does on a page, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


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
