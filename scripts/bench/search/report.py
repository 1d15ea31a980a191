"""The benchmark of search: what it takes to make the index, and what a reader's first and second query cost in a browser."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import click

from bench import workspace
from bench.building.builds import MeasuredBuilds
from bench.building.edits import Editor
from bench.search import browse, drivers, queries, rivals
from bench.search.drivers import Driver
from bench.search.host import Host
from bench.tables import KB, MB, line
from testing.tools import find_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_EDITS = 3
# Where the site has its search page, and the files of the index below it.
_INDEX = "tim"
# Material builds its index anew in every page that is opened: at ten thousand records a minute each time.
_PATIENCE = 120.0


def run(
    root: Path,
    records: int,
    seed: int,
    keep: Path | None,
    *,
    alone: bool = False,
    slow: bool = False,
    most: int | None = None,
) -> None:
    """Measure our search, and unless ``alone`` others beside it, and print tables.

    ``slow``: ask ours once more on a simulated slow line; ``most``: ask so many queries only.
    """
    program = find_browser(os.environ)
    if program is None:
        raise click.ClickException("no Chromium; scripts/test.py installs it")
    with workspace.folder(keep) as place:
        workspace.make(root, records, seed, place / "content", wide=True)
        workspace.describe_machine()
        asked, listed = queries.for_archive(root, place / "content", seed)
        asked = asked[:most]
        rows = list(_ours(place))
        folders = {"site": place / "build" / "site"}
        if not alone:
            rows += _others(root, place, folders)
        click.echo(line(("making the index", "wall s", "CPU s", "peak MB", "files", "MB"), figure=11))
        for row in rows:
            click.echo(line(row, figure=11))
        click.echo(
            "\nOurs inside a build, whose other work is not counted but whose memory is; edited: medians of "
            f"{_EDITS} builds.\n\n{len(asked)} queries, {listed} of the project's list occur in this archive."
        )
        every = (drivers.OURS, drivers.PAGEFIND, drivers.MATERIAL)
        with Host(folders) as host, browse.browser(program) as chromium:
            for driver in every:
                if driver.folder in folders:
                    _browse(chromium, host, driver, asked)
            if slow:
                through = browse.SLOW
                kbits = (through.down * 8 / KB, through.up * 8 / KB)
                click.echo(
                    "\nA line simulated by Chromium (Network.emulateNetworkConditions), without service worker: "
                    f"{through.latency:.0f} ms, {kbits[0]:.0f} kbit/s down, {kbits[1]:.0f} kbit/s up"
                )
                _browse(chromium, host, drivers.OURS, asked, through)


def _ours(place: Path) -> Iterator[tuple[str, ...]]:
    """Rows for our index: made from nothing, and after one meeting was edited."""
    report = place / "index.json"
    builds, editor = MeasuredBuilds(place, ("--index", os.fspath(report))), Editor(place / "content")

    def once(name: str, *, edit: bool = False) -> dict[str, float]:
        report.unlink(missing_ok=True)
        builds.measure(name, editor.meeting if edit else None)
        found: dict[str, float] = json.loads(report.read_text(encoding="utf-8"))
        files = [
            path for path in (builds.build / "site" / _INDEX).rglob("*") if path.is_file() and path.suffix != ".html"
        ]
        return found | {"files": len(files), "bytes": sum(path.stat().st_size for path in files)}

    def row(name: str, *runs: dict[str, float]) -> tuple[str, ...]:
        taken = {key: median(run[key] for run in runs) for key in runs[0]}
        sizes = (f"{taken['files']:.0f}", f"{taken['bytes'] / MB:.1f}")
        return (name, f"{taken['wall']:.2f}", f"{taken['cpu']:.2f}", f"{taken['memory'] / MB:.0f}", *sizes)

    cold = once("cold")
    yield row("giaoban", cold)
    yield row("  first edit after that", once("first edit", edit=True))
    yield row("  one edited meeting", *(once("edited", edit=True) for _ in range(_EDITS)))
    click.echo(f"The build held {cold['before'] / MB:.0f} MB before its index was begun, load {workspace.load()}.\n")


def _others(root: Path, place: Path, folders: dict[str, Path]) -> Iterator[tuple[str, ...]]:
    """Rows for the other searches; ``folders`` gets those that were made."""
    ways: dict[str, Callable[[Path], rivals.BuiltIndex]] = {
        "pagefind": lambda target: rivals.pagefind(root, folders["site"], target),
        "material": lambda target: rivals.materials(folders["site"], target),
    }
    for name, make in ways.items():
        try:
            made = make(place / name)
        except rivals.MissingError as reason:
            click.echo(f"Without {name}. {reason}\n")
            continue
        folders[name] = place / name
        taken = (f"{made.taken.wall:.2f}", f"{made.taken.cpu:.2f}", f"{made.taken.memory / MB:.0f}")
        yield (made.name, *taken, f"{made.files}", f"{made.size / MB:.1f}")


def _browse(
    chromium: Browser, host: Host, driver: Driver, asked: Sequence[str], through: browse.NetworkConditions | None = None
) -> None:
    """Ask all queries of one search and print what they took."""
    load = workspace.load()
    found: list[browse.QueryCost] = []
    try:
        found.extend(browse.ask_all(chromium, host, driver, asked, _PATIENCE if driver.at_load else None, through))
    except browse.SilenceError as reason:
        click.echo(f"\n{driver.name}: {reason}")
    if not found:
        return
    some = f"{len(found)} of {len(asked)}" if len(found) < len(asked) else f"{len(asked)}"
    answers = sum(one.found > 0 for one in found)
    title = f"{driver.name}, {some} queries, {answers} answered, load {load}"
    click.echo("\n" + line((title, "median", "p90", "worst"), 60, 11))
    lines: list[tuple[str, list[float], int]] = [
        ("first result, ms, all cold", [one.cold for one in found], 0),
        ("first result, ms, search opened before", [one.opened for one in found if one.opened is not None], 0),
        ("second query, ms", [one.again for one in found], 0),
        ("first query, requests", [one.first.requests for one in found], 0),
        ("second query, requests", [one.second.requests for one in found], 0),
    ]
    if through:
        # On a quick line a request may end before the next one of the same batch has begun.
        lines.append(("first query, round trips", [one.trips[0] for one in found], 0))
        lines.append(("second query, round trips", [one.trips[1] for one in found], 0))
    for name, fetches in (("first", [one.first for one in found]), ("second", [one.second for one in found])):
        lines.append((f"{name} query, KB", [fetched.size / KB for fetched in fetches], 1))
        for part in driver.parts:
            sizes = [fetched.parts.get(part, 0) / KB for fetched in fetches]
            if any(sizes):
                lines.append((f"  {part}", sizes, 1))
    for name, values, digits in lines:
        if values:
            numbers = (median(values), _ninetieth(values), max(values))
            click.echo(line((name, *(f"{number:.{digits}f}" for number in numbers)), 60, 11))
    largest = sorted(found, key=lambda one: -one.first.size)[:3]
    click.echo("  most for: " + "; ".join(f"{one.query} ({one.first.size / KB:.0f} KB)" for one in largest))


def _ninetieth(values: Sequence[float]) -> float:
    """The smallest of some values that nine in ten of them do not exceed."""
    return sorted(values)[-(-9 * len(values) // 10) - 1]
