"""What is kept of the index between builds, so that an edit changes the few files it has to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import msgspec

from giaoban.search.patch import ListedShard


class DamagedStateError(Exception):
    """What is kept is not what was put there. The index is then made anew."""


class IndexedDocument(msgspec.Struct, frozen=True, array_like=True):
    """A document in the index: its number, and digests of what it was made from and of what is shown of it."""

    kind: str
    id: str
    number: int
    digest: bytes
    page: bytes


class SharedText(msgspec.Struct, frozen=True, array_like=True):
    """A file with what is shown of several documents: digests of what it was made from, and of its bytes."""

    basis: bytes
    digest: bytes


class IndexSummary(msgspec.Struct, frozen=True, array_like=True):
    """The index as a whole: its documents in order of their numbers, its shards, in how many documents each word and number is.

    ``named``: `positions.count_positions` of all documents. ``texts``: the files of `index.shared`, by their first numbers.
    """

    documents: tuple[IndexedDocument, ...]
    shards: tuple[ListedShard, ...]
    syllables: dict[str, int]
    named: dict[str, list[int]]
    texts: dict[int, SharedText]


class IndexState(Protocol):
    """Where it is kept. What is read is what was put, or else `DamagedStateError` is raised."""

    def summary(self) -> bytes | None:
        """What was kept of the index as a whole; None where nothing was."""

    def keep_summary(self, data: bytes) -> None:
        """Keep this in its place."""

    def words(self, document: str, digest: bytes) -> bytes:
        """The packed words of a document (``leader/le-thi-a``), as they were when what it was made from had this ``digest``."""

    def shard(self, digest: bytes) -> bytes:
        """The bytes of a shard, by their digest."""

    def put_shards(self, rows: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep shards, each with the digest of its bytes before it."""

    def drop_shards(self, digests: Iterable[bytes]) -> None:
        """Forget shards that are gone."""

    def clear(self) -> None:
        """Forget the shards and the index as a whole."""


_encode = msgspec.msgpack.encode
_decode = msgspec.msgpack.Decoder(IndexSummary).decode


def read(state: IndexState) -> IndexSummary | None:
    """The index as a whole as it was kept; None where nothing usable was."""
    try:
        data = state.summary()
        return _decode(data) if data is not None else None
    except (DamagedStateError, msgspec.DecodeError):
        return None


def keep(state: IndexState, summary: IndexSummary) -> None:
    """Keep the index as a whole."""
    state.keep_summary(_encode(summary))
