"""Find: every mention of a numbered document or of a session of the Central Committee, with its exact span."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from giaoban import vietnamese
from giaoban.citations import names, sessions, symbols, tables, tail
from giaoban.citations.patterns import (
    AND,
    BETWEEN,
    GAP,
    ISSUERS,
    NOT_A_NUMBER,
    NUMBER,
    SIGN,
    TRIGGER,
    TYPES,
    WS,
    Shadow,
    compiled,
    shadow,
)
from giaoban.citations.tail import Tail
from giaoban.citations.values import Lookup, Mention

_NEXT_WORD = rf"{WS}(?P<word>[^\W\d_]+)"
_NEXT_LINE = re.compile(r" {0,4}\n")
_AFTER_YEAR = rf"năm{GAP}(?:19|20)[0-9]{{2}}(?![0-9])(?!{WS}[-/]{WS}[0-9])"
_AFTER_DAY = rf"ngày{GAP}[0-9]{{1,2}}[-/.\ ]"
_MORE = rf"{AND}(?:các{GAP})?(?:số{GAP})?(?=[0-9])"
_TYPE_BEFORE = (
    rf"(?P<type>{TYPES}){GAP}(?:của{GAP})?(?P<issuer>{ISSUERS})(?:{GAP}khóa{GAP}[ivx]{{1,6}})?[,:]?{GAP}(?:số{GAP})?\Z"
)
_ACT_BEFORE = (
    rf"(?<!\w)(?P<type>bộ{GAP}luật|luật|pháp{GAP}lệnh|nghị{GAP}quyết){GAP}[^.;:()\n]{{1,80}}?{GAP}\(?(?:số{GAP})?\Z"
)
_BEFORE_LENGTH = 90
_NUMBER_WORDS = frozenset({"số", "mang"})
_SESSION_WORDS = frozenset({"trung", "tw", "t", "hội", "hn", "hntw", "ban", "bch", "bchtw", "của"})
_CONGRESS_WORDS = frozenset({"đại", "của"})
_LONGEST_BARE = 3
_MOST_ITEMS = 30


@dataclass(slots=True)
class ListedNumber:
    """One number of an enumeration while it is read: where it stands and what is known of it."""

    start: int
    core_end: int
    number: int
    symbol: symbols.Symbol | None = None
    tail: Tail = field(default_factory=lambda: Tail(0))


def find(text: str, lookup: Lookup | None = None) -> tuple[Mention, ...]:
    """Every mention in a text, in order and without overlaps.

    With ``lookup``, names without a number are found, too: aliases and titles of known records. Never raises; time grows
    with the length of the text, whatever it holds.
    """
    return find_in(shadow(text), lookup)


def find_in(seen: Shadow, lookup: Lookup | None = None) -> tuple[Mention, ...]:
    """The same for a text whose shadow is already there."""
    found: list[Mention] = []
    place, trigger = 0, compiled(TRIGGER)
    while match := trigger.search(seen.low, place):
        mentions, end = _mentions_at(seen, match, lookup, found[-1].end if found else 0)
        found += mentions
        place = max(end, match.start() + 1)
    found = _alike(seen, found)
    if lookup:
        found = sorted([*found, *names.other_documents(seen, lookup, found)], key=lambda m: m.start)
    return tuple(found) if seen.starts is None else tuple(_original(mention, seen) for mention in found)


def _alike(seen: Shadow, found: list[Mention]) -> list[Mention]:
    """Neighbours share what is said once: "Nghị quyết số 18-NQ/TW, Nghị quyết 19-NQ/TW của …"; the type of sessions."""
    for nth in range(len(found) - 2, -1, -1):
        one, after = found[nth], found[nth + 1]
        if (
            {one.kind, after.kind} <= {"symbol", "number"}
            and (one.type, one.type_code, one.end) == (after.type, after.type_code, one.core_end)
            and one.issuer is None
            and (one.issuer_code == after.issuer_code or one.issuer_code is None)
            and compiled(AND).fullmatch(seen.low, one.end, after.start)
        ):
            found[nth] = replace(
                one, issuer=after.issuer, issuer_code=after.issuer_code, place=after.place, term=one.term or after.term
            )
    for nth in range(1, len(found)):
        one, before = found[nth], found[nth - 1]
        if (
            one.kind == before.kind == "plenum"
            and one.type is None
            and compiled(AND).fullmatch(seen.low, before.end, one.start)
        ):
            found[nth] = replace(one, type=before.type)
    return found


def _mentions_at(seen: Shadow, match: re.Match[str], lookup: Lookup | None, free: int) -> tuple[list[Mention], int]:
    """The mentions that begin at a trigger, and where to go on. What stands before ``free`` belongs to others."""
    start, end = match.span()
    words = " ".join(match[0].split())
    if words[0].isdigit():
        return _without_type(seen, start, free)
    type_ = tables.type_named().get(words)
    if type_ is None:
        mentions = sessions.read(seen, start, start, None)
    else:
        is_short = words not in type_.words
        if is_short and not seen.is_capital(start, end):
            return [], end
        word = tail.first_word(seen.low, end)
        mentions = _after_type(seen, start, end, type_, word, is_short=is_short)
        if not mentions and lookup:
            mentions = names.documents_at(seen, start, end, words, word, lookup)
    return (mentions, mentions[-1].end) if mentions else ([], end)


def _after_type(
    seen: Shadow, start: int, at: int, type_: tables.DocumentType, word: str, *, is_short: bool
) -> list[Mention]:
    """What a type with its next word begins: a number, a session, a congress."""
    if word.isdigit() or word in _NUMBER_WORDS:
        return _with_type(seen, start, at, type_, is_short=is_short)
    found = sessions.read(seen, start, at, type_) if word in _SESSION_WORDS else []
    return found or (sessions.congress(seen, start, at, type_) if word in _CONGRESS_WORDS else [])


def _without_type(seen: Shadow, start: int, free: int) -> tuple[list[Mention], int]:
    """A symbol without a word for its type right before it."""
    read = symbols.read(seen, start)
    if not read:
        return [], compiled(r"[0-9]*").match(seen.low, start).end()  # type: ignore[union-attr] # it matches anything
    symbol, end = read
    types = tables.types_of_code().get((symbol.code or "").lower(), ())
    # QĐ is a Quy định or a Quyết định: then only the words could tell.
    type_ = types[0] if len(types) == 1 else None
    begin, issuer = start, None
    window = seen.low[max(free, start - _BEFORE_LENGTH) : start]
    near = window.split()[-2:]
    if "".join(near[-1:]) == "số":
        near.pop()
    if near and near[-1].strip(",:") in _last_words() and (before := compiled(_TYPE_BEFORE).search(window)):
        begin = start - len(window) + before.start()
        type_ = tables.type_named()[" ".join(before["type"].split())]
        issuer = tail.find_issuer(before["issuer"])
    elif symbol.state and symbol.code is None and (before := compiled(_ACT_BEFORE).search(window)):
        begin = start - len(window) + before.start()
        type_ = tables.type_named()[" ".join(before["type"].split())]
    elif window.endswith("số "):
        begin = start - 3
    items = _items(seen, ListedNumber(start, end, symbol.number, symbol))
    mentions = _mentions(seen, begin, items, type_)
    if issuer:
        mentions = [replace(m, issuer=m.issuer or issuer.name) for m in mentions]
    return mentions, mentions[-1].end


@cache
def _last_words() -> frozenset[str]:
    """What an issuer's name, or the term after it, ends with."""
    terms = (vietnamese.write_roman(n).lower() for n in range(1, 21))
    return frozenset([*terms, "ương", *(word.split()[-1] for issuer in tables.issuers() for word in issuer.words)])


def _with_type(seen: Shadow, start: int, at: int, type_: tables.DocumentType, *, is_short: bool) -> list[Mention]:
    """The documents whose numbers follow a word for their type."""
    gap = compiled(BETWEEN).match(seen.low, at)
    number_at = gap.end() if gap else at
    signed = compiled(SIGN).match(seen.low, at) is not None
    # "QĐ" is short for Quy định as well as for Quyết định.
    meant = None if is_short and len(tables.types_of_code()[type_.codes[0].lower()]) > 1 else type_
    read = symbols.read(seen, number_at, letter=type_.name == "Công văn")
    if read:
        symbol, end = read
        return _mentions(seen, start, _items(seen, ListedNumber(number_at, end, symbol.number, symbol)), meant)
    match = compiled(NUMBER).match(seen.low, number_at)
    if not match or type_.bare == "never" or "," in seen.low[at:number_at] or "(" in seen.low[at:number_at]:
        return []
    if is_short and type_.name != "Nghị quyết" and not signed and not _issuer_follows(seen, match.end()):
        return []
    items = _items(seen, ListedNumber(number_at, match.end(), int(match["number"])))
    if not _is_number(seen, match, type_, signed=signed, last=items[-1].core_end, listed=len(items) > 1):
        return []
    return _mentions(seen, start, items, meant)


def _is_number(
    seen: Shadow, match: re.Match[str], type_: tables.DocumentType, *, signed: bool, last: int, listed: bool
) -> bool:
    """Whether bare digits after a type number a document rather than count something."""
    digits, end = match["number"], match.end()
    if compiled(NOT_A_NUMBER).match(seen.low, end) and not listed:
        return False
    issued = _issuer_follows(seen, last)
    if not signed and not issued and (type_.bare != "always" or len(digits) > _LONGEST_BARE):
        return False
    if type_.bare == "issuer" and not issued:
        return False
    return signed or issued or _stands_alone(seen, last)


def _issuer_follows(seen: Shadow, at: int) -> bool:
    after = tail.read(seen, at)
    return after.issuer is not None


def _stands_alone(seen: Shadow, at: int) -> bool:
    """Whether what follows a bare number is not something that it counts."""
    if compiled(NOT_A_NUMBER).match(seen.low, at):
        return False
    word = compiled(_NEXT_WORD).match(seen.low, at)
    if not word:
        return True
    if _NEXT_LINE.match(seen.low, at) and seen.text[word.start("word")].isupper():
        return True
    if word["word"] == "năm":
        return compiled(_AFTER_YEAR).match(seen.low, word.start("word")) is not None
    if word["word"] == "ngày":
        return compiled(_AFTER_DAY).match(seen.low, word.start("word")) is not None
    return word["word"] in _after_number()


@cache
def _after_number() -> frozenset[str]:
    return frozenset(tables.load("types")["after_number"])


def _items(seen: Shadow, first: ListedNumber) -> list[ListedNumber]:
    """A number and those enumerated after it; each takes the date that follows it, the last one all that follows."""
    items = [first]
    while len(items) < _MOST_ITEMS:
        item = items[-1]
        item.tail = tail.read(seen, item.core_end, issuer=False)
        more = compiled(_MORE).match(seen.low, item.tail.end)
        following = _following(seen, more.end()) if more else None
        if not following:
            break
        items.append(following)
    items[-1].tail = tail.read(seen, items[-1].core_end)
    return items


def _following(seen: Shadow, at: int) -> ListedNumber | None:
    if read := symbols.read(seen, at):
        return ListedNumber(at, read[1], read[0].number, read[0])
    match = compiled(NUMBER).match(seen.low, at)
    if not match or len(match["number"]) > _LONGEST_BARE:
        return None
    # "94, 95" and "18, 19-NQ/TW", but not "18, 19 xã".
    if not (_stands_alone(seen, match.end()) or _issuer_follows(seen, match.end())):
        return None
    return ListedNumber(at, match.end(), int(match["number"]))


def _mentions(seen: Shadow, start: int, items: list[ListedNumber], type_: tables.DocumentType | None) -> list[Mention]:
    _share(items)
    issuer, place = items[-1].tail.issuer, items[-1].tail.place
    if issuer is None:
        issuer, place = tail.issuer_before(seen, start)
    phrase = (start, max(items[-1].tail.end, items[-1].core_end))
    drafted = tail.is_drafted(seen, start)
    found = []
    for nth, item in enumerate(items):
        begin = start if nth == 0 else item.start
        found.append(_mention(seen, begin, item, type_, issuer, place, phrase=phrase, drafted=drafted))
    return found


def _share(items: list[ListedNumber]) -> None:
    """What enumerated numbers share: the type and issuer of a symbol after them, the term said once at the end."""
    last = items[-1]
    for item, after in zip(reversed(items[:-1]), reversed(items[1:]), strict=True):
        if item.symbol is None and after.symbol and not after.symbol.state:
            item.symbol = replace(after.symbol, number=item.number)
        item.tail.term = item.tail.term or last.tail.term
        item.tail.plenum = item.tail.plenum or last.tail.plenum
    for item, before in zip(items[1:], items[:-1], strict=True):
        if item.symbol is None and before.symbol and not before.symbol.state:
            item.symbol = replace(before.symbol, number=item.number)


def _mention(
    seen: Shadow,
    start: int,
    item: ListedNumber,
    type_: tables.DocumentType | None,
    issuer: tables.Issuer | None,
    place: str | None,
    *,
    phrase: tuple[int, int],
    drafted: bool,
) -> Mention:
    symbol, after = item.symbol, item.tail
    code, issuer_code = (symbol.code, symbol.issuer) if symbol else (None, issuer.code if issuer else None)
    if symbol and issuer and issuer.code and issuer.code == _misprints().get(symbol.issuer):
        issuer_code = issuer.code
        symbol = replace(symbol, issuer=issuer.code)
    if type_ and code and start == item.start and code not in type_.codes:
        type_ = tables.types_of_code()[code.lower()][0]
    end = max(after.end, item.core_end)
    return Mention(
        start,
        end,
        seen.original[start:end],
        "symbol" if symbol else "number",
        type=type_.name if type_ else None,
        number=item.number,
        type_code=code,
        issuer_code=issuer_code,
        symbol=symbol.text if symbol else None,
        issuer=issuer.name if issuer else None,
        term=after.term,
        year=after.year or (symbol.year if symbol else None),
        date=after.date,
        plenum=after.plenum,
        place=place,
        about=after.about,
        core_end=item.core_end,
        phrase=phrase,
        drafted=drafted,
    )


@cache
def _misprints() -> dict[str, str]:
    return dict(tables.load("issuers")["misprints"])


def _original(mention: Mention, seen: Shadow) -> Mention:
    """The mention with its spans in the text that was given."""
    start, end = seen.span(mention.start, mention.end)
    core_end = seen.span(mention.start, mention.core_end)[1]
    phrase = seen.span(*mention.phrase)
    return replace(mention, start=start, end=end, core_end=core_end, text=seen.original[start:end], phrase=phrase)
