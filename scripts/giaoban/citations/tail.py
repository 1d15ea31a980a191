"""What is said right after a document's number: its date, its issuer with its place, its term, what it is about."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from giaoban import vietnamese
from giaoban.citations import tables
from giaoban.citations.patterns import (
    AND,
    CENTRE,
    END,
    GAP,
    ISSUERS,
    PLAIN_ISSUERS,
    SESSION,
    SESSION_LONG,
    SESSION_WORDS,
    TERMS,
    UPPER,
    WS,
    YEARS,
    Shadow,
    compiled,
    one_of,
)

_DATE = (
    rf"{WS},?{WS}\(?{WS}(?:(?:ban{GAP}hành|ký|đề){GAP})?"
    rf"(?=ngày{GAP}[0-9]|(?<=\()[0-9]{{1,2}}[-/.][0-9]{{1,2}}[-/.](?:19|20)[0-9]{{2}})"
)
_DATE_LENGTH = 48
_BARE_DAY = rf"ngày{GAP}[0-9]{{1,2}}(?:[-/.][0-9]{{1,2}}|{GAP}tháng{GAP}[0-9]{{1,2}})(?![0-9])(?![-/.][0-9])"
_YEAR = rf"{WS},?{WS}\(?năm{GAP}(?P<year>(?:19|20)[0-9]{{2}})(?![0-9])(?!{WS}[-/]{WS}[0-9])\)?"
_ISSUER = (
    rf"(?:{WS},?{WS}\(?(?:của|do){GAP}(?P<issuer>{ISSUERS})|{GAP}(?P<plain>{PLAIN_ISSUERS})){END}(?!{GAP}viên{END})"
    rf"(?:{GAP}ban{GAP}hành{END})?"
)
_JOINTLY = rf"{AND}(?:của{GAP})?(?P<issuer>{PLAIN_ISSUERS}){END}(?={WS}(?:[.,;:)”\"]|\Z|về{END}|khóa{END}))"
_PLACE = rf"{GAP}(?:(?:tỉnh|thành{GAP}phố|tp\.?|huyện){GAP})?"
_NAME = re.compile(rf"[{UPPER}][^\W\d_]*(?:(?: | ?- ?)[{UPPER}][^\W\d_]*){{0,4}}")
_OPENERS = "“\"«‘'"
_CLOSERS = "”\"»’'"
_TITLE = rf"{WS},?{WS}(?:về{GAP}(?:việc{GAP})?)?(?P<quote>[{_OPENERS}])"
_ABOUT = rf"{WS},?{WS}(?:v/v|về(?:{GAP}việc)?){GAP}"
_ABOUT_ENDS = re.compile(
    r"[.;:\n()!?“”\"]|, (?=(?:nghị quyết|chỉ thị|quy định|quyết định|kết luận|hướng dẫn|kế hoạch)\b)"
)
_LONGEST_TITLE = 320
_LONGEST_ABOUT = 200
_LOOSE = rf"|{WS},{GAP}"
_AT = rf"(?:{WS},?{WS}\(?(?:tại|của|(?:được{GAP})?(?:thông{GAP}qua|ban{GAP}hành){GAP}tại){GAP}|{GAP}{_LOOSE})(?=hội{GAP}nghị|hn)"
_AT_SESSION = (rf"{_AT}{SESSION_LONG}", rf"{_AT}{SESSION}")
_BEFORE = (
    rf"(?:(?P<issuer>{ISSUERS})(?P<place>{GAP}[^,.;:()\n]{{1,24}}?)?{GAP}(?:đã{GAP}|vừa{GAP}|mới{GAP}|sẽ{GAP}){{0,2}}(?:ký{GAP})?"
    rf"(?:ban{GAP}hành|thông{GAP}qua|ra)(?:{GAP}(?:các|bộ))?{GAP})\Z"
)
_BEFORE_ENDS = ("hành", "qua", "ra", "các", "bộ")
_BEFORE_LENGTH = 90
_DRAFT = rf"(?<!\w)(?:{one_of(tables.load('types')['draft_words'])})(?:{GAP}(?:vào|cho|các))?{GAP}\Z"
_DRAFT_LENGTH = 40
_MOST_PARTS = 6
_PEEK = rf"{WS},?+{WS}\(?+{WS}([^\W\d_]+|[0-9{_OPENERS}])?"
_ABOUT_WORDS = frozenset({"về", "v"})


@dataclass(slots=True)
class Tail:
    """What was found; ``end`` is where the words that belong to the mention end."""

    end: int
    issuer: tables.Issuer | None = None
    place: str | None = None
    term: str | None = None
    date: str | None = None
    year: int | None = None
    plenum: int | None = None
    about: str | None = None


def read(seen: Shadow, at: int, *, issuer: bool = True) -> Tail:
    """Everything that stands after a number, in whatever order it stands. ``issuer``: look for more than the date."""
    tail = Tail(at)
    word = ""
    for _ in range(_MOST_PARTS):
        word = first_word(seen.low, tail.end)
        readers = _readers().get(word, ()) if issuer else _DATE_READERS.get(word, ())
        if not any(reader(seen, tail) for reader in readers):
            break
    if _read_closing_bracket(seen, at, tail):
        word = first_word(seen.low, tail.end)
    if issuer and tail.about is None and word in _ABOUT_WORDS and (match := compiled(_ABOUT).match(seen.low, tail.end)):
        tail.about = about_at(seen, match.end())
    return tail


def first_word(low: str, at: int) -> str:
    """The next word behind a few blanks, a comma and a bracket; for figures the first one, for a quotation mark the mark."""
    match = compiled(_PEEK).match(low, at)
    return (match[1] or "") if match else ""


def _read_date(seen: Shadow, tail: Tail) -> bool:
    if tail.date is not None or tail.year is not None or not (match := compiled(_DATE).match(seen.low, tail.end)):
        return False
    window = seen.text[match.end() : match.end() + _DATE_LENGTH]
    found = next(vietnamese.find_dates(window), None)
    if found and found.start == 0 and found.kind == "day":
        tail.date, tail.year = found.edtf, found.year
        tail.end = match.end() + found.end
    elif bare := compiled(_BARE_DAY).match(seen.low, match.end()):
        tail.end = bare.end()
    else:
        return False
    if "(" in match[0] and seen.text[tail.end : tail.end + 1] == ")":
        tail.end += 1
    return True


def _of_year(seen: Shadow, tail: Tail) -> bool:
    if tail.year is not None or not (match := compiled(_YEAR).match(seen.low, tail.end)):
        return False
    tail.year, tail.end = int(match["year"]), match.end()
    return True


def _read_session(seen: Shadow, tail: Tail) -> bool:
    """The session at which the document was adopted."""
    if tail.plenum is None:
        for pattern in _AT_SESSION:
            # ", Hội nghị …" goes with the document only behind its date.
            if match := compiled(pattern if tail.date else pattern.replace(_LOOSE, "")).match(seen.low, tail.end):
                tail.plenum, tail.end = session_number(match), match.end()
                return True
    return False


def _read_issuer(seen: Shadow, tail: Tail) -> bool:
    if tail.issuer is not None or not (match := compiled(_ISSUER).match(seen.low, tail.end)):
        return False
    _take_issuer(seen, tail, match)
    return True


def _read_term(seen: Shadow, tail: Tail) -> bool:
    if tail.term is not None:
        return False
    if (match := compiled(TERMS).match(seen.low, tail.end)) and (term := read_term(match["term"])):
        # "Quốc hội khóa XV" counts parliaments, not congresses.
        tail.term = term if not tail.issuer or tail.issuer.level != "state" else None
        tail.end = match.end("term")
        return True
    if match := compiled(YEARS).match(seen.low, tail.end):
        tail.term, tail.end = "-".join(re.findall(r"\d{4}", match["years"])), match.end()
        return True
    return False


def _take_issuer(seen: Shadow, tail: Tail, match: re.Match[str]) -> None:
    group = "issuer" if match["issuer"] else "plain"
    tail.issuer = find_issuer(match[group])
    tail.end = match.end()
    if tail.issuer and tail.issuer.code == "TW" and (more := compiled(_JOINTLY).match(seen.low, tail.end)):
        # Issued together, or some by one and some by the other: the words then single no organ out.
        second = find_issuer(more["issuer"])
        if second and second.code == "TW":
            tail.issuer = replace(tail.issuer, name=f"{tail.issuer.name}, {second.name}", loose=True)
            tail.end = more.end()
    if tail.issuer and tail.issuer.placed and (named := place_at(seen, match.end(group))):
        tail.place, tail.end = named[0], max(tail.end, named[1])


def find_issuer(words: str) -> tables.Issuer | None:
    """The issuing body that words of a shadow name."""
    spelled = compiled(CENTRE).sub("trung ương", words)
    return tables.issuer_named().get(" ".join(spelled.split()))


def place_at(seen: Shadow, at: int) -> tuple[str, int] | None:
    """The name in capitals that follows an issuer ("Tỉnh ủy" Đồng Tháp), and where it ends."""
    gap = compiled(_PLACE).match(seen.low, at)
    name = _NAME.match(seen.text, gap.end()) if gap else None
    return (" ".join(name[0].split()), name.end()) if name else None


def _read_title(seen: Shadow, tail: Tail) -> bool:
    """A title in quotation marks; the mention goes on behind it only if its issuer or date does."""
    match = compiled(_TITLE).match(seen.low, tail.end) if tail.about is None else None
    if not match:
        return False
    closer = _CLOSERS[_OPENERS.index(match["quote"])]
    start = match.end()
    close = seen.text.find(closer, start, start + _LONGEST_TITLE)
    if close <= start or "\n\n" in seen.text[start:close]:
        return False
    tail.about = seen.text[start:close].strip()
    after = Tail(close + 1, tail.issuer, tail.place, tail.term, tail.date, tail.year, tail.plenum, tail.about)
    said = re.match(r"[ \n]{1,4}của ", seen.low[after.end : after.end + 8])
    if _read_date(seen, after) or (said and _read_issuer(seen, after)):
        for name in ("end", "issuer", "place", "term", "date", "year"):
            setattr(tail, name, getattr(after, name))
        return True
    return False


def _read_closing_bracket(seen: Shadow, at: int, tail: Tail) -> bool:
    """A bracket that the tail opened is closed with it."""
    inside = seen.text[at : tail.end]
    if inside.count("(") > inside.count(")") and seen.text[tail.end : tail.end + 1] == ")":
        tail.end += 1
        return True
    return False


def about_at(seen: Shadow, at: int) -> str | None:
    """The text of a clause up to its end; a title in quotation marks that opens it is the whole of it."""
    if seen.text[at : at + 1] in set(_OPENERS):
        close = seen.text.find(_CLOSERS[_OPENERS.index(seen.text[at])], at + 1, at + _LONGEST_TITLE)
        if close > at:
            return seen.text[at + 1 : close].strip() or None
    end = _ABOUT_ENDS.search(seen.low, at, at + _LONGEST_ABOUT)
    return " ".join(seen.text[at : end.start() if end else at + _LONGEST_ABOUT].split()).rstrip(" ,") or None


def issuer_before(seen: Shadow, at: int) -> tuple[tables.Issuer | None, str | None]:
    """The issuer that the words before a mention name: "Bộ Chính trị đã ban hành" Quy định 50."""
    window = seen.low[max(0, at - _BEFORE_LENGTH) : at]
    if not window.rstrip(" \n").endswith(_BEFORE_ENDS):
        return None, None
    match = compiled(_BEFORE).search(window)
    if not match:
        return None, None
    issuer = find_issuer(match["issuer"])
    named = place_at(seen, at - len(window) + match.end("issuer")) if issuer and issuer.placed else None
    return issuer, named[0] if named else None


def is_drafted(seen: Shadow, at: int) -> bool:
    """Whether the words right before a mention speak of a document that is yet to be."""
    window = seen.low[max(0, at - _DRAFT_LENGTH) : at]
    return window.rstrip(" \n").endswith(_draft_ends()) and compiled(_DRAFT).search(window) is not None


@cache
def _draft_ends() -> tuple[str, ...]:
    return ("vào", "cho", "các", *(words.split()[-1] for words in tables.load("types")["draft_words"]))


def session_number(match: re.Match[str]) -> int | None:
    """The number of a session as figures or as a word."""
    words = " ".join(match["session"].split())
    return int(words) if words.isdigit() else SESSION_WORDS.get(words)


_CONGRESSES = range(1, 31)


@cache
def read_term(words: str) -> str | None:
    """A congress as roman numerals, from roman or other figures; None when there is no such congress."""
    number = int(words) if words.isdigit() else vietnamese.read_roman(words)
    return vietnamese.write_roman(number) if number is not None and number in _CONGRESSES else None


_Reader = Callable[[Shadow, Tail], bool]
_DATE_READERS: dict[str, tuple[_Reader, ...]] = {
    **dict.fromkeys(("ngày", "ban", "ký", "đề", *"0123456789"), (_read_date,)),
    "năm": (_of_year,),
}


@cache
def _readers() -> dict[str, tuple[_Reader, ...]]:
    """What to try, by the first word."""
    table: dict[str, tuple[_Reader, ...]] = dict(_DATE_READERS)
    opening = {
        (_read_session,): ("hội", "hn", "tại", "được", "thông", "của", "ban"),
        (_read_issuer,): ("của", "do", "t", "tw", "trung", *(w.split()[0] for i in tables.issuers() for w in i.words)),
        (_read_term,): ("khóa", "nhiệm"),
        (_read_title,): ("về", *_OPENERS),
    }
    for readers, words in opening.items():
        for word in dict.fromkeys(words):
            table[word] = (*table.get(word, ()), *readers)
    return table
