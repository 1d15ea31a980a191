"""Exporting: the data set from the records alone, without building the site."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from giaoban.archive.answers import Answers, Question
from giaoban.archive.arrivals import pages_changed
from giaoban.archive.reader import Reader
from giaoban.archive.values import DataFile
from giaoban.build import code, examine, history, pipeline, retrying, workers
from giaoban.build.products import Products
from giaoban.build.store import Store
from giaoban.dataset import writing
from giaoban.findings import Finding, has_errors


class Exported(NamedTuple):
    """The files that were written, by path in the folder; none where ``findings`` have errors."""

    files: tuple[DataFile, ...]
    findings: tuple[Finding, ...]


def export(content: Path, root: Path, site_url: str, to: Path, formats: Sequence[str], *, keep: bool) -> Exported:
    """Write the data set of a content folder of the project at ``root`` into the folder ``to``, in some of `writing.FORMATS`.

    ``site_url``: the canonical address, ending in a slash. ``keep``: see `examine.examine`. All is written beside, then moved in,
    each file in place of that of an earlier export; what else is in the folder stays. Raises `NotADirectoryError` when there is
    no such content folder, `OSError`, `writing.DatasetError`, and what `retrying.until_whole` raises.
    """
    to.mkdir(parents=True, exist_ok=True)
    with examine.store_folder(root, keep=keep) as cache, tempfile.TemporaryDirectory(prefix=".part-", dir=to) as part:
        path, key = cache / "store.sqlite", code.key(root / "theme")

        def write() -> Exported:
            with contextlib.closing(Store(path, key)) as store, contextlib.closing(Products(path)) as products:
                found = examine.look_with(content, root, store, products)
                if has_errors(list(found.findings)):
                    return Exported((), found.findings)
                reader = Reader(_answers(content, site_url, store, found))
                shutil.rmtree(part)
                return Exported(writing.write(reader, Path(part), formats).files, found.findings)

        with pipeline.no_collector():
            exported = retrying.until_whole(write, path, lambda: key)
        for file in exported.files:
            target = to / file.path
            target.parent.mkdir(exist_ok=True)
            os.replace(Path(part, file.path), target)  # noqa: PTH105 - on Windows, too, it replaces
    return exported


def _answers(content: Path, site_url: str, store: Store, found: examine.Examined) -> Answers:
    """What the rows of the data set ask of the archive is answered from here, without building a page."""
    histories, kept = history.read(
        content, history.place_in_repository(content), store.meta("history"), workers.cores()
    )
    store.put_meta("history", kept)
    store.commit()
    return Answers({
        **found.answers.questions,
        "setting": Question({"site_url": site_url}.__getitem__),
        "pages-changed": Question(lambda: pages_changed(found.archive, histories.days)),
    })  # fmt: skip
