"""A drawing as an SVG file that is whole by itself: nothing is loaded, and no style sheet is needed.

Its colours are those of the pages on a light ground, given as attributes: a policy that forbids styles within a file has
nothing to forbid. Letters are those of the reader's system. All text is escaped here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from textwrap import wrap

from giaoban import dates
from giaoban.views import words
from giaoban.views.charts import Chart
from giaoban.views.drawing_files import DrawingFile
from giaoban.views.grids import Calendar, CalendarMonth, Grid, PeriodCell, PeriodRow
from giaoban.views.pages.indicator import IndicatorRow
from giaoban.views.tiles import TileMap
from giaoban.views.words import clip

WIDTH = 760
_EDGE = 24
_INNER = WIDTH - 2 * _EDGE
_PAPER, _INK, _QUIET, _RULE, _LINE, _ACCENT = "#fcfbf7", "#1f1b16", "#5c554a", "#dcd5c7", "#8b8172", "#8a1f17"
_KINDS = {"briefing": "#2b5870", "interim": "#72520f", "review": "#8a1f17"}
_KIND_WORDS = {"briefing": "giao ban", "interim": "sơ kết", "review": "tổng kết"}
_SHADES = (0.16, 0.13, 0.27, 0.45, 1)
_SANS = "'Be Vietnam Pro', 'Noto Sans', 'Segoe UI', Roboto, Arial, sans-serif"
_SERIF = "'Source Serif 4', 'Noto Serif', Cambria, 'Times New Roman', serif"
# Letters that fit beside each other: a title over the whole width, a name over half of it.
_TITLE, _NAME = 62, 44
_MARK = {
    "present": f'fill="{_ACCENT}"', "covered": f'fill="none" stroke="{_ACCENT}" stroke-width="2"',
    "excepted": f'stroke="{_QUIET}" stroke-width="2"', "missing": f'stroke="{_LINE}" stroke-width="2"',
}  # fmt: skip
_SHAPE = {
    "present": "m-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z", "covered": "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z",
    "excepted": "m-4-4l8 8m0-8l-8 8", "missing": "m-4 0h8",
}  # fmt: skip
_SIDES = {"up": "m-3 -5l3 -3l3 3", "down": "m-3 5l3 3l3 -3", "near": "m-6 -3v6m12 -6v6"}

Drawn = tuple[str, float]
"""Markup, and how tall it is."""


def svg(shown: DrawingFile, root: str) -> bytes:
    """A drawing as SVG that needs no style sheet, with title, source and licence. ``root``: the site's address."""
    top = 22.0
    lines = wrap(shown.title, _TITLE)
    head = ""
    for line in lines:
        top += 26
        head += _text(line, _EDGE, top - 4, size=20, family=_SERIF, weight=600)
    body, height = _body(shown)
    foot_at = top + 14 + height + 30
    day = f", ngày {shown.day}" if shown.day else ""
    foot = _text(f"Nguồn: Giao ban{day}. {root}{shown.page}. CC BY 4.0.", _EDGE, foot_at, size=12, fill=_QUIET)
    whole = foot_at + 20
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {_round(whole)}" width="{WIDTH}" height="{_round(whole)}"'
        f' role="img" aria-labelledby="ten mo-ta" lang="vi" font-family="{_SANS}" fill="{_INK}">\n'
        f'<title id="ten">{_escaped(shown.title)}</title>\n<desc id="mo-ta">{_escaped(shown.text)}</desc>\n'
        f'<rect width="100%" height="100%" fill="{_PAPER}"/>\n{head}'
        f'<g transform="translate({_EDGE} {_round(top + 14)})">\n{body}</g>\n{foot}</svg>\n'
    ).encode()


def _body(shown: DrawingFile) -> Drawn:
    if shown.map:
        return _map(shown.map)
    if shown.calendar:
        return _calendar(shown.calendar)
    if shown.grid:
        return _grid(shown.grid)
    assert shown.charts
    return _charts(shown.charts)


# The map


def _map(found: TileMap) -> Drawn:
    left, upper, wide, tall = map(int, found.box.split())
    scale = min(1.0, _INNER / wide)
    parts = []
    for tile in found.tiles:
        ground = _LINE if tile.shade == 0 else _ACCENT
        ink = _PAPER if tile.shade == len(_SHADES) - 1 else _INK
        parts.append(
            f'<path d="{tile.path}" fill="{ground}" fill-opacity="{_SHADES[tile.shade]}" stroke="{_PAPER}" stroke-width="6"/>'
            + _text(tile.count, tile.x, tile.y - 10, size=24, weight=600, anchor="middle", fill=ink)
        )
        if tile.held:
            parts.append(f'<circle cx="{tile.x + 38}" cy="{tile.y - 28}" r="5" fill="{ink}"/>')
        for at, line in enumerate(tile.lines):
            parts.append(_text(line, tile.x, tile.y + 10 + 18 * at, size=19, anchor="middle", fill=ink))
    for island in found.islands:
        parts.append(f'<path d="{island.path}" fill="none" stroke="{_LINE}" stroke-width="2" stroke-dasharray="6"/>')
        for at, word in enumerate(island.lines):
            parts.append(_text(word, island.x, island.y + 28 * at, size=24, anchor="middle"))
    drawn = f'<g transform="scale({scale:.4f}) translate({-left} {-upper})">\n{"".join(parts)}</g>\n'
    steps = [(f'fill="{_LINE if s == 0 else _ACCENT}" fill-opacity="{_SHADES[s]}"', said) for s, said in found.steps]
    legend = _legend(steps, tall * scale + 26, "Số cuộc họp nêu tên:")
    held = f'<circle cx="5" cy="{_round(tall * scale + 46)}" r="3.5"/>' + _text(
        "có cuộc họp tổ chức tại đây", 18, tall * scale + 50, size=13, fill=_QUIET
    )
    return drawn + legend + held + "\n", tall * scale + 52


def _legend(steps: Iterable[tuple[str, str]], y: float, lead: str = "") -> str:
    """Squares with what each stands for, beside each other."""
    x = 0.0
    parts = [_text(lead, 0, y, size=13, fill=_QUIET)] if lead else []
    x += 7.2 * len(lead) + (12 if lead else 0)
    for look, said in steps:
        parts.append(f'<rect x="{_round(x)}" y="{_round(y - 11)}" width="13" height="13" {look}/>')
        parts.append(_text(said, x + 19, y, size=13, fill=_QUIET))
        x += 19 + 7.4 * len(said) + 18
    return "".join(parts) + "\n"


# The calendar


def _calendar(found: Calendar) -> Drawn:
    row, first = 27, 128.0
    column = (_INNER - first) / 12
    parts = [_text(str(n + 1), first + column * n + 4, 12, size=12, fill=_QUIET) for n in range(12)]
    y = 20.0
    for year in found.years:
        parts.append(f'<path d="M0 {_round(y)}H{_INNER}" stroke="{_RULE}"/>')
        if year.address:
            parts.append(_text(year.label, 0, y + 19, size=15, family=_SERIF, weight=600))
            parts.append(_text(year.count, 46, y + 19, size=13, fill=_QUIET))
        else:
            parts.append(_text(f"{year.label} –", 0, y + 19, size=13, fill=_QUIET))
        parts += [_month(month, first + column * (month.number - 1) + 4, y + 14) for month in year.months]
        y += row
    legend, x = [], 0.0
    for kind, said in _KIND_WORDS.items():
        legend += [_kind(kind, x + 6, y + 18), _text(said, x + 18, y + 22.5, size=13, fill=_QUIET)]
        x += 18 + 7.4 * len(said) + 18
    legend.append(_text("? mới biết khoảng ngày, xếp ở tháng sớm nhất", x, y + 22.5, size=13, fill=_QUIET))
    return "".join(parts) + "".join(legend) + "\n", y + 26


def _month(month: CalendarMonth, x: float, y: float) -> str:
    said = month.count + ("?" if month.open else "")
    # Three digits behind three signs still fit into a month.
    apart, size = (11, 13) if len(said) < 3 else (8, 11)
    drawn = "".join(_kind(kind, x + 5 + apart * at, y) for at, kind in enumerate(month.kinds))
    return drawn + _text(said, x + apart * len(month.kinds) + 4, y + 4.5, size=size)


def _kind(kind: str, x: float, y: float) -> str:
    """The sign of a kind of meeting: a ring, half a disc or a disc, as on the pages."""
    colour = _KINDS[kind]
    inner = {"briefing": "", "interim": f"M{_round(x)} {_round(y - 4)}a4 4 0 0 0 0 8z"}.get(kind)
    fill = colour if inner is None else "none"
    ring = f'<circle cx="{_round(x)}" cy="{_round(y)}" r="4" fill="{fill}" stroke="{colour}" stroke-width="2"/>'
    return ring + (f'<path d="{inner}" fill="{colour}"/>' if inner else "")


# Periods


def _grid(found: Grid) -> Drawn:
    row, first = 24, 96.0
    column = min((_INNER - first) / max(len(found.columns), 1), 90)
    parts = [
        _text(heading, first + column * (at + 0.5), 12, size=12, fill=_QUIET, anchor="middle")
        for at, (_, heading) in enumerate(found.columns)
    ]
    marks: dict[str, list[str]] = {}
    y = 20.0 if found.columns else 0.0
    for line in found.rows:
        parts.append(f'<path d="M0 {_round(y)}H{_INNER}" stroke="{_RULE}"/>')
        parts.append(_text(line.label, 0, y + 17, size=14, family=_SERIF, weight=600))
        if line.folded:
            parts.append(_text(f"chưa có kỳ nào trong {line.folded}", first, y + 17, size=13, fill=_QUIET))
        for state, at in _states(line):
            marks.setdefault(state, []).append(
                f"M{_round(first + column * (at + 0.5))} {_round(y + 12)}{_SHAPE[state]}"
            )
        y += row
    parts += [f'<path d="{"".join(some)}" {_MARK[state]}/>' for state, some in marks.items()]
    x = 0.0
    for state, said in words.STATES.items():
        parts.append(f'<path d="M{_round(x + 6)} {_round(y + 18)}{_SHAPE[state]}" {_MARK[state]}/>')
        parts.append(_text(said, x + 18, y + 22.5, size=13, fill=_QUIET))
        x += 18 + 7.4 * len(said) + 18
    return "".join(parts) + "\n", y + 26


def _states(row: PeriodRow) -> Iterator[tuple[str, int]]:
    cells: Sequence[PeriodCell] = row.cells
    return ((cell.state, at) for at, cell in enumerate(cells) if cell.state)


# Figures


def _charts(found: IndicatorRow) -> Drawn:
    y, parts = 4.0, []
    for line in wrap(f"{found.scope} {found.count}.", 100):
        parts.append(_text(line, 0, y + 10, size=13, fill=_QUIET))
        y += 19
    y += 12
    scale, half = 1.4, _INNER / 2
    for at in range(0, len(found.charts), 2):
        tall = 0.0
        for side, drawn in enumerate(found.charts[at : at + 2]):
            x = side * half
            names = wrap(clip(drawn.name, 2 * _NAME), _NAME)
            for line_at, name in enumerate(names):
                parts.append(_text(name, x, y + 12 + 18 * line_at, size=14, weight=600))
            below = y + 18 * len(names) + 8
            parts.append(
                f'<g transform="translate({_round(x)} {_round(below)}) scale({scale})">{_chart(drawn.chart)}</g>\n'
            )
            tall = max(tall, below - y + drawn.chart.height * scale + 18)
        y += tall
    for bar in found.bars:
        when = "".join(dates.vietnamese(run.text) if run.role == "date" else run.text for run in bar.when)
        name = f"{clip(bar.name, 60)}{f' ({when})' if when else ''}"
        parts.append(_text(name, 0, y + 12, size=14) + _text(bar.value, _INNER, y + 12, size=14, anchor="end"))
        parts.append(f'<path d="M0 {_round(y + 22)}H{_INNER}" stroke="{_RULE}"/>')
        parts.append(
            f'<path d="M0 {_round(y + 22)}H{_round(_INNER * bar.share / 100)}" stroke="{_ACCENT}" stroke-width="4"/>\n'
        )
        y += 38
    return "".join(parts), y


def _chart(chart: Chart) -> str:
    """What ``theme/pages/_ways.html`` draws, with its colours."""
    stems = "".join(f"M{x} {chart.ground}V{y}" for x, y in chart.dots)
    parts = [
        f'<path d="M4 {chart.ground}H{chart.width - 4}" stroke="{_LINE}"/><path d="{stems}" stroke="{_ACCENT}"/>',
    ]
    if chart.arms:
        arms = "".join(f"M{since} {y}H{x}" for since, x, y in chart.arms)
        parts.append(f'<path d="{arms}" stroke="{_ACCENT}" stroke-opacity=".45"/>')
    for (x, y), side in zip(chart.dots, chart.sides, strict=True):
        parts.append(f'<circle cx="{x}" cy="{y}" r="3.5" fill="{_PAPER if side else _ACCENT}" stroke="{_ACCENT}"/>')
        if side:
            parts.append(f'<path d="M{x} {y}{_SIDES[side]}" fill="none" stroke="{_ACCENT}"/>')
    parts += [_text(value.text, value.x, value.y, size=12, anchor="middle") for value in chart.values]
    ends = ((chart.first, chart.left, "start"), (chart.last, chart.right, "end"))
    parts += [_text(said, x, chart.height - 3, size=12, fill=_QUIET, anchor=anchor) for said, x, anchor in ends]
    return "".join(parts)


def _text(
    said: str, x: float, y: float, *, size: int, fill: str = "", weight: int = 0, family: str = "", anchor: str = "",
) -> str:  # fmt: skip
    look = "".join(
        f' {name}="{value}"'
        for name, value in (
            ("fill", fill), ("font-weight", weight), ("font-family", family),
            ("text-anchor", "" if anchor == "start" else anchor),
        )
        if value
    )  # fmt: skip
    return f'<text x="{_round(x)}" y="{_round(y)}" font-size="{size}"{look}>{_escaped(said)}</text>'


def _escaped(said: str) -> str:
    """Text as XML takes it, without what it has no place for."""
    return escape("".join(c for c in said if c >= " "), quote=False)


def _round(length: float) -> str:
    return f"{length:.1f}".removesuffix(".0")
