"""The text as patterns see it, and the patterns, made from the tables. Every repetition is bounded.

A `Shadow` has one spelling for what is written in many ways, and the way back to the original: clean
(`giaoban.vietnamese.clean`), the tone placed in the old style, and T.Ư as T.W. Patterns are made for its small letters, and made
ready at first use, so that a build which reads no citation does not pay for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from giaoban import vietnamese
from giaoban.citations import tables

UPPER = "".join(c for c in map(chr, range(0x41, 0x1EFA)) if c.isalpha() and c.isupper())
"""Every capital a Vietnamese name may have, for a class of characters."""


@dataclass(frozen=True, slots=True)
class Shadow:
    """``text`` and ``low`` (the same in small letters) are of one length; ``starts`` and ``ends`` lead back, None: the same."""

    original: str
    text: str
    low: str
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that a span of the shadow stands for; an empty one stays empty."""
        if self.starts is None or self.ends is None:
            return start, end
        first = self.starts[start] if start < len(self.starts) else len(self.original)
        return first, (self.ends[end - 1] if end > start else first)

    def is_capital(self, start: int, end: int) -> bool:
        """Whether the letters of a span are all capitals (digits and signs do not count)."""
        return self.text[start:end] == self.text[start:end].upper()


def shadow(text: str) -> Shadow:
    """A text as patterns see it: clean, with tone marks in their old places, and the way back to the text given."""
    clean = vietnamese.cleaned(text)
    plain = vietnamese.with_centre(vietnamese.tone_old(clean.text))
    if len(plain) != len(clean.text):
        plain = clean.text
    return Shadow(text, plain, vietnamese.lower(plain), clean.starts, clean.ends)


# A phrase may go on in the next line, but not in the next paragraph.
# Blanks are never given back: what comes after one does not begin with another. Nor is a line feed taken that another follows.
WS = r" {0,4}+(?:\n(?! *\n) {0,4}+)?+"
GAP = rf"(?=[ \n]){WS}"
END = r"(?!\w)"
CENTRE = rf"(?:trung{GAP}ương|t\. ?w\.?|tw)"
_LARGEST_SESSION = 20


def phrase_pattern(phrase: str) -> str:
    """A phrase as a pattern: any gap between its words, the centre in full or short."""
    spelled = tables.spelled_out(phrase).replace("trung ương", "\0")
    return GAP.join(CENTRE if word == "\0" else re.escape(word) for word in spelled.split())


def one_of(phrases: Iterable[str]) -> str:
    """A regular expression for any of some phrases, longer ones first, so that the longest matches."""
    return "|".join(
        phrase_pattern(p) for p in sorted(set(map(tables.spelled_out, phrases)), key=lambda p: (-len(p), p))
    )


def _codes(codes: Iterable[str]) -> str:
    return "|".join(re.escape(c) for c in sorted({c.lower() for c in codes}, key=lambda c: (-len(c), c)))


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A regular expression compiled at its first use and kept."""
    return re.compile(pattern)


TYPE_CODES = _codes(code for t in tables.types() for code in t.codes)
TYPES = one_of(word for t in tables.types() for word in t.words)
ISSUERS = one_of(word for i in tables.issuers() for word in i.words)
# Without "của" before them, words that mean much else ("tỉnh", "Đảng", "Trung ương") name no issuer.
PLAIN_ISSUERS = one_of(
    word for i in tables.issuers() for word in i.words if word not in {"tỉnh", "đảng", "trung ương", "tw"}
)

ROMAN = rf"(?:[ivx]{{1,6}}|[0-9]{{1,2}}){END}"
_ORDINALS = {n: vietnamese.write_ordinal(n).split(" ", 1)[1] for n in range(1, _LARGEST_SESSION + 1)}
SESSION_WORDS = {**{word: n for n, word in _ORDINALS.items()}, "bốn": 4, "hai": 2, "nhì": 2}
_SESSION = rf"(?:[0-9]{{1,2}}|{one_of(SESSION_WORDS)}){END}"

AND = rf"(?:{WS}[,;]{WS}(?:(?:và|hoặc){GAP})?|{GAP}(?:và|hoặc){GAP}|{WS}&{WS})"
_NUMBER_SIGN = rf"(?:(?:mang{GAP})?số{WS}:?{WS})"

# A search is fast only for a pattern that begins with a class of letters: so the first letter comes first, and what would
# be looked at before it (that no word goes on here) comes after.
_SHORTS = sorted({short.lower() for t in tables.types() for short in t.short}, key=lambda w: (-len(w), w))
_SHORT_AHEAD = rf"(?=[ .-]?(?:số )?[0-9]|[ -]?tw|{GAP}(?:số|{CENTRE}))"
_SYMBOL_AHEAD = rf"{WS}[-/_.]?{WS}(?:{TYPE_CODES}"


def _openings() -> tuple[str, str, str]:
    """First letters, second letters and all words that may begin a mention behind both, with what must follow each."""
    ends = {word: END for t in tables.types() for word in t.words}
    ends |= dict.fromkeys(_SHORTS, _SHORT_AHEAD)
    ends |= dict.fromkeys(("hội nghị", "hntw", "hn", "trung ương", "tw", "t.w", "t. w"), r"(?=[ \n0-9])")
    rows: dict[str, dict[str, list[str]]] = {}
    for word in sorted(ends, key=lambda w: (-len(w), w)):
        rest = GAP.join(map(re.escape, word[2:].split(" ")))
        rows.setdefault(word[:2], {}).setdefault(ends[word], []).append(rest)
    pairs = {
        pair: "|".join(rf"(?:{'|'.join(rests)}){end}" for end, rests in row.items())
        for pair, row in sorted(rows.items())
    }
    words = "|".join(rf"(?<={re.escape(pair)})(?:{rest})" for pair, rest in pairs.items())
    first, second = ("".join(sorted({pair[nth] for pair in pairs})) for nth in (0, 1))
    return first, second, words


_FIRST, _SECOND, _WORDS = _openings()
TRIGGER = (
    rf"[{_FIRST}0-9](?:(?<!\w.)(?:[{_SECOND}](?:{_WORDS})"
    rf"|(?<=[0-9])(?<![0-9][.,/-].)[0-9]{{0,4}}+(?={_SYMBOL_AHEAD}|(?:19|20)[0-9]{{2}}{WS}/)))"
    rf"|(?<=số[0-9])[0-9]{{0,4}}+(?={_SYMBOL_AHEAD})))"
)
"""Where a mention may begin."""

BETWEEN = rf"{WS}[,(]?{WS}{_NUMBER_SIGN}?"
"""What stands between the type and the number; the group ``sign`` is asked separately."""
SIGN = rf"{WS}[,(]?{WS}{_NUMBER_SIGN}"

PARTY = (
    rf"(?P<number>[0-9]{{1,5}}+)(?P<first>{WS}[-/_.]?{WS})(?P<code>{TYPE_CODES})(?P<second>{WS}[-/.]?{WS})"
    rf"(?P<issuer>t\. ?w(?!\w)|trung{GAP}ương|[a-zđư]{{2,12}}[0-9]{{0,2}}(?:-[a-zđư]{{2,10}})?){END}"
)
STATE = (
    rf"(?P<number>[0-9]{{1,5}}+){WS}/{WS}(?P<year>(?:19|20)[0-9]{{2}}){WS}/{WS}(?:(?P<code>{TYPE_CODES}){WS}[-/]{WS})?"
    rf"(?P<issuer>[a-zđ]{{2,12}}[0-9]{{0,2}}(?:-[a-zđ]{{2,12}}){{0,3}}){END}"
)
LETTER = rf"(?P<number>[0-9]{{1,5}}+){WS}/{WS}(?P<issuer>[a-zđ]{{2,10}}){WS}-{WS}(?P<rest>[a-zđ0-9]{{1,10}}){END}"
QH = rf"(?P<number>[0-9]{{1,5}}+){WS}/{WS}(?P<issuer>(?:ubtvqh|qh)[0-9]{{2}}){END}"

NUMBER = r"(?P<number>[0-9]{1,5})(?![0-9])"
NOT_A_NUMBER = rf"[%‰°]|\w|[.,/:-][0-9]|[-/]\w|{GAP}%|{WS}[-/]{WS}[0-9]"
"""After a bare number: it is a share, a ratio, a date or part of something longer."""

TERMS = rf"(?:{WS},?{WS}\(?{WS}(?:nhiệm{GAP}kỳ{GAP})?khóa{GAP}(?:thứ{GAP})?(?P<term>{ROMAN}))"
MORE_TERMS = rf"(?:{AND})(?P<words>(?:khóa{GAP})?(?P<term>{ROMAN}))"
YEARS = rf"{WS},?{WS}\(?{WS}(?:nhiệm{GAP}kỳ|khóa){GAP}(?P<years>20[0-9]{{2}}{WS}-{WS}20[0-9]{{2}})(?![0-9])"

_COMMITTEE = (
    rf"(?:(?:ban{GAP}chấp{GAP}hành|bch){GAP}{CENTRE}|bchtw|{CENTRE})"
    rf"(?:{GAP}đảng)?(?:{GAP}cộng{GAP}sản{GAP}việt{GAP}nam)?{END}"
)
_OF_COMMITTEE = rf"(?:{WS},?{WS}\(?{WS}(?:(?:của{GAP})?(?=b){_COMMITTEE}|của{GAP}(?:{_COMMITTEE}|đảng{END})))"
SESSION = (
    rf"(?:(?:hội{GAP}nghị|hn){WS})?(?:{_COMMITTEE}{WS}|{CENTRE})(?:(?:khóa{GAP}(?P<before>{ROMAN})){GAP})?"
    rf"(?:lần{GAP})?(?:thứ{GAP})?(?P<session>{_SESSION}){_OF_COMMITTEE}?"
)
SESSION_LONG = (
    rf"(?:hội{GAP}nghị|hn){GAP}(?:toàn{GAP}thể{GAP})?(?:lần{GAP})?thứ{GAP}(?P<session>{_SESSION}){_OF_COMMITTEE}"
)
MORE_SESSIONS = rf"(?:{AND})(?:hội{GAP}nghị{GAP})?(?:{CENTRE}{WS})?(?P<session>{_SESSION})"

OF_PARTY = (
    rf"{WS},?{WS}(?:của{GAP})?đảng(?:{GAP}cộng{GAP}sản{GAP}việt{GAP}nam|{GAP}ta)?{END}(?!{GAP}(?:bộ|ủy|viên|đoàn))"
)
CONGRESS = (
    rf"(?:của{GAP})?đại{GAP}hội{END}(?:{GAP}(?:(?:đảng{GAP})?toàn{GAP}quốc|đại{GAP}biểu|của{GAP}đảng(?!{GAP}bộ)|đảng(?!{GAP}bộ)"
    rf"|lần{GAP}thứ|khóa|thứ|cộng{GAP}sản{GAP}việt{GAP}nam)){{0,6}}{GAP}(?P<term>{ROMAN})"
)
LOCAL_CONGRESS = (
    rf"(?:của{GAP})?đại{GAP}hội{END}(?:{GAP}đại{GAP}biểu)?(?:{GAP}(?:lần{GAP}thứ{GAP})?(?P<first>{ROMAN}))?{GAP}(?:của{GAP})?"
    rf"đảng{GAP}bộ{GAP}(?:tỉnh|thành{GAP}phố){END}"
)
LOCAL_ORDINAL = rf"{WS},?{WS}(?:lần{GAP}thứ{GAP}|khóa{GAP})(?P<term>{ROMAN})"
