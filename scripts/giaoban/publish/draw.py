"""Drawing: jobs of the plan become files of the new tree. Runs in several processes at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import jinja2

from giaoban.archive import Archive
from giaoban.publish import tree
from giaoban.publish.cache import Cache, EntryRow
from giaoban.publish.gather import Bodies
from giaoban.publish.plan import Job
from giaoban.records.changes import History
from giaoban.site import entries, pieces, urls
from giaoban.site.catalog import GATHERED, LISTS, TIMELINES
from giaoban.site.gathered import Part
from giaoban.site.page import Page
from giaoban.site.pages import briefing as briefing_page
from giaoban.site.pour import Mold


class Written(NamedTuple):
    """A file of the new tree, with what the tree notes of it."""

    file: str
    key: bytes
    size: int
    mtime: int


class Drawn(NamedTuple):
    """What one chunk of meetings gave: entries to keep, and pages written."""

    keys: list[tuple[str, bytes]]
    entries: list[EntryRow]
    written: list[Written]


class Meeting(NamedTuple):
    """One meeting to draw: its page, its timeline entries and pieces (with the digest to keep them under), or both."""

    id: str
    page: Job | None
    entries: bytes | None


class Studio:
    """What every drawing process holds: the archive, templates, frames, where to read and where to write."""

    def __init__(
        self,
        archive: Archive,
        bodies: Bodies,
        env: jinja2.Environment,
        mold: Mold,
        target: tree.Path,
        open_cache: Callable[[], Cache],
        histories: Mapping[str, History] = MappingProxyType({}),
    ) -> None:
        self.archive, self.bodies, self.env, self.mold, self.target = archive, bodies, env, mold, target
        self._open_cache, self.histories = open_cache, histories

    def meetings(self, jobs: Sequence[Meeting]) -> Drawn:
        """Draw some meetings."""
        drawn = Drawn([], [], [])
        for job in jobs:
            briefing = self.bodies(job.id)
            if job.entries is not None:
                made = entries.entries(self.archive, briefing) | pieces.pieces(self.archive, briefing)
                drawn.keys.append((job.id, job.entries))
                drawn.entries.extend(EntryRow(v.kind, v.id, job.id, html) for v, html in made.items())
            if job.page:
                summary, history = self.bodies.summary(job.id), self.histories.get(job.id)
                page = briefing_page.page(self.archive, briefing, summary, self.env, history)
                drawn.written.append(self.write(job.page, page))
        return drawn

    def timelines(self, jobs: Sequence[Job]) -> list[Written]:
        """Draw some pages that carry a timeline, from the entries kept in the cache."""
        cache = self._open_cache()
        written = []
        for job in jobs:
            html = cache.entries(job.kind, job.id)
            timeline = [(card, html[card.id]) for card in self.archive.timeline(job.kind, job.id)]
            written.append(self.write(job, TIMELINES[job.kind](self.archive, job.id, timeline, self.env)))
        cache.close()
        return written

    def gathered(self, jobs: Sequence[tuple[Job, Part]]) -> list[Written]:
        """Draw some pages that are gathered from the pieces kept in the cache."""
        cache = self._open_cache()
        written = []
        for job, part in jobs:
            shelves = [cache.entries(part.kind, shelf) for shelf in part.shelves]
            found = [
                (briefing, shelf[briefing]) for briefing in part.briefings for shelf in shelves if briefing in shelf
            ]
            written.append(self.write(job, GATHERED[part.kind](self.archive, part, found, self.env)))
        cache.close()
        return written

    def lists(self, jobs: Sequence[Job]) -> list[Written]:
        """Draw some of the pages of which there is one each."""
        return [self.write(job, LISTS[job.id](self.archive, self.env)) for job in jobs]

    def write(self, job: Job, page: Page) -> Written:
        """Pour one page and write it."""
        assert urls.file(page.address) == job.file, (page.address, job.file)
        return Written(job.file, job.key, *tree.write(self.target, job.file, self.mold.pour(page)))
