"""The files of the index: what is written is read again, whatever it is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoban.search import head, index, shards, wire
from giaoban.search.shards import Postings

WORDS = st.text(st.sampled_from("abdđeêtoôổu 0189@="), min_size=1, max_size=8)
NAMES = st.integers(0, 2**32 - 1).map(lambda n: f"{n:08x}")


@given(st.lists(st.integers(0, 2**60)), st.lists(st.text()), st.lists(st.text()))
def test_numbers_and_texts_come_back(numbers: list[int], texts: list[str], ordered: list[str]) -> None:
    texts, ordered = ([t for t in some if t.isprintable()] for some in (texts, ordered))
    ordered = sorted(ordered)
    out = wire.Writer()
    for number in numbers:
        out.number(number)
    for text in texts:
        out.text(text)
    out.sorted_texts(ordered)
    read = wire.Reader(wire.inflate(wire.deflate(bytes(out.data))))
    assert read.numbers(len(numbers)) == numbers
    assert [read.text() for _ in texts] == texts
    assert read.sorted_texts(len(ordered)) == ordered


@st.composite
def _postings(draw: st.DrawFn) -> Postings:
    sides = []
    for _ in range(2):
        numbers = sorted(draw(st.sets(st.integers(0, 100_000), max_size=6)))
        frequency = st.one_of(st.integers(0, 3), st.integers(0, 0xFFFF))
        sides.append([shards.packed(n, draw(frequency), draw(frequency)) for n in numbers])
    return Postings(*sides)


@given(st.dictionaries(WORDS, _postings(), max_size=12))
def test_a_shard_comes_back(held: dict[str, Postings]) -> None:
    terms = [(term, held[term]) for term in sorted(held, key=shards.order)]
    assert shards.decode(shards.encode(terms)) == held


@given(st.integers(0, 2**31), st.integers(0, 0xFFFF), st.integers(0, 0xFFFF))
def test_a_place_comes_back(document: int, names: int, text: int) -> None:
    assert shards.unpacked(shards.packed(document, names, text)) == (document, names, text)


@given(st.dictionaries(WORDS, st.just(Postings([0], [])), min_size=2, max_size=30))
def test_borders_part_the_shards(held: dict[str, Postings]) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(shards, "_EVERY", 3)
        patched.setattr(shards, "_LARGE", 30)
        made = [list(terms) for terms in shards.cut((t, held[t]) for t in sorted(held, key=shards.order))]
    assert [term for terms in made for term, _ in terms] == sorted(held, key=shards.order)
    borders = index.borders([(terms[0][0], terms[-1][0]) for terms in made])
    keys = [shards.border_key(border) for border in borders]
    for at, terms in enumerate(made):
        for term, _ in terms:
            assert keys[at] <= shards.order(term)
            assert at + 1 == len(keys) or shards.order(term) < keys[at + 1]


@st.composite
def _heads(draw: st.DrawFn) -> head.Head:
    days = sorted(draw(st.lists(st.integers(0, 12_000), max_size=70)))
    kinds, levels = st.sampled_from(head.MEETING_KINDS), st.sampled_from(head.LEVELS)
    meetings = [head.Meeting(date(2000, 1, 1) + timedelta(d), draw(kinds), draw(levels)) for d in days]
    others = [draw(st.integers(0, 15)) for _ in head.KINDS[1:]]
    documents = len(meetings) + sum(others)
    lengths = tuple([draw(st.integers(0, 0xFFFF)) for _ in range(documents)] for _ in range(2))
    words = sorted(draw(st.sets(WORDS, max_size=9)), key=shards.order)
    runs = draw(st.lists(st.tuples(NAMES, st.integers(1, 3)), max_size=4))
    names = [f"{name}-{place}" for name, count in runs for place in range(count)]
    groups = [-(-count // head.GROUP) for count in (len(meetings), sum(others))]
    return head.Head(
        (lengths[0], lengths[1]), meetings, others,
        # Counts come back to the nearest eighth of a doubling: these are ones that do so unchanged.
        {word: draw(st.sampled_from([1, 2, 4, 8, 16, 64, 1024])) for word in words},
        [draw(WORDS) if at else "" for at in range(len(names))], names,
        ([draw(NAMES) for _ in range(groups[0])], [draw(NAMES) for _ in range(groups[1])]),
        draw(st.lists(st.tuples(WORDS, WORDS), max_size=3)), [draw(NAMES) for _ in head.FACETS],
    )  # fmt: skip


@given(_heads())
def test_the_head_comes_back(written: head.Head) -> None:
    assert head.decode(head.encode(written)) == written


@given(st.integers(1, 10_000_000))
def test_a_count_comes_back_to_a_sixteenth_of_a_doubling(count: int) -> None:
    whole = head.Head(([], []), [], [0] * 6, {"a": count}, [], [], ([], []), [], ["00000000"] * 3)
    [back] = head.decode(head.encode(whole)).syllables.values()
    assert abs(back - count) <= count * 0.05 + 0.5
