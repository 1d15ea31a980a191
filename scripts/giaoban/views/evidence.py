"""What a record says of itself, at the foot of its page: sources, notes, corrections, and how it came to be what it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from giaoban.records.changes import Changed, History
from giaoban.records.model import Correction, Note, Source
from giaoban.views import words
from giaoban.views.values import Rich, Span, date, text
from giaoban.views.words import counted, first_upper, host, ordinal


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
    """The sources of a record as lines for its page, in its order; "" for what a source does not say."""
    return tuple(
        SourceLine(
            source.id, source.title or "", source.publisher or "", source.author or "", source.published or "",
            source.url or "", host(source.url) if source.url else "", source.accessed or "", source.note or "",
            source.archived or "", source.partial,
        )
        for source in records
    )  # fmt: skip


def notes(records: Iterable[Note]) -> tuple[NoteLine, ...]:
    """The notes of a record as lines for its page, each with the numbers of its sources."""
    return tuple(NoteLine(note.text, tuple(note.source)) for note in records)


def corrections(records: Iterable[Correction]) -> tuple[CorrectionLine, ...]:
    """The corrections of a record, in its order."""
    return tuple(CorrectionLine(c.date, c.what, c.item or "", c.removed or "") for c in records)


def references(ids: Iterable[str]) -> tuple[Rich, ...]:
    """Numbers of sources, each a link to the source on the same page."""
    return tuple((Span(ordinal(i), address=f"#{i}"),) for i in ids)


# Of more items of one kind changed on one day, their number is said.
_MANY = 6


class HistoryLine(Struct, frozen=True):
    """One day in the history of a record, and what was done on it."""

    day: Rich
    what: str


def history(found: History | None) -> tuple[HistoryLine, ...]:
    """The history, newest first; the last line counts the days that are left out."""
    if found is None:
        return ()
    lines = [HistoryLine(date(c.day), _said_of_change(c.parts) if c.parts else "Thêm vào kho") for c in found.changes]
    if found.earlier:
        lines.append(HistoryLine(text("Trước đó"), counted(found.earlier, "lần thêm, sửa")))
    return tuple(lines)


def _said_of_change(parts: Sequence[Changed]) -> str:
    """The parts by what was done to them: “Thêm nhiệm vụ 11; sửa tóm tắt, kết quả 1 và 3”."""
    by_verb = []
    for how, verb in words.CHANGED.items():
        things: dict[str, list[str]] = {}
        for part in parts:
            if part.how == how:
                things.setdefault(part.key, []).extend([part.item] if part.item else [])
        if things:
            by_verb.append(f"{verb} {', '.join(_thing(key, items) for key, items in things.items())}")
    return first_upper("; ".join(by_verb))


def _thing(key: str, items: Sequence[str]) -> str:
    name = words.RECORD.get(key, "mục khác")
    if not items:
        return name
    if len(items) > _MANY:
        return counted(len(items), name)
    numbers = [words.ordinal(item) for item in items]
    return f"{name} {' và '.join([', '.join(numbers[:-1]), numbers[-1]] if numbers[1:] else numbers)}"
