"""Plain YAML read quickly: what is read so is what libyaml reads, and records are nearly always written so."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from giaoban.records import marks, plain
from giaoban.records.files import discover

ROOT = Path(__file__).resolve().parents[2]


def by_libyaml(text: str) -> object:
    """The value that libyaml reads, or the class of its refusal."""
    try:
        return marks._ValueBuilder(text, 1).places().value
    except (yaml.YAMLError, marks.YamlError) as error:
        return type(error)


WRITTEN = [
    ("a: x y\nb: 'z: #'\nc: \"“z” # :\"\nd:\ne: 12:30\nf: a#b\n", True),
    ('a:\n  b: x\n  c:\n    - x\n    - {d: y, e: [z, "w, v"]}\n  # chú thích\n\nf:\n- x\n- g: y\n  h: z\n', True),
    ("a: >-\n  x\n  y: # z\nb:\n  - >-\n    x\n    - y\n  - c: >-\n      x\n", True),
    ("a: []\nb: {}\nc: [ x , y ]\nd: {x: http://y.z}\n", True),
    ("a: x # chú thích\n", False),
    ("a: x\n  y\n", False),
    ("a: 'x''y'\n", False),
    ('a: "x\\ny"\n', False),
    ("a: |\n  x\n", False),
    ("a: >-\n  x\n\n  y\n", False),
    ("a: >-\n  x\n    y\n", False),
    ("a: &b x\n", False),
    ("a: x: y\n", False),
    ("a: [x, y\n  z]\n", False),
    ("a: x\na: y\n", False),
    ("a: x\n---\nb: y\n", False),
    ("- a\n", False),
    ("a:\tx\n", False),
    ("a: -\n", False),
    ("a: [x,]\n", False),
    ("a: [x: y]\n", False),
]


@pytest.mark.parametrize(("text", "is_plain"), WRITTEN, ids=lambda v: ascii(v)[:40])
def test_what_is_plain(text: str, is_plain: bool) -> None:
    found = plain.read(text)
    assert (found is not None) == is_plain
    if is_plain:
        assert found == by_libyaml(text)


def test_nearly_all_records_are_plain() -> None:
    sources = [source for source in discover(ROOT / "content")[0] if source.kind != "briefing"]
    texts = [source.data.decode() for source in sources]
    found = [plain.read(text) for text in texts]
    assert all(value == by_libyaml(text) for value, text in zip(found, texts, strict=True) if value is not None)
    assert sum(value is not None for value in found) > 0.9 * len(found)


PIECES = [
    *("a: ", "bc: ", "  ", "    ", "- ", "-", "\n", "\n  ", "\n    ", "\n- ", "\n  - ", " ", "x", "Đ", "e\u0301", "y z"),
    *(": ", ":", "#", " #", '"', "'", "[", "]", "{", "}", ",", ", ", "?", "? ", "!", "&", "*", "|", ">"),
    *(">-", ">-\n", "%", "@", "`"),
    *("http://x.y/z?w=1", "18-NQ/TW", "2018-10-29", "---\n", "...\n", "\\", "\\n", "~", "null", "a: x\n", "\nb: [x, y]\n"),
    *("\nc: {a: x, b: [y]}", '\n  d: "x, y"\n', "\ne: >-\n  x\n  y\n", "\u00a0", "\ufeff", "\u2028", "\x85"),
    *("\t", "\ue000", "𠀀"),
]  # fmt: skip


@settings(max_examples=int(os.environ.get("GIAOBAN_EXAMPLES", "500")), deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), st.booleans())
def test_what_is_read_quickly_is_what_libyaml_reads(text: str, begun: bool) -> None:
    text = f"a: {text}" if begun else text
    found = plain.read(text)
    if found is not None:
        assert found == by_libyaml(text)


@settings(max_examples=int(os.environ.get("GIAOBAN_EXAMPLES", "200")), deadline=None)
@given(st.text(alphabet="ab:-[]{},'\"#>| \n", max_size=40))
def test_no_text_is_read_otherwise(text: str) -> None:
    found = plain.read(text)
    if found is not None:
        assert found == by_libyaml(text)
