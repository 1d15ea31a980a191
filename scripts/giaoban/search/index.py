"""The index: from documents to the files of the site. One changed document changes the few files it has to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from operator import sub

import msgspec

from giaoban import dates, kinds, vietnamese
from giaoban.archive.reader import Reader
from giaoban.search import head, numbers, patch, positions, shards, state, wire
from giaoban.search.counts import terms_of
from giaoban.search.documents import Document
from giaoban.search.head import MeetingFacts
from giaoban.search.patch import ListedShard
from giaoban.search.state import DamagedStateError, IndexedDocument, IndexState, IndexSummary, SharedText
from giaoban.search.tokens import BREAK, words
from giaoban.search.wire import Numbers

# Where more has changed, to make all shards anew takes less time than to patch them.
_MOST_DOCUMENTS = 32
_MOST_SHARE = 8
_MOST_EDITS = 40_000

Key = tuple[str, str]
"""A document: kind and id."""
Fetch = Callable[[str, str], tuple[bytes, bytes]]
"""Gives, for the kind and id of a document, its packed words (`counts.count`) and what is shown of it (`page`)."""


def page(document: Document) -> bytes:
    """A file with what is shown of one document: as JSON, compressed, a list with one list.

    That has how far its number is from the first one that the file may hold, kind, address, title, detail and parts.
    """
    shown = (0, document.kind, document.address, document.title, document.detail, document.parts)
    return wire.deflate(msgspec.json.encode([shown]))


def shared(pages: Iterable[tuple[int, bytes]]) -> bytes:
    """The file with what is shown of several documents, from the number and the `page` of each.

    Most pages that are no meetings have so little text that a file for each would be a third of all files of the index.
    """
    rows = []
    for number, data in pages:
        [[_, *row]] = _rows(wire.inflate(data))
        rows.append([number - numbers.first_beside(number), *row])
    return wire.deflate(msgspec.json.encode(rows))


_rows = msgspec.json.Decoder(list[list[msgspec.Raw]]).decode


class Files:
    """The files of the index. ``digests``: path to the digest of its bytes."""

    def __init__(
        self, index: _Index, named: Mapping[str, ListedShard | Sequence[IndexedDocument]], made: Mapping[str, bytes]
    ) -> None:
        self._index, self._named, self._made = index, named, made
        self.digests: dict[str, bytes] = {path: wire.digest(data) for path, data in made.items()}
        self.digests |= {path: index.digest(one) for path, one in named.items()}

    def read(self, path: str) -> bytes:
        """The bytes of one file."""
        if path in self._made:
            return self._made[path]
        one = self._named[path]
        return self._index.shard(one.digest) if isinstance(one, ListedShard) else self._index.text(one)


def files(reader: Reader, kept: IndexState, documents: Mapping[Key, bytes], fetch: Fetch) -> Files:
    """The index of an archive.

    ``documents``: kind and id of every document to a digest of what ``fetch`` gives for it. ``kept``: what is left of an earlier
    index, which is brought up to date.
    """
    dated = reader.dated()
    meetings = [MeetingFacts(dates.parse(date).earliest, kind, level) for _, date, kind, level in dated]
    days = [meeting.day.toordinal() for meeting in meetings]
    rate = numbers.rate(days)
    of_meeting = dict(zip((one[0] for one in dated), numbers.of_meetings(days, rate), strict=True))
    held: dict[Key, int] = {("briefing", meeting): number for meeting, number in of_meeting.items()}
    ids: dict[str, list[str]] = defaultdict(list)
    for kind, entity in documents:
        ids[kind].append(entity)
    for place, key in enumerate(kind.key for kind in kinds.with_search()):
        if place:
            held |= {(key, entity): number for entity, number in numbers.of_entities(place, ids[key]).items()}
    ordered = sorted(documents, key=held.__getitem__)
    index = _Index(kept, fetch, [(key, held[key], documents[key]) for key in ordered])
    facets = [_facet(reader, of_meeting, kind.key) for kind in head.facet_kinds()]
    return _files(index, meetings, rate, facets, _places(reader))


class _Index:
    """The shards and documents as they are now; what was kept is brought up to date."""

    def __init__(self, kept: IndexState, fetch: Fetch, wanted: Sequence[tuple[Key, int, bytes]]) -> None:
        self._kept, self._fetch, self._wanted = kept, fetch, wanted
        old = state.read(kept)
        patched = None
        if old is not None:
            try:
                patched = self._patch_old(old)
            except DamagedStateError:
                patched = None
        self.summary = patched or self._build_anew()

    def shard(self, digest: bytes) -> bytes:
        """The bytes of a shard. Where they are damaged, all shards are made anew."""
        try:
            return self._kept.shard(digest)
        except DamagedStateError:
            self.summary = self._build_anew()
            return self._kept.shard(digest)

    def text(self, beside: Sequence[IndexedDocument]) -> bytes:
        """The file with what is shown of some documents: of one meeting, or of all others whose texts stand beside each other."""
        pages = ((one.number, self._fetch(one.kind, one.id)[1]) for one in beside)
        return shared(pages) if _share(beside) else next(data for _, data in pages)

    def digest(self, file: ListedShard | Sequence[IndexedDocument]) -> bytes:
        """The digest of the bytes of a shard, or of what `text` gives."""
        if isinstance(file, ListedShard):
            return file.digest
        return self.summary.texts[numbers.first_beside(file[0].number)].digest if _share(file) else file[0].page

    def _patch_old(self, old: IndexSummary) -> IndexSummary | None:
        """The index after what has changed; None where it is to be made anew."""
        known = {(one.kind, one.id): one for one in old.documents}
        now = {key: (number, digest) for key, number, digest in self._wanted}
        stale = [key for key, one in now.items() if (was := known.get(key)) is None or (was.number, was.digest) != one]
        gone = known.keys() - now.keys()
        if len(stale) + len(gone) > max(_MOST_DOCUMENTS, len(now) // _MOST_SHARE) or not old.shards:
            return None
        if not stale and not gone:
            return old
        fresh = {key: self._fetch(*key) for key in stale}
        before = [known[key] for key in [*stale, *gone] if key in known]
        left = {one.number: self._kept.words(f"{one.kind}/{one.id}", one.digest) for one in before}
        edits = patch.edits(
            ((number, terms_of(words)) for number, words in left.items()),
            ((now[key][0], terms_of(words)) for key, (words, _) in fresh.items()),
        )
        if sum(map(len, edits.values())) > _MOST_EDITS:
            return None
        patched = patch.patch(old.shards, self._kept.shard, edits)
        syllables = old.syllables | {term: n for term, n in patched.sizes.items() if head.is_counted(term)}
        known |= {key: IndexedDocument(*key, *now[key], wire.digest(shown)) for key, (_, shown) in fresh.items()}
        indexed = tuple(known[key] for key in now)
        summary = IndexSummary(
            indexed,
            tuple(patched.listed),
            {s: n for s, n in syllables.items() if n},
            positions.changed(
                old.named,
                positions.count_positions(left.values()),
                positions.count_positions(words for words, _ in fresh.values()),
            ),
            self._texts(indexed, old.texts),
        )
        self._kept.put_shards((one.listed.digest, one.data) for one in patched.made)
        self._kept.drop_shards({one.digest for one in old.shards} - {one.digest for one in summary.shards})
        state.keep(self._kept, summary)
        return summary

    def _build_anew(self) -> IndexSummary:
        """The index from nothing but the documents."""
        # Its arrays take a moment to import, which a build that patches needs not.
        from giaoban.search.invert import invert

        self._kept.clear()
        known: list[IndexedDocument] = []
        listed: list[ListedShard] = []
        syllables: dict[str, int] = {}

        said: list[bytes] = []

        def documents() -> Iterator[tuple[int, bytes]]:
            for key, number, digest in self._wanted:
                words, shown = self._fetch(*key)
                said.append(words[: words.index(b"\n") + 1])
                known.append(IndexedDocument(*key, number, digest, wire.digest(shown)))
                yield number, words

        for one in invert(documents()):
            made = patch.made(one.cut, one.words, one.counts)
            listed.append(made.listed)
            self._kept.put_shards([(made.listed.digest, made.data)])
            found = zip(one.terms, one.sizes, strict=True)
            syllables |= {term: size for term, size in found if head.is_counted(term)}
        named = positions.changed({}, {}, positions.count_positions(said))
        summary = IndexSummary(tuple(known), tuple(listed), syllables, named, self._texts(known, {}))
        state.keep(self._kept, summary)
        return summary

    def _texts(self, documents: Sequence[IndexedDocument], old: Mapping[int, SharedText]) -> dict[int, SharedText]:
        """The files that hold the texts of several documents; those of ``old`` in which nothing changed are not made anew."""
        found: dict[int, SharedText] = {}
        for first, beside in _in_text_files(documents):
            if _share(beside):
                basis = wire.digest(b"".join(one.number.to_bytes(4, "little") + one.page for one in beside))
                known = old.get(first)
                is_known = known is not None and known.basis == basis
                found[first] = known if known and is_known else SharedText(basis, wire.digest(self.text(beside)))
        return found


def _in_text_files(documents: Iterable[IndexedDocument]) -> Iterator[tuple[int, list[IndexedDocument]]]:
    """Documents whose texts stand in one file, with the first number that it may hold."""
    for first, some in groupby(documents, lambda one: numbers.first_beside(one.number)):
        yield first, list(some)


def _share(beside: Sequence[IndexedDocument]) -> bool:
    """Whether the text of a document may share its file with others."""
    return beside[0].number >= numbers.ENTITIES


def _places(reader: Reader) -> list[str]:
    """The neighbours in the names of provinces, without marks."""
    names = (name for province in reader.ids("province") for name in reader.names("province", province))
    said = (vietnamese.fold(word).split() for name in names for word in words(name).split(BREAK))
    return sorted({f"{a} {b}" for run in said for a, b in pairwise(run)})


def _files(
    index: _Index, meetings: Sequence[MeetingFacts], rate: int, facets: Sequence[bytes], provinces: Sequence[str]
) -> Files:
    """The files: shards and pages by their places, and what is made of them all."""
    summary = index.summary
    borders = _borders(summary.shards)
    named: dict[str, ListedShard | Sequence[IndexedDocument]] = {}
    named |= zip(head.shard_files(borders), summary.shards, strict=True)
    named |= {head.page_file(first): beside for first, beside in _in_text_files(summary.documents)}
    others: dict[int, list[int]] = {place: [] for place in range(1, len(kinds.with_search()))}
    for one in summary.documents:
        if place := numbers.place_of(one.number):
            others[place].append(one.number)
    # A number of few documents is asked for as it is.
    counted_here = (text for text, n in summary.syllables.items() if head.is_syllable(text) or n > head.COMMON)
    counts = {text: summary.syllables[text] for text in sorted(counted_here, key=shards.order)}
    whole = head.encode(
        head.IndexHead(
            meetings=meetings,
            rate=rate,
            others=list(others.values()),
            syllables=counts,
            borders=borders,
            shards=_shard_versions(summary.shards),
            groups=_group_versions(summary.documents),
            facets=list(map(wire.file_name, facets)),
            places=provinces,
            named={word: positions.mask(found) for word, found in summary.named.items()},
        )
    )
    made = {f"{head.FOLDER}{wire.file_name(data)}.bin": data for data in facets} | {head.FILE: whole}
    return Files(index, named, made)


def _shard_versions(listed: Iterable[ListedShard]) -> list[str]:
    """The versions of the shards in order: a digest of all that is in the run between two certain borders."""
    runs: list[list[bytes]] = []
    for one in listed:
        if not runs or shards.begins(one.cut.first):
            runs.append([])
        runs[-1].append(one.digest)
    return [version for run in runs for version in [wire.file_name(b"".join(run))] * len(run)]


def _borders(listed: Sequence[ListedShard]) -> list[str]:
    """Where each shard begins."""
    return ["", *(shards.border(a.cut.last, b.cut.first) for a, b in pairwise(listed))] if listed else []


def _group_versions(documents: Iterable[IndexedDocument]) -> dict[int, str]:
    """The version that the files of each group of documents share, after what is in them."""
    groups: dict[int, list[bytes]] = defaultdict(list)
    for one in documents:
        groups[numbers.group_of(one.number)].append(one.number.to_bytes(4, "little") + one.page)
    return {group: wire.file_name(b"".join(pages)) for group, pages in groups.items()}


def _facet(reader: Reader, held: Mapping[str, int], kind: str) -> bytes:
    """What meetings have many of: ids and labels, how many meetings each has, and the gaps between their numbers.

    ``held``: the numbers of meetings.
    """
    lines: list[str] = []
    sizes: list[int] = []
    gaps: list[int] = []
    for entity, label, meetings in reader.choices(kind):
        # A line each: a label is plain text on one line.
        lines += (entity, " ".join(label.split()) or entity)
        found = list(map(held.__getitem__, meetings))
        sizes.append(len(found))
        gaps += map(sub, found, [0, *found])
    return wire.deflate(wire.lines(lines), Numbers.of(sizes).data() + Numbers.of(gaps).data())
