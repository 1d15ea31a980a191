"""The page of a document: its adoption, then every meeting that carried it; what is not known is said to be open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import jinja2
from markupsafe import Markup

from giaoban import dates
from giaoban.archive import Archive, Card, Viewpoint
from giaoban.records.model import Resolution
from giaoban.site import faces, marks, urls, words
from giaoban.site.format import counted, first_upper, symbols, time
from giaoban.site.page import Page
from giaoban.site.pages.choices import choices
from giaoban.site.pages.lines import Drawing, Key, Ladder, Mark, address, name, tally
from giaoban.site.pages.parts import Event, Fact, Group, Timeline, by_year, facts, linked, listed, rail, span
from giaoban.site.pages.parts import page as draw

# The lanes of a document's life: it, what carried it, what was asked, told and weighed, and what only named it.
_LANES = (("studied", "implemented"), ("tasked",), ("reported",), ("reviewed",), ("issued", "drafted", "mentioned"))
_ITEMS = {"tasked": "t", "reported": "r", "reviewed": "r"}
_OPEN = Markup('<span class="open">{}</span>')


def page(archive: Archive, resolution_id: str, timeline: Timeline, env: jinja2.Environment) -> Page:
    """The page of one document; ``timeline``: cards and entries in order of time."""
    resolution = archive.entities.resolutions[resolution_id]
    issuer = faces.of(archive, "organization", resolution.issuer) if resolution.issuer else None
    title = resolution.title or resolution.title_as_cited or ""
    full = " – ".join(part for part in (resolution.symbol, title) if part) or resolution.type
    groups = by_year(timeline, [_adoption(archive, resolution), *_changes(archive, resolution_id)])
    count = counted(len(timeline), "cuộc họp")
    lede = Markup("Được nêu ở {} của kho lưu trữ, {}.").format(count, span(timeline)) if timeline else ""
    return draw(
        env, "resolution.html", urls.of("resolution", resolution_id), "resolution",
        f"{resolution.type} {full}" if resolution.symbol else full,
        f"{resolution.type} {full}: {count} trong kho lưu trữ, từ khi ban hành tới các lần triển khai, báo cáo, tổng kết.",
        urls.SECTIONS["resolution"], resolution=resolution, name=title or resolution.type, issuer=issuer.label if issuer else "",
        lede=lede, facts=_facts(archive, resolution, timeline), open=_open(resolution),
        groups=groups, rail=rail(groups), count=count,
        drawing=_drawing(archive, resolution, groups, timeline), choices=choices(groups, "Quan hệ", words.RELATIONS),
    )  # fmt: skip


def _adoption(archive: Archive, resolution: Resolution) -> Event:
    issuer = faces.of(archive, "organization", resolution.issuer) if resolution.issuer else None
    title = Markup("{} ban hành").format(symbols(issuer.label)) if issuer else Markup("Ban hành")
    plenum = linked(archive, "plenum", resolution.plenum)
    text = Markup("Tại {}.").format(plenum) if plenum else Markup("")
    others = [o for o in archive.adopted_at.get(resolution.plenum or "", ()) if o != resolution.id]
    if others:
        text = Markup("Tại {}, cùng {}.").format(plenum, _links(archive, others))
    source = Markup('<a href="#{}">Nguồn {}</a>').format(resolution.sources[0].id, resolution.sources[0].id[1:])
    return Event(resolution.date, "adopted", title, text, source, "ban-hanh", "adopted")


def _changes(archive: Archive, resolution_id: str) -> Iterator[Event]:
    """What later documents did to this one, where their date is known; the facts name the others."""
    for verb, found in (("sửa đổi", archive.amended_by), ("thay thế", archive.replaced_by)):
        for later in found.get(resolution_id, ()):
            document = archive.entities.resolutions[later]
            if document.date:
                link = linked(archive, "resolution", later)
                source = Markup('<a href="{}#{}">Nguồn của văn bản ấy</a>').format(
                    urls.ROOT + urls.of("resolution", later), document.sources[0].id
                )
                title = Markup("Được {} {}").format(link, verb)
                yield Event(
                    document.date, "merged", title, Markup(""), source, f"{marks.value(verb)}-{later}",
                    "replaced" if verb == "thay thế" else "changed", urls.ROOT + urls.of("resolution", later),
                )  # fmt: skip


def _links(archive: Archive, ids: Iterable[str]) -> Markup:
    return listed(linked(archive, "resolution", entity) for entity in ids)


def _facts(archive: Archive, resolution: Resolution, timeline: Timeline) -> list[Fact]:
    entity = resolution.id
    aliases = listed((symbols(alias) for alias in resolution.aliases), "; ")
    return facts(
        ("Số, ký hiệu", symbols(resolution.symbol) if resolution.symbol else _OPEN.format("chưa rõ")),
        ("Loại", resolution.type),
        ("Cơ quan", linked(archive, "organization", resolution.issuer) or _OPEN.format("chưa rõ cơ quan ban hành")),
        ("Địa phương", linked(archive, "unit", resolution.province)),
        ("Khóa", resolution.term),
        ("Ngày", time(resolution.date) if resolution.date else _OPEN.format("chưa rõ ngày ban hành")),
        ("Hội nghị", linked(archive, "plenum", resolution.plenum)),
        ("Còn gọi", aliases),
        ("Thực hiện", _links(archive, resolution.implements)),
        ("Sửa đổi", _links(archive, resolution.amends)),
        ("Thay thế", _links(archive, resolution.replaces)),
        ("Được thực hiện bằng", _links(archive, archive.implemented_by.get(entity, ()))),
        ("Được sửa đổi bởi", _links(archive, archive.amended_by.get(entity, ()))),
        ("Được thay thế bởi", _links(archive, archive.replaced_by.get(entity, ()))),
        ("Địa phương báo cáo", _reporters(archive, timeline)),
    )


def _reporters(archive: Archive, timeline: Timeline) -> Markup:
    """The provinces that reported on it, each under the name it bore the first time."""
    found: dict[str, Markup] = {}
    for card, entry in timeline:
        for unit in marks.read(entry).units:
            found.setdefault(unit, linked(archive, "unit", unit, card.date))
    return listed(found.values())


# The drawing: its life on the first lane, what meetings did with it on the others


def _drawing(archive: Archive, resolution: Resolution, groups: Sequence[Group], timeline: Timeline) -> Drawing | None:
    if not timeline or len(timeline) + (resolution.date is not None) < 2:
        return None
    found = [part for _, entry in timeline for part in marks.read(entry).parts or ("mentioned",)]
    used = [lane for lane in _LANES if not set(lane).isdisjoint(found)]
    lane_of = {part: i for i, lane in enumerate(used, 1) for part in lane}

    def mark(card: Card, entry: str) -> list[Mark]:
        said = marks.read(entry)
        found = []
        for part in said.parts or ("mentioned",):
            item = next((i for i in said.items if i[0] == _ITEMS.get(part)), "")
            what = f"{words.RELATIONS[part]}, {words.item(item)}" if item else words.RELATIONS[part]
            found.append(Mark(lane_of[part], part, address(card, item), name(card, what), words.RELATIONS[part]))
        # Of two things that a meeting did on one lane, the weightier is drawn; the list has both.
        return list(
            {
                m.lane: m for m in sorted(found, key=lambda m: list(words.RELATIONS).index(m.shape), reverse=True)
            }.values()
        )

    ladder = Ladder(groups, 1 + len(used), mark, _event)
    for lane in range(1, 1 + len(used)):
        ladder.run(lane, "guide")
    ended = next((e.id for g in groups for e in g.entries if isinstance(e, Event) and e.mark == "replaced"), None)
    ladder.run(0, "own" if resolution.date else "band", "ban-hanh" if resolution.date else None, ended)
    for row, group in zip(ladder.rows, (g for g in groups if g.gap or g.label.isdigit()), strict=True):
        if group.meetings:
            row.share = (group.meetings, len(archive.timelines[Viewpoint("year", group.label)]))
    counts = {part: found.count(part) for part in words.RELATIONS}
    keys = [
        Key(part, first_upper(words.RELATIONS[part]), counts[part]) for lane in used for part in lane if counts[part]
    ]
    drawn = {e.mark for g in groups for e in g.entries if isinstance(e, Event) and e.date}
    events = (("adopted", "Ban hành"), ("changed", "Được sửa đổi"), ("replaced", "Được thay thế"))
    keys = [Key(shape, label) for shape, label in events if shape in drawn] + keys
    told = f"{counted(len(timeline), 'cuộc họp')}: {tally(found, words.RELATIONS)}."
    if resolution.date:
        told = f"Ban hành {dates.vietnamese(resolution.date)}; {told}"
    note = "Bên phải: số cuộc họp nêu văn bản trên tổng số cuộc họp của năm ấy trong kho lưu trữ."
    return Drawing("resolution", ladder.lanes, ladder.rows, keys, told, note)


def _event(event: Event) -> Mark | None:
    if not event.date:
        return None
    said = f"{dates.vietnamese(event.date)}: {event.title.striptags()}"
    return Mark(0, event.mark, event.address or f"#{event.id}", said)


def _open(resolution: Resolution) -> list[str]:
    """What no source of the archive attests, named for readers."""
    return [
        what
        for what, known in (
            ("số, ký hiệu", resolution.symbol),
            ("cơ quan ban hành", resolution.issuer),
            ("ngày ban hành", resolution.date and dates.parse(resolution.date).exact),
            ("tên đầy đủ" if resolution.title_as_cited else "tên văn bản", resolution.title),
        )
        if not known
    ]
