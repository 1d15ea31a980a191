"""How well drafts are read: the gold set of annotated articles, field by field, with every loss named."""

from __future__ import annotations

import os
import time
from pathlib import Path

import click


def run(root: Path, sources: Path | None = None) -> None:
    """Score drafts of the gold set and print precision, recall and F1; the sources folder may come from GIAOBAN_SOURCES."""
    from giaoban.drafting import Known
    from giaoban.drafting.gold import FIELDS, score

    given = os.environ.get("GIAOBAN_SOURCES")
    folder = sources or (Path(given) if given else None)
    known = Known.read(root / "content")
    began = time.perf_counter()
    outcome = score(root / "tests" / "gold", known, folder)
    seconds = time.perf_counter() - began
    click.echo(f"{'trường':<24}{'đúng':>6}{'thừa':>6}{'mất':>6}{'chính xác':>11}{'đầy đủ':>9}{'F1':>8}")
    for name in FIELDS:
        s = outcome.scores[name]
        click.echo(f"{name:<24}{s.right:>6}{s.wrong:>6}{s.missed:>6}{s.precision:>11.3f}{s.recall:>9.3f}{s.f1:>8.3f}")
    click.echo(f"{outcome.articles} bài, {1000 * seconds / max(1, outcome.articles):.0f} ms mỗi bài.")
    if outcome.left_out:
        click.echo(f"Không có văn bản nguồn (--sources hoặc GIAOBAN_SOURCES): {', '.join(outcome.left_out)}")
    for loss in outcome.losses:
        click.echo(f"  {loss}")
