"""A timeline within a page of another site, and how it gets there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from static_host import BASE, Host, serve
from test_kinds import RULES, sticks_out

from giaoban import headers, kinds

pytestmark = pytest.mark.browser

PROVINCE, LONG = "tinh/dong-thap", "lanh-dao/pham-minh-chinh"


@pytest.fixture(scope="module")
def paper(host: Host, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """Another site: one page with a timeline of ours in a frame, one with a page of ours that is not for frames."""
    folder = tmp_path_factory.mktemp("paper")
    for name, address in (("index", f"nhung/?dong={PROVINCE}"), ("khac", f"{PROVINCE}/")):
        frame = f'<iframe src="{host.address}{address}" width="640" height="480" title="Giao ban"></iframe>'
        (folder / f"{name}.html").write_text(
            f'<!doctype html><html lang="vi"><title>Báo</title>{frame}', encoding="utf-8"
        )
    (folder / "404.html").write_text("404", encoding="utf-8")
    with serve(folder) as other:
        yield other


@pytest.fixture
def guarded(context: BrowserContext, host: Host) -> BrowserContext:
    """A reader to whom our host sends the headers that it should."""

    def answer(route: Route) -> None:
        file = route.request.url.partition(BASE)[2]
        sent = headers.OF_FRAMED if file.startswith(headers.FRAMED) else headers.EVERYWHERE
        found = route.fetch()
        route.fulfill(response=found, headers={**found.headers, **sent})

    context.route(f"{host.address}**", answer)
    return context


def opened(page: Page, address: str, asked: str) -> Page:
    page.goto(f"{address}nhung/?dong={asked}")
    page.locator(".lines > li").first.wait_for()
    return page


def test_another_site_shows_a_timeline_but_no_other_page(guarded: BrowserContext, paper: Host) -> None:
    page = guarded.new_page()
    page.goto(paper.address)
    frame = page.frame_locator("iframe")
    expect(frame.locator("h1")).to_have_text("Đồng Tháp")
    expect(frame.locator(".lines > li").first).to_be_visible()
    assert frame.locator("nav, header, form").count() == 0
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(f"{paper.address}khac.html")
    page.wait_for_load_state("load")
    assert any("frame" in text for text in refused)
    assert page.frames[1].locator(".timeline, nav").count() == 0


@pytest.mark.parametrize("section", [kind.section for kind in kinds.with_timelines()])
def test_it_says_what_the_page_of_the_entity_says(
    context: BrowserContext, site: Path, address: str, section: str
) -> None:
    """Of every kind the longest timeline: the same meetings and dates in the same words, the newest first."""
    files = [path for path in site.glob(f"{section}/*/index.html") if path.with_name("oembed.json").exists()]
    entity = max(files, key=lambda path: path.stat().st_size).parent.name
    page = context.new_page()
    page.goto(f"{address}{section}/{entity}/")
    entries = """(all) => all.map((e) => [e.querySelector(".when").innerText.split(" · ")[0],
      e.querySelector("h4, h2").innerText.replace(/ #$/, ""), e.querySelector("h4 a, h2 a")?.href ?? ""])"""
    there = page.locator(".timeline .entry:not(.moved)").evaluate_all(entries)
    sources = page.locator(".timeline .entry .src a[rel]").evaluate_all("(all) => all.map((e) => e.href)")
    opened(page, address, f"{section}/{entity}")
    while page.get_by_role("button", name="Cũ hơn").is_visible():
        count = page.locator(".lines > li").count()
        page.get_by_role("button", name="Cũ hơn").click()
        expect(page.locator(".lines > li")).not_to_have_count(count)
    here = page.locator(".lines > li").evaluate_all(entries)
    assert here
    # A meeting of the same day keeps its place, which is the other way round here.
    assert [one[:2] for one in here] == [one[:2] for one in there[::-1]]
    assert {one[2] for one in here if "/hop/" in one[2]} == {one[2] for one in there if "/hop/" in one[2]}
    shown = page.locator(".lines .src a").evaluate_all("(all) => all.map((e) => e.href)")
    assert {one for one in shown if not one.startswith(address)} <= {*sources, *shown}
    assert set(sources) <= set(shown)


@pytest.mark.parametrize(
    ("entity", "says"), [(PROVINCE, "Cuộc họp được tổ chức tại đây."), ("tinh/tay-ninh", "4,207 tỷ đồng")]
)
def test_every_line_of_it_says_something(context: BrowserContext, address: str, entity: str, says: str) -> None:
    page = opened(context.new_page(), address, entity)
    lines = page.locator(".lines p, .lines .points li").all_inner_texts()
    assert [line for line in lines if not re.search(r"^[^\W_]|^“", line.strip())] == []
    assert any(says in line for line in lines)
    # Numbers as Vietnamese writes them, never as a twin does.
    assert not re.search(r"\d{5}|\d\.\d\d?(?!\d)", " ".join(lines))


@pytest.mark.parametrize(
    "asked",
    [
        "//khac.example/tinh/dong-thap", "https://khac.example/tinh/dong-thap", "tinh/../hop/2018-01-19-tong-ket-2017",
        "/tinh/dong-thap", "tinh/dong-thap/", "tinh/dong-thap/2020", "tinh//dong-thap", "hop/2018-01-19-tong-ket-2017",
        "tinh/dong-thap?a=1", "tinh/dong-thap#a", "tinh/Dong-Thap", "tinh\\dong-thap", "javascript:alert(1)", "tinh/dong-thap\n",
        "%74inh/dong-thap", "<img src=x onerror=alert(1)>", "",
    ],
)  # fmt: skip
def test_an_address_that_names_no_timeline_does_nothing(context: BrowserContext, host: Host, asked: str) -> None:
    page = context.new_page()
    page.goto(f"{host.address}nhung/")
    before = page.locator("main").inner_html()
    host.sent.clear()
    page.goto(f"{host.address}nhung/?dong={quote(asked, safe='')}")
    page.wait_for_load_state("networkidle")
    assert page.locator("main").inner_html() == before
    assert not [sent.path for sent in host.sent if sent.path.endswith(".json")]


def test_a_timeline_that_is_not_there_leads_to_its_page(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(f"{address}nhung/?dong=tinh/khong-co")
    # The links that stand there at first give way to one.
    expect(page.locator(f".say a[href='{address}tinh/khong-co/']")).to_have_count(1)
    expect(page.locator(".say a")).to_have_count(1)


def test_what_records_say_is_never_read_as_markup(context: BrowserContext, site: Path, address: str) -> None:
    twin = json.loads((site / PROVINCE / "index.json").read_bytes())
    evil = "<img src=x onerror=document.title='x'>"
    groups = [{"id": "nam-2020", "lines": [
        {"event": {"date": "2020-01-02", "title": [{"text": evil, "address": "tinh/"}]}},
        {"meeting": {"id": "mot", "date": "2020-01-01", "parts": ["named"], "notes": [evil], "forms": [evil], "sources": ["s1"]}},
    ]}]  # fmt: skip
    twin = {**twin, "title": evil, "record": {"timeline": {"kind": "province", "meetings": 1, "groups": groups}}}
    meeting = {
        "title": evil,
        "record": {
            "kind": "review", "level": "central", "place": evil, "sections": [], "figures": [], "documents": [],
            "other_documents": [], "sources": [{"id": "s1", "publisher": evil, "url": "javascript:alert(1)"}],
        },
    }  # fmt: skip
    page = context.new_page()
    page.route("**/tinh/dong-thap/index.json", lambda route: route.fulfill(json=twin))
    page.route("**/hop/mot/index.json", lambda route: route.fulfill(json=meeting))
    opened(page, address, PROVINCE)
    assert page.locator("img").count() == 0
    assert page.locator("h1").inner_text() == evil
    assert page.locator("[href^='javascript:']").count() == 0
    assert evil in page.locator(".lines").inner_text()


def test_the_frame_is_light_and_asks_no_one_else(context: BrowserContext, host: Host) -> None:
    strangers: list[str] = []
    page = context.new_page()
    page.on("request", lambda one: None if one.url.startswith(host.address) else strangers.append(one.url))
    host.sent.clear()
    opened(page, host.address, LONG)
    assert page.locator(".lines > li").count() == 10
    assert len([sent for sent in host.sent if sent.path.endswith("index.json")]) == 11
    assert sum(sent.size for sent in host.sent) < 60_000
    assert not [sent.path for sent in host.sent if sent.path.endswith(("archive.css", "archive.js", "sw.js"))]
    assert not strangers
    # Older ones come when they are asked for, and the reader goes on where they begin.
    page.get_by_role("button", name="Cũ hơn").press("Enter")
    expect(page.locator(".lines > li")).to_have_count(20)
    assert page.evaluate("document.activeElement === document.querySelectorAll('.lines > li')[10]")


def test_what_was_shown_is_shown_again_without_a_network(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(address)
    page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    page.reload()
    opened(page, address, PROVINCE)
    before = page.locator("main").inner_text()
    context.set_offline(True)
    opened(page, address, PROVINCE)
    assert page.locator("main").inner_text() == before
    # The page is the same for all; of what has not been seen it says where to read it.
    page.goto(f"{address}nhung/?dong=tinh/ha-noi")
    expect(page.locator(f".say a[href='{address}tinh/ha-noi/']")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 640])
def test_everybody_can_read_it(browser: Browser, address: str, width: int, scheme: str) -> None:
    page = browser.new_page(viewport={"width": width, "height": 480}, color_scheme=scheme)  # type: ignore[arg-type]
    opened(page, address, LONG)
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(f"axe.run({json.dumps(RULES)})")["violations"]
    assert not [(v["id"], node["html"][:200]) for v in found for node in v["nodes"]]
    assert not sticks_out(page)
    page.close()


def test_a_reader_copies_the_markup_with_one_button(browser: Browser, site: Path, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}{PROVINCE}/")
    button = page.get_by_role("button", name="Sao chép mã nhúng")
    button.focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("status").filter(has_text="Đã sao chép mã nhúng")).to_be_visible()
    told = json.loads((site / PROVINCE / "oembed.json").read_bytes())
    assert page.evaluate("navigator.clipboard.readText()") == told["html"]
    context.close()


def test_without_a_clipboard_the_markup_is_there_to_be_copied(
    context: BrowserContext, site: Path, address: str
) -> None:
    page = context.new_page()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(f"{address}{PROVINCE}/")
    page.get_by_role("button", name="Sao chép mã nhúng").click()
    expect(page.get_by_role("textbox", name="mã nhúng")).to_be_focused()
    told = json.loads((site / PROVINCE / "oembed.json").read_bytes())
    assert (
        page.evaluate("(e => e.value.slice(e.selectionStart, e.selectionEnd))(document.activeElement)") == told["html"]
    )


def test_without_javascript_the_link_explains_and_the_frame_says_where_to_read(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}{PROVINCE}/")
    page.get_by_role("link", name="Sao chép mã nhúng").click()
    assert page.url == f"{address}du-lieu/#nhung"
    page.goto(f"{address}nhung/?dong={PROVINCE}")
    assert page.get_by_role("link", name="kho lưu trữ Giao ban").get_attribute("href") == "../"
    context.close()
