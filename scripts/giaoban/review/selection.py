"""Which files a command is to look at: those it is given, and those that a change concerns.

A change concerns the files that changed, and the records that name what these define, or defined.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

import click

from giaoban import addresses
from giaoban.build import versions
from giaoban.build.examine import Examined
from giaoban.findings import Finding
from giaoban.records import files, layout
from giaoban.records.files import FileStat
from giaoban.review import text


def selected_paths(found: Examined | None, content: Path, paths: Sequence[Path], since: str | None) -> set[str] | None:
    """The paths within the content folder to which findings are limited; None: all. Raises `click.UsageError`.

    ``found``: what there is, None where nobody needs to know, or nothing is there.
    """
    if not paths and since is None:
        return None
    chosen: set[str] = set()
    for path in paths:
        inside = _inside(content, path)
        if inside is None:
            raise click.UsageError(_outside(content, path))
        chosen.add(inside)
    if since is not None:
        try:
            changed = versions.changed_since(content, since)
        except versions.NoVersionError as error:
            raise click.UsageError(f"--since: {error}") from None
        chosen |= changed | (naming(found, changed) if found else set())
    return chosen


def _outside(content: Path, path: Path) -> str:
    """Why a path is none of the content folder, and which may be meant: that of the record whose id was given."""
    shown = text.folder(content)
    if path.exists():
        return f"“{path}” không nằm trong {shown}, nơi có các bản ghi"
    meant = (
        [file.path for file in files.scan(content).files if layout.stem(file.path) == path.stem]
        if content.is_dir()
        else []
    )
    hint = f"ghi {shown}{meant[0]}" if meant else "kiểm tra lại đường dẫn"
    return f"không có tệp “{path}”: {hint}"


def _inside(content: Path, path: Path) -> str | None:
    """A file's path within the content folder, given from there or from where the command was called."""
    for candidate in (path, content / path):
        resolved = candidate.resolve()
        if resolved.exists() and resolved.is_relative_to(content.resolve()):
            return resolved.relative_to(content.resolve()).as_posix()
    return None


def limit_to_paths(findings: Iterable[Finding], chosen: set[str] | None) -> list[Finding]:
    """The findings of some files and folders; an address that would be lost concerns every change."""
    if chosen is None:
        return list(findings)
    is_in = _within(chosen)
    return [f for f in findings if is_in(f.path) or f.rule == "url-lost"]


def files_of(content: Path, paths: Sequence[Path]) -> list[FileStat]:
    """The files of records that are given, or lie in a folder that is; all where none is. Raises `click.UsageError`."""
    if not content.is_dir():
        raise click.UsageError(f"không có thư mục {content}")
    chosen = selected_paths(None, content, paths, None)
    is_in = _within(chosen) if chosen is not None else lambda _: True
    return [file for file in files.scan(content).files if is_in(file.path)]


def _within(chosen: Collection[str]) -> Callable[[str], bool]:
    """Whether a path is one of some files, or lies in one of some folders."""
    folders = tuple(f"{path}/" for path in chosen)
    return lambda path: path in chosen or path.startswith(folders)


def naming(found: Examined, changed: Collection[str]) -> set[str]:
    """The paths of all records that name an entity of the changed files, go on from an item, or link to a page of theirs."""
    ids: dict[str, set[str]] = defaultdict(set)
    for definition in found.definitions:
        if definition.path in changed and definition.id:
            ids[definition.kind].add(definition.id)
    for path in changed:
        kind = layout.file_kind(path)
        if kind and layout.holds_one(kind):
            ids[kind].add(layout.stem(path))
    pages = {addresses.of(kind, entity) for kind, some in ids.items() for entity in some}
    naming = {d.path for d in found.definitions if (d.kind, d.id) in _others(found, ids)}
    for card in found.archive.cards.values():
        named = any(ids[kind].intersection(some) for kind, some in card.names.items() if kind in ids)
        joined = any(join.target.partition("#")[0] in ids["briefing"] for join in card.joins)
        linked = any(link.partition("#")[0] in pages for link in card.links)
        if named or joined or linked:
            naming.add(card.path)
    return naming


def _others(found: Examined, ids: dict[str, set[str]]) -> set[tuple[str, str]]:
    """The records of entities that name any of some ids."""
    return {
        (own, record.id)
        for own, records in found.archive.entities.by_kind().items()
        for record in records.values()
        for kind, some in record.named_ids().items()
        if kind in ids and ids[kind].intersection(some)
    }
