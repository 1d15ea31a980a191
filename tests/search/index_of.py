"""The search index of an archive, made in memory through the functions that a build calls."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from giaoban import kinds
from giaoban.archive.answers import Answers, Question
from giaoban.archive.parts import Parts
from giaoban.archive.questions import named, structural
from giaoban.archive.reader import Reader
from giaoban.archive.values import Entry
from giaoban.build import gathering, loading
from giaoban.build.linking import make_summary
from giaoban.build.products import Products, name
from giaoban.build.store import Store
from giaoban.records import files
from giaoban.search import counts, documents, index, wire
from giaoban.search.documents import Document
from giaoban.search.index import Files, Key
from giaoban.search.reading import IndexReader
from giaoban.search.state import DamagedStateError
from giaoban.views import entries


class Memory:
    """An `IndexState` in memory. ``packed``: the words of every document that there ever was, by its name and digest."""

    def __init__(self) -> None:
        self.whole: bytes | None = None
        self.packed: dict[tuple[str, bytes], bytes] = {}
        self.shards: dict[bytes, bytes] = {}

    def summary(self) -> bytes | None:
        return self.whole

    def keep_summary(self, data: bytes) -> None:
        self.whole = data

    def words(self, document: str, digest: bytes) -> bytes:
        if (document, digest) not in self.packed:
            raise DamagedStateError(document)
        return self.packed[document, digest]

    def shard(self, digest: bytes) -> bytes:
        if digest not in self.shards:
            raise DamagedStateError(digest.hex())
        return self.shards[digest]

    def put_shards(self, rows: Iterable[tuple[bytes, bytes]]) -> None:
        self.shards.update(rows)

    def drop_shards(self, digests: Iterable[bytes]) -> None:
        for digest in digests:
            del self.shards[digest]

    def clear(self) -> None:
        self.whole = None
        self.shards.clear()


def answers_of(content: Path, folder: Path) -> Answers:
    """What can be asked about the archive in a content folder; ``folder`` is for its store."""
    store = Store(folder / "store.sqlite", b"tests")
    records = loading.load_records(content, files.scan(content), store, 1)
    products = Products(store.path)
    archive = loading.link(records, products.body)
    answers = Answers(
        structural(archive) | named(archive) | records.questions(archive) | gathering.questions(products, archive)
    )
    for meeting in archive.cards:
        data = make_summary(Reader(answers), meeting)
        products.hold(name("summary", meeting), wire.digest(data), data)

    def page_entries(kind: str, entity: str, path: str) -> tuple[Entry, ...]:
        held = Parts(archive).meetings(kind, entity, path)
        return tuple(entries.entries(Reader(answers), meeting)[kind, entity] for meeting in held)

    answers.questions = {**answers.questions, "page-entries": Question(page_entries)}
    return answers


def documents_of(answers: Answers) -> dict[Key, Document]:
    """Every document of an archive."""
    reader = Reader(answers)
    found = {("briefing", meeting): documents.of_meeting(reader, meeting) for meeting in reader.published()}
    for kind in kinds.with_search()[1:]:
        found |= {(kind.key, entity): documents.of_entity(reader, kind.key, entity) for entity in reader.ids(kind.key)}
    return found


def files_of(answers: Answers, kept: Memory | None = None) -> Files:
    """The files of the index, from what was kept of an earlier one."""
    kept = kept or Memory()
    made = {key: (counts.count(one), index.page(one)) for key, one in documents_of(answers).items()}
    digests = {key: wire.digest(b"".join(data)) for key, data in made.items()}
    kept.packed |= {("/".join(key), digests[key]): words for key, (words, _) in made.items()}
    return index.files(Reader(answers), kept, digests, lambda kind, entity: made[kind, entity])


def index_of(answers: Answers) -> IndexReader:
    """The index, opened."""
    return IndexReader(files_of(answers).read)
