"""The browser's engine and Python's give one answer: the same documents, in the same order, with the same scores."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab
from search_gold import GOLD, asked

from giaoban import vietnamese
from giaoban.search import score
from giaoban.search.engine import Engine
from giaoban.search.shelf import Shelf
from giaoban.search.tokens import terms, tokens

pytestmark = pytest.mark.browser

PHRASES = 300


@pytest.fixture(scope="module")
def tab(browser: Browser, address: str) -> Iterator[Tab]:
    """A page on which the engine is open as ``engine``, with ``tokens`` and ``score`` beside it."""
    page = browser.new_page()
    page.goto(address)
    opened = """async (base) => {
      const [{ Engine }, tokens, score] = await Promise.all(
        ["search.js", "search/tokens.js", "search/score.js"].map((file) => import(`${base}assets/${file}`)));
      Object.assign(window, { tokens: tokens.tokens, score, engine: await Engine.open(base) });
    }"""
    page.evaluate(opened, address)
    yield page
    page.close()


@pytest.fixture(scope="module")
def shelf(site: Path) -> Shelf:
    """The same files, read by Python."""
    return Shelf(site)


@pytest.fixture(scope="module")
def phrases(shelf: Shelf) -> list[list[str]]:
    """Runs of two to six words out of real records, as they stand there."""
    draw = random.Random(19)
    texts = [part.text.split() for n in range(len(shelf.corpus.boosts)) for part in shelf.page(n).parts]
    texts = [words for words in texts if len(words) > 6]
    found = []
    for _ in range(PHRASES):
        words = draw.choice(texts)
        length = draw.randint(2, 6)
        at = draw.randrange(len(words) - length)
        found.append(words[at : at + length])
    return found


def test_tokens_are_those_of_the_shared_vectors(tab: Tab) -> None:
    vectors = json.loads((GOLD / "tokens.json").read_text(encoding="utf-8"))
    read = """(texts) => texts.map((text) => tokens(text).map((t) =>
      [t.text, text.normalize("NFC").slice(t.start, t.end), t.joined]))"""
    assert tab.evaluate(read, [v["text"] for v in vectors]) == [v["tokens"] for v in vectors]


def test_answers_are_those_of_python(tab: Tab, shelf: Shelf, phrases: list[list[str]]) -> None:
    engine = Engine(shelf)
    real = [" ".join(words) for words in phrases]
    queries = [a.ask for a in asked()] + [
        # A third unmarked, a third finished with a space.
        (vietnamese.fold(text) if n % 3 == 0 else text) + (" " if n % 3 == 1 else "")
        for n, text in enumerate(real)
    ]
    shown = len(queries) - PHRASES * 3 // 4
    read = """async ([queries, shown]) => {
      const found = [];
      for (const [at, query] of queries.entries()) {
        const answer = await engine.answer(query), hits = at < shown ? (await engine.hits(answer, 5)).found : [];
        found.push({ ranked: answer.ranked, better: answer.better, unknown: answer.unknown.map((w) => w.value),
          hits: hits.map((h) => h.address + (h.anchor && "#" + h.anchor)) });
      }
      return found;
    }"""
    theirs = tab.evaluate(read, [queries, shown])
    wrong = []
    for at, (query, their) in enumerate(zip(queries, theirs, strict=True)):
        ours = engine.answer(query)
        hits = [hit.address for hit in engine.hits(ours, query, 5)] if at < shown else []
        if not _same(ours.ranked, their["ranked"]) or (ours.better, [w.value for w in ours.unknown], hits) != (
            their["better"],
            their["unknown"],
            their["hits"],
        ):
            wrong.append((query, ours.better, hits, their["better"], their["hits"]))
    assert wrong == []


def _same(ours: list[tuple[int, float]], theirs: list[Any]) -> bool:
    """The same numbers in the same order, and scores to a millionth (its last digit may be rounded either way)."""
    return [n for n, _ in ours] == [n for n, _ in theirs] and all(
        abs(a - b) < 2e-6 for (_, a), (_, b) in zip(ours, theirs, strict=True)
    )


def test_exact_terms_score_as_in_lunr(tab: Tab, shelf: Shelf, phrases: list[list[str]]) -> None:
    """Python's scores of exact terms are lunr's (``tests/search/test_lunr.py``); the browser's are Python's."""
    queries = [sorted(set(terms(list(tokens(" ".join(words)))))) for words in phrases]
    read = """async (queries) => {
      const found = [];
      for (const terms of queries) {
        await engine.shelf.need(terms, []);
        const held = terms.map((t) => [t, engine.shelf.postings(t)]).filter(([, postings]) => postings);
        found.push([...score.scores(engine.shelf.head, new Map(held.map(([t, postings]) => [t, { postings, boost: 1 }])))]);
      }
      return found;
    }"""
    for query, their in zip(queries, tab.evaluate(read, queries), strict=True):
        ours = score.scores(shelf.corpus, [(postings, 1.0) for postings in shelf.postings(query).values()])
        assert ours.keys() == {n for n, _ in their}
        assert all(abs(ours[n] - reached) < 1e-9 for n, reached in their), query
