"""The files of the index: what is written is read again, whatever it is, and what is damaged is said to be."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoban import vietnamese
from giaoban.search import head, numbers, positions, shards, wire
from giaoban.search.counts import MOST, frequencies, pack_frequencies
from giaoban.search.index import Files
from giaoban.search.reading import IndexReader, NoIndexError
from giaoban.search.shards import MARK, Posting, Shard
from giaoban.search.wire import Numbers

WORDS = st.text(st.sampled_from("abdđeêtoôổu 0189@="), min_size=1, max_size=8)
NAMES = st.integers(0, 2**32 - 1).map(lambda n: f"{n:08x}")
VALUES = st.integers(0, 300) | st.integers(0, 2**24)


@given(st.lists(VALUES), st.lists(WORDS))
def test_numbers_and_texts_come_back(values: list[int], texts: list[str]) -> None:
    data = wire.deflate(wire.lines(texts), Numbers.of(values).data())
    read = wire.ByteReader(wire.inflate(data))
    assert read.lines() == texts
    assert read.numbers(len(values)).part(0, len(values)) == values
    with pytest.raises(ValueError, match="too early"):
        read.numbers(1)


@given(st.lists(VALUES, min_size=1), st.data())
def test_numbers_can_be_changed_in_their_places(values: list[int], data: st.DataObject) -> None:
    held = Numbers.of(values)
    for _ in range(data.draw(st.integers(0, 6))):
        at = data.draw(st.integers(0, len(values)))
        if at < len(values) and data.draw(st.booleans()):
            held.remove(at)
            del values[at]
        else:
            value = data.draw(VALUES)
            held.insert(at, value)
            values.insert(at, value)
    start, end = sorted((data.draw(st.integers(0, len(values))), data.draw(st.integers(0, len(values)))))
    assert len(held) == len(values)
    assert held.data() == Numbers.of(values).data()
    assert held.part(start, end) == values[start:end]
    assert held.sum(start, end) == sum(values[start:end])
    assert [held[at] for at in range(len(values))] == values


@given(st.lists(WORDS))
def test_strings_that_share_their_beginnings_come_back(texts: list[str]) -> None:
    assert wire.front_decode(*wire.front_code(texts)) == texts


@given(st.integers(0, 2 * MOST), st.integers(0, 2 * MOST))
def test_how_often_a_term_stands_comes_back(in_names: int, in_text: int) -> None:
    assert frequencies(pack_frequencies(in_names, in_text)) == (min(in_names, MOST), min(in_text, MOST))


@st.composite
def _postings(draw: st.DrawFn, term: str) -> Posting:
    places = sorted(draw(st.sets(st.integers(0, 1000) | st.integers(0, 2**24 - 1), min_size=1, max_size=6)))
    values = [draw(st.builds(pack_frequencies, st.integers(0, 4), st.integers(0, 70) | st.just(MOST))) for _ in places]
    codes = bytes(shards.code(value) for value in values)
    marked = [n for value in values if shards.code(value) == MARK for n in frequencies(value)]
    return Posting(term, [b - a for a, b in pairwise([0, *places])], codes, marked)


@given(st.sets(WORDS, min_size=1, max_size=12), st.data())
def test_a_shard_comes_back(terms: set[str], data: st.DataObject) -> None:
    held = [data.draw(_postings(term)) for term in sorted(terms, key=shards.order)]
    words, counts = Shard.of(held).data()
    assert list(shards.read(wire.deflate_words(words) + counts).postings()) == held


@given(st.sets(WORDS, min_size=2, max_size=30))
def test_borders_part_the_shards(words: set[str]) -> None:
    terms = sorted(words, key=shards.order)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(shards, "EVERY", 3)
        patched.setattr(shards, "LARGE", 30)
        weights = [shards.weight(term, 1) for term in terms]
        starts = [0, *shards.starts(map(vietnamese.fold, terms), weights), len(terms)]
    made = [terms[a:b] for a, b in pairwise(starts)]
    borders = ["", *(shards.border(a[-1], b[0]) for a, b in pairwise(made))]
    for at, some in enumerate(made):
        for term in some:
            assert borders[at] <= vietnamese.fold(term)
            assert at + 1 == len(borders) or vietnamese.fold(term) < borders[at + 1]


@given(st.sets(WORDS, min_size=2, max_size=30))
def test_terms_of_one_form_stand_in_one_shard(words: set[str]) -> None:
    terms = sorted(words, key=shards.order)
    forms = [vietnamese.fold(term) for term in terms]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(shards, "LARGE", 6)
        starts = [*shards.starts(forms, [shards.weight(term, 1) for term in terms])]
    assert all(forms[at] != forms[at - 1] for at in starts)
    assert starts or len(set(forms)) == 1 or sum(len(term) + 4 for term in terms) <= 6


def test_one_document_more_moves_no_border_of_a_frequent_term() -> None:
    weights = [shards.weight("cán bộ", size) for size in range(1024, 1280)]
    assert len(set(weights)) == 1
    assert shards.weight("cán bộ", 1) < shards.weight("cán bộ", 2) < shards.weight("cán bộ", 1024)


@st.composite
def _heads(draw: st.DrawFn) -> head.IndexHead:
    days = sorted(draw(st.lists(st.integers(-500, 12_000), max_size=70)))
    kinds, levels = st.sampled_from(head.MEETING_KINDS), st.sampled_from(head.LEVELS)
    meetings = [head.MeetingFacts(date(2000, 1, 1) + timedelta(d), draw(kinds), draw(levels)) for d in days]
    others = [
        sorted(numbers.first(place) + n for n in draw(st.sets(st.integers(0, 2_000), max_size=9)))
        for place in range(1, len(head.kinds.with_search()))
    ]
    words = sorted(draw(st.sets(WORDS, max_size=9)), key=shards.order)
    runs = draw(st.lists(st.tuples(NAMES, st.integers(1, 3)), max_size=4))
    names = [version for version, count in runs for _ in range(count)]
    rate = numbers.rate([meeting.day.toordinal() for meeting in meetings])
    made = head.IndexHead(
        meetings, rate, others,
        # Counts come back to the nearest eighth of a doubling: these are ones that do so unchanged.
        {word: draw(st.sampled_from([1, 2, 4, 8, 16, 64, 1024])) for word in words},
        [draw(WORDS) if at else "" for at in range(len(names))], names, {}, [draw(NAMES) for _ in head.facet_kinds()],
            [draw(WORDS) for _ in range(draw(st.integers(0, 2)))],
        {vietnamese.fold(word): draw(st.integers(0, (1 << positions.POSITIONS) - 1)) for word in words},
    )  # fmt: skip
    groups = dict.fromkeys(map(numbers.group_of, made.numbers()))
    return made._replace(groups={group: draw(NAMES) for group in groups})


@given(_heads())
def test_the_head_comes_back(written: head.IndexHead) -> None:
    assert head.decode(head.encode(written)) == written


@given(st.integers(1, 10_000_000))
def test_a_count_comes_back_to_a_sixteenth_of_a_doubling(count: int) -> None:
    others: list[list[int]] = [[] for _ in head.kinds.with_search()[1:]]
    whole = head.IndexHead(
        [], numbers.rate([]), others, {"a": count}, [], [], {}, ["00000000" for _ in head.facet_kinds()], [], {"a": 1}
    )
    [back] = head.decode(head.encode(whole)).syllables.values()
    assert abs(back - count) <= count * 0.05 + 0.5


@pytest.mark.parametrize("damage", [b"", b"{}", b"\x07 no DEFLATE", b"\xff", wire.deflate(b"\x01"), None])
def test_an_index_that_cannot_be_read_says_so(damage: bytes | None) -> None:
    files = {head.FILE: damage} if damage is not None else {}
    with pytest.raises(NoIndexError, match="không đọc được"):
        IndexReader(files.__getitem__)


def test_a_file_that_is_gone_or_damaged_says_so(index_files: Files) -> None:
    lost: set[str] = set()

    def fetch(path: str) -> bytes:
        if path in lost:
            return b"\x07" if len(lost) % 2 else index_files.read(f"{path}, gone")
        return index_files.read(path)

    for kind in ("m", "b"):
        index = IndexReader(fetch)
        lost.update(path for path in index_files.digests if path.startswith(f"{head.FOLDER}{kind}/"))
        with pytest.raises(NoIndexError):
            index.page(next(iter(index.corpus))) if kind == "b" else index.postings(["cán"])
        lost.pop()
        with pytest.raises(NoIndexError):
            index.page(next(iter(index.corpus))) if kind == "b" else index.postings(["bộ", "cán"])
        lost.clear()
