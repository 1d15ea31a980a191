"""Patching: the shards after some documents have come, gone or changed, from those of before; `invert` makes the same."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

import msgspec

from giaoban import vietnamese
from giaoban.search import shards, wire
from giaoban.search.counts import frequencies
from giaoban.search.shards import MARK, Cut, Posting, Shard
from giaoban.search.wire import Numbers

# So many gaps are summed up at once when a document is looked for.
_STEP = 512


class ListedShard(msgspec.Struct, frozen=True, array_like=True):
    """A shard as the list of all has it: its borders, the digest of its bytes, and how many of these hold its terms."""

    cut: Cut
    digest: bytes
    words: int


class EncodedShard(NamedTuple):
    """A shard to keep: how it is listed, and its bytes."""

    listed: ListedShard
    data: bytes


class Edit(NamedTuple):
    """What becomes of a term in one document: its frequencies (`counts.pack_frequencies`); None where it no longer stands."""

    number: int
    value: int | None


class Patch(NamedTuple):
    """What has to change: the shards in order, those that are new, and in how many documents each changed term stands."""

    listed: list[ListedShard]
    made: list[EncodedShard]
    sizes: dict[str, int]


def edits(
    before: Iterable[tuple[int, Mapping[str, int]]], after: Iterable[tuple[int, Mapping[str, int]]]
) -> dict[str, list[Edit]]:
    """What becomes of the terms of documents, from number and terms of each as it was, and as it is."""
    old, new = dict(before), dict(after)
    found: dict[str, list[Edit]] = {}
    for number in sorted(old.keys() | new.keys()):
        was, now = old.get(number, {}), new.get(number, {})
        for term in was.keys() | now.keys():
            if was.get(term) != (value := now.get(term)):
                found.setdefault(term, []).append(Edit(number, value))
    return found


def patch(
    listed: Sequence[ListedShard], fetch: Callable[[bytes], bytes], wanted: Mapping[str, Sequence[Edit]]
) -> Patch:
    """Carry out edits. ``listed``: all shards in order, one at least; ``fetch`` gives the bytes of one by its digest."""
    changed: dict[int, _Changed] = {}
    sizes: dict[str, int] = {}
    for at, terms in _by_shard(listed, wanted).items():
        one = changed[at] = _Changed(listed[at], fetch(listed[at].digest))
        for term in terms:
            sizes[term] = one.edit(term, wanted[term])
    cuts = {at: one.cut() for at, one in changed.items()}
    found: list[ListedShard] = []
    fresh: list[EncodedShard] = []
    at = 0
    for start, end in [*_unsettled(listed, changed, cuts), (len(listed), len(listed))]:
        for shard in range(at, start):
            if cut := cuts.get(shard):
                fresh.append(changed[shard].made(cut))
            found.append(fresh[-1].listed if cut else listed[shard])
        held = [changed[i].shard if i in changed else shards.read(fetch(listed[i].digest)) for i in range(start, end)]
        anew = list(_cut_anew(posting for shard in held for posting in shard.postings()))
        fresh += anew
        found += [one.listed for one in anew]
        at = end
    return Patch(found, fresh, sizes)


class _Changed:
    """A shard in which some terms change."""

    def __init__(self, listed: ListedShard, data: bytes) -> None:
        self._words, self._weight = data[: listed.words], listed.cut.weight
        self.shard = shards.read(data)
        self.begins_within = False
        """Whether a file begins at terms that have come to stand within this one."""
        self._has_other_terms = False

    def edit(self, term: str, some: Iterable[Edit]) -> int:
        """Carry out the edits of one term; returns in how many documents it then stands."""
        shard = self.shard
        try:
            place = shard.terms.index(term)
            self._weight -= shards.weight(term, shard.sizes[place])
        except ValueError:
            place = bisect_left(shard.terms, shards.order(term), key=shards.order)
            shard.terms.insert(place, term)
            shard.sizes.insert(place, 0)
            self._has_other_terms = True
            # A term that comes first leaves those that did within, unless they are of its form.
            within = shard.terms[min(max(place, 1), len(shard.terms) - 1)]
            is_of_first = vietnamese.fold(within) == vietnamese.fold(shard.terms[0])
            self.begins_within |= not is_of_first and shards.begins(within)
        start = sum(shard.sizes[:place])
        for one in some:
            shard.sizes[place] += _edit(shard, start, start + shard.sizes[place], one)
        size = shard.sizes[place]
        if size:
            self._weight += shards.weight(term, size)
        else:
            del shard.terms[place], shard.sizes[place]
            self._has_other_terms = True
        return size

    def cut(self) -> Cut | None:
        """What it means for the borders; None where no term is left."""
        terms, sizes = self.shard.terms, self.shard.sizes
        return shards.cut(terms, map(shards.weight, terms, sizes))._replace(weight=self._weight) if terms else None

    def made(self, cut: Cut) -> EncodedShard:
        """The shard as it is now."""
        terms, counts = self.shard.data()
        return made(cut, wire.deflate_words(terms) if self._has_other_terms else self._words, counts)


def _edit(shard: Shard, start: int, end: int, edit: Edit) -> int:
    """Carry out one edit of the term whose postings are between two places; returns by how many they become more."""
    gaps = shard.gaps
    at, before = _seek(gaps, start, end, edit.number)
    is_there = at < end and before + gaps[at] == edit.number
    if is_there:
        _remove_code(shard, at)
    elif edit.value is not None:
        gaps.insert(at, edit.number - before)
        if at < end:
            gaps[at + 1] -= gaps[at]
    if edit.value is not None:
        _insert_code(shard, at, edit.value)
    elif is_there:
        if at + 1 < end:
            gaps[at + 1] += gaps[at]
        gaps.remove(at)
    return (edit.value is not None) - is_there


def _seek(gaps: Numbers, start: int, end: int, number: int) -> tuple[int, int]:
    """The place of the first document from a number on, and the number of the one before it (0 before the first)."""
    before = 0
    while start < end:
        step = gaps.sum(start, min(start + _STEP, end))
        if before + step >= number:
            break
        before += step
        start = min(start + _STEP, end)
    reached = [before, *accumulate(gaps.part(start, min(start + _STEP, end)), initial=before)][1:]
    place = bisect_left(reached, number, 1) - 1
    return start + place, reached[place]


def _insert_code(shard: Shard, at: int, value: int) -> None:
    """Put in the code of a posting."""
    code = shards.code(value)
    if code == MARK:
        place = 2 * shard.codes.count(MARK, 0, at)
        for frequency in reversed(frequencies(value)):
            shard.marked.insert(place, frequency)
    shard.codes.insert(at, code)


def _remove_code(shard: Shard, at: int) -> None:
    """Take out the code of a posting."""
    if shard.codes[at] == MARK:
        place = 2 * shard.codes.count(MARK, 0, at)
        shard.marked.remove(place)
        shard.marked.remove(place)
    del shard.codes[at]


def _by_shard(listed: Sequence[ListedShard], terms: Iterable[str]) -> dict[int, list[str]]:
    """Shards, by their places, to those terms that lie in them, or would."""
    keys = [vietnamese.fold(one.cut.first) for one in listed]
    found: dict[int, list[str]] = {}
    for term in terms:
        found.setdefault(max(0, bisect_right(keys, vietnamese.fold(term)) - 1), []).append(term)
    return dict(sorted(found.items()))


def _unsettled(
    listed: Sequence[ListedShard], changed: Mapping[int, _Changed], cuts: Mapping[int, Cut | None]
) -> Iterator[tuple[int, int]]:
    """The runs of shards to cut anew, each up to a term at which a file begins whatever stands before it."""

    def cut(at: int) -> Cut | None:
        return cuts[at] if at in cuts else listed[at].cut

    until = 0
    for at in sorted({i for place in changed for i in (place, place + 1) if i < len(listed)}):
        if at < until:
            continue
        here, before = cut(at), cut(at - 1) if at else None
        if at and (here is None or before is None or not shards.is_settled(before, here)):
            start = at - 1
        elif here is None or (at in changed and (changed[at].begins_within or shards.is_too_large(here))):
            start = at
        else:
            continue
        start, until = max(start, until), at + 1
        while until < len(listed) and not ((end := cut(until)) and shards.begins(end.first)):
            until += 1
        yield start, until


def _cut_anew(postings: Iterable[Posting]) -> Iterator[EncodedShard]:
    held = list(postings)
    terms = [posting.term for posting in held]
    weights = [shards.weight(posting.term, len(posting.codes)) for posting in held]
    for start, end in pairwise([0, *shards.starts(map(vietnamese.fold, terms), weights), len(held)]):
        if start < end:
            shard = Shard.of(held[start:end])
            terms_here, counts = shard.data()
            cut = shards.cut(terms[start:end], weights[start:end])
            yield made(cut, wire.deflate_words(terms_here), counts)


def made(cut: Cut, words: bytes, counts: bytes) -> EncodedShard:
    """A shard to keep, from its compressed parts."""
    data = words + counts
    return EncodedShard(ListedShard(cut, wire.digest(data), len(words)), data)
