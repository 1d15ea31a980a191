"""What tests in a browser share: the real archive and the tiny one, served as a host serves them, and one Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import page_kinds
import pytest
from conftest import MINI, ROOT, SITE_URL
from page_kinds import Sample
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from screens import Screens
from static_host import QUIET, Host, serve

from giaoban.build.pipeline import Options, build

REPORTS = ROOT / "build" / "reports"


@pytest.fixture(scope="session")
def mini_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny archive, with a meeting withdrawn: what no meeting of the real archive may be."""
    folder = tmp_path_factory.mktemp("mini")
    content = Path(shutil.copytree(MINI, folder / "content"))
    given = content / "briefings" / "2024" / "2024-10-15-giao-ban-thang-10-2024.md"
    record = given.with_stem("2024-10-16-giao-ban-da-rut")
    text = given.read_text(encoding="utf-8").replace(f"id: {given.stem}", f"id: {record.stem}")
    record.write_text(text.replace("series: ", "status: withdrawn\nseries: ", 1), encoding="utf-8")
    outcome = build(Options(ROOT, content, folder, SITE_URL))
    assert outcome.published, [f.format("content/") for f in outcome.findings]
    return folder / "site"


@pytest.fixture(scope="session")
def hosts(site: Path, mini_site: Path) -> Iterator[dict[Path, Host]]:
    """Built site to where it is served."""
    with serve(site) as real, serve(mini_site) as mini:
        yield {site: real, mini_site: mini}


@pytest.fixture(scope="session")
def host(site: Path, hosts: dict[Path, Host]) -> Host:
    """Where the real archive is served."""
    return hosts[site]


@pytest.fixture(scope="session")
def address(host: Host) -> str:
    """The address of the real archive, under a sub-path."""
    return host.address


@pytest.fixture(scope="session")
def samples(site: Path, mini_site: Path) -> dict[str, list[Sample]]:
    """Kind to the pages that stand for it."""
    return page_kinds.samples(site, mini_site)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The program."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    assert program, "no Chromium; scripts/test.py installs it"
    return program


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for all pages."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield started
        started.close()


@pytest.fixture(scope="session")
def reports() -> Path:
    """The folder of build reports."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    return REPORTS


@pytest.fixture(scope="session")
def screens(reports: Path) -> Iterator[Screens]:
    """The pictures of this run beside those of earlier ones; every process binds what there is when it ends."""
    made = Screens(reports / "screens")
    yield made
    made.bind()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader who comes for the first time."""
    made = browser.new_context(viewport={"width": 1280, "height": 900})
    yield made
    made.close()
