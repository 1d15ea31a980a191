"""Dictionary order for lists: syllable by syllable, letters before tones, numbers by value.

ICU's ``vi`` compares the letters of the whole string before any tone, so it puts "Lệ An" before "Lê Ba", and it sorts
an old-style tone by the letter that happens to carry it; readers of Vietnamese lists expect neither. On single
syllables of one tone style both orders agree.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from giaoban.vietnamese.alphabet import LETTERS, TONES
from giaoban.vietnamese.spelling import nfc

SortKey = tuple[str, str, str]
"""Compare only with other keys of the same function; what is inside may change."""

# Longer runs of digits than any real number are cut, so that every number has a key of one width.
_NUMBER_WIDTH = 18
_WORD = re.compile(rf"[0-9]{{1,{_NUMBER_WIDTH}}}|[^\W0-9_]+")

# Weights of one syllable: its letters, `_END`, its tone. `_END` is below every letter, so a syllable sorts before a
# longer one; and no syllable's weights begin another's, so the joined weights of a text compare syllable by syllable.
_END = "\x01"
_NUMBER = "\x02"
_LETTER_WEIGHTS = {letter: chr(0x21 + place) for place, letter in enumerate(LETTERS)}
_TONE_WEIGHTS = {tone: chr(0x11 + place) for place, tone in enumerate(TONES)}
_LEVEL = "\x10"
_FOREIGN_MARK = "\x1f"


@lru_cache(maxsize=65536)
def _weights(word: str) -> str:
    if word[0] in "0123456789":
        return _NUMBER + word.zfill(_NUMBER_WIDTH)
    letters: list[str] = []
    tone = _LEVEL
    for c in unicodedata.normalize("NFD", word.lower()):
        if c in _TONE_WEIGHTS:
            tone = _TONE_WEIGHTS[c]
        elif letters and unicodedata.category(c) == "Mn":
            composed = nfc(letters[-1] + c)
            if composed in _LETTER_WEIGHTS:
                letters[-1] = composed
            else:
                tone = _FOREIGN_MARK
        else:
            letters.append(c)
    # Letters of other scripts keep their code point, which is above every weight.
    return "".join(_LETTER_WEIGHTS.get(letter, letter) for letter in letters) + _END + tone


def sort_key(s: str) -> SortKey:
    """The place of a text in a list: syllable by syllable, letters (a ă â … d đ …) then tone, then case, small first.

    Numbers sort by value and before letters; punctuation and spaces only separate. Either tone style and either
    normalisation form gives the same place; texts that differ after NFC never compare equal.
    """
    text = nfc(s)
    return ("".join(map(_weights, _WORD.findall(text))), text.swapcase(), text)


def name_key(s: str) -> SortKey:
    """The place of a person in a list: given name (the last word), then family name (the first), then the middle."""
    words = nfc(s).split()
    return sort_key(" ".join(words[-1:] + words[:-1]))
