"""Every page of the tiny archive: tags close, ids are unique, headings descend, links lead somewhere."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from typing import NamedTuple

import pytest
from small_archive import Small, briefing, build

from giaoban import exports
from giaoban.archive import gathered, listings
from giaoban.render.text import ROOT
from giaoban.views import grids, pages
from giaoban.views.pages import coverage

VOID = {"br", "hr", "img", "meta", "link", "input"}


class Outline(HTMLParser):
    """Whether tags close in order; ids, links, headings."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []
        self.attributes: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        values = dict(attrs)
        self.attributes |= set(values)
        self.ids += [values["id"] or ""] if "id" in values else []
        self.links += [values["href"] or ""] if "href" in values else []
        self.headings += [int(tag[1])] if re.fullmatch("h[1-6]", tag) else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        assert self.open.pop() == tag


class Drawn(NamedTuple):
    """A page that was drawn."""

    description: str
    outline: Outline


@pytest.fixture(scope="module", params=["whole", "sliced"])
def drawn(request: pytest.FixtureRequest) -> dict[str, Drawn]:
    """Every page by its address; ``sliced``: as many pages as an archive can be cut into."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name in _LIMITS if request.param == "sliced" else ():
            patch.setattr(module, name, 0)
        return _drawn(build())


_LIMITS = (
    (gathered, "MOST_FIGURES"),
    (gathered, "MOST_JOINS"),
    (gathered, "MOST_CORRECTIONS"),
    (gathered, "MOST_WITHDRAWN"),
    (listings, "MOST_LISTED"),
    (listings, "MOST_DOCUMENTS"),
    (coverage, "_MOST_MARKS"),
    (grids, "MOST_MARKS"),
)


def _drawn(small: Small) -> dict[str, Drawn]:
    found = {}
    for name, module in pages.every().items():
        for key in module.keys(small.reader()):
            head = small.view(name, key).head
            assert head.address == module.address(key)
            assert head.address not in found
            found[head.address] = Drawn(head.description, Outline(small.body(name, key)))
    return found


def test_every_page_is_whole(drawn: dict[str, Drawn]) -> None:
    for address, (description, outline) in drawn.items():
        assert outline.open == [], address
        assert [i for i, n in Counter(outline.ids).items() if n > 1] == [], address
        assert outline.headings[:1] == [1], address
        assert outline.headings.count(1) == 1, address
        assert all(b - a <= 1 for a, b in zip(outline.headings, outline.headings[1:], strict=False)), address
        assert not {a for a in outline.attributes if a == "style" or a.startswith("on")}, address
        assert 0 < len(description) <= 201, address


def test_links_within_the_site_lead_somewhere(drawn: dict[str, Drawn]) -> None:
    # The guide itself is a written page, which is not drawn here.
    sections = {address.partition("/")[0] for address in drawn} - {"huong-dan"}
    reader = build().reader()
    followed = {file for name in ("feeds", "calendars") for file in exports.every()[name].files(reader)}
    for address, (_, outline) in drawn.items():
        for link in outline.links:
            target, _, anchor = link.removeprefix(ROOT).partition("#")
            target = target if link.startswith(ROOT) else address
            # Files that are no pages are followed on the whole site (tests/whole/test_links.py).
            is_page = not target or target.endswith(("/", ".html"))
            if (
                target not in followed
                and not link.startswith("http")
                and is_page
                and target.partition("/")[0] in sections
            ):
                assert target in drawn, (address, link)
                assert not anchor or anchor in drawn[target].outline.ids, (address, link)


def test_the_address_of_an_item_that_was_removed_leads_to_the_correction_that_says_so() -> None:
    removed = [{"date": "2026-12-01", "what": "Bỏ nhiệm vụ ghi trùng.", "removed": "t9"}]
    body = build([briefing("a", "2018-01-01", corrections=removed)]).body("briefing", "a")
    assert body.count('id="t9"') == 1
    said = body.partition('<li id="t9">')[2].partition("</li>")[0]
    assert "Bỏ nhiệm vụ ghi trùng." in said
    assert "(đã bỏ: nhiệm vụ 9)" in said
