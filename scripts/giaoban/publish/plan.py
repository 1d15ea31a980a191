"""The plan: every file of the site, and a digest of all that it is made from.

A page's digest covers its own record, the faces of what it names, and for a timeline the digests of the meetings on it.
Two sites with the same plan are the same site, byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from giaoban.archive import Archive, Card, Viewpoint
from giaoban.publish import digest
from giaoban.records.changes import History
from giaoban.site import faces, gathered, urls
from giaoban.site.catalog import LISTS
from giaoban.site.pages import coverage


class Job(NamedTuple):
    """One page to make: its file, the digest of what it is made from, and what it shows."""

    file: str
    key: bytes
    kind: str
    id: str


class Plan(NamedTuple):
    """Everything the site consists of.

    ``entries``: meeting to the digest of its timeline entries and pieces; ``parts``: what the pages gathered from
    pieces are made of, by file.
    """

    jobs: Mapping[str, Job]
    entries: Mapping[str, bytes]
    parts: Mapping[str, gathered.Part]

    @property
    def wanted(self) -> dict[str, bytes]:
        """File to digest."""
        return {file: job.key for file, job in self.jobs.items()}


def plan(
    archive: Archive,
    files: Mapping[str, bytes],
    summaries: Mapping[str, bytes],
    look: bytes,
    histories: Mapping[str, History] = MappingProxyType({}),
) -> Plan:
    """The pages of an archive.

    ``files``: path to the digest of each record; ``summaries``: meeting to the digest of its summary as drawn; ``look``: the
    digest of templates and frames; ``histories``: meeting to the history of its record, where that is known.
    """
    return _Planner(archive, files, summaries, look, histories).plan()


class _Planner:
    def __init__(
        self,
        archive: Archive,
        files: Mapping[str, bytes],
        summaries: Mapping[str, bytes],
        look: bytes,
        histories: Mapping[str, History],
    ) -> None:
        self.archive, self.files, self.summaries, self.histories = archive, files, summaries, histories
        self.look = digest.of(digest.code(), look)
        self._faces: dict[tuple[str, str | None, str | None], bytes] = {}
        self._shown: dict[str, bytes] = {}
        self.entries = {card.id: self._entries(card) for card in archive.cards.values()}

    def plan(self) -> Plan:
        parts = {urls.file(part.address): part for part in gathered.parts(self.archive)}
        jobs = [*self._meetings(), *self._timelines(), *self._gathered(parts), *self._lists()]
        return Plan({job.file: job for job in jobs}, self.entries, parts)

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
            self._home(card.host),
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

    def _home(self, host: str | None) -> bytes:
        """The unit that a host belongs to: an entry counts it among those that reported."""
        organization = self.archive.entities.organizations.get(host or "")
        return digest.of(organization and organization.province)

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
            # Each part is a digest of one size behind a mark of its own, so that none can pass for another.
            if threads:
                turn += b"t" + digest.of(threads)
            if history := self.histories.get(card.id):
                turn += b"h" + digest.of(history)
            key = digest.of_bytes(self.entries[card.id], turn)
            yield _job("briefing", card.id, key)

    def _timelines(self) -> Iterator[Job]:
        entities, archive = self.archive.entities, self.archive
        for entity in entities.leaders:
            yield self._timeline("leader", entity, self.files.get(f"leaders/{entity}.yml"))
        for entity in entities.pages:
            units = (*archive.eras.get(entity, ()), *archive.later_life.get(entity, ()))
            issued = [self._dated(r) for unit in units for r in archive.issued_in.get(unit, ())]
            yield self._timeline("province", entity, self.files.get("provinces.yml"), issued)
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
                [self._dated(r) for r in linked],
                backward,
                self._years(entity),
                self.face("organization", resolution.issuer),
                self.face("plenum", resolution.plenum),
                self.face("unit", resolution.province),
            )
            yield self._timeline("resolution", entity, self.files.get(f"resolutions/{entity}.yml"), around)

    def _dated(self, resolution: str) -> tuple[bytes, str | None]:
        """What a drawing shows of a document: its face, at its date."""
        known = self.archive.entities.resolutions.get(resolution)
        return self.face("resolution", resolution), known.date if known else None

    def _years(self, resolution: str) -> list[tuple[str, int]]:
        """Every year in which meetings named a document, and how many meetings that year had in all."""
        years = sorted({card.year for card in self.archive.timeline("resolution", resolution)})
        return [(year, len(self.archive.timelines[Viewpoint("year", year)])) for year in years]

    def _timeline(self, kind: str, entity: str, own: bytes | None, around: object = None) -> Job:
        meetings = self.archive.timelines.get(Viewpoint(kind, entity), ())
        entries = b"".join([self.entries[b] for b in meetings])
        return _job(kind, entity, digest.of_bytes(digest.of(self.look, kind, own, around), entries))

    def _gathered(self, parts: Mapping[str, gathered.Part]) -> Iterator[Job]:
        for file, part in parts.items():
            entries = b"".join([self.entries[b] for b in part.briefings])
            yield Job(file, digest.of_bytes(digest.of(self.look, part), entries), "gathered", part.id)

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
