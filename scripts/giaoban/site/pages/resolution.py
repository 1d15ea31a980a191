"""The page of a document: its adoption, then every meeting that carried it; what is not known is said to be open."""

from __future__ import annotations

from collections.abc import Iterable

import jinja2
from markupsafe import Markup

from giaoban import dates
from giaoban.archive import Archive
from giaoban.records.model import Resolution
from giaoban.site import faces, urls
from giaoban.site.format import counted, symbols, time
from giaoban.site.page import Page
from giaoban.site.pages.parts import Event, Fact, Timeline, by_year, facts, linked, listed, rail, span
from giaoban.site.pages.parts import page as draw

_OPEN = Markup('<span class="open">{}</span>')


def page(archive: Archive, resolution_id: str, timeline: Timeline, env: jinja2.Environment) -> Page:
    """The page of one document; ``timeline``: cards and entries in order of time."""
    resolution = archive.entities.resolutions[resolution_id]
    issuer = faces.of(archive, "organization", resolution.issuer) if resolution.issuer else None
    title = resolution.title or resolution.title_as_cited or ""
    name = " – ".join(part for part in (resolution.symbol, title) if part) or resolution.type
    groups = by_year(timeline, [_adoption(archive, resolution)])
    count = counted(len(timeline), "cuộc họp")
    lede = Markup("Được nêu ở {} của kho lưu trữ, {}.").format(count, span(timeline)) if timeline else ""
    return draw(
        env, "resolution.html", urls.of("resolution", resolution_id), "resolution",
        f"{resolution.type} {name}" if resolution.symbol else name,
        f"{resolution.type} {name}: {count} trong kho lưu trữ, từ khi ban hành tới các lần triển khai, báo cáo, tổng kết.",
        urls.SECTIONS["resolution"], resolution=resolution, name=title or resolution.type, issuer=issuer.label if issuer else "",
        lede=lede, facts=_facts(archive, resolution), open=_open(resolution), groups=groups, rail=rail(groups), count=count,
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
    return Event(resolution.date, "adopted", title, text, source)


def _links(archive: Archive, ids: Iterable[str]) -> Markup:
    return listed(linked(archive, "resolution", entity) for entity in ids)


def _facts(archive: Archive, resolution: Resolution) -> list[Fact]:
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
    )


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
