"""YAML read as strings, with the place of every key and value, and what the parser objects to said in plain words.

What is plain is read without libyaml (`giaoban.records.plain`); places are looked up with it, once somebody asks for one.

Only what records need: mappings, sequences and plain text. Everything is a string (PyYAML would turn ``010`` into 8,
``12:30`` into 750 and ``no`` into False); the model converts. Anchors, aliases, tags, several documents, duplicate keys
and deep nesting are refused, so no input can grow in memory.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import yaml

from giaoban.findings import Mending, quote
from giaoban.records import plain

_QUOTES = 'để cả câu trong ngoặc kép: "…"'
_INDENT = "các khóa cùng cấp phải thẳng cột; thụt dòng bằng dấu cách, không dùng phím Tab"

# libyaml's words (PyYAML's own, where they differ, too) to what is wrong and the way out.
_SAID = {
    "mapping values are not allowed": ("dấu “:” ở chỗ không thể là khóa", f"nếu là câu có dấu “:”, {_QUOTES}"),
    "could not find expected ':'": (
        "dòng này không phải “khóa: giá trị”",
        f"thêm “:” và dấu cách sau khóa; câu viết tiếp từ dòng trên thì nối vào dòng ấy; hoặc {_QUOTES}",
    ),
    "did not find expected key": ("dòng này lệch cột với các khóa phía trên, hoặc thừa chữ sau ngoặc kép", _INDENT),
    "did not find expected '-' indicator": ("dòng này lệch cột với các mục “-” phía trên", _INDENT),
    "did not find expected ',' or ']'": ("danh sách trong ngoặc vuông thiếu dấu phẩy hoặc dấu đóng “]”", _QUOTES),
    "did not find expected ',' or '}'": (
        "nhóm trong ngoặc nhọn thiếu dấu phẩy hoặc dấu đóng “}”",
        f"giá trị có dấu phẩy thì {_QUOTES}",
    ),
    "cannot start any token": (
        "ký tự này không được đứng đầu",
        f"thụt dòng bằng dấu cách, không bằng Tab; câu bắt đầu bằng @, `, % thì {_QUOTES}",
    ),
    "found a tab character": ("thụt dòng bằng phím Tab", "thay Tab bằng dấu cách"),
    "unexpected end of stream": ("ngoặc mở ở đây mà không đóng", "thêm dấu ngoặc đóng ở cuối câu"),
    "unexpected document indicator": (
        "ngoặc mở ở đây mà không đóng trước dòng “---”",
        "thêm dấu ngoặc đóng ở cuối câu",
    ),
    "unknown escape character": (
        "dấu \\ trong ngoặc kép có nghĩa riêng",
        "viết \\\\ cho một dấu \\, hoặc dùng ngoặc đơn '…'",
    ),
    "block sequence entries are not allowed": (
        "dấu “-” của danh sách không được đứng cùng dòng với khóa",
        "xuống dòng trước dấu “-”",
    ),
    "block mapping": ("“khóa: giá trị” không được đứng ở đây", _INDENT),
    "did not find expected node content": ("thiếu giá trị", f"thêm giá trị, hoặc nếu là câu thì {_QUOTES}"),
    "did not find expected alphabetic": ("câu bắt đầu bằng & hoặc *", _QUOTES),
    "did not find expected <document start>": ("phần này đứng ngoài các dòng “khóa: giá trị”", _INDENT),
    "did not find expected comment or line break": (
        "sau | hoặc > phải xuống dòng",
        f"viết chữ ở dòng dưới, hoặc {_QUOTES}",
    ),
    "exceeded maximum depth": ("lồng nhau quá nhiều tầng", "bớt ngoặc"),
}
_OTHERWISE = f"thường do thiếu dấu cách sau “:”, thụt dòng lệch, hoặc câu chứa “: ”; khi ấy {_QUOTES}"


def _explain_syntax(error: yaml.MarkedYAMLError) -> tuple[str, str, yaml.Mark | None]:
    """Message, hint and place of a syntax error."""
    problem = error.problem or error.context or ""
    # What was never finished is shown where it began; the parser notices only at the end.
    begun = ("quoted scalar" in (error.context or "") and "unexpected" in problem) or "could not find" in problem
    mark = error.context_mark if begun and error.context_mark else error.problem_mark or error.context_mark
    for words, (message, hint) in _SAID.items():
        if words in problem:
            return message, hint, mark
    return f"YAML không đọc được: {problem}", _OTHERWISE, mark


MAX_DEPTH = 12
MAX_NODES = 60_000

YamlPath = tuple[str | int, ...]
Place = tuple[int, int]

SAFE_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlError(Exception):
    """The text is not YAML that records may use. ``line`` and ``column`` count from 1."""

    def __init__(self, rule: str, message: str, line: int, column: int, hint: str = "") -> None:
        super().__init__(message)
        self.rule, self.message, self.line, self.column, self.hint = rule, message, line, column, hint
        self.mending: Mending | None = None


class Marked:
    """A YAML text: its plain ``value``, and where each value and each key stands (line, column from 1).

    All texts of the value are in NFC; places are those of the text as written. ``faults``: what is wrong but did not stop the
    reading; of a key written twice, the first is kept.
    """

    __slots__ = ("_places", "_text", "faults", "first_line", "value")

    def __init__(self, value: Any, text: str, first_line: int, places: _Positions | None = None) -> None:
        self.value, self.first_line = value, first_line
        self.faults = places.faults if places else ()
        self._text, self._places = text, places

    @property
    def text(self) -> str:
        """The YAML as written."""
        return self._text

    def place(self, path: YamlPath) -> Place:
        """Where the value at ``path`` stands, or the nearest thing around it that is written down."""
        places = self._found()
        for end in range(len(path), -1, -1):
            if mark := places.values.get(path[:end]):
                return _placed(mark, self.first_line, places.end)
        return (self.first_line, 1)

    def key_place(self, path: YamlPath) -> Place:
        """Where the key at ``path`` stands, or the nearest value around it."""
        places = self._found()
        mark = places.keys.get(path)
        return _placed(mark, self.first_line, places.end) if mark else self.place(path)

    def written(self, path: YamlPath) -> tuple[Place, str]:
        """The text at ``path`` as it is written, its quotation marks included, and where it begins; empty for what is no text."""
        places = self._found()
        start, end = places.values.get(path), places.ends.get(path)
        if start is None or end is None:
            return self.place(path), ""
        lines = self._text.split("\n")[start.line : end.line + 1]
        if not lines:
            return self.place(path), ""
        if len(lines) > end.line - start.line:
            lines[-1] = lines[-1][: end.column]
        lines[0] = lines[0][start.column :]
        return self.place(path), "\n".join(lines)

    def _found(self) -> _Positions:
        if self._places is None:
            self._places = _ValueBuilder(self._text, self.first_line).places().in_nfc(self._text)
        return self._places


@dataclass(frozen=True, slots=True)
class _Positions:
    """Where libyaml saw each value and key of a text; ``ends``: where those values end that are texts."""

    value: Any
    values: Mapping[YamlPath, yaml.Mark]
    keys: Mapping[YamlPath, yaml.Mark]
    ends: Mapping[YamlPath, yaml.Mark]
    end: Place
    """Where the text ends: libyaml's own idea of it can lie a line too far."""
    faults: tuple[YamlError, ...] = ()

    def in_nfc(self, text: str) -> _Positions:
        """The same with all texts in NFC."""
        if unicodedata.is_normalized("NFC", text):
            return self
        values, keys, ends = (
            {_nfc(path): mark for path, mark in marks.items()} for marks in (self.values, self.keys, self.ends)
        )
        return replace(self, value=_nfc(self.value), values=values, keys=keys, ends=ends)


def read_yaml(text: str, first_line: int = 1) -> Marked:
    """Read one YAML document; ``first_line`` is the line of the file on which ``text`` begins. Raises `YamlError`."""
    if (value := plain.read(text)) is not None:
        return Marked(value if unicodedata.is_normalized("NFC", text) else _nfc(value), text, first_line)
    reader = _ValueBuilder(text, first_line)
    try:
        places = reader.places().in_nfc(text)
        return Marked(places.value, text, first_line, places)
    except yaml.reader.ReaderError as error:
        before = _before(text, error.position)
        line, column = before.count("\n") + first_line, len(before) - before.rfind("\n")
        message = "có ký tự không được phép trong YAML"
        raise YamlError(
            "yaml-syntax", message, line, column, "xóa ký tự này, thường là ký tự vô hình do sao chép"
        ) from None
    except yaml.MarkedYAMLError as error:
        message, hint, mark = _explain_syntax(error)
        place = reader.place(mark) if mark else (first_line, 1)
        raise YamlError("yaml-syntax", message, *place, hint) from None


def _placed(mark: yaml.Mark, first_line: int, end: Place) -> Place:
    """A mark as line and column of the file. Done when asked for: most places are never looked at."""
    return min((mark.line + first_line, mark.column + 1), end)


def _before(text: str, position: int) -> str:
    """The text before an error of the reader, which libyaml counts in bytes and Python in characters."""
    if SAFE_LOADER is yaml.SafeLoader:
        return text[:position]
    return text.encode()[:position].decode(errors="ignore")


def _nfc(value: Any) -> Any:
    if isinstance(value, dict):
        return {_nfc(key): _nfc(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_nfc(entry) for entry in value)
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


class _ValueBuilder:
    """Builds values from the parser's events; recursion is bounded by `MAX_DEPTH`."""

    def __init__(self, text: str, first_line: int) -> None:
        # Asked directly: the generator `yaml.parse` around it costs as much again.
        # The stubs do not say which events have a mark, an anchor or a tag.
        self.next: Callable[[], Any] = SAFE_LOADER(text).get_event
        self.first_line = first_line
        self.end = (text.count("\n") + first_line, len(text) - text.rfind("\n"))
        self.values: dict[YamlPath, yaml.Mark] = {}
        self.keys: dict[YamlPath, Any] = {}
        self.ends: dict[YamlPath, Any] = {}
        self.nodes = 0
        self.faults: list[YamlError] = []

    def places(self) -> _Positions:
        """The whole text. Raises `YamlError` and `yaml.YAMLError`."""
        self.next()  # stream start
        event = self.next()
        if isinstance(event, yaml.StreamEndEvent):
            return _Positions(None, {}, {}, {}, self.end)
        value = self._node(self.next(), ())
        self.next()  # document end
        extra = self.next()
        if not isinstance(extra, yaml.StreamEndEvent):
            hint = "mỗi bản ghi một tệp; xóa dòng “---” thừa"
            raise self._error("yaml-documents", "một tệp chỉ chứa một tài liệu YAML", extra, hint)
        return _Positions(value, self.values, self.keys, self.ends, self.end, tuple(self.faults))

    def place(self, mark: yaml.Mark) -> Place:
        """A mark as line and column of the file."""
        return _placed(mark, self.first_line, self.end)

    def _error(self, rule: str, message: str, event: Any, hint: str = "") -> YamlError:
        return YamlError(rule, message, *self.place(event.start_mark), hint)

    def _node(self, event: Any, path: YamlPath) -> Any:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise self._error("too-large", f"quá nhiều mục (hơn {MAX_NODES})", event, "tách thành nhiều bản ghi")
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise self._error(
                "yaml-alias", "không dùng neo (&) và bí danh (*) của YAML", event, "viết lại giá trị đầy đủ"
            )
        if event.tag and event.tag != "!":
            hint = "câu bắt đầu bằng “!” thì để trong ngoặc kép"
            raise self._error("yaml-tag", "không dùng thẻ kiểu (!) của YAML", event, hint)
        self.values[path] = event.start_mark
        if isinstance(event, yaml.ScalarEvent):
            self.ends[path] = event.end_mark
            # An empty plain scalar means "not given"; a quoted empty string is a text of no characters.
            return None if event.value == "" and not event.style else event.value
        if len(path) >= MAX_DEPTH:
            raise self._error("yaml-depth", f"lồng nhau quá {MAX_DEPTH} tầng", event, "bớt ngoặc, bớt tầng thụt dòng")
        return self._mapping(path) if isinstance(event, yaml.MappingStartEvent) else self._sequence(path)

    def _mapping(self, path: YamlPath) -> dict[str, Any]:
        result: dict[str, Any] = {}
        # Once the first key comes again, what follows is another entry of the list, whose dash is missing.
        is_next_entry = False
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or event.anchor:
                hint = "mỗi dòng là “khóa: giá trị”; câu có ngoặc hay dấu “?” ở đầu thì để trong ngoặc kép"
                raise self._error("yaml-key", "khóa phải là một từ", event, hint)
            key = event.value
            if key in result:
                if is_next_entry:
                    self._node(self.next(), (*path, f"{key} (2)"))
                    continue
                is_next_entry = bool(path) and isinstance(path[-1], int) and key == next(iter(result))
                line = self.place(self.keys[*path, key])[0]
                message = f"khóa {quote(key)} đã viết ở dòng {line}"
                hint = "gộp lại thành một"
                if path and isinstance(path[-1], int):
                    hint += f"; nếu bắt đầu một mục mới thì thiếu dấu “- ” trước {quote(key)}"
                self.faults.append(self._error("duplicate-key", message, event, hint))
                self._node(self.next(), (*path, f"{key} (2)"))
                continue
            self.keys[*path, key] = event.start_mark
            result[key] = self._node(self.next(), (*path, key))
        return result

    def _sequence(self, path: YamlPath) -> list[Any]:
        result: list[Any] = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            result.append(self._node(event, (*path, len(result))))
        return result
