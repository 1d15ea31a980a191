"""Reading the index of a site: its files, whoever fetches them."""

from __future__ import annotations

import json
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar

from giaoban import kinds, vietnamese
from giaoban.search import head, numbers, score, shards, wire
from giaoban.search.documents import TextPart
from giaoban.search.head import MeetingFacts
from giaoban.search.shards import Posting, Postings

T = TypeVar("T")


class NoIndexError(Exception):
    """There is no index to be read; the message (Vietnamese) says what is missing."""


class ShownDocument(NamedTuple):
    """What is shown of one document."""

    kind: str
    address: str
    title: str
    detail: str
    parts: tuple[TextPart, ...]


class Fetch(Protocol):
    """What gives the bytes of a file by its path in the site. Raises `OSError` or `KeyError`."""

    def __call__(self, path: str) -> bytes:
        """One file."""


class IndexReader:
    """The index in some files. Raises `NoIndexError`, also later, when a file turns out to be damaged."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self.head = self._file(head.FILE, head.decode)
        self._files = head.shard_files(self.head.borders)
        self._read: dict[str, dict[str, Posting]] = {}

    @classmethod
    def of_site(cls, site: Path) -> IndexReader:
        """The index in the folder of a built site."""
        return cls(lambda path: (site / path).read_bytes())

    @cached_property
    def meetings(self) -> Mapping[int, MeetingFacts]:
        """What can be asked of meetings without their words, by number in order of time."""
        return {number: meeting for number, meeting in self.head.numbers().items() if meeting}

    @cached_property
    def corpus(self) -> score.Corpus:
        """What scores need of all documents."""
        keys = [kind.key for kind in kinds.with_search()]
        documents = self.head.numbers().items()
        return {n: score.boost(keys[numbers.place_of(n)], meeting.level if meeting else "") for n, meeting in documents}

    def postings(self, terms: Iterable[str]) -> dict[str, Postings]:
        """The terms that occur, each with its postings."""
        found = {}
        for term in terms:
            if held := self._shard(self._at(term)).get(term):
                found[term] = shards.postings_of(held)
        return found

    def beginning(self, key: str, most: int | None = None) -> dict[str, Postings]:
        """Every term whose form without marks begins so; none where they may be stored in more than ``most`` files."""
        first, last = self._at(key), self._at(key + "\uffff")
        if most is not None and last - first >= most:
            return {}
        return {
            term: shards.postings_of(posting)
            for shard in range(first, last + 1)
            for term, posting in self._shard(shard).items()
            if vietnamese.fold(term).startswith(key)
        }

    def same(self, fold: str) -> dict[str, Postings]:
        """Every term whose form without marks is this. They stand in one file."""
        terms = self._shard(self._at(fold)).items()
        return {term: shards.postings_of(posting) for term, posting in terms if vietnamese.fold(term) == fold}

    def is_meeting(self, number: int) -> bool:
        """Whether a number is that of a meeting."""
        return number < numbers.ENTITIES

    def page(self, number: int) -> ShownDocument:
        """One document as it is shown."""
        return self._file(head.page_file(number), lambda data: shown(number, data))

    def _at(self, term: str) -> int:
        """The place of the shard in which a term stands, if in any."""
        return max(0, bisect_right(self.head.borders, vietnamese.fold(term)) - 1)

    def _shard(self, at: int) -> Mapping[str, Posting]:
        if not self._files:
            return {}
        name = self._files[at]
        if name not in self._read:
            shard = self._file(name, shards.read)
            self._read[name] = {posting.term: posting for posting in shard.postings()}
        return self._read[name]

    def _file(self, path: str, decode: Callable[[bytes], T]) -> T:
        """What a file holds."""
        try:
            return decode(self._fetch(path))
        except (OSError, ValueError, KeyError, IndexError, TypeError, zlib.error) as error:
            raise NoIndexError(
                f"không đọc được {path} của chỉ mục tìm kiếm; hãy dựng kho (scripts/build.py)"
            ) from error


def shown(number: int, data: bytes) -> ShownDocument:
    """What is shown of one document, from the bytes of the file that holds it. Raises `KeyError`, `ValueError`, `zlib.error`."""
    pages = {row[0]: row[1:] for row in json.loads(wire.inflate(data))}
    kind, address, title, detail, parts = pages[number - numbers.first_beside(number)]
    return ShownDocument(kind, address, title, detail, tuple(TextPart(*part) for part in parts))
