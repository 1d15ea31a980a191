"""The first page: what this is, and the whole archive at a glance: calendar, map, what was named most, what is newest."""

from __future__ import annotations

import jinja2

from giaoban.archive import Archive
from giaoban.site import faces, gathered, months, threads, tiles
from giaoban.site.faces import Face
from giaoban.site.format import counted, number
from giaoban.site.page import Page
from giaoban.site.pages import parts
from giaoban.site.pages.lists import line
from giaoban.vietnamese import sort_key

_LATEST = 6
_MOST = 8
_NAMED = (
    ("resolution", "Văn bản nêu nhiều", "Mọi văn bản"),
    ("leader", "Lãnh đạo nêu nhiều", "Mọi lãnh đạo"),
    ("series", "Chuỗi họp dài", "Mọi chuỗi họp"),
)


def page(archive: Archive, env: jinja2.Environment) -> Page:
    """Home, at the address ``""``."""
    published = archive.published
    lengths = parts.lengths(archive, "topic")
    topics = [(face, lengths.get(t, 0)) for t in archive.entities.topics if (face := faces.of(archive, "topic", t))]
    topics.sort(key=lambda topic: sort_key(topic[0].label))
    counts = threads.counts(archive)
    figures = sum(len(card.figures) for card in published)
    ways = [
        ("hop/", "Cuộc họp", len(published)),
        ("tinh/", "Tỉnh, thành", len(archive.entities.pages)),
        ("lanh-dao/", "Lãnh đạo", len(archive.entities.leaders)),
        ("van-ban/", "Văn bản", len(archive.entities.resolutions)),
        ("chuoi/", "Chuỗi họp", len(archive.entities.series)),
        ("chu-de/", "Chủ đề", len(archive.entities.topics)),
        (gathered.TASKS, "Nhiệm vụ", sum(count.tasks for count in counts)),
        (gathered.FIGURES, "Số liệu", figures),
    ]
    body = env.get_template("home.html").render(
        latest=[line(card) for card in reversed(published[-_LATEST:])],
        ways=[(address, label, number(count)) for address, label, count in ways],
        most=[(kind, heading, more, _most(archive, kind)) for kind, heading, more in _NAMED],
        topics=topics, years=months.calendar(archive, marks=False), map=tiles.after(archive), total=number(len(published)),
        tasks=_tasks(archive, counts), figures=f"{counted(figures, 'con số')} các cuộc họp đã nêu, mỗi số dẫn tới mục và nguồn.",
    )  # fmt: skip
    description = (
        "Kho lưu trữ công khai về các cuộc họp giao ban, sơ kết, tổng kết của ngành Tổ chức xây dựng Đảng: "
        "kết quả, nhiệm vụ, văn bản, người dự, theo thời gian và dẫn nguồn."
    )
    return Page("", "home", "", description, body)


def _most(archive: Archive, kind: str) -> list[tuple[Face, int, int]]:
    """Those that most meetings name: face, number of meetings, and its share of the largest in hundredths."""
    lengths = parts.lengths(archive, kind)
    ordered = sorted(lengths.items(), key=lambda entry: (-entry[1], entry[0]))[:_MOST]
    most = max(lengths.values(), default=1)
    return [
        (face, count, round(100 * count / most))
        for entity, count in ordered
        if (face := faces.of(archive, kind, entity))
    ]


def _tasks(archive: Archive, counts: list[threads.Count]) -> str:
    """Tasks and what came of them, in one sentence."""
    total = sum(count.tasks for count in counts)
    followed = total - sum(count.open for count in counts)
    chains = len(threads.threads(archive))
    return (
        f"{counted(total, 'nhiệm vụ')} đã giao; {number(followed)} được cuộc họp sau tiếp nối hoặc trả lời, thành "
        f"{counted(chains, 'mạch việc')}."
    )
