"""What citations work with, as plain, frozen values: what is known, by name or number, and what finding and resolving give.

A text is linked through one function alone, `Lookup`. So the names that were looked up can be noted, those that mean
nothing too, and a new document or person changes the answers to few of them. Spans are code points of the text that was given.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, NamedTuple

from msgspec import Struct

from giaoban.citations import tables
from giaoban.findings import Finding

Lookup = Callable[[str, str], Any]
"""What stands under a key of a table (both strings), or None.

| table | key | answer |
|---|---|---|
| ``alias`` | words for a type, and the next word | entries of aliases that begin so, longer ones first |
| ``title`` | three words | `DocumentTitle` of each document whose title begins so |
| ``others``, ``places`` | (empty) | the first words of other aliases, and of places, as a frozen set |
| ``other``, ``place`` | first word | entries of the names that begin so, longer ones first |
| ``person`` | three words, or two | entries of people's names that begin so, or are the first two of these words |
| ``eras`` | name of a place | `Era` of each unit that bears it |
| ``unit`` | unit id | `UnitNames` |
| ``symbol`` | number, code of type and of issuer (`lookup_key`) | `KnownDocument` documents of that symbol |
| ``number`` | type and number | `KnownDocument` documents |
| ``printed`` | symbol as misprinted | `KnownDocument` documents that a source prints so |
| ``document`` | id | `KnownDocument` |
| ``congress`` | term | `KnownDocument` resolutions of that congress |
| ``session`` | number and term | `CommitteeSession` |
| ``sessions`` | number | id and term of each session of that number |
| ``body`` | folded name | ids of organizations |

Names are in small letters, in old tone placement, one blank between words.
"""


class NameEntry(NamedTuple):
    """A name: its words in small letters, which of them begin with capitals, whether signs part them, and whose it is."""

    words: tuple[str, ...]
    joined: str
    capitals: tuple[bool, ...]
    signs: bool
    owners: tuple[str, ...]


class DocumentTitle(NamedTuple):
    """The title of a record of some type, cut into words without "Về (việc)"."""

    type: str
    words: tuple[str, ...]
    owner: str


class Era(NamedTuple):
    """A unit under one name and rank over one stretch of time (open ends are None)."""

    unit: str
    page: str
    kind: str
    first: date | None
    last: date | None

    def holds(self, day: date) -> bool:
        """Whether a day lies within the era, its first and last day included."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


class UnitNames(NamedTuple):
    """The page of a unit, and the names that it bears or bore."""

    page: str
    names: tuple[str, ...]


class KnownDocument(Struct, frozen=True):
    """One known document, as far as citations can be compared with it.

    ``code`` and ``issuer_code`` come from the symbol. ``organ`` is the issuing body as the tables name it. ``term`` follows
    from the date when the record gives none. ``page``: that of its province. ``places``: folded names of its issuer, where that
    is of a district or smaller. ``subjects``: its titles, and what its aliases add in brackets.
    """

    id: str
    type: str
    number: int | None
    code: str | None
    issuer_code: str | None
    symbol: str | None
    year: int | None
    organ: str | None
    province: str | None
    page: str | None
    places: tuple[str, ...]
    term: str | None
    earliest: date | None
    latest: date | None
    plenum: str | None
    subjects: tuple[str, ...]

    @property
    def level(self) -> str:
        """central, state, province, district or base, by who signs."""
        return level_of(self.issuer_code)


class CommitteeSession(Struct, frozen=True):
    """A session of the Central Committee by number and term.

    ``plenum``: its id, None where only aliases of documents name it. ``adopted``: its documents. ``named``: type and ids of
    documents whose alias is its name ("Kết luận Trung ương 4 khóa XIII"). ``own_names``: types with which its name is one of its
    own aliases.
    """

    plenum: str | None
    adopted: tuple[KnownDocument, ...] = ()
    named: tuple[tuple[str, tuple[str, ...]], ...] = ()
    own_names: tuple[str | None, ...] = ()


def lookup_key(number: int | None, code: str | None, issuer: str | None) -> str:
    """The key under which an index keeps a symbol: number, type code, issuer code in capitals; ``-`` for no code."""
    return f"{number} {code or '-'} {(issuer or '-').upper()}"


@cache
def level_of(code: str | None) -> str:
    """The level of an issuer code; of an unknown one by its ending: …TW is central, …TU provincial, …HU of a district."""
    if code is None:
        return "central"
    known = next((i.level for i in tables.issuers() if i.code == code), None)
    if known:
        return known
    endings = {"TW": "central", "TU": "province", "HU": "district", "QU": "district", "ThU": "district"}
    return next((level for ending, level in endings.items() if code.endswith(ending)), "state")


MentionKind = Literal["symbol", "number", "plenum", "alias"]


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
    kind: MentionKind
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
