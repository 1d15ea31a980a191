"""Every kind of page in a real browser: phone and desktop, light and dark, large text, narrow, and without JavaScript."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import page_kinds
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from page_kinds import NOT_FOUND, Sample
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route
from screens import Screens
from static_host import Host

KINDS = page_kinds.known()
WIDTHS = (375, 1280)
NARROW = 320
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
TURNS: list[dict[int, tuple[Literal["light", "dark"], ...]]] = [{1280: ("dark",)}, {375: ("light",)}]
BOTH = {1280: ("dark",), 375: ("light",)}
# The strictest that the tool knows: WCAG 2.2 AA and best practices.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries())
    window.shifts.push([entry.value, ...entry.sources.map((s) => s.node ? s.node.nodeName + "." + s.node.className : "")]);
}).observe({ type: "layout-shift", buffered: true });
"""
_SETTLED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(window.shifts))))"
# Not `wait_for_function`: what it runs in the page is what the page's policy forbids.
_PAINTED = """
new Promise((done, fail) => {
  new PerformanceObserver((list) => list.getEntriesByName("first-contentful-paint").length && done())
    .observe({ type: "paint", buffered: true });
  setTimeout(() => fail(new Error("never painted")), 20000);
})
"""
# What is read in the main part of a page, without what only answers to a reader's hand.
_READ = """
document.querySelectorAll("main form, main button, main [role=status], main noscript").forEach((e) => e.remove());
document.querySelector("main").innerText.split("\\n").map((line) => line.trim()).filter(Boolean)
"""
_STICKS_OUT = """
[...document.querySelectorAll("body *")].filter((e) => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1)
  .slice(0, 5).map((e) => e.outerHTML.slice(0, 120))
"""

pytestmark = pytest.mark.browser


class Visit:
    """One tab, in which page after page is opened: what each says on the console, and what it asks for from elsewhere."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.said: list[str] = []
        self.strangers: list[str] = []
        self._home, self._missing, self._slow, self._early = "", False, False, False
        self._held: list[Route] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", self._request)

    def slow(self) -> None:
        """From now on deferred scripts come only after the first paint, as they do over a slow network."""
        self._slow = True
        self.page.add_init_script(_SHIFTS)
        self.page.route("**/*.js", self._hold)

    def open(self, sample: Sample, host: Host) -> Page:
        """Open a page, and wait until it is whole."""
        self._home, self._missing, self._early = host.address, sample.address == NOT_FOUND, True
        for heard in (self.said, self.strangers):
            heard.clear()
        self.page.goto(host.address + sample.asked, wait_until="commit" if self._slow else "load")
        if self._slow:
            self.page.evaluate(_PAINTED)
            self._early = False
            while self._held:
                self._held.pop().continue_()
        self.page.wait_for_load_state("load")
        return self.page

    def _hold(self, route: Route) -> None:
        if self._early and not route.request.url.endswith("/scheme.js"):
            self._held.append(route)
        else:
            route.continue_()

    def _console(self, message: ConsoleMessage) -> None:
        # A browser remarks on the very answer that says the page is missing, and Playwright on the worker it keeps off.
        ours = (self._missing and "404" in message.text) or "blocked by Playwright" in message.text
        if message.type in {"error", "warning"} and not ours:
            self.said.append(message.text)

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self._home, "data:")):
            self.strangers.append(request.url)


@pytest.fixture(scope="module")
def visits(browser: Browser) -> Iterator[dict[int, Visit]]:
    """A tab for each width; the one of 320 px has no JavaScript."""
    contexts = {
        # What a worker kept from the page before would make each visit depend on the one before.
        width: browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=width != NARROW, service_workers="block"
        )
        for width in (*WIDTHS, NARROW)
    }
    found = {width: Visit(context.new_page()) for width, context in contexts.items()}
    for width in WIDTHS:
        found[width].slow()
    yield found
    for context in contexts.values():
        context.close()


def violations(page: Page) -> list[str]:
    """What axe-core objects to; its source stays loaded in the page."""
    found = page.evaluate(f"axe.run({json.dumps(RULES)})")["violations"]
    return [
        f"{v['id']}: {v['help']}: {node['html'][:200]} {node['failureSummary']}" for v in found for node in v["nodes"]
    ]


def sticks_out(page: Page) -> list[str]:
    """What a reader would have to scroll to the right for."""
    return page.evaluate(f"document.documentElement.scrollWidth > innerWidth ? {_STICKS_OUT.strip()} : []")


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_every_kind(
    visits: dict[int, Visit],
    hosts: dict[Path, Host],
    samples: dict[str, list[Sample]],
    screens: Screens,
    kind: str,
    long: bool,
) -> None:
    wrong: dict[str, Any] = {}
    for rank, sample in enumerate(samples[kind]):
        read: list[str] = []
        for width in WIDTHS:
            # axe judges the richest page of a kind on a light phone and a dark desk (--long: in all four ways), others by turns.
            ways = TURNS[rank % 2] if rank else dict.fromkeys(WIDTHS, SCHEMES) if long else BOTH
            schemes = ways.get(width, ())
            page, visit = visits[width].page, visits[width]
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=schemes[0] if schemes else "light")
            visit.open(sample, hosts[sample.folder])
            found: dict[str, Any] = {"layout shifts": page.evaluate(_SETTLED)}
            if schemes:
                page.evaluate(AXE_SCRIPT)
            for scheme in schemes:
                page.emulate_media(color_scheme=scheme)
                found[f"axe, {scheme}"] = violations(page)
                shown = page.evaluate("getComputedStyle(document.body).backgroundColor")
                ground = sum(int(n) for n in shown.strip("rgba()").split(",")[:3])
                found[f"ground, {scheme}"] = shown if (ground < 200) != (scheme == "dark") else ""
                screens.take(page, sample, rank, width, scheme)
            found["sticks out"] = sticks_out(page)
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 32
            found["sticks out, with text twice as large"] = sticks_out(page)
            if width == WIDTHS[0]:
                page.evaluate("document.documentElement.style.fontSize = ''")
                page.set_viewport_size({"width": NARROW, "height": 900})
                found["sticks out at 320"] = sticks_out(page)
                read = page.evaluate(_READ)
            found["console"], found["third parties"] = list(visit.said), list(visit.strangers)
            wrong |= {f"{sample.address} at {width}: {what}": value for what, value in found.items() if value}
        page = visits[NARROW].open(sample, hosts[sample.folder])
        found = {"sticks out": sticks_out(page), "headings": page.locator("h1").count() - 1}
        without = set(page.evaluate(_READ))
        found["not to be read"] = [line for line in read if line not in without] if without else "anything"
        wrong |= {
            f"{sample.address} at {NARROW}, no JavaScript: {what}": value for what, value in found.items() if value
        }
    assert not wrong, json.dumps(wrong, indent=1, ensure_ascii=False)


def test_every_kind_has_a_page_that_stands_for_it(samples: dict[str, list[Sample]]) -> None:
    assert sorted(samples) == KINDS
    # A new kind of page needs an example in the tiny archive; it is then measured like all others.
    withdrawn = [s for s in samples["hop/*/"] if "<b>Đã rút</b>" in s.file.read_text(encoding="utf-8")]
    assert withdrawn


def test_every_page_has_the_strict_policy(site: Path) -> None:
    for path in sorted(site.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        if 'http-equiv="refresh"' in html:
            continue
        (policy,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html)
        rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
        assert rules["default-src"] == "'none'", path
        assert rules["base-uri"] == "'none'", path
        assert {source for given in rules.values() for source in given.split()} <= {"'none'", "'self'", "data:"}, path
        assert "data:" not in rules["script-src"] + rules["style-src"], path
        assert html.index("Content-Security-Policy") < html.index("<script"), path
