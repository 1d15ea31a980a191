"""A list as rows: what the page of a list shows, for whoever counts with it; a file of CSV beside the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from giaoban import addresses
from giaoban.archive.values import Heading
from giaoban.views.lists import Group, Way
from giaoban.views.values import Rich

COLUMNS: Mapping[str, str] = {
    "group": "đề mục trên trang mà hàng đứng dưới",
    "name": "tên, như trang ghi",
    "title": "tên cuộc họp",
    "url": "địa chỉ của trang, hay của đúng mục; trống khi không có trang riêng",
    "detail": "điều ghi thêm bên cạnh tên",
    "meetings": "số cuộc họp trong kho; trống khi không đếm",
    "held": "số cuộc họp tổ chức tại đó",
    "count": "bao nhiêu mục đứng ở trang ấy, bằng chữ",
    "date": "ngày EDTF",
    "kind": "mã loại họp",
    "level": "mã cấp",
    "place": "nơi họp",
    "kinds": "bao nhiêu cuộc họp mỗi loại, bằng chữ",
    "thread": "số thứ tự của mạch việc trên trang",
    "step": "việc gì xảy ra với nhiệm vụ ở cuộc họp này",
    "item": "số của mục trong bản ghi",
    "text": "lời của mục, hay điều mà con số đếm, như trên trang",
    "sources": "địa chỉ các nguồn, cách nhau bằng dấu cách; nguồn không có địa chỉ thì là chỗ ghi nó ở trang cuộc họp",
    "value": "con số, viết liền, dấu thập phân là dấu chấm",
    "said": "con số như trang ghi, cả chữ trên, dưới, gần, khoảng",
    "bound": "over, under, nearly, about: nguồn nói trên, dưới, gần, khoảng",
    "unit": "đơn vị tính",
    "where": "chỗ đã sửa",
    "what": "đã sửa điều gì",
}
"""The columns that lists have, and what they hold; the page of data shows them."""

Cell = str | int | None


class Table(NamedTuple):
    """Rows under the names of their `COLUMNS`."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def words(rich: Rich) -> str:
    """Text without its links; a date stays EDTF."""
    return "".join(span.text for span in rich)


def url(rich: Rich, root: str) -> str:
    """Where the first link of a text leads."""
    address = next((span.address for span in rich if span.address), "")
    return root + address if address else ""


def of_ways(ways: Iterable[tuple[str, Way]], root: str) -> Table:
    """Pages below, each with the heading that it stands under."""
    rows = [(group, way.name, root + way.address, way.count) for group, way in ways]
    return Table(("group", "name", "url", "count"), tuple(rows))


def of_groups(groups: Sequence[Group], root: str) -> Table:
    """Entities under their headings."""
    with_held = any(row.held for group in groups for row in group.rows)
    rows = [
        (group.heading, words(row.name), url(row.name, root), words(row.detail), row.count, *([row.held] if with_held else []))
        for group in groups
        for row in group.rows
    ]  # fmt: skip
    return Table(("group", "name", "url", "detail", "meetings", *(["held"] if with_held else [])), tuple(rows))


def of_meetings(meetings: Iterable[Heading], root: str) -> Table:
    """Meetings in their order."""
    rows = [(m.title, root + addresses.of("briefing", m.id), m.date, m.kind, m.level, m.place) for m in meetings]
    return Table(("title", "url", "date", "kind", "level", "place"), tuple(rows))
