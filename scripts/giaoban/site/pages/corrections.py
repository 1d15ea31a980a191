"""How to ask for a correction, and what was corrected, newest first."""

from __future__ import annotations

from itertools import groupby

import jinja2

from giaoban.archive import Archive
from giaoban.site import faces, words
from giaoban.site.page import Page
from giaoban.site.pages.parts import page as draw


def page(archive: Archive, env: jinja2.Environment) -> Page:
    """The page of corrections, from the records of meetings, leaders and documents."""
    found: list[tuple[str, str, str, str | None, str]] = [
        (day, "briefing", card.id, item, what)
        for card in archive.cards.values()
        for day, what, item in card.corrections
    ]
    for kind, records in (("leader", archive.entities.leaders), ("resolution", archive.entities.resolutions)):
        found += [(c.date, kind, record.id, c.item, c.what) for record in records.values() for c in record.corrections]
    found.sort(key=lambda c: (c[1], c[2], c[3] or ""))
    found.sort(key=lambda c: c[0], reverse=True)
    days = [
        (
            day,
            [
                (faces.of(archive, kind, entity), item, words.item(item) if item else "", what)
                for _, kind, entity, item, what in group
            ],
        )
        for day, group in groupby(found, key=lambda c: c[0])
    ]
    return draw(
        env, "corrections.html", "dinh-chinh/", "list", "Đính chính",
        "Cách đề nghị đính chính một bản ghi của kho lưu trữ, và những gì đã được đính chính, mới nhất trước.",
        days=days, count=len(found),
        withdrawn=[faces.of(archive, "briefing", c.id) for c in archive.cards.values() if c.withdrawn],
    )  # fmt: skip
