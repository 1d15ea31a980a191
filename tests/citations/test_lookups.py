"""What is looked up while a text is linked: all of it by one function, few questions, and answers that few changes touch."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from known import LEADERS, ORGANIZATIONS, PLENUMS, RESOLUTIONS, UNITS

from giaoban.citations import Context, Index, annotate
from giaoban.citations import find as find_module
from giaoban.records.files import discover
from giaoban.records.load import read_document
from giaoban.records.model import Model
from giaoban.records.models.leader import Leader
from giaoban.records.models.plenum import Plenum
from giaoban.records.models.resolution import Resolution

CONTENT = Path(__file__).resolve().parents[2] / "content"
CONTEXT = Context("2019-03-01", "dong-thap")
TEXT = """Đồng chí Nguyễn Văn An và Lê Thị Bình nêu Nghị quyết 18-NQ/TW, Quy định 08, quy định nêu gương, Nghị quyết Trung
ương 4.

## Ở Đồng Tháp

Tỉnh ủy Đồng Tháp thực hiện Nghị quyết số 03-NQ/TU; Trần Hữu Mới dự. Nghị quyết về cải cách chính sách tiền lương có
kết quả. Nguyễn Văn An nhắc lại Nghị quyết 18-NQ/TW.
"""


def by_id(records: Iterable[Any]) -> dict[str, Any]:
    return {record.id: record for record in records}


def index(*more: Model, without: str = "") -> Index:
    found = [
        by_id(r for r in kind if r.id != without) for kind in (RESOLUTIONS, PLENUMS, ORGANIZATIONS, UNITS, LEADERS)
    ]
    for record in more:
        found[{Resolution: 0, Plenum: 1, Leader: 4}[type(record)]][record.id] = record  # type: ignore[index]
    return Index.build(*found)


def asked(index: Index, text: str = TEXT) -> tuple[str, dict[tuple[str, str], Any]]:
    """The text linked, and every question that was asked with its answer."""
    questions: dict[tuple[str, str], Any] = {}

    def lookup(table: str, key: str) -> Any:
        questions[table, key] = index.lookup(table, key)
        return questions[table, key]

    return annotate(text, lookup, CONTEXT).markdown, questions


CHANGES: dict[str, Callable[[], Index]] = {
    "a person of a name that stands there": lambda: index(Leader(id="moi", name="Trần Hữu Mới")),
    "a person of one that does not": lambda: index(Leader(id="khac", name="Trần Hữu Khác")),
    "a namesake": lambda: index(Leader(id="an-3", name="Nguyễn Văn An")),
    "somebody is gone": lambda: index(without="nguyen-van-an"),
    "a document of a number that stands there": lambda: index(
        Resolution(id="nq-18", symbol="18-NQ/TW", type="Nghị quyết", term="XI", sources=[{"id": "s1", "title": "x"}])
    ),
    "a document of another": lambda: index(
        Resolution(id="nq-99", symbol="99-NQ/TW", type="Nghị quyết", term="XI", sources=[{"id": "s1", "title": "x"}])
    ),
    "an alias that stands there": lambda: index(
        RESOLUTIONS[0].model_copy(update={"aliases": (*RESOLUTIONS[0].aliases, "kết quả")})
    ),
    "a session": lambda: index(Plenum(id="k13-tw4", name="Hội nghị Trung ương 4 khóa XIII", term="XIII", number=4)),
    "a document is gone": lambda: index(without="nq-18-tw-k12"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_text_whose_answers_are_the_same_is_linked_the_same(name: str) -> None:
    before, questions = asked(index())
    changed = CHANGES[name]()
    after, _ = asked(changed)
    same = all(changed.lookup(*question) == answer for question, answer in questions.items())
    assert before == after or not same


@pytest.mark.parametrize("name", ["a person of one that does not", "a document of another"])
def test_what_a_text_does_not_name_changes_no_answer(name: str) -> None:
    _, questions = asked(index())
    changed = CHANGES[name]()
    assert [question for question, answer in questions.items() if changed.lookup(*question) != answer] == []


def test_a_name_that_means_nothing_is_a_question() -> None:
    _, questions = asked(index())
    assert questions["person", "trần hữu mới"] is None


def test_answers_are_immutable() -> None:
    _, questions = asked(index())
    for answer in questions.values():
        hash(answer)


def test_a_long_summary_asks_few_questions() -> None:
    words = [
        word
        for source in discover(CONTENT)[0]
        if source.kind == "briefing"
        for word in read_document(source).body.split(" ")
    ]
    texts = [" ".join(words[at : at + 670]) for at in range(0, len(words) - 670, 670)]
    counts = sorted(len(asked(index(), text)[1]) for text in texts)
    assert counts[-1] <= 80, counts


def test_finding_needs_no_index() -> None:
    assert not any("index" in name for name in vars(find_module))
