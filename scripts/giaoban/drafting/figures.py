"""Figures of an article: a number, the whole of which it is a part, and the unit; what they count is for the editor to say."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

from giaoban.drafting.article import Article
from giaoban.drafting.people import ParsedArticle
from giaoban.drafting.words import data, match_key

_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d{1,4})?|\d{1,9}(?:,\d{1,4})?)"
_BOUNDS = {
    "hơn": "over",
    "trên": "over",
    "ít nhất": "over",
    "tối thiểu": "over",
    "gần": "nearly",
    "dưới": "under",
    "không quá": "under",
    "tối đa": "under",
    "khoảng": "about",
}
_SCALES = {"triệu": 1_000_000, "nghìn": 1_000, "ngàn": 1_000, "tỷ": 1_000_000_000, "vạn": 10_000}
_FIGURE = re.compile(
    rf"(?:(?P<bound>{'|'.join(_BOUNDS)}) {{1,2}})?(?<![\w.,/-])(?P<value>{_NUMBER})(?: ?/ ?(?P<of>{_NUMBER}))?(?![\d/])"
    rf" ?(?:(?P<scale>{'|'.join(_SCALES)})(?!\w) ?)?"
)
# Numbers that count nothing: of documents, days, ordinals, addresses.
_NO_COUNT = re.compile(
    r"(?:số|khóa|năm|ngày|sáng|chiều|tối|nay|qua|tháng|quý|cụm|thứ|điều|khoản|kỳ|từ|đợt|hạng|loại|lần|vụ|khu|phường|quận|"
    r"nghị định|thông tư|quyết định|nghị quyết|kết luận|quy định|chỉ thị|hướng dẫn|kế hoạch|trung ương|hội nghị)\s?[(:]?$"
)
_NO_UNIT = re.compile(
    r"(?:năm|tháng|ngày|giờ|phút|quý|tuần|tuổi|điểm cầu|là|và|của|trong|đến|từ|ở|tại|với|có|được|đã|do|so|trên|theo|"
    r"về|cho|khi|hoàn|đạt|bằng|vượt|tăng|giảm|còn|này|tới|sau|trước|nhiệm kỳ|khóa)(?!\w)"
)
_GENERIC = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)?")
_NEXT = re.compile(r", ")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit. ``of`` is the whole that it is a part of; ``bound`` is "over", "under", "nearly" or "about"."""

    start: int
    end: int
    value: str
    unit: str
    bound: str | None
    of: str | None


@cache
def _units() -> re.Pattern[str]:
    words = sorted(map(match_key, data("units")), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})(?!\w)")


def figures(article: Article, text: ParsedArticle, skip: Sequence[tuple[int, int]]) -> list[Quantity]:
    """Numbers that count something, in order; none inside the places ``skip`` (mentions of documents)."""
    found: list[Quantity] = []
    spans = sorted(skip)
    for sentence in text.sentences:
        if sentence.kind in {"heading", "title"}:
            continue
        for match in _FIGURE.finditer(article.key, sentence.start, sentence.end):
            place = match.start("value")
            before = bisect_right(spans, place, key=itemgetter(0))
            if before and place < spans[before - 1][1]:
                continue
            if figure := _figure(article, match, sentence.end):
                found.append(figure)
    return found


def _figure(article: Article, match: re.Match[str], stop: int) -> Quantity | None:
    key, place = article.key, match.start("value")
    start = match.start("bound") if match["bound"] else place
    if _NO_COUNT.search(key[max(0, start - 14) : start]) or key[max(0, place - 1) : place] in {"/", "-"}:
        return None
    counted = bool(match["of"] or match["bound"] or "." in match["value"])
    end = _unit_end(key, match.end(), stop, generic=counted)
    if end is None:
        return None
    unit = " ".join(article.work[match.end() : end].split())
    scale = _SCALES.get(match["scale"] or "", 1)
    of = _plain(match["of"], scale) if match["of"] else None
    return Quantity(place, end, _plain(match["value"], scale), unit, _BOUNDS.get(match["bound"] or ""), of)


def _unit_end(key: str, place: int, stop: int, *, generic: bool) -> int | None:
    """Where the unit that begins at ``place`` ends: known units, several after commas; or any two words where that is sure."""
    if key[place : place + 1] == "%":
        return place + 1
    known = _units().match(key, place, stop)
    if known is None:
        other = _GENERIC.match(key, place, stop) if generic and not _NO_UNIT.match(key, place) else None
        return other.end() if other else None
    if key.startswith(" cầu", known.end()):
        return None
    end = known.end()
    while (comma := _NEXT.match(key, end, stop)) and (further := _units().match(key, comma.end(), stop)):
        end = further.end()
    return end


def _plain(written: str, scale: int) -> str:
    """A number as records write it: no signs between thousands, a point before decimals."""
    value = written.replace(".", "").replace(",", ".")
    return f"{float(value) * scale:.0f}" if scale > 1 else value
