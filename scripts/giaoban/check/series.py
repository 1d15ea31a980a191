"""Rules for what a series lets readers expect: its first and last period, and the periods without a meeting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from giaoban import dates
from giaoban.archive import Archive, coverage, periods
from giaoban.check import problem
from giaoban.check.definitions import Definitions
from giaoban.check.problem import Problem
from giaoban.findings import quote
from giaoban.records.marks import Path
from giaoban.records.models.series import Series

_EXAMPLES = {"monthly": "2018-11", "quarterly": "2018-33", "half-yearly": "2018-40", "yearly": "2018"}


def check(archive: Archive, defined: Definitions, limit: date) -> Iterator[Problem]:
    """Every problem of the periods that series name, held against each other and against the meetings.

    ``limit``: the last day that may have come; nothing is expected after it, and no meeting is known not to have been held.
    """
    for series in archive.entities.series.values():
        if series.first or series.last or series.exceptions:
            home = defined.home("series", series.id)
            for at, rule, message, hint in _problems(archive, series, limit):
                yield Problem(home.path, problem.at((*home.at, *at)), "error", rule, message, hint)


def _problems(archive: Archive, series: Series, limit: date) -> Iterator[tuple[Path, str, str, str]]:
    given: list[tuple[Path, str]] = [((key,), text) for key in ("first", "last") if (text := getattr(series, key))]
    if given and not series.sources:
        hint = "thêm sources vào chuỗi, với ít nhất một nguồn s1"
        yield given[0][0], "no-source", f"{given[0][0][0]} cần nguồn cho biết chuỗi họp từ kỳ nào, tới kỳ nào", hint
    given += [(("exceptions", i, "period"), exception.period) for i, exception in enumerate(series.exceptions)]
    known: list[tuple[Path, int]] = []
    for at, text in given:
        place = periods.number(series.rhythm, text)
        if place is None or dates.parse(text).qualifier:
            yield at, "series-period", *_no_period(series, text)
        elif dates.parse(text).earliest > limit:
            yield at, "future-date", f"kỳ {dates.vietnamese(text)} chưa tới", "xem lại năm và kỳ"
        else:
            known.append((at, place))
    yield from _against_meetings(archive, series, known)


def _no_period(series: Series, text: str) -> tuple[str, str]:
    example = _EXAMPLES.get(series.rhythm)
    if example is None:
        return "chuỗi hằng tuần không tính kỳ", "xóa dòng này"
    return f"{quote(text)} không phải một kỳ của chuỗi này", f"viết chắc chắn và đúng nhịp, như {example}"


def _against_meetings(
    archive: Archive, series: Series, known: list[tuple[Path, int]]
) -> Iterator[tuple[Path, str, str, str]]:
    present, _ = coverage.placed(series, archive.timeline("series", series.id))
    bounds = {str(at[0]): place for at, place in known if len(at) == 1}
    seen: set[int] = set()
    for at, place in known:
        said = dates.vietnamese(periods.text(series.rhythm, place))
        if len(at) == 1:
            beyond = [p for p in present if (p < place if at[0] == "first" else p > place)]
            if beyond:
                message = f"{at[0]} là {said} nhưng kho có cuộc họp {quote(present[beyond[0]][0], 120)} ngoài khoảng ấy"
                yield at, "series-bounds", message, f"sửa {at[0]}, hoặc period của cuộc họp"
            continue
        if place in present:
            message = f"ghi là không họp nhưng kho có cuộc họp {quote(present[place][0], 120)} về {said}"
            yield at, "exception-held", message, "xóa mục này, hoặc sửa period của cuộc họp"
        if place in seen:
            yield at, "duplicate-exception", f"{said} được ghi hai lần", "gộp hai mục thành một"
        if place < bounds.get("first", place) or place > bounds.get("last", place):
            message = f"{said} nằm ngoài khoảng từ first tới last của chuỗi"
            yield at, "series-bounds", message, "xóa mục này, hoặc sửa first, last"
        seen.add(place)
    if bounds.get("first", 0) > bounds.get("last", bounds.get("first", 0)):
        yield ("last",), "series-bounds", "last đứng trước first", "đổi chỗ hoặc sửa hai kỳ"
