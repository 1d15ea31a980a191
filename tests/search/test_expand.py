"""What a word may mean: marks typed and left off, two spellings, a word unfinished, a typo."""

from __future__ import annotations

import pytest

from giaoban.search.expand import Meaning, Syllables

COUNTS = {
    "cán": 90, "can": 4, "căn": 10, "bộ": 100, "bố": 9, "quyết": 80, "quyền": 20, "quy": 70, "quý": 30, "qui": 1,
    "hằng": 12, "hàng": 5, "kỷ": 6, "kì": 2, "tổ": 50, "tố": 3, "to": 2, "đảng": 120, "dang": 1, "đang": 8, "ninh": 11, "nin": 1,
}  # fmt: skip


def _meaning(word: str, *, unfinished: bool = False, marked: bool = False) -> Meaning:
    return Syllables(COUNTS).meaning(word, unfinished=unfinished, marked=marked)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("can", {"cán", "can", "căn"}),
        ("cán", {"cán"}),
        ("dang", {"đảng", "dang", "đang"}),
        ("đang", {"đang"}),
        ("quyêt", {"quyết"}),
        ("tô", {"tổ", "tố"}),
        ("bo", {"bộ", "bố"}),
        ("qui", {"qui", "quy", "quý"}),
        ("quy", {"quy", "quý", "qui"}),
        ("hàng", {"hàng", "hằng"}),
        ("hang", {"hàng", "hằng"}),
        ("kỉ", {"kỷ"}),
        ("kỳ", {"kì"}),
        ("ki", {"kì", "kỷ"}),
        ("2018", {"2018"}),
    ],
)
def test_a_word_means_what_has_its_marks(word: str, expected: set[str]) -> None:
    meaning = _meaning(word)
    assert expected <= set(meaning.syllables)
    assert not meaning.typo
    assert {s for s in meaning.syllables if s not in expected} <= ({"kì", "kỷ"} if word in {"kỉ", "kỳ"} else set())


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("qyuết", "quyết"),
        ("quyt", "quy"),
        ("nnih", "ninh"),
        ("ninhh", "ninh"),
        ("nimh", "ninh"),
        ("nih", "ninh"),
        ("đanrg", "đảng"),
    ],
)
def test_one_typo_is_forgiven(word: str, meant: str) -> None:
    meaning = _meaning(word)
    assert meaning.typo
    assert meant in meaning.syllables
    assert max(meaning.syllables.values()) <= 0.7


def test_what_is_no_word_means_nothing() -> None:
    assert _meaning("xyzzyx").syllables == {}


def test_a_word_with_its_own_marks_weighs_most_for_a_reader_who_types_them() -> None:
    unmarked, marked = _meaning("can"), _meaning("can", marked=True)
    assert max(unmarked.syllables, key=lambda s: unmarked.syllables[s]) == "cán"
    assert max(marked.syllables, key=lambda s: marked.syllables[s]) == "can"


def test_an_unfinished_word_goes_on() -> None:
    meaning = _meaning("quyê", unfinished=True)
    assert set(meaning.syllables) == {"quyết", "quyền"}
    assert (meaning.beginning, meaning.typo) == ("quye", False)
    assert _meaning("quyê").typo


def test_a_finished_word_does_not_go_on() -> None:
    assert _meaning("quyết").beginning is None
