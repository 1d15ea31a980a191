"""The report: every measure of one version of the archive on one page, for an editor, beside that of the version before."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from giaoban import addresses, dates, headers, kinds, rules
from giaoban.archive.reader import Reader
from giaoban.build.examine import Examined
from giaoban.findings import INCOMPLETE, Finding
from giaoban.inspection import measures, site
from giaoban.inspection.checks import CheckResult
from giaoban.inspection.measures import SiteMeasures
from giaoban.views import words

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
    points = measures.observatory_points(headers.EVERYWHERE)
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
        score=measures.observatory_score(headers.EVERYWHERE),
        best=measures.BEST_SCORE,
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
