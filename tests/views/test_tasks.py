"""The pages of tasks: every step linked, the joins that are not clear said, the rest counted."""

from __future__ import annotations

import re

import pytest
from small_archive import Small, briefing, build

from giaoban.archive import gathered
from giaoban.render.text import ROOT


def chain() -> Small:
    tasks = [{"id": "t1", "text": "Việc một."}, {"id": "t2", "text": "Việc hai."}]
    return build([
        briefing("a", "2018-01-01", tasks=tasks),
        briefing("b", "2019-01-01", tasks=[{"id": "t1", "text": "Làm tiếp.", "continues": "a#t1"}]),
        briefing("c", "2020-01-01", results=[{"id": "r1", "text": "Đã xong cả.", "answers": ["a#t1", "b#t1"]}]),
        briefing("d", "2021-01-01", status="withdrawn", results=[{"id": "r1", "text": "Rút.", "answers": "a#t2"}]),
    ])  # fmt: skip


def test_the_page_links_every_step() -> None:
    body = chain().body("tasks")
    assert re.findall(rf'<a href="{ROOT}(hop/\w/#[tr]\d)">(?:Nhiệm vụ|Kết quả)', body) == [
        "hop/a/#t1", "hop/b/#t1", "hop/c/#r1",
    ]  # fmt: skip
    for said in ("Việc một.", "Làm tiếp.", "Đã xong cả.", "example.org", "Tiếp nối", "Kết quả trả lời"):
        assert said in body
    # What follows from the step above is not said again; the second target of an answer is.
    assert body.count("trả lời <a") == 2
    assert "(Giao ban, 1-1-2019)" in body
    assert "Rút." not in body
    assert '<th scope="row">Tất cả</th><td>3</td><td>1</td><td>2</td><td>1</td>' in body


def test_too_many_threads_get_pages_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathered, "MOST_JOINS", 1)
    tasks = [{"id": f"t{n}", "text": "."} for n in (1, 2, 3)]
    results = [{"id": f"r{n}", "text": ".", "answers": f"a#t{n}"} for n in (1, 2, 3)]
    small = build([briefing("a", "2018-01-08", tasks=tasks), briefing("b", "2019-01-01", results=results)])
    first = small.body("tasks")
    assert re.search(rf'<span id="n2018"></span>.*{ROOT}nhiem-vu/2018/">Bắt đầu năm 2018</a>.*3 mạch việc', first)
    assert 'id="dem"' in first
    day = small.body("tasks", "2018/01/08")
    assert day.count('<li class="answered">') == 3
    assert "ngày 8-1-2018</h1>" in day
    assert re.findall(r'<p class="kicker">.*</p>', day)[0].count(f'href="{ROOT}nhiem-vu/') == 3
    assert 'id="dem"' not in day
