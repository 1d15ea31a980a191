"""The rows of a drawing as HTML and SVG. No template draws them: ten thousand meetings have 50,000 of them, with as many marks.

Every text of a drawing is escaped before it comes here, with the rest of its view.
"""

from __future__ import annotations

from functools import lru_cache

from giaoban.render.filters import href, rich
from giaoban.views.drawing import DrawingRow, Mark, Stroke
from giaoban.views.wording import number

_BOX = '<rect class="m-title" x="-.55em" y="-.55em" width="1.1em" height="1.1em"/>'
# Past the end of any row: what runs through it is cut off by the row itself, however tall its words make it.
_THROUGH = "99em"


def row_html(row: DrawingRow, lanes: int) -> str:
    """A year of a drawing of so many lanes: a link to it, what is drawn, and what is said beside it."""
    if row.anchor:
        opening = f'<li><a class="year" href="#{row.anchor}">{row.label}</a>'
    else:
        opening = f'<li class="{"none" if row.label else "top"}"><span class="year">{row.label}</span>'
    drawn = [_line(_x(tie.lane, lanes), _em(tie.y), _x(tie.to, lanes), _em(tie.y), "level") for tie in row.ties]
    drawn += [_stroke(stroke, lanes) for stroke in row.strokes]
    drawn += [_bend(_x(0, lanes), f"{100 * bend.lane / lanes:.2f}%", _em(bend.y)) for bend in row.bends]
    drawn += [_mark(mark, lanes) for mark in row.marks]
    drawn += [_number(_x(one.lane, lanes), _em(one.y), one.number) for one in row.numbers]
    seen = 'aria-hidden="true"'
    if row.marks or row.numbers:
        seen = f'role="group" aria-label="{row.label or "Các đơn vị"}"'
    return f'{opening}\n<svg height="{_em(row.height)}" {seen}>{"".join(drawn)}</svg>\n{_beside(row)}</li>\n'


def _beside(row: DrawingRow) -> str:
    if row.share:
        bar = f'<svg aria-hidden="true" height=".5em"><rect width="{row.share.percent}%" height="100%"/></svg>'
        return f'<span class="beside share">{bar}{row.share.said}</span>\n'
    return f'<span class="beside">{rich(row.beside)}</span>\n' if row.beside else ""


@lru_cache(maxsize=4096)
def _x(lane: int, lanes: int) -> str:
    """The middle of a lane across the drawing: ``37.5%``."""
    return f"{_round(100 * (lane + 0.5) / lanes)}%"


@lru_cache(maxsize=4096)
def _em(length: float) -> str:
    """A length downwards: ``1.5em``."""
    return f"{_round(length)}em"


def _round(length: float) -> str:
    return f"{length:.2f}".rstrip("0").rstrip(".")


@lru_cache(maxsize=65536)
def _stroke(stroke: Stroke, lanes: int) -> str:
    at = _x(stroke.lane, lanes)
    top = "0" if stroke.top is None else _em(stroke.top)
    return _line(at, top, at, _THROUGH if stroke.bottom is None else _em(stroke.bottom), stroke.look)


def _line(x1: str, y1: str, x2: str, y2: str, look: str) -> str:
    return f'<line class="{look}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>'


def _bend(x: str, width: str, height: str) -> str:
    return (
        f'<svg x="{x}" width="{width}" height="{height}" viewBox="0 0 100 100" preserveAspectRatio="none">'
        '<path class="other" d="M100 0C100 70 0 30 0 100"/></svg>'
    )


def _mark(mark: Mark, lanes: int) -> str:
    x, y = _x(mark.lane, lanes), _em(mark.y)
    many = f'<text class="many" x="{x}" y="{y}" dx="10" dy=".35em">{number(mark.count)}</text>' if mark.count else ""
    return (
        f'\n<a href="{href(mark.address)}"><title>{mark.name}</title>'
        f'<use href="#m-{mark.shape}" x="{x}" y="{y}"/>{many}</a>'
    )


@lru_cache(maxsize=4096)
def _number(x: str, y: str, number_in_box: int) -> str:
    return f'\n<svg x="{x}" y="{y}" class="n">{_BOX}<text y=".35em">{number_in_box}</text></svg>'
