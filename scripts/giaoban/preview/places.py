"""Where what a page shows is written: the file and the line of its record; and the page of a record, from its file.

Both follow from the registry of kinds and from what lies in the content folder now, whatever state a build is in.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from giaoban import addresses, kinds
from giaoban.kinds import Kind
from giaoban.records import files, layout
from giaoban.records.files import SourceFile
from giaoban.records.load import ParsedFile, read_what_can_be
from giaoban.views import pages

_PAGES = "pages"


class SourceLocation(NamedTuple):
    """A line of a file. ``path``: within the content folder, forward slashes; else within the project, and ``is_code``.

    ``items``: the lines of the numbered items of a meeting, by id.
    """

    path: str
    line: int = 1
    is_code: bool = False
    items: Mapping[str, int] = {}


def location_of(content: Path, root: Path, address: str) -> SourceLocation | None:
    """Where the page at an address is written, or where the page of its like is made; None where nothing tells.

    ``address``: without a leading slash, ending in one, or empty for home.
    """
    return _record(content, address) or _written_page(content, address) or _maker(root, address)


def page(content: Path, path: str, line: int = 1) -> str | None:
    """The address of the page that shows what stands on a line of a file of the content folder; None where none does."""
    if path.startswith(f"{_PAGES}/") and path.endswith(".md"):
        return f"{path.removeprefix(f'{_PAGES}/').removesuffix('.md').removesuffix('index').rstrip('/')}/"
    kind = layout.file_kind(path)
    if kind is None:
        return None
    if layout.holds_one(kind):
        return addresses.of(kind, layout.stem(path)) if kinds.get(kind).section else None
    before = [entry for entry in _entries(content, path) if entry.line <= line]
    last = max(before, key=lambda entry: entry.line, default=None)
    return addresses.of(last.kind, last.id) if last and kinds.get(last.kind).section else None


class _Entry(NamedTuple):
    """One record in a file of lists."""

    kind: str
    id: str
    line: int


def _record(content: Path, address: str) -> SourceLocation | None:
    section, _, rest = address.partition("/")
    entity = rest.partition("/")[0]
    kind = next((kind for kind in kinds.with_pages() if kind.section == section), None)
    if kind is None or not entity or not kind.files:
        return None
    if (path := _file(content, kind, entity)) is None:
        return None
    if "*" in kind.files:
        return SourceLocation(path, items=_items(content, path))
    line = next((e.line for e in _entries(content, path) if (e.kind, e.id) == (kind.key, entity)), None)
    return SourceLocation(path, line) if line else None


def _file(content: Path, kind: Kind, entity: str) -> str | None:
    """The file that holds a record, if it is there."""
    pattern = kind.files.partition("#")[0]
    *folders, name = pattern.split("/")
    found = [""]
    for folder in folders:
        found = [f"{way}{one}/" for way in found for one in (_folders(content / way) if folder == "*" else [folder])]
    name = name.replace("*", entity)
    return next((path for way in found if layout.file_kind(path := way + name) and _is_file(content / path)), None)


def _folders(top: Path) -> list[str]:
    try:
        return sorted(entry.name for entry in os.scandir(top) if entry.is_dir(follow_symlinks=False))
    except OSError:
        return []


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _written_page(content: Path, address: str) -> SourceLocation | None:
    name = address.rstrip("/")
    for path in (f"{_PAGES}/{name}.md", f"{_PAGES}/{name}/index.md"):
        if name and all(part not in {"", ".", ".."} for part in name.split("/")) and _is_file(content / path):
            return SourceLocation(path)
    return None


def _maker(root: Path, address: str) -> SourceLocation | None:
    """What makes a page that no record stands for: its template, or its view where several kinds of page share one."""
    parts = address.rstrip("/").split("/")
    keys = ["", *kinds.every(), *("/".join(parts[i:]) for i in range(len(parts)))]
    keys += ["/".join([kind.key, *parts[1:]]) for kind in kinds.with_pages() if kind.section == parts[0]]
    for name, module in pages.every().items():
        if any(_is_at(module, key, address) for key in keys):
            template = f"theme/pages/{name}.html"
            path = template if _is_file(root / template) else f"scripts/giaoban/views/pages/{name}.py"
            return SourceLocation(path, is_code=True)
    return None


def _is_at(module: pages.PageModule, key: str, address: str) -> bool:
    try:
        return module.address(key) == address
    except (KeyError, ValueError):
        return False


# What stands in a file, found once for each state of it


def _entries(content: Path, path: str) -> tuple[_Entry, ...]:
    return _entries_and_items(content, path)[0]


def _items(content: Path, path: str) -> Mapping[str, int]:
    return _entries_and_items(content, path)[1]


def _entries_and_items(content: Path, path: str) -> tuple[tuple[_Entry, ...], Mapping[str, int]]:
    file = files.look(content, path)
    return _parse_file(content, path, file.modified, file.size) if file else ((), {})


@lru_cache(maxsize=64)
def _parse_file(content: Path, path: str, modified: int, size: int) -> tuple[tuple[_Entry, ...], Mapping[str, int]]:  # noqa: ARG001 - the state of the file
    file = files.look(content, path)
    source = file and files.read(content, file)
    if not isinstance(source, SourceFile):
        return (), {}
    try:
        document = read_what_can_be(source)
    except UnicodeDecodeError:
        return (), {}
    if layout.holds_one(source.kind):
        return (), dict(_item_lines(document))
    return tuple(_list_entries(document, source.kind)), {}


def _list_entries(document: ParsedFile, file_kind: str) -> Iterator[_Entry]:
    value = document.marked.value
    for key, kind in layout.lists()[file_kind].items():
        entries = value.get(key) if isinstance(value, dict) else None
        for i, entry in enumerate(entries if isinstance(entries, list) else []):
            if isinstance(entry, dict) and isinstance(given := entry.get("id"), str):
                yield _Entry(kind, given, document.marked.place((key, i))[0])


def _item_lines(document: ParsedFile) -> Iterator[tuple[str, int]]:
    value = document.marked.value
    for key, entries in value.items() if isinstance(value, dict) else ():
        for i, entry in enumerate(entries if isinstance(entries, list) else []):
            if isinstance(entry, dict) and isinstance(given := entry.get("id"), str):
                yield given, document.marked.place((key, i))[0]
