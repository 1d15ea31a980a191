"""The work of one build: what is not current any more is made, in several processes, and noted by this one."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from functools import cached_property
from pathlib import Path
from typing import Any

from msgspec import DecodeError, msgpack

from giaoban import exports, kinds
from giaoban.archive import Archive
from giaoban.archive.reader import Reader
from giaoban.build import linking, workers
from giaoban.build.errors import BuildError
from giaoban.build.index_store import IndexStore
from giaoban.build.lines import TimelineLines
from giaoban.build.making import FileJob, Made, Maker, MeetingJob
from giaoban.build.outputs import Output, Wanted
from giaoban.build.products import DATA, MadeData, Products, decoded, digest_of_entry, name
from giaoban.build.store import MadeRow, Store
from giaoban.build.traces import Traces, digests_of
from giaoban.build.tree import Kept, Tree, digest_of, take, write
from giaoban.dataset import writing
from giaoban.findings import Finding
from giaoban.search import head, index
from giaoban.views import pages

_MEETINGS = "briefing"
_FINDINGS = "findings"
_names = msgpack.Decoder(list[str]).decode
_digests = msgpack.Decoder(dict[str, bytes]).decode
_document = msgpack.Decoder(tuple[bytes, bytes]).decode


class Work:
    """What one build does to the store and the next tree. ``made``: files made; ``equal``: those that came out as they were."""

    def __init__(
        self, store: Store, traces: Traces, products: Products, maker: Maker, processes: int, lines: TimelineLines
    ) -> None:
        self._store, self._traces, self._products, self._lines = store, traces, products, lines
        self._maker, self._processes = maker, processes
        self._is_new = not self._traces.made
        self._names: set[str] = set()
        """The names of everything that this build calls for."""
        self._written: dict[str, Kept] = {}
        self._findings = _findings(store.meta(_FINDINGS))
        self._index_state = IndexStore(store.connection)
        self._touched = set(products.moved) if self._traces.is_whole and products.moved is not None else None
        self.made = self.equal = 0

    def page_keys(self) -> dict[str, list[str]]:
        """The keys of all pages by module; kept, with a trace, like a product."""
        return self._listed("keys", pages.every(), self._maker.keys)

    def export_files(self) -> dict[str, list[str]]:
        """The files of all exports by module; kept, with a trace, like a product."""
        return self._listed("files", exports.every(), self._maker.files)

    def _listed(
        self, what: str, modules: Iterable[str], find: Callable[[Sequence[str]], list[Made]]
    ) -> dict[str, list[str]]:
        found = {}
        for module in modules:
            product = name(what, module)
            if not self._is_current(product):
                self._run(find, [module])
            found[module] = decoded(_names, self._products.data(product), "product", product)
        return found

    def make_summaries(self, meetings: Iterable[str]) -> None:
        """Make what is missing of the summaries of these meetings, and nothing else: all that the check wants."""
        stale = self._stale("summary", meetings)
        self._run(self._maker.meetings, [MeetingJob(meeting, ("summary",)) for meeting in stale])
        self._store.commit()

    def findings(self, archive: Archive, lines: Mapping[str, int]) -> Iterator[Finding]:
        """What linking the summaries left open, at its place in the files. They have to be made before.

        ``lines``: meeting to the line on which its summary begins.
        """
        if self._findings is None:
            found = {meeting: self._products.summary(meeting).findings for meeting in archive.cards}
            self._findings = found
        self._findings = {
            meeting: some for meeting, some in self._findings.items() if some and meeting in archive.cards
        }
        self._store.put_meta(_FINDINGS, msgpack.encode(self._findings))
        for meeting, some in self._findings.items():
            yield from linking.in_file(some, archive.cards[meeting].path, lines[meeting])

    # Products

    def make_products(self, archive: Archive, wanted: Wanted, tree: Tree) -> None:
        """Make what is missing of every meeting's products, and of what the index needs of the other entities.

        Where nothing was made yet, the pages of meetings are made in the same go: each record is then decoded once.
        """
        outputs = [output for output in wanted.outputs if output.module == _MEETINGS] if self._is_new else []
        pages = {job.output.key: job for job in self._jobs(outputs, tree)}
        stale = self._stale_products(archive)
        jobs = [
            MeetingJob(meeting, tuple(stale.get(meeting, ())), pages.get(meeting))
            for meeting in archive.cards
            if meeting in stale or meeting in pages
        ]
        with self._store.without_entry_index() if self._is_new else nullcontext():
            self._run(self._maker.meetings, jobs)
        self._touch_what_had_meetings_that_are_gone()
        self._products.touched = self._touched
        entities = archive.entities.by_kind()
        searched = [kind.key for kind in kinds.with_search() if kind.key != _MEETINGS]
        documents = [(key, entity) for key in searched for entity in self._stale(name("search", key), entities[key])]
        self._run(self._maker.documents, documents)
        for gone in self._products.digests.keys() - self._names:
            del self._products.digests[gone]
        self._traces.begin_late()

    def _touch_what_had_meetings_that_are_gone(self) -> None:
        if self._touched is None:
            return
        prefix = name("entries", "")
        for gone in (n for n in self._traces.made.keys() - self._names if n.startswith(prefix)):
            digest = self._traces.made[gone].digest
            self._touched.update(self._products.given_before(gone.removeprefix(prefix), digest))

    def _stale_products(self, archive: Archive) -> dict[str, list[str]]:
        """The products that have to be made, by meeting; what shows its summary is made again with it."""
        found: dict[str, list[str]] = defaultdict(list)
        for product in ("summary", "entries"):
            for meeting in self._stale(product, archive.cards):
                found[meeting].append(product)
        searched = [card.id for card in archive.cards.values() if not card.withdrawn]
        without = [meeting for meeting in searched if "summary" in found.get(meeting, ())]
        self._names.update(name("search", _MEETINGS, meeting) for meeting in without)
        # Asked last: whether it is current depends on the summary.
        late = self._stale(name("search", _MEETINGS), [m for m in searched if "summary" not in found.get(m, ())])
        for meeting in (*without, *late):
            found[meeting].append("search")
        return found

    def _stale(self, product: str, ids: Iterable[str]) -> list[str]:
        """Those of some entities of which a product is not as it would be made now; of the others it can then be asked for."""
        names = {name(product, one): one for one in ids}
        current = self._current(names)
        return [one for product, one in names.items() if product not in current]

    def _is_current(self, product: str) -> bool:
        """Whether a product is as it would be made now; it can then be asked for."""
        return bool(self._current([product]))

    def _current(self, products: Collection[str]) -> set[str]:
        """Those of some products that are as they would be made now."""
        self._names.update(products)
        current = self._traces.current(products)
        for product in products:
            if product in current:
                self._products.digests[product] = self._traces.made[product].digest
            else:
                self._products.digests.pop(product, None)
        return current

    # The search index

    def make_index(self, tree: Tree) -> None:
        """Make the files of the search index that are not current, or not at hand, and tell the tree of all of them."""
        digests = self._index_digests()
        for file, at_hand in tree.missing(digests).items():
            kept = at_hand
            if kept is None or kept.digest != digests[file]:
                kept = Kept(digests[file], *write(tree.next, file, self._index.read(file)))
            self.made += 1
            tree.wrote(file, kept)
        self._index_state.release()

    def leave_index(self, wanted: Wanted, tree: Tree) -> None:
        """Leave the files of the search index as they are; the next build that makes it brings it up to date."""
        files = {file: kept.digest for file, kept in tree.manifest.files.items() if file.startswith(head.FOLDER)}
        tree.missing({file: digest for file, digest in files.items() if file not in wanted.files})

    def _index_digests(self) -> dict[str, bytes]:
        """The files of the index with the digests of their bytes. That it holds what it holds is a question like any other."""
        self._names.add("index")
        if not self._is_current("index"):
            reader = Reader(self._traces.answers)
            reader.ask("search-documents")
            self._index = self._find_index(reader)
            data = msgpack.encode(self._index.digests)
            made = Made(
                "index", "\n".join(reader.asked), digests_of(self._traces.answers, reader.asked), digest_of(data), data
            )
            self._traces.put(self._note([made]))
            self._store.put_products([("index", data)])
            self._store.commit()
        return decoded(_digests, self._products.data("index"), "product", "index")

    @cached_property
    def _index(self) -> index.Files:
        return self._find_index(Reader(self._traces.answers))

    def _find_index(self, reader: Reader) -> index.Files:
        """The index as it is now, brought up to date from what is kept of the last one."""
        documents = {}
        for product in self._names:
            kind, _, document = product.partition("\x1f")
            if kind == "search":
                key = document.partition("\x1f")
                documents[key[0], key[2]] = self._products.digests[product]
        return index.files(reader, self._index_state, documents, self._search_document)

    def _search_document(self, kind: str, entity: str) -> tuple[bytes, bytes]:
        product = name("search", kind, entity)
        return decoded(_document, self._products.data(product), "product", product)

    # The data set

    def make_data(self, tree: Tree) -> None:
        """Make the files of the data set, unless they are current and at hand, and tell the tree of all of them.

        All are made in one pass through the records, so either all are made or none.
        """
        self._names.add(DATA)
        if self._is_current(DATA) and not tree.missing(self._products.made_data().digests):
            return
        reader = Reader(self._traces.answers)
        with tempfile.TemporaryDirectory(prefix="data-", dir=tree.next.parent) as folder:
            try:
                said = writing.write(reader, Path(folder), most_plain=writing.MOST_PLAIN)
            except writing.DatasetError as error:
                message = f"không ghi được cơ sở dữ liệu ({error})"
                raise BuildError(message) from error
            digests = {}
            for file in said.files:
                name = writing.FOLDER + file.path
                kept = take(tree.next, name, Path(folder, file.path))
                digests[name] = kept.digest
                tree.wrote(name, kept)
        self.made += len(digests)
        data = msgpack.encode(MadeData(said, digests))
        made = Made(
            DATA, "\n".join(reader.asked), digests_of(self._traces.answers, reader.asked), digest_of(data), data
        )
        self._traces.put(self._note([made]))
        self._store.put_products([(DATA, data)])
        self._store.commit()

    # Files

    def make_files(self, wanted: Wanted, tree: Tree, say: Callable[[str], None]) -> None:
        """Make every page and other file that is not current, or not at hand, and tell the tree of all of them."""
        outputs = [output for output in wanted.outputs if not (self._is_new and output.module == _MEETINGS)]
        jobs = self._jobs(outputs, tree)
        say(f"dựng {len(self._written) + sum(len(job.at_hand) for job in jobs)} tệp trong {len(wanted.files)}")
        self._run(self._maker.outputs, jobs)
        for file, kept in self._written.items():
            tree.wrote(file, kept)

    def _jobs(self, outputs: Sequence[Output], tree: Tree) -> list[FileJob]:
        """What has to be made of some outputs: those that are not current, or lack a file in the next tree."""
        names = [name("file", output.files[0]) for output in outputs]
        self._names.update(names)
        current, made = self._traces.current(names), self._traces.made
        found = []
        for output, one in zip(outputs, names, strict=True):
            at_hand = tree.at_hand(output.files)
            digests = b"".join([kept.digest for kept in at_hand if kept])
            if one in current and digests == made[one].digest:
                tree.keep(output.files, at_hand)
            else:
                found.append(FileJob(output, at_hand))
        return found

    # What is made is noted

    def _touch(self, made: Iterable[Made]) -> None:
        """Note the timelines to which meetings give something else now."""
        for one in made:
            if one.entries is None or self._touched is None:
                continue
            _, _, meeting = one.name.partition("\x1f")
            before = self._traces.made.get(one.name)
            was = self._products.given_before(meeting, before.digest) if before else {}
            now = {row.timeline: digest_of_entry(row.data) for row in one.entries}
            self._touched.update(t for t in was.keys() | now.keys() if was.get(t) != now.get(t))

    def _run(self, make: Callable[[Sequence[Any]], list[Made]], jobs: Sequence[Any]) -> None:
        for made in workers.spread(make, jobs, self._processes):
            self._touch(made)
            self._traces.put(self._note(made))
            if any(one.name.startswith("summary\x1f") for one in made):
                # What linking found is kept apart, and is not known again before `findings` has kept it.
                self._store.drop_meta(_FINDINGS)
            self._index_state.hold(one.name for one in made if one.name.startswith("search\x1f"))
            self._store.put_products((one.name, one.data) for one in made if one.data is not None)
            entries = [one for one in made if one.entries is not None]
            if not self._is_new:
                self._store.drop_entries(one.name.split("\x1f")[1] for one in entries)
            self._store.put_entries(row for one in entries for row in one.entries or ())
            self._store.commit()

    def _note(self, made: Iterable[Made]) -> list[MadeRow]:
        rows = []
        for one in made:
            before = self._traces.made.get(one.name)
            rows.append(
                self._traces.record(one.name, one.asked.split("\n") if one.asked else [], one.digests, one.digest)
            )
            if not one.files:
                self._products.note(one.name, one.digest)
                kind, _, meeting = one.name.partition("\x1f")
                if kind == "summary" and self._findings is not None:
                    self._findings[meeting] = self._products.decode_summary(meeting, one.data or b"").findings
                continue
            self.made += len(one.files)
            self.equal += len(one.files) if before and before.digest == one.digest else 0
            self._written.update(one.files)
        return rows

    def save(self) -> None:
        """Forget what this build did not call for, and keep what the next one will ask."""
        gone = self._traces.made.keys() - self._names
        self._store.drop_entries(n.split("\x1f")[1] for n in gone if n.startswith("entries\x1f"))
        # Nor is the index up to date where this build left it.
        self._index_state.hold(n for n in gone if n.startswith("search\x1f") and "index" not in self._names)
        self._traces.drop(gone)
        self._traces.save()
        self._lines.keep(self._store)
        self._store.commit()


def _findings(kept: bytes | None) -> dict[str, tuple[Finding, ...]] | None:
    """Findings by meeting as they were kept, or None where they were not."""
    try:
        return msgpack.decode(kept, type=dict[str, tuple[Finding, ...]]) if kept else None
    except (DecodeError, ValueError, TypeError):
        return None
