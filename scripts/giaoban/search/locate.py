"""The place within a page: the part that has most of what was asked for, and whether a phrase stands there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from giaoban import vietnamese
from giaoban.search.documents import TextPart
from giaoban.search.expand import Meaning
from giaoban.search.tokens import tokens

NEIGHBOURS = 1.5
# So much fits a word that goes on from the one that is being typed.
GOING_ON = 0.4
# A list of names has many words of any query, and says little; what the meeting did comes first. The summary says again
# what the items say, and is long: where an item has as much, the item is meant.
LISTS = {"van-ban": 0.8, "nguoi-du": 0.8, "dia-phuong": 0.8, "tom-tat": 0.8}


def best_part(parts: Sequence[TextPart], meant: Sequence[Meaning]) -> str:
    """The anchor of the part with most of the words, neighbours counting more; empty when no part has any."""
    best, reached = "", 0.0
    for part in parts:
        value = _value([token.text for token in tokens(part.text)], meant) * LISTS.get(part.anchor, 1.0)
        if value > reached + 1e-9:
            best, reached = part.anchor, value
    return best


def _value(words: Sequence[str], meant: Sequence[Meaning]) -> float:
    best = [0.0] * len(meant)
    joined = [0.0] * len(meant)
    before: list[float] = [0.0] * len(meant)
    for word in words:
        here = [_weight(word, meaning) for meaning in meant]
        for at, weight in enumerate(here):
            best[at] = max(best[at], weight)
            if at and weight and before[at - 1]:
                joined[at] = max(joined[at], weight)
        before = here
    return sum(best) + NEIGHBOURS * sum(joined)


def _weight(word: str, meaning: Meaning) -> float:
    if word in meaning.syllables:
        return meaning.syllables[word]
    if meaning.beginning is not None and vietnamese.fold(word).startswith(meaning.beginning):
        return GOING_ON
    return 0.0


def has_phrase(texts: Iterable[str], phrase: Sequence[Meaning]) -> bool:
    """Whether the words of a phrase stand somewhere one after another."""
    for text in texts:
        words = [token.text for token in tokens(text)]
        for at in range(len(words) - len(phrase) + 1):
            if all(word in meaning.syllables for meaning, word in zip(phrase, words[at:], strict=False)):
                return True
    return False
