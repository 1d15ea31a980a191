"""An article: its text with what is not article blanked out, and what the page itself says about it."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from giaoban import vietnamese

from .words import data, keyed

LineKind = Literal["title", "section", "published", "byline", "caption", "furniture", "heading", "body"]

_SPACES = re.compile(r"[^\S\n]")
_LONG = 110
_BOX_LINE = 160
_NAME = r"[A-ZĐÂĂÊÔƠƯÁÀẢÃẠẤẦẨẪẬẮẰẲẴẶÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴ][^\W\d_]*"
_NAMES = rf"{_NAME}(?:[ .]{_NAME}){{0,4}}"
_BYLINE = re.compile(
    rf"(?:(?:(?:Bài|Tin)(?:\s*(?:và|,|&|-|–)\s*(?:bài|ảnh|tin))*|Theo|Nguồn|Nguồn tin|Tác giả|"
    rf"Thực hiện|PV|Phóng viên|CTV|Biên tập)\s*[:\-–]?\s*)?"
    rf"(?P<author>{_NAMES}(?:\s*(?:-|–|,|&|và)\s*{_NAMES})*)(?:\s*\((?:tổng hợp|TH|t/h|lược ghi|ghi|thực hiện)\)|/[^\s]+)?\.?"
)
_LABEL_ONLY = re.compile(r"(?:Bài|Tin|Ảnh|Theo|Nguồn)\b.{0,8}[:\-–].{1,60}")
_CAPTION = re.compile(
    r"(?:[-–—(.,]\s*|^|\s)(?:Ảnh|ẢNH|Ảnh minh họa|Ảnh tư liệu|Ảnh chụp màn hình|Nguồn ảnh)\s*(?::|\)|"
    r"$|minh họa|tư liệu|TTXVN|ĐVCC|BTC)|\(Ảnh\b"
)
_CAPTION_START = re.compile(r"(?:quang cảnh|toàn cảnh|các đại biểu (?:dự|tham dự|tại)|ảnh:)")
_ENDS_SENTENCE = re.compile(r"[.!?…:;][\"”’')\]]*\s*$")
_HEAD_WORDS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank: its place in the working text and what it is."""

    start: int
    end: int
    kind: LineKind


@dataclass(frozen=True, slots=True)
class Told:
    """Something the page says about the article: the value, and where it stands in the text, if it does."""

    value: str
    start: int | None = None
    end: int | None = None
    how: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What an HTML page states in its head; empty for plain text."""

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None


@dataclass(slots=True)
class Article:
    """An article as text and as it is read.

    ``text`` is what spans count in. ``work`` is read instead: NFC, one kind of blank, furniture blanked out; ``key`` is
    it in small letters. `span` turns places of ``work`` into places of ``text``.
    """

    text: str
    work: str
    key: str
    lines: list[Line]
    page: Page
    offsets: Sequence[int] | None = None
    title: Told | None = None
    author: Told | None = None
    published: list[Told] = field(default_factory=list)

    def span(self, start: int, end: int) -> list[int]:
        """Places of the working text as places of the text."""
        if self.offsets is None:
            return [start, end]
        return [self.offsets[start], self.offsets[end]]

    def line_at(self, place: int) -> Line | None:
        """The line that holds a place of the working text."""
        index = bisect_right(self.lines, place, key=lambda line: line.start) - 1
        return self.lines[index] if index >= 0 and place < self.lines[index].end else None

    def body(self) -> Iterator[Line]:
        """The lines that tell of the meeting: title, headings and paragraphs."""
        return (line for line in self.lines if line.kind in {"title", "heading", "body"})


def article(text: str, page: Page | None = None) -> Article:
    """Read an article from its text."""
    work, offsets = _working(text)
    lines = [Line(m.start(), m.end(), "body") for m in re.finditer(r"[^\n]*\S[^\n]*", work)]
    key = keyed(work)
    result = Article(text, work, key, lines, page or Page(), offsets)
    _tell_lines(result)
    gone = [(line.start, line.end) for line in result.lines if line.kind not in {"title", "heading", "body"}]
    result.work, result.key = _blanked(work, gone), _blanked(key, gone)
    return result


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    pieces, place = [], 0
    for start, end in spans:
        pieces += [text[place:start], " " * (end - start)]
        place = end
    return "".join([*pieces, text[place:]])


def _working(text: str) -> tuple[str, Sequence[int] | None]:
    """The text as it is read, and for each of its places the place in the text; None when they are the same."""
    if unicodedata.is_normalized("NFC", text) and not any(True for _ in vietnamese.suspects(text)):
        return _SPACES.sub(" ", text), None
    pieces: list[str] = []
    offsets: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        piece = _clean(unicodedata.normalize("NFC", text[start:end]))
        pieces.append(piece)
        offsets += [start] * len(piece)
        start = end
    offsets.append(len(text))
    return "".join(pieces), offsets


def _clean(piece: str) -> str:
    if len(piece) > 1 or "\x20" < piece < "\x7f":
        return piece
    if piece in {"\u00d0", "\u0189"}:
        return "Đ"
    if piece == "\u00f0":
        return "đ"
    if piece in {"\n", "\u2028", "\u2029"}:
        return "\n"
    if piece.isspace():
        return " "
    return "" if unicodedata.category(piece) in {"Cc", "Cf"} else piece


@cache
def _furniture() -> dict[str, frozenset[str]]:
    return {name: frozenset(keyed(vietnamese.nfc(item)) for item in items) for name, items in data("furniture").items()}


def _tell_lines(result: Article) -> None:
    lines = result.lines
    kinds: list[LineKind] = ["body"] * len(lines)
    texts = [result.work[line.start : line.end].strip() for line in lines]
    keys = [keyed(text) for text in texts]
    _drop_boxes(texts, keys, kinds)
    first = next((i for i, t in enumerate(texts) if kinds[i] == "body" and _is_paragraph(t)), len(texts))
    for i, text in enumerate(texts):
        if kinds[i] != "body":
            continue
        if _is_furniture(text, keys[i]):
            kinds[i] = "furniture"
        elif is_stamp(text):
            kinds[i] = "published"
            result.published.append(Told(text, lines[i].start, lines[i].end, "dòng đầu trang"))
        elif _is_caption(text, keys[i]):
            kinds[i] = "caption"
            if (
                i
                and keys[i].startswith("ảnh")
                and i - 1 >= 0
                and kinds[i - 1] == "body"
                and not _ENDS_SENTENCE.search(texts[i - 1])
                and len(texts[i - 1]) < 220
                and i - 1 >= min(first, 2)
            ):
                kinds[i - 1] = "caption"
    _tell_title(result, texts, kinds, first)
    _tell_byline(result, texts, kinds)
    for i, text in enumerate(texts):
        if (
            kinds[i] == "body"
            and len(text) <= _LONG
            and not _ENDS_SENTENCE.search(text)
            and i < len(texts) - 1
            and not _listed(text)
        ):
            kinds[i] = "heading"
    result.lines = [Line(line.start, line.end, kind) for line, kind in zip(lines, kinds, strict=True)]


def _drop_boxes(texts: list[str], keys: list[str], kinds: list[LineKind]) -> None:
    known = _furniture()
    last_paragraph = max((i for i, t in enumerate(texts) if _is_paragraph(t)), default=-1)
    i, seen = 0, False
    while i < len(texts):
        seen = seen or (i > 0 and _is_paragraph(texts[i - 1]))
        bare = keys[i].rstrip(" :.…»›")
        ends = len(texts[i]) < _BOX_LINE and any(keys[i].startswith(end) for end in known["ends"])
        if ends and seen and i > last_paragraph - 3:
            kinds[i:] = ["furniture"] * (len(texts) - i)
            return
        if bare in known["boxes"]:
            kinds[i] = "furniture"
            i += 1
            while i < len(texts) and not _is_paragraph(texts[i]):
                kinds[i] = "furniture"
                i += 1
            continue
        i += 1


def _is_paragraph(text: str) -> bool:
    """Whether a line reads like a paragraph of the article: long, or a whole sentence of some length."""
    return len(text) > _BOX_LINE or (len(text) > 60 and bool(_ENDS_SENTENCE.search(text)) and not is_stamp(text))


def _is_furniture(text: str, key: str) -> bool:
    known = _furniture()
    bare = key.strip(" :.*|»›<>-–")
    if not bare or bare in known["lines"] or any(key.startswith(start) for start in known["begins"]):
        return True
    if not any(c.isalpha() for c in text):
        return not re.search(r"\d", text) or not is_stamp(text)
    # Crumbs and menus: short items parted by bars or arrows.
    items = [item.strip() for item in re.split(r"\s[|›»>]\s|\s*[|›»]\s*", text)]
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


_STAMP_DATE = (
    r"(?:\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{4}|\d{1,2}\s+tháng\s+\d{1,2},?\s+(?:năm\s+)?\d{4}|\d{4}-\d{2}-\d{2})"
)
_STAMP = re.compile(
    rf"[\[(]?(?:(?:ngày đăng|đăng lúc|đăng ngày|cập nhật(?: lúc| lần cuối)?|xuất bản(?: lúc)?|"
    rf"thời gian|ngày|published|bài đăng)\s*[:\-–]?\s*)?"
    rf"(?:\d{{1,2}}\s?[:hg]\s?\d{{1,2}}(?::\d{{2}})?['’]?\s*(?:am|pm|sa|ch)?\s*[,|\-–]?\s*)?(?:ngày\s+)?"
    rf"(?:(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|cn|t[2-7])\s*[,.\-–|]?\s*)?(?:ngày\s+)?(?P<date>{_STAMP_DATE})"
    rf"(?:\s*[,|\-–]?\s*(?:lúc\s*)?(?:t?\d{{1,2}}\s?[:hg]\s?\d{{1,2}}(?::\d{{2}})?['’]?(?:[.\d+:z]*)?\s*(?:am|pm|sa|ch)?))?"
    rf"\s*(?:[\[(]?\s*gmt\s*\+\s*7\s*[\])]?)?[\])]?\s*(?:[|\-–]\s*.{{0,40}})?",
    re.IGNORECASE,
)


def is_stamp(text: str) -> bool:
    """Whether a line is a page's line of date and time."""
    return len(text) < 110 and bool(_STAMP.fullmatch(keyed(text).strip()))


def stamp_date(text: str) -> str | None:
    """The day in such a line, as EDTF."""
    match = _STAMP.search(keyed(text))
    if not match:
        return None
    written = match["date"]
    numbers = [int(n) for n in re.findall(r"\d+", written)]
    year, month, day = numbers if re.match(r"\d{4}", written) else reversed(numbers)
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def _tell_title(result: Article, texts: list[str], kinds: list[LineKind], first: int) -> None:
    """The title is the longest line before the first paragraph; what else stands there names the section."""
    heads = [i for i in range(min(first, len(texts))) if kinds[i] == "body"]
    stamps = [i for i in range(len(texts)) if kinds[i] == "published"]
    known = result.page.title and keyed(result.page.title).strip()
    chosen: int | None = None
    if known:
        chosen = next((i for i in heads if keyed(texts[i]) == known), None)
    if chosen is None and heads:
        near = [i for i in heads if len(_HEAD_WORDS.findall(texts[i])) >= 5]
        if near:
            # Where a line of date and time stands under the title, the title is the last line above it.
            above = [
                i
                for i in near
                if stamps and i < stamps[-1] and all(kinds[j] != "body" for j in range(i + 1, stamps[-1]))
            ]
            chosen = above[-1] if above and first > stamps[-1] else near[0]
    if chosen is not None:
        kinds[chosen] = "title"
        result.title = Told(texts[chosen], result.lines[chosen].start, result.lines[chosen].end, "dòng đầu bài")
        for i in heads:
            if i < chosen and kinds[i] == "body":
                kinds[i] = "section"
    elif result.page.title:
        result.title = Told(result.page.title, how="khai báo của trang")


def _tell_byline(result: Article, texts: list[str], kinds: list[LineKind]) -> None:
    candidates = [i for i in range(len(texts) - 1, -1, -1) if kinds[i] in {"body", "heading"}][:2]
    for i in candidates:
        text = texts[i]
        if len(text) > 70 or _is_paragraph(text):
            break
        match = _BYLINE.fullmatch(text)
        if match or _LABEL_ONLY.fullmatch(text):
            kinds[i] = "byline"
            author = match["author"] if match else re.split(r"[:\-–]", text, maxsplit=1)[1].strip()
            at = result.work.index(author, result.lines[i].start)
            result.author = Told(author, at, at + len(author), "dòng cuối bài")
            break
    if result.author is None and result.page.author:
        result.author = Told(result.page.author, how="khai báo của trang")


def _listed(text: str) -> bool:
    return text[0] in "-–•+*" or vietnamese.read_enumerator(text) is not None
