"""What single words of a query do: honorifics, offices, family names, words that ask and words that bind, types of documents.

Most is written without marks, for readers who type none. Honorifics and the words of `BINDING` have theirs: without them some
are other words ("đã", "đá"). The browser is given the same lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from giaoban import vietnamese
from giaoban.citations import tables
from giaoban.search.tokens import TYPES, words
from giaoban.vietnamese.words import title_words

HONORIFICS = ("ông", "bà", "đồng chí", "đ c", "bác", "chị", "anh", "cô", "chú")
# Honorifics that are words of their own before many others: "bà rịa", "bắc ninh", "chỉ thị", "anh hùng", "cơ quan".
OTHERWISE = ("ba", "bac", "chi", "anh", "co", "chu")
# Words that ask or bind: a page need not have them. The first for readers who type marks, the second for those who do not.
BINDING = (
    "ai", "gì", "nào", "những gì", "là gì", "là ai", "thế nào", "như thế nào", "bao nhiêu", "mấy", "ở đâu", "đâu", "khi nào",
    "ngày nào", "là", "của", "và", "các", "những", "về", "tại", "ở", "cho", "với", "được", "bị", "đã", "sẽ", "có",
    "có bao nhiêu", "thì", "mà", "theo", "từ", "đến", "nói gì", "nói", "gồm", "cùng", "lên", "sau", "trước", "này", "hiện nay",
    "người",
)  # fmt: skip
BINDING_UNMARKED = (
    "ai", "gi", "nao", "nhung gi", "la gi", "la ai", "the nao", "nhu the nao", "bao nhieu", "o dau", "khi nao", "ngay nao",
    "la", "cua", "cac", "nhung", "duoc", "voi", "co bao nhieu", "noi gi", "hien nay",
)  # fmt: skip
# What may follow a number that counts: "kế hoạch 6 tháng" names no document.
COUNTED = (
    "thang", "nam", "tinh", "huyen", "xa", "cuoc", "quy", "tuan", "ngay", "lan", "dong chi", "nguoi", "noi dung", "nhiem vu",
    "can bo", "to chuc", "diem", "dieu", "muc", "cum", "trieu", "ty", "nghin", "de an", "tap the", "chi bo", "dang bo", "vu",
    "cuc", "dang vien", "truong hop", "bieu hien", "dai bieu", "van ban", "don vi", "phan", "buoc", "khau",
)  # fmt: skip
# What may stand beside a date that is all a reader asks for.
BESIDE_A_DATE = frozenset(
    ["ngay", "thang", "nam", "hop", "sang", "chieu", "toi", "cuoc", "cac", "hoi", "nghi", "vao", "trong"]
)
# Short forms that no page spells out.
SHORT = {
    "hn": ("hội", "nghị"),
    "hntw": ("hội", "nghị", "tw"),
    "dbqh": ("đại", "biểu", "quốc", "hội"),
    "tbt": ("tổng", "bí", "thư"),
}


def _folded(phrase: str) -> str:
    return vietnamese.fold(words(phrase))


def _shortest(phrases: Iterable[str]) -> tuple[str, ...]:
    """Those phrases that do not begin with another one."""
    kept: list[str] = []
    for phrase in sorted(set(phrases)):
        if phrase and not any(f"{phrase} ".startswith(f"{other} ") for other in kept):
            kept.append(phrase)
    return tuple(kept)


_TITLES = title_words()
OFFICES = _shortest(_folded(head) for key in ("whole", "of", "ranks") for head in _TITLES[key])
FAMILY_NAMES = tuple(sorted({_folded(name) for name in tables.load("names")["family_names"]}))
# Words for a type of document to the codes of its symbols; codes that may be mistaken for one another stand together.
_CODES: dict[str, tuple[str, ...]] = {}
for _type in tables.types():
    _CODES |= dict.fromkeys(map(vietnamese.slug, _type.codes), tuple(map(vietnamese.slug, _type.codes)))
CODES = {code: _CODES.get(code, (code,)) for code in sorted({vietnamese.slug(code) for code in TYPES} | {*_CODES})}
TYPE_WORDS = {
    _folded(word): tuple(map(vietnamese.slug, one.codes))
    for one in tables.types()
    if one.bare in ("always", "number")
    for word in one.words
}
ISSUERS = tuple(sorted({vietnamese.slug(issuer.code) for issuer in tables.issuers() if issuer.code}))
_OPENED = [term.opened.year * 10000 + term.opened.month * 100 + term.opened.day for term in tables.terms()]
TERMS = {
    str(vietnamese.read_roman(term.term)): (term.began.year * 10000 + term.began.month * 100 + term.began.day, until)
    for term, until in zip(tables.terms(), [*_OPENED[1:], 99999999], strict=True)
}
"""Number of each congress term to its first day and the day on which the next congress opened, as 20160128."""


def leading(phrases: Iterable[str], said: Sequence[str]) -> int:
    """How many of some words without marks the longest phrase has with which they begin; 0 where none does."""
    found = 0
    for phrase in phrases:
        parts = phrase.split(" ")
        if len(parts) > found and list(said[: len(parts)]) == parts:
            found = len(parts)
    return found


def binding(texts: Sequence[str], *, marked: bool) -> list[bool]:
    """Of each word whether it only asks or binds; none where all of them would."""
    phrases = BINDING if marked else BINDING_UNMARKED
    found = [False] * len(texts)
    at = 0
    while at < len(texts):
        length = leading(phrases, texts[at:])
        found[at : at + length] = [True] * length
        at += max(length, 1)
    return [False] * len(texts) if all(found) else found
