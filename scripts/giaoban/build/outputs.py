"""Which files the site consists of: pages and exports, as their own modules name them.

No two may claim one address, nor may one be a folder of another, nor lie among the files of the search index.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from giaoban import addresses, exports
from giaoban.archive.answers import Answers
from giaoban.archive.reader import Reader
from giaoban.build.ledger import REDIRECTS, Ledger
from giaoban.dataset import writing
from giaoban.findings import Finding, quote
from giaoban.render import twin
from giaoban.search import head
from giaoban.views import pages


class Output(NamedTuple):
    """One file of the site: the module that makes it, of pages or of exports, and the key by which that knows it."""

    module: str
    key: str
    is_page: bool


_INDEX = Output("index", "", is_page=False)
_DATA = Output("dataset", "", is_page=False)
_EDITORS = ("written", "redirects")


@dataclass(frozen=True)
class Wanted:
    """Every file but those of the search index, by path; ``findings``: addresses that two outputs claim."""

    files: dict[str, Output]
    findings: tuple[Finding, ...]

    @cached_property
    def addresses(self) -> set[str]:
        """The addresses of all pages, each with a leading slash; those of redirects left out."""
        return {
            f"/{file.removesuffix('index.html')}"
            for file, output in self.files.items()
            if (file == "index.html" or file.endswith("/index.html")) and output.module != "redirects"
        }


def wanted(keys: Mapping[str, Sequence[str]], files: Mapping[str, Sequence[str]], ledger: Ledger) -> Wanted:
    """Every file that the archive and its surroundings call for. By module: ``keys`` of its pages, ``files`` of an export."""
    found: dict[str, Output] = {}
    twice: list[Finding] = []
    folders: dict[str, Output] = {}
    for file, output in _outputs(keys, files):
        other = found.get(file) or (_INDEX if head.is_part(file) else _DATA if writing.is_part(file) else None)
        if other is not None:
            twice.append(_claimed(file, output, other, ledger))
        else:
            found[file] = output
            folder = file.rpartition("/")[0]
            while folder and folder not in folders:
                folders[folder] = output
                folder = folder.rpartition("/")[0]
    for file in found.keys() & folders.keys():
        # The one is named that an editor can move.
        first, second = sorted((found[file], folders[file]), key=lambda output: output.module in _EDITORS)
        twice.append(_claimed(file, second, first, ledger))
    return Wanted(found, tuple(twice))


def page_addresses(keys: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The addresses of all pages that views make, in order."""
    modules = pages.every()
    return tuple(sorted(modules[name].address(key) for name, some in keys.items() for key in some))


def export_files(answers: Answers) -> dict[str, tuple[str, ...]]:
    """Which files exports have, by module, with no trace kept; `Work.export_files` keeps one."""
    reader = Reader(answers)
    return {name: export.files(reader) for name, export in exports.every().items()}


def _outputs(keys: Mapping[str, Sequence[str]], files: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Output]]:
    for name, module in pages.every().items():
        for key in keys[name]:
            address = module.address(key)
            yield addresses.file(address), Output(name, key, is_page=True)
            if beside := twin.file(address):
                yield beside, Output(name, key, is_page=True)
            if pages.rows(name):
                yield twin.csv_file(address), Output(name, key, is_page=True)
    # Pages that editors write come before redirects: of two that claim one address the later is named.
    for name, some in sorted(files.items(), key=lambda item: item[0] == "redirects"):
        for file in some:
            yield file, Output(name, file, is_page=False)


def _claimed(file: str, output: Output, other: Output, ledger: Ledger) -> Finding:
    """The finding for an address that two outputs claim, at the place where an editor can settle it."""
    address = f"/{file.removesuffix('index.html')}"
    if output.module == "redirects":
        message = f"{quote(address)} vẫn là một trang, không thể chuyển hướng"
        hint = "bỏ dòng này; muốn thay trang ấy thì đổi mã hay tên tệp của nó trước"
        place = ledger.marked.key_place((address,)) if ledger.marked else (1, 1)
        return Finding(REDIRECTS, *place, "error", "redirect-shadows", message, hint)
    where = f"pages/{output.key.removesuffix('/index.html')}.md" if output.module == "written" else ""
    what = "trang viết tay" if output.module == "written" else quote(output.module)
    message = f"địa chỉ {quote(address)} của {what} đã là của một trang khác ({other.module})"
    return Finding(where, 1, 1, "error", "address-taken", message, "đổi tên tệp của trang viết tay")
