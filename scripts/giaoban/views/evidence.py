"""What a record says of itself, at the foot of its page: sources, notes and corrections."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from giaoban.records.model import Correction, Note, Source
from giaoban.views.values import Rich, Span
from giaoban.views.wording import host
from giaoban.views.words import ordinal


class SourceLine(Struct, frozen=True, omit_defaults=True):
    """A source. ``published`` and ``accessed`` are EDTF; ``host``: what the link to ``url`` reads; empty: not known.

    ``archived``: the address of a snapshot; ``partial``: whether only a part of it could be read.
    """

    id: str
    title: str = ""
    publisher: str = ""
    author: str = ""
    published: str = ""
    url: str = ""
    host: str = ""
    accessed: str = ""
    note: str = ""
    archived: str = ""
    partial: bool = False


class NoteLine(Struct, frozen=True, omit_defaults=True):
    """An editor's remark; ``source``: numbers of the sources it rests on."""

    text: str
    source: tuple[str, ...] = ()


class CorrectionLine(Struct, frozen=True, omit_defaults=True):
    """What was corrected on a day; ``item``: the number of the item it was in, ``removed``: of one taken out; or empty."""

    date: str
    what: str
    item: str = ""
    removed: str = ""


def sources(records: Iterable[Source]) -> tuple[SourceLine, ...]:
    """The sources of a record."""
    return tuple(
        SourceLine(
            source.id, source.title or "", source.publisher or "", source.author or "", source.published or "",
            source.url or "", host(source.url) if source.url else "", source.accessed or "", source.note or "",
            source.archived or "", source.partial,
        )
        for source in records
    )  # fmt: skip


def notes(records: Iterable[Note]) -> tuple[NoteLine, ...]:
    """The notes of a record."""
    return tuple(NoteLine(note.text, tuple(note.source)) for note in records)


def corrections(records: Iterable[Correction]) -> tuple[CorrectionLine, ...]:
    """The corrections of a record, in its order."""
    return tuple(CorrectionLine(c.date, c.what, c.item or "", c.removed or "") for c in records)


def references(ids: Iterable[str]) -> tuple[Rich, ...]:
    """Numbers of sources, each a link to the source on the same page."""
    return tuple((Span(ordinal(i), address=f"#{i}"),) for i in ids)
