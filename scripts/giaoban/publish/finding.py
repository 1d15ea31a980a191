"""The search index as files of the site, kept between builds: what has not changed is not counted or cut again."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from giaoban import dates
from giaoban.archive import Archive, Card
from giaoban.publish import digest
from giaoban.publish.cache import Cache, FoundRow
from giaoban.publish.gather import Gathered
from giaoban.publish.parallel import spread
from giaoban.search import documents, head, index, shards, wire
from giaoban.search.counts import Counts, count
from giaoban.search.documents import Document
from giaoban.search.index import Change
from giaoban.site import faces


class Files(NamedTuple):
    """The files of the index: name to a digest; small ones are at hand in ``made``, the others in the cache."""

    keys: Mapping[str, bytes]
    made: Mapping[str, bytes]
    kept: Mapping[str, tuple[str, str]]
    """File to the cache's table and the name under which its bytes are kept there."""

    def read(self, file: str, cache: Cache) -> bytes:
        """The bytes of one file."""
        if file in self.made:
            return self.made[file]
        return cache.found_file(*self.kept[file])


class _Old(NamedTuple):
    """What the cache knows of a document: what it was made from, its lengths, and the name of its page's bytes."""

    key: bytes
    lengths: tuple[int, int]
    page: str


def files(gathered: Gathered, entries: Mapping[str, bytes], cache: Cache, processes: int) -> Files:
    """The index of an archive. ``entries``: meeting to the digest of its record and of the faces it shows."""
    return _Indexer(gathered, entries, cache, processes).files()


class _Indexer:
    def __init__(self, gathered: Gathered, entries: Mapping[str, bytes], cache: Cache, processes: int) -> None:
        self.archive, self.bodies, self.cache, self.processes = gathered.archive, gathered.bodies, cache, processes
        self.cards = self.archive.published
        self.keys = {
            f"briefing/{card.id}": digest.of_bytes(entries[card.id], gathered.summaries[card.id]) for card in self.cards
        }
        self.meetings = list(self.keys)
        self.others: list[str] = []
        self.entities: dict[str, Document] = {}
        for document in documents.of_entities(self.archive):
            name = f"{document.kind}/{document.id}"
            self.others.append(name)
            self.entities[name] = document
            self.keys[name] = digest.of(digest.code(), tuple(document))

    def files(self) -> Files:
        old = {name: _Old(*row) for name, row in self.cache.found()}
        stale = [name for name in self.keys if name not in old or old[name].key != self.keys[name]]
        before = self.cache.found_counts([name for name in stale if name in old])
        order = digest.of(self.meetings, self.others)
        same = self.cache.found_order() == order and len(before) == len(stale)
        fresh: dict[str, _Old] = {}
        after: dict[str, bytes] = {}
        for rows in spread(self._count, stale, self.processes):
            for row in rows:
                fresh[row.name] = _Old(row.key, (row.names, row.text), row.page_name)
                if same:
                    after[row.name] = row.counts
            self.cache.put_found(rows)
        self.cache.drop_found(old.keys() - self.keys.keys())
        if same:
            self._patch(before, after)
        else:
            self._build(order)
        known = old | fresh
        made = self._small({name: known[name] for name in self.keys})
        self.cache.commit()
        return made

    def _count(self, names: Sequence[str]) -> list[FoundRow]:
        rows = []
        for name in names:
            document = self.entities.get(name) or self._meeting(name.partition("/")[2])
            counts = count(document)
            page = index.page(document)
            rows.append(
                FoundRow(
                    name,
                    self.keys[name],
                    *counts.lengths,
                    wire.name(page),
                    page,
                    pickle.dumps(tuple(counts), protocol=5),
                )
            )
        return rows

    def _meeting(self, briefing: str) -> Document:
        return documents.of_briefing(self.archive, self.bodies(briefing), self.bodies.summary(briefing))

    def _build(self, order: bytes) -> None:
        made, syllables = index.build(self._counts(self.meetings), self._counts(self.others))
        self.cache.put_shards(((*shards.order(s.first), *s[1:]) for s in made), None)
        self.cache.put_syllables(((*shards.order(text), number) for text, number in syllables.items()), fresh=True)
        self.cache.put_found_order(order)

    def _patch(self, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> None:
        places = {name: (True, at) for at, name in enumerate(self.meetings)}
        places |= {name: (False, at) for at, name in enumerate(self.others)}
        changes = [
            Change(*places[name], Counts(*pickle.loads(before[name])), Counts(*pickle.loads(counts)))
            for name, counts in after.items()
        ]
        if not changes:
            return
        firsts = [(first, name) for first, _, name in self.cache.shards()]
        new, old, syllables = index.patch(firsts, self.cache.shard_data, changes)
        self.cache.put_shards(((*shards.order(s.first), *s[1:]) for s in new), old)
        self.cache.put_syllables(((*shards.order(text), number) for text, number in syllables.items()), fresh=False)

    def _counts(self, names: Sequence[str]) -> Iterator[Counts]:
        for start in range(0, len(names), 256):
            some = names[start : start + 256]
            found = self.cache.found_counts(some)
            yield from (Counts(*pickle.loads(found[name])) for name in some)

    def _small(self, known: Mapping[str, _Old]) -> Files:
        """The head, the facets and the manifest, and where everything else is."""
        kept: dict[str, tuple[str, str]] = {}
        listed = self.cache.shards()
        shard_names = index.shard_names([(first, name) for first, _, name in listed])
        for file, (_, _, name) in zip(shard_names, listed, strict=True):
            kept[head.shard_file(file)] = ("shard", name)
        groups = tuple(index.group_names([known[n].page for n in side]) for side in (self.meetings, self.others))
        for number, name in enumerate([*self.meetings, *self.others]):
            kept[head.page_file(number, len(self.meetings), (groups[0], groups[1]))] = ("found", name)
        facets = [_facet(self.archive, self.cards, kind) for kind in head.FACETS]
        made = {f"{head.FOLDER}{wire.name(data)}.bin": data for data in facets}
        whole = head.Head(
            lengths=([o.lengths[0] for o in known.values()], [o.lengths[1] for o in known.values()]),
            meetings=[head.Meeting(dates.parse(c.date).earliest, c.kind, c.level) for c in self.cards],
            others=[sum(d.kind == kind for d in self.entities.values()) for kind in documents.KINDS[1:]],
            syllables=dict(self.cache.syllables()),
            borders=index.borders([(first, last) for first, last, _ in listed]),
            shards=shard_names,
            groups=(groups[0], groups[1]),
            provinces=[(d.id, d.title) for d in self.entities.values() if d.kind == "province"],
            facets=[wire.name(data) for data in facets],
        )
        data = wire.deflate(head.encode(whole))
        made[f"{head.FOLDER}{wire.name(data)}.bin"] = data
        made[head.MANIFEST] = index.manifest(wire.name(data))
        # A name says what is in a file; only the manifest's stays the same.
        keys = {file: digest.of(data) for file, data in made.items()}
        keys |= {
            file: digest.of(file, known[name].page if table == "found" else name)
            for file, (table, name) in kept.items()
        }
        return Files(keys, made, kept)


def _facet(archive: Archive, cards: Sequence[Card], kind: str) -> bytes:
    """The provinces (pages), leaders or documents of each meeting."""
    entities = archive.entities
    if kind == "p":
        labels = [(p.id, p.name) for p in entities.pages.values()]
        of = [{page for unit in card.provinces for page in archive.pages_of_unit.get(unit, ())} for card in cards]
    elif kind == "l":
        labels = [(leader.id, leader.name) for leader in entities.leaders.values()]
        of = [set(card.leaders) for card in cards]
    else:
        labels = [(r, face.label) for r in entities.resolutions if (face := faces.of(archive, "resolution", r))]
        of = [set(card.resolutions) for card in cards]
    labels.sort()
    places = {entity: place for place, (entity, _) in enumerate(labels)}
    return index.facet(labels, ([places[i] for i in ids if i in places] for ids in of))
