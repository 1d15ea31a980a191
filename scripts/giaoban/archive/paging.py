"""Paging: what is gathered from the whole archive stands on one page while it is little, on several when not.

Everything gathered has a path, such as the letter, year and month of a figure. The first page keeps its address as the
archive grows; pages are only ever added below it, one for each step of a path.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from msgspec import Struct

Path = tuple[str, ...]


class Share(NamedTuple):
    """What has one path: how many entries to show, and by how many a page is measured."""

    path: Path
    entries: int
    size: int


class Slice(Struct, frozen=True):
    """One page: how many entries it has, shown there; or else the path and number of entries of each page ``below``."""

    count: int
    below: tuple[tuple[str, int], ...] = ()


def divide(shares: Iterable[Share], most: int) -> dict[str, Slice]:
    """The slices by path, the first page ("") first; none is larger than ``most`` unless its path can go no further."""
    slices: dict[str, Slice] = {}
    _put(slices, (), sorted(shares), most)
    return slices


def _put(slices: dict[str, Slice], path: Path, shares: list[Share], most: int) -> None:
    depth = len(path)
    count = sum(share.entries for share in shares)
    if sum(share.size for share in shares) <= most or depth == len(shares[0].path):
        slices["/".join(path)] = Slice(count)
        return
    below = [((*path, step), list(of)) for step, of in groupby(shares, key=lambda share: share.path[depth])]
    slices["/".join(path)] = Slice(
        count, tuple(("/".join(name), sum(share.entries for share in of)) for name, of in below)
    )
    for name, of in below:
        _put(slices, name, of, most)
