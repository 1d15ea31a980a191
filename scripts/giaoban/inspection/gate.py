"""The gate, ``giaoban build --gate``: a site that breaks a promise to readers is not swapped in; the report is always written."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Collection
from pathlib import Path

import click

from giaoban.build import code, history, ledger, pipeline, retrying
from giaoban.build.errors import BuildError, reason
from giaoban.build.examine import Examined, look_at
from giaoban.build.pipeline import Outcome
from giaoban.build.session import Session
from giaoban.build.settings import Options
from giaoban.build.store import Store
from giaoban.check import clock
from giaoban.inspection import checks, measures, report
from giaoban.inspection.checks import CheckResult
from giaoban.inspection.measures import KindWeight, SiteMeasures
from giaoban.inspection.site import FinishedSite
from giaoban.review.diff import coverage_counts
from giaoban.writing import write

REPORT = Path("reports", "index.html")
"""Where the report stands in the build folder."""
KEPT = Path("cache", "measures.json")
"""Where the measures of this and earlier versions stand."""
_MOST_SHOWN = 40


class GateError(BuildError):
    """The site was made and must not be published."""


class Gate:
    """Looks at the site of one build, which begins now. ``say`` is called with what is wrong with it, in Vietnamese."""

    def __init__(self, options: Options, say: Callable[[str], object]) -> None:
        self._options, self._say = options, say
        self._began, self._used = time.perf_counter(), _cpu()
        self._seconds = self._cpu = 0.0
        self._weights: dict[str, KindWeight] = {}
        self._endings: dict[str, int] = {}
        self._files = 0
        self.results: tuple[CheckResult, ...] = ()

    def look(self, folder: Path, files: Collection[str]) -> None:
        """Look at a finished site before it is swapped in. Raises `GateError` where anything is wrong with it."""
        self._seconds, self._cpu = time.perf_counter() - self._began, _cpu() - self._used
        site = FinishedSite(folder, self._options.site_url, ledger.load(self._options.content), files)
        self.results = checks.inspect(site)
        self._weights, self._endings, self._files = measures.weights(site), measures.endings(site), len(site.files)
        wrong = list(checks.faults(self.results))
        for rule, fault in wrong[:_MOST_SHOWN]:
            self._say(f"lỗi[{rule}] /{fault.address}: {fault.what}")
        if len(wrong) > _MOST_SHOWN:
            self._say(f"… và {len(wrong) - _MOST_SHOWN} lỗi nữa, tất cả ở trong báo cáo")
        if wrong:
            raise GateError(f"trang chưa đạt, có {len(wrong)} lỗi; bản tốt gần nhất vẫn giữ nguyên")

    def finish(self, outcome: Outcome | None) -> Path:
        """Write the report, and keep the measures of a site that passed; returns the report's file.

        ``outcome``: what the build did; None where it came to no end. Raises `BuildError` and `OSError`.
        """
        options, kept = self._options, self._options.build / KEPT
        found = self._examine()
        findings = outcome.findings if outcome else found.findings
        place = history.place_in_repository(options.content)
        commit = place.head if place else ""
        before = measures.earlier(kept, commit)
        now = SiteMeasures(
            commit=commit,
            day=clock.today().isoformat(),
            counts=measures.counts(found),
            weights=self._weights,
            endings=self._endings,
            findings=measures.by_rule(findings),
            faults=measures.by_check(self.results),
            coverage=coverage_counts(found),
            files=self._files,
            seconds=self._seconds,
            cpu=self._cpu,
            read=outcome.read if outcome else 0,
            made=outcome.made if outcome else 0,
        )
        file = options.build / REPORT
        file.parent.mkdir(parents=True, exist_ok=True)
        write(file, report.page(now, before, self.results, found, findings, file.parent).encode())
        if outcome and outcome.published and self.results:
            measures.keep(kept, before, now)
        return file

    def _examine(self) -> Examined:
        """The archive, from the store that the build has just left."""
        options = self._options
        path, key = options.build / "cache" / "store.sqlite", code.key(options.root / "theme")

        def look() -> Examined:
            with contextlib.closing(Store(path, key)) as store:
                return look_at(options.content, options.root, store)

        return retrying.until_whole(look, path, lambda: key)


def _cpu() -> float:
    """Processor seconds of this process and of those that it has waited for."""
    return sum(os.times()[:4])


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
