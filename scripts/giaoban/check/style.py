"""Rules about the language of what the archive says itself: one form for one office, no praise of its own, nothing on reading.

Like `spelling`, they leave alone what is quoted: titles of people and articles, words of citations, all in quotation marks. They
know only wordings that are hardly ever right; what they do not find may still be badly said.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from giaoban.check.report import Report
from giaoban.check.spelling import ours, without_quotes
from giaoban.findings import quote
from giaoban.records.load import ParsedFile
from giaoban.records.marks import Path


class _Wording(NamedTuple):
    """A wording that the archive avoids; ``message`` names it where it has ``{}``.

    ``words``: some of which every match holds, so that most texts need not be searched; none where the search is quick itself.
    """

    pattern: re.Pattern[str]
    words: tuple[str, ...]
    rule: str
    message: str
    hint: str

    def may_occur(self, text: str) -> bool:
        """Whether the wording may stand in a text."""
        return any(word in text for word in self.words) if self.words else self.pattern.search(text) is not None


_CAPITALS = "".join(c for c in map(chr, range(0x41, 0x1F00)) if c.isupper() and unicodedata.name(c).startswith("LATIN"))
_NAME = rf"[{_CAPITALS}][^\W\d_]*"
_REPORTS = r"(?:[Bb]áo cáo|[Bb]ài(?: báo| viết)?|[Nn]guồn|[Hh]ội nghị|[Cc]uộc họp|[Ýý] kiến|[Pp]hát biểu)"

_EVERYWHERE = (
    _Wording(re.compile(r"\bHĐND\b"), ("HĐND",), "wording", "{} viết tắt trong lời của kho", "viết Hội đồng nhân dân"),
    _Wording(re.compile(r"\bUBND\b"), ("UBND",), "wording", "{} viết tắt trong lời của kho", "viết Ủy ban nhân dân"),
    _Wording(
        re.compile(r"\bTrưởng ban\b"),
        ("Trưởng ban",),
        "wording",
        "{} trong lời của kho viết hoa cả chữ Ban",
        "viết Trưởng Ban",
    ),
    _Wording(
        # Ông is a family name, too: "Ông Ích Khiêm". That a word begins there is asked last, so that the search is for letters.
        re.compile(
            rf"(?:ông(?<=\bông)|[Bb]à(?<=\b..)(?! Rịa)|[Đđ]ồng chí(?<=\b.{{8}}))(?= {_NAME} {_NAME})"
            rf"|Ông(?<=\bÔng)(?= {_NAME} {_NAME} {_NAME})"
        ),
        (),
        "wording",
        "{} trước tên người trong lời của kho",
        "kho ghi tên, không ghi ông, bà, đồng chí: bỏ chữ ấy",
    ),
    _Wording(
        re.compile(rf"\b{_REPORTS} (?:cũng |còn |chỉ |có )?kể (?:từ|rằng|về|lại|chuyện)\b"),
        (" kể ",),
        "wording",
        "{}: tin và báo cáo thì nêu, không kể",
        "viết “nêu”, “cho biết” hay “thuật lại”",
    ),
    _Wording(
        re.compile(r"\b(?:làm nhân sự|đã đại hội|chạy trơn tru|mấy chữ đầu)\b"),
        ("làm nhân sự", "đã đại hội", "chạy trơn tru", "mấy chữ đầu"),
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
        ("àm tốt", "hực hiện tốt", "hực hiện rất tốt", "oàn thành tốt", "oàn thành xuất sắc"),
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
        ("đọc được", "đọc lại được", "xem được", "mở được", "tải được"),
        "reading-in-summary",
        "{}: tóm tắt kể chuyện đọc nguồn",
        "chuyển câu ấy sang notes, trang sẽ hiện riêng",
    ),
)


def check(document: ParsedFile, report: Report) -> None:
    """Add what the archive would word otherwise, once a value or line of the summary and wording."""
    values = [*ours(document.marked.value)]
    everywhere = _concerning("\n".join(value for _, value in values), _EVERYWHERE)
    results = _concerning("\n".join(value for path, value in values if _is_result(path)), _RESULTS)
    for path, value in values if everywhere or results else ():
        own = without_quotes(value)
        for wording in (*everywhere, *results) if _is_result(path) else everywhere:
            if found := wording.pattern.search(own):
                report.warning(path, wording.rule, wording.message.format(quote(found[0])), wording.hint)
    if wordings := _concerning(document.body, (*_EVERYWHERE, *_SUMMARY)):
        lines = without_quotes(document.body).split("\n")
        for number, line in enumerate(lines, document.body_line):
            for wording in wordings:
                if found := wording.pattern.search(line):
                    message = wording.message.format(quote(found[0]))
                    report.at_place((number, found.start() + 1), "warning", wording.rule, message, wording.hint)


def _concerning(text: str, wordings: Sequence[_Wording]) -> tuple[_Wording, ...]:
    """The wordings that may stand in a text."""
    return tuple(wording for wording in wordings if wording.may_occur(text))


def _is_result(path: Path) -> bool:
    return path[:1] == ("results",) and path[-1:] == ("text",)
