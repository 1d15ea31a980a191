"""Search on the command line: the same answers as in the browser, from the same files."""

from __future__ import annotations

import json
from pathlib import Path

import click

from giaoban.search.engine import Answer, Engine, Hit
from giaoban.search.reading import IndexReader, NoIndexError


def run(query: str, site: Path, limit: int, *, as_json: bool) -> int:
    """Print what answers a query; returns the exit status: 0, also when nothing does, and 1 when there is no index."""
    try:
        engine = Engine(IndexReader.of_site(site))
        answer = engine.answer(query)
        hits = engine.hits(answer, limit)
    except NoIndexError as error:
        click.echo(f"{site}: {error}", err=True)
        return 1
    if as_json:
        click.echo(json.dumps([_row(hit) for hit in hits], ensure_ascii=False, indent=1))
    else:
        _say(answer, hits)
    return 0


def _row(hit: Hit) -> dict[str, object]:
    return {
        "id": hit.page.address.split("/")[-2],
        "url": f"/{hit.address}",
        "kind": hit.page.kind,
        "title": hit.page.title,
        "score": hit.score,
    }


def _say(answer: Answer, hits: list[Hit]) -> None:
    about = "Khoảng " if answer.is_estimate else ""
    click.echo(f"{about}{len(answer.ranked)} kết quả." if hits else "Không có kết quả.")
    if answer.better:
        click.echo(f"Có phải bạn muốn tìm: {answer.better}")
    for name in answer.missing:
        click.echo(f"Văn bản “{name}” không có trong kho.")
    for condition in answer.unknown:
        click.echo(f"Không nhận ra “{condition.value}”, nên tìm như từ thường.")
    for hit in hits:
        click.echo(f"\n{hit.page.title}\n  {hit.page.detail}\n  /{hit.address}")
