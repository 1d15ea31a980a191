"""What views of several kinds share: the head of a page with its sharing picture, runs of text that may be links, facts.

A view holds plain text; renderers escape. The one field of HTML is a meeting's summary, named in ``HTML``. A sharing picture
stands for a page where a link to it is shown (Open Graph, https://ogp.me): there is one for each kind of page and one for each
series, never one a page. `giaoban.render.painting` paints them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from msgspec import Struct

from giaoban import addresses
from giaoban.archive.reader import Reader
from giaoban.archive.values import Reference
from giaoban.views.words import clip, counted


class Picture(Struct, frozen=True):
    """A sharing picture (Open Graph): its file in the site, and the words on it, the small line above the large one."""

    file: str
    kicker: str
    title: str


class FeedLink(Struct, frozen=True):
    """A file by which something can be followed: its address, media type, and what it brings."""

    address: str
    type: str
    title: str

    @property
    def is_calendar(self) -> bool:
        """Whether it is a calendar, not a feed."""
        return self.type == "text/calendar"


class Head(Struct, frozen=True, kw_only=True):
    """What the frame around a page shows of it.

    ``layout`` names the frame. ``title`` is without the site's name; ``section`` is the first part of the address of the
    entry of the main navigation that is current, or empty. ``indexed``: whether search engines may list the page. ``feeds``:
    by which the subject of the page can be followed.
    """

    address: str
    layout: str
    title: str
    description: str
    section: str = ""
    indexed: bool = True
    picture: Picture
    feeds: tuple[FeedLink, ...] = ()


class View(Struct, frozen=True, kw_only=True):
    """The base of all views of pages. ``template`` names the file in ``theme/pages``; empty: that of the page's module."""

    HTML: ClassVar[tuple[str, ...]] = ()
    """The fields that hold HTML, safe as it is."""

    head: Head
    template: str = ""


class Span(Struct, frozen=True, omit_defaults=True):
    """A run of text.

    ``address``: a page of the site that it links to (may end in ``#item``), or ``#item`` on the same page; ``url``: a page
    elsewhere. ``role``: ``date`` (the text is an EDTF date, to be written as readers see it), ``said`` (an EDTF date within
    running text), ``aside`` (a quieter remark on a line of its own), ``open`` (something that no source attests), ``plain`` (text
    that may break anywhere), or empty.
    """

    text: str
    address: str = ""
    url: str = ""
    role: str = ""


Rich = tuple[Span, ...]
"""Text as runs, each shown right after the other."""


class Fact(Struct, frozen=True, omit_defaults=True):
    """One line of the facts at the side of a page: a label, and one or more values, shown with ``between`` between them.

    ``between``: ", ", "; " or "break" (each on a line of its own).
    """

    label: str
    values: tuple[Rich, ...]
    between: str = ", "


def text(words: str) -> Rich:
    """Words as one run; nothing for an empty string."""
    return (Span(words),) if words else ()


def date(edtf: str) -> Rich:
    """An EDTF date, to be written as readers see it."""
    return (Span(edtf, role="date"),)


def date_in_text(edtf: str | None) -> Rich:
    """An EDTF date within running text; nothing where there is none."""
    return (Span(edtf, role="said"),) if edtf else ()


def link(reference: Reference | None, words: str = "") -> Rich:
    """A reference as a link, or as plain text where it has no page; nothing when there is no such entity."""
    if reference is None:
        return ()
    return (Span(words or reference.label, address=reference.address or ""),)


def facts(*lines: tuple[str, Iterable[Rich]] | tuple[str, Iterable[Rich], str]) -> tuple[Fact, ...]:
    """The facts that have a value, from label, values and what stands between them."""
    found = []
    for label, values, *between in lines:
        if shown := tuple([value for value in values if value]):
            found.append(Fact(label, shown, *between))
    return tuple(found)


def joined(values: Iterable[Rich], between: str = ", ") -> Rich:
    """The texts that are not empty as one, with ``between`` between them."""
    shown: list[Span] = []
    for value in values:
        if shown and value:
            shown.append(Span(between))
        shown += value
    return tuple(shown)


def and_more(values: Iterable[Rich], left: int, noun: str, address: str = "") -> tuple[Rich, ...]:
    """The values; the last of them says how many are ``left`` ("và 3 văn bản khác"), as a link to an ``address``."""
    shown = tuple([value for value in values if value])
    if left <= 0 or not shown:
        return shown
    return (*shown[:-1], (*shown[-1], Span(" và "), Span(f"{counted(left, noun)} khác", address)))


_MOST_DOCUMENTS = 40


def links_to_documents(reader: Reader, ids: Sequence[str]) -> tuple[Rich, ...]:
    """Links to documents, in their order; of many the first, and how many more the list of documents has."""
    shown = [link(reader.reference("resolution", entity)) for entity in ids[:_MOST_DOCUMENTS]]
    return and_more(shown, len(ids) - _MOST_DOCUMENTS, "văn bản", addresses.section("resolution"))


_PICTURES = "assets/og/"
_WHAT = "Kho lưu trữ các cuộc họp của ngành Tổ chức xây dựng Đảng"

PICTURE_OF_HOME = Picture(f"{_PICTURES}kho.png", "", _WHAT)

# By the first part of a page's address. A page of another part has the picture of home.
PICTURES_OF_KINDS: Mapping[str, Picture] = {
    part: Picture(f"{_PICTURES}{part}.png", kicker, title)
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


def picture_of_series(series: Reference | None) -> Picture | None:
    """The picture of a series, which its meetings share."""
    return Picture(f"{_PICTURES}chuoi/{series.id}.png", "Chuỗi họp", series.label) if series else None


def picture_of_address(address: str) -> Picture:
    """The sharing picture of the section in which a page stands; that of the whole site where the section has none."""
    return PICTURES_OF_KINDS.get(address.partition("/")[0], PICTURE_OF_HOME)


def picture_of_file(reader: Reader, file: str) -> Picture:
    """The picture that a file of the site holds. Raises `KeyError` when there is none."""
    if file in _STANDING_PICTURES:
        return _STANDING_PICTURES[file]
    series = file.removeprefix(f"{_PICTURES}chuoi/").removesuffix(".png")
    found = picture_of_series(reader.reference("series", series))
    if found is None:
        raise KeyError(file)
    return found


_STANDING_PICTURES = {picture.file: picture for picture in (PICTURE_OF_HOME, *PICTURES_OF_KINDS.values())}


def every_picture(reader: Reader) -> tuple[Picture, ...]:
    """The sharing pictures of the whole site, of each section and of each series."""
    series = (picture_of_series(reader.reference("series", entity)) for entity in reader.ids("series"))
    return (*_STANDING_PICTURES.values(), *(picture for picture in series if picture))


_DESCRIPTION = 200


def head(
    address: str,
    layout: str,
    title: str,
    description: str,
    section: str = "",
    *,
    indexed: bool = True,
    picture: Picture | None = None,
    feeds: tuple[FeedLink, ...] = (),
) -> Head:
    """A head whose description is cut to what is shown of one, with the picture of the address where none is given."""
    return Head(
        address=address, layout=layout, title=title, description=clip(description, _DESCRIPTION), section=section,
        indexed=indexed, picture=picture or picture_of_address(address), feeds=feeds,
    )  # fmt: skip
