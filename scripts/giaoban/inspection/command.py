"""``giaoban build --gate``: a build that swaps in no site that must not be published, and its report."""

from __future__ import annotations

import os
from collections.abc import Callable

import click

from giaoban.build import pipeline
from giaoban.build.errors import BuildError, reason
from giaoban.build.options import Options
from giaoban.build.pipeline import Outcome
from giaoban.build.session import Session
from giaoban.inspection.gate import Gate

Build = Callable[[Callable[[str], None]], Outcome]


def build_gated(options: Options, reported: Callable[[Build, Options], Outcome | None], *, verify: bool) -> bool:
    """Build, look at the whole site before it is swapped in, write the report; returns whether the site may be published.

    ``reported`` runs a build and tells what came of it.
    """
    gate = Gate(options, lambda said: click.echo(said, err=True))
    session = Session(options)
    outcome = reported(lambda say: pipeline.build(options, say, session, verify=verify, gate=gate.look), options)
    if outcome is None and not gate.results:
        return False
    try:
        file = gate.finish(outcome)
    except (BuildError, OSError) as error:
        click.echo(f"Không viết được báo cáo: {reason(error)}", err=True)
        return False
    shown = os.path.relpath(file)
    click.echo(f"Báo cáo: {file if shown.startswith('..') else shown}")
    return outcome is not None and outcome.published
