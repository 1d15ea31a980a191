"""Making: products and outputs, in one process or several. Each gives back what it asked; only one process writes the store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import jinja2
from msgspec import msgpack

from giaoban import exports
from giaoban.archive.answers import Answers
from giaoban.archive.reader import Reader
from giaoban.build import tree
from giaoban.build.linking import make_summary
from giaoban.build.outputs import Output
from giaoban.build.products import Products, make_entries, name
from giaoban.build.store import EntryRow
from giaoban.build.traces import digests_of
from giaoban.render import html, list_csv, twin
from giaoban.search import counts, documents, index
from giaoban.views import pages


class Made(NamedTuple):
    """Something made: its name, the questions it asked (a line each), the digests of all answers and that of what came out.

    ``data``: the bytes of a product, ``entries`` those of one that gives entries; ``files``: how each file of an output looks on
    disk, the digest then being those of all of them, one after the other.
    """

    name: str
    asked: str
    digests: bytes
    digest: bytes
    data: bytes | None = None
    entries: list[EntryRow] | None = None
    files: tuple[tuple[str, tree.Kept], ...] = ()


class MeetingJob(NamedTuple):
    """A meeting whose ``products`` (``summary``, ``entries``, ``search``) have to be made, and its page where that is given."""

    id: str
    products: tuple[str, ...]
    page: FileJob | None = None


class FileJob(NamedTuple):
    """An output to make; ``at_hand``: what the next tree holds under the names of its files."""

    output: Output
    at_hand: tuple[tree.Kept | None, ...]


class Maker:
    """What every process holds: answers, products, templates, and where to write."""

    def __init__(
        self, answers: Answers, products: Products, env: jinja2.Environment | None = None, target: Path | None = None
    ) -> None:
        """Without templates (``env``) and a place for files (``target``) products can be made, and no file."""
        self._answers, self._products, self._env, self._target = answers, products, env, target

    def meetings(self, jobs: Sequence[MeetingJob]) -> list[Made]:
        """Make the products of some meetings, and their pages where those are wanted."""
        made = []
        for job in jobs:
            for product in job.products:
                one = self._product(product, job.id)
                made.append(one)
                self._products.hold(one.name, one.digest, one.data or b"")
            if job.page:
                made.append(self._output(job.page))
            self._products.release()
        return made

    def keys(self, modules: Sequence[str]) -> list[Made]:
        """Find which pages some modules have."""
        return [self._traced(name("keys", module), partial(_keys, module)) for module in modules]

    def files(self, modules: Sequence[str]) -> list[Made]:
        """Find which files some modules of exports have."""
        return [self._traced(name("files", module), partial(_files, module)) for module in modules]

    def documents(self, jobs: Sequence[tuple[str, str]]) -> list[Made]:
        """Make what the search index needs of some entities that are not meetings."""
        return [self._search(kind, entity) for kind, entity in jobs]

    def outputs(self, jobs: Sequence[FileJob]) -> list[Made]:
        """Make some pages and other files."""
        return [self._output(job) for job in jobs]

    def _traced(self, output: str, make: Callable[[Reader], bytes]) -> Made:
        reader = Reader(self._answers)
        data = make(reader)
        digests = digests_of(self._answers, reader.asked)
        return Made(output, "\n".join(reader.asked), digests, tree.digest_of(data), data)

    def _product(self, product: str, meeting: str) -> Made:
        if product == "summary":
            return self._traced(name(product, meeting), lambda reader: make_summary(reader, meeting))
        if product == "search":
            return self._search("briefing", meeting)
        rows: list[EntryRow] = []

        def entries(reader: Reader) -> bytes:
            data, found = make_entries(reader, meeting)
            rows.extend(found)
            return data

        return self._traced(name(product, meeting), entries)._replace(entries=rows)

    def _search(self, kind: str, entity: str) -> Made:
        def search(reader: Reader) -> bytes:
            is_meeting = kind == "briefing"
            document = documents.of_meeting(reader, entity) if is_meeting else documents.of_entity(reader, kind, entity)
            return msgpack.encode((counts.count(document), index.page(document)))

        return self._traced(name("search", kind, entity), search)

    def _output(self, job: FileJob) -> Made:
        assert self._target
        output, reader = job.output, Reader(self._answers)
        found = (
            self._page(reader, output)
            if output.is_page
            else (exports.every()[output.module].content(reader, output.key),)
        )
        kept = tuple(map(self._write, output.files, found, job.at_hand))
        return Made(
            name("file", output.files[0]),
            "\n".join(reader.asked),
            digests_of(self._answers, reader.asked),
            b"".join([one.digest for one in kept]),
            files=tuple(zip(output.files, kept, strict=True)),
        )

    def _page(self, reader: Reader, output: Output) -> Iterator[bytes]:
        """The bytes of a page and of the files beside it, in their order."""
        assert self._env
        view = pages.every()[output.module].view(reader, output.key)
        root, rows = reader.setting("site_url"), pages.rows(output.module)
        frame = reader.frame(view.head.layout)
        beside = list_csv.link(view.head.address) if rows else ""
        for file in output.files:
            if file.endswith(twin.FILE):
                yield twin.content(view, root, reader.page_changed(view.head.address))
            elif rows and file.endswith(list_csv.FILE):
                yield list_csv.content(rows(view, root))
            else:
                yield html.page(view, f"{output.module}.html", frame, root, reader.setting("assets"), self._env, beside)

    def _write(self, file: str, data: bytes, at_hand: tree.Kept | None) -> tree.Kept:
        """A file as it is on disk, where it is written unless it is there."""
        assert self._target
        digest = tree.digest_of(data)
        if at_hand and at_hand.digest == digest:
            return at_hand
        return tree.Kept(digest, *tree.write(self._target, file, data))


def _keys(module: str, reader: Reader) -> bytes:
    return msgpack.encode(list(pages.every()[module].keys(reader)))


def _files(module: str, reader: Reader) -> bytes:
    return msgpack.encode(exports.every()[module].files(reader))
