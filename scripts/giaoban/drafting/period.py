"""The period a meeting is about, and the one it plans, as the title and the first paragraphs say."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from giaoban import dates, vietnamese

_ABOUT = re.compile(r"giao ban(?! tổ chức)|sơ kết|tổng kết|đánh giá|kiểm điểm|kết quả|nhìn lại|rút kinh nghiệm")
_PLANNED = re.compile(
    r"(?:triển khai|phương hướng|nhiệm vụ|kế hoạch|chương trình|bàn|định hướng|đề ra|thống nhất|thực hiện)[^.;]{0,60}$"
)
_AND = re.compile(r"\s*(?:và|,|;|-|–|&)\s*(?:của )?")
_OTHER_USE = re.compile(
    r"(?:nhiệm kỳ|giai đoạn|khóa|sinh|từ|kể từ|so với|cùng kỳ|thành lập|đại hội|kế hoạch số|"
    r"hội nghị trung ương|nghị quyết số|quyết định số|chỉ thị số|từ năm|trước|lần thứ [ivxlc\d]+,?)\s*(?:đầu |cuối |của )?$"
)
_MONTHS = re.compile(
    r"(?P<count>[2-9]|1[01]|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mười một)\s+tháng(?:\s+(?P<side>đầu|"
    r"cuối))?(?:\s+(?:đầu\s+)?năm)?(?:\s+(?P<year>20\d\d))?(?!\w)(?!\s*\d)"
)
# A week or two, from day to day: "từ ngày 15 đến ngày 21-3-2021", "tuần 15/3 - 21/3".
_WEEKS = re.compile(
    r"(?:(?:trong )?tuần,? \(?(?:từ )?|từ )(?:ngày )?(?P<day>\d{1,2})(?:[-/.](?P<month>\d{1,2})(?:[-/.]20\d\d)?)?"
    r" ?(?:-|–|đến|tới)(?: hết)? ?(?:ngày )?(?P<last_day>\d{1,2})[-/.](?P<last_month>\d{1,2})(?:[-/.](?P<year>20\d\d))?(?![\d/])"
)
_LONGEST_WEEKS = 16
_TERM = re.compile(
    r"(?:tổng kết|nhìn lại|đánh giá)[^.;]{0,90}nhiệm kỳ[^.;\d]{0,40}(?P<first>(?:19|20)\d\d)\s?[-–]\s?(?P<last>20\d\d)"
)
_LONGEST_TERM = 6
_A_LEAP_YEAR = 2000
_BARE_ENDS = re.compile(r"\s*(?:[,;.)]|và (?:triển khai|phương hướng|nhiệm vụ)|triển khai|công tác|tổ chức)")
_SIZE = {"day": 0, "week": 0, "month": 1, "quarter": 3, "half": 6, "nine-months": 9, "interval": 8, "year": 12}
_FAR = 170
_SENTENCE = 200


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period in the text; ``edtf`` is None while its year is unknown. ``planned``: what is to come, not what is reviewed.

    ``days``: month and day on which it begins and ends, where it is given so; ``found`` then has the year in which it ends.
    """

    start: int
    end: int
    kind: str
    found: vietnamese.FoundDate
    planned: bool
    days: tuple[int, int, int, int] | None = None

    @property
    def edtf(self) -> str | None:
        """The period as EDTF."""
        if self.days is None or self.found.year is None:
            return self.found.edtf
        month, day, last_month, last_day = self.days
        first_year = self.found.year - (month > last_month)
        return f"{first_year:04d}-{month:02d}-{day:02d}/{self.found.year:04d}-{last_month:02d}-{last_day:02d}"

    @property
    def last_day(self) -> dt.date | None:
        """The last day of the period."""
        return dates.parse(self.edtf).latest if self.edtf else None


def periods(work: str, key: str, spans: Sequence[tuple[int, int]]) -> list[PeriodMention]:
    """Every period that the sentences at ``spans`` give as the one reviewed or the one planned."""
    found: list[PeriodMention] = []
    for start, end in spans:
        found += _in_sentence(work, key, start, end)
    return _share_years(found)


def _in_sentence(work: str, key: str, start: int, end: int) -> list[PeriodMention]:
    sentence = key[start:end]
    raw = [f for f in vietnamese.find_dates(work[start:end]) if f.kind != "day"]
    raw = [f for f in raw if f.last_year is None]
    counted = [
        f
        for f in _counted_months(sentence)
        if not any(o.start < f.end and f.start < o.end and not (f.start <= o.start and o.end <= f.end) for o in raw)
    ]
    # "10 tháng năm 2020" holds "năm 2020".
    raw = [f for f in raw if not any(c.start <= f.start and f.end <= c.end for c in counted)]
    counted = [c for c in counted if not any(f.start <= c.start and c.end <= f.end for f in raw)]
    result: list[PeriodMention] = []
    for found in sorted([*raw, *counted], key=lambda f: f.start):
        before = sentence[max(0, found.start - _FAR) : found.start]
        if _OTHER_USE.search(before):
            continue
        previous = result[-1] if result else None
        joined = previous is not None and _AND.fullmatch(sentence, previous.end - start, found.start)
        if joined and previous is not None:
            planned = previous.planned
        else:
            about = [m.end() for m in _ABOUT.finditer(before)]
            plan = _PLANNED.search(before)
            opens = not before.strip(' -–•"“') and sentence[found.end : found.end + 1] == ","
            if not (about or plan or opens or re.search(r"xây dựng đảng|công tác|hội nghị|thi đua", before)):
                continue
            planned = plan is not None and (not about or plan.start() > about[-1])
        result.append(PeriodMention(found.start + start, found.end + start, found.kind, found, planned))
    return sorted([*result, *_weeks(sentence, start)], key=lambda period: period.start)


def term_under_review(key: str, spans: Sequence[tuple[int, int]]) -> PeriodMention | None:
    """The term of office that a meeting looks back on as a whole: "tổng kết … nhiệm kỳ 2005 - 2010"; None where it is none's."""
    for start, end in spans:
        if found := _TERM.search(key, start, end):
            first, last = int(found["first"]), int(found["last"])
            if 0 < last - first <= _LONGEST_TERM:
                whole = vietnamese.FoundDate(found.start(), found.end(), "interval", first, last_year=last)
                return PeriodMention(found.start("first"), found.end("last"), "term", whole, planned=False)
    return None


def _weeks(sentence: str, at: int) -> list[PeriodMention]:
    """Periods of one or two weeks that a sentence beginning at ``at`` looks back on."""
    found = []
    for match in _WEEKS.finditer(sentence):
        before = sentence[max(0, match.start() - _FAR) : match.start()]
        if not (_ABOUT.search(before) or "tuần" in before + match[0]) or _PLANNED.search(before):
            continue
        last_month, last_day = int(match["last_month"]), int(match["last_day"])
        month, day = int(match["month"] or last_month), int(match["day"])
        try:
            first = dt.date(_A_LEAP_YEAR - (month > last_month), month, day)
            length = (dt.date(_A_LEAP_YEAR, last_month, last_day) - first).days
        except ValueError:
            continue
        if 0 < length <= _LONGEST_WEEKS:
            year = int(match["year"]) if match["year"] else None
            whole = vietnamese.FoundDate(
                match.start(), match.end(), "interval", year, last_month, last_month=last_month
            )
            days = (month, day, last_month, last_day)
            found.append(PeriodMention(at + match.start(), at + match.end(), "week", whole, planned=False, days=days))
    return found


def _counted_months(sentence: str) -> list[vietnamese.FoundDate]:
    found = []
    for match in _MONTHS.finditer(sentence):
        bare = not (match["side"] or match["year"] or "năm" in match[0].split("tháng")[1])
        if bare and not (
            _ABOUT.search(sentence[max(0, match.start() - 90) : match.start()])
            and _BARE_ENDS.match(sentence, match.end())
        ):
            continue
        written = match["count"]
        count = int(written) if written.isdigit() else vietnamese.read_cardinal(written)
        if count is None or count == 1:
            continue
        first = 13 - count if match["side"] == "cuối" else 1
        kind = {3: "quarter", 6: "half"}.get(count, "interval")
        year = int(match["year"]) if match["year"] else None
        found.append(
            vietnamese.FoundDate(match.start(), match.end(), kind, year, first, last_month=first + count - 1)  # type: ignore[arg-type]
        )
    return found


def _share_years(found: list[PeriodMention]) -> list[PeriodMention]:
    """A period without a year takes that of its neighbours: "quý I, triển khai nhiệm vụ quý II/2024"."""
    shared: list[PeriodMention] = []
    for index, period in enumerate(found):
        if period.found.year is not None:
            shared.append(period)
            continue
        later = [p for p in found[index + 1 :] if p.found.year is not None and p.start - period.end < _SENTENCE]
        earlier = [p for p in shared if p.found.year is not None]
        if later:
            other = later[0]
            year = other.found.year or 0
            wraps = (other.found.month or 1) < (period.found.month or 1) and other.planned and other.kind != "year"
            year -= bool(wraps or (other.kind == "year" and other.planned and not period.planned))
        elif earlier:
            other = earlier[-1]
            year = other.found.year or 0
            near = period.start - other.end < _SENTENCE
            wraps = (
                near
                and (other.found.month or 1) > (period.found.month or 1)
                and period.planned
                and other.kind != "year"
            )
            year += bool(wraps)
        else:
            shared.append(period)
            continue
        shared.append(replace(period, found=replace(period.found, year=year)))
    return shared


def with_year(period: PeriodMention, moment: dt.date) -> PeriodMention:
    """A period without a year, in the year that brings it nearest to the day of the meeting."""
    if period.found.year is not None:
        return period

    def distance(year: int) -> int:
        last_month = period.found.last_month or period.found.month or 12
        last = dt.date(year, last_month, calendar.monthrange(year, last_month)[1])
        return abs((last - moment).days)

    year = min((moment.year - 1, moment.year, moment.year + 1), key=distance)
    return replace(period, found=replace(period.found, year=year))


def period_under_review(found: Sequence[PeriodMention], kind: str | None) -> PeriodMention | None:
    """The period the meeting is about: the longest of those first named together, what was before what is to come."""
    planned = {p.edtf for p in found if p.planned and p.edtf}
    reported = [p for p in found if not p.planned]
    # A headline may name the period to come as if it were the one reviewed: "Giao ban công tác tháng 8".
    past = [p for p in reported if p.edtf not in planned] or reported or list(found)
    if not past:
        return None
    if kind == "review" and (years := [p for p in past if p.kind == "year"]):
        return years[0]
    if kind == "interim-review" and (
        halves := [p for p in past if p.kind in {"half", "nine-months", "interval", "quarter"}]
    ):
        return halves[0]
    short = [p for p in past if p.kind != "year"] or past
    group = [short[0]]
    for period in short[1:]:
        if period.start - group[-1].end <= 12:
            group.append(period)
        else:
            break
    return max(group, key=lambda p: _SIZE.get(p.kind, 0))
