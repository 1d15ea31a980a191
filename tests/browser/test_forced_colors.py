"""Colours that a reader's system forces (Windows high contrast): what is drawn can be read, whatever scheme was chosen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import page_kinds
import pytest
from page_kinds import NOT_FOUND, Sample
from playwright.sync_api import Browser, Page
from static_host import Host

pytestmark = pytest.mark.browser

# Text needs 4.5 to 1 against what it stands on, a mark 3 to 1 against the ground (WCAG 2.2, 1.4.3 and 1.4.11).
TEXT, MARK = 4.5, 3.0

# Every text and mark drawn: what it is, its colour, that of the ground. A tile lets part of the ground through.
_DRAWN = """
(() => {
  const parse = (text) => { const n = text.match(/[\\d.]+/g).map(Number); return [n.slice(0, 3), n[3] ?? 1]; };
  const over = ([top, alpha], under) => top.map((v, i) => v * alpha + under[i] * (1 - alpha));
  const ground = parse(getComputedStyle(document.body).backgroundColor)[0];
  const shown = (e) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const found = [];
  const say = (e, kind, colour, under) => found.push([kind, e.outerHTML.slice(0, 90), colour, under]);
  for (const text of document.querySelectorAll("main svg text")) {
    if (!shown(text)) continue;
    const before = text.previousElementSibling;
    const tile = text.closest(".tiles a")?.querySelector(":scope > path") || (before?.matches("rect") ? before : null);
    let under = ground;
    if (tile && getComputedStyle(tile).fill !== "none") {
      const style = getComputedStyle(tile), [colour, alpha] = parse(style.fill);
      under = over([colour, alpha * Number(style.fillOpacity)], ground);
    }
    say(text, "text", parse(getComputedStyle(text).fill)[0], under);
  }
  for (const mark of document.querySelectorAll("main svg :is(circle, use), main .lines defs + *")) {
    const style = getComputedStyle(mark);
    if (!shown(mark) || mark.closest("defs, .hit") || mark.matches(".hit, .tiles *")) continue;
    const colours = [style.fill, style.stroke].filter((c) => c !== "none" && parse(c)[1] > 0).map((c) => parse(c)[0]);
    if (colours.length && mark.tagName !== "use") say(mark, "mark", colours, ground);
  }
  for (const dot of document.querySelectorAll("main .mark, main .cal i, main .entry, main .threads li")) {
    if (!shown(dot)) continue;
    const style = getComputedStyle(dot, dot.tagName === "I" ? null : "::before");
    if (style.content === "none" || style.borderTopStyle === "none" || !parseFloat(style.borderTopWidth)) continue;
    say(dot, "mark", [parse(style.borderTopColor)[0]], ground);
  }
  return found;
})()
"""


def luminance(colour: list[float]) -> float:
    parts = [v / 255 / 12.92 if v / 255 <= 0.03928 else ((v / 255 + 0.055) / 1.055) ** 2.4 for v in colour]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def contrast(one: list[float], other: list[float]) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(scope="module", params=[("dark", "default"), ("light", "slate"), ("dark", None)], ids=str)
def tab(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A tab in the colours of a system; the site's own scheme was chosen, if at all, to be the other one."""
    system: Literal["dark", "light"]
    system, chosen = request.param
    context = browser.new_context(forced_colors="active", color_scheme=system, service_workers="block")
    if chosen:
        context.add_init_script(f"localStorage.setItem('giaoban-scheme', '{chosen}')")
    yield context.new_page()
    context.close()


def test_every_drawing_can_be_read(
    tab: Page, samples: dict[str, list[Sample]], hosts: dict[Path, Host], mini_site: Path
) -> None:
    unreadable: list[str] = []
    drawn: set[str] = set()
    for sample in (s for found in samples.values() for s in found):
        if sample.address == NOT_FOUND:
            continue
        tab.goto(hosts[sample.folder].address + sample.asked)
        things: list[Any] = tab.evaluate(_DRAWN)
        for kind, what, colour, under in things:
            drawn.add(what.split()[0] + kind)
            found = contrast(colour, under) if kind == "text" else max(contrast(one, under) for one in colour)
            if found < (TEXT if kind == "text" else MARK):
                unreadable.append(f"{sample.asked}: {found:.1f} {what}")
    assert not unreadable
    assert {"<texttext", "<circlemark"} <= drawn
    assert len(page_kinds.known()) >= len(samples) > 10
