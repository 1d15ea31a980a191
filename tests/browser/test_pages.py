"""What a reader does on a page, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.browser


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


@pytest.mark.parametrize(
    ("path", "links"),
    [
        ("hop/2018-10-29-giao-ban-thang-11-2018/", ".toc a"),
        ("lanh-dao/pham-minh-chinh/", ".rail a"),
        ("lanh-dao/", ".jump a"),
        ("nhiem-vu/", ".jump a"),
        ("phuong-phap/", ".toc a"),
    ],
)
@pytest.mark.parametrize("width", [1280, 1920])
def test_on_a_wide_screen_the_contents_stay_beside_what_is_read(
    browser: Browser, address: str, path: str, links: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{address}{path}")
    last = page.locator(f".side {links}").last
    last.click()
    target = page.locator(f"[id='{(last.get_attribute('href') or '')[1:]}']")
    expect(target).to_be_in_viewport()
    expect(last).to_be_in_viewport()
    text, beside = page.locator(".main").bounding_box(), last.bounding_box()
    assert text is not None
    assert beside is not None
    assert text["x"] + text["width"] < beside["x"]
    context.close()


def test_on_a_phone_a_written_page_begins_with_its_text(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 375, "height": 667})
    page = context.new_page()
    page.goto(f"{address}phuong-phap/")
    assert page.locator(".toc").count() == 1
    assert not page.locator(".toc").is_visible()
    context.close()


def test_a_timeline_is_filtered_and_the_address_says_how(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    where = f"{address}chu-de/cong-tac-can-bo/"
    page.goto(where)
    form = page.locator("form.filter")
    assert form.is_visible()
    choice = form.locator("select").first
    name, value = choice.get_attribute("name"), choice.locator("option").nth(1).get_attribute("value")
    entries = page.locator(".timeline .entry:not(.event):visible")
    all_of_them = entries.count()
    choice.select_option(value)
    assert page.url == f"{where}?{name}={value}"
    assert form.get_by_role("status").inner_text() == f"{entries.count()} trong {all_of_them} cuộc họp"
    assert 0 < entries.count() < all_of_them
    page.reload()
    assert choice.input_value() == value
    assert 0 < entries.count() < all_of_them
    form.get_by_role("button").click()
    assert page.url == where
    assert entries.count() == all_of_them
    context.close()


def test_without_javascript_no_control_does_nothing(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}van-ban/nq-18-tw-k12/")
    assert page.locator("form.filter:visible").count() == 0
    assert page.locator(".lines svg a").count() > 0
    context.close()


def test_a_reader_picks_an_item_to_cite_and_copies_it(browser: Browser, address: str) -> None:
    meeting = f"{address}hop/2018-10-29-giao-ban-thang-11-2018/"
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(meeting)
    page.locator(".cite summary").click()
    page.locator(".cite select").select_option("nhiệm vụ 3")
    page.get_by_role("button", name="Sao chép RIS").click()
    expect(page.get_by_role("status").filter(has_text="Đã sao chép RIS")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "ID  - 2018-10-29-giao-ban-thang-11-2018-t3" in copied
    assert copied.endswith("ER  - ")
    assert "tháng 11-2018, nhiệm vụ 3\n" in copied
    assert "/hop/2018-10-29-giao-ban-thang-11-2018/#t3\n" in copied
    # Who came by the link of an item cites that item.
    page.goto(f"{meeting}#r2")
    page.reload()
    page.locator(".cite summary").click()
    expect(page.locator(".cite .whole")).to_contain_text("”, kết quả 2, họp")
    context.close()


def test_a_meeting_prints_on_two_sheets(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}hop/2024-03-26-quang-tri-giao-ban-quy-1-2024/")
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") <= 2
    page.emulate_media(media="print")
    assert page.locator(".cite .whole").is_visible()
    assert not page.locator(".cite details").is_visible()
    page.close()


def test_nothing_on_a_meetings_page_moves_while_it_loads(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 375, "height": 900})
    page.goto(f"{address}hop/2018-10-29-giao-ban-thang-11-2018/#trich-dan")
    moved = """() => new Promise(done => new PerformanceObserver(list =>
      done(list.getEntries().reduce((sum, e) => sum + e.value, 0))).observe({type: "layout-shift", buffered: true})
      || setTimeout(() => done(0), 300))"""
    assert page.evaluate(moved) == 0
    page.close()
