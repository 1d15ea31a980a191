"""Numbered documents of the Party and the State, and what the record of one could say and does not yet."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import Field

from giaoban.records.model import Correction, EdtfText, Id, Model, Note, Refers, Source, Text

# What is lacking, to how a sentence names it.
LACKING_WORDS = {
    "symbol": "số, ký hiệu",
    "issuer": "cơ quan ban hành",
    "term": "khóa hoặc nhiệm kỳ",
    "date": "ngày ban hành",
    "title": "tên đầy đủ",
}

_STATE_TYPES = {"Luật", "Pháp lệnh", "Nghị định", "Thông tư", "Công điện"}
# The State writes a slash after the number (30/2020/NĐ-CP, 15/CT-TTg), the Party a hyphen (18-NQ/TW).
_STATE_SYMBOL = re.compile(r"\d+\s*/")
# Congresses of every level have ids that begin so; what they adopt bears no number.
_CONGRESS = "dai-hoi"


class Resolution(Model):
    """A numbered document of the Party or the State; what no source attests stays empty and is shown as open.

    ``symbol`` is unique only together with the issuer and the date or the congress ``term``. ``title_as_cited`` is a
    title known only from a meeting's report. ``province`` is the unit of a provincial issuer.
    """

    id: Id
    symbol: Text | None = None
    type: Literal[
        "Nghị quyết", "Chỉ thị", "Quy định", "Quyết định", "Quy chế", "Kết luận", "Kế hoạch", "Hướng dẫn", "Công văn",
        "Thông báo", "Thông tri", "Thông tư", "Báo cáo", "Tờ trình", "Đề án", "Chương trình", "Chương trình hành động",
        "Nghị định", "Luật", "Pháp lệnh", "Công điện", "Chiến lược", "Điều lệ", "Biên bản",
    ]  # fmt: skip
    issuer: Annotated[Id, Refers("organization")] | None = None
    province: Annotated[Id, Refers("unit")] | None = None
    term: Text | None = None
    date: EdtfText | None = None
    title: Text | None = None
    title_as_cited: Text | None = None
    plenum: Annotated[Id, Refers("plenum")] | None = None
    aliases: tuple[Text, ...] = ()
    implements: Annotated[tuple[Id, ...], Refers("resolution")] = ()
    amends: Annotated[tuple[Id, ...], Refers("resolution")] = ()
    replaces: Annotated[tuple[Id, ...], Refers("resolution")] = ()
    notes: tuple[Note, ...] = ()
    corrections: tuple[Correction, ...] = ()
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]


def lacking_of_resolution(resolution: Resolution) -> tuple[str, ...]:
    """The keys of `LACKING_WORDS` that a document lacks. A title known only as a meeting cited it is no title."""
    lacking = {
        "symbol": not resolution.symbol and _is_numbered(resolution),
        "issuer": not resolution.issuer,
        # Either tells a document from others of its number; the State's differ by their year.
        "term": not (resolution.term or resolution.date or is_of_the_state(resolution)),
        "date": not resolution.date,
        "title": not resolution.title,
    }
    return tuple(key for key, lacks in lacking.items() if lacks)


def _is_numbered(resolution: Resolution) -> bool:
    return resolution.type != "Điều lệ" and not (resolution.issuer or "").startswith(_CONGRESS)


def is_of_the_state(resolution: Resolution) -> bool:
    """Whether a document is the State's, as its type or the slash behind its number tells."""
    return resolution.type in _STATE_TYPES or bool(_STATE_SYMBOL.match(resolution.symbol or ""))


RECORD = Resolution
