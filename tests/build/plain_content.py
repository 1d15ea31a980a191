"""The records of a content folder as plain values, which a test can change and write back."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from giaoban import kinds
from giaoban.records import layout, models
from giaoban.records.model import Model

MEETING = "briefing"
_FENCE = "---\n"


class Group(NamedTuple):
    """Records of one class: its ``name`` (a kind, or ``<kind>.<list>`` for what stands beside it), and where they lie.

    ``file``: the file of lists that holds them under ``key``; or "" where each has a file of its own in ``folder``.
    """

    name: str
    kind: str
    model: type[Model]
    folder: str = ""
    ending: str = ""
    file: str = ""
    key: str = ""


def groups() -> list[Group]:
    """Every class of which a content folder may hold records, as the registry of kinds has them."""
    found = [
        Group(folder.kind, folder.kind, models.get(folder.kind), name, folder.ending)
        for name, folder in layout.folders().items()
    ]
    for file, lists in layout.lists().items():
        kind_of_list = dict(lists)
        for key, model in layout.list_models(file).items():
            kind = kind_of_list.get(key, "")
            found.append(Group(kind or f"{file}.{key}", kind, model, file=f"{file}.yml", key=key))
    return sorted(found, key=lambda group: group.name)


class Record(NamedTuple):
    """Where a record stands: its file, and the way to it within the file's value."""

    file: str
    at: tuple[str | int, ...]


class Content:
    """The files of records by path, each as its value (and the text after it); and all other files, as bytes."""

    def __init__(self, values: dict[str, Any], bodies: dict[str, str], others: dict[str, bytes]) -> None:
        self.values, self.bodies, self.others = values, bodies, others

    @classmethod
    def read(cls, folder: Path) -> Content:
        """All files below a folder."""
        content = cls({}, {}, {})
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            name = path.relative_to(folder).as_posix()
            if layout.file_kind(name) is None:
                content.others[name] = path.read_bytes()
                continue
            text = path.read_text(encoding="utf-8")
            if name.endswith(".md"):
                _, front, content.bodies[name] = text.split(_FENCE, 2)
                text = front
            content.values[name] = yaml.load(text, Loader=yaml.CBaseLoader)  # all scalars are texts
        return content

    def copy(self) -> Content:
        """The same, to be changed apart from this."""
        return Content(copy.deepcopy(self.values), dict(self.bodies), dict(self.others))

    def files(self) -> dict[str, bytes]:
        """Every file as bytes."""
        found = dict(self.others)
        for name, value in self.values.items():
            found[name] = self.file(name, value)
        return found

    def file(self, name: str, value: Any) -> bytes:
        """One file of records with this value."""
        text = yaml.dump(value, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1000)
        return (f"{_FENCE}{text}{_FENCE}{self.bodies[name]}" if name in self.bodies else text).encode()

    def records(self, group: Group) -> Iterator[Record]:
        """Every record of a group."""
        if group.file:
            entries = self.values.get(group.file, {}).get(group.key, [])
            yield from (Record(group.file, (group.key, i)) for i in range(len(entries)))
        else:
            for name in self.values:
                if name.startswith(f"{group.folder}/"):
                    yield Record(name, ())

    def value(self, record: Record) -> dict[str, Any]:
        """A record's keys and values."""
        value = self.values[record.file]
        for step in record.at:
            value = value[step]
        found: dict[str, Any] = value
        return found

    def ids(self, kind: str) -> list[str]:
        """The ids of all records of a kind."""
        return [self.value(r)["id"] for group in groups() if group.kind == kind for r in self.records(group)]

    def path_of(self, group: Group, entity: str, beside: str) -> str:
        """The path of a record with a file of its own, in the folder of another one."""
        return f"{beside.rpartition('/')[0]}/{entity}{group.ending}"

    def move(self, old: str, new: str) -> None:
        """Let a file of records stand at another path."""
        self.values[new] = self.values.pop(old)
        if old in self.bodies:
            self.bodies[new] = self.bodies.pop(old)

    def drop(self, record: Record) -> None:
        """Let a record be gone, with its file where it has one of its own."""
        if record.at:
            key, i = record.at
            del self.values[record.file][key][i]
        else:
            del self.values[record.file]
            self.bodies.pop(record.file, None)

    def replace_in_texts(self, old: str, new: str) -> None:
        """Other words in the texts under front matter, and in the files of the ledger."""
        for name, body in self.bodies.items():
            self.bodies[name] = body.replace(old, new)
        for name in self._ledger():
            self.others[name] = self.others[name].replace(old.encode(), new.encode())

    def unlink_in_texts(self, address: str) -> None:
        """No links to an address, and no lines about it in the ledger."""
        link = re.compile(rf"\[([^\]]*)\]\({re.escape(address)}[^)]*\)")
        for name, body in self.bodies.items():
            self.bodies[name] = link.sub(r"\1", body)
        for name in self._ledger():
            lines = self.others[name].splitlines(keepends=True)
            self.others[name] = b"".join(line for line in lines if address.encode() not in line)

    def _ledger(self) -> list[str]:
        return [name for name in self.others if "/" not in name]


def write(folder: Path, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> None:
    """Turn a folder that holds the files ``before`` into one that holds the files ``after``."""
    for name in before.keys() - after.keys():
        (folder / name).unlink()
    for name, data in after.items():
        if before.get(name) != data:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)


def section(kind: str) -> str:
    """The first part of the addresses of a kind's pages, or ""."""
    return kinds.get(kind).section
