"""Which ids a file defines, also where the rest of a record cannot be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from giaoban.findings import Finding
from giaoban.records import layout, misplaced
from giaoban.records.load import Loaded
from giaoban.records.marks import Path


class Definition(NamedTuple):
    """One place where an id is given: ``at`` is the record's path in the file's YAML.

    ``kind``: the key of a kind (`giaoban.kinds`). Not ``sound``: the record could not be read, so nothing more is known of
    it. An empty ``id``: the file may hold any ids of this kind.
    """

    kind: str
    id: str
    path: str
    at: Path
    sound: bool


def definitions(loaded: Loaded) -> tuple[Definition, ...]:
    """What one file defines; small, and fit to be kept beside its findings."""
    return tuple(_definitions(loaded))


def of_misplaced(findings: Iterable[Finding], known: Iterable[Definition]) -> tuple[Definition, ...]:
    """What files may define that lie where no record can be read, or are called so; what other files define is left out."""
    defined = {(definition.kind, definition.id) for definition in known}
    return tuple(
        Definition(kind, entity, finding.path, (), sound=False)
        for finding in findings
        if finding.rule == "unknown-file"
        for kind, entity in misplaced.meant(finding.path)
        if (kind, entity) not in defined and not (entity == "" and any(kind == other for other, _ in defined))
    )


def _definitions(loaded: Loaded) -> Iterator[Definition]:
    sound = {at for at, _ in loaded.records}
    value = loaded.document.marked.value if loaded.document else None
    if layout.holds_one(loaded.kind):
        given = value.get("id") if isinstance(value, dict) else None
        stem = layout.stem(loaded.path)
        entity = given if isinstance(given, str) else stem
        yield Definition(loaded.kind, entity, loaded.path, (), () in sound)
        if entity != stem:
            # One typo is one finding: what names the record by its file finds it all the same.
            yield Definition(loaded.kind, stem, loaded.path, (), sound=False)
        return
    mapping = value if isinstance(value, dict) else {}
    has_strange = not mapping.keys() <= layout.list_models(loaded.kind).keys()
    for key, kind in layout.lists()[loaded.kind].items():
        if has_strange and key not in mapping:
            yield Definition(kind, "", loaded.path, (), sound=False)
        if loaded.document and value is not None:
            yield from (
                Definition(kind, lost, loaded.path, (key,), sound=False) for lost in sorted(loaded.document.lost)
            )
        entries = mapping.get(key, []) if isinstance(value, dict) else None
        if not isinstance(entries, list):
            yield Definition(kind, "", loaded.path, (key,), sound=False)
            continue
        for i, entry in enumerate(entries):
            given = entry.get("id") if isinstance(entry, dict) else None
            yield Definition(kind, given if isinstance(given, str) else "", loaded.path, (key, i), (key, i) in sound)
