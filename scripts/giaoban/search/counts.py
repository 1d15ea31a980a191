"""How often each term stands in each field of a document: all that lunr's scores need to know of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from giaoban import vietnamese
from giaoban.search.documents import Document
from giaoban.search.tokens import terms, tokens

FIELDS = ("name", "text")
# Terms that filters and whole names ask for. They stand in the same files, and outside lunr's model: they have no score.
TAG, WHOLE = "@", "="


class Counts(NamedTuple):
    """Of one document: term to how often it stands in its names and in its text, the two lengths in terms, and tags."""

    terms: Mapping[str, tuple[int, int]]
    lengths: tuple[int, int]
    tags: tuple[str, ...]


def count(document: Document) -> Counts:
    """Count the terms of a document."""
    names = [term for name in document.names for term in terms(list(tokens(name)))]
    text = [term for part in document.parts for term in terms(list(tokens(part.text)))]
    text += [term for words in document.also for term in terms(list(tokens(words)))]
    in_names, in_text = Counter(names), Counter(text)
    both = {term: (in_names.get(term, 0), in_text.get(term, 0)) for term in in_names.keys() | in_text.keys()}
    tags = [TAG + tag for tag in document.tags]
    tags += [WHOLE + whole(name) for name in document.names]
    return Counts(both, (len(names), len(text)), tuple(dict.fromkeys(tags)))


def whole(name: str) -> str:
    """A name or query as one term: its tokens without marks."""
    return vietnamese.fold(" ".join(token.text for token in tokens(name)))
