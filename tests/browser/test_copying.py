"""What a reader copies of an item: its link, its text with the source, its citation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import SITE_URL
from playwright.sync_api import Browser, BrowserContext, Page, expect
from selectolax.lexbor import LexborHTMLParser

from giaoban import headers

pytestmark = pytest.mark.browser

MEETING = "hop/2018-01-19-tong-ket-2017/"
TITLE = "Tổng kết công tác tổ chức xây dựng Đảng năm 2017, triển khai nhiệm vụ năm 2018"
PROVINCE = "tinh/dong-thap/"
MERGER = "moc-dong-thap-2025"


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(
        viewport={"width": 375, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    )
    yield context
    context.close()


def forget(page: Page) -> None:
    """Take away what was said of the copy before, which stays for a while."""
    page.evaluate("document.querySelector('.said')?.replaceChildren()")


def copied(page: Page, item: str, what: str) -> str:
    """What is in the clipboard after a reader has copied ``what`` of an item by hand."""
    page.evaluate("navigator.clipboard.writeText('')")
    forget(page)
    if page.locator(f"[id='{item}'] .copies").count() == 0:
        page.locator(f"[id='{item}'] a.anchor").click()
    page.get_by_role("group").get_by_role("button", name=what, exact=True).click()
    expect(page.get_by_role("status").filter(has_text=f"Đã sao chép {what.lower()}")).to_be_visible()
    return page.evaluate("navigator.clipboard.readText()")


def test_a_result_a_task_and_a_figure_give_all_three(reader: BrowserContext, site: Path, address: str) -> None:
    page = reader.new_page()
    page.goto(address + MEETING)
    text = page.locator("#r2 p").first.text_content()
    assert text
    url = f"{SITE_URL}{MEETING}#r2"
    assert copied(page, "r2", "Liên kết") == url
    lines = copied(page, "r2", "Văn bản kèm nguồn").split("\n")
    assert lines[0] == " ".join(text.replace("#", "").split())
    source = LexborHTMLParser((site / MEETING / "index.html").read_bytes()).css_first("#s1 a.url")
    assert source
    assert lines[1].startswith("Nguồn: “Ngành Tổ chức xây dựng Đảng cần nâng cao bản lĩnh chính trị")
    assert lines[1].endswith(f", 20-1-2018, {source.attributes['href']}")
    assert lines[2] == f"Giao ban: {TITLE}, kết quả 2, {url}"
    assert f"”, kết quả 2, họp ngày 19-1-2018, {url}, xem ngày " in copied(page, "r2", "Trích dẫn")
    assert (
        copied(page, "f1", "Văn bản kèm nguồn").split("\n")[0] == "dự tại 63 điểm cầu địa phương: khoảng 4.000 đại biểu"
    )
    # One at a time, and a second press closes it.
    assert page.locator(".copies").count() == 1
    page.locator("#f1 a.anchor").click()
    expect(page.locator(".copies")).to_have_count(0)


def test_an_item_is_cited_as_the_citation_of_its_meeting_says(reader: BrowserContext, address: str) -> None:
    page = reader.new_page()
    page.goto(address + MEETING)
    page.locator(".cite summary").click()
    choice = page.locator(".cite select")
    choice.wait_for()
    items = [value for value in choice.locator("option").evaluate_all("(all) => all.map((one) => one.value)") if value]
    assert len(items) > 5
    for item in (items[0], items[-1]):
        choice.select_option(item)
        assert copied(page, item, "Trích dẫn") == page.locator(".cite .whole").inner_text()


def test_an_event_of_a_timeline_gives_all_three(reader: BrowserContext, address: str) -> None:
    page = reader.new_page()
    page.goto(address + PROVINCE)
    url = f"{SITE_URL}{PROVINCE}#{MERGER}"
    name = "“Tiền Giang và Đồng Tháp sáp nhập thành tỉnh Đồng Tháp”"
    assert copied(page, MERGER, "Liên kết") == url
    assert copied(page, MERGER, "Văn bản kèm nguồn").split("\n") == [
        "1-7-2025. Tiền Giang và Đồng Tháp sáp nhập thành tỉnh Đồng Tháp. Theo Nghị quyết 202/2025/QH15.",
        f"Nguồn: Nguồn về địa giới, {SITE_URL}tinh/#nguon",
        f"Giao ban: Đồng Tháp, {name}, {url}",
    ]
    assert copied(page, MERGER, "Trích dẫn").startswith(f"Giao ban, “Đồng Tháp”, {name}, {url}, xem ngày ")


def test_the_keyboard_alone_is_enough(reader: BrowserContext, address: str) -> None:
    page = reader.new_page()
    page.goto(address + MEETING)
    anchor = page.get_by_role("button", name="Sao chép kết quả 2")
    expect(anchor).to_have_attribute("aria-expanded", "false")
    for key in ("Enter", "Space"):
        anchor.focus()
        page.keyboard.press(key)
        expect(page.get_by_role("button", name="Liên kết", exact=True)).to_be_focused()
        expect(anchor).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        forget(page)
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").filter(has_text="Đã sao chép trích dẫn")).to_be_visible()
        page.keyboard.press("Escape")
        expect(anchor).to_be_focused()
        expect(anchor).to_have_attribute("aria-expanded", "false")
        assert page.locator(".copies").count() == 0


def test_without_a_clipboard_the_text_is_selected(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(address + MEETING)
    page.locator("#r2 a.anchor").click()
    page.get_by_role("button", name="Liên kết", exact=True).click()
    expect(page.get_by_role("textbox", name="Để sao chép: liên kết")).to_be_focused()
    chosen = "((e) => e.value.slice(e.selectionStart, e.selectionEnd))(document.activeElement)"
    assert page.evaluate(chosen) == f"{SITE_URL}{MEETING}#r2"
    expect(page.get_by_role("status").filter(has_text="Đã chọn sẵn")).to_be_visible()
    page.emulate_media(media="print")
    assert page.locator(".copies:visible, .copied:visible, .anchor:visible, .said:visible").count() == 0


def test_where_the_script_does_not_come_the_anchor_is_a_link(browser: Browser, address: str) -> None:
    page = browser.new_page(service_workers="block")
    page.route("**/copy.js", lambda route: route.abort())
    page.goto(address + MEETING)
    page.locator("#r2 a.anchor").click()
    expect(page).to_have_url(f"{address}{MEETING}#r2")
    page.close()


def test_every_item_with_an_anchor_has_the_control(site: Path) -> None:
    seen: set[str] = set()
    for path in sorted(site.rglob("index.html")):
        tree = LexborHTMLParser(path.read_bytes())
        for item in tree.css(".items > li[id], .figures > div[id], .entry[id]"):
            name = item.attributes["id"]
            anchors = [one.attributes["href"] for one in item.css("a.anchor")]
            assert anchors == [f"#{name}"], (path, name)
            seen.add((item.attributes.get("class") or "item").split()[0])
    assert seen == {"item", "entry"}


def test_a_drawing_is_shown_by_a_page_of_another_site_and_by_itself(
    context: BrowserContext, site: Path, address: str
) -> None:
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.route(
        f"{address}**/*.svg",
        lambda route: route.fulfill(response=(got := route.fetch()), headers={**got.headers, **headers.EVERYWHERE}),
    )
    file = "tinh/ban-do.svg"
    page.goto(address + file)
    assert page.locator("text").filter(has_text="Nguồn: Giao ban").count() == 1
    assert not said
    page.goto(f"{address}tinh/")
    link = page.get_by_role("link", name="Tải hình (SVG)").first
    with page.expect_download() as download:
        link.click()
    assert Path(download.value.path()).read_bytes() == (site / file).read_bytes()
    page.set_content(f'<img src="{address}{file}" alt="Bản đồ">')
    page.wait_for_function("document.images[0].naturalWidth === 760")
    beyond = """[...document.querySelectorAll("text")].filter((e) => {
      const box = e.getBoundingClientRect(), all = document.documentElement.getBoundingClientRect();
      return box.right > all.right + 1 || box.bottom > all.bottom + 1 || box.left < all.left - 1;
    }).map((e) => e.textContent)"""
    for drawn in sorted(site.rglob("*.svg")):
        page.goto(address + drawn.relative_to(site).as_posix())
        assert page.evaluate(beyond) == [], drawn
