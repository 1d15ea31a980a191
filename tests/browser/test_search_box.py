"""Searching as a reader does: the box on every page, the search page and its address, without JavaScript, and offline."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """An empty tab."""
    return context.new_page()


def test_nothing_is_fetched_before_a_reader_turns_to_search(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address, wait_until="networkidle")
    assert not [url for url in asked if "/tim/" in url or "find.js" in url]
    page.locator("#tim").focus()
    page.wait_for_event("response", lambda response: response.url.endswith("dau.bin"))


def test_the_box_is_a_combobox_led_by_keys(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("/")
    box = page.get_by_role("combobox", name="Tìm trong kho")
    expect(box).to_be_focused()
    page.keyboard.type("nghi quyet 18")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("18-NQ/TW")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "tim-0")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("nghi quyet 18")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/van-ban/nq-18-tw-k12/"))


def test_enter_without_a_choice_leads_to_the_search_page(page: Page, address: str) -> None:
    page.goto(f"{address}hop/")
    page.locator("#tim").fill("biên chế")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/tim/\?q=bi%C3%AAn\+ch%E1%BA%BF$"))
    expect(page.locator(".hits > li").first).to_be_visible()


def test_results_out_of_sight_are_fetched_when_a_reader_turns_to_them(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address)
    page.locator("#tim").fill("công tác cán bộ")
    status = page.locator(".find [role=status]")
    expect(status).to_have_text(re.compile(r"^\d+ kết quả, đang hiện [1-5]$"))
    first = page.get_by_role("option").all_inner_texts()
    assert len([url for url in asked if "/tim/b/" in url]) <= len(first) - 1 < 6
    # Those that are there fill the box, of which the last line leads to all.
    panel = page.locator(".panel")
    assert panel.evaluate("(panel) => panel.scrollHeight > panel.clientHeight")
    expect(page.locator("#tim-all")).to_be_in_viewport()
    page.keyboard.press("ArrowDown")
    expect(status).to_have_text(re.compile(r"đang hiện 6$"))
    assert page.get_by_role("option").all_inner_texts()[: len(first) - 1] == first[:-1]
    for _ in range(5):
        page.keyboard.press("ArrowDown")
    expect(page.locator("#tim-5")).to_have_attribute("aria-selected", "true")


def test_what_is_in_sight_is_drawn_first_and_stays_where_it_is(browser: Browser, address: str) -> None:
    held: list[Route] = []
    # What a service worker fetches could not be held back.
    context = browser.new_context(viewport={"width": 390, "height": 844}, service_workers="block")
    page = context.new_page()
    page.goto(f"{address}tim/")
    page.route("**/tim/b/**", lambda route: held.append(route))  # noqa: PLW0108 - Playwright takes no built-in function
    page.locator("#tim-lon").fill("công tác cán bộ")
    page.keyboard.press("Enter")
    # Where the script was not there yet, the form has led to a new page.
    page.wait_for_url(re.compile(r"/tim/\?(.*&)?q="))
    rows, hits = page.locator(".main > .hits > li"), page.locator(".main > .hits")
    _let_through(page, held, lambda: rows.count() > 0)
    expect(hits).to_have_attribute("aria-busy", "true")
    places = [row.bounding_box() for row in rows.all()]
    assert len(places) < 10
    assert places[-1]
    assert places[-1]["y"] + places[-1]["height"] >= 844
    _let_through(page, held, lambda: rows.count() == 10)
    assert [row.bounding_box() for row in rows.all()[: len(places)]] == places
    expect(hits).not_to_have_attribute("aria-busy", "true")
    context.close()


@pytest.mark.parametrize("size", [(390, 844), (1280, 900)])
def test_nothing_is_seen_to_move_when_results_come(
    context: BrowserContext, address: str, size: tuple[int, int]
) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.add_init_script("""
      window.moved = [];
      const note = (list) => window.moved.push(...list.getEntries());
      new PerformanceObserver(note).observe({ type: "layout-shift", buffered: true });
    """)
    page.goto(f"{address}tim/?q=công+tác+cán+bộ")
    expect(page.locator(".main > .hits > li")).to_have_count(10)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    read = (
        "() => window.moved.map((one) => [one.value, one.sources.map(({ node }) => node?.className || node?.nodeName)])"
    )
    assert page.evaluate(read) == []


def _let_through(page: Page, held: list[Route], until: Callable[[], bool]) -> None:
    """Answer the requests that are held back, but none that is made after something is so."""
    while True:
        earlier = held.copy()
        if until():
            return
        for route in earlier:
            route.continue_()
            held.remove(route)
        page.evaluate("() => new Promise(requestAnimationFrame)")


def test_a_result_leads_to_the_item_and_marks_the_words(page: Page, address: str) -> None:
    page.goto(f"{address}tim/?q=762.800")
    first = page.locator(".hits > li a").first
    expect(first.locator("mark").first).to_have_text("762.800")
    first.click()
    expect(page).to_have_url(re.compile(r"/hop/2022-01-13-tong-ket-2021/\?dau=\d+#[rf]\d+$"))
    expect(page.locator(":target mark").first).to_have_text("762.800")


def test_the_state_of_the_search_page_is_its_address(page: Page, address: str) -> None:
    page.goto(f"{address}tim/?q=can+bo")
    status = page.locator("#tim-kiem .status")
    expect(status).to_contain_text("kết quả")
    whole = status.inner_text()
    year = page.locator('.facets a[data-name="nam"]').first
    name = year.inner_text()
    year.click()
    expect(page).to_have_url(re.compile(rf"/tim/\?q=can\+bo&nam={name}$"))
    expect(page.locator(".chips li")).to_have_text([f"Năm: {name} ×"])
    expect(status).not_to_have_text(whole)
    narrowed = status.inner_text()
    page.reload()
    expect(status).to_have_text(narrowed)
    page.go_back()
    expect(page).to_have_url(re.compile(r"/tim/\?q=can\+bo$"))
    expect(status).to_have_text(whole)


def test_dates_and_order_can_be_chosen(page: Page, address: str) -> None:
    page.goto(f"{address}tim/?q=giao+ban&tu=2018&den=2019&xep=cu")
    days = page.locator(".hits > li .d")
    expect(days.first).to_contain_text("2018")
    years = [int(re.search(r"\b(20\d\d)\b", text)[1]) for text in days.all_inner_texts()]  # type: ignore[index]
    assert years == sorted(years)
    assert set(years) <= {2018, 2019}


def test_a_typo_is_forgiven_and_said(page: Page, address: str) -> None:
    page.goto(f"{address}tim/?q=cong+tca+can+bo")
    better = page.locator(".status a")
    expect(better).to_have_text("công tác cán bộ")
    better.click()
    expect(page).to_have_url(re.compile(r"q=c%C3%B4ng"))
    expect(page.locator(".hits > li").first).to_be_visible()


def test_nothing_found_is_said_with_a_way_out(page: Page, address: str) -> None:
    page.goto(f"{address}tim/?q=zzzzqqqq")
    expect(page.locator(".status")).to_contain_text("Không có kết quả")
    expect(page.locator(".help").get_by_role("link", name="mọi cuộc họp")).to_be_visible()


def test_search_within_a_province(page: Page, address: str) -> None:
    page.goto(f"{address}tinh/ha-noi/")
    within = page.get_by_role("search", name="Tìm trong trang này")
    within.get_by_role("searchbox").fill("cán bộ")
    within.get_by_role("button").click()
    expect(page).to_have_url(re.compile(r"/tim/\?tinh=ha-noi&q="))
    expect(page.locator(".chips li")).to_have_text(["Tỉnh, thành: ha-noi ×"])
    expect(page.locator(".hits > li").first).to_be_visible()


def test_without_javascript_the_form_leads_to_the_lists(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}hop/")
    page.locator("#tim").fill("biên chế")
    page.locator(".find button").click()
    expect(page).to_have_url(re.compile(r"/tim/\?q="))
    for name in ("mọi cuộc họp", "lãnh đạo", "văn bản", "tỉnh, thành", "2018"):
        assert page.locator(".help").get_by_role("link", name=name).is_visible()
    context.close()


def test_what_was_seen_is_there_without_a_network(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(address)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.goto(f"{address}van-ban/nq-18-tw-k12/")
    page.goto(f"{address}tim/?q=biên+chế")
    expect(page.locator(".hits > li").first).to_be_visible()
    expect(page.locator("#tim-kiem .hits")).not_to_have_attribute("aria-busy", "true")
    shown = page.locator(".hits > li").all_inner_texts()
    context.set_offline(True)
    page.goto(f"{address}van-ban/nq-18-tw-k12/")
    expect(page.locator("h1")).to_contain_text("18-NQ/TW")
    page.goto(f"{address}tim/?q=biên+chế")
    expect(page.locator(".hits > li").first).to_be_visible()
    expect(page.locator("#tim-kiem .hits")).not_to_have_attribute("aria-busy", "true")
    assert page.locator(".hits > li").all_inner_texts() == shown
    page.goto(f"{address}tinh/ca-mau/")
    expect(page.locator("h1")).to_have_text("Không có mạng")
    context.set_offline(False)
