"""Ways into the plain value of a record: to the mappings at a path, and to all that names an entity or a numbered part."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from field_types import Kind, keys
from plain_content import Group

from giaoban.records.complaints import READ_FROM_BODY
from giaoban.records.model import EACH, ID_PATTERN, ITEM_PATTERN, ITEM_REFERENCE_PATTERN, Model


class Field(NamedTuple):
    """A field of records of a group, or of their parts: the keys from the record down, `EACH` for lists, and its type."""

    group: Group
    path: tuple[str, ...]
    type: Kind
    is_required: bool

    @property
    def name(self) -> str:
        """``briefing.tasks.due``."""
        return ".".join([self.group.name, *(key for key in self.path if key != EACH)])

    @property
    def is_from_body(self) -> bool:
        """Whether it is read from the text under the YAML."""
        return len(self.path) == 1 and self.path[0] in READ_FROM_BODY

    @property
    def value_type(self) -> Kind:
        """The type of one value, where it is a list too."""
        return self.type.part or self.type

    @property
    def names(self) -> str:
        """The kind of the entities that it names, or ""."""
        if self.value_type.pattern == ID_PATTERN and not self.type.refers and self.path[-1] != "id":
            return self.group.kind
        return self.type.refers


def fields(group: Group) -> list[Field]:
    """Every field of a group's class and of the classes of its parts."""
    return list(_fields(group, group.model, ()))


def _fields(group: Group, model: type[Model], before: tuple[str, ...]) -> Iterator[Field]:
    for key, kind, is_required in keys(model):
        yield Field(group, (*before, key), kind, is_required)
        if kind.model:
            yield from _fields(group, kind.model, (*before, key, EACH) if kind.part else (*before, key))


def holders(value: Any, path: Sequence[str]) -> Iterator[tuple[str | int, ...]]:
    """The ways to all mappings at a path."""
    if not path:
        yield ()
        return
    step, *rest = path
    if step == EACH:
        for i, inner in enumerate(value if isinstance(value, list) else ()):
            yield from ((i, *way) for way in holders(inner, rest))
    elif isinstance(value, dict) and step in value:
        yield from ((step, *way) for way in holders(value[step], rest))


def at(value: Any, way: Sequence[str | int]) -> Any:
    """What stands at the end of a way."""
    for step in way:
        value = value[step]
    return value


def numbers(value: Any) -> list[str]:
    """The numbers of all parts of a record that have one."""
    found: list[str] = []
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        if isinstance(inner, dict) and re.fullmatch(ITEM_PATTERN, str(inner.get("id", ""))):
            found.append(inner["id"])
        found += numbers(inner)
    return found


def rename(value: dict[str, Any], group: Group, kind: str, old: str, new: str) -> None:
    """Let a record name an entity by another id."""
    for field in fields(group):
        if field.names == kind:
            _replace(value, field, lambda named: new if named == old else named)
        if kind == "briefing" and field.value_type.pattern == ITEM_REFERENCE_PATTERN:
            _replace(value, field, lambda named: new + named[len(old) :] if named.startswith(f"{old}#") else named)


def renumber(value: dict[str, Any], group: Group, old: str, new: str) -> None:
    """Let a record name a numbered part of itself by another number."""
    for field in fields(group):
        if field.value_type.pattern == ITEM_PATTERN and field.path[-1] != "id":
            _replace(value, field, lambda named: new if named == old else named)


def renumber_elsewhere(value: dict[str, Any], group: Group, old: str, new: str) -> None:
    """Let a record name a part of a meeting (``<meeting>#<number>``) by another number."""
    for field in fields(group):
        if field.value_type.pattern == ITEM_REFERENCE_PATTERN:
            _replace(value, field, lambda named: new if named == old else named)


def remove(value: dict[str, Any], group: Group, kind: str, gone: str) -> bool:
    """Let a record name an entity no more; a part that cannot do without goes. Returns whether the record can do without."""
    for field in reversed(fields(group)):
        if field.names == kind and field.is_required:
            if len(field.path) == 1 and value.get(field.path[0]) == gone:
                return False
            if field.path[-2:-1] == (EACH,):
                _drop_parts(value, field, gone)
        elif field.names == kind:
            _replace(value, field, lambda named: None if named == gone else named)
        if kind == "briefing" and field.value_type.pattern == ITEM_REFERENCE_PATTERN:
            _replace(value, field, lambda named: None if named.startswith(f"{gone}#") else named)
    return True


def _replace(value: dict[str, Any], field: Field, other: Callable[[str], str | None]) -> None:
    """Another name in place of each that a field holds; None removes it."""
    key = field.path[-1]
    for way in holders(value, field.path[:-1]):
        mapping = at(value, way)
        if isinstance(named := mapping.get(key), list):
            mapping[key] = [another for one in named if (another := other(one)) is not None]
        elif named is not None:
            another = other(named)
            if another is None:
                del mapping[key]
            else:
                mapping[key] = another


def _drop_parts(value: dict[str, Any], field: Field, gone: str) -> None:
    """Drop the parts of a list in which a field names what is gone."""
    *before, key = field.path[:-2]
    for way in holders(value, before):
        mapping = at(value, way)
        if key in mapping:
            mapping[key] = [part for part in mapping[key] if part.get(field.path[-1]) != gone]
