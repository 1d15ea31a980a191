"""How to ask for a correction, and what was corrected, newest first; by year, month and day where that is too much."""

from __future__ import annotations

from itertools import groupby

from msgspec import Struct

from giaoban.archive.gathered import CorrectionEntry, Slice
from giaoban.archive.reader import Reader
from giaoban.archive.values import Reference
from giaoban.views import feeds, lists, words
from giaoban.views.lists import CsvTable, SubpageLink, period_of_slice
from giaoban.views.values import Rich, Span, View, head, link
from giaoban.views.words import counted

TOP = "dinh-chinh/"
_WITHDRAWN = "da-rut"
_TITLE = "Đính chính"


class Change(Struct, frozen=True):
    """What was corrected: a link to where it was, and what was wrong."""

    where: Rich
    what: str


class CorrectionDay(Struct, frozen=True):
    """The corrections of one day."""

    day: str
    changes: tuple[Change, ...]


class CorrectionsView(View, frozen=True, kw_only=True):
    """The page of corrections; of a slice (with the way ``up``) only what was corrected, or withdrawn.

    ``ways`` and ``ways_withdrawn``: to the slices, where there are too many for one page. ``count``: how many in all.
    """

    repository: str = ""
    up: tuple[Span, ...] = ()
    count: int = 0
    days: tuple[CorrectionDay, ...] = ()
    ways: tuple[SubpageLink, ...] = ()
    withdrawn: tuple[Reference, ...] = ()
    ways_withdrawn: tuple[SubpageLink, ...] = ()


def keys(reader: Reader) -> tuple[str, ...]:
    """The first page, ``2026/12`` for a slice of the corrections, ``da-rut/2018`` for one of the records withdrawn."""
    withdrawn = tuple(f"{_WITHDRAWN}/{path}" for path in reader.slices("withdrawn") if path)
    return (*reader.slices("corrections"), *withdrawn)


def address(key: str) -> str:
    """``dinh-chinh/``, ``dinh-chinh/2026/12/``."""
    return f"{TOP}{key}/" if key else TOP


def view(reader: Reader, key: str) -> CorrectionsView:
    """How to ask for a correction, with those of the slice ``key``; of a key below ``da-rut`` the records withdrawn."""
    if key.startswith(f"{_WITHDRAWN}/"):
        return _withdrawn(reader, key.partition("/")[2])
    here = reader.slice("corrections", key) or Slice(0)
    what = "Cách đề nghị đính chính một bản ghi của kho lưu trữ, và những gì đã được đính chính, mới nhất trước."
    days = () if here.below else _days(reader, reader.corrections(key))
    ways = tuple(
        SubpageLink(address(path), period_of_slice(path), counted(count, "lần")) for path, count in reversed(here.below)
    )
    if key:
        title = f"{_TITLE}, {period_of_slice(key)}"
        return CorrectionsView(
            head=head(address(key), "list", title, f"{title}: {counted(here.count, 'lần')}."), up=(Span(_TITLE, TOP),),
            count=here.count, days=days, ways=ways,
        )  # fmt: skip
    gone = reader.slice("withdrawn", "") or Slice(0)
    return CorrectionsView(
        head=head(TOP, "list", _TITLE, what, feeds=feeds.of_corrections() if here.count else ()),
        repository=reader.setting("repository"), count=here.count, days=days, ways=ways,
        withdrawn=() if gone.below else _references(reader, ""), ways_withdrawn=_ways_withdrawn(gone),
    )  # fmt: skip


def rows(shown: CorrectionsView, root: str) -> CsvTable:
    """What was corrected, or the pages below. ``root``: the site's address."""
    if shown.ways or shown.ways_withdrawn:
        return lists.table_of_ways((("", way) for way in (*shown.ways, *shown.ways_withdrawn)), root)
    changes = [(day.day, change) for day in shown.days for change in day.changes]
    found = [
        (day, lists.plain_text(change.where), lists.url_of(change.where, root), change.what) for day, change in changes
    ]
    found += [
        ("", reference.label, root + (reference.address or ""), "Bản ghi đã rút") for reference in shown.withdrawn
    ]
    return CsvTable(("date", "where", "url", "what"), tuple(found))


def _withdrawn(reader: Reader, path: str) -> CorrectionsView:
    """The records withdrawn of the meetings of one year or month."""
    here = reader.slice("withdrawn", path) or Slice(0)
    title = f"Bản ghi đã rút, {period_of_slice(path)}"
    return CorrectionsView(
        head=head(address(f"{_WITHDRAWN}/{path}"), "list", title, f"{title}: {counted(here.count, 'bản ghi')}."),
        up=(Span(_TITLE, TOP),), withdrawn=() if here.below else _references(reader, path), ways_withdrawn=_ways_withdrawn(here),
    )  # fmt: skip


def _ways_withdrawn(here: Slice) -> tuple[SubpageLink, ...]:
    return tuple(
        SubpageLink(address(f"{_WITHDRAWN}/{path}"), period_of_slice(path), counted(count, "bản ghi"))
        for path, count in here.below
    )


def _references(reader: Reader, path: str) -> tuple[Reference, ...]:
    found = (reader.reference("briefing", meeting) for meeting in reader.withdrawn(path))
    return tuple(reference for reference in found if reference)


def _days(reader: Reader, corrections: tuple[CorrectionEntry, ...]) -> tuple[CorrectionDay, ...]:
    return tuple(
        CorrectionDay(day, tuple(Change(_where(reader, one), one.what) for one in of))
        for day, of in groupby(corrections, key=lambda correction: correction.day)
    )


def _where(reader: Reader, correction: CorrectionEntry) -> Rich:
    reference = reader.reference(correction.kind, correction.id)
    if reference is None or reference.address is None:
        return link(reference)
    if not correction.item:
        return link(reference)
    return (Span(f"{reference.label}, {words.item(correction.item)}", f"{reference.address}#{correction.item}"),)
