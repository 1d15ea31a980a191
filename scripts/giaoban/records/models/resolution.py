"""Numbered documents of the Party and the State."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from giaoban.records.model import Correction, EdtfText, Id, Model, Note, Refers, Source, Text


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


RECORD = Resolution
