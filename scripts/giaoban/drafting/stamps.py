"""A page's line of date and time: "Thứ Sáu, 23/12/2021 06:10 [GMT+7]", "[ Cập nhật vào ngày (07/01/2021) ]"."""

from __future__ import annotations

import datetime as dt
import re

from giaoban.drafting.words import keyed

_LONGEST = 110
_DATE = re.compile(
    r"(?<![\d/.-])(?:(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)"
    r"|(?P<day2>\d{1,2}) ?(?P<sign>[-/.]) ?(?P<month2>\d{1,2}) ?(?P=sign) ?(?P<year2>\d{4}|\d{2})(?![\d/])"
    r"|(?P<day3>\d{1,2}) tháng (?P<month3>\d{1,2}),? (?:năm )?(?P<year3>\d{4}))"
)
# What else may stand in such a line, and nothing beside it.
_REST = re.compile(
    r"\b(?:(?:ngày )?(?:đăng|cập nhật|xuất bản|gửi|tạo|phát hành)(?: (?:lúc|vào|ngày|tin|bài|lần cuối))*|"
    r"thời gian|bài đăng|published|"
    r"thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|cn|t[2-7]|ngày|lúc|giờ|vào|"
    r"t?\d{1,2} ?[:hg] ?\d{1,2}(?::\d{2})?(?:\.\d+)?z?['’]?|am|pm|sa|ch|gmt ?\+ ?0?7(?::00)?|"
    r"(?:số )?(?:lượt|lần) (?:xem|đọc) ?:? ?[\d.,]*)(?!\w)"
)
_SIGNS = re.compile(r"[\s\[\]()|,.:;•–/'’+-]+")
_SECTION = re.compile(r"\s*[|–-]\s*[^|]{1,40}")


def is_stamp(text: str) -> bool:
    """Whether a line is a page's line of date and time, perhaps with the section's name behind it."""
    if len(text) >= _LONGEST:
        return False
    key = " ".join(keyed(text).split())
    date = _DATE.search(key)
    if not date:
        return False
    before = _bare(key[: date.start()])
    after = key[date.end() :]
    return not before and (not _bare(after) or bool(_SECTION.fullmatch(_REST.sub("", after).strip(" ,"))))


def _bare(text: str) -> str:
    return _SIGNS.sub("", _REST.sub(" ", text))


def stamp_date(text: str) -> str | None:
    """The day in such a line, as EDTF; a year of two digits is one of this century."""
    match = _DATE.search(" ".join(keyed(text[:_LONGEST]).split()))
    if not match:
        return None
    groups = match.groupdict()
    year, month, day = (groups[name] or groups[f"{name}2"] or groups[f"{name}3"] for name in ("year", "month", "day"))
    try:
        return dt.date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day)).isoformat()
    except ValueError:
        return None
