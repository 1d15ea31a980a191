"""How well search answers: the gold sets of queries, by kind. The unseen half is reported in figures alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import click
import yaml

SETS = {"search.yml": "committed", "search-tuning.yml": "second, seen", "search-unseen.yml": "second, unseen"}
_UNSEEN = "search-unseen.yml"


class SuccessCounts(NamedTuple):
    """Queries of one kind: how many, how many have a right answer first, how many have all they must among the first five."""

    asked: int
    first: int
    five: int


def run(root: Path, site: Path, *, wrong: bool) -> None:
    """Ask every query of the gold sets of the index in ``site`` and print success@1 and @5; ``wrong`` lists seen failures."""
    from giaoban.search.engine import Engine
    from giaoban.search.reading import IndexReader

    engine = Engine(IndexReader.of_site(site))
    for file, name in SETS.items():
        kinds = yaml.safe_load((root / "tests" / "gold" / file).read_text(encoding="utf-8"))
        click.echo(f"\n{name:<52}{'asked':>7}{'@1':>8}{'@5':>8}")
        rows = {kind: _tally(engine, some, shown=wrong and file != _UNSEEN) for kind, some in kinds.items()}
        for kind, tally in rows.items():
            _print(f"  {kind}", tally)
        answerable = [tally for kind, tally in rows.items() if not kind.startswith("nothing")]
        nothing = [tally for kind, tally in rows.items() if kind.startswith("nothing")]
        _print("all that have an answer", _sum(answerable))
        if nothing:
            _print("nothing there", _sum(nothing))


def _tally(engine: Any, rows: Sequence[Mapping[str, Any]], *, shown: bool) -> SuccessCounts:
    first = five = 0
    for row in rows:
        answer = engine.answer(row["ask"])
        found = [hit.address for hit in engine.hits(answer, 5)]
        wanted, among = row.get("first", []), row.get("five", [])
        # Of a query that nothing answers the right answer is none; a set without ``first`` asks for the first five alone.
        at_first = (
            (any(_fits(found[0], one) for one in wanted) if found else False) if wanted else not found or bool(among)
        ) and (bool(answer.missing) or not row.get("missing_document"))
        in_five = all(any(_fits(address, one) for address in found) for one in among)
        in_five = in_five and (not wanted or any(_fits(address, one) for address in found for one in wanted))
        first += at_first
        five += in_five and (at_first or bool(wanted) or bool(among))
        if shown and not at_first:
            click.echo(f"    {row['ask']}: {found[:3]}")
    return SuccessCounts(len(rows), first, five)


def _fits(address: str, wanted: str) -> bool:
    return address == wanted or ("#" not in wanted and address.partition("#")[0] == wanted)


def _sum(tallies: Sequence[SuccessCounts]) -> SuccessCounts:
    return SuccessCounts(*(sum(column) for column in zip(*tallies, strict=True)))


def _print(name: str, tally: SuccessCounts) -> None:
    click.echo(f"{name:<52}{tally.asked:>7}{tally.first / tally.asked:>8.3f}{tally.five / tally.asked:>8.3f}")
