"""The first page: what this is, and the whole archive at a glance: calendar, map, what was named most, what is newest."""

from __future__ import annotations

from msgspec import Struct

from giaoban import addresses, kinds
from giaoban.archive.reader import Reader
from giaoban.archive.values import Heading, Reference
from giaoban.views import feeds, grids, lists, tiles
from giaoban.views.grids import Calendar
from giaoban.views.pages import figures, tasks
from giaoban.views.tiles import TileMap
from giaoban.views.values import View, head
from giaoban.views.words import counted, number

_LATEST = 6
_MOST = 8
_NAMED = (
    ("resolution", "Văn bản nêu nhiều", "Mọi văn bản"),
    ("leader", "Lãnh đạo nêu nhiều", "Mọi lãnh đạo"),
    ("series", "Chuỗi họp dài", "Mọi chuỗi họp"),
)
_COUNTED = ("briefing", "province", "leader", "resolution", "series", "topic")
_DESCRIPTION = (
    "Kho lưu trữ công khai về các cuộc họp giao ban, sơ kết, tổng kết của ngành Tổ chức xây dựng Đảng: "
    "kết quả, nhiệm vụ, văn bản, người dự, theo thời gian và dẫn nguồn."
)


class SectionLink(Struct, frozen=True):
    """A way in: where it leads, what stands there, and how much."""

    address: str
    label: str
    count: str


class EntityCount(Struct, frozen=True):
    """An entity with how many meetings name it, and its ``share`` of the largest in hundredths."""

    reference: Reference
    count: int
    share: int = 0


class MostNamed(Struct, frozen=True):
    """Those of a kind that most meetings name, and what the link to all of them says."""

    kind: str
    heading: str
    more: str
    named: tuple[EntityCount, ...]


class HomeView(View, frozen=True, kw_only=True):
    """All of the first page; ``tasks`` and ``figures``: how many there are, in one sentence each."""

    ways: tuple[SectionLink, ...]
    calendar: Calendar
    latest: tuple[Heading, ...]
    total: str
    map: TileMap | None
    most: tuple[MostNamed, ...]
    tasks: str
    figures: str
    topics: tuple[EntityCount, ...]


def keys(reader: Reader) -> tuple[str, ...]:  # noqa: ARG001 - there is always one
    """One page."""
    return ("",)


def address(key: str) -> str:  # noqa: ARG001
    """The root of the site."""
    return ""


def view(reader: Reader, key: str) -> HomeView:  # noqa: ARG001
    """The first page of the site; ``key`` is always empty."""
    counts = reader.task_counts()
    total = sum(count.tasks for count in counts)
    followed = total - sum(count.open for count in counts)
    numbers, chains = figures.total(reader), tasks.total(reader)
    ways = [(addresses.section(kind), kinds.get(kind).title, reader.count(kind)) for kind in _COUNTED]
    ways += [(tasks.TOP, "Nhiệm vụ", total), (addresses.section("indicator"), "Số liệu", numbers)]
    return HomeView(
        head=head("", "home", "", _DESCRIPTION, feeds=feeds.of_everything()),
        ways=tuple(SectionLink(where, label, number(count)) for where, label, count in ways),
        calendar=grids.calendar_of_counts(reader),
        latest=lists.latest(reader, _LATEST),
        total=number(reader.count("briefing")),
        map=tiles.map_of_today(reader),
        most=tuple(MostNamed(kind, heading, more, _most_named(reader, kind)) for kind, heading, more in _NAMED),
        tasks=f"{counted(total, 'nhiệm vụ')} đã giao; {number(followed)} được cuộc họp sau tiếp nối hoặc trả lời, thành "
        f"{counted(chains, 'mạch việc')}.",
        figures=f"{counted(numbers, 'con số')} các cuộc họp đã nêu, mỗi số dẫn tới mục và nguồn.",
        topics=tuple(EntityCount(topic, reader.size("topic", topic.id)) for topic in reader.listed("topic")),
    )


def _most_named(reader: Reader, kind: str) -> tuple[EntityCount, ...]:
    found = reader.most_named(kind, _MOST)
    most = max((count for _, count in found), default=1)
    return tuple(
        EntityCount(reference, count, round(100 * count / most))
        for entity, count in found
        if (reference := reader.reference(kind, entity))
    )
