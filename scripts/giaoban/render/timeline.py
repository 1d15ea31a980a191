"""Entries of timelines as HTML. The one part of a page that no template draws: ten thousand meetings have 200,000 of them.

Every text of an entry is escaped before it comes here, with the rest of its view.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from giaoban import addresses, dates
from giaoban.archive.values import Entry, SourceLink
from giaoban.render.escape import ROOT
from giaoban.render.filters import symbols, time
from giaoban.views import words
from giaoban.views.wording import counted, filter_value, first_upper

_MEETINGS = ROOT + addresses.section("briefing")
_COUNTS = {"results": "kết quả", "tasks": "nhiệm vụ", "figures": "số liệu", "resolutions": "văn bản"}
_PARTS = {**words.PARTS, **words.RELATIONS, **words.NEARNESS, "said": words.SAID}


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
    part = " ".join([filter_value(_PARTS[code]) for code in parts])
    return (
        f' class="entry {words.LOOKS[kind]}" data-loai="{filter_value(words.KINDS[kind])}"'
        f' data-cap="{filter_value(words.LEVELS[level])}"' + (f' data-phan="{part}"' if part else "")
    )


@lru_cache(maxsize=4096)
def _upper_name(number: str) -> str:
    return first_upper(words.item(number))


@lru_cache(maxsize=4096)
def _said_parts(parts: tuple[str, ...], between: str) -> str:
    return first_upper(between.join([_PARTS[code] for code in parts]))


@lru_cache(maxsize=4096)
def _counted(code: str, count: int) -> str:
    return counted(count, _COUNTS[code])


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
    if entry.points:
        said += f'<p class="lead">Nêu {counted(entry.points_in_all, "mục")}:</p>{_points(entry, address)}'
    return said


def _document(entry: Entry, address: str) -> str:
    said = f'<p class="relation">{_said_parts(entry.parts, "; ")}</p>' if entry.parts else ""
    said += _points(entry, address)
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
    return said + _points(entry, address)


def _points(entry: Entry, address: str) -> str:
    if not entry.points:
        return ""
    shown = "".join(
        [f'<li><a href="{address}#{p.id}">{_upper_name(p.id)}</a> {symbols(p.text)}</li>' for p in entry.points]
    )
    left = entry.points_in_all - len(entry.points)
    more = f'<li><a href="{address}">và {left} mục khác</a></li>' if left else ""
    return f'<ul class="points">{shown}{more}</ul>'


# What the entries of a kind say of it; of all others they say what the meeting was as a whole.
_BODIES: dict[str, Callable[[Entry, str], str]] = {
    "leader": _leader,
    "resolution": _document,
    "plenum": _document,
    "province": _province,
}
