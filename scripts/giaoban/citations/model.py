"""What finding and resolving give: plain, frozen values. Spans are code points of the text that was given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from giaoban.findings import Finding

Kind = Literal["symbol", "number", "plenum", "alias"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One document (or one session of the Central Committee) as a text names it.

    ``text[start:end]`` is the whole mention with the date, issuer and term said right after it; up to ``core_end`` it
    only names the document ("Nghị quyết số 18-NQ/TW"). ``kind``: "symbol" (18-NQ/TW), "number" (Quy định 50), "plenum"
    (Nghị quyết Trung ương 6 khóa XII), "alias" (a name without a number). ``type`` is the type as a record has it ("Nghị
    quyết"); ``type_code`` and ``issuer_code`` are those of the symbol, normalised (NQ, QĐi; TW, BTCTW, TU, QH15), and for a
    bare number the issuer code that follows from the issuer. ``symbol`` is normalised ("18-NQ/TW"). ``issuer`` is the
    issuer's usual name ("Bộ Chính trị"), ``place`` the words that follow it ("Đồng Tháp"). ``term`` is a congress in
    roman numerals ("XII") or the years of a provincial term ("2015-2020"). ``date`` is EDTF. ``about`` is the text of a
    title or of a clause "về …" after the mention, which lies outside the span. ``phrase`` is the span of the whole
    enumeration that the mention stands in; the mention's own when it stands alone. ``drafted``: the words before speak of
    a draft. ``records``: ids of the records of which the words are an alias or the title (found with an index only).
    """

    start: int
    end: int
    text: str
    kind: Kind
    type: str | None = None
    number: int | None = None
    type_code: str | None = None
    issuer_code: str | None = None
    symbol: str | None = None
    issuer: str | None = None
    term: str | None = None
    year: int | None = None
    date: str | None = None
    plenum: int | None = None
    place: str | None = None
    about: str | None = None
    core_end: int = 0
    phrase: tuple[int, int] = (0, 0)
    drafted: bool = False
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """The meeting in whose report the mentions stand.

    ``date`` is EDTF, ``province`` a unit id (None for a central meeting). ``resolutions``, ``plenums`` and ``leaders`` are
    what the meeting's own record already lists: an editor's word that settles what would be ambiguous.
    """

    date: str | None = None
    province: str | None = None
    resolutions: tuple[str, ...] = ()
    plenums: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a mention means: a known record, several that it may be, or a new one.

    Exactly one of these holds: ``resolution`` or ``plenum`` is set (both, when the words single one document of a session
    out); ``candidates`` are the ids of known records it may mean, likeliest first; ``proposal`` is a new record to add, keys
    as in `giaoban.records.models.resolution.Resolution` without sources (of ``Plenum`` for a mention of a session). ``why`` is a
    short reason in Vietnamese.
    """

    mention: Mention
    resolution: str | None = None
    plenum: str | None = None
    candidates: tuple[str, ...] = ()
    proposal: Mapping[str, Any] | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class FoundLeader:
    """A leader's name in a text: whose it is, or the ids of all who bear it."""

    start: int
    end: int
    text: str
    leader: str | None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundProvince:
    """A province's name in a text: the unit of the context's date, or the units that it may be, and the page they share."""

    start: int
    end: int
    text: str
    unit: str | None
    page: str | None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotated:
    """A summary with its mentions linked: the Markdown, the targets of the links added, and what could not be settled."""

    markdown: str
    links: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
