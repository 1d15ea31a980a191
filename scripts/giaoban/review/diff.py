"""What a change does to the archive: ``giaoban diff REV``, and the comment on a pull request. Markdown that reads well as it is.

Two versions are compared by a snapshot of each. Everything that comes from records stands in code spans: in a comment it can
neither call anybody nor look like something else.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from giaoban import kinds
from giaoban.archive.reader import Reader
from giaoban.build import pipeline, versions
from giaoban.build.examine import Examined, examine
from giaoban.build.settings import Options
from giaoban.findings import INCOMPLETE, Finding
from giaoban.records import layout
from giaoban.records.changes import Changed, parts
from giaoban.review.text import counts
from giaoban.views import words
from giaoban.views.pages.coverage import as_data

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


def _take_snapshot(content: Path, root: Path, weight: Weight | None = None) -> Snapshot:
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
        coverage_counts(found),
        weight,
    )


def coverage_counts(found: Examined) -> dict[str, int]:
    """What an archive covers: what is counted, in words, to how much."""
    counts = as_data(Reader(found.answers))
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


def _weigh(content: Path, root: Path, site_url: str) -> Weight | None:
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


_MOST = 40
_TEXT = 160


def between(content: Path, root: Path, revision: str, site_url: str | None) -> tuple[str, tuple[Finding, ...]]:
    """What has changed since a revision, and all findings of the archive as it is now. Raises `NoVersionError`.

    ``site_url``: with one, both sites are built, and their weight and time compared.
    """
    with tempfile.TemporaryDirectory(prefix="giaoban-") as folder:
        before_content = Path(folder) / "content"
        before_content.mkdir()
        versions.write_to(content, revision, before_content)
        weights: list[Weight | None] = [None, None]
        if site_url:
            # Of copies, both: pages tell the history of their records, which only one of the two folders has.
            shutil.copytree(content, Path(folder) / "after" / "content")
            weights = [_weigh(one, root, site_url) for one in (before_content, Path(folder) / "after" / "content")]
        before, after = _take_snapshot(before_content, root, weights[0]), _take_snapshot(content, root, weights[1])
        text = "\n".join(_lines(before, after, before_content, content, revision)) + "\n"
    return text, after.findings


def _lines(before: Snapshot, after: Snapshot, old: Path, new: Path, revision: str) -> Iterator[str]:
    yield f"## Thay đổi so với {code_span(revision)}"
    yield ""
    added, gone = after.records.keys() - before.records.keys(), before.records.keys() - after.records.keys()
    changed = {key for key in after.records.keys() & before.records.keys() if after.records[key] != before.records[key]}
    yield from _section("Bản ghi thêm", (_named(after, key) for key in _ordered(added)))
    yield from _section("Bản ghi sửa", (_named(after, key) + _parts(key, old, new) for key in _ordered(changed)))
    yield from _section("Bản ghi không còn", (_named(before, key) for key in _ordered(gone)))
    yield from _addresses(before, after)
    yield from _citations(before, after)
    yield from _findings(before.findings, after.findings)
    yield from _numbers(before, after)
    if not (added or gone or changed):
        yield "Không bản ghi nào đổi."


def _addresses(before: Snapshot, after: Snapshot) -> Iterator[str]:
    lost = before.addresses - after.addresses
    moved = {address: after.redirects[address] for address in lost if address in after.redirects}
    yield from _section("Địa chỉ mới", map(code_span, sorted(after.addresses - before.addresses)))
    yield from _section("Địa chỉ đã dời", (f"{code_span(old)} → {code_span(moved[old])}" for old in sorted(moved)))
    yield from _section("Địa chỉ mất", map(code_span, sorted(lost - moved.keys())))


def _citations(before: Snapshot, after: Snapshot) -> Iterator[str]:
    gained, lost = after.citations - before.citations, before.citations - after.citations
    yield from _section(
        "Trích dẫn thêm", (f"{code_span(meeting)} → {code_span(document)}" for meeting, document in sorted(gained))
    )
    yield from _section(
        "Trích dẫn bớt", (f"{code_span(meeting)} → {code_span(document)}" for meeting, document in sorted(lost))
    )


def _findings(before: Sequence[Finding], after: Sequence[Finding]) -> Iterator[str]:
    """Findings by what they say, not by their lines, which move with every edit."""
    known = {(f.path, f.rule, f.message) for f in before}
    fresh = [f for f in after if (f.path, f.rule, f.message) not in known and f.rule != INCOMPLETE]
    now = {(f.path, f.rule, f.message) for f in after}
    solved = [f for f in before if (f.path, f.rule, f.message) not in now and f.rule != INCOMPLETE]
    all_now = [f for f in after if f.rule != INCOMPLETE]
    yield f"### Kiểm tra: {counts(all_now) if all_now else 'không có lỗi'}"
    yield ""
    yield from _listed(_said(f) for f in sorted(fresh, key=lambda f: (f.severity != "error", f)))
    if solved:
        yield f"Không còn: {len(solved)} chỗ đã báo trước đây."
        yield ""


def _said(finding: Finding) -> str:
    where = code_span(f"{finding.path}:{finding.line}:{finding.column}")
    hint = f" → {code_span(finding.hint)}" if finding.hint else ""
    severity = "lỗi" if finding.severity == "error" else "cảnh báo"
    return f"{severity} {where} {code_span(finding.rule)}: {code_span(finding.message)}{hint}"


def _numbers(before: Snapshot, after: Snapshot) -> Iterator[str]:
    yield "### Độ phủ"
    yield ""
    yield "| | trước | sau |"
    yield "|---|---|---|"
    for what, now in after.coverage.items():
        yield f"| {what} | {before.coverage[what]} | {now} |"
    for what, was, is_now in _weights(before, after):
        yield f"| {what} | {was} | {is_now} |"
    yield ""


def _weights(before: Snapshot, after: Snapshot) -> Iterator[tuple[str, str, str]]:
    one, other = before.weight, after.weight
    if one is None and other is None:
        return
    measures: dict[str, Callable[[Weight], str]] = {
        "tệp của trang": lambda weight: str(len(weight.files)),
        "trang nặng (KB)": lambda weight: str(sum(weight.files.values()) // 1024),
        "dựng từ đầu (giây)": lambda weight: f"{weight.seconds:.1f}",
    }
    for what, of in measures.items():
        yield what, of(one) if one else "–", of(other) if other else "–"


def _section(title: str, entries: Iterable[str]) -> Iterator[str]:
    listed = list(entries)
    if listed:
        yield f"### {title}: {len(listed)}"
        yield ""
        yield from _listed(listed)


def _listed(entries: Iterable[str]) -> Iterator[str]:
    some = list(entries)
    yield from (f"- {entry}" for entry in some[:_MOST])
    if len(some) > _MOST:
        yield f"- … và {len(some) - _MOST} nữa"
    if some:
        yield ""


def _ordered(keys: Iterable[Key]) -> list[Key]:
    order = list(kinds.every())
    return sorted(keys, key=lambda key: (order.index(key[0]) if key[0] in order else len(order), key[1]))


def _named(snapshot: Snapshot, key: Key) -> str:
    kind, entity = key
    label = kinds.get(kind).label if kind in kinds.every() else kind
    return f"{label} {code_span(entity)}: {code_span(snapshot.names.get(key, entity))}"


def _parts(key: Key, old: Path, new: Path) -> str:
    """Which parts of a meeting's record differ."""
    kind, entity = key
    if kind != "briefing":
        return ""
    pattern = layout.home(kind, "*").rpartition("*")[0]
    was, now = (next(iter(folder.glob(f"{pattern}{entity}.md")), None) for folder in (old, new))
    if was is None or now is None:
        return ""
    found = parts(f"{pattern}{entity}.md", was.read_bytes(), now.read_bytes())
    return f" ({', '.join(dict.fromkeys(map(_part, found)))})" if found else ""


def _part(part: Changed) -> str:
    what = words.item(part.item) if part.item else words.RECORD.get(part.key, part.key)
    return f"{words.CHANGED[part.how]} {what}" if part.how != "changed" else what


def code_span(text: str) -> str:
    """A text that comes from a record, as a code span: on one line, cut when long."""
    plain = "".join(c if c.isprintable() else " " for c in text).replace("`", "'").strip() or " "
    return f"`{plain[: _TEXT - 1]}…`" if len(plain) > _TEXT else f"`{plain}`"
