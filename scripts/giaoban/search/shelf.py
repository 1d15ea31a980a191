"""Where the index of a site is read from: its files, whoever fetches them."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from giaoban.search import head, score, shards, wire
from giaoban.search.documents import Part
from giaoban.search.shards import Postings


class NoIndexError(Exception):
    """The folder holds no search index; the message (Vietnamese) says what is missing."""


class Page(NamedTuple):
    """What is shown of one document."""

    kind: str
    address: str
    title: str
    detail: str
    parts: tuple[Part, ...]


class Shelf:
    """The index in the folder of a built site. Raises `NoIndexError`."""

    def __init__(self, site: Path) -> None:
        self._site = site
        try:
            named = json.loads((site / head.MANIFEST).read_bytes())["dau"]
            self.head = head.decode(wire.inflate((site / head.FOLDER / named).read_bytes()))
        except (OSError, ValueError, KeyError, IndexError) as error:
            message = f"không đọc được chỉ mục tìm kiếm trong {site}; hãy dựng kho trước (scripts/build.py)"
            raise NoIndexError(message) from error
        self._borders = [shards.border_key(border) for border in self.head.borders]
        self._read: dict[str, dict[str, Postings]] = {}

    @cached_property
    def corpus(self) -> score.Corpus:
        """What scores need of all documents."""
        return score.Corpus(
            self.head.lengths,
            score.boosts(self.head.kinds, (m.level for m in self.head.meetings)),
            len(self.head.meetings),
        )

    def postings(self, terms: Iterable[str]) -> dict[str, Postings]:
        """The terms that occur, each with its postings."""
        found = {}
        for term in terms:
            if held := self._shard(self._at(shards.order(term))).get(term):
                found[term] = held
        return found

    def beginning(self, key: str, most: int | None = None) -> dict[str, Postings]:
        """Every term whose form without marks begins so; none where they may lie in more than ``most`` files."""
        first, last = self._at((key, "")), self._at((key + "\uffff", ""))
        if most is not None and last - first >= most:
            return {}
        return {
            term: postings
            for shard in range(first, last + 1)
            for term, postings in self._shard(shard).items()
            if shards.order(term)[0].startswith(key)
        }

    def page(self, number: int) -> Page:
        """One document as it is shown."""
        file = head.page_file(number, len(self.head.meetings), self.head.groups)
        kind, address, title, detail, parts = json.loads(wire.inflate((self._site / file).read_bytes()))
        return Page(kind, address, title, detail, tuple(Part(*part) for part in parts))

    def _at(self, key: tuple[str, str]) -> int:
        return max(0, bisect_right(self._borders, key) - 1)

    def _shard(self, at: int) -> Mapping[str, Postings]:
        if not self.head.shards:
            return {}
        name = self.head.shards[at]
        if name not in self._read:
            data = (self._site / head.shard_file(name)).read_bytes()
            self._read[name] = shards.decode(wire.inflate(data))
        return self._read[name]
