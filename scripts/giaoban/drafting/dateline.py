"""When the meeting was: the day its report states, completed from what else is known, or the bounds that remain."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from giaoban import vietnamese
from giaoban.drafting.article import Article
from giaoban.drafting.page_lines import Stated, stamp_date
from giaoban.drafting.people import ParsedArticle, Sentence
from giaoban.drafting.period import PeriodMention

_MEETING = re.compile(r"hội nghị|giao ban|sơ kết|tổng kết|cuộc họp|buổi họp|họp\b|tổ chức|khai mạc|diễn ra")
_NOT_THE_DAY = re.compile(
    r"(?:tính đến|tính từ|đến hết|hết|đến|từ|kể từ|trước|sau|kỷ niệm|dịp|hạn|chậm nhất|ban hành|ký|"
    r"số [\w/.\-–]{2,20},?|(?:tw|btctw|tu|cp|ttg|bnv|bct),?|và|sinh|thành lập|lực lượng|hiệu lực|"
    r"so với|tại thời điểm|thời điểm|\d|công bố)\s*(?:ngày\s*)?$"
)
_SEVERAL = re.compile(
    r"(?:(?:trong )?(?:hai|ba|2|3|02|03) ngày,?|từ (?:sáng |chiều )?ngày|(?:trong )?các ngày|ngày)\s*"
    r"\(?(?P<first>\d{1,2})(?:\s?[/.\-]\s?(?P<first_month>\d{1,2})(?:\s?[/.\-]\s?20\d\d)?)?"
    r"(?:, \d{1,2}(?:[/.\-](?P<middle_month>\d{1,2})(?:[/.\-]20\d\d)?)?)?"
    r"\s*(?:-|–|và|,(?: \d{1,2},)? |đến(?: hết)?|&)\s*(?:(?:sáng |chiều )?ngày\s*)?"
    r"(?P<last>\d{1,2})(?:\s?[/.\-]\s?| tháng )(?P<month>\d{1,2})(?:(?:\s?[/.\-]\s?|,? năm )(?P<year>20\d\d))?(?![\d/])"
)
_HOUR = re.compile(r"\d{1,2} ?(?:giờ|h|g|:)(?: ?\d{2})?(?: phút)?,? *$")
_AS_OF = re.compile(r"(?:(?:tính|cập nhật)\s*)?(?P<whole>đến hết|hết|đến|tới)(?: thời điểm)?\s*(?:ngày\s*)?$")
_JUST = re.compile(r"\b(?:vừa (?:tổ chức|qua|diễn ra|họp|chủ trì)|mới đây|vừa rồi)\b")
_THIS = re.compile(r"\s*(?:này|tới)\b")
_GOES_ON = re.compile(r", (?:tại|ở|ban tổ chức|hội nghị) ")
"""What tells of the meeting right behind its day, however late in its sentence that stands."""
_TIME = {"sáng": "morning", "trưa": "day", "chiều": "afternoon", "tối": "evening", "đêm": "evening"}
_NEAR = 45
_WINDOW = 31
_LONGEST_MEETING = 7
_WEEKDAYS = ("hai", "ba", "tư", "năm", "sáu", "bảy", "chủ nhật")
_WEEKDAY = re.compile(r"thứ (?P<day>hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])(?!\w)|chủ nhật")

_BY_WEEKDAY = re.compile(
    r"(?<!\w)(?:(?P<part>sáng|trưa|chiều|tối)(?: hôm)? |hôm |ngày )?"
    r"(?P<weekday>thứ (?P<day>hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ nhật)"
    r"(?!\w)(?:,? (?P<week>tuần (?:qua|trước|rồi|này)|vừa (?:qua|rồi)))?"
    r"(?:,? \(?(?:ngày )?(?P<number>\d{1,2})[-/.](?P<month>\d{1,2})\b)?"
)
_LAST_WEEK = {"tuần qua", "tuần trước", "tuần rồi"}
_OPENING = 30


@dataclass(frozen=True, slots=True)
class Moment:
    """The day of the meeting as EDTF, where it was read and how; ``doubt`` says what an editor has to look at."""

    edtf: str
    start: int | None
    end: int | None
    how: str
    time: str | None = None
    doubt: str = ""


def published(article: Article) -> tuple[dt.date, Stated] | None:
    """The day the article was published: the earliest the page gives, since later ones are the crawl's or an update's."""
    stamps = ((stamp_date(stamp.value), stamp) for stamp in article.published)
    found = [(dt.date.fromisoformat(written), stamp) for written, stamp in stamps if written]
    if article.head.published:
        try:
            day = dt.date.fromisoformat(article.head.published)
            found.append((day, Stated(article.head.published, how="khai báo của trang")))
        except ValueError:
            pass
    return min(found, key=lambda entry: entry[0], default=None)


def meeting_day(
    article: Article, text: ParsedArticle, periods: Sequence[PeriodMention], review: PeriodMention | None
) -> Moment | None:
    """The day of the meeting, or its bounds as EDTF; None where the article gives neither.

    Days of the first sentences count first; what they leave open is completed from the day of publication. ``review``: the
    period that the meeting looks back on.
    """
    press = published(article)
    day = press[0] if press else None
    for sentence in _lead(text):
        if several := _several(article, sentence, day, review):
            return several
        for found in vietnamese.find_dates(article.work[sentence.start : sentence.end]):
            if found.kind == "day" and _is_the_day(article.key, sentence, found):
                resolved = _resolve(found, sentence.start, day, review, article)
                if resolved:
                    return _with_weekday(article, resolved)
        if day and (moment := _of_weekday(article, sentence, day)):
            return moment
    return _bounds(article, text, press, periods, review)


def _with_weekday(article: Article, found: Moment) -> Moment:
    """The same day, in doubt where the weekday written beside it is another."""
    if found.doubt or found.start is None or found.end is None:
        return found
    said = _WEEKDAY.search(article.key, found.start, found.end + 12)
    if not said:
        return found
    name = (said["day"] or "chủ nhật").replace("bẩy", "bảy")
    written = int(name) - 2 if name.isdigit() else _WEEKDAYS.index(name)
    if dt.date.fromisoformat(found.edtf).weekday() == written:
        return found
    return replace(found, doubt=f"ngày này không phải “{said[0]}” như bài ghi")


def _of_weekday(article: Article, sentence: Sentence, day: dt.date) -> Moment | None:
    """The day that a weekday at the beginning of a sentence means, perhaps with its date in brackets; ``day``: of publication."""
    said = _BY_WEEKDAY.search(article.key, sentence.start, sentence.end)
    if (
        not said
        or said.start() - sentence.start > _OPENING
        or not _MEETING.search(article.key, sentence.start, sentence.end)
    ):
        return None
    name = (said["day"] or "chủ nhật").replace("bẩy", "bảy")
    weekday = int(name) - 2 if name.isdigit() else _WEEKDAYS.index(name)
    back = (day.weekday() - weekday) % 7
    if said["week"] in _LAST_WEEK and back <= day.weekday():
        back += 7
    meant = day - dt.timedelta(days=back)
    how, doubt = f"“{said['weekday']}” so với ngày đăng {day.isoformat()}", ""
    if said["number"]:
        number, month = int(said["number"]), int(said["month"])
        try:
            written = dt.date(day.year - ((month, number) > (day.month, day.day)), month, number)
        except ValueError:
            return None
        how = f"ngày, tháng trong bài; năm theo ngày đăng {day.isoformat()}"
        doubt = "" if written.weekday() == weekday else f"ngày này không phải “{said['weekday']}” như bài ghi"
        meant = written
    return Moment(meant.isoformat(), said.start(), said.end(), how, _TIME.get(said["part"] or ""), doubt)


def without_year(article: Article, text: ParsedArticle) -> str | None:
    """The words of a day that lacks its year, where nothing supplies it."""
    for sentence in _lead(text):
        for found in vietnamese.find_dates(article.work[sentence.start : sentence.end]):
            if found.kind == "day" and found.year is None and _is_the_day(article.key, sentence, found):
                return " ".join(article.work[sentence.start + found.start : sentence.start + found.end].split())
    return None


def _lead(text: ParsedArticle) -> list[Sentence]:
    """Sentences that may say when: the first paragraphs, then any that say the meeting took place."""
    lines = list(dict.fromkeys(s.line_start for s in text.sentences if s.kind != "heading"))
    first = set(lines[:4])
    return [s for s in text.sentences if s.line_start in first]


def _is_the_day(key: str, sentence: Sentence, found: vietnamese.FoundDate) -> bool:
    before = _HOUR.sub("", key[sentence.start : sentence.start + found.start])
    if _NOT_THE_DAY.search(before[-40:]) and not re.search(r"(?:vào|trong)\s*(?:ngày\s*)?$", before):
        return False
    if not _MEETING.search(key, sentence.start, sentence.end):
        return False
    # The day opens its sentence, or tells of the meeting itself ("diễn ra vào chiều 2/7").
    opening = len(before.strip(' -–—:("“')) <= 45
    return (
        opening
        or bool(found.part_of_day)
        or bool(_GOES_ON.match(key, sentence.start + found.end))
        or bool(re.search(r"(?:diễn ra|tổ chức|họp|khai mạc|vào)[^.;]{0,25}$", before))
    )


def _resolve(
    found: vietnamese.FoundDate, base: int, day: dt.date | None, review: PeriodMention | None, article: Article
) -> Moment | None:
    start, end = found.start + base, found.end + base
    time = _TIME.get(found.part_of_day or "")
    if found.year is not None:
        return Moment(str(found.edtf), start, end, "ghi đủ ngày trong bài", time)
    if found.month is None:
        if day is None:
            return None
        done = vietnamese.complete(found, day)
        word = "hôm qua" if found.relative == "qua" else "hôm nay"
        return Moment(str(done.edtf), start, end, f"“{word}” so với ngày đăng {day.isoformat()}", time)
    if day is not None:
        done = vietnamese.complete(found, day)
        when = dt.date.fromisoformat(str(done.edtf))
        if (day - when).days <= _NEAR or review is None or review.last_day is None:
            return Moment(
                str(done.edtf), start, end, f"ngày, tháng trong bài; năm theo ngày đăng {day.isoformat()}", time
            )
    if review is not None and review.last_day is not None:
        year = _nearest(found.month, found.day or 1, review.last_day)
        edtf = f"{year:04d}-{found.month:02d}-{found.day:02d}"
        words = article.work[review.start : review.end]
        return Moment(edtf, start, end, f"ngày, tháng trong bài; năm theo “{words}”", time)
    years = [int(y) for y in re.findall(r"(?<![\d/.\-])(20[0-3]\d)(?![\d])", article.work)]
    if years:
        year = max(set(years), key=lambda y: (years.count(y), y))
        try:
            edtf = dt.date(year, found.month, found.day or 1).isoformat()
        except ValueError:
            return None
        return Moment(
            f"{edtf}?",
            start,
            end,
            "ngày, tháng trong bài; năm đoán theo năm được nhắc nhiều nhất",
            time,
            "năm của ngày họp chưa chắc",
        )
    return None


def _nearest(month: int, number: int, end: dt.date) -> int:
    """The year that brings a day nearest to the end of the period under review."""

    def distance(year: int) -> int:
        try:
            return abs((dt.date(year, month, number) - end).days)
        except ValueError:
            return 10**6

    return min((end.year - 1, end.year, end.year + 1), key=distance)


def _several(article: Article, sentence: Sentence, day: dt.date | None, review: PeriodMention | None) -> Moment | None:
    match = _SEVERAL.search(article.key, sentence.start, sentence.end)
    if (
        not match
        or match.start() - sentence.start > 60
        or not _MEETING.search(article.key, sentence.start, sentence.end)
    ):
        return None
    if re.search(r"tuần|kết quả|tính|nổi bật", article.key[sentence.start : match.start()]):
        return None
    month, first, last = int(match["month"]), int(match["first"]), int(match["last"])
    first_month = int(match["first_month"] or match["middle_month"] or month)
    if not (1 <= month <= 12 and 1 <= first_month <= 12) or (first_month == month and first >= last):
        return None
    year = int(match["year"]) if match["year"] else None
    how = "ghi đủ ngày trong bài" if year else "ngày, tháng trong bài"
    if year is None and day is not None:
        year = day.year - ((month, last) > (day.month, day.day))
        how += f"; năm theo ngày đăng {day.isoformat()}"
    if year is None and review is not None and review.last_day is not None:
        year = _nearest(month, last, review.last_day)
        how += f"; năm theo “{article.work[review.start : review.end]}”"
    if year is None:
        return None
    try:
        begins, ends = dt.date(year - (first_month > month), first_month, first), dt.date(year, month, last)
    except ValueError:
        return None
    if (ends - begins).days > _LONGEST_MEETING:
        return None
    return Moment(f"{begins.isoformat()}/{ends.isoformat()}", match.start(), match.end(), how)


def _bounds(
    article: Article,
    text: ParsedArticle,
    press: tuple[dt.date, Stated] | None,
    periods: Sequence[PeriodMention],
    review: PeriodMention | None,
) -> Moment | None:
    """The bounds between which the meeting was, when no day is stated."""
    facts = _facts(article, text, press[0] if press else None, review)
    start, end, how = None, None, ""
    if press:
        upper = press[0]
        start, end = press[1].start, press[1].end
        how = f"không muộn hơn ngày đăng {upper.isoformat()}"
    else:
        planned = _end_of_planned_period(article, periods, review)
        if planned is None:
            return None
        upper = planned[0]
        start, end = planned[1]
        how = f"không muộn hơn kỳ mà bài coi là sắp tới (“{' '.join(article.work[start:end].split())}”)"
    lowers: list[tuple[dt.date, str]] = []
    if facts:
        lowers.append(
            (facts[0], f"không sớm hơn số liệu tính đến “{' '.join(article.work[facts[1] : facts[2]].split())}”")
        )
    if review is not None and review.last_day is not None and (last := _opens(review)) <= upper:
        lowers.append(
            (last, f"không sớm hơn đoạn cuối của kỳ được xem xét (“{article.work[review.start : review.end]}”)")
        )
    if press:
        just = bool(_JUST.search(article.key[:2500]))
        lowers.append((upper - dt.timedelta(days=14 if just else _WINDOW), "tin thường đăng ít lâu sau cuộc họp"))
    lowers = [entry for entry in lowers if entry[0] <= upper]
    if not lowers:
        return None
    lower, why = max(lowers, key=lambda entry: entry[0])
    return Moment(
        f"[{lower.isoformat()}..{upper.isoformat()}]",
        start,
        end,
        f"{why}; {how}",
        doubt="bài không ghi ngày họp, chỉ suy được khoảng",
    )


def _opens(period: PeriodMention) -> dt.date:
    """The earliest day on which a meeting may look back on a period: within its last month, or its last two for a year."""
    last = period.last_day
    assert last is not None
    if period.kind == "month":
        return last.replace(day=1) - dt.timedelta(days=7)
    return last.replace(day=1, month=11) if period.kind == "year" else last.replace(day=1)


def _facts(
    article: Article, text: ParsedArticle, upper: dt.date | None, review: PeriodMention | None
) -> tuple[dt.date, int, int] | None:
    """The latest day up to which the article gives figures, and where; the day after it when it is counted whole."""
    found: list[tuple[dt.date, int, int]] = []
    for sentence in text.sentences:
        for date in vietnamese.find_dates(article.work[sentence.start : sentence.end]):
            before = article.key[sentence.start : sentence.start + date.start]
            words = article.key[sentence.start + date.start : sentence.start + date.end]
            as_of = _AS_OF.search(before) or (
                re.search(r"hết ngày", before[-12:] + words) and re.match("hết", before[-4:].strip())
            )
            if date.kind != "day" or date.month is None or not as_of:
                continue
            year = date.year
            if year is None and review is not None and review.last_day is not None:
                year = _nearest(date.month, date.day or 1, review.last_day)
            if year is None and upper is not None:
                year = vietnamese.complete(date, upper).year
            if year is None:
                continue
            try:
                day = dt.date(year, date.month, date.day or 1)
            except ValueError:
                continue
            if "hết" in before[-10:]:
                day += dt.timedelta(days=1)
            if upper is not None and day > upper:
                continue
            if review is not None and review.last_day is not None and day > review.last_day + dt.timedelta(days=120):
                continue
            found.append((day, sentence.start + date.start, sentence.start + date.end))
    return max(found, default=None)


def _end_of_planned_period(
    article: Article, periods: Sequence[PeriodMention], review: PeriodMention | None
) -> tuple[dt.date, tuple[int, int]] | None:
    """The end of the period that is still to come for the article."""
    after = review.last_day if review and review.last_day else dt.date.min
    ahead = [p for p in periods if p.planned and p.last_day is not None and p.last_day > after]
    if ahead:
        first = ahead[0]
        assert first.last_day is not None
        return first.last_day, (first.start, first.end)
    year = review.found.year if review else None
    if year is None:
        return None
    for found in vietnamese.find_dates(article.work):
        if found.kind in {"month", "quarter"} and found.year is None and _THIS.match(article.key, found.end):
            period = PeriodMention(found.start, found.end, found.kind, vietnamese.FoundDate(
                found.start, found.end, found.kind, year, found.month, last_month=found.last_month), planned=True)  # fmt: skip
            last = period.last_day
            if last is not None and review is not None and review.last_day is not None and last > review.last_day:
                return last, (found.start, found.end)
    return None
