"""The list of leaders, under the first letters of their given names."""

from __future__ import annotations

from giaoban.archive.reader import Reader
from giaoban.views import lists
from giaoban.views.lists import ListView
from giaoban.views.words import number


def paths(reader: Reader) -> tuple[str, ...]:
    """Its pages: one for each letter where one page does not hold all."""
    return lists.paths(reader, "leader")


def view(reader: Reader, path: str) -> ListView:
    """One of its pages."""
    return lists.by_letter(
        reader, "leader", path, noun="người",
        scope=f"{number(reader.count('leader'))} người, xếp theo chữ đầu của tên.",
        note="Chức danh ở mỗi trang là chức danh nguồn ghi tại cuộc họp, vào ngày họp.",
    )  # fmt: skip
