"""The words of a document, packed, and how often each term stands in each of its fields: all that lunr's scores need to know."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import pairwise

from giaoban import vietnamese
from giaoban.search.documents import Document
from giaoban.search.tokens import BREAK, words

# Terms that filters and whole names ask for. They stand in the same files, and outside lunr's model: they have no score.
TAG, WHOLE = "@", "="

MOST = 0xFFFF
"""So often a term can stand in a field, as far as the index knows."""


def count(document: Document) -> bytes:
    """The words of a document, packed: a line of those in its names, one of those in its text, and a line for each tag.

    They are half as long as its terms with their counts would be, which `terms_of` finds.
    """
    text = words(*[part.text for part in document.parts], *document.also)
    tags = dict.fromkeys([TAG + tag for tag in document.tags] + [WHOLE + name_term(name) for name in document.names])
    return "\n".join([words(*document.names), text, *tags]).encode()


def unpack(data: bytes) -> tuple[str, str, list[str]]:
    """The words of the names, those of the text, and the tags of a document, from what `count` packed."""
    names, text, *tags = data.decode().split("\n")
    return names, text, tags


def terms_of(data: bytes) -> dict[str, int]:
    """Every term of a packed document with its `frequencies`; those of a tag are 0."""
    names, text, tags = unpack(data)
    found = {term: min(number, MOST) for term, number in _terms(text).items()}
    for term, number in _terms(names).items():
        found[term] = pack_frequencies(number, found.get(term, 0))
    return found | dict.fromkeys(tags, 0)


def pack_frequencies(in_names: int, in_text: int) -> int:
    """How often a term stands in the names and in the text of a document, as one number."""
    return min(in_names, MOST) << 16 | min(in_text, MOST)


def frequencies(value: int) -> tuple[int, int]:
    """The inverse of `pack_frequencies`."""
    return value >> 16, value & MOST


def _terms(said: str) -> Counter[str]:
    """Tokens, and pairs of neighbours, with how often each is there."""
    found = said.split()
    counts = Counter(found)
    counts.update([f"{a} {b}" for a, b in pairwise(found) if a != BREAK != b])
    del counts[BREAK]
    return counts


@lru_cache(maxsize=1 << 14)
def name_term(name: str) -> str:
    """A name or query as one term: its tokens without marks, and without blanks, which stand here or there ("Ê Ban", "Êban")."""
    return vietnamese.fold("".join(word for word in words(name).split() if word != BREAK))
