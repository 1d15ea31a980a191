"""The page of a series of meetings."""

from __future__ import annotations

from giaoban import addresses
from giaoban.archive.reader import Reader
from giaoban.views import evidence, feeds, subject, timeline, values, words
from giaoban.views.subject import PartView, ScopedView
from giaoban.views.values import facts, head, link, text
from giaoban.views.words import first_upper


def keys(reader: Reader) -> tuple[str, ...]:
    """Every series, and the parts of long ones."""
    return subject.keys(reader, "series")


def address(key: str) -> str:
    """The address of a series, or of a part of one."""
    return addresses.of("series", key)


def view(reader: Reader, key: str) -> ScopedView | PartView:
    """The page of a series, or of a part of one."""
    entity, _, path = key.partition("/")
    if path:
        return subject.part(reader, "series", entity, path)
    series = reader.record("series", entity)
    held = timeline.meetings(reader, "series", entity)
    return ScopedView(
        head=head(
            address(entity), subject.layout("series"), series.name, f"{series.name}: {series.scope}",
            subject.section("series"), picture=values.picture_of_series(reader.reference("series", entity)),
            feeds=feeds.of_entity(reader, "series", entity, series.name),
        ),
        template="subject.html",
        id=entity,
        kicker="Chuỗi họp",
        name=series.name,
        scope=series.scope,
        lede=subject.lede(held, "{} trong kho lưu trữ, "),
        facts=facts(
            ("Cấp", [text(words.LEVELS[series.level])]),
            ("Nhịp", [text(first_upper(words.RHYTHMS[series.rhythm]))]),
            ("Cơ quan", [link(reader.reference("organization", series.host))]),
        ),
        timeline=timeline.timeline(held, timeline.by_year(held)),
        sources=evidence.sources(series.sources),
    )  # fmt: skip
