"""Frames: what MkDocs draws once, with slots for what each page fills in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from conftest import ROOT as PROJECT

from giaoban.render import html
from giaoban.render.html import environment, page
from giaoban.render.text import ROOT
from giaoban.views.values import View, head

SITE_URL = "https://example.org/giao-ban/"


@pytest.fixture(scope="module")
def drawn() -> html.Frames:
    """The frames of the project."""
    return html.draw_frames(PROJECT, PROJECT / "content", SITE_URL)


def test_there_is_a_frame_for_each_layout_and_a_page_for_each_text(drawn: html.Frames) -> None:
    assert set(drawn.layouts) == set(html.LAYOUTS)
    assert set(drawn.pages) == {f"{path.stem}/" for path in (PROJECT / "content" / "pages").glob("*.md")}


def test_a_frame_has_every_slot_and_links_from_any_depth(drawn: html.Frames) -> None:
    for layout, frame in drawn.layouts.items():
        for slot in ("TITLE", "DESCRIPTION", "CANONICAL", "ROBOTS", "PICTURE", "SEEN", "BODY"):
            assert f"GIAOBAN:{slot}" in frame, layout
        # What other sites show in a frame has nothing around it.
        assert ("GIAOBAN:NAV:hop" in frame) == ("<nav" in frame) == (layout != "embed"), layout
        assert '"../' not in frame
        assert (f'href="{ROOT}hop/"' in frame) == (layout != "embed")
        assert f'href="{ROOT}assets/v/' in frame


def test_a_page_is_filled_into_its_frame(drawn: html.Frames, tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "x.html").write_text("<h1>{{ view.head.title }}</h1>", encoding="utf-8")
    view = View(head=head("hop/mot/", "list", "Một <b>", "Là gì", "hop"))
    made = page(view, "x.html", drawn.layouts["list"], SITE_URL, "0a1b2c3d", environment(tmp_path)).decode()
    assert "<title>Một &lt;b&gt; – Giao ban</title>" in made
    assert "<h1>Một &lt;b&gt;</h1>" in made
    assert f'<link rel="canonical" href="{SITE_URL}hop/mot/">' in made
    assert '<a href="../../hop/" aria-current="true">' in made
    assert '<link rel="stylesheet" href="../../assets/v/0a1b2c3d/archive.css">' in made
    assert "GIAOBAN:" not in made


def test_the_key_changes_with_what_frames_are_made_from_and_with_nothing_else(tmp_path: Path) -> None:
    root = tmp_path / "project"
    shutil.copytree(PROJECT / "theme", root / "theme")
    shutil.copytree(PROJECT / "content" / "pages", root / "content" / "pages")
    shutil.copyfile(PROJECT / "mkdocs.yml", root / "mkdocs.yml")

    def key(site_url: str = SITE_URL) -> bytes:
        return html.frames_key(root, root / "content", site_url)

    first = key()
    assert key("https://example.net/") != first
    (root / "theme" / "pages" / "home.html").write_text("khác", encoding="utf-8")
    assert key() == first
    (root / "theme" / "base.html").write_text("khác", encoding="utf-8")
    assert key() != first
