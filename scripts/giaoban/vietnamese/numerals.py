"""Numbers in words, roman numerals, and the enumerators that open the points of a speech."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from giaoban.vietnamese.spelling import nfc
from giaoban.vietnamese.words import (
    DAY,
    ORDINAL,
    ORDINAL_UNITS,
    POINT,
    ROMAN_SIGNS,
    TEN,
    TENS,
    UNITS,
    UNITS_AFTER_TEN,
    UNITS_AFTER_TENS,
    WEEKDAY_ORDINALS,
)

EnumeratorStyle = Literal["cardinal", "ordinal", "digits"]

LARGEST_CARDINAL = 99
LARGEST_ROMAN = 3999
_LONGEST_ROMAN = len("MMMDCCCLXXXVIII")


@dataclass(frozen=True, slots=True)
class Enumerator:
    """What numbers a passage: its number, where the passage proper begins (in code points), and how it is written."""

    number: int
    end: int
    style: EnumeratorStyle


def _cardinal_forms() -> Iterator[tuple[int, str]]:
    """Every number from 1 to 99 with each of its forms, the one to write first."""
    for unit, words in UNITS.items():
        yield from ((unit, word) for word in words)
    yield (10, TEN)
    for unit, words in UNITS_AFTER_TEN.items():
        yield from ((10 + unit, f"{TEN} {word}") for word in words)
    for ten in range(2, 10):
        for ten_word in UNITS[ten]:
            yield (10 * ten, f"{ten_word} {TENS}")
            for unit, words in UNITS_AFTER_TENS.items():
                yield from ((10 * ten + unit, f"{ten_word} {TENS} {word}") for word in words)


_CARDINALS = {form: number for number, form in _cardinal_forms()}
_CARDINAL_WORDS: dict[int, str] = {}
for _number, _form in _cardinal_forms():
    _CARDINAL_WORDS.setdefault(_number, _form)
_ORDINALS = {
    **{form: number for form, number in _CARDINALS.items() if number != 1},
    **{form: number for number, forms in ORDINAL_UNITS.items() for form in forms},
}


def _words(text: str) -> str:
    return " ".join(nfc(text).lower().split())


def read_cardinal(text: str) -> int | None:
    """The number from 1 to 99 that a text names in words ("hai mươi mốt"), or None. Case and spacing do not matter."""
    return _CARDINALS.get(_words(text))


def write_cardinal(number: int) -> str:
    """A number from 1 to 99 in words, lower case. Raises ValueError outside that range."""
    try:
        return _CARDINAL_WORDS[number]
    except KeyError:
        raise ValueError(f"no words for {number}: only 1 to {LARGEST_CARDINAL}") from None


def read_ordinal(text: str) -> int | None:
    """The number from 1 to 99 that an ordinal names ("thứ nhất", "thứ tư", "thứ mười hai"), or None."""
    mark, _, rest = _words(text).partition(" ")
    return _ORDINALS.get(rest) if mark == ORDINAL else None


def write_ordinal(number: int) -> str:
    """The ordinal of a number from 1 to 99, lower case: "thứ nhất". Raises ValueError outside that range."""
    words = ORDINAL_UNITS[number][0] if number in ORDINAL_UNITS else write_cardinal(number)
    return f"{ORDINAL} {words}"


def read_roman(text: str) -> int | None:
    """The value of a roman numeral from I to MMMCMXCIX in its one correct spelling, capital or small, or None."""
    signs = text.upper()
    # Some letters outside ASCII have a roman sign as their capital.
    if not text.isascii() or len(signs) > _LONGEST_ROMAN:
        return None
    value, rest = 0, signs
    for worth, sign in ROMAN_SIGNS:
        while rest.startswith(sign):
            value, rest = value + worth, rest[len(sign) :]
    # Reading greedily accepts "IIX" and "IIII"; writing the value again tells them from the real thing.
    return value if not rest and 0 < value <= LARGEST_ROMAN and write_roman(value) == signs else None


def write_roman(number: int) -> str:
    """A number from 1 to 3999 as a roman numeral in capitals. Raises ValueError outside that range."""
    if not 0 < number <= LARGEST_ROMAN:
        raise ValueError(f"no roman numeral for {number}: only 1 to {LARGEST_ROMAN}")
    signs = []
    for worth, sign in ROMAN_SIGNS:
        count, number = divmod(number, worth)
        signs.append(sign * count)
    return "".join(signs)


# Gaps and words are bounded so that hostile runs cost nothing; real texts have one blank, rarely two.
_GAP = r"\s{1,3}"
_NUMBER_WORD = r"\w{1,6}"
_OPENING = r"[\s\-–—•*+“\"']{0,8}"
_CLOSING = r"\s{0,3}[,:.;\-–—]?\s{0,3}"
_ENUMERATORS: tuple[tuple[EnumeratorStyle, re.Pattern[str]], ...] = (
    (
        "cardinal",
        re.compile(
            rf"{_OPENING}(?P<words>{_NUMBER_WORD}(?:{_GAP}{_NUMBER_WORD}){{0,2}}?){_GAP}{POINT}\b{_CLOSING}",
            re.IGNORECASE,
        ),
    ),
    (
        "ordinal",
        re.compile(
            rf"{_OPENING}(?P<words>{ORDINAL}(?:{_GAP}{_NUMBER_WORD}){{1,3}}?)(?:{_GAP}{POINT}\b|(?=\s?[,:.;–-])){_CLOSING}",
            re.IGNORECASE,
        ),
    ),
    # "13.500 đảng viên", "1-1-2022" and "18-NQ/TW" open passages too.
    (
        "digits",
        re.compile(
            rf"{_OPENING}(?:\((?P<inner>[0-9]{{1,2}})\)|(?P<words>[0-9]{{1,2}})(?:[.):](?![0-9])|[/-](?=\s)))\s{{0,3}}"
        ),
    ),
)
_DAY_FOLLOWS = re.compile(rf",?\s{{0,3}}(?:{DAY}\s{{1,3}}[0-9]|[0-9]{{1,2}}[-/.][0-9])", re.IGNORECASE)


def read_enumerator(passage: str) -> Enumerator | None:
    """The enumerator at the head of a passage, or None: "Một là, …", "Thứ tư, …", "thứ hai là …", "10. …", "(3) …".

    The passage is expected in NFC. Opening blanks, dashes, bullets and quotation marks are passed over. An ordinal
    needs "là" or punctuation after it, and is a weekday, not an enumerator, when a day follows ("Thứ hai, ngày 5-3").
    """
    for style, pattern in _ENUMERATORS:
        if (match := pattern.match(passage)) and (number := _number_of(style, match)):
            return Enumerator(number, match.end(), style)
    return None


def _number_of(style: EnumeratorStyle, match: re.Match[str]) -> int | None:
    if style == "cardinal":
        return read_cardinal(match["words"])
    if style == "digits":
        return int(match["inner"] or match["words"])
    number = read_ordinal(match["words"])
    is_weekday = number in WEEKDAY_ORDINALS and _DAY_FOLLOWS.match(match.string, match.end("words"))
    return None if is_weekday else number
