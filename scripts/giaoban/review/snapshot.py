"""What one version of the archive is, as far as a reviewer compares it with another."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from giaoban.archive.reader import Reader
from giaoban.build import pipeline
from giaoban.build.examine import Examined, examine
from giaoban.build.options import Options
from giaoban.findings import INCOMPLETE, Finding
from giaoban.views.coverage_text import data

Key = tuple[str, str]


class Weight(NamedTuple):
    """A site built from nothing: its files, their bytes, and the seconds that took. ``files``: path to size."""

    files: Mapping[str, int]
    seconds: float


class Snapshot(NamedTuple):
    """One version. ``records``: kind and id to a digest of what the record says; ``names``: what each is called.

    ``citations``: pairs of a meeting and a document or session that it names. ``coverage``: what is counted, in words, to how
    much. ``weight``: None where no site was to be built, or none could be.
    """

    records: Mapping[Key, bytes]
    names: Mapping[Key, str]
    addresses: frozenset[str]
    redirects: Mapping[str, str]
    citations: frozenset[tuple[str, str]]
    findings: tuple[Finding, ...]
    coverage: Mapping[str, int]
    weight: Weight | None = None


def take(content: Path, root: Path, weight: Weight | None = None) -> Snapshot:
    """Look at a content folder; ``weight``: that of its site. Raises what `examine` does."""
    found = examine(content, root, keep=False)
    entities = found.archive.entities.by_kind()
    names = {("briefing", card.id): card.title for card in found.archive.cards.values()}
    for kind, some in entities.items():
        for entity, record in some.items():
            names[kind, entity] = next(
                (n for k in ("name", "title", "symbol") if (n := getattr(record, k, None))), entity
            )
    cited = {
        (card.id, entity)
        for card in found.archive.cards.values()
        for kind in ("resolution", "plenum")
        for entity in card.names[kind]
    }
    return Snapshot(
        dict(found.digests),
        names,
        frozenset(found.addresses),
        dict(found.redirects),
        frozenset(cited),
        found.findings,
        covered(found),
        weight,
    )


def covered(found: Examined) -> dict[str, int]:
    """What an archive covers: what is counted, in words, to how much."""
    counts = data(Reader(found.answers))
    periods = [period["state"] for series in counts["series"] for period in series["periods"]]
    return {
        "cuộc họp": counts["meetings"],
        "kỳ đã có của các chuỗi": sum(state in {"present", "covered"} for state in periods),
        "kỳ còn thiếu": periods.count("missing"),
        "tỉnh, thành chưa được nêu": len(counts["provinces"]["unnamed"]),
        "tỉnh, thành chưa có cuộc họp riêng": len(counts["provinces"]["unheld"]),
        "văn bản còn thiếu dữ kiện": sum(f.rule == INCOMPLETE for f in found.findings),
        "cuộc họp chưa rõ ngày": len(counts["undated"]),
        "nguồn": counts["sources"]["total"],
    }


def weigh(content: Path, root: Path, site_url: str) -> Weight | None:
    """Build the site of a content folder from nothing; None where it has errors."""
    with tempfile.TemporaryDirectory(prefix="giaoban-") as folder:
        began = time.perf_counter()
        outcome = pipeline.build(Options(root, content, Path(folder), site_url))
        seconds = time.perf_counter() - began
        if not outcome.published:
            return None
        site = Path(folder) / "site"
        sizes = {p.relative_to(site).as_posix(): p.stat().st_size for p in site.rglob("*") if p.is_file()}
        return Weight(sizes, seconds)
