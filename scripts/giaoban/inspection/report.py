"""The report: every measure of one version of the archive on one page, for an editor, beside that of the version before.

Measures are what can be counted and weighed of a version and its site, kept to be compared with the next one. One of them is the
score of Mozilla's HTTP Observatory for what hosts send
(https://developer.mozilla.org/observatory/docs/tests_and_scoring).
"""

from __future__ import annotations

import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from msgspec import Struct

from giaoban import addresses, dates, headers, kinds, rules
from giaoban.archive.reader import Reader
from giaoban.build.examine import Examined
from giaoban.findings import INCOMPLETE, Finding
from giaoban.inspection import site
from giaoban.inspection.checks import CheckResult
from giaoban.inspection.site import FinishedSite, kind_of
from giaoban.views import words
from giaoban.writing import write

_MOST_KEPT = 60
"""How many earlier measures are kept."""


class KindWeight(Struct, frozen=True):
    """The pages of one kind. In bytes as sent: ``median`` and ``most`` of the pages alone, ``first`` of a first visit."""

    pages: int
    median: int
    most: int
    first: int


class SiteMeasures(Struct, frozen=True):
    """One version. ``commit`` and ``day`` (of the build, in Vietnam) tell it from others.

    ``counts``: records by kind; ``weights``: by shape of address; ``endings``: bytes of all files by the endings of their names;
    ``findings``: how many by rule; ``faults``: the same of the finished site; ``coverage``: what is counted, to how much.
    ``seconds`` and ``cpu``: of the build, which read ``read`` files of records and made ``made`` of ``files`` files.
    """

    commit: str
    day: str
    counts: dict[str, int]
    weights: dict[str, KindWeight]
    endings: dict[str, int]
    findings: dict[str, int]
    faults: dict[str, int]
    coverage: dict[str, int]
    files: int
    seconds: float
    cpu: float
    read: int
    made: int

    @property
    def bytes(self) -> int:
        """The weight of all files as they lie on a disk."""
        return sum(self.endings.values())

    @property
    def pages(self) -> int:
        """All pages that are their own."""
        return sum(weight.pages for weight in self.weights.values())


def weights(site: FinishedSite) -> dict[str, KindWeight]:
    """The weights of a site's pages, the most numerous kind first."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for address in site.own:
        by_kind[kind_of(address)].append(address)
    found = {}
    for kind, own in sorted(by_kind.items(), key=lambda item: (-len(item[1]), item[0])):
        sizes = [site.pages[address].size_as_sent for address in own]
        first = max(map(site.first, own))
        found[kind] = KindWeight(len(own), round(statistics.median(sizes)), max(sizes), first)
    return found


def endings(site: FinishedSite) -> dict[str, int]:
    """The bytes of a site's files by the endings of their names, the heaviest first."""
    found: Counter[str] = Counter()
    for file, size in site.files.items():
        found[PurePosixPath(file).suffix or "khác"] += size
    return dict(found.most_common())


def counts(found: Examined) -> dict[str, int]:
    """The records of each kind that has pages, by its label."""
    known: Counter[str] = Counter(kind for kind, _ in found.digests)
    entities = found.archive.entities.by_kind()
    recorded = (kind for kind in kinds.with_pages() if kind.files)
    return {kind.title: known[kind.key] or len(entities.get(kind.key, ())) for kind in recorded}


def by_rule(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings each rule has, the most first."""
    return dict(Counter(finding.rule for finding in findings).most_common())


def by_check(results: Iterable[CheckResult]) -> dict[str, int]:
    """How many faults each check found."""
    return {result.rule: len(result.faults) for result in results}


def earlier_measures(file: Path, commit: str) -> list[SiteMeasures]:
    """The measures of earlier versions, the oldest first; of none where they cannot be read. ``commit``: the present one."""
    try:
        known = msgspec.json.decode(file.read_bytes(), type=list[SiteMeasures])
    except (OSError, msgspec.DecodeError, ValueError):
        return []
    return [one for one in known if one.commit != commit or not commit]


def keep_measures(file: Path, before: list[SiteMeasures], now: SiteMeasures) -> None:
    """Keep measures beside the earlier ones. Raises `OSError`."""
    if before and not now.commit and before[-1].day == now.day:
        before = before[:-1]
    write(file, msgspec.json.encode([*before, now][-_MOST_KEPT:]))


_UNSAFE = re.compile(r"unsafe-|\*|data:|https?:(\s|$)")
_HALF_A_YEAR = 15_768_000
_PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
_BEGINNING = 100
BEST_SCORE = 120
"""What the headers of a site like this one can reach."""


def directives(policy: str) -> dict[str, str]:
    """A content security policy by directive."""
    return dict(part.strip().partition(" ")[::2] for part in policy.split(";"))


def observatory_points(sent: Mapping[str, str]) -> dict[str, int]:
    """Points beyond 100, of the tests on headers that we send; cookies, other origins and foreign scripts there are none of."""
    policy = directives(sent.get("Content-Security-Policy", ""))
    scripts, styles = (policy.get(kind, policy.get("default-src", "*")) for kind in ("script-src", "style-src"))
    age = re.search(r"max-age=(\d+)", sent.get("Strict-Transport-Security", ""))
    framed = policy.get("frame-ancestors") == "'none'"
    strict = policy.get("default-src") == "'none'" and not _UNSAFE.search(scripts) and not _UNSAFE.search(styles)
    return {
        "content-security-policy": 10 if strict else -20,
        "strict-transport-security": 0 if age and int(age[1]) >= _HALF_A_YEAR else -10,
        "x-content-type-options": 0 if sent.get("X-Content-Type-Options") == "nosniff" else -5,
        "x-frame-options": 5 if framed else 0 if sent.get("X-Frame-Options") in {"DENY", "SAMEORIGIN"} else -20,
        "referrer-policy": 5 if sent.get("Referrer-Policy") in _PRIVATE else 0,
    }


def observatory_score(sent: Mapping[str, str]) -> int:
    """The whole score."""
    return _BEGINNING + sum(observatory_points(sent).values())


_TEMPLATE = "report.html"
_MOST_LISTED = 200
_MOST_POINTS = 30
_MOST_BUILDS = 8
_NEAR = 0.8
"""The share of a budget from which a page is pointed out."""
_BESIDE = {
    "screens/index.html": "Ảnh chụp mọi loại trang, điện thoại và máy bàn, nền sáng và nền tối",
    "weights.txt": "Những gì trình duyệt thật sự tải khi mở từng loại trang",
    "lighthouse.txt": "Điểm Lighthouse",
    "change.md": "Thay đổi của lần đề nghị này",
}
"""What tests in a browser leave in the same folder."""


class Trend(NamedTuple):
    """One number and its course. ``change``: to the last version, or empty; ``points``: of a line in a box of 100 × 24."""

    label: str
    text: str
    change: str
    points: str


class Bar(NamedTuple):
    """A row of a chart: ``parts`` in per cent of the longest row, with the class of each."""

    label: str
    address: str
    size: int
    parts: tuple[tuple[str, float], ...]


def page(
    now: SiteMeasures,
    before: Sequence[SiteMeasures],
    results: Sequence[CheckResult],
    found: Examined,
    findings: Collection[Finding],
    folder: Path,
) -> str:
    """The report, in HTML that needs nothing else. ``before``: of earlier versions; ``folder``: where it will stand."""
    last = before[-1] if before else None
    shown = [f for f in findings if f.rule != INCOMPLETE]
    points = observatory_points(headers.EVERYWHERE)
    return _template().render(
        now=now,
        last=last,
        results=results,
        faults=sum(len(result.faults) for result in results),
        errors=sum(f.severity == "error" for f in findings),
        findings=sorted(shown, key=lambda f: (f.severity != "error", f))[:_MOST_LISTED],
        more=max(0, len(shown) - _MOST_LISTED),
        by_rule=[_rule_row(rule, count, last) for rule, count in now.findings.items()],
        builds=[now, *before[:-_MOST_BUILDS:-1]],
        trends=list(_trends(now, before)),
        weights=[_weight_row(kind, now, last) for kind in now.weights],
        endings=[
            (ending, size, _change(size, last.endings.get(ending, 0) if last else None, _kb))
            for ending, size in now.endings.items()
        ],
        years=_years(found),
        levels=words.LEVELS,
        provinces=_provinces(found),
        coverage=[
            (what, count, _change(count, last.coverage.get(what) if last else None))
            for what, count in now.coverage.items()
        ],
        points=points,
        score=observatory_score(headers.EVERYWHERE),
        best=BEST_SCORE,
        beside=[(file, what) for file, what in _BESIDE.items() if (folder / file).is_file()],
        assets=[(name, most) for name, most in site.BUDGETS_OF_ASSETS.items()],
    )


def _template() -> Template:
    env = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters |= {"number": _number, "kb": _kb, "seconds": _seconds, "day": _day}
    return env.get_template(_TEMPLATE)


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _kb(size: float) -> str:
    """A weight: in KB (1000 bytes), from 1000 KB on in MB."""
    unit, value = ("MB", size / 1e6) if size >= 1e6 else ("KB", size / 1e3)
    return f"{value:.1f} {unit}".replace(".", ",")


def _seconds(value: float) -> str:
    return f"{value:.1f} giây".replace(".", ",")


def _day(text: str) -> str:
    return dates.vietnamese(text)


def _change(now: float, before: float | None, said: Callable[[Any], str] = _number) -> str:
    """How a number differs from what it was; empty where that is not known, or too little to be said."""
    if before is None or said(abs(now - before)) == said(0):
        return ""
    return f"{'+' if now > before else '−'}{said(abs(now - before))}"


def _trends(now: SiteMeasures, before: Sequence[SiteMeasures]) -> Iterable[Trend]:
    for kind, count in now.counts.items():
        yield _trend(kind, count, [one.counts.get(kind, 0) for one in before])
    if not now.weights:
        return
    yield _trend("Trang", now.pages, [one.pages for one in before])
    yield _trend("Cả kho, trên đĩa", now.bytes, [one.bytes for one in before], _kb)


def _trend(label: str, now: float, before: Sequence[float], said: Callable[[Any], str] = _number) -> Trend:
    values = [*before, now][-_MOST_POINTS:]
    low, high = min(values), max(values)
    wide = max(1, len(values) - 1)
    points = [f"{100 * i / wide:.1f},{22 - 20 * (v - low) / ((high - low) or 1):.1f}" for i, v in enumerate(values)]
    change = _change(now, before[-1], said) if before else ""
    return Trend(label, said(now), change, " ".join(points) if high > low else "")


def _rule_row(rule: str, count: int, last: SiteMeasures | None) -> tuple[str, str, int, str]:
    known = rules.find(rule)
    return rule, known.title if known else "", count, _change(count, last.findings.get(rule, 0) if last else None)


def _weight_row(kind: str, now: SiteMeasures, last: SiteMeasures | None) -> dict[str, Any]:
    weight, was = now.weights[kind], last.weights.get(kind) if last else None
    return {
        "kind": f"/{kind}",
        "label": _kind_label(kind),
        "weight": weight,
        "html": site.budget_of_html(kind),
        "first": site.budget_of_first(kind),
        "share": min(100.0, 100 * weight.first / site.budget_of_first(kind)),
        "is_near": weight.most > _NEAR * site.budget_of_html(kind) or weight.first > _NEAR * site.budget_of_first(kind),
        "change": _change(weight.first, was.first if was else None, _kb),
    }


def _kind_label(kind: str) -> str:
    section, _, rest = kind.partition("/")
    known = next((one for one in kinds.with_pages() if one.section == section), None)
    return known.title if known and not rest else known.label if known and rest == "*/" else ""


def _years(found: Examined) -> list[Bar]:
    years = [(year, dict(counts)) for year, counts in Reader(found.answers).coverage().years]
    most = max((sum(counts.values()) for _, counts in years), default=1)
    return [
        Bar(
            year,
            "",
            sum(counts.values()),
            tuple((level, 100 * counts[level] / most) for level in words.LEVELS if level in counts),
        )
        for year, counts in years
    ]


def _provinces(found: Examined) -> list[Bar]:
    reader = Reader(found.answers)
    sizes = [(page.label, page.id, reader.size("province", page.id)) for page in reader.listed("province")]
    most = max((size for _, _, size in sizes), default=1) or 1
    return [
        Bar(label, addresses.of("province", entity), size, (("all", 100 * size / most),))
        for label, entity, size in sizes
    ]
