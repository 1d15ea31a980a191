"""The plan: every file of the site, and a digest of all that it is made from.

A page's digest covers its own record, the faces of what it names, and for a timeline the digests of the meetings on it.
Two sites with the same plan are the same site, byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from giaoban.archive import Archive, Card, Viewpoint
from giaoban.publish import digest
from giaoban.site import faces, urls
from giaoban.site.catalog import LISTS
from giaoban.site.pages import coverage


class Job(NamedTuple):
    """One page to make: its file, the digest of what it is made from, and what it shows."""

    file: str
    key: bytes
    kind: str
    id: str


class Plan(NamedTuple):
    """Everything the site consists of. ``entries``: meeting to the digest of its timeline entries."""

    jobs: Mapping[str, Job]
    entries: Mapping[str, bytes]

    @property
    def wanted(self) -> dict[str, bytes]:
        """File to digest."""
        return {file: job.key for file, job in self.jobs.items()}


def plan(archive: Archive, files: Mapping[str, bytes], summaries: Mapping[str, bytes], look: bytes) -> Plan:
    """The pages of an archive.

    ``files``: path to the digest of each record; ``summaries``: meeting to the digest of its summary as drawn; ``look``: the
    digest of templates and frames.
    """
    return _Planner(archive, files, summaries, look).plan()


class _Planner:
    def __init__(
        self, archive: Archive, files: Mapping[str, bytes], summaries: Mapping[str, bytes], look: bytes
    ) -> None:
        self.archive, self.files, self.summaries = archive, files, summaries
        self.look = digest.of(digest.code(), look)
        self._faces: dict[tuple[str, str | None, str | None], bytes] = {}
        self._shown: dict[str, bytes] = {}
        self.entries = {card.id: self._entries(card) for card in archive.cards.values()}

    def plan(self) -> Plan:
        jobs = [*self._meetings(), *self._timelines(), *self._lists()]
        return Plan({job.file: job for job in jobs}, self.entries)

    def face(self, kind: str, entity: str | None, when: str | None = None) -> bytes:
        """A digest of what other pages show of an entity, or of there being none."""
        found = self._faces.get((kind, entity, when))
        if found is None:
            shown = faces.of(self.archive, kind, entity, when) if entity else None
            found = self._faces[kind, entity, when] = digest.of(shown)
        return found

    def _entries(self, card: Card) -> bytes:
        # All parts are digests of one size, and the file's own says how many of each there are.
        parts = [
            self.look,
            self.files[card.path],
            self.face("organization", card.host),
            self.face("series", card.series),
        ]
        parts += [self.face("leader", i) for i in card.leaders]
        parts += [self.face("resolution", i) for i in card.resolutions]
        parts += [self.face("plenum", i) for i in card.plenums]
        parts += [self.face("topic", i) for i in card.topics]
        parts += [self.face("unit", i, card.date) for i in card.provinces]
        parts += [self._pages(i) for i in card.provinces]
        parts += [self.face("briefing", join.target.partition("#")[0]) for join in card.joins]
        return digest.of_bytes(b"", b"".join(parts))

    def _pages(self, unit: str) -> bytes:
        """The pages that show a unit, with their eras: an entry says under which of them the meeting named it."""
        found = self._shown.get(unit)
        if found is None:
            pages = self.archive.pages_of_unit.get(unit, ())
            found = self._shown[unit] = digest.of([(page, self.archive.eras[page]) for page in pages])
        return found

    def _meetings(self) -> Iterator[Job]:
        for card in self.archive.cards.values():
            before, after = self.archive.neighbours.get(card.id, (None, None))
            threads = [
                (thread, self.face("briefing", thread.briefing))
                for item in card.items
                for thread in self.archive.threads.get(f"{card.id}#{item}", ())
            ]
            turn = self.summaries[card.id] + self.face("briefing", before) + self.face("briefing", after)
            key = digest.of_bytes(self.entries[card.id], turn + digest.of(threads) if threads else turn)
            yield _job("briefing", card.id, key)

    def _timelines(self) -> Iterator[Job]:
        entities, archive = self.archive.entities, self.archive
        for entity in entities.leaders:
            yield self._timeline("leader", entity, self.files.get(f"leaders/{entity}.yml"))
        for entity in entities.pages:
            yield self._timeline("province", entity, self.files.get("provinces.yml"))
        for entity in entities.plenums:
            adopted = [self.face("resolution", r) for r in archive.adopted_at.get(entity, ())]
            yield self._timeline("plenum", entity, self.files.get("plenums.yml"), adopted)
        for entity, series in entities.series.items():
            yield self._timeline("series", entity, self.files.get("series.yml"), self.face("organization", series.host))
        for entity in entities.topics:
            yield self._timeline("topic", entity, self.files.get("topics.yml"))
        # The year of a meeting keeps its page when the meeting is withdrawn.
        for year in sorted({card.year for card in archive.cards.values()}):
            yield self._timeline("year", year, None)
        for entity, resolution in entities.resolutions.items():
            linked = [
                *resolution.implements,
                *resolution.amends,
                *resolution.replaces,
                *archive.implemented_by.get(entity, ()),
                *archive.amended_by.get(entity, ()),
                *archive.replaced_by.get(entity, ()),
            ]
            backward = (
                archive.implemented_by.get(entity),
                archive.amended_by.get(entity),
                archive.replaced_by.get(entity),
            )
            around = (
                [self.face("resolution", r) for r in linked],
                backward,
                self.face("organization", resolution.issuer),
                self.face("plenum", resolution.plenum),
                self.face("unit", resolution.province),
            )
            yield self._timeline("resolution", entity, self.files.get(f"resolutions/{entity}.yml"), around)

    def _timeline(self, kind: str, entity: str, own: bytes | None, around: object = None) -> Job:
        meetings = self.archive.timelines.get(Viewpoint(kind, entity), ())
        entries = b"".join([self.entries[b] for b in meetings])
        return _job(kind, entity, digest.of_bytes(digest.of(self.look, kind, own, around), entries))

    def _lists(self) -> Iterator[Job]:
        """Lists, home and corrections show a little of everything, and are few: any change draws them anew.

        The page of coverage counts over the whole archive and seldom changes: it is made from what it shows.
        """
        everything = digest.of(self.look, sorted(self.files.items()))
        counted = digest.of(self.look, coverage.shown(self.archive))
        for address in LISTS:
            key = counted if address == coverage.ADDRESS else everything
            yield Job(urls.file(address), key, "list", address)


def _job(kind: str, entity: str, key: bytes) -> Job:
    return Job(urls.file(urls.of(kind, entity)), key, kind, entity)
