"""Threads: tasks with all that goes on from them, how many came to what, and on which pages they stand."""

from __future__ import annotations

import pytest
from small_archive import Small, briefing, build

from giaoban.archive import gathered
from giaoban.archive.gathered import Slice
from giaoban.archive.threads import TaskCount
from giaoban.records.models.briefing import Briefing


def chain() -> list[Briefing]:
    tasks = [{"id": "t1", "text": "Việc một."}, {"id": "t2", "text": "Việc hai."}]
    return [
        briefing("a", "2018-01-01", tasks=tasks),
        briefing("b", "2019-01-01", tasks=[{"id": "t1", "text": "Làm tiếp.", "continues": "a#t1"}]),
        briefing("c", "2020-01-01", results=[
            {"id": "r1", "text": "Đã xong cả.", "answers": ["a#t1", "b#t1"]},
            {"id": "r2", "text": "Không nối đi đâu.", "answers": ["mat#t1"]},
        ]),
        briefing("d", "2021-01-01", status="withdrawn", results=[{"id": "r1", "text": "Rút.", "answers": "a#t2"}]),
    ]  # fmt: skip


def many(*, withdrawn: bool = False) -> Small:
    """Three tasks of two months of 2018, each answered a year later."""
    tasks = [{"id": f"t{n}", "text": "."} for n in (1, 2)]
    answers = ["a#t1", "a#t2", "b#t1"]
    results = [{"id": f"r{n}", "text": ".", "answers": answer} for n, answer in enumerate(answers, 1)]
    status = {"status": "withdrawn"} if withdrawn else {}
    return build([
        briefing("a", "2018-01-08", tasks=tasks),
        briefing("b", "2018-03-05", tasks=tasks),
        briefing("c", "2019-01-01", results=results, **status),
    ])  # fmt: skip


def test_a_thread_goes_from_the_task_to_its_result() -> None:
    reader = build(chain()).reader()
    (thread,) = reader.threads()
    assert [step.reference for step in thread] == ["a#t1", "b#t1", "c#r1"]
    assert thread[2].joins == (("answers", "a#t1"), ("answers", "b#t1"))
    assert reader.task_counts() == (TaskCount("2018", 2, 1, 1, 1), TaskCount("2019", 1, 0, 1, 0))


def test_threads_that_a_later_item_joins_are_one() -> None:
    tasks = [{"id": f"t{n}", "text": "."} for n in (1, 2, 10)]
    later = [
        briefing("b", "2019-01-01", tasks=[{"id": "t1", "text": ".", "continues": "a#t10"}]),
        briefing("c", "2020-01-01", results=[{"id": "r1", "text": ".", "answers": ["b#t1", "a#t2"]}]),
    ]
    (thread,) = build([briefing("a", "2018-01-01", tasks=tasks), *later]).reader().threads()
    assert [step.reference for step in thread] == ["a#t2", "a#t10", "b#t1", "c#r1"]


def test_too_many_threads_stand_by_year_month_and_day(monkeypatch: pytest.MonkeyPatch) -> None:
    assert many().reader().slices("threads") == ("",)
    monkeypatch.setattr(gathered, "MOST_JOINS", 1)
    reader = many().reader()
    assert reader.slices("threads") == ("", "2018", "2018/01", "2018/01/08", "2018/03")
    assert reader.slice("threads", "2018") == Slice(3, (("2018/01", 2), ("2018/03", 1)))
    assert [thread[0].reference for thread in reader.threads("2018/03")] == ["b#t1"]
    assert reader.threads("2019") == ()


def test_a_withdrawal_takes_no_page_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathered, "MOST_JOINS", 1)
    before, after = many().reader(), many(withdrawn=True).reader()
    assert after.slices("threads") == before.slices("threads")
    assert after.slice("threads", "2018") == Slice(0, (("2018/01", 0), ("2018/03", 0)))
