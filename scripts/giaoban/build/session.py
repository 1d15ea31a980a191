"""A session: what the builds of one process find out, kept for the next for as long as it is true.

A build makes one for itself and drops it. A preview keeps it: then a build reads the files that are said to have changed, links
anew only what hangs together otherwise, and holds what was made only against the questions whose answers may be others.
Digests tell whether what is kept still holds, as they do between processes; what another build has written since is not
guessed at: the session then knows nothing.
"""

from __future__ import annotations

import dataclasses
import gc
from collections.abc import Callable, Collection, Mapping, Sequence

import jinja2

from giaoban.archive import Archive
from giaoban.archive.answers import Answers, Question
from giaoban.build import answering, around, code, loading, outputs
from giaoban.build.around import Surroundings
from giaoban.build.ledger import Ledger
from giaoban.build.lines import TimelineLines
from giaoban.build.loading import KnownFiles, Records
from giaoban.build.making import Maker
from giaoban.build.outputs import Wanted
from giaoban.build.products import Products
from giaoban.build.settings import Options
from giaoban.build.store import Store
from giaoban.build.traces import Traces
from giaoban.build.tree import Tree
from giaoban.build.work import Work
from giaoban.records import files
from giaoban.records.files import Scan
from giaoban.render import html


class Session:
    """What is known of one archive. ``is_lasting``: whether more builds will follow."""

    def __init__(self, options: Options, *, is_lasting: bool = False) -> None:
        self.options, self.is_lasting = options, is_lasting
        self.processes = options.processes
        """How many may work at once; a process that has threads must not fork."""
        self._program = code.program()
        """What this process runs, whatever is written in its place later."""
        self.key = b""
        self._opened: tuple[Store, Products] | None = None
        self.forget()

    def close(self) -> None:
        """Let go of the store."""
        if self._opened is not None:
            for one in self._opened:
                one.close()
        self._opened = None

    def forget(self) -> None:
        """Know nothing, and let go of the store."""
        self.close()
        self._scan: Scan | None = None
        self._known: KnownFiles | None = None
        self._linked: tuple[Records, Archive] | None = None
        self._structure: tuple[bytes, Mapping[str, Question], TimelineLines] | None = None
        self._around: tuple[bytes, Surroundings] | None = None
        self._answers: Answers | None = None
        self._env: jinja2.Environment | None = None
        self._traces: Traces | None = None
        self._tree: Tree | None = None
        self._wanted: tuple[Mapping[str, Sequence[str]], Mapping[str, Sequence[str]], Ledger, Wanted] | None = None

    def begin(self) -> None:
        """Before a build: forget everything, unless the templates are the same and nobody else has built."""
        key = code.key(self.options.root / "theme", self._program)
        if self._opened is not None and not (key == self.key and self._opened[0].is_mine()):
            self.forget()
        self.key = key
        if self._opened is not None:
            self._opened[1].begin()

    @property
    def wants_all(self) -> bool:
        """Whether a build has to get to know the archive even where the site needs none."""
        return self.is_lasting and self._opened is None

    @property
    def store(self) -> Store:
        """The store, which this process writes."""
        return self._open()[0]

    @property
    def products(self) -> Products:
        """What is made of meetings."""
        return self._open()[1]

    def _open(self) -> tuple[Store, Products]:
        if self._opened is None:
            store = Store(self.options.build / "cache" / "store.sqlite", self.key)
            store.is_mine()
            self._opened = (store, Products(store.path))
        return self._opened

    def tree(self) -> Tree:
        """The site on disk, and the next one beside it."""
        return Tree(self.options.build, self._tree)

    def scan(self, changed: Collection[str] | None) -> Scan:
        """The files of records. ``changed``: the paths within the content folder that may have changed; None: any of them."""
        self._scan = files.scan(self.options.content, self._scan, changed)
        return self._scan

    def records(self, scan: Scan) -> Records:
        """What the files say."""
        known = self._known or KnownFiles(self.store.files())
        records = loading.load_records(self.options.content, scan, self.store, self.processes, known)
        self._known = known if self.is_lasting else None
        return records

    def archive(self, records: Records) -> Archive:
        """The linked archive."""
        before, archive = self._linked or (None, None)
        if before is None or archive is None or before.structure_digest != records.structure_digest:
            archive = loading.link(records, self.products.body)
        elif before.named_digest != records.named_digest:
            archive = dataclasses.replace(archive, cards={meeting: records.cards[meeting] for meeting in archive.cards})
        self._linked = (records, archive)
        return archive

    def surroundings(self, stamp: bytes) -> Surroundings:
        """What a build needs beside the records. ``stamp``: `around.stamp` of it."""
        if self._around is None or self._around[0] != stamp:
            root, content, site_url = self.options.root, self.options.content, self.options.site_url
            self._around = (stamp, around.read(root, content, site_url, self.store, self.processes))
        return self._around[1]

    def answers(
        self, records: Records, archive: Archive, surroundings: Surroundings, addresses: Callable[[], tuple[str, ...]]
    ) -> Answers:
        """The answers to all questions; ``addresses`` gives those of all pages, once they are known."""
        if self._structure is None or self._structure[0] != records.structure_digest:
            questions = answering.structural(archive, records, self.products)
            self._structure = (records.structure_digest, questions, TimelineLines(archive, records.structure_digest))
        structure = self._structure[1]
        self._answers = answering.answers(
            structure, archive, records, surroundings, self.products, addresses, self._answers
        )
        return self._answers

    def wanted(self, work: Work, keys: Mapping[str, Sequence[str]], ledger: Ledger) -> Wanted:
        """Every file that the site is to have. ``keys``: those of the pages of each module."""
        files = work.export_files()
        if self._wanted is None or self._wanted[:2] != (keys, files) or self._wanted[2] is not ledger:
            self._wanted = (keys, files, ledger, outputs.wanted(keys, files, ledger))
        return self._wanted[3]

    def work(self, answers: Answers, tree: Tree) -> Work:
        """The work of this build."""
        assert self._structure
        lines = self._structure[2]
        self.products.moved = lines.moved(self.store)
        if self._env is None:
            self._env = html.environment(self.options.root / "theme")
        if self._traces is None or not self._traces.is_whole:
            self._traces = Traces(self.store, answers)
        else:
            self._traces.begin(answers)
        maker = Maker(answers, self.products, self._env, tree.next)
        return Work(self.store, self._traces, self.products, maker, self.processes, lines)

    def finish(self, tree: Tree) -> None:
        """After a build that came to its end: get ready for the next one, if there will be one."""
        if not self.is_lasting:
            return
        self._tree = tree
        assert self._traces
        if self._traces.index():
            # What a whole archive consists of lives to the end: no search for garbage has to pass through it again.
            gc.freeze()
