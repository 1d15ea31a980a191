"""Searching in a browser as a reader does, with every byte that comes and the time until results are there."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal, NamedTuple

from bench.search.drivers import MOST, Driver
from bench.search.host import Host

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


# A page of ours starts a service worker, and what is fetched from then on goes through it.
_SETTLED = """async () => {
  const workers = navigator.serviceWorker;
  if (!document.querySelector("script[src]") || !workers || workers.controller) return;
  const taken = new Promise((done) => workers.addEventListener("controllerchange", done));
  await Promise.race([taken, new Promise((done) => setTimeout(done, 1500))]);
}"""


class NetworkConditions(NamedTuple):
    """A line to simulate: milliseconds that every request waits, and bytes a second to the reader and from the reader."""

    latency: float
    down: float
    up: float


SLOW = NetworkConditions(150, 1.6e6 / 8, 750e3 / 8)
"""Slow 4G, as Lighthouse has it for phones: 150 ms, 1.6 and 0.75 Mbit/s."""


class Fetched(NamedTuple):
    """What one query fetched: requests, and bytes by the part of the search they belong to."""

    requests: int
    parts: dict[str, int]

    @property
    def size(self) -> int:
        """All bytes."""
        return sum(self.parts.values())


class QueryCost(NamedTuple):
    """What one query took as the first of a page and what another took as the second; milliseconds, fetches, results.

    ``opened``: milliseconds of the first query where the search had been opened before; None where nothing shows that.
    ``trips``: how many requests of the first and of the second query waited for one another, in the longest chain.
    """

    query: str
    cold: float
    opened: float | None
    again: float
    first: Fetched
    second: Fetched
    found: int
    trips: tuple[int, int]


class SilenceError(Exception):
    """A search gave no answer in time; the message says to which query."""


@contextmanager
def browser(program: str) -> Iterator[Browser]:
    """A Chromium without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=_QUIET)
        yield started
        started.close()


def ask_all(
    chromium: Browser,
    host: Host,
    driver: Driver,
    queries: Sequence[str],
    seconds: float | None = None,
    through: NetworkConditions | None = None,
) -> Iterator[QueryCost]:
    """Ask every query once first and once second, each time with nothing in any cache.

    After so many ``seconds`` the rest is left out. ``through``: simulate this line once the page is there. Raises `SilenceError`.
    """
    from playwright.sync_api import Error

    began = time.monotonic()
    for at, query in enumerate(queries):
        if seconds is not None and at and time.monotonic() - began > seconds:
            return
        # The second query is from the other half of the list, so that it is no neighbour.
        then = queries[(at + len(queries) // 2) % len(queries)]
        try:
            yield _ask(chromium, host, driver, query, then, through)
        except Error as error:
            raise SilenceError(
                f"no answer to “{query}”, or then to “{then}”: {error.message.splitlines()[0]}"
            ) from error


def _ask(
    chromium: Browser, host: Host, driver: Driver, query: str, then: str, through: NetworkConditions | None
) -> QueryCost:
    with _page(chromium, through) as page:
        if driver.at_load:
            host.log.clear()
            page.goto(host.address + driver.page, wait_until="domcontentloaded")
            # What comes with the page counts from the moment the reader asked for the page.
            cold, found, trips = _timed(page, driver, query, "0")
        else:
            _load(page, host, driver, through)
            cold, found, trips = _timed(page, driver, query)
        first = _fetched(host, driver)
        again, _, more_trips = _timed(page, driver, then)
        second = _fetched(host, driver)
    opened = None
    if driver.open:
        with _page(chromium, through) as page:
            _load(page, host, driver, through)
            page.evaluate(driver.open)
            opened, *_ = _timed(page, driver, query)
    return QueryCost(query, cold, opened, again, first, second, found, (trips, more_trips))


@contextmanager
def _page(chromium: Browser, through: NetworkConditions | None) -> Iterator[Page]:
    # What a service worker fetches is not slowed down with the page.
    workers: Literal["allow", "block"] = "block" if through else "allow"
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, service_workers=workers)
    page = context.new_page()
    page.set_default_timeout(MOST + 10_000)
    yield page
    context.close()


def _load(page: Page, host: Host, driver: Driver, through: NetworkConditions | None) -> None:
    """Open the page and wait until all that comes without a search is there, the service worker's own start included."""
    page.goto(host.address + driver.page, wait_until="load")
    if through:
        settings = {"offline": False, "latency": through.latency}
        speeds = {"downloadThroughput": through.down, "uploadThroughput": through.up}
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", settings | speeds)
    else:
        page.evaluate(_SETTLED)
    host.log.clear()


# How many requests since a moment waited for one another: each stands one behind the furthest that had ended before it began.
_TRIPS = """(since) => {
  const all = performance.getEntriesByType("resource").filter((one) => one.startTime >= since);
  all.sort((a, b) => a.startTime - b.startTime);
  const depths = [];
  for (const one of all) {
    depths.push(1 + Math.max(0, ...depths.filter((_, i) => all[i].responseEnd <= one.startTime)));
  }
  return Math.max(0, ...depths);
}"""


def _timed(page: Page, driver: Driver, query: str, since: str = "performance.now()") -> tuple[float, int, int]:
    """Milliseconds from a moment (0: when the page was asked for) to the results, how many are shown, and round trips."""
    timed = f"""async (q) => {{
      const t = {since}, n = await ({driver.ask})(q), taken = performance.now() - t;
      return [taken, n, ({_TRIPS})(t)];
    }}"""
    taken, found, trips = page.evaluate(timed, query)
    return taken, found, trips


def _fetched(host: Host, driver: Driver) -> Fetched:
    """What was sent since the log was last read or cleared."""
    parts: Counter[str] = Counter()
    requests = 0
    sent, host.log = host.log, []
    for path, size in sent:
        if part := driver.part(path):
            parts[part] += size
            requests += 1
    return Fetched(requests, dict(parts))
