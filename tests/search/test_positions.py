"""Where words stand in names: whatever may be a name is asked for, and little else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giaoban import vietnamese
from giaoban.search import counts, positions
from giaoban.search.documents import Document
from giaoban.search.reading import IndexReader
from giaoban.search.tokens import BREAK, words

_WORD = st.sampled_from(["ê", "ban", "êban", "y", "phu", "nguyễn", "văn", "an", "18", "nq", "tw", "h", "y:", "an."])
_NAME = st.lists(_WORD, min_size=1, max_size=6).map(" ".join)


def _counted(*names: tuple[str, ...]) -> dict[str, list[int]]:
    documents = (Document("leader", str(at), "", "", "", some, (), (), ()) for at, some in enumerate(names))
    return positions.count_positions(map(counts.count, documents))


def _masks(counted: dict[str, list[int]], *others: str) -> dict[str, int]:
    return dict.fromkeys(others, 0) | {word: positions.mask(found) for word, found in counted.items()}


def _said(name: str) -> list[str]:
    return [word for word in vietnamese.fold(words(name)).split() if word != BREAK]


@given(st.lists(st.lists(_NAME, max_size=3).map(tuple), max_size=4))
def test_every_name_may_be_one_whole_or_begun(names: list[tuple[str, ...]]) -> None:
    masks = _masks(_counted(*names))
    for said in (_said(name) for some in names for name in some):
        assert positions.may_be_name(masks, said)
        for end in range(1, len(said) + 1):
            for most in range(1, len(said[end - 1]) + 1):
                begun = [*said[: end - 1], said[end - 1][:most]]
                assert positions.may_be_name(masks, begun, unfinished=True), begun


@given(st.lists(st.lists(_NAME, max_size=3).map(tuple), min_size=1, max_size=4), st.data())
def test_counts_after_a_change_are_those_of_what_is_there(names: list[tuple[str, ...]], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(names) - 1))
    new = data.draw(st.lists(_NAME, max_size=3).map(tuple))
    after = positions.changed(_counted(*names), _counted(names[at]), _counted(new))
    assert after == _counted(*names[:at], new, *names[at + 1 :])


@pytest.mark.parametrize(
    ("typed", "may_be"),
    [
        ("nguyen van an", True),
        ("nguyen van", True),
        ("van nguyen an", False),
        ("giam sat", False),
        ("nguyen sat", False),
        ("nguyen xyz", True),
        ("eban phu", True),
        ("e ban phu", True),
        ("nguyen 18", True),
    ],
)
def test_what_has_its_words_elsewhere_is_no_name(typed: str, may_be: bool) -> None:
    masks = _masks(_counted(("Nguyễn Văn An",), ("Ê Ban Phu",)), "giam", "sat", "eban")
    assert positions.may_be_name(masks, typed.split()) is may_be


def test_most_passages_are_no_names(index: IndexReader) -> None:
    texts = [_said(part.text)[2:7] for number in list(index.corpus)[::9] for part in index.page(number).parts]
    asked = [text for text in texts if len(text) == 5]
    assert len(asked) > 100
    assert sum(positions.may_be_name(index.head.named, text) for text in asked) < len(asked) / 4
