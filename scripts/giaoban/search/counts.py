"""How often each term stands in each field of a document: all that lunr's scores need to know of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from giaoban import vietnamese
from giaoban.search.documents import Document
from giaoban.search.tokens import terms_of, tokens

FIELDS = ("name", "text")
# Terms that filters and whole names ask for. They stand in the same files, and outside lunr's model: they have no score.
TAG, WHOLE = "@", "="


_MOST = 0xFFFF


class Counts(NamedTuple):
    """Of one document its terms and tags. A term's value holds both `frequencies`: half the memory of two numbers."""

    terms: Mapping[str, int]
    tags: tuple[str, ...]


def count(document: Document) -> Counts:
    """Count the terms of a document."""
    in_names = Counter(chain.from_iterable(map(_said, document.names)))
    in_text = Counter(chain.from_iterable(terms_of(part.text) for part in document.parts))
    in_text.update(chain.from_iterable(map(_said, document.also)))
    both = {term: min(number, _MOST) for term, number in in_text.items()}
    for term, number in in_names.items():
        both[term] = min(number, _MOST) << 16 | both.get(term, 0)
    tags = [TAG + tag for tag in document.tags]
    tags += [WHOLE + whole(name) for name in document.names]
    return Counts(both, tuple(dict.fromkeys(tags)))


def frequencies(value: int) -> tuple[int, int]:
    """How often a term stands in the names and in the text of a document."""
    return value >> 16, value & _MOST


@lru_cache(maxsize=1 << 15)
def _said(words: str) -> list[str]:
    """The terms of a name: the same few names are in most documents."""
    return terms_of(words)


def whole(name: str) -> str:
    """A name or query as one term: its tokens without marks."""
    return vietnamese.fold(" ".join(token.text for token in tokens(name)))
