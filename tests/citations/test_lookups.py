"""What is looked up while a text is linked: all of it by one function, few questions, and answers that few changes touch."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from known import LEADERS, ORGANIZATIONS, PLENUMS, RESOLUTIONS, UNITS

from giaoban.citations import Context, Index, annotate, find, resolve
from giaoban.records.files import discover
from giaoban.records.load import parse_file
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
        for word in parse_file(source).body.split(" ")
    ]
    texts = [" ".join(words[at : at + 670]) for at in range(0, len(words) - 670, 670)]
    counts = sorted(len(asked(index(), text)[1]) for text in texts)
    assert counts[-1] <= 80, counts


def test_finding_needs_no_index() -> None:
    assert not any("index" in name for name in vars(sys.modules["giaoban.citations.find"]))


def of(name: str, type_: str = "Nghị quyết", **more: Any) -> Resolution:
    return Resolution(id=name, type=type_, sources=[{"id": "s1", "title": "x"}], **more)


SALARIES = "Cải cách chính sách tiền lương đối với cán bộ"
SCHEMES = [
    of("khoan", symbol="10-NQ/TW", term="VI", aliases=["Khoán 10"]),
    of("luong-2030", "Kế hoạch", title=f"{SALARIES} đến năm 2030"),
    of("luong", "Kế hoạch", title=SALARIES),
    of("luong-bis", "Kế hoạch", title=SALARIES),
    of("bon-chu", "Kế hoạch", title="Phòng chống lãng phí"),
    of("nq-77-k13", symbol="77-NQ/TW", term="XIII"),
    of("nq-77-k12", symbol="77-NQ/TW", term="XII", date="2018-05-02"),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Names that begin with no type of document, before, between and behind other mentions.
        ("theo khoán 10", [("khoán 10", ["khoan"])]),
        ("Nghị quyết 18-NQ/TW, khoán 10", [("Nghị quyết 18-NQ/TW", []), ("khoán 10", ["khoan"])]),
        ("Khoán 10, Nghị quyết 18-NQ/TW", [("Khoán 10", ["khoan"]), ("Nghị quyết 18-NQ/TW", [])]),
        # A title means all that bear it; one that goes on is meant where its words stand.
        (
            "Kế hoạch về cải cách chính sách tiền lương đối với cán bộ",
            [("Kế hoạch về cải cách chính sách tiền lương đối với cán bộ", ["luong", "luong-bis", "luong-2030"])],
        ),
        (
            "Kế hoạch cải cách chính sách tiền lương đối với cán bộ đến năm 2030 được",
            [("Kế hoạch cải cách chính sách tiền lương đối với cán bộ đến năm 2030", ["luong-2030"])],
        ),
        # Four words are enough only where they are the whole title; of a longer one in quotation marks five, else seven.
        ("nêu kế hoạch phòng chống lãng phí.", [("kế hoạch phòng chống lãng phí", ["bon-chu"])]),
        ("nêu kế hoạch phòng chống lãng.", []),
        ("kế hoạch cải cách chính sách tiền lương", []),
        (
            "kế hoạch “Cải cách chính sách tiền lương”",
            [("kế hoạch “Cải cách chính sách tiền lương”", ["luong", "luong-bis", "luong-2030"])],
        ),
        ("kế hoạch “Cải cách chính sách”", []),
    ],
)
def test_documents_by_name(text: str, expected: list[tuple[str, list[str]]]) -> None:
    found = find(text, index(*SCHEMES).lookup)
    assert [(mention.text, sorted(mention.records)) for mention in found] == [(t, sorted(ids)) for t, ids in expected]


def test_candidates_of_the_meetings_own_term_come_first() -> None:
    lookup = index(*SCHEMES).lookup
    for day, expected in (("2024-03-26", ("nq-77-k13", "nq-77-k12")), ("2018-10-29", ("nq-77-k12",))):
        (one,) = resolve(find("Nghị quyết số 77-NQ/TW", lookup), lookup, Context(day))
        assert (one.candidates or (one.resolution,)) == expected


def test_a_congress_may_be_named_by_an_alias_alone() -> None:
    lookup = index(of("van-kien", aliases=["Nghị quyết Đại hội XIII của Đảng"])).lookup
    (one,) = resolve(find("theo Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII", lookup), lookup, CONTEXT)
    assert one.resolution == "van-kien"
