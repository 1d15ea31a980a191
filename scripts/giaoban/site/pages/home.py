"""The first page: what this is, the latest meetings, and the ways in."""

from __future__ import annotations

import jinja2

from giaoban.archive import Archive
from giaoban.site import faces, urls
from giaoban.site.format import number
from giaoban.site.page import Page
from giaoban.site.pages import parts
from giaoban.site.pages.lists import line, weigh
from giaoban.vietnamese import sort_key

_LATEST = 8
_MOST = 8


def page(archive: Archive, env: jinja2.Environment) -> Page:
    """Home, at the address ``""``."""
    published = archive.published
    lengths = {
        kind: parts.lengths(archive, kind) for kind in ("province", "leader", "resolution", "series", "topic", "year")
    }
    most = {
        kind: [
            (face, count)
            for entity, count in sorted(lengths[kind].items(), key=lambda e: (-e[1], e[0]))[:_MOST]
            if (face := faces.of(archive, kind, entity))
        ]
        for kind in ("province", "leader", "resolution", "series")
    }
    topics = [
        (face, lengths["topic"].get(t, 0)) for t in archive.entities.topics if (face := faces.of(archive, "topic", t))
    ]
    topics.sort(key=lambda topic: sort_key(topic[0].label))
    years = sorted(lengths["year"].items())
    ways = [
        ("briefing", "Cuộc họp", len(published)),
        ("province", "Tỉnh, thành", len(archive.entities.pages)),
        ("leader", "Lãnh đạo", len(archive.entities.leaders)),
        ("resolution", "Văn bản", len(archive.entities.resolutions)),
        ("series", "Chuỗi họp", len(archive.entities.series)),
        ("topic", "Chủ đề", len(archive.entities.topics)),
    ]
    body = env.get_template("home.html").render(
        latest=[line(card) for card in reversed(published[-_LATEST:])],
        ways=[(urls.section(kind), label, number(count)) for kind, label, count in ways],
        most=most, topics=topics, years=weigh(years), total=number(len(published)),
    )  # fmt: skip
    description = (
        "Kho lưu trữ công khai về các cuộc họp giao ban, sơ kết, tổng kết của ngành Tổ chức xây dựng Đảng: "
        "kết quả, nhiệm vụ, văn bản, người dự, theo thời gian và dẫn nguồn."
    )
    return Page("", "home", "", description, body)
