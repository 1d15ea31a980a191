"""Results, shortcomings and tasks of a report: where each stands, never its words, and by when a task is to be done.

Each sentence of a report has a purpose, on which also depends what the meeting did with a document that the sentence cites.
Numbered lists count; else sentences do. A task is due as its own words say: "trước ngày 20/5", "chậm nhất đến cuối quý II",
"trong tháng 9".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple

from giaoban import dates, vietnamese
from giaoban.drafting.article import Article
from giaoban.drafting.model import DraftCitation
from giaoban.drafting.page_lines import PageLine
from giaoban.drafting.people import ParsedArticle, Sentence
from giaoban.drafting.words import data
from giaoban.vietnamese import FoundDate

Purpose = Literal["task", "result", "shortcoming", ""]
"""What a sentence does: it sets a task, says a result or a shortcoming, or none of these."""
_KEYS: tuple[tuple[Purpose, str], ...] = (("shortcoming", "shortcomings"), ("task", "tasks"), ("result", "results"))


@cache
def _openers() -> tuple[tuple[Purpose, re.Pattern[str]], ...]:
    return tuple((purpose, re.compile(data("relations")[key])) for purpose, key in _KEYS)


def purposes(key: str, sentences: Sequence[tuple[int, int]], lead_end: int) -> list[Purpose]:
    """The purpose of each sentence, given by its places in a text in small letters.

    A sentence that says nothing of it goes on with what the one before did; the lead, up to ``lead_end``, frames the meeting and
    does nothing.
    """
    found: list[Purpose] = []
    purpose: Purpose = ""
    for start, end in sentences:
        if start < lead_end:
            found.append("")
            continue
        said = _purposes_opened(key[start:end])
        # A sentence that says results and then asks for something goes on with what it found.
        if len(said) == 1 or (said and purpose not in said):
            purpose = said[0]
        found.append(purpose)
    return found


def _purposes_opened(words: str) -> list[Purpose]:
    """What words in small letters say they do, in the order in which they say it."""
    places = [(match.start(), purpose) for purpose, pattern in _openers() if (match := pattern.search(words))]
    return [purpose for _, purpose in sorted(places)]


# A stop within an abbreviation ("T.Ư") or a number ends no clause.
_CLAUSE = re.compile(r"[.;:!?](?=\s|$)|\n")
_NEAR = 170


class _RelationRule(NamedTuple):
    """A relation and the words before a mention that make it."""

    relation: str
    pattern: re.Pattern[str]


@cache
def _rules() -> tuple[_RelationRule, ...]:
    return tuple(_RelationRule(relation, re.compile(pattern)) for relation, pattern in data("relations")["before"])


def relation(key: str, start: int, line_start: int, purpose: Purpose, *, drafted: bool) -> str:
    """The relation of the meeting to the document mentioned at ``start``, by the words before it in its clause.

    ``key``: the text in small letters; ``purpose``: of the item that names it; ``drafted``: what is mentioned is a draft.
    """
    if drafted:
        return "drafted"
    clause = key[max(line_start, start - _NEAR) : start]
    cut = max((m.end() for m in _CLAUSE.finditer(clause)), default=0)
    clause = clause[cut:]
    best: tuple[int, str] | None = None
    for rule in _rules():
        for match in rule.pattern.finditer(clause):
            if best is None or match.end() > best[0]:
                best = (match.end(), rule.relation)
    found = best[1] if best else ""
    if found == "mentioned":
        return found
    return "tasked" if purpose == "task" else found or "mentioned"


def by_document(citations: Sequence[DraftCitation]) -> list[list[DraftCitation]]:
    """The mentions of each document together, in the order in which the documents are first named."""
    groups: dict[str, list[DraftCitation]] = {}
    for citation in citations:
        found = citation.resolved
        target = found.resolution or citation.new or found.plenum
        groups.setdefault(target or f"? {citation.cited}", []).append(citation)
    return list(groups.values())


_FEWEST = 2
_SHORTEST = 8
_SHORTEST_SENTENCE = 40
_SHORTEST_RESULT = 80
_SIGN = re.compile(r"[-–•+*] ?(?=\S)")
_LETTER = re.compile(r"(?P<letter>[a-eghiklmn]|đ)[.)] (?=\S)")
_LETTERS = "abcdđeghiklmn"
_INLINE = re.compile(
    r"(?<=[.;:,]) (?=(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười(?: một| hai)?) là[,: ]|thứ (?:nhất|"
    r"hai|ba|tư|năm|sáu|bảy)[,: ]|\(\d\) )"
)
# Points that share a line: "… ba việc: 1) báo cáo 6 tháng; 2) …", "1- chấm chéo; 2- …", "(i) …; (ii) …".
_INLINE_NUMBER = re.compile(
    r"(?<=[:;]) (?:(?P<number>\d{1,2})[).\-–]|\((?P<roman>i{1,3}|iv|v|vi{1,3})\)) ?(?=[^\W\d_])"
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8}
# Points that only semicolons part, as many as are announced: "lưu ý 3 việc: …; …; …."
_COUNTED = re.compile(
    r"(?P<count>\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) "
    r"(?:việc|nhiệm vụ|nội dung|yêu cầu|giải pháp|vấn đề|hạn chế|tồn tại|khó khăn|kết quả|điểm|khâu)\b[^.:;]{0,60}: "
    r"(?P<points>[^.:\n]+)[.\n]?"
)
_PEOPLE = re.compile(r"(?:tham |đến |cùng |về )?dự\b|có mặt|thành phần|đồng chí:?$")
_INTRO = 240
_LONGEST_HEADING = 60
_SIGNS = frozenset("-–•+*")
# What the words before a list call its points.
_CALLED: tuple[tuple[Purpose, re.Pattern[str]], ...] = (
    ("shortcoming", re.compile(r"(?:hạn chế|tồn tại|khuyết điểm|yếu kém|bất cập|vướng mắc)[^.;]{0,60}:?\s*$")),
    (
        "task",
        re.compile(
            r"(?:nhiệm vụ|yêu cầu|đề nghị|giải pháp|phương hướng|tập trung|giao|việc|khâu|cần|lưu ý|tuần \d{1,2} làm|"
            r"(?:tuần|tháng|quý) tới)[^.;]{0,60}:?\s*$"
        ),
    ),
    (
        "result",
        re.compile(r"(?:kết quả|thành tích|nổi bật|đạt được|dấu ấn|đã (?:làm|thực hiện|hoàn thành))[^.;]{0,60}:?\s*$"),
    ),
)
_SEMICOLON = re.compile(r";\s+")
_POINT = re.compile(r"[^;\s][^;]*")


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage to be put into the editor's own words: its places, and its number if it has one."""

    start: int
    end: int
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Passages:
    """The results, shortcomings and tasks of a report, each in order; ``lists``: where whole lists stand, and of what."""

    results: Sequence[Passage]
    shortcomings: Sequence[Passage]
    tasks: Sequence[Passage]
    lists: Sequence[tuple[int, int, Purpose]] = ()

    def listed_as(self, place: int) -> Purpose | None:
        """What the list is that holds a place of the working text; None outside of lists."""
        return next((purpose for start, end, purpose in self.lists if start <= place < end), None)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line or a part of one: its places, what marks it as a point of a list, its number, and where its own words begin."""

    start: int
    end: int
    line: int
    style: str = ""
    number: int = 0
    begins: int = 0


def passages(article: Article, text: ParsedArticle, purposes: Sequence[Purpose]) -> Passages:
    """What was done, what was amiss and what is to be done; ``purposes``: of each sentence."""
    found: dict[Purpose, list[Passage]] = {"result": [], "shortcoming": [], "task": []}
    lists: list[tuple[int, int, Purpose]] = []
    for intro, run in _runs(article):
        purpose = _purpose_of_list(article, text, purposes, intro, run[0])
        points = [_without_trailing_signs(article, Passage(p.begins, p.end, p.number or None)) for p in run]
        found[purpose] += [point for point in points if point.end - point.start >= _SHORTEST]
        lists.append((intro[0], run[-1].end, purpose))
    free = [(s, purpose) for s, purpose in zip(text.sentences, purposes, strict=True) if not _inside(s.start, lists)]
    return Passages(
        found["result"] or _paragraphs(article.body(), free),
        found["shortcoming"] or _sentences(article, free, "shortcoming"),
        found["task"] or _sentences(article, free, "task"),
        lists,
    )


def _inside(place: int, lists: Sequence[tuple[int, int, Purpose]]) -> bool:
    return any(start <= place < end for start, end, _ in lists)


def _runs(article: Article) -> Iterator[tuple[tuple[int, int], list[_Piece]]]:
    """Every list of at least two points, with the places of the words that introduce it."""
    pieces = [
        piece for i, line in enumerate(article.body()) if line.kind != "title" for piece in _pieces(article, line, i)
    ]
    run: list[_Piece] = []
    first = 0
    for i, piece in enumerate(pieces):
        if run and _goes_on(run[-1], piece):
            run.append(piece)
            continue
        if piece.style and (piece.number == 1 or (piece.style in _SIGNS and _is_introduced(article, pieces, i))):
            if len(run) >= _FEWEST:
                yield _intro(pieces, first), run
            run, first = [piece], i
        elif run and run[-1].style in _SIGNS:
            if len(run) >= _FEWEST:
                yield _intro(pieces, first), run
            run = []
    if len(run) >= _FEWEST:
        yield _intro(pieces, first), run


def _pieces(article: Article, line: PageLine, number: int) -> Iterator[_Piece]:
    """A line, cut where several points share it."""
    marked = dict(_points_in_line(article.key, line.start, line.end))
    said = (m.end() for m in _INLINE.finditer(article.key, line.start, line.end))
    cuts = sorted({line.start, *said, *marked, line.end})
    for start, end in pairwise(cuts):
        begins = start + len(article.work[start:end]) - len(article.work[start:end].lstrip())
        words = article.work[begins : min(end, begins + 80)]
        piece = _Piece(begins, end, number)
        if counted := marked.get(start):
            yield (
                replace(piece, style=counted.style, number=counted.number, begins=counted.begins)
                if counted.style
                else piece
            )
        elif found := vietnamese.read_enumerator(words):
            yield replace(piece, style=found.style, number=found.number, begins=begins + found.end)
        elif (letter := _LETTER.match(article.key, begins, end)) and letter["letter"] in _LETTERS:
            yield replace(piece, style="letter", number=_LETTERS.index(letter["letter"]) + 1, begins=letter.end())
        elif sign := _SIGN.match(article.work, begins, end):
            yield replace(piece, style=sign[0][0], begins=sign.end())
        else:
            yield piece


class _PointMark(NamedTuple):
    """What marks a point within a line: its kind ("": the words behind the last point), its number, where its words begin."""

    style: str
    number: int
    begins: int


def _points_in_line(key: str, start: int, end: int) -> Iterator[tuple[int, _PointMark]]:
    """Where points begin within a line, by numbers before them, or by a count that is announced and semicolons."""
    numbered = list(_INLINE_NUMBER.finditer(key, start, end))
    for found in numbered:
        number = int(found["number"]) if found["number"] else _ROMAN[found["roman"]]
        yield found.start() + 1, _PointMark("inline", number, found.end())
    for found in _COUNTED.finditer(key, start, end):
        points = list(_POINT.finditer(key, found.start("points"), found.end("points")))
        count = int(found["count"]) if found["count"].isdigit() else vietnamese.read_cardinal(found["count"])
        if len(points) != count or any(found.start("points") <= one.start() + 1 <= found.end() for one in numbered):
            continue
        for number, point in enumerate(points, 1):
            yield point.start(), _PointMark("counted", number, point.start())
        if found.end() < end:
            yield found.end(), _PointMark("", 0, found.end())


def _goes_on(last: _Piece, piece: _Piece) -> bool:
    """Whether a piece is the next point of a list; points of numbered lists may have paragraphs between them."""
    if piece.style != last.style:
        return False
    if piece.style in _SIGNS:
        return piece.line == last.line + 1
    return piece.number == last.number + 1


def _is_introduced(article: Article, pieces: Sequence[_Piece], i: int) -> bool:
    """Whether words that end in a colon, or a line like a heading, stand before a point, and they do not announce people."""
    if not i:
        return False
    before = article.key[pieces[i - 1].start : pieces[i - 1].end].rstrip()
    heads = before.endswith(":") or (len(before) <= _LONGEST_HEADING and before[-1:].isalnum())
    return heads and not _PEOPLE.search(before[-60:])


def _intro(pieces: Sequence[_Piece], first: int) -> tuple[int, int]:
    """The places of the words before the first point."""
    if not first:
        return pieces[0].start, pieces[0].start
    return pieces[first - 1].start, pieces[first - 1].end


def _purpose_of_list(
    article: Article, text: ParsedArticle, purposes: Sequence[Purpose], intro: tuple[int, int], point: _Piece
) -> Purpose:
    """What the points of a list are: what the words before it call them, else what its first sentence does."""
    words = article.key[max(intro[0], intro[1] - _INTRO) : intro[1]]
    for purpose, pattern in _CALLED:
        if pattern.search(words):
            return purpose
    if said := _purposes_opened(words):
        return said[-1]
    empty: Purpose = ""
    purpose = next(
        (purpose for s, purpose in zip(text.sentences, purposes, strict=True) if s.start <= point.start < s.end), empty
    )
    return purpose or "task"


def _without_trailing_signs(article: Article, passage: Passage) -> Passage:
    words = article.work[passage.start : passage.end]
    return replace(passage, end=passage.start + len(words.rstrip().rstrip(";,")))


def _paragraphs(lines: Iterator[PageLine], free: Sequence[tuple[Sentence, Purpose]]) -> list[Passage]:
    """The paragraphs most of whose sentences tell what was done."""
    purposes: dict[int, list[Purpose]] = {}
    for sentence, purpose in free:
        purposes.setdefault(sentence.line_start, []).append(purpose)
    return [
        Passage(line.start, line.end)
        for line in lines
        if line.kind == "body"
        and line.end - line.start > _SHORTEST_RESULT
        and 2 * purposes.get(line.start, []).count("result") > len(purposes.get(line.start, []))
    ]


def _sentences(article: Article, free: Sequence[tuple[Sentence, Purpose]], wanted: Purpose) -> list[Passage]:
    """The sentences that do what is wanted, cut at semicolons."""
    found: list[Passage] = []
    for sentence, purpose in free:
        if purpose != wanted or sentence.kind != "body":
            continue
        cuts = [
            sentence.start,
            *(m.end() for m in _SEMICOLON.finditer(article.key, sentence.start, sentence.end)),
            sentence.end,
        ]
        parts = [_without_trailing_signs(article, Passage(a, b)) for a, b in pairwise(cuts)]
        found += [part for part in parts if part.end - part.start >= _SHORTEST_SENTENCE]
    return found


# What says that a day or period is the end of something. A day on which something begins, or of a document, has other words.
_LIMIT = (
    r"(?:trước|(?:thời )?hạn(?: chót| cuối)?(?: là| đến|:)?|(?:chậm|muộn) nhất(?: là)?(?: đến| trước| trong| vào| ngày)?|"
    r"đến trước|đến hết|đến cuối|hết|đến|xong(?: trước)?|hoàn thành(?: trước| vào)?|(?:tại|trong|vào) kỳ họp|"
    r"(?:đến |vào )?(?:giữa|cuối|đầu|trung tuần))"
)
_HOUR = r"(?:\d{1,2} ?(?:giờ|h|g)(?: ?\d{2})?,?\s*)?"
_BY = re.compile(rf"(?<!từ )(?<!tính ){_LIMIT}\s*(?:(?:khi )?hết\s*)?(?:[^.;()]{{2,24}}\(\s*)?{_HOUR}(?:ngày\s*)?$")
_WITHIN = re.compile(r"\b(?:trong|vào)\s*$")
_AT_ONCE = re.compile(r"(?:\s(?:này|tới))?,?\s*(?:phải |cần )?(?:hoàn thành|hoàn tất|xong|trình|ban hành|tham mưu)\b")
_BY_WEEKDAY = re.compile(
    rf"{_LIMIT}\s*(?:vào )?(?:ngày )?(?:thứ (?P<day>hai|ba|tư|năm|sáu|bảy)|chủ nhật)(?: (?P<week>tuần (?:này|sau|tới)))(?!\w)"
)
_WEEKDAYS = ("hai", "ba", "tư", "năm", "sáu", "bảy")
_DONE = re.compile(r"hoàn thành|\bxong\b|dứt điểm|tham mưu|trình|ban hành|sơ kết|tổng kết|gửi|báo cáo|nộp")
_BARE_DAY = re.compile(r"(?<![\w/.-])(?P<day>\d{1,2})(?P<sign>[/.-])(?P<month>\d{1,2})(?![\d/.-]*\d)")
_THIS_YEAR = re.compile(r"(?:trong|hết|cuối) năm nay\b|(?:đến|trước|vào) (?:dịp )?(?:hết|cuối) năm(?! ?\d)")
_WINDOW = 28
_NEXT_YEARS = 2


def due(work: str, key: str, start: int, end: int, day: dt.date | None) -> str | None:
    """The due in the words ``start`` to ``end`` of a text, as EDTF; None where they give none, or one before ``day``.

    ``work`` is the text and ``key`` the same in small letters; ``day`` is that of the meeting, which supplies the year.
    """
    for found in _days_and_periods(work, key, start, end):
        before = key[max(start, start + found.start - _WINDOW) : start + found.start]
        opened = key[start : start + found.start]
        is_last = not key[start + found.end : end].strip(" .;,)")
        at_once = bool(_AT_ONCE.match(key, start + found.end, end))
        if not (_BY.search(before) or _is_within(opened, key[start:end], before, is_whole=is_last or at_once)):
            continue
        if (moment := _first_not_over(found, day)) is not None:
            return moment
    if day is not None and (said := _BY_WEEKDAY.search(key, start, end)):
        weekday = _WEEKDAYS.index(said["day"]) if said["day"] else len(_WEEKDAYS)
        weeks = 0 if said["week"] == "tuần này" else 1
        return (day + dt.timedelta(days=weekday - day.weekday(), weeks=weeks)).isoformat()
    if day is not None and _THIS_YEAR.search(key, start, end):
        return f"{day.year:04d}"
    return None


def _is_within(opened: str, whole: str, before: str, *, is_whole: bool) -> bool:
    """Whether "trong" sets an end: it does for one thing to be done, not for a list that it opens.

    ``is_whole``: the period is the last of the words, or what has to be done follows at once.
    """
    if not _WITHIN.search(before):
        return False
    if len(opened.split()) > 2:
        return is_whole or bool(_DONE.search(whole))
    return is_whole or bool(_DONE.search(opened)) or opened.startswith("ngay ")


def _days_and_periods(work: str, key: str, start: int, end: int) -> Iterator[FoundDate]:
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


def _first_not_over(found: FoundDate, day: dt.date | None) -> str | None:
    """The day or period as EDTF in the first year in which it is not over on ``day``; None where it is over, or no day."""
    years = [found.year] if found.year is not None else [day.year + n for n in range(_NEXT_YEARS)] if day else []
    for year in years:
        try:
            edtf = replace(found, year=year).edtf
            if edtf is not None and (day is None or dates.parse(edtf).latest >= day):
                return edtf
        except ValueError:
            continue
    return None
