"""What a reader downloads: every kind of page within its budget, on a first visit and on the page after it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import page_kinds
import pytest
from page_kinds import Sample
from playwright.sync_api import Browser, BrowserContext
from static_host import Host, Sent, as_sent

from giaoban.inspection import site
from giaoban.inspection.site import KB

pytestmark = pytest.mark.browser

_COLUMNS = ("HTML", "CSS", "JS", "khác")
_COLUMN = {"": 0, ".html": 0, ".css": 1, ".js": 2}


class Scale:
    """Weighs visits, and keeps what it has weighed for the report."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self.lines: list[str] = []

    def context(self) -> BrowserContext:
        """A reader who has never been here."""
        return self._browser.new_context(viewport={"width": 375, "height": 900})

    def visit(self, context: BrowserContext, host: Host, asked: str, budget: int) -> list[Sent]:
        """Open a page; returns what the host sent for it, icons included, whether the browser asks for them or not."""
        host.sent.clear()
        page = context.new_page()
        page.goto(host.address + asked, wait_until="networkidle")
        icons = page.evaluate("[...document.querySelectorAll('link[rel~=icon]')].map((e) => e.href)")
        page.close()
        sent = list(host.sent)
        first = any(one.path.endswith("archive.css") for one in sent)
        for icon in {icon.removeprefix(host.address) for icon in icons if icon.startswith(host.address)}:
            if first and icon not in {one.path for one in sent}:
                sent.append(Sent(icon, len(as_sent(host.folder / icon))))
        columns = [0] * len(_COLUMNS)
        for one in sent:
            columns[_COLUMN.get(PurePosixPath(one.path).suffix if not one.path.endswith("/") else "", 3)] += one.size
        self.lines.append(
            f"{'/' + asked:58}{''.join(f'{n / KB:8.1f}' for n in columns)}{sum(columns) / KB:8.1f}{budget / KB:8.0f}"
        )
        return sent


@pytest.fixture(scope="module")
def scale(browser: Browser, reports: Path) -> Iterator[Scale]:
    """The one scale; its report is written at the end."""
    made = Scale(browser)
    yield made
    head = f"{'KB gzip':58}{''.join(f'{c:>8}' for c in _COLUMNS)}{'tổng':>8}{'mức':>8}"
    (reports / "weights.txt").write_text("\n".join([head, *made.lines]) + "\n", encoding="utf-8")


@pytest.mark.parametrize("kind", page_kinds.known())
def test_a_first_visit_is_within_its_budget(
    scale: Scale, hosts: dict[Path, Host], samples: dict[str, list[Sample]], kind: str
) -> None:
    sample = samples[kind][0]
    budget = site.budget_of_first(kind)
    context = scale.context()
    sent = scale.visit(context, hosts[sample.folder], sample.asked, budget)
    context.close()
    assert sum(one.size for one in sent) <= budget, sent
    assert sum(one.size for one in sent if one.path.endswith(".css")) <= site.BUDGET_OF_STYLES, sent


def test_the_second_meeting_of_a_visit_brings_little_more_than_itself(
    scale: Scale, host: Host, samples: dict[str, list[Sample]]
) -> None:
    thin, rich = samples["hop/*/"][1], samples["hop/*/"][0]
    context = scale.context()
    scale.visit(context, host, thin.asked, site.budget_of_first("hop/*/"))
    sent = scale.visit(context, host, rich.asked, site.BUDGET_OF_SECOND)
    context.close()
    assert rich.address in {one.path for one in sent}
    assert sum(one.size for one in sent) <= site.BUDGET_OF_SECOND, sent
