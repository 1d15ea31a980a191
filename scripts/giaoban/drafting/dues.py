"""By when a task is to be done, as its own words say: "trước ngày 20/5", "chậm nhất đến cuối quý II", "trong tháng 9"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from giaoban import dates, vietnamese
from giaoban.vietnamese import FoundDate

# What says that a day or period is the end of something. A day on which something begins, or of a document, has other words.
_LIMIT = (
    r"(?:trước|hạn(?: chót| cuối)?(?: là| đến)?|(?:chậm|muộn) nhất(?: là)?(?: đến| trước| trong| vào| ngày)?|"
    r"đến trước|đến hết|đến cuối|hết|đến|xong(?: trước)?|hoàn thành(?: trước| vào)?|tại kỳ họp|"
    r"(?:đến |vào )?(?:giữa|cuối|đầu|trung tuần))"
)
_BY = re.compile(rf"(?<!từ )(?<!tính ){_LIMIT}\s*(?:ngày\s*)?$")
_WITHIN = re.compile(r"\btrong\s*$")
_DONE = re.compile(r"hoàn thành|\bxong\b|dứt điểm|tham mưu|trình|ban hành|sơ kết|tổng kết|gửi|báo cáo|nộp")
_BARE_DAY = re.compile(r"(?<![\w/.-])(?P<day>\d{1,2})(?P<sign>[/.-])(?P<month>\d{1,2})(?![\d/.-]*\d)")
_THIS_YEAR = re.compile(r"(?:trong|hết|cuối) năm nay\b|(?:đến|trước) (?:hết|cuối) năm(?! ?\d)")
_WINDOW = 28
_NEXT_YEARS = 2


def due(work: str, key: str, start: int, end: int, day: dt.date | None) -> str | None:
    """The due in the words ``start`` to ``end`` of a text, as EDTF; None where they give none, or one before ``day``.

    ``work`` is the text and ``key`` the same in small letters; ``day`` is that of the meeting, which supplies the year.
    """
    for found in _found(work, key, start, end):
        before = key[max(start, start + found.start - _WINDOW) : start + found.start]
        opened = key[start : start + found.start]
        if not (_BY.search(before) or _is_within(opened, key[start:end], before)):
            continue
        if (moment := _after(found, day)) is not None:
            return moment
    if day is not None and _THIS_YEAR.search(key, start, end):
        return f"{day.year:04d}"
    return None


def _is_within(opened: str, whole: str, before: str) -> bool:
    """Whether "trong" sets an end: it does for one thing to be done, not for a list that it opens."""
    return bool(_WITHIN.search(before)) and len(opened.split()) > 2 and bool(_DONE.search(whole))


def _found(work: str, key: str, start: int, end: int) -> Iterator[FoundDate]:
    """Every day and period in order; after "trước" also a day without a word for it."""
    known = list(vietnamese.find_dates(work[start:end]))
    for match in _BARE_DAY.finditer(key, start, end):
        at = (match.start() - start, match.end() - start)
        if not any(at[0] < one.end and one.start < at[1] for one in known) and int(match["month"]) <= 12:
            known.append(FoundDate(*at, "day", None, int(match["month"]), int(match["day"])))
    return (
        one
        for one in sorted(known, key=lambda one: one.start)
        if one.last_year is None and (one.month or one.kind == "year")
    )


def _after(found: FoundDate, day: dt.date | None) -> str | None:
    """The day or period as EDTF in the first year in which it is not over on ``day``; None where it is over, or no day."""
    years = [found.year] if found.year is not None else [day.year + n for n in range(_NEXT_YEARS)] if day else []
    for year in years:
        try:
            edtf = replace(found, year=year).edtf
            if edtf is not None and (day is None or dates.parse(edtf).latest >= day):
                return edtf
        except (ValueError, dates.EdtfError):
            continue
    return None
