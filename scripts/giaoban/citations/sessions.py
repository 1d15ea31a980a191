"""Sessions of the Central Committee ("Nghị quyết Trung ương 4 (khóa XI, XII)") and resolutions of congresses."""

from __future__ import annotations

import re
from dataclasses import dataclass

from giaoban import vietnamese
from giaoban.citations import tables, tail
from giaoban.citations.patterns import (
    CONGRESS,
    GAP,
    LOCAL_CONGRESS,
    LOCAL_ORDINAL,
    MORE_SESSIONS,
    MORE_TERMS,
    NOT_A_NUMBER,
    OF_PARTY,
    SESSION,
    SESSION_LONG,
    TERMS,
    WS,
    YEARS,
    Shadow,
    compiled,
)
from giaoban.citations.values import Mention

CONGRESS_ISSUER = "Đại hội đại biểu toàn quốc của Đảng"
_MEETING = ("hội", "hn")
_COUNTED = (
    rf"{WS}(?:tháng|năm|ngày|giờ|nhiệm{GAP}vụ|nội{GAP}dung|đồng{GAP}chí|đại{GAP}biểu|vấn{GAP}đề|đề{GAP}án|%)(?!\w)"
)
_MOST = 12
# Before the eighth congress, resolutions of congresses went by other names; far beyond today's there is none.
_PARTY_CONGRESSES = range(2, 21)


@dataclass(slots=True)
class _Session:
    start: int
    end: int
    number: int


def read(seen: Shadow, start: int, at: int, type_: tables.DocumentType | None) -> list[Mention]:
    """The sessions named at a place, each once for every term: "Trung ương 4 (khóa XI, XII)" are two.

    ``at`` is where the words for the session may begin, behind a type or at ``start``. Without a type the words must say
    that they mean a session: "Hội nghị", or a term after the number.
    """
    gap = at if type_ is None else compiled(rf"{WS}(?:của{GAP})?").match(seen.low, at).end()  # type: ignore[union-attr]
    match = compiled(SESSION_LONG).match(seen.low, gap) or compiled(SESSION).match(seen.low, gap)
    number = tail.session_number(match) if match else None
    if not match or number is None or number == 0:
        return []
    found = [_Session(start, match.end(), number)]
    earlier = match.groupdict().get("before")
    terms = (
        _terms(seen, match.end()) if not earlier else [(match.start("before"), match.end(), tail.read_term(earlier))]
    )
    if not terms:
        terms = _further_sessions(seen, found)
    if not terms and not _plain(seen, found[-1], type_):
        return []
    return _mentions(seen, found, [(s, e, t) for s, e, t in terms if t], type_)


def _terms(seen: Shadow, at: int) -> list[tuple[int, int, str | None]]:
    """Start, end and roman numeral of every term said at a place."""
    first = compiled(TERMS).match(seen.low, at)
    if not first or not tail.read_term(first["term"]):
        return []
    found = [(at, first.end("term"), tail.read_term(first["term"]))]
    while len(found) < _MOST and (more := compiled(MORE_TERMS).match(seen.low, found[-1][1])):
        term = tail.read_term(more["term"])
        is_word = "khóa" in more[0]
        if not term or not (is_word or seen.is_capital(*more.span("term"))) or (more["term"].isdigit() and not is_word):
            break
        found.append((*more.span("words"), term))
    return found


def _further_sessions(seen: Shadow, found: list[_Session]) -> list[tuple[int, int, str | None]]:
    """Further sessions that share the term behind the last of them; without one there are none."""
    further: list[_Session] = []
    at = found[0].end
    while len(further) < _MOST and (more := compiled(MORE_SESSIONS).match(seen.low, at)):
        number = tail.session_number(more)
        if not number or compiled(NOT_A_NUMBER).match(seen.low, more.end()):
            break
        further.append(_Session(_word_start(seen, more), more.end(), number))
        at = more.end()
        if terms := _terms(seen, at):
            found += further
            return terms
    return []


def _word_start(seen: Shadow, more: re.Match[str]) -> int:
    """Where the words of an enumerated session begin, behind the comma or "và"."""
    head = compiled(rf"{WS}[,;&]?{WS}(?:(?:và|hoặc){GAP})?").match(seen.low, more.start())
    return head.end() if head else more.start()


def _plain(seen: Shadow, session: _Session, type_: tables.DocumentType | None) -> bool:
    """Whether a number without a term is a session's: "Nghị quyết Trung ương 4", "Hội nghị Trung ương 6", not "6 tháng"."""
    if compiled(NOT_A_NUMBER).match(seen.low, session.end) or compiled(_COUNTED).match(seen.low, session.end):
        return False
    return type_ is not None or seen.low.startswith(_MEETING, session.start)


def _mentions(
    seen: Shadow, found: list[_Session], terms: list[tuple[int, int, str]], type_: tables.DocumentType | None
) -> list[Mention]:
    start = found[0].start
    end = _end_of_bracket(seen, start, max([found[-1].end, *(e for _, e, _ in terms)]))
    about = tail.read(seen, end).about
    drafted = tail.is_drafted(seen, start)
    last = found.pop()
    # An enumerated session takes the term said behind the last, and its span ends with its own number.
    shared = terms[0][2] if terms else None
    spans = [((one.start, one.end), one.number, shared) for one in found]
    first_end = (terms[0][1] if terms else last.end) if len(terms) > 1 else end
    spans.append(((last.start, first_end), last.number, shared))
    spans += [((s, e), last.number, term) for s, e, term in terms[1:]]
    spans[-1] = ((spans[-1][0][0], end), *spans[-1][1:])
    return [
        _mention(seen, span, number, term, type_, about, (start, end), drafted=drafted) for span, number, term in spans
    ]


def _mention(
    seen: Shadow,
    span: tuple[int, int],
    number: int,
    term: str | None,
    type_: tables.DocumentType | None,
    about: str | None,
    phrase: tuple[int, int],
    *,
    drafted: bool,
) -> Mention:
    return Mention(
        *span,
        seen.original[slice(*span)],
        "plenum",
        type=type_.name if type_ else None,
        issuer="Ban Chấp hành Trung ương",
        issuer_code="TW",
        term=term,
        plenum=number,
        about=about,
        core_end=span[1],
        phrase=phrase,
        drafted=drafted,
    )


def _end_of_bracket(seen: Shadow, start: int, end: int) -> int:
    inside = seen.text[start:end]
    return end + 1 if inside.count("(") > inside.count(")") and seen.text[end : end + 1] == ")" else end


def congress(seen: Shadow, start: int, at: int, type_: tables.DocumentType) -> list[Mention]:
    """The mention "Nghị quyết Đại hội XIII của Đảng", and the resolution of a province's congress when it says which."""
    if type_.name != "Nghị quyết":
        return []
    gap = compiled(WS).match(seen.low, at).end()  # type: ignore[union-attr] # a gap may be empty
    return _local(seen, start, gap) or _national(seen, start, gap)


def _national(seen: Shadow, start: int, at: int) -> list[Mention]:
    match = compiled(CONGRESS).match(seen.low, at)
    term = _congress(seen, match) if match else None
    if not match or not term:
        return []
    terms = [(start, match.end(), term)]
    while len(terms) < _MOST and (more := compiled(MORE_TERMS).match(seen.low, terms[-1][1])):
        further = _congress(seen, more)
        if not further or more["term"].isdigit():
            break
        terms.append((*more.span("words"), further))
    of_party = compiled(OF_PARTY).match(seen.low, terms[-1][1])
    if not of_party and re.match(rf"{WS}(?:của{GAP})?(?:đảng|công|đoàn|hội)(?!\w)", seen.low[terms[-1][1] :][:40]):
        return []
    end = of_party.end() if of_party else terms[-1][1]
    return [
        Mention(
            begin,
            end if nth == len(terms) - 1 else stop,
            seen.original[begin : end if nth == len(terms) - 1 else stop],
            "alias",
            type="Nghị quyết",
            issuer=CONGRESS_ISSUER,
            term=roman,
            core_end=end if nth == len(terms) - 1 else stop,
            phrase=(start, end),
        )
        for nth, (begin, stop, roman) in enumerate(terms)
    ]


def _congress(seen: Shadow, match: re.Match[str]) -> str | None:
    words = match["term"]
    if not words.isdigit() and not seen.is_capital(*match.span("term")) and "thứ" not in match[0]:
        return None
    term = tail.read_term(words)
    number = vietnamese.read_roman(term) if term else None
    return term if number in _PARTY_CONGRESSES else None


def _local(seen: Shadow, start: int, at: int) -> list[Mention]:
    match = compiled(LOCAL_CONGRESS).match(seen.low, at)
    if not match:
        return []
    end, place = match.end(), None
    if named := tail.place_at(seen, end):
        place, end = named
    ordinal = compiled(LOCAL_ORDINAL).match(seen.low, end)
    if not match["first"] and not (ordinal and tail.read_term(ordinal["term"])):
        return []
    end = ordinal.end() if ordinal else end
    years = compiled(YEARS).match(seen.low, end)
    core_end = end
    end = _end_of_bracket(seen, start, years.end() if years else end)
    return [
        Mention(
            start,
            end,
            seen.original[start:end],
            "alias",
            type="Nghị quyết",
            issuer="Đại hội đại biểu Đảng bộ tỉnh",
            term="-".join(re.findall(r"\d{4}", years["years"])) if years else None,
            place=place,
            core_end=core_end,
            phrase=(start, end),
        )
    ]
