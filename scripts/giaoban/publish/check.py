"""Checking without building: every finding that a build would stop at, from the records alone."""

from __future__ import annotations

from pathlib import Path

from giaoban.archive import Archive
from giaoban.findings import Finding
from giaoban.publish import ledger
from giaoban.publish.cache import Cache
from giaoban.publish.gather import Gathered, gather
from giaoban.publish.parallel import cores
from giaoban.publish.plan import plan
from giaoban.publish.static import addresses as of_files


def check(content: Path, root: Path | None) -> list[Finding]:
    """All findings for a content folder. ``root``: the project, when its cache may serve.

    Raises `NotADirectoryError` when there is no such folder.
    """
    return examine(content, root)[1]


def examine(content: Path, root: Path | None) -> tuple[Archive, list[Finding]]:
    """The archive of a content folder, with all that `check` finds. Whole meetings can no longer be fetched from it."""
    gathered = _gather(content, root)
    promises = ledger.load(content)
    built = _addresses(gathered, content) - promises.redirects.keys()
    return gathered.archive, sorted({*gathered.findings, *promises.check(built)})


def addresses(content: Path, root: Path | None) -> set[str]:
    """The address of every page that the content folder makes, each with a leading slash."""
    return _addresses(_gather(content, root), content)


def _addresses(gathered: Gathered, content: Path) -> set[str]:
    pages = {f"/{p.stem}/" for p in (content / "pages").glob("*.md")}
    return of_files(plan(gathered.archive, gathered.keys, gathered.summaries, b"").jobs) | pages


def _gather(content: Path, root: Path | None) -> Gathered:
    if root is None:
        return gather(content, None, cores())
    cache = Cache(root / "build" / "cache" / "records.sqlite")
    try:
        return gather(content, cache, cores())
    finally:
        cache.close()
