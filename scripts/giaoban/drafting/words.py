"""Text as words with their places, and phrases of a gazetteer found among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from giaoban import vietnamese
from giaoban.vietnamese.words import read_lists

_DATA = Path(__file__).resolve().parent / "data"

# Abbreviations keep their stops, so that they end no sentence.
_WORD = re.compile(
    r"(?<!\w)[KH]['’‘ʼ`] [A-ZĐ][^\W\d_]+"
    r"|UVT\.\s?Ư|(?i:T\.\s?Ư|T\.\s?W)(?!\w)|[Tt][Pp]\.|T\.P|[Tt][Xx]\.|TT\.(?=\s?[A-ZĐ])|Q\.(?=\s?[A-ZĐ0-9])|P\.(?=\s?[A-ZĐ0-9])|H\.(?=\s?[A-ZĐ])"
    r"|[Đđ][./][Cc](?!\w)|(?i:P?GS[.,]{0,2}\s?TSKH(?!\w)\.?|P?GS[.,]{0,2}\s?TS(?!\w)\.?|(?<!\w)(?:TSKH|TS|ThS|P?GS|BS)\.|Th\.S\.?|GD&ĐT|VH-?TT&DL)"
    r"|[^\W\d_]+(?:['’‘ʼ`][^\W\d_]+)*|\d+(?:[.,]\d+)*|\.{3}|\S"
)


class Word(NamedTuple):
    """One word or sign: its place, as written, and its key (small letters, tone on the first vowel)."""

    start: int
    end: int
    text: str
    key: str
    capital: bool


def data(name: str) -> Any:
    """One of the gazetteers beside this module."""
    return read_lists(_DATA / f"{name}.yml")


def match_key(text: str) -> str:
    """Text for matching: as long as it was, in small letters, tone on the first vowel. The text is expected in NFC."""
    old = vietnamese.tone_old(text)
    if len(old) != len(text):
        old = text
    return vietnamese.lower(old)


def words(text: str, key: str) -> list[Word]:
    """Every word and sign of a text; ``key`` is the text as `match_key` gives it."""
    return [
        Word(
            m.start(),
            m.end(),
            word,
            key[m.start() : m.end()] if " " not in word else " ".join(key[m.start() : m.end()].split()),
            word[0].isupper(),
        )
        for m in _WORD.finditer(text)
        for word in (m[0],)
    ]


class Phrases:
    """A gazetteer of phrases, asked word by word; the longest phrase wins."""

    __slots__ = ("_first",)

    def __init__(self, phrases: Mapping[str, Any] | Iterable[str]) -> None:
        """Phrases with what each means, or only phrases; in any case and either style of tone placement."""
        pairs = phrases.items() if isinstance(phrases, Mapping) else ((p, p) for p in phrases)
        self._first: dict[str, list[tuple[tuple[str, ...], Any]]] = {}
        for phrase, meaning in pairs:
            clean = vietnamese.nfc(phrase)
            keys = tuple(w.key for w in words(clean, match_key(clean)))
            if keys:
                self._first.setdefault(keys[0], []).append((keys, meaning))
        for entries in self._first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    @property
    def firsts(self) -> frozenset[str]:
        """The first word of every phrase."""
        return frozenset(self._first)

    def at(self, sequence: Sequence[Word], place: int, stop: int | None = None) -> tuple[int, Any] | None:
        """The longest phrase that begins at ``place``: how many words it has and what it means."""
        entries = self._first.get(sequence[place].key) if place < len(sequence) else None
        if not entries:
            return None
        limit = (len(sequence) if stop is None else stop) - place
        for keys, meaning in entries:
            count = len(keys)
            if count > limit:
                continue
            if count == 1:
                return 1, meaning
            # The second word alone decides nearly always.
            if sequence[place + 1].key == keys[1] and all(sequence[place + i].key == keys[i] for i in range(2, count)):
                return count, meaning
        return None

    def ends(self, sequence: Sequence[Word], place: int, stop: int) -> list[int]:
        """The length of every phrase that begins at ``place``, longest first."""
        entries = self._first.get(sequence[place].key, ())
        return [
            len(keys)
            for keys, _ in entries
            if place + len(keys) <= stop and all(sequence[place + i].key == keys[i] for i in range(1, len(keys)))
        ]
