"""Rules about the language of what the archive says itself: one form for one office, no praise of its own, nothing on reading.

Like `spelling`, they leave alone what is quoted: titles of people and articles, words of citations, all in quotation marks. They
know only wordings that are hardly ever right; what they do not find may still be badly said.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from giaoban.check.report import Report
from giaoban.check.spelling import ours, without_quotes
from giaoban.findings import quote
from giaoban.records.load import Document
from giaoban.records.marks import Path


class _Wording(NamedTuple):
    """A wording that the archive avoids; ``message`` names it where it has ``{}``."""

    pattern: re.Pattern[str]
    rule: str
    message: str
    hint: str


_CAPITALS = "".join(c for c in map(chr, range(0x41, 0x1F00)) if c.isupper() and unicodedata.name(c).startswith("LATIN"))
_NAME = rf"[{_CAPITALS}][^\W\d_]*"
_REPORTS = r"(?:[Bb]áo cáo|[Bb]ài(?: báo| viết)?|[Nn]guồn|[Hh]ội nghị|[Cc]uộc họp|[Ýý] kiến|[Pp]hát biểu)"

_EVERYWHERE = (
    _Wording(re.compile(r"\bHĐND\b"), "wording", "{} viết tắt trong lời của kho", "viết Hội đồng nhân dân"),
    _Wording(re.compile(r"\bUBND\b"), "wording", "{} viết tắt trong lời của kho", "viết Ủy ban nhân dân"),
    _Wording(re.compile(r"\bTrưởng ban\b"), "wording", "{} trong lời của kho viết hoa cả chữ Ban", "viết Trưởng Ban"),
    _Wording(
        # Ông is a family name, too: "Ông Ích Khiêm".
        re.compile(rf"\b(?:(?:ông|[Bb]à(?! Rịa)|[Đđ]ồng chí)(?= {_NAME} {_NAME})|Ông(?= {_NAME} {_NAME} {_NAME}))"),
        "wording",
        "{} trước tên người trong lời của kho",
        "kho ghi tên, không ghi ông, bà, đồng chí: bỏ chữ ấy",
    ),
    _Wording(
        re.compile(rf"\b{_REPORTS} (?:cũng |còn |chỉ |có )?kể (?:từ|rằng|về|lại|chuyện)\b"),
        "wording",
        "{}: tin và báo cáo thì nêu, không kể",
        "viết “nêu”, “cho biết” hay “thuật lại”",
    ),
    _Wording(
        re.compile(r"\b(?:làm nhân sự|đã đại hội|chạy trơn tru|mấy chữ đầu)\b"),
        "wording",
        "{} là cách nói tắt",
        "viết đủ: chuẩn bị nhân sự, đã tổ chức đại hội, vận hành thông suốt, những chữ đầu",
    ),
)
# A task may well ask to do something well; what is said to have been done well needs somebody who says so.
_RESULTS = (
    _Wording(
        re.compile(
            r"(?:^|(?<=[.;] ))(?:Đã )?(?:[Ll]àm tốt|[Tt]hực hiện (?:rất )?tốt|[Hh]oàn thành (?:tốt|xuất sắc))\b"
        ),
        "praise",
        "{} là lời khen của chính kho",
        "ghi ai đánh giá thế: “Báo cáo đánh giá …”, “Theo kết luận, …”",
    ),
)
_SUMMARY = (
    _Wording(
        re.compile(
            r"\b(?:[Kk]hông|[Cc]hưa) đọc (?:lại )?được\b"
            r"|\b[Pp]hần (?:bài )?(?:đọc|xem) được\b|\b[Bb]ài (?:báo )?không (?:mở|tải) được\b"
        ),
        "reading-in-summary",
        "{}: tóm tắt kể chuyện đọc nguồn",
        "chuyển câu ấy sang notes, trang sẽ hiện riêng",
    ),
)


def _any_of(wordings: tuple[_Wording, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{w.pattern.pattern})" for w in wordings), re.MULTILINE | re.IGNORECASE)


_ANY, _ANY_RESULT, _ANY_SUMMARY = map(_any_of, (_EVERYWHERE, _RESULTS, (*_EVERYWHERE, *_SUMMARY)))


def check(document: Document, report: Report) -> None:
    """Add what the archive would word otherwise, once a value or line of the summary and wording."""
    text = document.marked.text
    if _ANY.search(text) or _ANY_RESULT.search(text):
        for path, value in ours(document.marked.value):
            wordings = (*_EVERYWHERE, *_RESULTS) if _is_result(path) else _EVERYWHERE
            own = without_quotes(value)
            for wording in wordings:
                if found := wording.pattern.search(own):
                    report.warning(path, wording.rule, wording.message.format(quote(found[0])), wording.hint)
    if _ANY_SUMMARY.search(document.body):
        lines = without_quotes(document.body).split("\n")
        for number, line in enumerate(lines, document.body_line):
            for wording in (*_EVERYWHERE, *_SUMMARY):
                if found := wording.pattern.search(line):
                    message = wording.message.format(quote(found[0]))
                    report.at_place((number, found.start() + 1), "warning", wording.rule, message, wording.hint)


def _is_result(path: Path) -> bool:
    return path[:1] == ("results",) and path[-1:] == ("text",)
