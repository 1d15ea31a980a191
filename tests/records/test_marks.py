"""YAML as strings with marks: values, places, and everything that is refused."""

from __future__ import annotations

import contextlib

import pytest
from reading import unmarked

from giaoban.records.marks import MAX_DEPTH, YamlError, read_yaml


def test_everything_is_text_and_an_empty_value_is_none() -> None:
    marked = read_yaml("a: 010\nb: 12:30\nc: no\nd: 2018-10-29\ne:\nf: ''\ng: 1.10\nh: ~\ni: [null, true]\n")
    assert marked.value == {
        "a": "010",
        "b": "12:30",
        "c": "no",
        "d": "2018-10-29",
        "e": None,
        "f": "",
        "g": "1.10",
        "h": "~",
        "i": ["null", "true"],
    }


def test_places_count_code_points_from_one() -> None:
    marked = read_yaml("tên: Đặng\nds:\n  - {ô: x}\n  - 'y'\n", first_line=5)
    assert marked.place(()) == (5, 1)
    assert marked.key_place(("tên",)) == (5, 1)
    assert marked.place(("tên",)) == (5, 6)
    assert marked.place(("ds", 0, "ô")) == (7, 9)
    assert marked.place(("ds", 1)) == (8, 5)
    assert marked.place(("ds", 1, "thiếu", 3)) == (8, 5)
    assert marked.key_place(("ds", 0, "thiếu")) == (7, 5)


@pytest.mark.parametrize("text", ["", "\n\n", "# chỉ có chú thích\n"])
def test_nothing_is_none(text: str) -> None:
    assert read_yaml(text).value is None


# The text with the place marked, the rule, and what the hint says.
REFUSED = [
    ("a: ⟦&x 1\nb: *x\n", "yaml-alias", "đầy đủ"),
    ("a: ⟦*x\n", "yaml-alias", "đầy đủ"),
    ("a: ⟦&a [x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n", "yaml-alias", "đầy đủ"),
    ("a: ⟦!!python/object/apply:os.system [ls]\n", "yaml-tag", "ngoặc kép"),
    ("a: ⟦!!int 5\n", "yaml-tag", "ngoặc kép"),
    ("a: 1\n⟦---\nb: 2\n", "yaml-documents", "---"),
    ("a: " + "[" * (MAX_DEPTH - 1) + "⟦[" + "]" * MAX_DEPTH, "yaml-depth", "tầng"),
    ("? ⟦[a, b]\n: c\n", "yaml-key", "khóa"),
    ("a: b⟦: c\n", "yaml-syntax", "ngoặc kép"),
    ("a: 1\n  b⟦: 2\n", "yaml-syntax", "ngoặc kép"),
    ("a: ⟦'mở\nb: 1\n", "yaml-syntax", "đóng"),
    ('a: ⟦"mở\n', "yaml-syntax", "đóng"),
    ("a: [1, 2\nb⟦: 3\n", "yaml-syntax", "ngoặc kép"),
    ("a: 1\n⟦\tb: 2\n", "yaml-syntax", "Tab"),
    ("a: ⟦@x\n", "yaml-syntax", "ngoặc kép"),
    ('a: "⟦\\q"\n', "yaml-syntax", "\\\\"),
    ("a: ⟦- b\n", "yaml-syntax", "xuống dòng"),
    ("a:\n  - x\n ⟦- y\n", "yaml-syntax", "thẳng cột"),
    ("a: x\n⟦b\nc: y\n", "yaml-syntax", "khóa"),
    ("a: ⟦\ufffe\n", "yaml-syntax", "xóa"),
]


@pytest.mark.parametrize(("text", "rule", "hint"), REFUSED, ids=lambda v: repr(v)[:30])
def test_each_refusal_names_its_place(text: str, rule: str, hint: str) -> None:
    text, places = unmarked(text)
    with pytest.raises(YamlError) as raised:
        read_yaml(text)
    error = raised.value
    assert (error.rule, {(error.line, error.column)}) == (rule, places), error.message
    assert hint in error.hint, error.hint


def test_a_key_written_twice_is_a_fault_that_does_not_hide_the_rest() -> None:
    marked = read_yaml("a: 1\nb: 2\na: [3, 4]\na: 5\nc: 6\n")
    assert marked.value == {"a": "1", "b": "2", "c": "6"}
    assert [(f.rule, f.line, f.column) for f in marked.faults] == [("duplicate-key", 3, 1), ("duplicate-key", 4, 1)]
    assert "dòng 1" in marked.faults[0].message


@pytest.mark.parametrize(
    "unit",
    [
        "[",
        "{",
        "- ",
        "? ",
        "a: ",
        "{a: ",
        '"',
        "'",
        "a\n",
        "- a\n",
        "a: b\n",
        "[a, ",
        "!",
        "&",
        "*",
        "%",
        "|\n",
        "#",
        " ",
        "\t",
        "a",
    ],
)
def test_hostile_nesting_and_repetition_take_no_time(unit: str) -> None:
    with contextlib.suppress(YamlError):
        read_yaml(unit * (200_000 // len(unit)))
