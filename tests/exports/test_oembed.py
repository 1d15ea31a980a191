"""What sites are told that want to show a timeline, read by the rules of https://oembed.com/ (version 1.0)."""

from __future__ import annotations

import json
from pathlib import Path

from conftest import SITE_URL
from selectolax.lexbor import LexborHTMLParser
from small_archive import build

from giaoban import kinds
from giaoban.exports import oembed
from giaoban.views.pages import embed


def told(page: Path) -> tuple[str, dict[str, object]]:
    """Where the head of a page says that its response stands (section 4), and the response."""
    tree = LexborHTMLParser(page.read_bytes())
    found = [link.attributes["href"] or "" for link in tree.css('head link[type="application/json+oembed"]')]
    (href,) = found
    assert all(link.attributes["rel"] == "alternate" for link in tree.css('head link[type="application/json+oembed"]'))
    return href, json.loads((page.parent / embed.FILE).read_bytes())


def test_every_entity_with_a_meeting_is_found_and_answered_by_the_rules(site: Path) -> None:
    seen = set()
    for file in sorted(site.rglob(embed.FILE)):
        page = file.parent / "index.html"
        address = page.parent.relative_to(site).as_posix()
        href, response = told(page)
        assert href == f"{SITE_URL}{address}/{embed.FILE}"
        # Section 2.3.4: what every response has, and what one of the type "rich" has.
        assert response["version"] == "1.0"
        assert response["type"] == "rich"
        assert type(response["width"]) is type(response["height"]) is int
        assert response["provider_name"] == "Giao ban"
        assert response["provider_url"] == SITE_URL
        frame = LexborHTMLParser(str(response["html"]))
        shown = frame.css_first("iframe")
        assert shown
        assert shown.attributes["src"] == f"{SITE_URL}nhung/?dong={address}"
        assert shown.attributes["title"] == f"{response['title']} – Giao ban"
        assert (shown.attributes["width"], shown.attributes["height"]) == (
            str(response["width"]),
            str(response["height"]),
        )
        left = frame.css_first("a")
        assert left
        assert left.attributes["href"] == f"{SITE_URL}{address}/"
        seen.add(address.partition("/")[0])
    assert seen == {kind.section for kind in kinds.with_timelines()}


def test_no_other_page_offers_one(site: Path) -> None:
    offered = {page.parent for page in site.rglob("index.html") if embed.TYPE in page.read_text(encoding="utf-8")}
    assert offered == {file.parent for file in site.rglob(embed.FILE)}
    assert site / "hop" not in offered
    # The button stands on the very pages that have what it copies.
    assert offered == {
        page.parent for page in site.rglob("index.html") if 'class="embed"' in page.read_text(encoding="utf-8")
    }


def test_a_name_cannot_leave_the_markup() -> None:
    text = embed.frame_markup("Một \"tỉnh\" <b> & 'lẻ'", SITE_URL, "tinh/mot/")
    tree = LexborHTMLParser(text)
    frame = tree.css_first("iframe")
    assert frame
    assert frame.attributes["title"] == "Dòng thời gian: Một \"tỉnh\" <b> & 'lẻ' – Giao ban"
    assert not tree.css("b")


def test_only_entities_with_meetings_have_a_file() -> None:
    small = build()
    files = oembed.files(small.reader())
    for file in files:
        assert json.loads(oembed.content(small.reader(), file))["html"]
    leaders = {file.split("/")[1] for file in files if file.startswith("lanh-dao/")}
    assert leaders == {one for one in small.reader().ids("leader") if small.reader().has_meetings("leader", one)}
    assert leaders < set(small.reader().ids("leader"))
