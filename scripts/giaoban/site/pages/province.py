"""The page of a province's name: its eras, mergers told in both directions, and one timeline through all of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import jinja2
from markupsafe import Markup, escape

from giaoban import dates
from giaoban.archive import Archive
from giaoban.records.model import Form, Resolution, Unit
from giaoban.site import faces, marks, urls, words
from giaoban.site.format import counted, first_upper, symbols, time
from giaoban.site.page import Page
from giaoban.site.pages.choices import choices
from giaoban.site.pages.mergers import drawing
from giaoban.site.pages.parts import Event, Timeline, by_year, facts, linked, listed, rail, span
from giaoban.site.pages.parts import page as draw

_MOST_PEOPLE = 12


def page(archive: Archive, page_id: str, timeline: Timeline, env: jinja2.Environment) -> Page:
    """The page of one name; ``timeline``: cards and entries in order of time, going on through mergers."""
    units = archive.entities.units
    name = archive.entities.pages[page_id].name
    own = [units[u] for u in archive.eras.get(page_id, ())]
    later = [units[u] for u in archive.later_life.get(page_id, ())]
    issued = [r for unit in (*own, *later) for r in _issued(archive, unit)]
    groups = by_year(timeline, [*_events(page_id, units, own, later), *_documents(archive, issued)])
    count = counted(len(timeline), "cuộc họp")
    today = own[-1] if own else None
    lede = Markup("Có tên trong {} của kho lưu trữ, {}.").format(count, span(timeline)) if timeline else ""
    return draw(
        env, "province.html", urls.of("province", page_id), "province", name,
        f"{name}: {count} của ngành Tổ chức xây dựng Đảng trong kho lưu trữ, kể cả trước và sau sáp nhập.",
        urls.SECTIONS["province"], id=page_id, name=name, kicker=_kicker(today), lede=lede,
        groups=groups, rail=rail(groups), count=count,
        drawing=drawing(archive, own, later, groups, timeline), choices=choices(groups, "Ở đây", words.NEARNESS),
        eras=[_era(units, unit) for unit in own], now=_now(units, today),
        facts=facts(
            ("Vùng", _regions(own)),
            ("Mã số", listed(escape(u.code) for u in own[-1:])),
            ("Tên khác", ", ".join(dict.fromkeys(alias for u in own for alias in u.aliases))),
            ("Người được ghi tại đây", _people(archive, timeline)),
            ("Văn bản ban hành", listed(linked(archive, "resolution", r.id) for r in issued)),
        ),
    )  # fmt: skip


def _kicker(unit: Unit | None) -> str:
    if unit is None:
        return "Tỉnh, thành phố"
    return f"{first_upper(unit.kind)}, đã sáp nhập" if unit.valid_to else first_upper(unit.kind)


def _regions(own: list[Unit]) -> str:
    """Where the name lies; a second region is named only when it is another one, with the day from which it counts."""
    if not own:
        return ""
    first, last = own[0].region, own[-1].region_2025 or own[-1].region
    later = own[-1].valid_from or "2025-07-01"
    return first if first == last else f"{first}; từ {dates.vietnamese(later)}: {last}"


def _link(unit: Unit, here: str = "") -> Markup:
    """The unit's name, as a link unless its page is ``here``."""
    if unit.page == here:
        return escape(unit.name)
    return Markup('<a href="{}">{}</a>').format(urls.ROOT + urls.of("province", unit.page), unit.name)


def _full(unit: Unit, here: str = "") -> Markup:
    return Markup("{} {}").format(unit.kind, _link(unit, here))


def _now(units: Any, unit: Unit | None) -> Markup:
    """Where the territory belongs today, when the name's last unit has ended."""
    target = units.get(unit.merged_into or "") if unit else None
    if target is None:
        return Markup("")
    since = f"Từ {dates.vietnamese(target.valid_from)}" if target.valid_from else "Nay"
    return Markup("{} thuộc {}.").format(since, _full(target))


# Eras


def _era(units: Any, unit: Unit) -> dict[str, Any]:
    """One unit: its forms in order of time, what it was formed from, what it was merged into."""
    formed = [units[u] for u in unit.formed_from if u in units]
    target = units.get(unit.merged_into or "")
    return {
        "forms": [
            (f"{first_upper(form.kind)} {form.name}", _span(form.valid_from, form.valid_to), form.basis)
            for form in _forms(unit)
        ],
        "formed": listed((_one(unit, u) for u in formed), ", "),
        "merged": _full(target) if target and target.page != unit.page else "",
        "renewed": bool(target and target.page == unit.page),
        "code": unit.code,
    }


def _forms(unit: Unit) -> list[Form]:
    return unit.forms or [
        Form(
            name=unit.name, kind=unit.kind, valid_from=unit.valid_from, valid_to=unit.valid_to,
            basis=unit.basis,
        )
    ]  # fmt: skip


def _one(unit: Unit, part: Unit) -> Markup:
    """A unit that went into a merger; on its own page it needs no link."""
    if part.page == unit.page:
        return escape(f"{part.name} (cũ)")
    return _link(part)


def _span(first: str | None, last: str | None) -> Markup:
    start = Markup("từ {}").format(time(first)) if first else Markup("có từ trước 2016")
    return Markup("{}, đến {}").format(start, time(last) if last else "nay")


def _people(archive: Archive, timeline: Timeline) -> Markup:
    """Who was seen at meetings held here or at a connection point here, in order of time."""
    people = dict.fromkeys(leader for _, entry in timeline for leader in marks.read(entry).people)
    shown = [linked(archive, "leader", leader) for leader in list(people)[:_MOST_PEOPLE]]
    more = Markup(" và {} người khác").format(len(people) - len(shown)) if len(people) > len(shown) else Markup("")
    return listed(shown) + more


def _issued(archive: Archive, unit: Unit) -> list[Resolution]:
    return [archive.entities.resolutions[r] for r in archive.issued_in.get(unit.id, ())]


# Events of the timeline


def _documents(archive: Archive, issued: Sequence[Resolution]) -> Iterator[Event]:
    """What the organs of a province issued, where the date is known; the facts name all of it."""
    for document in issued:
        if document.date:
            issuer = faces.of(archive, "organization", document.issuer) if document.issuer else None
            title = Markup("{} ban hành {}").format(
                symbols(issuer.label) if issuer else "Địa phương", linked(archive, "resolution", document.id)
            )
            address = urls.ROOT + urls.of("resolution", document.id)
            source = Markup('<a href="{}#{}">Nguồn của văn bản</a>').format(address, document.sources[0].id)
            yield Event(document.date, "merged", title, Markup(""), source, f"van-ban-{document.id}", "issued", address)


def _events(here: str, units: Any, own: list[Unit], later: list[Unit]) -> Iterator[Event]:
    source = Markup('<a href="{}">Nguồn về địa giới</a>').format(urls.ROOT + urls.section("province") + "#nguon")
    for unit in [*own, *later]:
        formed = [units[u] for u in unit.formed_from if u in units]
        if unit.valid_from and formed:
            title = Markup("{} sáp nhập thành {}").format(_and([_link(u, here) for u in formed]), _full(unit, here))
            yield Event(unit.valid_from, "merged", title, _basis(unit.basis), source, f"moc-{unit.id}", "changed")
        elif unit.valid_from and not unit.forms:
            title = Markup("Thành lập {}").format(_full(unit, here))
            yield Event(unit.valid_from, "merged", title, _basis(unit.basis), source, f"moc-{unit.id}", "changed")
        for i, (before, after) in enumerate(zip(unit.forms, unit.forms[1:], strict=False), 2):
            since = after.valid_from or (_next_day(before.valid_to) if before.valid_to else None)
            if since:
                title = escape(f"{first_upper(before.kind)} {before.name} trở thành {after.kind} {after.name}")
                yield Event(since, "merged", title, _basis(after.basis), source, f"moc-{unit.id}-{i}", "changed")


def _and(names: list[Markup]) -> Markup:
    return listed(names[:-1]) + Markup(" và ") + names[-1] if len(names) > 1 else names[0]


def _basis(text: str | None) -> Markup:
    return Markup("Theo {}.").format(symbols(text)) if text else Markup("")


def _next_day(text: str) -> str:
    return (date.fromisoformat(text) + timedelta(days=1)).isoformat()
