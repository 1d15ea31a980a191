"""Rows: what a store keeps of a file of records, encoded, so that the file need not be read again.

A row has a ``head``, all that linking and the check need of the file, and of a meeting a ``body``, the whole record. Encoded are
plain values, and what is decoded passes the same models as what an editor writes: a foreign row can be refused, or say what a
record could say, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple

from msgspec import MsgspecError, Struct, msgpack, structs

from giaoban.archive.answers import digest_of
from giaoban.archive.model import Card
from giaoban.findings import Finding
from giaoban.records import models
from giaoban.records.load import Definition, Loaded, definitions
from giaoban.records.model import Model, Source
from giaoban.records.models.briefing import Briefing

_DIGEST = 16
_NO_KIND = ""
# Where a record stands in its file is nothing that it says.
_PLACES = {"summary_line"}

# What decoders raise: pydantic's refusals and text that is not UTF-8 are `ValueError`; `KeyError` is a kind that there is not.
_REFUSALS = (MsgspecError, ValueError, KeyError, RecursionError)


class RowError(ValueError):
    """A row is not what this version of the program writes."""


class CardDigests(Struct, frozen=True, array_like=True):
    """Digests of a card, found once when its file is read.

    ``bare``: of `Card.bare`; ``named``: of the card without the words of its figures; ``whole``: of all of it.
    """

    bare: bytes
    named: bytes
    whole: bytes

    @classmethod
    def of(cls, card: Card) -> CardDigests:
        """The digests of a card."""
        return cls(digest_of(card.without_words), digest_of(structs.replace(card, unmeasured=())), digest_of(card))


class FileHead(NamedTuple):
    """What linking and the check need of a file.

    ``records``: those of entities, and the sources of a file as a whole; ``digests``: what each of them says (`value_digest`).
    ``meeting``: what the record of the meeting says, empty where the file holds none; ``line``: where its summary begins.
    """

    card: Card | None
    card_digests: CardDigests | None
    meeting: bytes
    line: int
    records: tuple[Model, ...]
    digests: tuple[bytes, ...]
    definitions: tuple[Definition, ...]
    findings: tuple[Finding, ...]


class _Row(Struct, frozen=True, array_like=True):
    card: Card | None
    card_digests: CardDigests | None
    meeting: bytes
    line: int
    records: tuple[tuple[str, bytes], ...]
    definitions: tuple[Definition, ...]
    findings: tuple[Finding, ...]


_encode = msgpack.Encoder().encode
_decode = msgpack.Decoder(_Row).decode


def encode(loaded: Loaded, findings: Iterable[Finding]) -> tuple[bytes, bytes | None]:
    """Head and body of one file. ``findings``: all that the file by itself is found to be wrong with.

    Records that are only partly right go in, too, so that the check can look at them; their findings stop any build.
    """
    card, meeting, line, body, records = None, b"", 0, None, []
    for _, record in (*loaded.records, *loaded.partial):
        written = _json_of(record)
        if isinstance(record, Briefing):
            card, meeting, line = Card.of(record, loaded.path), _digest(written), record.summary_line
            body = b'%s,"summary_line":%d}' % (written[:-1], record.summary_line)
        else:
            records.append((models.kind_of(record) or _NO_KIND, written))
    card_digests = CardDigests.of(card) if card else None
    return _encode(_Row(card, card_digests, meeting, line, tuple(records), definitions(loaded), tuple(findings))), body


def decode_head(path: str, data: bytes) -> FileHead:
    """The head of the file at ``path``. Raises `RowError`, and nothing else, whatever the bytes are."""
    try:
        row = _decode(data)
        records = tuple([_model(kind).model_validate_json(written) for kind, written in row.records])
    except _REFUSALS as error:
        raise RowError(path) from error
    if (row.card and row.card.path != path) or (row.card is None) != (row.card_digests is None):
        raise RowError(path)
    digests = tuple([_digest(written) for _, written in row.records])
    return FileHead(row.card, row.card_digests, row.meeting, row.line, records, digests, row.definitions, row.findings)


def decode_body(data: bytes) -> Briefing:
    """A meeting's record. Raises `RowError`, and nothing else, whatever the bytes are."""
    try:
        return Briefing.model_validate_json(data)
    except _REFUSALS as error:
        raise RowError(type(error).__name__) from error


def value_digest(record: Model) -> bytes:
    """A digest of what a record says: comments, the order of its lines and where it stands in its file change nothing.

    `encode` and `decode_head` find it from the bytes that they have at hand; tests hold both to this.
    """
    return _digest(_json_of(record))


def _json_of(record: Model) -> bytes:
    return record.__pydantic_serializer__.to_json(record, by_alias=True, exclude_defaults=True, exclude=_PLACES)


def _digest(written: bytes) -> bytes:
    return blake2b(written, digest_size=_DIGEST).digest()


def _model(kind: str) -> type[Model]:
    return Source if kind == _NO_KIND else models.get(kind)
