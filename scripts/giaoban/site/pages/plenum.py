"""The page of a Central Committee session: what it adopted, and the meetings that named the session."""

from __future__ import annotations

import jinja2
from markupsafe import Markup

from giaoban.archive import Archive
from giaoban.site import faces, urls, words
from giaoban.site.format import counted, symbols, time
from giaoban.site.page import Page
from giaoban.site.pages.choices import choices
from giaoban.site.pages.parts import Event, Timeline, by_year, facts, listed, rail, span
from giaoban.site.pages.parts import page as draw


def page(archive: Archive, plenum_id: str, timeline: Timeline, env: jinja2.Environment) -> Page:
    """The page of one session; ``timeline``: cards and entries in order of time."""
    plenum = archive.entities.plenums[plenum_id]
    adopted = [face for r in archive.adopted_at.get(plenum_id, ()) if (face := faces.of(archive, "resolution", r))]
    opening = Event(plenum.date, "adopted", Markup("Hội nghị họp")) if plenum.date else None
    groups = by_year(timeline, [opening] if opening else [])
    count = counted(len(timeline), "cuộc họp")
    lede = Markup("Được nêu ở {} của kho lưu trữ, {}.").format(count, span(timeline)) if timeline else ""
    return draw(
        env, "plenum.html", urls.of("plenum", plenum_id), "resolution", plenum.name,
        f"{plenum.name}: các văn bản được thông qua và {count} nêu tới hội nghị này.",
        urls.SECTIONS["resolution"], plenum=plenum, adopted=adopted, lede=lede, groups=groups, rail=rail(groups),
        choices=choices(groups, "Quan hệ", words.RELATIONS), count=count,
        facts=facts(
            ("Khóa", plenum.term),
            ("Hội nghị lần", str(plenum.number)),
            ("Ngày họp", time(plenum.date) if plenum.date else Markup('<span class="open">chưa rõ ngày họp</span>')),
            ("Còn gọi", listed((symbols(alias) for alias in plenum.aliases), "; ")),
        ),
    )  # fmt: skip
