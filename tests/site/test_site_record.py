"""What the page of a meeting says of its record: citations, history, where to ask for a correction."""

from __future__ import annotations

import html
import json
import re

import pytest
from mini_archive import THEME, Mini, briefing

from giaoban.records.changes import Change, History, Part
from giaoban.records.model import Briefing
from giaoban.site import templates, words
from giaoban.site.pages import briefing as briefing_page
from giaoban.site.pages import record

SITE = "https://example.org/giao-ban/"
REPOSITORY = "https://github.com/vi-du/giao-ban"


def drawn(mini: Mini, entity: str = "mot", history: History | None = None, repository: str = "") -> str:
    env = templates.environment(THEME, None, SITE, repository)
    return briefing_page.page(mini.archive, mini.archive.fetch(entity), "<p>Tóm tắt.</p>", env, history).body


def test_a_page_cites_itself_in_four_forms(mini: Mini) -> None:
    body = drawn(mini)
    whole = re.sub("<[^>]+>", "", body[body.index('<p class="whole"') : body.index("<details>")])
    assert (
        "Giao ban (2018), “Giao ban mot”, họp ngày 29-10-2018, https://example.org/giao-ban/hop/mot/, xem ngày" in whole
    )
    blocks = [html.unescape(re.sub("<[^>]+>", "", b)) for b in re.findall("<pre[^>]*>(.*?)</pre>", body, re.DOTALL)]
    assert [b.split("\n")[0] for b in blocks] == ["@misc{mot,", "TY  - ELEC", "[{"]
    assert json.loads(blocks[2])[0]["URL"] == f"{SITE}hop/mot/"
    assert all("\ue0f1" not in block and "\ue0f2" not in block for block in [body, *blocks])


def test_a_script_finds_where_an_item_goes(mini: Mini) -> None:
    """Each form has a place for the item's number in its address and, but for BibTeX's url, for its name."""
    body = drawn(mini)
    for block in re.findall('(?s)<p class="whole".*?</p>|<pre.*?</pre>', body):
        assert '<span data-at="#"></span>' in block
        assert '<span data-at=", "></span>' in block


def test_how_an_item_is_cited_is_said_without_a_script(mini: Mini) -> None:
    assert "https://example.org/giao-ban/hop/mot/#t1" in drawn(mini)
    assert "Dẫn một mục thì" not in drawn(mini, "ba")


def test_a_hostile_title_stays_text() -> None:
    made = record.citation(briefing("x", "2018-01-01", title="</pre><script>alert('1')</script>"), SITE)
    assert all("<script" not in text and "</pre" not in text for text in made.values())


@pytest.mark.parametrize(("parts", "said"), [
    ((), "Thêm vào kho"),
    ((Part("summary"), Part("date")), "Sửa tóm tắt, ngày họp"),
    ((Part("results", "r1"), Part("results", "r3"), Part("tasks", "t11", "added")), "Thêm nhiệm vụ 11; sửa kết quả 1 và 3"),
    ((Part("sources", "s2", "removed"),), "Bỏ nguồn 2"),
    (tuple(Part("tasks", f"t{i}") for i in range(1, 9)), "Sửa 8 nhiệm vụ"),
    ((Part("khong-biet"),), "Sửa mục khác"),
    ((Part("record"),), "Sửa bản ghi"),
])  # fmt: skip
def test_a_change_is_said_in_vietnamese(parts: tuple[Part, ...], said: str) -> None:
    (line,) = record.history(History((Change("2026-11-21", parts),)))
    assert (line.text, "21-11-2026" in line.day) == (said, True)


def test_the_history_is_on_the_page_only_where_it_is_known(mini: Mini) -> None:
    assert "Lịch sử bản ghi" not in drawn(mini)
    body = drawn(mini, history=History((Change("2026-11-21", (Part("date"),)),), 3))
    assert "Sửa ngày họp" in body
    assert "3 lần thêm, sửa" in body


def test_every_part_of_a_record_has_a_name() -> None:
    assert Briefing.model_fields.keys() - {"summary_line"} <= words.RECORD.keys()


@pytest.mark.parametrize(("repository", "address"), [
    ("", ""),
    (REPOSITORY, f"{REPOSITORY}/issues/new?title=%C4%90%C3%ADnh%20ch%C3%ADnh%3A%20mot&body=https%3A//example.org/giao-ban/hop/"),
    ("https://gitlab.example.org/a/b", "https://gitlab.example.org/a/b/issues"),
])  # fmt: skip
def test_a_reader_is_led_to_where_corrections_are_asked_for(mini: Mini, repository: str, address: str) -> None:
    body = html.unescape(drawn(mini, repository=repository))
    assert ("Mở đề nghị về trang này" in body) == bool(address)
    assert address in body
    assert 'dinh-chinh/">Thấy chỗ sai?' in body
