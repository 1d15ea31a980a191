"""How well drafts are read: the gold sets of annotated articles, field by field, with every loss named but those unseen."""

from __future__ import annotations

import os
import time
from pathlib import Path

import click

from bench.drafts import FIELDS, DraftScores, score
from giaoban.drafting import Known

SETS = {
    "founding": "tests/gold/seeds",
    "first": "tests/gold/articles",
    "tuning": "tests/drafting/articles/tuning",
    "unseen": "tests/drafting/articles/unseen",
    "third": "tests/drafting/articles/third/tuning",
    "third-unseen": "tests/drafting/articles/third/unseen",
    "fourth": "tests/drafting/articles/fourth",
}
"""The sets of annotated articles; nobody looks at what is lost in the unseen ones, which would make them seen ones."""


def run(root: Path, which: str | None = None, sources: Path | None = None) -> None:
    """Score drafts of one set or of each and print precision, recall and F1; the sources folder may come from GIAOBAN_SOURCES."""
    given = os.environ.get("GIAOBAN_SOURCES")
    known = Known.read(root / "content")
    for name, folder in SETS.items():
        if which in (None, name):
            began = time.perf_counter()
            outcome = score(root / folder, known, sources or (Path(given) if given else None))
            seconds = time.perf_counter() - began
            click.echo(f"{folder}: {outcome.articles} bài, {1000 * seconds / max(1, outcome.articles):.0f} ms mỗi bài.")
            _table(outcome)
            for loss in () if name.endswith("unseen") else outcome.losses:
                click.echo(f"  {loss}")


def _table(outcome: DraftScores) -> None:
    click.echo(f"{'trường':<24}{'đúng':>6}{'thừa':>6}{'mất':>6}{'chính xác':>11}{'đầy đủ':>9}{'F1':>8}")
    for name in FIELDS:
        s = outcome.scores[name]
        click.echo(f"{name:<24}{s.right:>6}{s.wrong:>6}{s.missed:>6}{s.precision:>11.3f}{s.recall:>9.3f}{s.f1:>8.3f}")
    if outcome.left_out:
        click.echo(f"Không có văn bản nguồn (--sources hoặc GIAOBAN_SOURCES): {', '.join(outcome.left_out)}")
