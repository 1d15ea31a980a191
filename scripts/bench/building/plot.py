"""A drawing of figures by the number of records, as SVG.

A dashed line leads from nothing to the largest archive: a curve below it grows faster than the number of records.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

_WIDTH, _HEIGHT = 420, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 20, 40, 40
_STEPS = (1, 2, 5)
_STYLE = (
    "text{font:12px sans-serif;fill:#333}.t{font-weight:bold}.g{stroke:#ddd}.p{stroke:#999;stroke-dasharray:5 4}"
    ".m{fill:none;stroke:#1a5fb4;stroke-width:2}.d{fill:#1a5fb4}"
)


class Panel(NamedTuple):
    """One curve: figures (``values``) of some numbers of records."""

    title: str
    records: Sequence[int]
    values: Sequence[float]


def draw(panels: Sequence[Panel]) -> str:
    """The panels side by side."""
    parts = [f'<g transform="translate({_WIDTH * at})">{_panel(panel)}</g>' for at, panel in enumerate(panels)]
    size = f'width="{_WIDTH * len(panels)}" height="{_HEIGHT}"'
    background = '<rect width="100%" height="100%" fill="#fff"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><style>{_STYLE}</style>{background}{"".join(parts)}</svg>\n'


def _panel(panel: Panel) -> str:
    across, up = _step(panel.records[-1]), _step(max(panel.values))
    right, top = _ceiling(panel.records[-1], across), _ceiling(max(panel.values), up)

    def x(records: float) -> float:
        return round(_LEFT + (_WIDTH - _LEFT - _RIGHT) * records / right, 1)

    def y(value: float) -> float:
        return round(_HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * value / top, 1)

    parts = [f'<text class="t" x="{_LEFT}" y="22">{escape(panel.title)}</text>']
    for at in range(round(top / up) + 1):
        parts.append(f'<line class="g" x1="{_LEFT}" x2="{x(right)}" y1="{y(at * up)}" y2="{y(at * up)}"/>')
        parts.append(f'<text x="{_LEFT - 6}" y="{y(at * up) + 4}" text-anchor="end">{at * up:,g}</text>')
    parts += [
        f'<text x="{x(at * across)}" y="{_HEIGHT - 16}" text-anchor="middle">{at * across:,g}</text>'
        for at in range(round(right / across) + 1)
    ]
    spots = [(x(records), y(value)) for records, value in zip(panel.records, panel.values, strict=True)]
    parts.append(f'<line class="p" x1="{x(0)}" y1="{y(0)}" x2="{spots[-1][0]}" y2="{spots[-1][1]}"/>')
    parts.append(f'<polyline class="m" points="{" ".join(f"{a},{b}" for a, b in spots)}"/>')
    for (a, b), value in zip(spots, panel.values, strict=True):
        parts.append(f'<circle class="d" cx="{a}" cy="{b}" r="3"><title>{value:,.1f}</title></circle>')
    return "".join(parts)


def _step(most: float) -> float:
    """A round distance that divides the way to ``most`` into two to five parts."""
    size = 1.0
    while most / (size * 10) >= 2:
        size *= 10
    while most / size < 2:
        size /= 10
    return next(size * step for step in reversed(_STEPS) if most / (size * step) >= 2)


def _ceiling(most: float, step: float) -> float:
    return step * -(-most // step)
