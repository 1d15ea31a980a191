"""One build as an editor starts it, with its counts written down: ``python -m bench.child --report FILE build …``.

It runs the command line of the project, so that what is measured is what a user waits for, imports included. This module is
the only one of the benchmarks that knows functions of the builder; the others know its command line and the files it makes.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from bench import measure


class Function(NamedTuple):
    """A function of the builder, where it is looked up when it is called."""

    module: str
    name: str


BUILD = Function("giaoban.build.pipeline", "build")
COUNTS = {"published": "published", "read": "read", "made": "made", "outputs": "outputs"}
"""What is reported, and what the outcome of a build calls it."""

INDEXING = (Function("giaoban.search.index", "files"),)
"""Everything that is done for the search index alone, in the order in which a build calls it."""


def main() -> None:
    """Run the command; a build that ends leaves its counts in ``--report``, and its search index in ``--index``.

    Of the index: wall and CPU seconds, and the peak in bytes of the process and its children while they work on it, what
    the build holds anyway included; ``before`` is what they held when the first of its functions was called.
    """
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--report", type=Path, required=True)
    parser.add_argument("--index", type=Path)
    options, command = parser.parse_known_args()
    _around(BUILD, lambda function: _reporting(function, options.report))
    if options.index:
        taken = {"wall": 0.0, "cpu": 0.0, "memory": 0, "before": 0}
        for indexing in INDEXING:
            _around(indexing, lambda function: _adding(function, taken, options.index))
    # Imported last, so that it finds the functions as they are wrapped here.
    from giaoban import cli

    cli.program(command)


def _around(function: Function, wrap: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
    module = import_module(function.module)
    setattr(module, function.name, wrap(getattr(module, function.name)))


def _reporting(function: Callable[..., Any], report: Path) -> Callable[..., Any]:
    def reporting(*given: Any, **named: Any) -> Any:
        outcome = function(*given, **named)
        counts = {name: getattr(outcome, field) for name, field in COUNTS.items()}
        report.write_text(json.dumps(counts), encoding="utf-8")
        return outcome

    return reporting


def _adding(function: Callable[..., Any], taken: dict[str, float], report: Path) -> Callable[..., Any]:
    def adding(*given: Any, **named: Any) -> Any:
        taken["before"] = taken["before"] or measure.held(os.getpid())
        with measure.watching(os.getpid()) as watch:
            began, spent = time.perf_counter(), _spent()
            made = function(*given, **named)
            taken["wall"] += time.perf_counter() - began
            taken["cpu"] += _spent() - spent
        taken["memory"] = max(taken["memory"], watch.peak)
        report.write_text(json.dumps(taken), encoding="utf-8")
        return made

    return adding


def _spent() -> float:
    """CPU seconds of this process and of the children it has waited for."""
    return sum(os.times()[:4])


if __name__ == "__main__":
    main()
