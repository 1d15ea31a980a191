"""The files of the index as bytes: numbers of seven bits a byte, strings that share their beginnings, raw DEFLATE.

The files are compressed here and not left to the server: a host that compresses nothing serves them as small.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from hashlib import blake2b


class Writer:
    """Bytes in the making."""

    def __init__(self) -> None:
        self.data = bytearray()

    def number(self, value: int) -> None:
        """A whole number from 0."""
        while value > 127:
            self.data.append(value & 127 | 128)
            value >>= 7
        self.data.append(value)

    def text(self, value: str) -> None:
        """A string: its length in bytes, then UTF-8."""
        encoded = value.encode()
        self.number(len(encoded))
        self.data += encoded

    def sorted_texts(self, values: Iterable[str]) -> None:
        """Strings in order: of each, how many characters it shares with the one before, and the rest."""
        before = ""
        for value in values:
            shared = 0
            for a, b in zip(before, value, strict=False):
                if a != b:
                    break
                shared += 1
            self.number(shared)
            self.text(value[shared:])
            before = value


class Reader:
    """Bytes being read, from the first on."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def number(self) -> int:
        """A whole number."""
        value = shift = 0
        while True:
            byte = self._data[self._at]
            self._at += 1
            value |= (byte & 127) << shift
            if byte < 128:
                return value
            shift += 7

    def numbers(self, count: int) -> list[int]:
        """So many whole numbers."""
        return [self.number() for _ in range(count)]

    def bytes(self, count: int) -> bytes:
        """So many bytes as they are."""
        self._at += count
        return self._data[self._at - count : self._at]

    def text(self) -> str:
        """A string."""
        return self.bytes(self.number()).decode()

    def sorted_texts(self, count: int) -> list[str]:
        """So many strings in order."""
        found: list[str] = []
        before = ""
        for _ in range(count):
            shared = self.number()
            before = before[:shared] + self.text()
            found.append(before)
        return found


def deflate(data: bytes) -> bytes:
    """Raw DEFLATE, the same on every machine that has the same zlib."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    return squeeze.compress(data) + squeeze.flush()


def inflate(data: bytes) -> bytes:
    """The inverse of `deflate`."""
    return zlib.decompress(data, -15)


def name(data: bytes) -> str:
    """The name of a file after what is in it."""
    return blake2b(data, digest_size=4).hexdigest()
