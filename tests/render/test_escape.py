"""Escaping: whatever stands in a view, a page has the same elements, and shows the text as it was written."""

from __future__ import annotations

import html
from typing import Any

import msgspec
import pytest
from hostile import Structure, Texts, as_shown, harmless, hostile, plain
from small_archive import Small, briefing, build, drawn_entry, entities

from giaoban.archive import Entities
from giaoban.records.changes import Change, Changed, History
from giaoban.records.models.briefing import Briefing
from giaoban.render.escape import ROOT, escaped
from giaoban.views import pages
from giaoban.views.entries import entries
from giaoban.views.values import View

SOURCES = [{
    "id": "s1", "publisher": "Báo A", "title": "Bài một", "url": "https://example.org/", "author": "Ai đó", "note": "Ghi chú",
    "published": "2018-10-30", "accessed": "2026-11-21",
}]  # fmt: skip
ITEM = {
    "text": "Việc.",
    "resolutions": ["nq-26"],
    "plenums": ["k12-tw7"],
    "provinces": ["hue"],
    "by": "an",
    "source": "s1",
}
NOTED = {"note": "Ghi chú", "source": "s1"}


def full(name: str, **more: Any) -> Briefing:
    """A meeting with every field there is."""
    return briefing(
        name, "2018-10-29", series="thang", period="2018-11", topics=["can-bo"], host="ban", date_note="Ghi chú",
        time="morning", attendance=["Các tỉnh"], notes=[{"text": "Ghi chú", "source": "s1"}], sources=SOURCES,
        venue={
            "place": "Mỹ Tho", "province": "tien-giang", "format": "online", "connection_points": "71", "note": "Ghi chú",
        },
        people=[{"leader": "an", "part": ["chair", "spoke"], "as": ["Trưởng Ban"], **NOTED}],
        provinces=[{"province": "dong-thap", **NOTED}, {"province": "dong-thap-2025", **NOTED}],
        resolutions=[
            {"resolution": "nq-26", "relation": "tasked", "cited": ["NQ 26"], **NOTED},
            {"plenum": "k12-tw7", "relation": "studied", "cited": ["NQ TW 7"], **NOTED},
            {"relation": "mentioned", "cited": ["một văn bản"], **NOTED},
        ],
        results=[{"id": "r1", **ITEM, "answers": ["truoc#t1"]}],
        shortcomings=[{"id": "h1", **ITEM}],
        tasks=[{"id": "t1", **ITEM, "due": "2018-12", "continues": ["truoc#t1"]}],
        figures=[{
            "id": "f1", "value": "57813", "unit": "đảng viên", "what": "kết nạp", "bound": "over", "province": "hue",
            "as_of": "2018-09", "period": "2018", **NOTED,
        }],
        corrections=[{"date": "2026-12-01", "what": "Sửa ngày.", "item": "t1"}],
        **more,
    )  # fmt: skip


def filled(texts: Texts) -> Small:
    """The tiny archive, every free text in its records one of these."""
    known = entities()
    records = [record for of_kind in known.by_kind().values() for record in of_kind.values()]
    changed = Entities.of([texts.put_in(record) for record in (*records, *known.province_sources)])
    texts.used.clear()
    meetings = [texts.put_in(full(name)) for name in ("truoc", "giua", "sau")]
    meetings.append(texts.put_in(full("rut", status="withdrawn")))
    history = History((Change("2026-11-21", (Changed("tasks", "t1"),)), Change("2026-11-20")), 3)
    return build(meetings, known=changed, histories={"giua": history}, repository="https://example.org/a?b='&c")


@pytest.fixture(scope="module")
def bad() -> tuple[Small, list[str]]:
    """An archive of hostile texts, and those of its meetings."""
    texts = hostile()
    return filled(texts), texts.used


@pytest.fixture(scope="module")
def good() -> Small:
    """The same of harmless ones."""
    return filled(harmless())


@pytest.mark.parametrize("meeting", ["truoc", "giua", "sau", "rut"])
def test_the_page_of_a_meeting_has_the_same_elements_whatever_it_says(
    bad: tuple[Small, list[str]], good: Small, meeting: str
) -> None:
    page = bad[0].body("briefing", meeting)
    assert Structure(page).found == Structure(good.body("briefing", meeting)).found
    # The mark of the root stands where a link begins, and nowhere else.
    assert page.count(ROOT) == page.count(f'href="{ROOT}') > 0


def test_every_text_of_a_meeting_is_shown_as_it_was_written(bad: tuple[Small, list[str]]) -> None:
    archive, used = bad
    page = archive.body("briefing", "giua")
    share = len(used) // 4
    assert share > 20
    missing = [text for text in used[share : 2 * share] if as_shown(text) not in page]
    assert missing == []


def test_entries_have_the_same_elements_whatever_they_say(bad: tuple[Small, list[str]], good: Small) -> None:
    structures = []
    for archive in (bad[0], good):
        made = [(kind, entry) for (kind, _), entry in entries(archive.reader(), "giua").items()]
        assert {kind for kind, _ in made} == {"leader", "resolution", "plenum", "province", "series", "topic", "year"}
        drawn = [drawn_entry(entry, kind) for kind, entry in made]
        assert all(entry.count(ROOT) == entry.count(f'href="{ROOT}') for entry in drawn)
        structures.append([Structure(entry).found for entry in drawn])
    assert structures[0] == structures[1]


def test_escaping_changes_nothing_but_the_texts(bad: tuple[Small, list[str]], good: Small) -> None:
    """For every kind of page there is: the same type, and the same value once the texts are unescaped."""
    for archive in (bad[0], good):
        for name, module in pages.every().items():
            for key in module.keys(archive.reader()):
                view = module.view(archive.reader(), key)
                safe = escaped(view)
                assert type(safe) is type(view)
                assert all(getattr(safe, field) == getattr(view, field) for field in view.HTML), name
                read = plain(msgspec.to_builtins(_no_html(safe), enc_hook=str), html.unescape)
                assert read == plain(
                    msgspec.to_builtins(_no_html(view), enc_hook=str), lambda text: text.replace(ROOT, "\ufffd")
                ), name


def _no_html(view: View) -> View:
    return msgspec.structs.replace(view, **dict.fromkeys(view.HTML, ""))
