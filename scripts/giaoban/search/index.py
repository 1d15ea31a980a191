"""The index: from counted documents to the files of the site. One changed document changes the few files it has to."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from giaoban.search import head, shards, wire
from giaoban.search.counts import Counts
from giaoban.search.documents import Document
from giaoban.search.shards import Postings


class Shard(NamedTuple):
    """One file of postings: its first and last term, a name after what is in it, and its bytes, compressed."""

    first: str
    last: str
    name: str
    data: bytes


class Change(NamedTuple):
    """One document whose words are others now. ``meeting``: whether ``number`` counts meetings, or the other pages."""

    meeting: bool
    number: int
    before: Counts
    after: Counts


def page(document: Document) -> bytes:
    """What is fetched to show one document: kind, address, title, detail and parts as JSON, compressed."""
    shown = [document.kind, document.address, document.title, document.detail, document.parts]
    return wire.deflate(json.dumps(shown, ensure_ascii=False, separators=(",", ":")).encode())


def build(meetings: Iterable[Counts], others: Iterable[Counts]) -> tuple[list[Shard], dict[str, int]]:
    """All shards in order, and every syllable with the number of documents that have it."""
    syllables: dict[str, int] = {}
    made = [_shard(terms) for terms in shards.cut(_noting(shards.invert(meetings, others), syllables))]
    return made, syllables


def patch(
    firsts: Sequence[tuple[str, str]], fetch: Callable[[Sequence[str]], Mapping[str, bytes]], changes: Iterable[Change]
) -> tuple[list[Shard], list[str], dict[str, int]]:
    """What has to change when words of documents do, and no document comes or goes.

    ``firsts``: first term and name of every shard, in order; ``fetch`` gives shards' bytes by name. Returns the new
    shards, the names of those they stand in for, and the new counts of the syllables concerned (0: gone).
    """
    wanted: dict[str, list[tuple[bool, int, tuple[int, int] | None]]] = {}
    for change in changes:
        for term, place in _differences(change.before, change.after):
            wanted.setdefault(term, []).append((change.meeting, change.number, place))
    keys = [shards.order(first) for first, _ in firsts]
    at = {term: max(0, bisect_right(keys, shards.order(term)) - 1) for term in wanted}
    syllables: dict[str, int] = {}
    new: list[Shard] = []
    old: list[str] = []
    for run in _runs(firsts, at):
        names = [firsts[shard][1] for shard in run]
        kept = fetch(names)
        held: dict[str, Postings] = {}
        for name in names:
            held |= shards.decode(wire.inflate(kept[name]))
        for term in (term for term in wanted if at[term] in run):
            held[term] = _changed(held.get(term, Postings([], [])), wanted[term])
            if head.is_syllable(term):
                syllables[term] = len(held[term].meetings) + len(held[term].others)
        rest = ((t, held[t]) for t in sorted(held, key=shards.order) if held[t].meetings or held[t].others)
        new += [_shard(terms) for terms in shards.cut(rest)]
        old += names
    return new, old, syllables


def shard_names(listed: Sequence[tuple[str, str]]) -> list[str]:
    """The names of the shards' files in order, from first term and name of each.

    A name is that of the run between two certain borders, which tells of all that is in it, and the place in the run.
    """
    runs: list[list[str]] = []
    for first, name in listed:
        if not runs or shards.begins(first):
            runs.append([])
        runs[-1].append(name)
    return [f"{wire.name(''.join(run).encode())}-{place}" for run in runs for place in range(len(run))]


def borders(listed: Sequence[tuple[str, str]]) -> list[str]:
    """Where each shard begins, from first and last term of each in order."""
    return [shards.border(listed[at - 1][1], first) if at else "" for at, (first, _) in enumerate(listed)]


def group_names(pages: Sequence[str]) -> list[str]:
    """The names of the groups of documents, from the names of their pages' bytes, in order of number."""
    return [wire.name("".join(pages[at : at + head.GROUP]).encode()) for at in range(0, len(pages), head.GROUP)]


def facet(labels: Sequence[tuple[str, str]], meetings: Iterable[Iterable[int]]) -> bytes:
    """What meetings have many of: ids and labels, then of each meeting how many, and the gaps between their places."""
    out = wire.Writer()
    out.number(len(labels))
    for entity, label in labels:
        out.text(entity)
        out.text(label)
    for places in meetings:
        ordered = sorted(places)
        out.number(len(ordered))
        last = -1
        for place in ordered:
            out.number(place - last - 1)
            last = place
    return wire.deflate(bytes(out.data))


def manifest(head_name: str) -> bytes:
    """The one file whose name stays: where the head is."""
    return json.dumps({"dau": f"{head_name}.bin"}).encode() + b"\n"


def _shard(terms: Sequence[tuple[str, Postings]]) -> Shard:
    data = wire.deflate(shards.encode(terms))
    return Shard(terms[0][0], terms[-1][0], wire.name(data), data)


def _noting(terms: Iterable[tuple[str, Postings]], syllables: dict[str, int]) -> Iterator[tuple[str, Postings]]:
    for term, postings in terms:
        if head.is_syllable(term):
            syllables[term] = len(postings.meetings) + len(postings.others)
        yield term, postings


def _differences(before: Counts, after: Counts) -> Iterator[tuple[str, tuple[int, int] | None]]:
    for term in before.terms.keys() | after.terms.keys():
        if before.terms.get(term) != (now := after.terms.get(term)):
            yield term, now
    for tag in set(before.tags) ^ set(after.tags):
        yield tag, (0, 0) if tag in after.tags else None


def _changed(postings: Postings, changes: Iterable[tuple[bool, int, tuple[int, int] | None]]) -> Postings:
    sides = ({p >> 32: p for p in postings.meetings}, {p >> 32: p for p in postings.others})
    for meeting, number, place in changes:
        side = sides[0 if meeting else 1]
        if place is None:
            side.pop(number, None)
        else:
            side[number] = shards.packed(number, *place)
    return Postings(*([side[n] for n in sorted(side)] for side in sides))


def _runs(firsts: Sequence[tuple[str, str]], at: Mapping[str, int]) -> list[range]:
    """The shards to cut anew, as runs between certain borders; ``at``: the shard in which each changed term lies.

    Where a shard ends follows from the last term before it that begins a file whatever stands before. A term that does
    may go: so the run before it is cut anew too.
    """
    certain = [shard == 0 or shards.begins(first) for shard, (first, _) in enumerate(firsts)]
    concerned = set(at.values()) | {
        shard - 1 for term, shard in at.items() if shard and shards.begins(term) and firsts[shard][0] == term
    }
    runs: list[range] = []
    for shard in sorted(concerned):
        if runs and shard in runs[-1]:
            continue
        first, last = shard, shard + 1
        while not certain[first]:
            first -= 1
        while last < len(certain) and not certain[last]:
            last += 1
        if runs and runs[-1].stop == first:
            first = runs.pop().start
        runs.append(range(first, last))
    return runs
