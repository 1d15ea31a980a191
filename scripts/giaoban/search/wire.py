"""The files of the index as bytes: numbers a byte each where they can, strings a line each, compressed as raw DEFLATE.

The files are compressed here and not left to the server: a host that compresses nothing serves them as small. Numbers gain
nothing from a search for strings that repeat, and much from a Huffman code of their own; so words and numbers are
compressed apart, each ending on a whole byte, and stand one after the other in one stream.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from hashlib import blake2b

LARGE = 255
"""A number from this on is written as this byte, and what is above it in planes of its own after the others."""
SHIFTS = (0, 8, 16)
# Half the time of the highest level, and half a percent more bytes.
_LEVEL = 6
_WINDOW = -15
# Of numbers a code of its own for every few thousand: those of meetings and of other pages are distributed otherwise.
_MEMORY_FOR_NUMBERS = 7


class Numbers:
    """Whole numbers below 16 million, as they stand in a file: a byte each, and of the large ones the rest in planes."""

    __slots__ = ("_planes", "_small")

    def __init__(self, small: bytes, planes: Sequence[bytes]) -> None:
        self._small = bytearray(small)
        self._planes = [bytearray(plane) for plane in planes]

    @classmethod
    def of(cls, values: Sequence[int]) -> Numbers:
        """Numbers from a sequence of integers, each from 0 to below 16 million."""
        large = [value - LARGE for value in values if value >= LARGE]
        # Several times as fast as `min` of each.
        small = bytes([value if value < LARGE else LARGE for value in values]) if large else bytes(values)  # noqa: FURB136
        return cls(small, [bytes([value >> shift & 255 for value in large]) for shift in SHIFTS])

    def __len__(self) -> int:
        return len(self._small)

    def __getitem__(self, at: int) -> int:
        value = self._small[at]
        return self.part(at, at + 1)[0] if value == LARGE else value

    def __setitem__(self, at: int, value: int) -> None:
        self.remove(at)
        self.insert(at, value)

    def insert(self, at: int, value: int) -> None:
        """Put a number before the one at a place."""
        if value >= LARGE:
            place = self._small.count(LARGE, 0, at)
            for plane, shift in zip(self._planes, SHIFTS, strict=True):
                plane.insert(place, value - LARGE >> shift & 255)
        self._small.insert(at, min(value, LARGE))

    def remove(self, at: int) -> None:
        """Take out the number at a place."""
        if self._small[at] == LARGE:
            place = self._small.count(LARGE, 0, at)
            for plane in self._planes:
                del plane[place]
        del self._small[at]

    def sum(self, start: int, end: int) -> int:
        """The sum of the numbers between two places."""
        found = sum(self._small[start:end])
        if large := self._small.count(LARGE, start, end):
            first = self._small.count(LARGE, 0, start)
            found += sum(self._rests(first, first + large))
        return found

    def _rests(self, first: int, last: int) -> list[int]:
        low, middle, high = (plane[first:last] for plane in self._planes)
        return [a | b << 8 | c << 16 for a, b, c in zip(low, middle, high, strict=True)]

    def part(self, start: int, end: int) -> list[int]:
        """The numbers between two places."""
        found = list(self._small[start:end])
        if large := self._small.count(LARGE, start, end):
            first = self._small.count(LARGE, 0, start)
            rests = iter(self._rests(first, first + large))
            found = [value if value < LARGE else LARGE + next(rests) for value in found]
        return found

    def data(self) -> bytes:
        """The bytes that stand for them."""
        return b"".join([self._small, *self._planes])


class ByteReader:
    """Bytes being read, from the first on."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def bytes(self, count: int) -> bytes:
        """So many bytes as they are. Raises `ValueError` where there are not so many."""
        found = self._data[self._at : self._at + count]
        if len(found) != count:
            raise ValueError("the file ends too early")
        self._at += count
        return found

    def numbers(self, count: int) -> Numbers:
        """So many whole numbers."""
        small = self.bytes(count)
        large = small.count(LARGE)
        return Numbers(small, [self.bytes(large) for _ in SHIFTS])

    def lines(self) -> list[str]:
        """Strings, as `lines` wrote them."""
        text = self.bytes(int.from_bytes(self.bytes(4), "little")).decode()
        return text.split("\n") if text else []


def lines(texts: Iterable[str]) -> bytes:
    """Strings that are not empty and hold no line break: their length in bytes, then a line each."""
    text = "\n".join(texts).encode()
    return len(text).to_bytes(4, "little") + text


def front_code(texts: Iterable[str]) -> tuple[list[int], list[str]]:
    """Front coding: of strings in order how many characters each shares with the one before, and the rest of it."""
    shared: list[int] = []
    rest: list[str] = []
    before = ""
    for text in texts:
        most = min(len(before), len(text))
        same = next((at for at in range(most) if before[at] != text[at]), most)
        shared.append(same)
        rest.append(text[same:])
        before = text
    return shared, rest


def front_decode(shared: Iterable[int], rest: Iterable[str]) -> list[str]:
    """The inverse of `front_code`."""
    found = [""]
    for count, ending in zip(shared, rest, strict=True):
        found.append(found[-1][:count] + ending)
    return found[1:]


def deflate(data: bytes, *more: bytes) -> bytes:
    """Words, then more and more numbers, as one stream of raw DEFLATE; the same on every machine that has the same zlib."""
    made = [deflate_words(data, last=not more)]
    made += [deflate_numbers(numbers, last=at == len(more)) for at, numbers in enumerate(more, start=1)]
    return b"".join(made)


def deflate_words(data: bytes, *, last: bool = False) -> bytes:
    """A part of a stream whose strings repeat."""
    return _deflated(zlib.Z_DEFAULT_STRATEGY, data, last=last)


def deflate_numbers(data: bytes, *, last: bool = False) -> bytes:
    """A part of a stream in which nothing but single bytes repeats."""
    return _deflated(zlib.Z_RLE, data, last=last, memory=_MEMORY_FOR_NUMBERS)


def _deflated(strategy: int, data: bytes, *, last: bool, memory: int = zlib.DEF_MEM_LEVEL) -> bytes:
    squeeze = zlib.compressobj(_LEVEL, zlib.DEFLATED, _WINDOW, memory, strategy)
    return squeeze.compress(data) + squeeze.flush(zlib.Z_FINISH if last else zlib.Z_SYNC_FLUSH)


def inflate(data: bytes) -> bytes:
    """What a stream, or a part of one, was made from. Raises `zlib.error`."""
    return zlib.decompressobj(_WINDOW).decompress(data)


def digest(data: bytes) -> bytes:
    """A digest of the bytes of a file, which its version is made from."""
    return blake2b(data, digest_size=16).digest()


def file_name(data: bytes) -> str:
    """The name of a file, a digest of what is in it."""
    return blake2b(data, digest_size=4).hexdigest()
