"""What a record could say and does not yet, because no source of the archive gives it."""

from __future__ import annotations

import re

from giaoban.records.model import Source
from giaoban.records.models.resolution import Resolution

# What is lacking, to how a sentence names it.
WORDS = {
    "symbol": "số, ký hiệu",
    "issuer": "cơ quan ban hành",
    "term": "khóa hoặc nhiệm kỳ",
    "date": "ngày ban hành",
    "title": "tên đầy đủ",
}
SOURCE_WORDS = {"publisher": "nơi đăng", "title": "tên bài", "url": "địa chỉ", "published": "ngày đăng"}

_STATE_TYPES = {"Luật", "Pháp lệnh", "Nghị định", "Thông tư", "Công điện"}
# The State writes a slash after the number (30/2020/NĐ-CP, 15/CT-TTg), the Party a hyphen (18-NQ/TW).
_STATE_SYMBOL = re.compile(r"\d+\s*/")
# Congresses of every level have ids that begin so; what they adopt bears no number.
_CONGRESS = "dai-hoi"


def of_resolution(resolution: Resolution) -> tuple[str, ...]:
    """The keys of `WORDS` that a document lacks. A title known only as a meeting cited it is no title."""
    lacking = {
        "symbol": not resolution.symbol and _is_numbered(resolution),
        "issuer": not resolution.issuer,
        # Either tells a document from others of its number; the State's differ by their year.
        "term": not (resolution.term or resolution.date or _is_of_the_state(resolution)),
        "date": not resolution.date,
        "title": not resolution.title,
    }
    return tuple(key for key, lacks in lacking.items() if lacks)


def of_source(source: Source) -> tuple[str, ...]:
    """The keys of `SOURCE_WORDS` that a source lacks."""
    return tuple(key for key in SOURCE_WORDS if not getattr(source, key))


def _is_numbered(resolution: Resolution) -> bool:
    return resolution.type != "Điều lệ" and not (resolution.issuer or "").startswith(_CONGRESS)


def _is_of_the_state(resolution: Resolution) -> bool:
    return resolution.type in _STATE_TYPES or bool(_STATE_SYMBOL.match(resolution.symbol or ""))
