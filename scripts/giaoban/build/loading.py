"""Loading: the content folder becomes typed records and a linked archive. Files that have not changed are not read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec

from giaoban.archive import Archive, Card, Entities, rows
from giaoban.archive import link as link_archive
from giaoban.archive.answers import Question, digest_of
from giaoban.archive.rows import CardDigests, FileHead, RowError
from giaoban.build.store import DamagedError, FileRow, Store
from giaoban.build.workers import spread
from giaoban.check import check_archive, check_record, clock
from giaoban.citations import Index
from giaoban.findings import Finding
from giaoban.records import files, models
from giaoban.records.files import FileStat, Scan, SourceFile
from giaoban.records.load import Definition, ParsedFile, definitions_of_misplaced, load, read_what_can_be
from giaoban.records.models.briefing import Briefing

_CHECKED = "checked"


@dataclass(frozen=True)
class Records:
    """What a content folder holds.

    ``paths``: the files of records; ``read``: how many of them were read anew; ``findings``: what each file by itself is found to
    be wrong with. ``card_digests``: meeting to the digests of its card; ``digests``: kind and id to the digest of what a record
    says; ``lines``: meeting to the line on which its summary begins.
    """

    content: Path
    paths: tuple[str, ...]
    read: int
    findings: tuple[Finding, ...]
    cards: Mapping[str, Card]
    card_digests: Mapping[str, CardDigests]
    entities: Entities
    definitions: tuple[Definition, ...]
    digests: Mapping[tuple[str, str], bytes]
    lines: Mapping[str, int]

    @cached_property
    def names(self) -> Index:
        """All that mentions in prose are resolved against, but for people."""
        found = self.entities
        return Index.build(found.resolutions, found.plenums, found.organizations, found.units)

    @cached_property
    def people(self) -> Index:
        """People, as prose mentions them."""
        return Index.build({}, {}, {}, {}, self.entities.leaders)

    @cached_property
    def entities_digest(self) -> bytes:
        """A digest of what all records say but those of meetings."""
        return digest_of((self.names_digest, self.people_digest))

    @cached_property
    def names_digest(self) -> bytes:
        """A digest of what all records say but those of meetings and people."""
        return digest_of([item for item in sorted(self.digests.items()) if item[0][0] not in {"briefing", "leader"}])

    @cached_property
    def people_digest(self) -> bytes:
        """A digest of what the records of people say."""
        return digest_of([item for item in sorted(self.digests.items()) if item[0][0] == "leader"])

    @cached_property
    def structure_digest(self) -> bytes:
        """A digest of how everything hangs together: of all entities, and of the cards of meetings without title and place."""
        return digest_of((self.entities_digest, self.cards_digest))

    @cached_property
    def cards_digest(self) -> bytes:
        """A digest of the cards of meetings without title and place."""
        return digest_of([digests.bare for digests in self.card_digests.values()])

    @cached_property
    def named_digest(self) -> bytes:
        """A digest of all entities, and of the cards of meetings without the words of their figures."""
        return digest_of((self.entities_digest, [digests.named for digests in self.card_digests.values()]))

    @cached_property
    def checked_digest(self) -> bytes:
        """A digest of all that the rules between records are about, but where in the files things stand."""
        cards = [digests.whole for digests in self.card_digests.values()]
        return digest_of((self.entities_digest, cards, [d[:2] for d in self.definitions]))

    def questions(self, archive: Archive) -> dict[str, Question]:
        """The questions about whole records, and about the names that prose mentions."""
        entities, digests, nothing = archive.entities.by_kind(), self.digests, digest_of(None)
        return {
            "meeting": Question(archive.fetch, lambda meeting: digests["briefing", meeting], large=True),
            "record": Question(
                lambda kind, entity: entities[kind].get(entity),
                lambda kind, entity: digests.get((kind, entity), nothing),
                basis=lambda: self.entities_digest,
            ),
            # The tables take a moment to make, so they are made when the first name is looked up.
            "name": Question(lambda table, key: self.names.lookup(table, key), basis=lambda: self.names_digest),  # noqa: PLW0108
            "person": Question(lambda key: self.people.lookup("person", key), basis=lambda: self.people_digest),
        }


@dataclass
class KnownFiles:
    """What has been read of a content folder: of each file the row that the store keeps and its head, and the records last."""

    rows: dict[str, FileRow]
    heads: dict[str, FileHead] = field(default_factory=dict)
    records: Records | None = None


def load_records(content: Path, scan: Scan, store: Store, processes: int, known: KnownFiles | None = None) -> Records:
    """Read every file that has changed, and take the others from the store; or from what is ``known``, which is then updated."""
    known = known or KnownFiles(store.files())
    kept = known.rows
    fresh = [file for file in scan.files if not ((row := kept.get(file.path)) and file.is_unchanged(row.stat))]
    findings = list(scan.findings)
    changed: set[str] = set()
    read: list[str] = []

    def work(some: Sequence[FileStat]) -> list[tuple[FileRow, bytes | None] | Finding]:
        return [_read(content, file, scan.began, kept.get(file.path)) for file in some]

    for found in spread(work, fresh, processes):
        findings += [one for one in found if isinstance(one, Finding)]
        made = [one for one in found if not isinstance(one, Finding)]
        changed |= {row.path for row, _ in made if row.path not in kept or row.digest != kept[row.path].digest}
        read += [row.path for row, _ in made]
        store.put_bodies((row.path, body) for row, body in made if body is not None)
        kept |= {row.path: row for row, _ in made}
    paths = tuple(file.path for file in scan.files if file.path in kept)
    gone = kept.keys() - set(paths)
    for path in gone:
        del kept[path]
        known.heads.pop(path, None)
    # In one step with the bodies, which belong to these rows.
    store.keep_files(kept, [*read, *gone])
    store.drop_bodies(gone)
    store.commit()
    return _together(content, paths, known, changed, findings)


def _read(content: Path, file: FileStat, began: int, kept: FileRow | None) -> tuple[FileRow, bytes | None] | Finding:
    """One file as the store keeps it, with the body that is new of it; or why it cannot be read."""
    source = files.read(content, file)
    if isinstance(source, Finding):
        return source
    digest = blake2b(source.data, digest_size=16).digest()
    if kept and kept.digest == digest:
        return kept._replace(stat=file.mark(began)), None
    loaded = load(source)
    head, body = rows.encode(loaded, (*loaded.findings, *check_record(loaded)))
    return FileRow(file.path, file.mark(began), digest, head), body


def _together(
    content: Path, paths: tuple[str, ...], known: KnownFiles, changed: Collection[str], findings: list[Finding]
) -> Records:
    """The records of all files. ``changed``: the files that were read anew; ``findings``: of files that cannot be read."""
    before, heads = known.records, known.heads
    new = {path: _head(path, known.rows[path]) for path in paths if path in changed or path not in heads}
    is_prose = before is not None and before.paths == paths and all(_tells_as_before(heads[p], new[p]) for p in new)
    heads |= new
    findings += [finding for path in paths for finding in heads[path].findings]
    if before and is_prose:
        known.records = _with_changed_meetings(before, new.values(), len(changed), findings)
    else:
        known.records = _records(content, [(path, heads[path]) for path in paths], len(changed), findings)
    return known.records


def _tells_as_before(before: FileHead, head: FileHead) -> bool:
    """Whether a file differs at most in what only the page of its meeting shows."""
    return before._replace(meeting=head.meeting, line=head.line, findings=head.findings) == head


def _with_changed_meetings(before: Records, heads: Iterable[FileHead], read: int, findings: list[Finding]) -> Records:
    """The records in which some meetings tell something else, and nothing that other records or the check ask of them."""
    digests = {("briefing", head.card.id): head.meeting for head in heads if head.card}
    lines = {head.card.id: head.line for head in heads if head.card}
    amended = replace(
        before,
        read=read,
        findings=tuple(findings),
        digests={**before.digests, **digests},
        lines={**before.lines, **lines},
    )
    # What has been found out of cards and entities is still true.
    own = {field.name for field in fields(Records)}
    vars(amended).update({name: value for name, value in vars(before).items() if name not in own})
    return amended


def _records(content: Path, found: Sequence[tuple[str, FileHead]], read: int, findings: list[Finding]) -> Records:
    # Of two records with one id, which is a finding, the later file's stands for both.
    cards: dict[str, Card] = {}
    card_digests: dict[str, CardDigests] = {}
    entities: list[Any] = []
    definitions: list[Definition] = []
    digests: dict[tuple[str, str], bytes] = {}
    lines: dict[str, int] = {}
    for _, head in found:
        definitions += head.definitions
        entities += head.records
        if head.card and head.card_digests:
            cards[head.card.id] = head.card
            card_digests[head.card.id] = head.card_digests
            digests["briefing", head.card.id] = head.meeting
            lines[head.card.id] = head.line
        for record, digest in zip(head.records, head.digests, strict=True):
            digests[str(models.kind_of(record)), getattr(record, "id", "")] = digest
    definitions += definitions_of_misplaced(findings, definitions)
    return Records(
        content,
        tuple(path for path, _ in found),
        read,
        tuple(findings),
        cards,
        card_digests,
        Entities.of(entities),
        tuple(definitions),
        digests,
        lines,
    )


def _head(path: str, row: FileRow) -> FileHead:
    try:
        return rows.decode_head(path, row.head)
    except RowError:
        raise DamagedError("file", path) from None


def link(records: Records, fetch: Callable[[str], bytes]) -> Archive:
    """The linked archive. ``fetch`` gives the body of a file as the store keeps it."""
    paths = {card.id: card.path for card in records.cards.values()}

    def meeting(name: str) -> Briefing:
        try:
            return rows.decode_body(fetch(paths[name]))
        except RowError:
            raise DamagedError("body", paths[name]) from None

    return link_archive(records.entities, records.cards.values(), meeting)


class _Checked(msgspec.Struct, frozen=True, array_like=True):
    """What the check found between records: ``read`` are the files with findings, by path to the digest of their bytes."""

    key: bytes
    read: dict[str, bytes]
    findings: tuple[Finding, ...]


def check(records: Records, archive: Archive, store: Store, today: date | None = None) -> list[Finding]:
    """What is wrong between records. It is kept, for as long as they and the day, and the files in which it is, are the same."""
    day = (today or clock.today()).isoformat()
    key = digest_of((records.checked_digest, day))
    kept = _decode_checked(store.meta(_CHECKED))
    if kept and kept.key == key and all(_bytes(records, path)[1] == digest for path, digest in kept.read.items()):
        return list(kept.findings)
    read: dict[str, bytes] = {}

    def locate(path: str) -> ParsedFile | None:
        source, read[path] = _bytes(records, path)
        try:
            return read_what_can_be(source) if source else None
        except UnicodeDecodeError:
            return None

    found = check_archive(archive, records.definitions, locate, today)
    store.put_meta(_CHECKED, msgspec.msgpack.encode(_Checked(key, read, tuple(found))))
    return found


def _decode_checked(data: bytes | None) -> _Checked | None:
    try:
        return msgspec.msgpack.decode(data, type=_Checked) if data else None
    except (msgspec.DecodeError, ValueError, TypeError):
        return None


def _bytes(records: Records, path: str) -> tuple[SourceFile | None, bytes]:
    """A file of records as it is now, and the digest of its bytes; none of what cannot be read."""
    file = files.look(records.content, path)
    source = file and files.read(records.content, file)
    return (source, digest_of(source.data)) if isinstance(source, SourceFile) else (None, b"")


def stamp(scan: Scan, *others: bytes) -> bytes:
    """A digest of all that a site is made from; empty when a file may change again without its times showing it."""
    digest = blake2b(digest_size=16)
    for file in scan.files:
        mark = file.mark(scan.began)
        if not mark:
            return b""
        digest.update(file.path.encode() + b"\0" + mark)
    digest.update(repr(scan.findings).encode())
    for other in others:
        digest.update(b"\0" + other)
    return digest.digest()
