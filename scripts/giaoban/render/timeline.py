"""Timelines as HTML: entries, and rows of the drawings above them as SVG. The parts of a page that no template draws.

Ten thousand meetings have 200,000 entries, and 50,000 rows of drawings with as many marks. All their text is escaped before it
comes here, with the rest of its view.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from giaoban import addresses, dates
from giaoban.archive.values import Entry, SourceLink
from giaoban.render.text import ROOT, href, rich, symbols, time
from giaoban.views import words
from giaoban.views.drawing import DrawingRow, Mark, Stroke
from giaoban.views.words import counted, filter_value, first_upper, number

_MEETINGS = ROOT + addresses.section("briefing")


def entry_html(entry: Entry, kind: str) -> str:
    """One entry of the timeline on a page of ``kind``."""
    meeting = entry.meeting
    address = f"{_MEETINGS}{meeting.id}/"
    where = words.LEVELS[meeting.level]
    if meeting.place:
        where = f"{where} · {meeting.place}"
    return (
        f"<li{_marks(meeting.kind, meeting.level, entry.parts)}>"
        f'<p class="when">{time(meeting.date)} · <span class="kind">{words.KINDS[meeting.kind]}</span> '
        f'<span class="where">{where}</span></p><h4><a href="{address}">{symbols(meeting.title)}</a></h4>'
        f"{_BODIES.get(kind, _whole)(entry, address)}"
        f'<p class="src">{sources(entry.sources, address)}</p></li>'
    )


def sources(links: tuple[SourceLink, ...], address: str) -> str:
    """Sources of a meeting, as links to them on the meeting's page, at ``address``, and to where they were read."""
    names = [_upper_name(links[0].id), *[words.item(link.id) for link in links[1:]]]
    return ", ".join([_source(link, address, name) for link, name in zip(links, names, strict=True)])


def _source(link: SourceLink, address: str, name: str) -> str:
    inside = f'<a href="{address}#{link.id}">{name}</a>'
    return f'{inside} (<a href="{link.url}" rel="noopener external">{link.host}</a>)' if link.url else inside


@lru_cache(maxsize=4096)
def _marks(kind: str, level: str, parts: tuple[str, ...]) -> str:
    """The attributes of an entry: its look, and what the filter in the browser goes by."""
    part = " ".join([filter_value(words.PARTS_OF_ENTRIES[code]) for code in parts])
    return (
        f' class="entry {words.LOOKS[kind]}" data-loai="{filter_value(words.KINDS[kind])}"'
        f' data-cap="{filter_value(words.LEVELS[level])}"' + (f' data-phan="{part}"' if part else "")
    )


@lru_cache(maxsize=4096)
def _upper_name(number: str) -> str:
    return first_upper(words.item(number))


@lru_cache(maxsize=4096)
def _said_parts(parts: tuple[str, ...], between: str) -> str:
    return first_upper(between.join([words.PARTS_OF_ENTRIES[code] for code in parts]))


@lru_cache(maxsize=4096)
def _counted(code: str, count: int) -> str:
    return counted(count, words.COUNTED[code])


def _whole(entry: Entry, address: str) -> str:  # noqa: ARG001 - every body is made the same way
    lines = [_counted(code, count) for code, count in entry.counts]
    if entry.period:
        lines.insert(0, f"về {dates.vietnamese(entry.period)}")
    return f"<p>{first_upper(' · '.join(lines))}</p>" if lines else ""


def _leader(entry: Entry, address: str) -> str:
    said = f"<p>{_said_parts(entry.parts, ', ')}.</p>" if entry.parts != ("said",) else ""
    if entry.titles:
        said += f'<p class="as"><span>{"</span>, <span>".join(entry.titles)}</span></p>'
    for note in entry.notes:
        said += f"<p>{symbols(note)}</p>"
    if entry.item_texts:
        said += f'<p class="lead">Nêu {counted(entry.items_in_all, "mục")}:</p>{_items(entry, address)}'
    return said


def _document(entry: Entry, address: str) -> str:
    said = f'<p class="relation">{_said_parts(entry.parts, "; ")}</p>' if entry.parts else ""
    said += _items(entry, address)
    if entry.forms:
        shown = ", ".join([f"<q>{symbols(form)}</q>" for form in entry.forms])
        left = entry.forms_in_all - len(entry.forms)
        more = f" và {left} cách khác" if left else ""
        said += f'<p class="cited">Nguồn gọi là {shown}{more}</p>'
    for note in entry.notes:
        said += f'<p class="note">{symbols(note)}</p>'
    return said


def _province(entry: Entry, address: str) -> str:
    said = "".join([f'<p class="under">{unit}</p>' for unit in entry.under])
    for note in entry.notes:
        said += f"<p>{symbols(note)}</p>"
    return said + _items(entry, address)


def _items(entry: Entry, address: str) -> str:
    if not entry.item_texts:
        return ""
    shown = "".join(
        [f'<li><a href="{address}#{p.id}">{_upper_name(p.id)}</a> {symbols(p.text)}</li>' for p in entry.item_texts]
    )
    left = entry.items_in_all - len(entry.item_texts)
    more = f'<li><a href="{address}">và {left} mục khác</a></li>' if left else ""
    return f'<ul class="points">{shown}{more}</ul>'


# What the entries of a kind say of it; of all others they say what the meeting was as a whole.
_BODIES: dict[str, Callable[[Entry, str], str]] = {
    "leader": _leader,
    "resolution": _document,
    "plenum": _document,
    "province": _province,
}


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
    if row.through:
        drawn.append(f'<use href="#{_through_id(row.through)}"/>')
    drawn += [_stroke(stroke, lanes) for stroke in row.strokes if stroke not in row.through]
    drawn += [_bend(_x(0, lanes), f"{100 * bend.lane / lanes:.2f}%", _em(bend.y)) for bend in row.bends]
    drawn += [_mark(mark, lanes) for mark in row.marks]
    drawn += [_number(_x(one.lane, lanes), _em(one.y), one.number) for one in row.numbers]
    seen = 'aria-hidden="true"'
    if row.marks or row.numbers:
        seen = f'role="group" aria-label="{row.label or "Các đơn vị"}"'
    return f'{opening}\n<svg height="{_em(row.height)}" {seen}>{"".join(drawn)}</svg>\n{_cell_beside(row)}</li>\n'


def through_html(strokes: tuple[Stroke, ...], lanes: int) -> str:
    """What runs through whole rows of a drawing of so many lanes, for rows to show by reference."""
    drawn = "".join([_stroke(stroke, lanes) for stroke in strokes])
    return f'<g id="{_through_id(strokes)}">{drawn}</g>'


def _through_id(strokes: tuple[Stroke, ...]) -> str:
    return "l-" + "-".join([f"{stroke.lane}{stroke.look.replace(' ', '')}" for stroke in strokes])


def _cell_beside(row: DrawingRow) -> str:
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
