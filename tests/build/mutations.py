"""Changes of an archive, made from the classes of its records: what may be done to one field, in one record, alone.

No field of a record is named here but the ``id``. A class, a field or a kind that is new is found by being there; a type for
which no values are known raises `UnknownTypeError`.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice, zip_longest
from typing import Any, NamedTuple

from field_types import Kind, free, keys, texts, values
from plain_content import MEETING, Content, Group, Record, groups, section
from record_ways import Field, at, holders, numbers, remove, rename, renumber, renumber_elsewhere

from giaoban.records.model import Model

_MOST_EXAMPLES = 12
_MOST_IN_ONE = 60


class Change(NamedTuple):
    """What was done (``changed``, ``added``, ``removed``, ``more``, ``fewer``, ``reordered``), where, and the files after it."""

    how: str
    where: str
    make: Callable[[], dict[str, bytes]]


class Changes:
    """Changes of one archive, which stays as it is."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.files = content.files()
        self._ids: dict[str, list[str]] = {}

    def of(self, field: Field) -> Iterator[Change]:
        """Changes of one field, the likeliest to be valid first."""
        if field.is_from_body:
            yield from self._of_body(field)
            return
        made = [_in_turn(islice(self._in(field, record), _MOST_IN_ONE)) for record in self.content.records(field.group)]
        # One of each record in turn, since what is refused in one record may be valid in the next.
        yield from (change for turn in zip_longest(*made) for change in turn if change)

    def _in(self, field: Field, record: Record) -> Iterator[Change]:
        for holder in holders(self.content.value(record), field.path[:-1]):
            here = _Place(self, field, record, holder)
            yield from here.renamed() if field.path[-1] == "id" else here.changes()

    def _of_body(self, field: Field) -> Iterator[Change]:
        """The text under the front matter, and the line on which it begins."""
        for name, body in self.content.bodies.items():
            if field.type.base is int:
                yield Change("changed", name, partial(self._with_body, name, f"\n{body}"))
            else:
                for text in texts(body.strip("\n")):
                    yield Change("changed", name, partial(self._with_body, name, f"\n{text}\n"))

    def _with_body(self, name: str, body: str) -> dict[str, bytes]:
        content = Content(self.content.values, self.content.bodies | {name: body}, {})
        return self.files | {name: content.file(name, content.values[name])}

    def with_value(self, record: Record, edit: Callable[[dict[str, Any]], None]) -> dict[str, bytes]:
        """The files after an edit of one record."""
        value = copy.deepcopy(self.content.values[record.file])
        edit(at(value, record.at))
        return self.files | {record.file: self.content.file(record.file, value)}

    def ids(self, kind: str) -> list[str]:
        """The ids of all records of a kind."""
        if kind not in self._ids:
            self._ids[kind] = self.content.ids(kind)
        return self._ids[kind]

    def items(self) -> list[str]:
        """``<meeting>#<number>`` of every numbered part of every meeting."""
        meetings = [self.content.values[name] for name in self.content.bodies]
        return [f"{value['id']}#{number}" for value in meetings for number in numbers(value)]

    # Whole records

    def renamed(self, group: Group, record: Record, new: str) -> dict[str, bytes]:
        """The files after a record took another id, in its own file and wherever it is named."""
        content = self.content.copy()
        old = content.value(record)["id"]
        for other in groups():
            for place in content.records(other):
                rename(content.value(place), other, group.kind, old, new)
        content.value(record)["id"] = new
        if address := section(group.kind):
            content.replace_in_texts(f"/{address}/{old}/", f"/{address}/{new}/")
        if group.folder:
            content.move(record.file, content.path_of(group, new, record.file))
        return content.files()

    def added(self, group: Group) -> Iterator[Change]:
        """A record like one that is there, under another id and in other words."""
        for record in self.content.records(group):
            content = self.content.copy()
            value = copy.deepcopy(content.value(record))
            taken = [content.value(other)["id"] for other in content.records(group)]
            value["id"] = new = f"{value['id']}-them" if group.kind else free(value["id"], taken)
            other_words(group.model, value)
            if group.folder:
                path = content.path_of(group, new, record.file)
                content.values[path] = value
                if record.file in content.bodies:
                    content.bodies[path] = content.bodies[record.file]
            else:
                content.values[group.file][group.key].append(value)
            yield Change("added", f"{group.name} {new}", content.files)

    def removed(self, group: Group) -> Iterator[Change]:
        """A record gone, with all that names it; what names it can do without, or goes too."""
        for record in self.content.records(group):
            content = self.content.copy()
            gone = content.value(record)["id"]
            _remove(content, group, gone)
            yield Change("removed", f"{group.name} {gone}", content.files)

    def withdrawn(self) -> Iterator[Change]:
        """A meeting taken back, with a word why."""
        for name in self.content.bodies:
            content = self.content.copy()
            value = content.values[name]
            if value.get("status") != "withdrawn":
                value["status"] = "withdrawn"
                value.setdefault("corrections", []).append({"date": "2026-05-02", "what": "Rút để thử."})
                yield Change("withdrawn", name, content.files)


class _Place:
    """One place where a field is, or could be: the mapping ``holder`` steps down in a record."""

    def __init__(self, changes: Changes, field: Field, record: Record, holder: tuple[str | int, ...]) -> None:
        self._changes, self._field, self._record, self._holder = changes, field, record, holder
        self._key = field.path[-1]
        self._value = changes.content.value(record)
        self.ids, self.items = changes.ids, changes.items

    def own_ids(self) -> Sequence[str]:
        """The ids of the record's own kind."""
        return self.ids(self._field.group.kind)

    def numbers(self) -> Sequence[str]:
        """The numbers of the parts of the record."""
        return numbers(self._value) or ["s1"]

    def changes(self) -> Iterator[Change]:
        """What may be done to the field here."""
        mapping, kind = at(self._value, self._holder), self._field.type
        if self._key not in mapping:
            if not self._field.is_required:
                yield from (self._set("added", value) for value in self._examples(kind))
            return
        current = mapping[self._key]
        if kind.part:
            yield from self._of_list(kind.part, current if isinstance(current, list) else [current])
        elif not kind.model:
            yield from (self._set("changed", value) for value in values(kind, current, self))
        if not self._field.is_required:
            yield self._edit("removed", lambda mapping: mapping.pop(self._key))

    def _of_list(self, part: Kind, current: list[Any]) -> Iterator[Change]:
        yield from (self._set("more", [*current, value]) for value in self._elements(part, current))
        yield self._set("fewer", current[:-1])
        yield self._set("fewer", current[1:])
        if current[::-1] != current:
            yield self._set("reordered", current[::-1])
        if not part.model:
            for i, one in enumerate(current):
                for value in values(part, one, self):
                    if value not in current:
                        yield self._set("changed", [*current[:i], value, *current[i + 1 :]])

    def _elements(self, part: Kind, current: Sequence[Any]) -> Iterator[Any]:
        """Values that a list could hold as well."""
        if not part.model:
            yield from (value for value in values(part, current[0] if current else None, self) if value not in current)
            return
        yield from (self._fresh(part.model, copy.deepcopy(value)) for value in current[:2])
        yield from self._examples(part)

    def _examples(self, kind: Kind) -> Iterator[Any]:
        """Values for a key that is not there: of a class, one with what is required, then one with everything."""
        if kind.part:
            yield from ([value] for value in islice(self._elements(kind.part, ()), _MOST_EXAMPLES))
        elif kind.model:
            for only_required in (True, False):
                mapping = {}
                for key, inner, is_required in keys(kind.model):
                    if (is_required or not only_required) and (value := next(self._examples(inner), None)) is not None:
                        mapping[key] = value
                yield self._fresh(kind.model, mapping)
        else:
            yield from values(kind, None, self)

    def _fresh(self, model: type[Model], value: dict[str, Any]) -> dict[str, Any]:
        """A part with a number of its own, where it has one, and other words."""
        if "id" in value:
            value["id"] = free(value["id"], numbers(self._value))
        return other_words(model, value)

    def renamed(self) -> Iterator[Change]:
        """Another id: of the record, or of a numbered part of it, which all that names it follows."""
        group, record = self._field.group, self._record
        old = at(self._value, self._holder)["id"]
        if not self._holder and group.kind:
            yield Change("changed", f"{group.name} {old}", partial(self._changes.renamed, group, record, f"{old}-moi"))
        else:
            yield Change("changed", self._where(), partial(self._renumbered, old))

    def _renumbered(self, old: str) -> dict[str, bytes]:
        group, record = self._field.group, self._record
        # Sources of a file as a whole are numbered among each other.
        new = free(old, numbers(self._value if group.kind else self._changes.content.values[record.file]))
        content = self._changes.content.copy()
        value = content.value(record)
        at(value, self._holder)["id"] = new
        renumber(value, group, old, new)
        if group.kind == MEETING:
            meeting = value["id"]
            for place in content.records(group):
                renumber_elsewhere(content.value(place), group, f"{meeting}#{old}", f"{meeting}#{new}")
            content.replace_in_texts(f"/{meeting}/#{old})", f"/{meeting}/#{new})")
            content.bodies[record.file] = content.bodies[record.file].replace(f"(#{old})", f"(#{new})")
        return content.files()

    def _set(self, how: str, value: Any) -> Change:
        return self._edit(how, lambda mapping: mapping.__setitem__(self._key, value))

    def _edit(self, how: str, edit: Callable[[dict[str, Any]], object]) -> Change:
        def in_record(record: dict[str, Any]) -> None:
            edit(at(record, self._holder))

        return Change(how, self._where(), partial(self._changes.with_value, self._record, in_record))

    def _where(self) -> str:
        steps = [*self._record.at, *self._holder, self._key]
        return f"{self._record.file}:{'.'.join(map(str, steps))}"


def _remove(content: Content, group: Group, gone: str) -> None:
    content.drop(next(record for record in content.records(group) if content.value(record)["id"] == gone))
    lost = []
    for other in groups() if group.kind else ():
        for place in content.records(other):
            value = content.value(place)
            if not remove(value, other, group.kind, gone):
                lost.append((other, value["id"]))
    if address := group.kind and section(group.kind):
        content.unlink_in_texts(f"/{address}/{gone}/")
    for other, entity in lost:
        _remove(content, other, entity)


def _in_turn(changes: Iterable[Change]) -> Iterator[Change]:
    """Changes in another order: one of each sort, then another of each."""
    by_how: dict[str, list[Change]] = {}
    for change in changes:
        by_how.setdefault(change.how, []).append(change)
    return (change for turn in zip_longest(*by_how.values()) for change in turn if change)


def other_words(model: type[Model], value: dict[str, Any]) -> dict[str, Any]:
    """A record or part in other words than one that is there."""
    for key, kind, _ in keys(model):
        if kind.is_text and isinstance(value.get(key), str):
            value[key] = f"{value[key]} thêm"
    return value
