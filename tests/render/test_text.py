"""Text of views on its way into HTML: all of it escaped, and what filters make of it."""

from __future__ import annotations

import html
import re
from typing import Any

import msgspec
import pytest
from hostile import Structure, Texts, as_shown, harmless, hostile, plain
from hypothesis import given
from hypothesis import strategies as st
from small_archive import Small, briefing, build, drawn_entry, entities

from giaoban.archive import Entities
from giaoban.records.changes import Changed, History, RecordChange
from giaoban.records.models.briefing import Briefing
from giaoban.render.text import ROOT, escaped, fact, linked_symbols, meta, rich, symbols, time
from giaoban.views import pages
from giaoban.views.entries import entries
from giaoban.views.values import Fact, Span, View, date, date_in_text, text

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
    history = History((RecordChange("2026-11-21", (Changed("tasks", "t1"),)), RecordChange("2026-11-20")), 3)
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


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2018-10-29", '<time datetime="2018-10-29">29-10-2018</time>'),
        ("2018-11", '<time datetime="2018-11">tháng 11-2018</time>'),
        ("2018", '<time datetime="2018">năm 2018</time>'),
        ("2020-33", "quý I-2020"),
        ("2018-10-29?", '<span class="nb">29-10-2018</span> (chưa chắc chắn)'),
        (
            "[2020-03-26..2020-06-30]",
            'trong khoảng <span class="nb">26-3-2020</span> đến <span class="nb">30-6-2020</span>',
        ),
    ],
)
def test_dates_are_shown_as_what_they_are(text: str, shown: str) -> None:
    assert time(text) == shown


@pytest.mark.parametrize(
    "symbol",
    ["26-NQ/TW", "08-QĐi/TW", "16-HD/BTCTW", "15/CT-TTg", "30/2020/NĐ-CP", "202/2025/QH15", "5-KL/T.Ư", "01–NQ/TU"],
)
def test_symbols_stay_on_one_line(symbol: str) -> None:
    assert symbols(f"theo {symbol}, và") == f'theo <span class="symbol">{symbol}</span>, và'


@pytest.mark.parametrize("text", ["giai đoạn 2021-2026", "Covid-19", "A1-B2", "và/hoặc", "1-2-3-4"])
def test_what_is_no_symbol_stays_as_it_is(text: str) -> None:
    assert symbols(text) == text


@given(st.text(alphabet=st.sampled_from("0123456789-/–NQĐTW.Ưa <&"), max_size=200))
def test_nothing_of_a_text_gets_lost(text: str) -> None:
    assert html.unescape(re.sub(r"</?span[^>]*>", "", symbols(html.escape(text)))) == text


def test_known_symbols_are_links() -> None:
    drawn = linked_symbols("&lt;b&gt; 26-NQ/TW, 27-NQ/TW", (("26-NQ/TW", "van-ban/nq-26/"),))
    assert drawn == (
        '&lt;b&gt; <a class="symbol" href="\ue000van-ban/nq-26/">26-NQ/TW</a>, <span class="symbol">27-NQ/TW</span>'
    )


@pytest.mark.parametrize(
    ("run", "shown"),
    [
        (Span("26-NQ/TW"), '<span class="symbol">26-NQ/TW</span>'),
        (Span("A", address="tinh/a/#t1"), '<a href="\ue000tinh/a/#t1">A</a>'),
        (Span("1", address="#s1"), '<a href="#s1">1</a>'),
        (Span("A", url="https://example.org/"), '<a href="https://example.org/" rel="noopener external">A</a>'),
        (Span("2018-11", role="date"), '<time datetime="2018-11">tháng 11-2018</time>'),
        (Span("2018-11", role="said"), "tháng 11-2018"),
        (Span("ghi chú", role="aside"), '<span class="aside">ghi chú</span>'),
    ],
)
def test_a_run_of_text_is_shown_by_its_role(run: Span, shown: str) -> None:
    assert rich((Span("trước "), run)) == f"trước {shown}"


def test_values_of_a_fact_stand_apart() -> None:
    values = (text("A"), text("B"))
    assert fact(Fact("Chủ trì", values)) == "A, B"
    assert fact(Fact("Chủ trì", values, "break")) == "A<br>B"
    assert meta((Fact("Hạn", (date_in_text("2018-12"),)), Fact("Ngày", (date("2018"),)))) == (
        '<span>Hạn: tháng 12-2018</span> · <span>Ngày: <time datetime="2018">năm 2018</time></span>'
    )
