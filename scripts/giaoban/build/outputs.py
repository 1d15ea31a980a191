"""Which files the site consists of: pages and exports, as their own modules name them.

No two may claim one address, nor may one be a folder of another, nor stand among the files of the search index.
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
from giaoban.render import list_csv, twin
from giaoban.search import head
from giaoban.views import pages


class Output(NamedTuple):
    """What is made in one go: a page with the files beside it, or another file.

    ``module``: that of pages or of exports which makes it, ``key``: by which that knows it, ``files``: their paths.
    """

    module: str
    key: str
    files: tuple[str, ...]
    is_page: bool = False


_INDEX = Output("index", "", ())
_DATA = Output("dataset", "", ())
_EDITORS = ("written", "redirects")


@dataclass(frozen=True)
class Wanted:
    """Every output but the search index; ``files``: theirs by path, ``findings``: addresses that two of them claim."""

    outputs: tuple[Output, ...]
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
    outputs = tuple(_outputs(keys, files))
    for file, output in ((file, one) for one in outputs for file in one.files):
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
    return Wanted(outputs, found, tuple(twice))


def page_addresses(keys: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The addresses of all pages that views make, in order."""
    modules = pages.every()
    return tuple(sorted(modules[name].address(key) for name, some in keys.items() for key in some))


def export_files(answers: Answers) -> dict[str, tuple[str, ...]]:
    """Which files exports have, by module, with no trace kept; `Work.export_files` keeps one."""
    reader = Reader(answers)
    return {name: export.files(reader) for name, export in exports.every().items()}


def _outputs(keys: Mapping[str, Sequence[str]], files: Mapping[str, Sequence[str]]) -> Iterator[Output]:
    for name, module in pages.every().items():
        has_rows = pages.rows(name) is not None
        for key in keys[name]:
            address = module.address(key)
            beside = (twin.file(address), list_csv.file(address) if has_rows else "")
            yield Output(name, key, (addresses.file(address), *filter(None, beside)), is_page=True)
    # Pages that editors write come before redirects: of two that claim one address the later is named.
    for name, some in sorted(files.items(), key=lambda item: item[0] == "redirects"):
        for file in some:
            yield Output(name, file, (file,))


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
