"""Numbered tasks, passages of results, and figures: where they stand, never their words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from giaoban import vietnamese

from .article import Article
from .page_lines import Line
from .people import Read

_NUMBER = r"(?<![\w.,/-])(?P<value>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)"
_BOUND = r"(?P<bound>hơn|trên|gần|khoảng|dưới|không quá|ít nhất|tối thiểu|tối đa)?\s*"
_SCALE = {"triệu": 1_000_000, "nghìn": 1_000, "ngàn": 1_000, "tỷ": 1_000_000_000, "vạn": 10_000}
_BOUNDS = {
    "hơn": "over",
    "trên": "over",
    "ít nhất": "over",
    "tối thiểu": "over",
    "gần": "under",
    "dưới": "under",
    "không quá": "under",
    "tối đa": "under",
    "khoảng": "about",
}
_UNITS = (
    "đảng viên mới|đảng viên|tổ chức đảng|tổ chức cơ sở đảng|chi bộ|đảng bộ|chi, đảng bộ|đồng chí|"
    "cán bộ|công chức|viên chức|người|trường hợp|lượt người|lượt cán bộ|lượt|hồ sơ|văn bản|"
    "đề án|nhiệm vụ|báo cáo|tờ trình|lớp|học viên|đại biểu|xã|phường|huyện|tỉnh|tỉnh, thành phố|"
    "đơn vị|cơ quan|đầu mối|phòng|biên chế|tập thể|cá nhân|mô hình|huy hiệu đảng|huy hiệu|"
    "tác phẩm|ý kiến|cuộc|đoàn|bí thư chi bộ|trưởng thôn|thôn|ấp|bản|tổ dân phố|nghị quyết|"
    "quyết định|quy định|hướng dẫn|chương trình|phần mềm|đợt|doanh nghiệp|nhóm nhiệm vụ|chức danh|"
    "quần chúng|điểm|đồng|%|phần trăm|cấp ủy|cấp ủy viên|giấy khen|bằng khen|lao động|hộ|tổ chức"
)
_FIGURE = re.compile(
    rf"{_BOUND}{_NUMBER}\s?(?P<scale>triệu|nghìn|ngàn|tỷ|vạn)?\s?(?P<unit>{_UNITS})(?![^\W\d_])(?!\s+cầu)"
)
_AS_OF = re.compile(r"tính đến|đến (?:hết )?(?:ngày|thời điểm)|đến nay")
_MIN_ITEM = 25


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage to be put into the editor's own words: its places, number if it has one, and who asked for it."""

    start: int
    end: int
    number: int | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit."""

    start: int
    end: int
    value: str
    unit: str
    bound: str | None


def numbered(article: Article) -> list[Passage]:
    """Tasks that the article numbers: "Một là, …", "1. …", "Thứ nhất, …", at the head of a line or of a sentence."""
    runs: list[list[Passage]] = []
    current: list[Passage] = []
    style = ""
    for line in article.body():
        if line.kind == "title":
            continue
        for start, end in _openings(article, line):
            found = vietnamese.read_enumerator(article.work[start:end])
            if found is None:
                continue
            begins = start + found.end
            if current and found.style == style and found.number == (current[-1].number or 0) + 1:
                current.append(Passage(begins, end, found.number))
            elif found.number == 1:
                runs.append(current)
                current, style = [Passage(begins, end, 1)], found.style
    runs.append(current)
    return [_trimmed(article, p) for run in runs if len(run) > 1 for p in run if p.end - p.start >= _MIN_ITEM]


_INLINE = re.compile(
    r"(?<=[.;:,]) (?=(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười(?: một| hai)?) là[,: ]|thứ (?:nhất|"
    r"hai|ba|tư|năm|sáu|bảy)[,: ]|\(\d\) )"
)


def _openings(article: Article, line: Line) -> list[tuple[int, int]]:
    """The line itself, or its parts where several numbered points share it."""
    cuts = [line.start, *(m.end() for m in _INLINE.finditer(article.key, line.start, line.end)), line.end]
    return list(pairwise(cuts))


def _trimmed(article: Article, passage: Passage) -> Passage:
    end = passage.end
    while end > passage.start and article.work[end - 1].isspace():
        end -= 1
    return Passage(passage.start, end, passage.number, passage.by)


def results(lines: Sequence[Line], told: Sequence[str]) -> list[Passage]:
    """The paragraphs that tell what was done."""
    return [
        Passage(line.start, line.end)
        for line, state in zip(lines, told, strict=True)
        if state == "result" and line.kind == "body" and line.end - line.start > 80
    ]


def figures(article: Article, text: Read, skip: Sequence[tuple[int, int]]) -> list[Figure]:
    """Numbers with a unit that counts something."""
    found: list[Figure] = []
    for sentence in text.sentences:
        if sentence.kind in {"heading", "title"}:
            continue
        for match in _FIGURE.finditer(article.key, sentence.start, sentence.end):
            place = match.start("value")
            if any(start <= place < end for start, end in skip) or _is_ratio(article.key, match):
                continue
            value = match["value"].replace(".", "").replace(",", ".")
            scale = _SCALE.get(match["scale"] or "", 1)
            if scale > 1:
                value = f"{float(value) * scale:.0f}"
            unit = " ".join(article.work[match.start("unit") : match.end("unit")].split())
            found.append(Figure(place, match.end(), value, unit, _BOUNDS.get(match["bound"] or "")))
    return found


def _is_ratio(key: str, match: re.Match[str]) -> bool:
    before = key[max(0, match.start("value") - 12) : match.start("value")]
    return bool(
        re.search(r"(?:số|khóa|năm|ngày|tháng|quý|cụm|thứ|điều|khoản|kỳ|từ|đợt|hạng|loại|lần) ?$", before)
    ) or before.endswith("/")
