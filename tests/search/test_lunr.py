"""lunr's documents and lunr's scores: the index cut by term answers as one whole index of the `lunr` package does."""

from __future__ import annotations

import pickle
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import lunr.builder
import pytest
from lunr.index import Index

from giaoban.publish.cache import Cache
from giaoban.search import score
from giaoban.search.counts import Counts
from giaoban.search.shelf import Page, Shelf
from giaoban.search.tokens import terms, tokens

PHRASES = 2_000


@pytest.fixture(scope="module")
def pages(shelf: Shelf) -> list[Page]:
    """What is shown of each document, in the order of their numbers."""
    return [shelf.page(number) for number in range(len(shelf.corpus.boosts))]


@pytest.fixture(scope="module")
def counted(site: Path, pages: list[Page]) -> list[Counts]:
    """The documents as counted, before any file was made of them."""
    names = [f"{page.kind}/{page.address.rstrip('/').rpartition('/')[2]}" for page in pages]
    cache = Cache(site.parent / "cache" / "records.sqlite", reading=True)
    rows = cache.found_counts(names)
    cache.close()
    return [Counts(*pickle.loads(rows[name])) for name in names]


@pytest.fixture(scope="module")
def whole(shelf: Shelf, counted: list[Counts]) -> Index:
    """One whole index made by lunr: no pipeline, the same fields, boosts and terms."""
    builder = lunr.builder.Builder()
    builder.ref("number")
    builder.field("name", boost=score.FIELD_BOOSTS[0])
    builder.field("text", boost=score.FIELD_BOOSTS[1])
    for number, (counts, boost) in enumerate(zip(counted, shelf.corpus.boosts, strict=True)):
        name, text = (list(_repeated(counts.terms, field)) for field in range(2))
        builder.add({"number": str(number), "name": name, "text": text}, {"boost": boost})
    return builder.build()


def _repeated(found: Mapping[str, tuple[int, int]], field: int) -> Iterator[str]:
    for term, frequencies in found.items():
        yield from [term] * frequencies[field]


def _ours(shelf: Shelf, asked: Sequence[str]) -> dict[int, float]:
    held = shelf.postings(asked)
    return score.scores(shelf.corpus, [(postings, float(asked.count(term))) for term, postings in held.items()])


def _lunrs(whole: Index, asked: Sequence[str]) -> dict[int, float]:
    query = whole.create_query()
    for term in asked:
        query.term(term, use_pipeline=False)
    return {int(hit["ref"]): hit["score"] for hit in whole.query(query)}


def _agree(shelf: Shelf, whole: Index, asked: Sequence[str]) -> bool:
    ours, lunrs = _ours(shelf, asked), _lunrs(whole, asked)
    return ours.keys() == lunrs.keys() and all(abs(ours[n] - lunrs[n]) < 1e-9 for n in ours)


def test_lengths_are_those_counted(shelf: Shelf, counted: list[Counts]) -> None:
    assert [counts.lengths for counts in counted] == list(zip(*shelf.corpus.lengths, strict=True))


def test_every_term_of_the_vocabulary_scores_as_in_lunr(shelf: Shelf, whole: Index) -> None:
    vocabulary = list(whole.inverted_index)
    assert len(vocabulary) > 5_000
    assert [term for term in vocabulary if not _agree(shelf, whole, [term])] == []


def test_real_phrases_score_as_in_lunr(shelf: Shelf, whole: Index, pages: list[Page]) -> None:
    draw = random.Random(18)
    texts = [list(tokens(part.text)) for page in pages for part in page.parts]
    texts = [words for words in texts if len(words) > 1]
    wrong = []
    for _ in range(PHRASES):
        words = draw.choice(texts)
        at, length = draw.randrange(len(words)), draw.randint(2, 4)
        asked = terms(words[at : at + length])
        if not _agree(shelf, whole, asked):
            wrong.append(asked)
    assert wrong == []
