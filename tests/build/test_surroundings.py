"""What stands around the archive: the theme, settings, written pages, commits. A change of any is a change of the site."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT
from mutations import Changes
from plain_content import Content, groups
from repositories import commit, git
from trials import EVERY, Trial, made_once, quick_folder

from giaoban.check import clock


@pytest.fixture(scope="module")
def content() -> Content:
    return Content.read(EVERY)


@pytest.fixture
def own_root(content: Content) -> Iterator[Trial]:
    """The archive with a theme and settings of its own, built."""
    with quick_folder() as folder:
        root = folder / "root"
        shutil.copytree(ROOT / "theme", root / "theme")
        shutil.copy(ROOT / "mkdocs.yml", root)
        trial = Trial(folder, content, root)
        assert trial.build().published
        yield trial


def edited(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_stands_around_the_archive_changes(own_root: Trial) -> None:
    theme, settings = own_root.root / "theme", own_root.root / "mkdocs.yml"
    new, pages = theme / "assets" / "new.txt", own_root.content / "pages"
    (pages / "muc").mkdir()
    edits: dict[str, Callable[[], object]] = {
        "an asset": lambda: edited(theme / "assets" / "archive.js", "chooseScheme();", "chooseScheme(); /* x */"),
        "a new asset": lambda: shutil.copy(theme / "README.md", new),
        "an asset gone": new.unlink,
        "a template": lambda: edited(theme / "pages" / "leader.html", "<article", "<article data-x"),
        "the service worker": lambda: edited(theme / "sw.js", "\n", "\n// x\n"),
        "the frame": lambda: edited(theme / "base.html", "<body", '<body data-x=""'),
        "the repository": lambda: edited(settings, "site_name", "repo_url: https://git.example/kho\nsite_name"),
        "a written page moved": lambda: shutil.move(pages / "gioi-thieu.md", pages / "muc"),
        "the folder of a written page renamed": lambda: (pages / "muc").rename(pages / "phan"),
        "the address": lambda: setattr(own_root, "site_url", "https://khac.example/"),
    }
    for name, edit in edits.items():
        before = own_root.site()
        edit()
        assert own_root.build().published, name
        assert own_root.site() != before, name
        assert own_root.stale() == [], name


@pytest.mark.skipif(shutil.which("git") is None, reason="no git")
def test_commits_change_what_is_told_of_records(content: Content) -> None:
    with quick_folder() as folder, made_once():
        _commits(content, folder)


def _commits(content: Content, tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    trial = Trial(tmp_path, content)
    assert trial.build().published
    changes = Changes(content)
    (meetings,) = (group for group in groups() if group.name == "briefing")
    states = [content.files(), next(changes.added(meetings)).make(), next(changes.withdrawn()).make(), content.files()]
    for day, state in enumerate(states, 1):
        trial.change_to(state)
        assert trial.build().published
        commit(tmp_path, f"2026-02-{day:02d}T08:00:00+0700")
        before = trial.site()
        assert trial.build().published
        assert trial.site() != before
        assert trial.stale() == []
    shutil.rmtree(tmp_path / ".git")
    assert trial.build().published
    assert trial.stale() == []


def test_the_day_changes_what_is_found_and_no_page(content: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    with quick_folder() as folder, made_once():
        trial = Trial(folder, content)
        assert trial.build().published
        before = trial.site()
        # Before the last meeting it is a mistake; the last good site stays, and the same archive is right again later.
        for day, is_published in ((date(2025, 9, 1), False), (date(2030, 1, 1), True), (date(2030, 1, 2), True)):
            monkeypatch.setattr(clock, "today", lambda day=day: day)
            outcome = trial.build()
            assert outcome.published is is_published
            assert (outcome.made, trial.site()) == (0, before)
            found = {finding.rule for finding in outcome.findings if finding.severity == "error"}
            assert found == (set() if is_published else {"future-date"})
        assert trial.stale() == []
