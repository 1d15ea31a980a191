"""Names of persons and of places, as they stand in reports.

Kinh names are known by their family name, names of other peoples by their own forms; provinces and districts may stand inside
titles and datelines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from giaoban.drafting.words import Phrases, Word, data, match_key
from giaoban.vietnamese.words import title_words

_SYLLABLE = re.compile(r"[^\W\d_]+(?:['’‘ʼ`] ?[^\W\d_]+)*")
_STUCK_MARK = re.compile(r"[KkHh]['’‘ʼ`] ?[^\W\d_]+")
_SHORTEST, _LONGEST = 2, 5
_LONGEST_HIGHLAND = 6
_LONGEST_RUN = 16


class _Gazetteer(NamedTuple):
    common: frozenset[str]
    other: frozenset[str]
    marks: frozenset[str]
    last: frozenset[str]
    middle: frozenset[str]


@cache
def _gazetteer() -> _Gazetteer:
    lists = data("names")
    return _Gazetteer(*(frozenset(map(match_key, lists[field])) for field in _Gazetteer._fields))


@cache
def _never() -> Phrases:
    return Phrases(title_words()["never"])


def is_name_word(word: Word) -> bool:
    """Whether a word may be part of a name: capitalised, of letters, and no abbreviation in capitals."""
    return word.capital and bool(_SYLLABLE.fullmatch(word.text)) and (len(word.text) == 1 or not word.text.isupper())


def may_begin(word: Word) -> bool:
    """Whether a name is known to begin with this word."""
    known = _gazetteer()
    return is_name_word(word) and (
        word.key in known.common
        or word.key in known.other
        or word.text in "YAUHK"
        or bool(_STUCK_MARK.fullmatch(word.text))
    )


def likelihood(sequence: Sequence[Word], *, framed: bool = False) -> float:
    """How much these words look like one whole name; 0 when they do not.

    ``framed``: they stand where only a name can stand ("đồng chí …, Bí thư Tỉnh ủy"), so the family name may be new.
    """
    count = len(sequence)
    if not 1 <= count <= _LONGEST_HIGHLAND or not all(is_name_word(word) for word in sequence):
        return 0.0
    known = _gazetteer()
    first, last = sequence[0], sequence[-1]
    never = _never().at(sequence, 0)
    if never and never[0] == count:
        return 0.0
    if _STUCK_MARK.fullmatch(first.text) or (
        may_begin(first) and any(_STUCK_MARK.fullmatch(word.text) for word in sequence[1:])
    ):
        return 5.0 if count <= _LONGEST else 0.0
    if count < _SHORTEST:
        return 0.0
    if first.text in {"Y", "A", "U"}:
        most = _LONGEST_HIGHLAND if first.text == "Y" else 4
        return 0.0 if count > most else (7.0 if last.key in known.last else 5.0)
    highland = last.key in known.last or (first.key in known.last and sequence[1].text in {"Y", "H"})
    if count > _LONGEST and not highland:
        return 0.0
    score = {2: 0.4, 3: 1.5, 4: 1.2, 5: 0.2, 6: 0.0}[count]
    if first.key in known.common:
        score += 3.0
    elif first.key in known.other:
        score += 1.5
    elif highland:
        score += 1.0
    elif framed:
        score += 0.5
    else:
        return 0.0
    if has_middle(sequence):
        score += 1.0
    if sequence[1].key in {"văn", "thị"}:
        score += 1.0
    if highland:
        score += 1.0
    return score


def has_middle(sequence: Sequence[Word]) -> bool:
    """Whether the words look like a whole name by what stands between the first and the last: "Bồ Thị Ngọc Liêng"."""
    known = _gazetteer()
    return len(sequence) > 2 and any(word.key in known.middle for word in sequence[1:-1])


def begins_common(word: Word) -> bool:
    """Whether the word is a family name that most people bear."""
    return is_name_word(word) and word.key in _gazetteer().common


def end_of_run(sequence: Sequence[Word], place: int, stop: int) -> int:
    """Where the run of words that may be parts of a name, beginning at ``place``, ends."""
    end = place
    stop = min(stop, place + _LONGEST_RUN)
    while end < stop and is_name_word(sequence[end]):
        if end > place and sequence[end].start - sequence[end - 1].end > 2:
            break
        end += 1
    return end


_PROVINCES = [
    "An Giang",
    "Bà Rịa - Vũng Tàu",
    "Bà Rịa-Vũng Tàu",
    "Bà Rịa – Vũng Tàu",
    "Bạc Liêu",
    "Bắc Giang",
    "Bắc Kạn",
    "Bắc Ninh",
    "Bến Tre",
    "Bình Dương",
    "Bình Định",
    "Bình Phước",
    "Bình Thuận",
    "Cà Mau",
    "Cao Bằng",
    "Cần Thơ",
    "Đà Nẵng",
    "Đắk Lắk",
    "Đắc Lắc",
    "Đắk Nông",
    "Đắc Nông",
    "Điện Biên",
    "Đồng Nai",
    "Đồng Tháp",
    "Gia Lai",
    "Hà Giang",
    "Hà Nam",
    "Hà Nội",
    "Hà Tĩnh",
    "Hải Dương",
    "Hải Phòng",
    "Hậu Giang",
    "Hòa Bình",
    "Hồ Chí Minh",
    "Huế",
    "Hưng Yên",
    "Khánh Hòa",
    "Kiên Giang",
    "Kon Tum",
    "Lai Châu",
    "Lạng Sơn",
    "Lào Cai",
    "Lâm Đồng",
    "Long An",
    "Nam Định",
    "Nghệ An",
    "Ninh Bình",
    "Ninh Thuận",
    "Phú Thọ",
    "Phú Yên",
    "Quảng Bình",
    "Quảng Nam",
    "Quảng Ngãi",
    "Quảng Ninh",
    "Quảng Trị",
    "Sóc Trăng",
    "Sơn La",
    "Tây Ninh",
    "Thái Bình",
    "Thái Nguyên",
    "Thanh Hóa",
    "Thừa Thiên Huế",
    "Thừa Thiên - Huế",
    "Thừa Thiên-Huế",
    "Thừa Thiên – Huế",
    "Tiền Giang",
    "Trà Vinh",
    "Tuyên Quang",
    "Vĩnh Long",
    "Vĩnh Phúc",
    "Yên Bái",
]


@cache
def places() -> Phrases:
    """Every province and district; what each means is the list of provincial units it can stand for."""
    found: dict[str, list[str]] = {}
    for name in _PROVINCES:
        found.setdefault(name, [])
    for unit, districts in data("districts").items():
        for district in districts:
            found.setdefault(district, []).append(unit)
    return Phrases(found)
