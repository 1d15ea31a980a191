"""lunr's documents and lunr's scores: the index cut by term answers as one whole index of the `lunr` package does."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import lunr.builder
import pytest
from index_of import documents_of
from lunr.index import Index

from giaoban.archive.answers import Answers
from giaoban.search import counts, score
from giaoban.search.documents import Document
from giaoban.search.reading import IndexReader
from giaoban.search.tokens import BREAK, words

PHRASES = 2_000


@pytest.fixture(scope="module")
def documents(answers: Answers) -> dict[str, Document]:
    """Every document by the address of its page, before any file was made of it."""
    return {document.address: document for document in documents_of(answers).values()}


@pytest.fixture(scope="module")
def whole(index: IndexReader, documents: Mapping[str, Document]) -> Index:
    """One whole index made by lunr: no pipeline, the same fields, boosts and terms."""
    builder = lunr.builder.Builder()
    builder.ref("number")
    builder.b(score.B)
    builder.k1(score.K1)
    builder.field("name", boost=score.FIELD_BOOSTS[0])
    builder.field("text", boost=score.FIELD_BOOSTS[1])
    for number, boost in index.corpus.items():
        found = counts.terms_of(counts.count(documents[index.page(number).address]))
        name, text = (list(_repeated(found, field)) for field in range(2))
        builder.add({"number": str(number), "name": name, "text": text}, {"boost": boost})
    return builder.build()


def _repeated(found: Mapping[str, int], field: int) -> Iterator[str]:
    for term, value in found.items():
        yield from [term] * counts.frequencies(value)[field]


def _ours(index: IndexReader, asked: Sequence[str]) -> dict[int, float]:
    held = index.postings(asked)
    return score.scores(index.corpus, [(postings, float(asked.count(term))) for term, postings in held.items()])


def _lunrs(whole: Index, asked: Sequence[str]) -> dict[int, float]:
    query = whole.create_query()
    for term in asked:
        query.term(term, use_pipeline=False)
    return {int(hit["ref"]): hit["score"] for hit in whole.query(query)}


def _agree(index: IndexReader, whole: Index, asked: Sequence[str]) -> bool:
    ours, lunrs = _ours(index, asked), _lunrs(whole, asked)
    return ours.keys() == lunrs.keys() and all(abs(ours[n] - lunrs[n]) < 1e-9 for n in ours)


def test_every_term_of_the_vocabulary_scores_as_in_lunr(index: IndexReader, whole: Index) -> None:
    vocabulary = list(whole.inverted_index)
    assert len(vocabulary) > 5_000
    assert [term for term in vocabulary if not _agree(index, whole, [term])] == []


def test_real_phrases_score_as_in_lunr(index: IndexReader, whole: Index, documents: Mapping[str, Document]) -> None:
    draw = random.Random(18)
    parts = [part.text for document in documents.values() for part in document.parts]
    runs = [run for text in parts for part in words(text).split(BREAK) if len(run := part.split()) > 1]
    wrong = []
    for _ in range(PHRASES):
        run = draw.choice(runs)
        at, length = draw.randrange(len(run)), draw.randint(2, 4)
        some = run[at : at + length]
        asked = [*some, *(f"{a} {b}" for a, b in pairwise(some))]
        if not _agree(index, whole, asked):
            wrong.append(asked)
    assert wrong == []
