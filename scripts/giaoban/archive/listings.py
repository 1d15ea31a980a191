"""Listings: the entities of a kind in the order of its list, and how the list is paged where it is too long for one page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from functools import cached_property, lru_cache

from msgspec import Struct

from giaoban import kinds
from giaoban.archive.gathered import PathCount, Slice, SlicePath, divide
from giaoban.archive.model import Archive, initial_letter
from giaoban.archive.values import Reference
from giaoban.vietnamese import name_key, slug, sort_key

MOST_LISTED = 1500
MOST_DOCUMENTS = 400
"""How many lines a page of a list holds; a document takes three, in as many orders, and says more in each."""

BY_TYPE, BY_ISSUER, BY_TERM = "theo-loai", "theo-co-quan", "theo-khoa"
"""The orders of documents, each the first part of the paths of its slices."""

NEXT = {BY_TYPE: BY_TERM, BY_ISSUER: BY_TYPE, BY_TERM: BY_TYPE}
"""By what the slices of each order are divided where they are too long."""

_OPEN = "chua-ro"
_NOT_ROMAN = 99


class ListedDocument(Struct, frozen=True):
    """What lists show of a document; ``issuer``: the name of its organ. What is not known is empty."""

    reference: Reference
    type: str
    symbol: str
    issuer: str
    term: str
    date: str


class Listings:
    """The listings of one archive, each made when it is first asked for; ``reference`` gives that of an entity."""

    def __init__(self, archive: Archive, reference: Callable[[str, str], Reference | None]) -> None:
        self._archive, self._reference = archive, reference
        self._members: dict[str, dict[str, tuple[Reference, ...]]] = {}

    def listed(self, kind: str, path: str = "") -> tuple[Reference, ...]:
        """The entities of a kind in the order of their names; ``path``: those whose names begin with a letter alone."""
        return self._listed(kind).get(path, ())

    def slices(self, kind: str) -> dict[str, Slice]:
        """How the list of a kind is paged."""
        if kind == "resolution":
            return self._document_slices
        counts = (PathCount((path,), len(of), len(of)) for path, of in self._listed(kind).items() if path)
        return divide(counts, MOST_LISTED)

    def _listed(self, kind: str) -> dict[str, tuple[Reference, ...]]:
        found = self._members.get(kind)
        if found is None:
            people = kinds.get(kind).given_names
            key = name_key if people else sort_key
            every = (self._reference(kind, entity) for entity in self._archive.entities.by_kind()[kind])
            members = sorted(filter(None, every), key=lambda reference: key(reference.label))
            letters: dict[str, list[Reference]] = defaultdict(list)
            for reference in members:
                letters[initial_letter(reference.label.split()[-1] if people else reference.label)].append(reference)
            found = self._members[kind] = {"": tuple(members)} | {path: tuple(of) for path, of in letters.items()}
        return found

    # Documents

    def documents(self, path: str = "") -> tuple[ListedDocument, ...]:
        """The documents of a slice, by type, then issuer, term and number."""
        return self._documents.get(path, ())

    @cached_property
    def _documents(self) -> dict[str, tuple[ListedDocument, ...]]:
        found: dict[str, list[ListedDocument]] = defaultdict(list)
        for document in self._in_order():
            found[""].append(document)
            for path in _paths(document):
                for length in (2, 3):
                    found["/".join(path[:length])].append(document)
        return {path: tuple(of) for path, of in found.items()}

    def headings(self, path: str) -> tuple[tuple[str, str, int], ...]:
        """What an order of documents, or a slice that is divided further, consists of, in order: value, path, number."""
        order, *steps = path.split("/")
        by = NEXT[order] if steps else order
        counts = Counter([value(by, document) for document in self.documents(path if steps else "")])
        ordered = sorted(counts, key=lambda known: (not known, roman(known) if by == BY_TERM else sort_key(known)))
        return tuple((known, f"{path}/{_step(known)}", counts[known]) for known in ordered)

    def _in_order(self) -> list[ListedDocument]:
        keyed = []
        keys: dict[str, tuple[str, str, str]] = {"": sort_key("\uffff")}
        for record in self._archive.entities.resolutions.values():
            reference = self._reference("resolution", record.id)
            issuer = self._reference("organization", record.issuer) if record.issuer else None
            if reference is None:
                continue
            document = ListedDocument(
                reference,
                record.type,
                record.symbol or "",
                issuer.label if issuer else "",
                record.term or "",
                record.date or "",
            )
            for text in (document.type, document.issuer):
                if text not in keys:
                    keys[text] = sort_key(text)
            place = (
                keys[document.type],
                keys[document.issuer],
                roman(document.term),
                sort_key(document.symbol or "\uffff"),
            )
            keyed.append(((*place, record.id), document))
        keyed.sort(key=lambda pair: pair[0])
        return [document for _, document in keyed]

    @cached_property
    def _document_slices(self) -> dict[str, Slice]:
        documents = self.documents()
        slices = {"": Slice(len(documents))}
        if len(documents) > MOST_DOCUMENTS:
            below: list[tuple[str, int]] = []
            for order in zip(*map(_paths, documents), strict=True):
                found = divide((PathCount(path, n, n) for path, n in Counter(order).items()), MOST_DOCUMENTS)
                below += found.pop(order[0][0]).below
                del found[""]
                slices |= found
            slices[""] = Slice(len(documents), tuple(below))
        return slices


def _paths(document: ListedDocument) -> tuple[SlicePath, SlicePath, SlicePath]:
    """Where a document stands in each order."""
    steps = {order: _step(value(order, document)) for order in NEXT}
    by_type, by_issuer, by_term = ((order, steps[order], steps[finer]) for order, finer in NEXT.items())
    return by_type, by_issuer, by_term


def value(order: str, document: ListedDocument) -> str:
    """By what a document stands in an order; "" where that is not known."""
    return {BY_TYPE: document.type, BY_ISSUER: document.issuer, BY_TERM: document.term}[order]


@lru_cache(maxsize=1024)
def _step(text: str) -> str:
    return slug(text) or _OPEN


def is_congress(term: str) -> bool:
    """Whether a term is that of a Party congress, which is written in Roman numerals."""
    return roman(term)[0] < _NOT_ROMAN


def roman(term: str) -> tuple[int, str]:
    """Congress terms in order of time: XII before XIII; other terms come after them, by their text."""
    values = {"I": 1, "V": 5, "X": 10}
    digits = [values.get(c, 0) for c in term]
    if not digits or 0 in digits:
        return (_NOT_ROMAN, term)
    total = sum(-d if d < max(digits[i + 1 :], default=0) else d for i, d in enumerate(digits))
    return (total, term)
