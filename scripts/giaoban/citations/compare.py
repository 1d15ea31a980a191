"""Whether a mention can mean a known document: by issuer, place, term, date, and what both are about; number and type aside.

Two texts are about the same thing by how many pairs of neighbouring syllables they share.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from giaoban import dates, vietnamese
from giaoban.citations import tables
from giaoban.citations.gazetteer import eras_of
from giaoban.citations.values import Context, KnownDocument, Lookup, Mention, UnitNames, level_of

SAME = 0.6
"""From this share of common pairs on, two texts speak of one subject."""
_CLEARLY = 0.6
"""The next best may have at most this part of the best one's share."""
_SYLLABLES = re.compile(r"[^\W_]+")
_OPENING = re.compile(r"^(?:về )?(?:việc )?(?:một số (?:vấn đề|nội dung) )?(?:về )?(?:tiếp tục )?")
_LONGEST = 24


@lru_cache(maxsize=16384)
def _pairs(text: str) -> frozenset[tuple[str, str]]:
    """The neighbouring syllables of a text, folded, from its first words only: what follows a title soon drifts."""
    plain = _OPENING.sub("", " ".join(_SYLLABLES.findall(vietnamese.tone_old(text).lower())))
    syllables = vietnamese.fold(plain).split()[:_LONGEST]
    return frozenset(itertools.pairwise(syllables))


def likeness(about: str, subjects: Iterable[str]) -> float:
    """The largest share, from 0 to 1, that a text has in common with any of the subjects."""
    ours = _pairs(about)
    best = 0.0
    for subject in subjects:
        theirs = _pairs(subject)
        if ours and theirs:
            best = max(best, len(ours & theirs) / min(len(ours), len(theirs)))
    return best


def single_out(about: str | None, choices: Iterable[tuple[str, Iterable[str]]]) -> str | None:
    """The one of several (id, subjects) that a text is clearly about, or None."""
    if not about:
        return None
    ranked = sorted(((likeness(about, subjects), name) for name, subjects in choices), reverse=True)
    if not ranked or ranked[0][0] < SAME:
        return None
    return ranked[0][1] if len(ranked) == 1 or ranked[1][0] <= ranked[0][0] * _CLEARLY else None


Verdict = Literal["yes", "doubt", "no"]
_YES: tuple[Verdict, str] = ("yes", "")
_NO: tuple[Verdict, str] = ("no", "")

_CONTRADICTS = 4
SHORT_FOR = ("Quy định", "Quyết định")


@dataclass(frozen=True, slots=True)
class DatedContext:
    """The context with its dates read: ``latest`` is the last day the meeting can have been on."""

    context: Context
    latest: date | None
    term: str | None
    page: str | None

    @classmethod
    def of(cls, context: Context, lookup: Lookup) -> DatedContext:
        """Read the dates of a context, and look up its congress term and the page of its province; None for what is not known."""
        moment = dates.parse_or_none(context.date)
        unit: UnitNames | None = lookup("unit", context.province) if context.province else None
        first = tables.term_of(moment.earliest) if moment else None
        term = first if moment and first == tables.term_of(moment.latest) else None
        return cls(context, moment.latest if moment else None, term, unit.page if unit else None)


def mentioned_day(mention: Mention) -> date | None:
    """The earliest day of the date said with a mention; None where none is said, or none that can be read."""
    moment = dates.parse_or_none(mention.date)
    return moment.earliest if moment else None


def compare(mention: Mention, known: KnownDocument, lookup: Lookup, meeting: DatedContext) -> tuple[Verdict, str]:
    """Whether the mention can mean the document, and in Vietnamese what makes it doubtful. The numbers are equal."""
    doubts = []
    for test in (_series, _organ, _place, _moment_and_term, _not_later, _subject):
        answer, why = test(mention, known, lookup, meeting)
        if answer == "no":
            return _NO
        if answer == "doubt":
            doubts.append(why)
    return ("doubt", "; ".join(doubts)) if doubts else _YES


def _series(mention: Mention, known: KnownDocument, lookup: Lookup, meeting: DatedContext) -> tuple[Verdict, str]:
    """Type and issuer code. QĐ and QĐi are series of their own; the word tells Quy định from Quyết định."""
    if mention.kind == "number":
        # Without a type word it was "QĐ".
        if (mention.type != known.type) if mention.type else (known.type not in SHORT_FOR):
            return _NO
        return _compare_number(mention, known, meeting)
    printed = lookup("printed", mention.symbol) if mention.symbol else None
    if known not in (printed or ()):
        if mention.type_code != known.code:
            return _NO
        if (mention.issuer_code or "").upper() != (known.issuer_code or "").upper():
            meant = misprinted_for(mention.issuer_code)
            misprinted = meant is not None and meant == known.issuer_code
            return ("doubt", f"ký hiệu in {mention.issuer_code}, có thể là {meant}") if misprinted else _NO
    if mention.type and mention.type != known.type:
        return "doubt", f"bài viết “{mention.type}”, văn bản đã biết là {known.type}"
    return _of_year(mention, known, meeting) if known.level == "state" else _YES


def misprinted_for(issuer_code: str | None) -> str | None:
    """The issuer code that another may be a misprint of; what is printed for the centre's follows from the words."""
    meant: str | None = tables.load("issuers")["misprints"].get(issuer_code or "")
    return meant if meant != "TW" else None


def _of_year(mention: Mention, known: KnownDocument, meeting: DatedContext) -> tuple[Verdict, str]:
    """The State numbers anew every year: without a year, such a number means only what came in the year of the meeting."""
    year = known.year or (known.earliest.year if known.earliest else None)
    if mention.year and year:
        return _YES if mention.year == year else _NO
    if meeting.latest and year and year == meeting.latest.year:
        return _YES
    return "doubt", "số của Nhà nước lặp lại hằng năm, bài không ghi năm"


def _compare_number(mention: Mention, known: KnownDocument, meeting: DatedContext) -> tuple[Verdict, str]:
    """A number without a symbol: the issuer's code if one is named, else what such a number means at such a meeting."""
    if mention.issuer_code:
        code = known.issuer_code or ""
        same = code == mention.issuer_code or (
            level_of(mention.issuer_code) == "state" and code.startswith(mention.issuer_code)
        )
        return _YES if same else _NO
    if meeting.context.province is None or known.level == "state":
        return _YES if known.level in {"central", "state"} else _NO
    if known.level == "central":
        is_central = tables.type_named()[mention.type].central if mention.type else False
        return _YES if is_central and known.issuer_code == "TW" else ("doubt", "không rõ của Trung ương hay của tỉnh")
    return _YES


def _organ(mention: Mention, known: KnownDocument, _lookup: Lookup, _meeting: DatedContext) -> tuple[Verdict, str]:
    """Politburo or Secretariat: both sign TW. "Trung ương" and the Committee (the letterhead of all) fit any of them."""
    if known.issuer_code != "TW" or not mention.issuer or not known.organ or mention.issuer == known.organ:
        return _YES
    issuer = tables.issuer_named().get(mention.issuer.lower())
    if issuer is None or issuer.loose or issuer.code != "TW":
        return _YES
    if mentioned_day(mention) and mentioned_day(mention) == known.earliest:
        return _YES
    why = f"bài ghi của {mention.issuer}, văn bản đã biết của {known.organ}"
    return _NO if mention.kind == "number" else ("doubt", why)


def _place(mention: Mention, known: KnownDocument, lookup: Lookup, meeting: DatedContext) -> tuple[Verdict, str]:
    """The province of a provincial committee's document, as a unit of the mention's date or the meeting's."""
    if known.level not in {"province", "district", "base"}:
        return _YES
    if known.level != "province":
        return _smaller_place(mention, known, meeting)
    if known.province is None:
        return "doubt", "chưa rõ văn bản đã biết của tỉnh nào"
    unit, page = unit_of(mention, lookup, meeting)
    if unit == known.province:
        return _YES
    if page is None:
        return _NO if mention.place else ("doubt", "không rõ của tỉnh nào")
    return ("doubt", "của tỉnh cùng tên trước hoặc sau sáp nhập") if known.page == page else _NO


def _smaller_place(mention: Mention, known: KnownDocument, meeting: DatedContext) -> tuple[Verdict, str]:
    if meeting.context.province and known.province and meeting.context.province != known.province:
        return _NO
    if not mention.place:
        return "doubt", "không rõ của đảng bộ nào"
    place = vietnamese.fold(mention.place)
    return _YES if any(place in name for name in known.places) else _NO


def unit_of(mention: Mention, lookup: Lookup, meeting: DatedContext) -> tuple[str | None, str | None]:
    """The unit and the page of the province that a mention names, or of the meeting's own."""
    if not mention.place:
        return meeting.context.province, meeting.page
    eras = eras_of(mention.place, lookup)
    if not eras:
        return None, None
    day = mentioned_day(mention) or (date(mention.year, 12, 31) if mention.year else meeting.latest)
    units = dict.fromkeys(e.unit for e in eras if day is None or e.holds(day))
    pages = dict.fromkeys(e.page for e in eras)
    return (next(iter(units)) if len(units) == 1 else None), (next(iter(pages)) if len(pages) == 1 else None)


def _moment_and_term(
    mention: Mention, known: KnownDocument, _lookup: Lookup, _meeting: DatedContext
) -> tuple[Verdict, str]:
    """The date and the term that the mention itself gives; never the article's."""
    day = mentioned_day(mention)
    if day and known.earliest and known.latest:
        if known.earliest <= day <= known.latest:
            return _YES
        same_term = term_said(mention) is not None and term_said(mention) == known.term
        return ("doubt", f"bài ghi ngày {dates.day(day)}, văn bản đã biết ngày khác") if same_term else _NO
    if (
        mention.year
        and known.earliest
        and known.latest
        and not known.earliest.year <= mention.year <= known.latest.year
    ):
        return _NO
    said = term_said(mention)
    if said and known.term and _same_kind(said, known.term) and said != known.term:
        return _NO
    if day and known.level == "central" and known.term and not said:
        return "doubt", "ngày trong bài không cho biết khóa"
    return _YES


def _same_kind(one: str, other: str) -> bool:
    return one[0].isdigit() == other[0].isdigit()


def term_said(mention: Mention) -> str | None:
    """The term that follows from the mention's own words or date; None when they leave it open."""
    if mention.term:
        return mention.term
    day = mentioned_day(mention)
    if day is None:
        return None
    level = level_of(mention.issuer_code)
    if level == "central":
        return tables.term_of(day)
    return tables.provincial_term_of(day) if level in {"province", "district", "base"} else None


def _not_later(mention: Mention, known: KnownDocument, _lookup: Lookup, meeting: DatedContext) -> tuple[Verdict, str]:
    """What was not there on the day of the meeting cannot be meant, unless as a draft."""
    if meeting.latest is None or not is_later(known, meeting.latest):
        return _YES
    if mention.drafted:
        return "doubt", "ban hành sau cuộc họp, ở đây có thể mới là dự thảo"
    if (known.earliest and mentioned_day(mention) == known.earliest) or mention.term == known.term is not None:
        return "doubt", "văn bản đã biết ban hành sau cuộc họp"
    return _NO


def is_later(known: KnownDocument, latest: date) -> bool:
    """Whether a document came after a day, by its own date or else by its term."""
    if known.earliest:
        return known.earliest > latest
    began = next((t.opened for t in tables.terms() if t.term == known.term), None)
    return began is not None and began > latest


def _subject(mention: Mention, known: KnownDocument, _lookup: Lookup, meeting: DatedContext) -> tuple[Verdict, str]:
    """A document of an earlier term whose title has nothing in common with what the mention says it is about."""
    if not mention.about or not known.subjects or known.term == meeting.term or term_said(mention):
        return _YES
    if len(_pairs(mention.about)) < _CONTRADICTS:
        return _YES
    return ("doubt", "bài nói nội dung khác") if likeness(mention.about, known.subjects) == 0 else _YES
