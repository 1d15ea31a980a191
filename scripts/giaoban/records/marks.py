"""YAML read as strings, with the place of every key and value.

Only what records need: mappings, sequences and plain text. Everything is a string (PyYAML would turn ``010`` into 8,
``12:30`` into 750 and ``no`` into False); the model converts. Anchors, aliases, tags, several documents, duplicate keys
and deep nesting are refused, so no input can grow in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

MAX_DEPTH = 12
MAX_NODES = 60_000

Path = tuple[str | int, ...]
Place = tuple[int, int]

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlError(Exception):
    """The text is not YAML that records may use. ``line`` and ``column`` count from 1."""

    def __init__(self, rule: str, message: str, line: int, column: int, hint: str = "") -> None:
        super().__init__(message)
        self.rule, self.message, self.line, self.column, self.hint = rule, message, line, column, hint


@dataclass(frozen=True, slots=True)
class Marked:
    """A YAML text: its plain ``value``, and where each value and each key stands (line, column from 1)."""

    value: Any
    values: dict[Path, Place]
    keys: dict[Path, Place]

    def place(self, path: Path) -> Place:
        """Where the value at ``path`` stands, or the nearest thing around it that is written down."""
        for end in range(len(path), -1, -1):
            if found := self.values.get(path[:end]):
                return found
        return (1, 1)

    def key_place(self, path: Path) -> Place:
        """Where the key at ``path`` stands, or the nearest value around it."""
        return self.keys.get(path) or self.place(path)


def read(text: str, first_line: int = 1) -> Marked:
    """Read one YAML document; ``first_line`` is the line of the file on which ``text`` begins. Raises `YamlError`."""
    reader = _Reader(text, first_line)
    try:
        return reader.document()
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position)
        column = error.position - (text.rfind("\n", 0, error.position) + 1)
        raise YamlError(
            "yaml-syntax", "ký tự điều khiển không được phép trong YAML", line + first_line, column + 1
        ) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        raise YamlError(
            "yaml-syntax",
            f"YAML không đọc được: {error.problem or error.context}",
            line + first_line,
            column + 1,
            "thường do thiếu dấu cách sau “:”, thụt dòng lệch, hoặc câu chứa “: ” mà chưa để trong ngoặc kép",
        ) from None


class _Reader:
    """Builds values from the parser's events; recursion is bounded by `MAX_DEPTH`."""

    def __init__(self, text: str, first_line: int) -> None:
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=_Loader)
        self.first_line = first_line
        self.values: dict[Path, Place] = {}
        self.keys: dict[Path, Place] = {}
        self.nodes = 0

    def document(self) -> Marked:
        next(self.events)  # stream start
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            return Marked(None, {(): (self.first_line, 1)}, {})
        value = self._node(next(self.events), ())
        next(self.events)  # document end
        extra = next(self.events)
        if not isinstance(extra, yaml.StreamEndEvent):
            raise self._error("yaml-documents", "một tệp chỉ chứa một tài liệu YAML", extra)
        return Marked(value, self.values, self.keys)

    def _place(self, event: yaml.Event) -> Place:
        return (event.start_mark.line + self.first_line, event.start_mark.column + 1)

    def _error(self, rule: str, message: str, event: yaml.Event, hint: str = "") -> YamlError:
        return YamlError(rule, message, *self._place(event), hint)

    def _node(self, event: yaml.Event, path: Path) -> Any:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise self._error("too-large", f"quá nhiều mục (hơn {MAX_NODES})", event)
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise self._error(
                "yaml-alias", "không dùng neo (&) và bí danh (*) của YAML", event, "viết lại giá trị đầy đủ"
            )
        if event.tag and event.tag != "!":
            raise self._error("yaml-tag", "không dùng thẻ kiểu (!) của YAML", event)
        self.values[path] = self._place(event)
        if isinstance(event, yaml.ScalarEvent):
            # An empty plain scalar means "not given"; a quoted empty string is a text of no characters.
            return None if event.value == "" and event.style is None else event.value
        if len(path) >= MAX_DEPTH:
            raise self._error("yaml-depth", f"lồng nhau quá {MAX_DEPTH} tầng", event)
        return self._mapping(path) if isinstance(event, yaml.MappingStartEvent) else self._sequence(path)

    def _mapping(self, path: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or event.anchor:
                raise self._error("yaml-key", "khóa phải là một từ", event)
            key = event.value
            if key in result:
                raise self._error("duplicate-key", f"khóa “{key}” được viết hai lần", event, "gộp lại thành một")
            self.keys[(*path, key)] = self._place(event)
            result[key] = self._node(next(self.events), (*path, key))
        return result

    def _sequence(self, path: Path) -> list[Any]:
        result: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            result.append(self._node(event, (*path, len(result))))
        return result
