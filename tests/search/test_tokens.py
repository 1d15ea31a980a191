"""Tokens and terms: shared vectors, which `search.js` is held to as well, and what holds for every text."""

from __future__ import annotations

import itertools
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search_gold import GOLD

from giaoban.search.tokens import BREAK, tokens, words
from giaoban.vietnamese import clean

VECTORS = json.loads((GOLD / "tokens.json").read_text(encoding="utf-8"))


def test_there_are_enough_vectors() -> None:
    assert len({v["text"] for v in VECTORS}) == len(VECTORS) >= 60


@pytest.mark.parametrize("vector", VECTORS, ids=[v["text"] for v in VECTORS])
def test_tokens_are_those_of_the_shared_vectors(vector: dict) -> None:
    text = clean(vector["text"])
    assert [[t.text, text[t.start : t.end], t.joined] for t in tokens(vector["text"])] == vector["tokens"]


@pytest.mark.parametrize(
    "one",
    [
        ["18-NQ/TW", "18 nq tw", "số 18 NQ/TW", "18–NQ/TW", "018-NQ/TƯ", "18-NQ/T.Ư"],
        ["08-QĐi/TW", "8-qđ/tw", "08-QyĐ/TW"],
        ["quý III", "quý 3", "Quý  III"],
        ["khoá XII", "khóa 12", "KHÓA xii"],
        ["Cụm số III", "cụm 3", "cụm III", "cụm số 3"],
        ["762.800", "762800", "0762800"],
        ["29-10-2018", "29/10/2018", "29.10.2018", "29 10 2018"],
        ["Thành uỷ", "thành ủy"],
    ],
    ids=lambda one: one[0],
)
def test_one_thing_in_many_writings_is_the_same_terms(one: list[str]) -> None:
    assert len({tuple(_terms(text)) for text in one}) == 1


def _terms(text: str) -> list[str]:
    """The tokens of a text, and the pairs of neighbours."""
    found = list(tokens(text))
    return [t.text for t in found] + [f"{a.text} {b.text}" for a, b in itertools.pairwise(found) if b.joined]


# What depends on what stands beside it, and what may stand between.
_PIECES = st.sampled_from(
    ["số", "So", "khóa", "XII", "i", "tư", "Tư", "ư", "T.", "T.Ư", "NQ", "18-NQ", "1.204", "12/", "–", "(", ")", "...", ",", "",
     "\n", "\u00a0", "quý", "III,", "số\u00a0", "25.3", "25.", "hội", "nq-", "TW.", "\u0309", "İ", "số18", "khóaXII"]
)  # fmt: skip
_TEXTS = st.text(st.characters(exclude_characters="\ue000")) | st.lists(_PIECES, max_size=9).map(" ".join)


@given(st.lists(_TEXTS, max_size=3))
def test_words_of_any_texts_are_their_tokens(texts: list[str]) -> None:
    expected = [(token.text, token.joined and at > 0) for text in texts for at, token in enumerate(tokens(text))]
    found, joined = [], False
    for word in words(*texts).split():
        if word != BREAK:
            found.append((word, joined))
        joined = word != BREAK
    assert found == expected


@given(st.text())
def test_tokens_of_any_text_stand_where_they_say(text: str) -> None:
    composed = clean(text)
    found = list(tokens(text))
    assert all(0 <= t.start < t.end <= len(composed) for t in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(t.text and not set(t.text) & set(" -./,“”\"'") for t in found)
    assert [t.text for t in tokens(unicodedata.normalize("NFD", text))] == [t.text for t in found]
