"""What each line of a page is: headline, paragraph, heading, caption, byline, date and time, or boilerplate of the page.

Lines of date and time: "Thứ Sáu, 23/12/2021 06:10 [GMT+7]", "[ Cập nhật vào ngày (07/01/2021) ]".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from giaoban import vietnamese
from giaoban.drafting import page_head
from giaoban.drafting.names import places
from giaoban.drafting.page_head import PageHead
from giaoban.drafting.words import data, match_key, words

_LONGEST = 110
_DATE = re.compile(
    r"(?<![\d/.-])(?:(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)"
    r"|(?P<day2>\d{1,2}) ?(?P<sign>[-/.]) ?(?P<month2>\d{1,2}) ?(?P=sign) ?(?P<year2>\d{4}|\d{2})(?![\d/])"
    r"|(?P<day3>\d{1,2}) tháng (?P<month3>\d{1,2}),? (?:năm )?(?P<year3>\d{4}))"
)
# What else may stand in such a line, and nothing beside it.
_REST = re.compile(
    r"\b(?:(?:ngày )?(?:ra|đăng|cập nhật|xuất bản|gửi|tạo|phát hành)(?: (?:lúc|vào|ngày|tin|bài|lần cuối))*|"
    r"thời gian|bài đăng|published|"
    r"thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|cn|t[2-7]|ngày|lúc|giờ|vào|số ra|"
    r"t?\d{1,2} ?[:hg] ?\d{1,2}(?::\d{2})?(?:\.\d+)?z?['’]?|am|pm|sa|ch|gmt ?\+ ?0?7(?::00)?|"
    r"(?:số )?(?:lượt|lần) (?:xem|đọc) ?:? ?[\d.,]*)(?!\w)"
)
_SIGNS = re.compile(r"[\s\[\]()|,.:;•–/'’+-]+")
_SECTION = re.compile(r"\s*[|–-]\s*[^|]{1,40}")


def is_stamp(text: str) -> bool:
    """Whether a line is a page's line of date and time, perhaps with the section's name behind it."""
    if len(text) >= _LONGEST:
        return False
    key = " ".join(match_key(text).split())
    date = _DATE.search(key)
    if not date:
        return False
    before = _without_signs(key[: date.start()])
    after = key[date.end() :]
    return not before and (not _without_signs(after) or bool(_SECTION.fullmatch(_REST.sub("", after).strip(" ,"))))


def _without_signs(text: str) -> str:
    return _SIGNS.sub("", _REST.sub(" ", text))


def stamp_date(text: str) -> str | None:
    """The day in such a line, as EDTF; a year of two digits is one of this century."""
    match = _DATE.search(" ".join(match_key(text[:_LONGEST]).split()))
    if not match:
        return None
    groups = match.groupdict()
    year, month, day = (groups[name] or groups[f"{name}2"] or groups[f"{name}3"] for name in ("year", "month", "day"))
    try:
        return dt.date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day)).isoformat()
    except ValueError:
        return None


LineKind = Literal["title", "section", "published", "byline", "caption", "boilerplate", "heading", "body"]

_LONG = 110
_LONGEST_NAME = 5
_BOX_LINE = 160
_BOX_HEADING = 40
_NAME = r"[A-ZĐÂĂÊÔƠƯÁÀẢÃẠẤẦẨẪẬẮẰẲẴẶÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴ][^\W\d_]*"
_NAMES = rf"{_NAME}(?:[ .]{_NAME}){{0,4}}"
_BYLINE = re.compile(
    rf"(?:(?:(?:Bài|Tin)(?:\s*(?:và|,|&|-|–)\s*(?:bài|ảnh|tin))*|Theo|Nguồn|Nguồn tin|Tác giả|Người viết|"
    rf"Thực hiện|PV|Phóng viên|CTV|Biên tập)\s*[:\-–]?\s*)?"
    rf"(?P<author>{_NAMES}(?:\s*(?:-|–|,|&|và)\s*{_NAMES})*)"
    rf"(?:\s*\((?:[^()\d]{{1,40}})\)| ?/ ?[^\n\d]{{2,40}}|\s*[-–,;.]\s*Ảnh\s*:\s*.{{1,40}}"
    rf"|\s*[-–,]\s*(?:Phòng|Ban|Văn phòng|Trung tâm|Trưởng|Phó|Chuyên viên)\b.{{2,60}})?\.?"
)
_SIGNED_STAMP = re.compile(rf"(?P<author>{_NAMES})\s*[-–|•,]\s*(?=.*\d)")
_LABEL_ONLY = re.compile(r"(?:Bài|Tin|Ảnh|Theo|Nguồn)\b.{0,8}[:\-–].{1,60}")
_BODY_ALONE = re.compile(r"(?:(?:tỉnh|huyện|thành|thị|quận|đảng) ủy\b.{0,40}|ban tổ chức|thông báo(?: kết luận)?)")
_OF_A_BODY = re.compile(r"\b(?:thông báo|kết luận|báo cáo|ban|phòng|đảng|chi bộ|tỉnh ủy|thành ủy|huyện ủy|ủy ban)\b")
_SITE = re.compile(r"[a-z0-9-]{2,60}(?:\.[a-z]{2,20}){1,3}")
_CAPTION = re.compile(
    r"(?:[-–—(.,]\s*|^|\s)(?:Ảnh|ẢNH|Ảnh minh họa|Ảnh tư liệu|Ảnh chụp màn hình|Nguồn ảnh)\s*(?::|\)|"
    r"$|minh họa|tư liệu|TTXVN|ĐVCC|BTC)|\(Ảnh\b"
)
_CAPTION_START = re.compile(r"(?:quang cảnh|toàn cảnh|các đại biểu (?:dự|tham dự|tại)|ảnh:)")
_ENDS_SENTENCE = re.compile(r"[.!?…:;][\"”’')\]]*\s*$")
_HEAD_WORDS = re.compile(r"[^\W\d_]+")
_MEETS = re.compile(r"giao ban|sơ kết|tổng kết|hội nghị|tổ chức|triển khai")
_LETTERHEAD = re.compile(r"đảng cộng sản việt nam|cộng hòa xã hội chủ nghĩa|độc lập - tự do|\S {4,}\S")
_DATELINE = re.compile(r"\s*(?:\((?P<inside>[^()\d\n]{4,60}?)\)\s*[-–.:]?|(?P<who>[^()\d\n–-]{4,60}?)\s*[-–])\s")
_DESK = re.compile(
    r"(?:(?:Tác giả|Theo|Nguồn|Thực hiện)\s*[:–-]\s*)?"
    r"(?P<desk>(?:Phòng|Văn phòng|Ban Biên tập|Ban Tổ chức|Tổ|Trung tâm)(?: [^\W\d_]+){1,6})"
)
"""A desk that signs in place of a person."""
_BOX = re.compile(
    r"(?:các )?(?:tin|bài|tin,? bài|bài viết)\b.{0,12}\b(?:cùng chuyên mục|cùng chủ đề|liên quan|khác|đã đưa|mới|cũ)(?: hơn)?"
)
_ITEM_SIGNS = "-–•+*"


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line that is not blank: its place in the working text and what it is."""

    start: int
    end: int
    kind: LineKind


@dataclass(frozen=True, slots=True)
class Stated:
    """Something the page says about the article: the value, and where it stands in the text, if it does."""

    value: str
    start: int | None = None
    end: int | None = None
    how: str = ""


@dataclass(slots=True)
class PageLines:
    """The lines of a page and what those around the article say of it."""

    lines: list[PageLine]
    title: Stated | None = None
    author: Stated | None = None
    publisher: Stated | None = None
    published: list[Stated] = field(default_factory=list)


def classify(work: str, key: str, places: Sequence[tuple[int, int]], head: PageHead) -> PageLines:
    """Read the lines that stand at ``places`` of a text; ``key`` is the text in small letters."""
    return _Lines(work, key, places, head).read()


class _Lines:
    """The lines of one page while they are classified, step by step: what is still "body" is open to the next step."""

    def __init__(self, work: str, key: str, places: Sequence[tuple[int, int]], head: PageHead) -> None:
        self.places, self.head = places, head
        self.texts = [work[start:end].strip() for start, end in places]
        self.keys = [key[start:end].strip() for start, end in places]
        self.kinds: list[LineKind] = ["body"] * len(places)
        self.starts = [start + len(work[start:end]) - len(work[start:end].lstrip()) for start, end in places]
        self.result = PageLines([])
        self.banner: Stated | None = None

    def read(self) -> PageLines:
        """What each line is."""
        self._drop_boxes()
        self.first = next(
            (i for i, t in enumerate(self.texts) if self.kinds[i] == "body" and _is_paragraph(t)), len(self.texts)
        )
        self._single_lines()
        self._title()
        self._byline()
        self._headings()
        self._publisher()
        self.result.lines = [
            PageLine(start, end, kind) for (start, end), kind in zip(self.places, self.kinds, strict=True)
        ]
        return self.result

    def _stated(self, i: int, value: str, how: str) -> Stated:
        at = self.starts[i] + self.texts[i].index(value)
        return Stated(value, at, at + len(value), how)

    def _drop_boxes(self) -> None:
        known, texts, keys, kinds = _boilerplate(), self.texts, self.keys, self.kinds
        last_paragraph = max((i for i, t in enumerate(texts) if _is_paragraph(t)), default=-1)
        i, seen = 0, False
        while i < len(texts):
            seen = seen or (i > 0 and _is_paragraph(texts[i - 1]))
            ends = len(texts[i]) < _BOX_LINE and any(keys[i].startswith(end) for end in known["ends"])
            if ends and seen and i > last_paragraph - 3:
                kinds[i:] = ["boilerplate"] * (len(texts) - i)
                return
            bare = keys[i].rstrip(" :.…»›")
            if bare in known["boxes"] or (len(bare) < _BOX_HEADING and _BOX.fullmatch(bare)):
                kinds[i] = "boilerplate"
                i += 1
                while i < len(texts) and not _is_paragraph(texts[i]):
                    kinds[i] = "boilerplate"
                    i += 1
                continue
            i += 1

    def _single_lines(self) -> None:
        texts, keys, kinds = self.texts, self.keys, self.kinds
        for i, text in enumerate(texts):
            if kinds[i] != "body":
                continue
            if _is_boilerplate(text, keys[i]):
                kinds[i] = "boilerplate"
            elif (signed := _SIGNED_STAMP.match(text)) and is_stamp(text[signed.end() :]):
                kinds[i] = "published"
                self.result.published.append(self._stated(i, text[signed.end() :], "dòng ngày giờ của trang"))
                self.result.author = self._stated(i, signed["author"], "dòng ngày giờ của trang")
            elif is_stamp(text):
                kinds[i] = "published"
                self.result.published.append(self._stated(i, text, "dòng ngày giờ của trang"))
            elif _is_caption(text, keys[i]) and not _BYLINE.fullmatch(text):
                kinds[i] = "caption"
                if keys[i].startswith("ảnh") and self._is_captioned(i - 1):
                    kinds[i - 1] = "caption"

    def _is_captioned(self, i: int) -> bool:
        """Whether a line is the text of the picture that the line after it credits."""
        return (
            i >= min(self.first, 2)
            and i >= 0
            and self.kinds[i] == "body"
            and len(self.texts[i]) < 220
            and not _ENDS_SENTENCE.search(self.texts[i])
            and not _BYLINE.fullmatch(self.texts[i])
        )

    def _title(self) -> None:
        """The headline: what the page calls so, else a long line before the first paragraph; what is above it is the section."""
        for i in range(min(self.first, len(self.texts))):
            if self.kinds[i] == "body" and page_head.is_publisher(self.texts[i]) and not _MEETS.search(self.keys[i]):
                self.kinds[i] = "section"
                name = re.split(r" [-–|] ", self.texts[i])[0]
                self.banner = self.banner or self._stated(i, name, "tên báo ở đầu trang")
        heads = [i for i in range(min(self.first, len(self.texts))) if self.kinds[i] == "body"]
        chosen = self._known_title(heads) or self._likely_title(heads)
        if chosen:
            for i in chosen:
                self.kinds[i] = "title"
            start, end = self.starts[chosen[0]], self.starts[chosen[-1]] + len(self.texts[chosen[-1]])
            self.result.title = Stated(" ".join(self.texts[i] for i in chosen), start, end, "dòng đầu bài")
            for i in heads:
                if i < chosen[0] and self.kinds[i] == "body":
                    self.kinds[i] = "section"
        elif title := next(iter(self.head.titles), self.head.window):
            self.result.title = Stated(title, how="khai báo của trang")

    def _known_title(self, heads: Sequence[int]) -> list[int]:
        """The line, or the two lines, that the page's head has as a title."""
        for title in self.head.titles:
            wanted = vietnamese.fold(title)
            for i in heads:
                if vietnamese.fold(self.texts[i]) == wanted:
                    return [i]
                if i + 1 in heads and vietnamese.fold(f"{self.texts[i]} {self.texts[i + 1]}") == wanted:
                    return [i, i + 1]
        return []

    def _likely_title(self, heads: Sequence[int]) -> list[int]:
        near = [
            i
            for i in heads
            if len(_HEAD_WORDS.findall(self.texts[i])) >= 5
            and not _LETTERHEAD.search(self.keys[i])
            and not (self.texts[i].isupper() and _BODY_ALONE.fullmatch(self.keys[i]))
        ]
        if not near:
            return []
        stamps = [i for i, kind in enumerate(self.kinds) if kind == "published"]
        # Where a line of date and time stands under the headline, that is the last line above it.
        above = [
            i
            for i in near
            if stamps and i < stamps[-1] and all(self.kinds[j] != "body" for j in range(i + 1, stamps[-1]))
        ]
        chosen = above[-1] if above and self.first > stamps[-1] else near[0]
        return [
            n for n in (chosen - 1, chosen, chosen + 1) if n == chosen or (n in heads and self._one_headline(chosen, n))
        ]

    def _one_headline(self, chosen: int, other: int) -> bool:
        """Whether two neighbouring lines are one headline, set in capitals over two lines."""
        both = (self.texts[chosen], self.texts[other])
        return (
            all(text.isupper() and not _LETTERHEAD.search(match_key(text)) for text in both)
            and len(_HEAD_WORDS.findall(both[1])) > 3
        )

    def _byline(self) -> None:
        for i in [i for i in range(len(self.texts) - 1, -1, -1) if self.kinds[i] in {"body", "heading"}][:2]:
            text = self.texts[i]
            if len(text) > 70 or _is_paragraph(text):
                break
            bare = text[1:-1] if text.startswith("(") and text.endswith(")") else text
            match, desk = _BYLINE.fullmatch(bare), _DESK.fullmatch(bare)
            if match or desk or _LABEL_ONLY.fullmatch(bare):
                self.kinds[i] = "byline"
                author = re.split(r"[:\-–]", bare, maxsplit=1)[-1].strip()
                author = match["author"] if match else desk["desk"] if desk else author
                if page_head.is_publisher(author) or _SITE.fullmatch(author):  # where it comes from, not who wrote it
                    continue
                self.result.author = self._stated(i, author, "dòng cuối bài")
                break
        if self.result.author is None and (top := self._signed_above()) is not None:
            self.kinds[top] = "byline"
            self.result.author = self._stated(top, self.texts[top], "dòng dưới tiêu đề")
        if self.result.author is None and self.head.author:
            self.result.author = Stated(self.head.author, how="khai báo của trang")

    def _signed_above(self) -> int | None:
        """The line between headline and first paragraph that is nothing but names of persons."""
        title = max((i for i, kind in enumerate(self.kinds) if kind == "title"), default=None)
        if title is None:
            return None
        for i in range(title + 1, min(self.first, len(self.texts))):
            if self.kinds[i] != "body" or not _BYLINE.fullmatch(self.texts[i]):
                continue
            people = [name.strip() for name in re.split(r"[-–,&]|\bvà\b", self.texts[i])]
            named = all(1 < len(person.split()) <= _LONGEST_NAME and not _is_place(person) for person in people)
            if named and not _OF_A_BODY.search(self.keys[i]):
                return i
        return None

    def _headings(self) -> None:
        for i, text in enumerate(self.texts[:-1]):
            if self.kinds[i] == "body" and len(text) <= _LONG and not _ENDS_SENTENCE.search(text) and not _listed(text):
                self.kinds[i] = "heading"

    def _publisher(self) -> None:
        """The page's own name for itself, else the name that opens the first paragraph: "(Cổng tin Sông Cấm) - Chiều 10/7 …"."""
        stated = Stated(self.head.publisher, how="khai báo của trang") if self.head.publisher else None
        if stated and page_head.is_name(stated.value):
            self.result.publisher = stated
            return
        for i in range(self.first, min(self.first + 2, len(self.texts))):
            match = _DATELINE.match(self.texts[i])
            who = (match["inside"] or match["who"]).strip() if match else ""
            if page_head.is_publisher(who):
                self.result.publisher = self._stated(i, who, "tên báo ở đầu bài")
                return
        self.result.publisher = self.banner or self._rights() or stated

    def _rights(self) -> Stated | None:
        """Whose the page says it is, in a line below the article: "© Cổng thông tin điện tử …", "Bản quyền thuộc Báo …"."""
        for i in range(len(self.texts) - 1, self.first, -1):
            if owner := page_head.owner(self.texts[i]):
                return self._stated(i, owner, "dòng bản quyền cuối trang")
        return None


@cache
def _boilerplate() -> dict[str, frozenset[str]]:
    return {
        name: frozenset(match_key(vietnamese.nfc(item)) for item in items)
        for name, items in data("boilerplate").items()
    }


def _is_place(text: str) -> bool:
    """Whether a text is the name of a province or district."""
    found = words(text, match_key(text))
    return bool(found) and len(found) in places().ends(found, 0, len(found))


def _is_paragraph(text: str) -> bool:
    """Whether a line reads like a paragraph of the article: long, or a whole sentence of some length."""
    return len(text) > _BOX_LINE or (len(text) > 60 and bool(_ENDS_SENTENCE.search(text)) and not is_stamp(text))


def _is_boilerplate(text: str, key: str) -> bool:
    known = _boilerplate()
    bare = key.strip(" :.*|»›<>-–")
    if not bare or bare in known["lines"] or any(key.startswith(start) for start in known["begins"]):
        return True
    if not any(c.isalpha() for c in text):
        return not is_stamp(text)
    # Crumbs and menus: short items parted by bars or arrows.
    if len(text) > 400:
        return False
    items = [item.strip() for item in re.split(r"[|›»>]", text)]
    return (
        len(items) >= 3
        and all(len(item) <= 40 for item in items)
        and not _ENDS_SENTENCE.search(text)
        and not is_stamp(text)
    )


def _is_caption(text: str, key: str) -> bool:
    if len(text) > 420:
        return False
    found = list(_CAPTION.finditer(text))
    if found and len(text) - found[-1].end() < 60:
        return True
    return bool(_CAPTION_START.match(key)) and len(text) < 140 and not re.search(r"chủ trì|gồm|:", key)


def _listed(text: str) -> bool:
    return text[0] in _ITEM_SIGNS or vietnamese.read_enumerator(text) is not None
