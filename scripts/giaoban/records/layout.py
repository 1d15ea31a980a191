"""Where records lie in a content folder, and what each file holds: derived from the registry of kinds.

A file holds one record (``leaders/<id>.yml``), or lists of records under keys (``topics.yml``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from giaoban import kinds
from giaoban.records import models
from giaoban.records.model import ID_PATTERN, Model
from giaoban.records.model import keys as key_order

_ID = re.compile(ID_PATTERN.removeprefix("^").removesuffix("$"))


class Folder(NamedTuple):
    """A folder of files that hold one record each: of which ``kind``, how they end, and how many folders deep they lie."""

    kind: str
    ending: str
    depth: int


@cache
def folders() -> Mapping[str, Folder]:
    """The folders of records, by name."""
    found = {}
    for kind in kinds.every().values():
        *parts, last = kind.files.split("/")
        if parts:
            found[parts[0]] = Folder(kind.key, last.removeprefix("*"), len(parts))
    return found


@cache
def lists() -> Mapping[str, Mapping[str, str]]:
    """The files of lists, by name without ending (``provinces``): key of each list to the kind that it holds."""
    found: dict[str, dict[str, str]] = {}
    for kind in kinds.every().values():
        file, _, key = kind.files.partition("#")
        if key:
            found.setdefault(file.removesuffix(".yml"), {})[key] = kind.key
    return found


@cache
def list_models(file: str) -> Mapping[str, type[Model]]:
    """The class of the entries under each key of a file of lists, those included that are no records of a kind."""
    found: dict[str, type[Model]] = {}
    for key, kind in lists()[file].items():
        found |= {**models.beside(kind), key: models.get(kind)}
    return found


def keys(file_kind: str) -> Mapping[str, Mapping[str, Any]]:
    """The keys that may stand in a file of a kind, in their order, each with those under it."""
    if holds_one(file_kind):
        return key_order(models.get(file_kind))
    return {key: key_order(model) for key, model in list_models(file_kind).items()}


def file_kind(path: str) -> str | None:
    """What a file holds, by its path: the kind of its one record, or the name of the file of lists; None for no such file."""
    *parts, name = path.split("/")
    if not parts:
        stem = name.removesuffix(".yml")
        return stem if stem != name and stem in lists() else None
    folder = folders().get(parts[0])
    if not folder or len(parts) != folder.depth or not path.isascii() or not name.endswith(folder.ending):
        return None
    # A copy that a system made ("x (1).yml") is no record; nor is a name that no id can equal.
    if not _ID.fullmatch(name.removesuffix(folder.ending)):
        return None
    # briefings/2018/…: the year only keeps folders small. It is not checked against the date, which may change later.
    return folder.kind if all(part.isdigit() for part in parts[1:]) else None


def is_folder(path: str) -> bool:
    """Whether records may lie in a folder or below; nothing lies deeper than its kind says, so no tree can be too deep."""
    name, *deeper = path.split("/")
    return name in folders() and len(deeper) < folders()[name].depth


def holds_one(file_kind: str) -> bool:
    """Whether a file of this kind is one record."""
    return file_kind not in lists()


def stem(path: str) -> str:
    """The name of a file without its ending; the id of its one record equals it."""
    return path.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def home(kind: str, entity: str) -> str:
    """Where an editor writes a record of a kind: ``leaders/<id>.yml``, or the file of lists."""
    return kinds.get(kind).files.partition("#")[0].replace("*", entity)
