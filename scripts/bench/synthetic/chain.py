"""Text that reads like the archive's own: an order-2 word chain, so that phrases repeat as they do in life.

Words are split at blanks, which in Vietnamese makes them syllables. Only `random.Random.random` is drawn from, and only
multiplied and cut: the same text comes out on every machine.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Generic, TypeVar

Choice = TypeVar("Choice")

_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_LIST_MARK = re.compile(r"^\s*(?:[-+*]|\d+[.)])\s+", re.MULTILINE)
_HEADING = re.compile(r"^#.*$", re.MULTILINE)
# What Markdown could take for more than text; generated records must say nothing by accident.
_MARKDOWN = str.maketrans("", "", "[]<>`*_#|\\~")
_ENDS = ".;!?"
_LOOSE = ".,;:!? "


# Documents that the archive's own texts name: mixed at random they would stand in meetings long before they were adopted,
# and a synthetic archive is to be one in which nothing is wrong.
_DOCUMENTS = re.compile(
    r"(?: số)? ?\d{1,4}(?:/\d{4})?[-–/][A-ZĐ]\w*(?:[-–/][A-ZĐ]\w*)*"
    r"|(?P<type>[Nn]ghị quyết|[Cc]hỉ thị|[Qq]uy định|[Kk]ết luận|[Hh]ướng dẫn|[Kk]ế hoạch|[Cc]ông văn)(?: số)? \d+(?![-–/\w])"
    r"|(?P<body>Trung ương)(?: lần thứ)? \d+(?: khóa [IVX]+)?|(?P<congress>Đại hội) [IVX]+\b"
)


class Chain:
    """What follows two neighbouring words in the texts it was made from, as often as it does there."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Learn from some texts, in their order. Raises `ValueError` when no sentence is among them."""
        pairs: dict[tuple[str, str], int] = {("", ""): 0}
        steps: list[list[tuple[str, int]]] = [[]]
        for text in texts:
            for sentence in _sentences(_DOCUMENTS.sub(_kind_of_document, text)):
                at, before = 0, ""
                for word in (*sentence, ""):
                    following = pairs.setdefault((before, word), len(steps))
                    if following == len(steps):
                        steps.append([])
                    steps[at].append((word, following))
                    at, before = following, word
        if not steps[0]:
            message = "no text to learn from"
            raise ValueError(message)
        # Numbered pairs of words: each with the words that followed it, and the pair that each of them makes.
        self._steps = steps

    def sentence(self, rng: random.Random, most: int = 50) -> list[str]:
        """One sentence of at most ``most`` words, with a capital and a full stop."""
        draw, steps = rng.random, self._steps
        words: list[str] = []
        at = 0
        for _ in range(most):
            options = steps[at]
            word, at = options[int(draw() * len(options))]
            if not word:
                break
            words.append(word)
        words[-1] = f"{words[-1].rstrip(_LOOSE)}."
        words[0] = words[0][0].upper() + words[0][1:]
        return words

    def phrase(self, rng: random.Random, most: int) -> str:
        """The beginning of a sentence, without capital and full stop; never empty."""
        return lowered(" ".join(self.sentence(rng, most))).rstrip(_LOOSE) or "công tác"


class Shares(Generic[Choice]):
    """Draws the first of some choices often and the last seldom: weights fall like 1/(rank + ``offset``), after Zipf.

    A larger ``offset`` flattens the top. Weights are whole numbers, so no rounding differs between machines.
    """

    def __init__(self, choices: Sequence[Choice], offset: int) -> None:
        """Give the first choice the largest share."""
        self.choices = choices
        self._sums = list(accumulate(1_000_000 // (rank + offset) for rank in range(len(choices))))

    def draw(self, rng: random.Random) -> Choice:
        """One choice."""
        return self.choices[bisect_right(self._sums, int(rng.random() * self._sums[-1]))]

    def some(self, rng: random.Random, count: int) -> list[Choice]:
        """Up to ``count`` different choices: what is drawn twice counts once."""
        return list(dict.fromkeys(self.draw(rng) for _ in range(count)))


def one(rng: random.Random, among: Sequence[Choice]) -> Choice:
    """One of some choices, all equally likely."""
    return among[int(rng.random() * len(among))]


def maybe(rng: random.Random, likelihood: float) -> bool:
    """Whether something happens that does so in this share of all cases."""
    return rng.random() < likelihood


def lowered(sentence: str) -> str:
    """A sentence as it goes on after other words: its first letter small, unless a name or an abbreviation is there."""
    first, _, rest = sentence.partition(" ")
    named = first[1:2].isupper() or rest[:1].isupper() or not first[:1].isalpha()
    return sentence if named else sentence[:1].lower() + sentence[1:]


def _kind_of_document(match: re.Match[str]) -> str:
    return match["type"] or match["body"] or match["congress"] or ""


def _sentences(text: str) -> Iterator[list[str]]:
    plain = _LIST_MARK.sub("", _HEADING.sub("", _LINK.sub(r"\1", text))).translate(_MARKDOWN)
    for paragraph in plain.split("\n\n"):
        sentence: list[str] = []
        for word in paragraph.split():
            sentence.append(word)
            if word[-1] in _ENDS:
                yield from _usable(sentence)
                sentence = []
        yield from _usable(sentence)


def _usable(sentence: list[str]) -> Iterator[list[str]]:
    # A sentence that began with a number would make a Markdown list of its paragraph.
    if len(sentence) > 2 and sentence[0][0].isalpha():
        yield sentence
