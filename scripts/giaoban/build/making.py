"""Making: products and outputs, in one process or several. Each gives back what it asked; only one process writes the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
from giaoban.build.products import Products, make_entries, name
from giaoban.build.store import EntryRow
from giaoban.build.traces import digests_of
from giaoban.render import html, twin
from giaoban.search import counts, documents, index
from giaoban.views import pages
from giaoban.views.values import View


class Made(NamedTuple):
    """Something made: its name, the questions it asked (a line each), the digests of all answers and that of what came out.

    ``data``: the bytes of a product, ``entries`` those of one that gives entries; ``kept``: how a file looks on disk.
    """

    name: str
    asked: str
    digests: bytes
    digest: bytes
    data: bytes | None = None
    entries: list[EntryRow] | None = None
    kept: tree.Kept | None = None


class MeetingJob(NamedTuple):
    """A meeting whose ``products`` (``summary``, ``entries``, ``search``) have to be made, and its page and twin where given."""

    id: str
    products: tuple[str, ...]
    pages: Sequence[PageJob] = ()


class PageJob(NamedTuple):
    """A page or other file to make, by its module and key; ``at_hand``: what the next tree holds under its name."""

    file: str
    module: str
    key: str
    at_hand: tree.Kept | None


class Maker:
    """What every process holds: answers, products, templates, and where to write."""

    def __init__(
        self, answers: Answers, products: Products, env: jinja2.Environment | None = None, target: Path | None = None
    ) -> None:
        """Without templates (``env``) and a place for files (``target``) products can be made, and no file."""
        self._answers, self._products, self._env, self._target = answers, products, env, target
        self._last: tuple[str, str, View, tuple[str, ...]] | None = None
        """The view that was computed last, with the questions it asked: a page and its twin are made one after the other."""

    def meetings(self, jobs: Sequence[MeetingJob]) -> list[Made]:
        """Make the products of some meetings, and their pages where those are wanted."""
        made = []
        for job in jobs:
            for product in job.products:
                one = self._product(product, job.id)
                made.append(one)
                self._products.hold(one.name, one.digest, one.data or b"")
            made += map(self._page, job.pages)
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

    def pages(self, jobs: Sequence[PageJob]) -> list[Made]:
        """Make some pages."""
        return [self._page(job) for job in jobs]

    def exports(self, jobs: Sequence[PageJob]) -> list[Made]:
        """Make some files that are no pages."""
        return [self._file(job, exports.every()[job.module].content) for job in jobs]

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

    def _page(self, job: PageJob) -> Made:
        def page(reader: Reader, key: str) -> bytes:
            assert self._env
            view = self._view(reader, job.module, key)
            root, rows = reader.setting("site_url"), pages.rows(job.module)
            if job.file.endswith(twin.FILE):
                return twin.content(view, root, reader.page_changed(view.head.address))
            if rows and job.file.endswith(twin.CSV_FILE):
                return twin.csv_content(rows(view, root))
            frame = reader.frame(view.head.layout)
            beside = twin.csv_link(view.head.address) if rows else ""
            return html.page(view, f"{job.module}.html", frame, root, reader.setting("assets"), self._env, beside)

        return self._file(job, page)

    def _view(self, reader: Reader, module: str, key: str) -> View:
        if self._last and self._last[:2] == (module, key):
            reader.asked.update(dict.fromkeys(self._last[3]))
            return self._last[2]
        view = pages.every()[module].view(reader, key)
        self._last = (module, key, view, tuple(reader.asked))
        return view

    def _file(self, job: PageJob, make: Callable[[Reader, str], bytes]) -> Made:
        assert self._target
        made = self._traced(name("file", job.file), lambda reader: make(reader, job.key))
        kept = job.at_hand
        if kept is None or kept.digest != made.digest:
            kept = tree.Kept(made.digest, *tree.write(self._target, job.file, made.data or b""))
        return made._replace(data=None, kept=kept)


def _keys(module: str, reader: Reader) -> bytes:
    return msgpack.encode(list(pages.every()[module].keys(reader)))


def _files(module: str, reader: Reader) -> bytes:
    return msgpack.encode(exports.every()[module].files(reader))
