"""The browser's engine and Python's give one answer: the same documents, in the same order, with the same scores."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Page as Tab
from search_gold import GOLD, asked

from giaoban import vietnamese
from giaoban.search import score
from giaoban.search.engine import Engine
from giaoban.search.head import facet_kinds, shard_files
from giaoban.search.reading import IndexReader
from giaoban.search.tokens import BREAK, words

pytestmark = pytest.mark.browser

PHRASES, MOST_PHRASES = 150, 300


@pytest.fixture(scope="module")
def tab(browser: Browser, address: str) -> Iterator[Tab]:
    """A page on which the engine is open as ``engine``, with ``tokens``, ``clean`` and ``score`` beside it."""
    page = browser.new_page()
    page.goto(address)
    opened = """async (base) => {
      const script = document.querySelector("script[src*=archive]").src.replace("archive.js", "find.js");
      const { Engine, clean, tokens, scores } = await import(script);
      Object.assign(window, { tokens, clean, score: { scores }, engine: await Engine.open(base) });
    }"""
    page.evaluate(opened, address)
    yield page
    page.close()


@pytest.fixture(scope="module")
def index(site: Path) -> IndexReader:
    """The same files, read by Python."""
    return IndexReader.of_site(site)


@pytest.fixture(scope="module")
def phrases(index: IndexReader, request: pytest.FixtureRequest) -> list[str]:
    """Runs of two to six words out of real records, as they stand there; twice as many with ``--long``."""
    draw = random.Random(19)
    texts = [part.text.split() for number in index.corpus for part in index.page(number).parts]
    texts = [text for text in texts if len(text) > 6]
    found = []
    for _ in range(MOST_PHRASES if request.config.getoption("--long") else PHRASES):
        text = draw.choice(texts)
        length = draw.randint(2, 6)
        at = draw.randrange(len(text) - length)
        found.append(" ".join(text[at : at + length]))
    return found


# What readers may type beside words.
CONDITIONS = [
    '"quy hoạch cán bộ"', '"can bo" luan chuyen', '"sắp xếp tổ chức bộ máy"', "cán bộ -luân chuyển", '-"quy hoạch"',
    "họp -2018 bộ máy", "tỉnh:Quảng Ninh", "tỉnh:quảng ninh biên chế", "tinh:hue nam:2016-2018 bộ máy", "năm:hôm nay họp",
    "tỉnh:không có thật", 'văn bản:18-NQ/TW "tinh giản biên chế"', 'lãnh đạo:"trương thị mai" -cụm', "chủ đề:", "loại:sơ kết",
    "chủ đề:công tác cán bộ", "loại:giao ban cấp:trung ương", "từ:29-10-2018 đến:2019 sắp xếp", "cong tca can bo",
    "cong tca can bo năm:2018", "", " ", "18",
]  # fmt: skip


def test_documents_have_the_numbers_that_python_gives_them(tab: Tab, index: IndexReader) -> None:
    read = """() => {
      const { head } = engine.index, numbers = head.numbers();
      return { numbers, boosts: numbers.map((n) => head.boost(n)), days: [...head.days], counts: [...head.counts],
        groups: [...head.groups], shards: head.shards, files: head.files, borders: head.borders };
    }"""
    theirs = tab.evaluate(read)
    assert theirs["numbers"] == list(index.head.numbers())
    assert theirs["boosts"] == list(index.corpus.values())
    days = [meeting.day for meeting in index.head.meetings]
    assert theirs["days"] == [day.year * 10_000 + day.month * 100 + day.day for day in days]
    assert theirs["counts"] == [[text, count] for text, count in index.head.syllables.items()]
    assert theirs["groups"] == [[group, name] for group, name in index.head.groups.items()]
    assert theirs["shards"] == index.head.shards
    assert [f"tim/m/{file}.bin" for file in theirs["files"]] == shard_files(index.head.borders)
    assert theirs["borders"] == index.head.borders


def test_tokens_are_those_of_the_shared_vectors(tab: Tab) -> None:
    vectors = json.loads((GOLD / "tokens.json").read_text(encoding="utf-8"))
    read = """(texts) => texts.map((text) => tokens(text).map((t) =>
      [t.text, clean(text).slice(t.start, t.end), t.joined]))"""
    assert tab.evaluate(read, [v["text"] for v in vectors]) == [v["tokens"] for v in vectors]


def test_answers_are_those_of_python(tab: Tab, index: IndexReader, phrases: list[str]) -> None:
    engine = Engine(index)
    queries = [a.ask for file in ("search.yml", "search-tuning.yml") for a in asked(file)] + CONDITIONS
    # A third unmarked, a third finished with a space.
    queries += [
        (vietnamese.fold(text) if n % 3 == 0 else text) + (" " if n % 3 == 1 else "") for n, text in enumerate(phrases)
    ]
    shown = len(queries) - len(phrases) * 3 // 4
    read = """async ([queries, shown]) => {
      const found = [];
      for (const [at, query] of queries.entries()) {
        const answer = await engine.answer(query), hits = at < shown ? (await engine.hits(answer, 5)).found : [];
        found.push({ ranked: answer.ranked, better: answer.better, unknown: answer.unknown.map((one) => one.value),
          missing: answer.missing, estimate: answer.isEstimate,
          hits: hits.map((h) => h.address + (h.anchor && "#" + h.anchor)) });
      }
      return found;
    }"""
    theirs = tab.evaluate(read, [queries, shown])
    wrong = []
    for at, (query, their) in enumerate(zip(queries, theirs, strict=True)):
        ours = engine.answer(query)
        hits = [hit.address for hit in engine.hits(ours, 5)] if at < shown else []
        said = (ours.better, [one.value for one in ours.unknown], ours.missing, ours.is_estimate, hits)
        names = ("better", "unknown", "missing", "estimate", "hits")
        theirs_said = tuple(their[name] for name in names)
        if not _same(ours.ranked, their["ranked"]) or said != theirs_said:
            wrong.append((query, said, theirs_said))
    assert wrong == []


def _same(ours: list[tuple[int, float]], theirs: list[Any]) -> bool:
    """The same numbers in the same order, and scores to a millionth (its last digit may be rounded either way)."""
    return [n for n, _ in ours] == [n for n, _ in theirs] and all(
        abs(a - b) < 2e-6 for (_, a), (_, b) in zip(ours, theirs, strict=True)
    )


def test_exact_terms_score_as_in_lunr(tab: Tab, index: IndexReader, phrases: list[str]) -> None:
    """Python's scores of exact terms are lunr's (``tests/search/test_lunr.py``); the browser's are Python's."""
    queries = [sorted({*_tokens(text), *(f"{a} {b}" for a, b in pairwise(_tokens(text)))}) for text in phrases]
    read = """async (queries) => {
      const found = [];
      for (const terms of queries) {
        await engine.index.need(terms, []);
        const held = terms.map((t) => [t, engine.index.postings(t)]).filter(([, postings]) => postings);
        found.push([...score.scores(engine.index.head, new Map(held.map(([t, postings]) => [t, { postings, boost: 1 }])))]);
      }
      return found;
    }"""
    for query, their in zip(queries, tab.evaluate(read, queries), strict=True):
        ours = score.scores(index.corpus, [(postings, 1.0) for postings in index.postings(query).values()])
        assert ours.keys() == {n for n, _ in their}
        assert all(abs(ours[n] - reached) < 1e-9 for n, reached in their), query


def test_facets_count_the_meetings_of_each_choice(tab: Tab, index: IndexReader) -> None:
    read = """async () => {
      const { ranked } = await engine.answer("cán bộ");
      return { ranked, facets: await Promise.all([0, 1, 2].map((place) => engine.index.facet(place, ranked))) };
    }"""
    found = tab.evaluate(read)
    meetings = {number for number, _ in found["ranked"]} & index.meetings.keys()
    for kind, choices in zip(facet_kinds(), found["facets"], strict=True):
        assert len(choices) > 3
        assert [choice["count"] for choice in choices] == sorted((c["count"] for c in choices), reverse=True)
        for choice in choices[:10]:
            tag = f"@{kind.filter_letter} {choice['id']}"
            assert choice["count"] == len(meetings & set(index.postings([tag])[tag].numbers)), choice


def _tokens(text: str) -> list[str]:
    return [word for word in words(text).split() if word != BREAK]
