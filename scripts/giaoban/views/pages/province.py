"""The page of a province's name: its eras, mergers in both directions, and one timeline through all of it.

The list of provinces: two maps, and all pages by region; those that went into a merger say into what.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date as day
from datetime import timedelta
from itertools import pairwise

from msgspec import Struct

from giaoban import addresses, kinds
from giaoban.archive.reader import Reader
from giaoban.records.models.unit import Form, Unit
from giaoban.vietnamese import sort_key
from giaoban.views import evidence, feeds, lists, mergers, subject, tiles, timeline
from giaoban.views.drawing import Drawing
from giaoban.views.evidence import SourceLine
from giaoban.views.lists import ListGroup, ListRow
from giaoban.views.subject import PartView, SubjectView
from giaoban.views.tiles import TileMap
from giaoban.views.timeline import Event, Meetings
from giaoban.views.values import (
    Rich,
    Span,
    View,
    and_more,
    date,
    date_in_text,
    facts,
    head,
    joined,
    link,
    links_to_documents,
    text,
)
from giaoban.views.words import first_upper

_MOST_PEOPLE = 12
_SOURCE = (Span("Nguồn về địa giới", address=f"{addresses.section('province')}#nguon"),)


class FormLine(Struct, frozen=True):
    """A unit as it was called over one stretch of time, and by which act."""

    name: str
    time: Rich
    basis: str


class UnitHistory(Struct, frozen=True):
    """One unit of the name. ``formed``: from what; ``merged``: into what; ``renewed``: into one of the same name."""

    forms: tuple[FormLine, ...]
    formed: Rich
    merged: Rich
    renewed: bool


class ProvinceView(SubjectView, frozen=True, kw_only=True):
    """The page of a province's name. ``kicker``: what it is today; ``now``: where its territory belongs, if elsewhere."""

    kicker: str
    now: Rich
    eras: tuple[UnitHistory, ...]
    drawing: Drawing | None


def keys(reader: Reader) -> tuple[str, ...]:
    """Every name, and the parts of long timelines."""
    return subject.keys(reader, "province")


def address(key: str) -> str:
    """The address of a name, or of a part of its timeline."""
    return addresses.of("province", key)


def view(reader: Reader, key: str) -> ProvinceView | PartView:
    """The page of a name, or of a part of its timeline, which goes on through mergers."""
    entity, _, path = key.partition("/")
    if path:
        return subject.part(reader, "province", entity, path)
    name = reader.record("province", entity).name
    own = _units(reader, reader.eras(entity))
    later = _units(reader, reader.later_units(entity))
    held = timeline.meetings(reader, "province", entity)
    events = [
        *_events(reader, entity, [*own, *later]),
        *subject.document_events(reader, reader.page_documents(entity, "")),
    ]
    groups = timeline.by_year(held, events)
    today = own[-1] if own else None
    issued = [document for unit in (*own, *later) for document in reader.backlinks("issued", unit.id)]
    about = (
        f"{name}: {timeline.counted_meetings(held)} của ngành Tổ chức xây dựng Đảng trong kho lưu trữ, "
        "kể cả trước và sau sáp nhập."
    )
    return ProvinceView(
        head=head(
            address(entity), subject.layout("province"), name, about, subject.section("province"),
            feeds=feeds.of_entity(reader, "province", entity, name),
        ),
        id=entity,
        name=name,
        kicker=_kicker(today),
        now=_present_unit(reader, today),
        lede=subject.lede(held, "Có tên trong {} của kho lưu trữ, "),
        facts=facts(
            ("Vùng", [_regions(own)]),
            ("Mã số", [text(unit.code) for unit in own[-1:]]),
            ("Tên khác", [text(alias) for alias in dict.fromkeys(alias for unit in own for alias in unit.aliases)]),
            ("Người được ghi tại đây", _people(reader, held)),
            ("Văn bản ban hành", links_to_documents(reader, issued)),
        ),
        eras=tuple(_era(reader, unit) for unit in own),
        timeline=timeline.timeline(held, groups),
        drawing=mergers.drawing(reader, own, later, groups, held, events),
    )  # fmt: skip


def _units(reader: Reader, ids: Iterable[str]) -> list[Unit]:
    """The units with these ids, as far as there are such."""
    return [unit for unit in (reader.record("unit", entity) for entity in ids) if unit]


def _kicker(unit: Unit | None) -> str:
    if unit is None:
        return "Tỉnh, thành phố"
    return f"{first_upper(unit.kind)}, đã sáp nhập" if unit.valid_to else first_upper(unit.kind)


def _regions(own: Sequence[Unit]) -> Rich:
    """Where the name lies; a second region is named only when it is another one, with the day from which it counts."""
    if not own:
        return ()
    first, last = own[0].region, own[-1].region_2025 or own[-1].region
    later = own[-1].valid_from or "2025-07-01"
    return text(first) if first == last else (Span(f"{first}; từ "), *date_in_text(later), Span(f": {last}"))


def _unit_name(unit: Unit, here: str = "") -> Rich:
    """The unit's name, as a link unless its page is ``here``."""
    return (Span(unit.name, address="" if unit.page == here else addresses.of("province", unit.page)),)


def _full(unit: Unit, here: str = "") -> Rich:
    return (Span(f"{unit.kind} "), *_unit_name(unit, here))


def _present_unit(reader: Reader, unit: Unit | None) -> Rich:
    """Where the territory belongs today, when the name's last unit has ended."""
    target = reader.record("unit", unit.merged_into) if unit and unit.merged_into else None
    if target is None:
        return ()
    since = (Span("Từ "), *date_in_text(target.valid_from)) if target.valid_from else (Span("Nay"),)
    return (*since, Span(" thuộc "), *_full(target), Span("."))


def _people(reader: Reader, held: Meetings) -> tuple[Rich, ...]:
    """Who was seen at meetings held here or at a connection point here, in order of time."""
    people = dict.fromkeys(person for tally in held.tallies for person in tally.people)
    people |= dict.fromkeys(person for entry in held.entries for person in entry.people)
    shown = [link(reader.reference("leader", leader)) for leader in list(people)[:_MOST_PEOPLE]]
    return and_more(shown, len(people) - _MOST_PEOPLE, "người")


# Eras


def _era(reader: Reader, unit: Unit) -> UnitHistory:
    """One unit: its forms in order of time, what it was formed from, what it was merged into."""
    target = reader.record("unit", unit.merged_into) if unit.merged_into else None
    return UnitHistory(
        tuple(
            FormLine(f"{first_upper(form.kind)} {form.name}", _time(form.valid_from, form.valid_to), form.basis or "")
            for form in _forms(unit)
        ),
        joined(_merged_unit(unit, part) for part in _units(reader, unit.formed_from)),
        _full(target) if target and target.page != unit.page else (),
        bool(target and target.page == unit.page),
    )


def _forms(unit: Unit) -> Sequence[Form]:
    if unit.forms:
        return unit.forms
    only = Form(name=unit.name, kind=unit.kind, valid_from=unit.valid_from, valid_to=unit.valid_to, basis=unit.basis)
    return [only]


def _merged_unit(unit: Unit, part: Unit) -> Rich:
    """A unit that went into a merger; on its own page it needs no link."""
    return text(f"{part.name} (cũ)") if part.page == unit.page else _unit_name(part)


def _time(first: str | None, last: str | None) -> Rich:
    start = (Span("từ "), *date(first)) if first else text("có từ trước 2016")
    return (*start, Span(", đến "), *(date(last) if last else text("nay")))


# Events of the timeline; the documents issued here are `subject.document_events`


def _events(reader: Reader, here: str, units: Iterable[Unit]) -> Iterator[Event]:
    for unit in units:
        formed = _units(reader, unit.formed_from)
        if unit.valid_from and formed:
            title = (*_and([_unit_name(part, here) for part in formed]), Span(" sáp nhập thành "), *_full(unit, here))
            yield _change(unit.valid_from, title, unit.basis, mergers.merger_anchor(unit))
        elif unit.valid_from and not unit.forms:
            title = (Span("Thành lập "), *_full(unit, here))
            yield _change(unit.valid_from, title, unit.basis, mergers.merger_anchor(unit))
        for i, (before, after) in enumerate(pairwise(unit.forms), 2):
            since = after.valid_from or (_next_day(before.valid_to) if before.valid_to else None)
            if since:
                title = text(f"{first_upper(before.kind)} {before.name} trở thành {after.kind} {after.name}")
                yield _change(since, title, after.basis, f"{mergers.merger_anchor(unit)}-{i}")


def _change(since: str, title: Rich, basis: str | None, anchor: str) -> Event:
    return Event(since, "merged", title, text(f"Theo {basis}." if basis else ""), _SOURCE, anchor, "changed")


def _and(names: Sequence[Rich]) -> Rich:
    return (*joined(names[:-1]), Span(" và "), *names[-1]) if len(names) > 1 else names[0]


def _next_day(text_of_day: str) -> str:
    return (day.fromisoformat(text_of_day) + timedelta(days=1)).isoformat()


_REGIONS = (
    "Trung du và miền núi phía Bắc", "Đồng bằng sông Hồng", "Bắc Trung Bộ", "Bắc Trung Bộ và duyên hải miền Trung",
    "Duyên hải Nam Trung Bộ và Tây Nguyên", "Tây Nguyên", "Đông Nam Bộ", "Đồng bằng sông Cửu Long",
)  # fmt: skip
_ELSEWHERE = "Khác"


class ProvincesView(View, frozen=True, kw_only=True):
    """All provinces: the map of today and that of before July 2025 (None: no unit is on it), and the groups by region."""

    scope: str
    today: TileMap | None
    before: TileMap | None
    groups: tuple[ListGroup, ...]
    sources: tuple[SourceLine, ...]


def list_view(reader: Reader, path: str) -> ProvincesView:  # noqa: ARG001 - one page holds it
    """The list of the names of provinces by region; a name that was merged away says where it went. ``path`` is always empty."""
    kind = kinds.get("province")
    units = {unit: (region, merged) for unit, region, merged in reader.fields("unit", "id", "region", "merged_into")}
    standing = sum(last is None for (last,) in reader.fields("unit", "valid_to"))
    scope = (
        f"{reader.count('province')} tên tỉnh, thành phố từng có từ năm 2016, xếp theo vùng; {standing} đơn vị hiện nay. "
        "Tên đã sáp nhập vẫn giữ trang riêng, dòng thời gian đi tiếp qua sáp nhập."
    )
    held = {count.id: count.held for count in reader.province_counts()}
    regions: dict[str, list[ListRow]] = defaultdict(list)
    for page in reader.listed("province"):
        eras = reader.eras(page.id)
        merged = reader.reference("unit", units[eras[-1]][1]) if eras else None
        row = ListRow(
            link(page),
            text(f"nay thuộc {merged.label}" if merged else ""),
            reader.size("province", page.id),
            held[page.id],
        )
        regions[units[eras[0]][0] if eras else _ELSEWHERE].append(row)
    return ProvincesView(
        head=head(addresses.section("province"), lists.LAYOUT, kind.title, scope, kind.section),
        template="provinces.html",
        scope=scope,
        today=tiles.map_of_today(reader),
        before=tiles.map_before_mergers(reader),
        groups=lists.groups_with_ids((region, regions[region]) for region in sorted(regions, key=_region)),
        sources=evidence.sources(reader.province_sources()),
    )


def _region(region: str) -> tuple[int, tuple[str, str, str]]:
    """From north to south, then those that are not known here, by name."""
    return (_REGIONS.index(region) if region in _REGIONS else len(_REGIONS), sort_key(region))
