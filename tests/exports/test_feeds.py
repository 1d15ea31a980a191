"""Feeds and calendars, as programs of others read them: everything in them is known from the records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import icalendar
import pytest
import yaml
from conftest import ROOT, SITE_URL
from small_archive import Small, briefing, build

from giaoban import exports
from giaoban.archive.reader import Reader
from giaoban.exports import feeds as atom
from giaoban.views import feeds

ATOM = "{http://www.w3.org/2005/Atom}"


def records() -> dict[str, dict]:
    """The front matter of every meeting of the real archive, by id."""
    found = {}
    for path in sorted((ROOT / "content" / "briefings").rglob("*.md")):
        record = yaml.load(path.read_text(encoding="utf-8").split("---\n")[1], Loader=yaml.CBaseLoader)
        found[record["id"]] = record
    return found


@pytest.fixture(scope="module")
def meetings() -> dict[str, dict]:
    return {name: record for name, record in records().items() if record.get("status") != "withdrawn"}


def read(path: Path) -> feedparser.FeedParserDict:
    found = feedparser.parse(path.read_bytes())
    assert not found.bozo, found.get("bozo_exception")
    return found


def every(site: Path) -> Iterator[tuple[Path, ET.Element]]:
    for path in sorted(site.rglob("*.xml")):
        root = ET.fromstring(path.read_bytes())
        if root.tag == f"{ATOM}feed":
            yield path, root


def test_every_feed_is_what_the_rules_of_atom_ask(site: Path) -> None:
    """RFC 4287, sections 4.1.1, 4.1.2 and 4.2.6, and what a feed validator warns of."""
    ids = set()
    count = 0
    for path, root in every(site):
        count += 1
        found = read(path)
        assert found.version == "atom10"
        assert found.feed.id.startswith("tag:example.org,2026:")
        here = {(link.get("rel"), link.get("href")) for link in root.findall(f"{ATOM}link")}
        assert ("self", SITE_URL + path.relative_to(site).as_posix()) in here
        times = [entry.findtext(f"{ATOM}updated") for entry in root.findall(f"{ATOM}entry")]
        assert root.findtext(f"{ATOM}updated") == max(times)
        own = [entry.id for entry in found.entries]
        assert 0 < len(own) == len(set(own)) <= 50
        for entry in found.entries:
            assert entry.title
            assert entry.content[0].value
            assert entry.published <= entry.updated
            assert (site / entry.link.removeprefix(SITE_URL).partition("#")[0] / "index.html").is_file()
        if path.parent.name != "atom" and path.name == "atom.xml" and path.parent != site:
            assert not ids & set(own), "what an entry says is another thing in another feed"
            ids |= set(own)
    assert count > 200


def test_the_feed_of_everything_and_its_archives_hold_every_meeting_once(site: Path, meetings: dict[str, dict]) -> None:
    """As RFC 5005 (section 4) has a reader find all entries: from the feed along prev-archive."""
    file, found = "atom.xml", set()
    while file:
        root = ET.fromstring((site / file).read_bytes())
        found |= {entry.findtext(f"{ATOM}id").rpartition(":")[2] for entry in root.findall(f"{ATOM}entry")}
        links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
        file = links.get("prev-archive", "").removeprefix(SITE_URL)
    assert found == set(meetings)


def test_the_feed_of_a_leader_says_what_the_record_says_of_the_leader(site: Path, meetings: dict[str, dict]) -> None:
    leader = "pham-minh-chinh"
    found = read(site / "lanh-dao" / leader / "atom.xml")
    held = [m for m in meetings.values() if any(p["leader"] == leader for p in m.get("people", []))]
    assert len(found.entries) >= min(50, len(held))
    said = {entry.id.rpartition(":")[2]: entry.content[0].value for entry in found.entries}
    october = said["2018-10-29-giao-ban-thang-11-2018"]
    assert "Trưởng Ban Tổ chức Trung ương" in october
    assert "chủ trì" in october.lower()


def test_dates_are_those_of_the_history(around: Small) -> None:
    from giaoban.archive.arrivals import Arrivals

    days = Arrivals(around.archive, {"mot": "2026-01-02"}, {"briefings/mot.md": "2026-03-04"})
    assert [(a.meeting, a.added, a.changed) for a in days.every() if a.meeting == "mot"] == [
        ("mot", "2026-01-02", "2026-03-04")
    ]
    # Without git, the newest day that the record tells of.
    assert {a.added for a in Arrivals(around.archive, {}, {}).every() if a.meeting == "ba"} == {"2025-08-01"}


def test_what_came_last_comes_first_and_older_documents_stay_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("giaoban.archive.arrivals.SHOWN", 2)
    names = [briefing(f"m{n}", f"2018-01-0{n}", series="thang") for n in range(1, 6)]

    def made(count: int) -> dict[str, bytes]:
        reader = build(names[:count]).reader()
        return {file: atom.content(reader, file) for file in feeds.files(reader)}

    four, five = made(4), made(5)
    assert four["atom/1.xml"] == five["atom/1.xml"]
    assert "atom/3.xml" not in five
    newest = feedparser.parse(five["atom.xml"])
    assert [entry.id.rpartition(":")[2] for entry in newest.entries] == ["m5", "m4"]
    links = {link.rel: link.href for link in newest.feed.links}
    assert links["prev-archive"] == f"{SITE_URL}atom/2.xml"
    series = feedparser.parse(five["chuoi/thang/atom.xml"])
    assert len(series.entries) == 2
    assert {link.rel for link in series.feed.links} >= {"archives", "self", "alternate"}
    assert b"<fh:complete/>" not in five["chuoi/thang/atom.xml"]


def test_ids_hold_no_address_of_the_site() -> None:
    def ids(site_url: str) -> list[str]:
        reader = build(site_url=site_url).reader()
        return [e.id for file in feeds.files(reader) for e in feeds.feed(reader, file).entries]

    assert ids("https://example.org/giao-ban/") == ids("https://other.example/")


def test_a_hostile_title_stays_text() -> None:
    title = 'Họp <script>alert(1)</script> & "]]>'
    reader = build([briefing("mot", "2018-10-29", title=title)]).reader()
    found = feedparser.parse(atom.content(reader, "atom.xml"))
    assert not found.bozo
    assert found.entries[0].title_detail.type == "text/plain"
    root = ET.fromstring(atom.content(reader, "atom.xml"))
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == title


def test_corrections_are_followed_item_by_item(around: Small) -> None:
    found = feedparser.parse(atom.content(around.reader(), "dinh-chinh/atom.xml"))
    assert [(entry.updated[:10], entry.link) for entry in found.entries] == [
        ("2026-12-02", f"{SITE_URL}hop/rut/"),
        ("2026-12-01", f"{SITE_URL}hop/mot/#t1"),
    ]


def test_a_page_offers_its_feed(site: Path) -> None:
    for page, files in {
        "": ["atom.xml", "lich.ics"], "tinh/dong-thap/": ["tinh/dong-thap/atom.xml"],
        "chuoi/trung-uong-hang-thang/": ["chuoi/trung-uong-hang-thang/atom.xml", "chuoi/trung-uong-hang-thang/lich.ics"],
    }.items():  # fmt: skip
        html = (site / page / "index.html").read_text(encoding="utf-8")
        for file in files:
            up = "../" * page.count("/") or "./"
            assert html.count(f'href="{up}{file}"') == 2, "once for programs, once for people"
            assert (site / file).is_file()


# Calendars


def calendar(path: Path) -> icalendar.Calendar:
    found = icalendar.Calendar.from_ical(path.read_bytes())
    assert not [component.errors for component in found.walk() if component.errors]
    return found


def test_the_calendar_has_every_meeting_and_no_day_that_nobody_told(site: Path, meetings: dict[str, dict]) -> None:
    found = calendar(site / "lich.ics")
    events = {str(e["UID"]).partition("@")[0]: e for e in found.walk("VEVENT")}
    others = {str(e["UID"]).partition("@")[0]: e for e in found.walk("VJOURNAL")}
    assert set(events) | set(others) == set(meetings)
    assert not set(events) & set(others)
    for name, record in meetings.items():
        is_day = len(record["date"]) == 10
        assert (name in events) == (is_day or ("/" in record["date"] and len(record["date"]) == 21)), record["date"]
        if is_day:
            assert events[name]["DTSTART"].dt == date.fromisoformat(record["date"])
        if name in others:
            assert "DTSTART" not in others[name]
            assert len(str(others[name]["DESCRIPTION"])) > 10
    assert all(len(line) <= 75 for line in (site / "lich.ics").read_bytes().split(b"\r\n"))


def test_a_series_has_a_calendar_of_its_own(site: Path, meetings: dict[str, dict]) -> None:
    found = calendar(site / "chuoi" / "trung-uong-hang-thang" / "lich.ics")
    named = {str(e["UID"]).partition("@")[0] for e in found.walk() if "UID" in e}
    assert named == {name for name, m in meetings.items() if m.get("series") == "trung-uong-hang-thang"}


def test_days_of_a_meeting_of_several_days_are_all_shown(tmp_path: Path) -> None:
    reader: Reader = build([briefing("mot", "2011-03-23/2011-03-24", title="Tên, có; dấu \\ và chữ dài " * 9)]).reader()
    data = exports.every()["calendars"].content(reader, "lich.ics")
    (tmp_path / "a.ics").write_bytes(data)
    event = calendar(tmp_path / "a.ics").walk("VEVENT")[0]
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2011, 3, 23), date(2011, 3, 25))
    assert str(event["SUMMARY"]) == ("Tên, có; dấu \\ và chữ dài " * 9).strip()


def test_a_browser_can_add_the_search(site: Path) -> None:
    root = ET.fromstring((site / "opensearch.xml").read_bytes())
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    templates = {url.get("type"): url.get("template") for url in root.findall(f"{space}Url")}
    assert templates["text/html"] == f"{SITE_URL}tim/?q={{searchTerms}}"
    assert len(root.findtext(f"{space}ShortName")) <= 16
    assert 'rel="search"' in (site / "index.html").read_text(encoding="utf-8")
