"""What a reader wants comes first, on the site of the real archive."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from search_gold import Asked, asked

from giaoban.search.engine import Engine

# Of the hand-made queries.
AT_FIRST, AMONG_FIVE = 0.95, 1.0
# Of those made from the records before any run: the half looked at while tuning, and the half never looked at, as far as it is
# reached (wanted: as the first). First page right; all wanted among five; nothing said where nothing is.
SECOND = {"search-tuning.yml": (0.95, 0.98, 0.95), "search-unseen.yml": (0.95, 0.97, 0.95)}


@pytest.fixture(scope="session")
def answered(engine: Engine) -> list[tuple[Asked, list[str]]]:
    """Every query with the first five addresses found."""
    return [(a, [hit.address for hit in engine.hits(engine.answer(a.ask), 5)]) for a in asked()]


@pytest.mark.parametrize(("file", "least"), SECOND.items())
def test_queries_of_any_reader_are_answered(engine: Engine, file: str, least: tuple[float, float, float]) -> None:
    found = [(a, [hit.address for hit in engine.hits(engine.answer(a.ask), 5)]) for a in asked(file)]
    answerable = [(a, some) for a, some in found if a.first or a.five]
    nothing = [not some for a, some in found if not (a.first or a.five)]
    # Only shares: whoever tunes may look at one half alone, with `bench.py relevance --wrong`.
    first = sum(a.first_is_right(some) for a, some in answerable) / len(answerable)
    five = sum(a.five_are_right(some) for a, some in answerable) / len(answerable)
    shares = (first, five, sum(nothing) / len(nothing))
    del found, answerable
    assert all(share >= bound for share, bound in zip(shares, least, strict=True)), shares


def test_the_gold_is_wide_enough() -> None:
    queries = asked()
    assert len(queries) >= 90
    assert len({a.ask for a in queries}) == len(queries)
    assert sum(a.ask.isascii() for a in queries) >= len(queries) / 3
    assert all(a.first or a.five for a in queries)


def test_every_page_and_item_of_the_gold_is_on_the_site(site: Path) -> None:
    missing = set()
    for wanted in {w for a in asked() for w in (*a.first, *a.five)}:
        address, _, anchor = wanted.partition("#")
        page = site / address / "index.html"
        if not page.is_file() or (anchor and not re.search(f'id="?{anchor}[" >]', page.read_text(encoding="utf-8"))):
            missing.add(wanted)
    assert sorted(missing) == []


def test_the_right_page_is_first(answered: list[tuple[Asked, list[str]]]) -> None:
    wrong = [(a, found) for a, found in answered if not a.first_is_right(found)]
    assert 1 - len(wrong) / len(answered) >= AT_FIRST, _report(wrong)


def test_the_right_pages_are_among_the_first_five(answered: list[tuple[Asked, list[str]]]) -> None:
    wrong = [(a, found) for a, found in answered if not a.five_are_right(found)]
    assert 1 - len(wrong) / len(answered) >= AMONG_FIVE, _report(wrong)


def _report(wrong: list[tuple[Asked, list[str]]]) -> str:
    rows = (f"{a.kind}: {a.ask}\n  wanted {[*a.first, *a.five]}\n  found  {found}" for a, found in wrong)
    return "\n" + "\n".join(rows)
