"""Sharing pictures: which picture stands for a page where a link to it is shown (Open Graph, https://ogp.me).

There is one for each kind of page and one for each series, never one a page. `giaoban.render.painting` paints them.
"""

from __future__ import annotations

from collections.abc import Mapping

from giaoban.archive.reader import Reader
from giaoban.archive.values import Reference
from giaoban.views.values import Picture

_FOLDER = "assets/og/"
_WHAT = "Kho lưu trữ các cuộc họp của ngành Tổ chức xây dựng Đảng"

HOME = Picture(f"{_FOLDER}kho.png", "", _WHAT)

# By the first part of a page's address. A page of another part has the picture of home.
KINDS: Mapping[str, Picture] = {
    part: Picture(f"{_FOLDER}{part}.png", kicker, title)
    for part, kicker, title in (
        ("hop", "Cuộc họp", "Kết quả, nhiệm vụ, số liệu và văn bản của từng cuộc họp"),
        ("tinh", "Tỉnh, thành", "Dòng thời gian của từng địa phương, qua các lần sắp xếp"),
        ("lanh-dao", "Lãnh đạo", "Ai đã dự, phát biểu, chủ trì, với chức danh nào"),
        ("van-ban", "Văn bản", "Mỗi nghị quyết, quy định, kết luận đã đi qua những cuộc họp nào"),
        ("hoi-nghi", "Hội nghị Trung ương", "Từ hội nghị tới các cuộc họp của ngành"),
        ("chuoi", "Chuỗi họp", "Những cuộc họp có nhịp: hằng tháng, hằng quý, hằng năm"),
        ("chu-de", "Chủ đề", "Các cuộc họp theo việc được bàn"),
        ("nam", "Theo năm", "Các cuộc họp theo năm và tháng"),
        ("so-lieu", "Số liệu", "Những con số đã được báo cáo, và đếm gì"),
        ("do-phu", "Độ phủ", "Kho đã có gì và còn thiếu gì"),
    )
}


def of_series(series: Reference | None) -> Picture | None:
    """The picture of a series, which its meetings share."""
    return Picture(f"{_FOLDER}chuoi/{series.id}.png", "Chuỗi họp", series.label) if series else None


def of_address(address: str) -> Picture:
    """The picture of a page that has none of its own."""
    return KINDS.get(address.partition("/")[0], HOME)


def of_file(reader: Reader, file: str) -> Picture:
    """The picture that a file of the site holds. Raises `KeyError` when there is none."""
    if file in _STANDING:
        return _STANDING[file]
    series = file.removeprefix(f"{_FOLDER}chuoi/").removesuffix(".png")
    found = of_series(reader.reference("series", series))
    if found is None:
        raise KeyError(file)
    return found


_STANDING = {picture.file: picture for picture in (HOME, *KINDS.values())}


def every(reader: Reader) -> tuple[Picture, ...]:
    """All pictures of the site."""
    series = (of_series(reader.reference("series", entity)) for entity in reader.ids("series"))
    return (*_STANDING.values(), *(picture for picture in series if picture))
