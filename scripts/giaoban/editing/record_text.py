"""One file of records as text: edits of single values that leave comments, order and layout of all else as they are.

An edit says what is to be written and what the file is to mean afterwards. Before anything is handed out, the new text is read
again: where it does not mean just that, nothing is.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from giaoban.records import front_matter
from giaoban.records.files import SourceFile
from giaoban.records.marks import SAFE_LOADER, YamlError, YamlPath, read_yaml


class EditError(Exception):
    """A file cannot be edited; the message says in Vietnamese why, and what to do."""


def yaml_scalar(value: Any, *, in_flow: bool = False) -> str:
    """A text as it is written on one line of YAML, or inside brackets: plain where that means the same to every reader."""
    text = " ".join(str(value).split())
    try:
        plain = read_yaml(f"[{text}]" if in_flow else f"- {text}")
        meant = yaml.load(text, Loader=SAFE_LOADER)  # noqa: S506 - a safe loader
    except (YamlError, yaml.YAMLError, ValueError):
        return json.dumps(text, ensure_ascii=False)
    is_plain = plain.value == [text] and not plain.faults and meant is not None and not isinstance(meant, bool)
    return text if is_plain else json.dumps(text, ensure_ascii=False)


class RecordText:
    """The text of one file and the edits made to it. Raises `EditError` for a file that cannot be read."""

    def __init__(self, source: SourceFile) -> None:
        self.path = source.path
        try:
            text = source.data.decode("utf-8")
            self._bom = "\ufeff" if text.startswith("\ufeff") else ""
            self._line_end = "\r\n" if "\r\n" in text else "\n"
            self.text = text.removeprefix("\ufeff").replace("\r\n", "\n")
            if source.kind == "briefing":
                parts = front_matter.divide(self.text, ())
                if parts.errors:
                    raise parts.errors[0]
                self._start, self._front = self.text.index("\n") + 1, parts.front
            else:
                self._start, self._front = 0, self.text
            marked = read_yaml(self._front)
        except (UnicodeDecodeError, YamlError, ValueError):
            raise EditError(f"{self.path} không đọc được trọn vẹn: chạy giaoban check, sửa xong rồi làm lại") from None
        if marked.faults or not self.text.startswith(self._front, self._start):
            raise EditError(f"{self.path} có lỗi về dạng: chạy giaoban check, sửa xong rồi làm lại")
        self.value: Any = copy.deepcopy(marked.value)
        self._edits: list[tuple[int, int, str]] = []
        self._root = yaml.compose(self._front, Loader=SAFE_LOADER) if self._front.strip() else None

    @property
    def yaml_end(self) -> int:
        """Where the YAML ends: the second line of hyphens of a meeting, the end of any other file."""
        return min(self._start + len(self._front), len(self.text))

    def is_changed(self) -> bool:
        """Whether any edit was made."""
        return bool(self._edits)

    def data(self) -> bytes:
        """The bytes of the file with all edits. Raises `EditError` where it would not mean what it is to mean."""
        text, front = self.text, self._front
        # From the end to the beginning; of what is inserted at one place the first made comes first.
        for _, (start, end, new) in sorted(enumerate(self._edits), key=lambda e: (e[1][:2], e[0]), reverse=True):
            if start <= self.yaml_end:
                at = start - self._start, end - self._start
                front = front[: at[0]] + new + front[at[1] :]
            text = text[:start] + new + text[end:]
        try:
            meant = read_yaml(front)
        except YamlError:
            meant = None
        if meant is None or meant.faults or (meant.value or None) != (self.value or None):
            raise EditError(f"{self.path} không sửa được bằng lệnh mà giữ nguyên phần còn lại: hãy sửa bằng tay")
        return (self._bom + text.replace("\n", self._line_end)).encode()

    def replace(self, start: int, end: int, new: str) -> None:
        """Write something else in place of some characters of the text that are no value of the YAML."""
        self._edits.append((start, end, new))

    def change(self, at: YamlPath, value: str) -> None:
        """Write another scalar in place of the one at a path, in quotation marks where that one is."""
        node = self._node(at)
        start, end = self._span(node)
        new = yaml_scalar(value, in_flow=self._is_in_flow(at))
        if self.text[start] == '"':
            new = json.dumps(value, ensure_ascii=False)
        elif self.text[start] == "'" and "'" not in value:
            new = f"'{value}'"
        self._edits.append((start, end, new))
        self._set(at, value)

    def add_key(self, key: str, lines: Sequence[str], value: Any, order: Sequence[str]) -> None:
        """Add a key to the record of a file that holds one, before the first one that comes later in ``order``."""
        later = [k for k in order[order.index(key) + 1 :] if k in self.value] if key in order else []
        text = "".join(f"{line}\n" for line in lines)
        if later:
            at = self._line_start(self._key_start((later[0],)))
            while at > self._start and self._line_before(at).lstrip().startswith("#"):
                at = self._line_start(at - 1)
        else:
            at = self.yaml_end if self._start else self._end_of_yaml()
            if at and self.text[at - 1] != "\n":
                text = f"\n{text}"
        self._edits.append((at, at, text))
        self.value = {**self.value, key: value}

    def append(self, at: YamlPath, entry: Any) -> None:
        """Add an entry, a scalar or a flat mapping of scalars, to the list at a path, in the style of that list."""
        node = self._node(at)
        if not isinstance(node, yaml.SequenceNode):
            raise EditError(f"{self.path}: {at[-1]} không phải danh sách")
        if node.flow_style:
            end = self._start + node.end_mark.index - 1
            # A blank, a comma or a line break may stand before the bracket.
            last = self._end(node.value[-1]) if node.value else self._start + node.start_mark.index + 1
            self._edits.append((last, last, (", " if node.value else "") + self._flow(entry)))
            if "," in self.text[last:end]:
                raise EditError(f"{self.path}: thêm bằng tay vào {at[-1]}")
            self._get(at).append(copy.deepcopy(entry))
        elif isinstance(entry, Mapping):
            self.append_lines(at, [f"{key}: {yaml_scalar(text)}" for key, text in entry.items()], entry)
        else:
            self.append_lines(at, [yaml_scalar(entry)], entry)

    def append_lines(self, at: YamlPath, lines: Sequence[str], entry: Any) -> None:
        """Add an entry, written on some lines, to a list that has its entries on lines of their own."""
        node = self._node(at)
        if not isinstance(node, yaml.SequenceNode) or node.flow_style or not node.value:
            raise EditError(f"{self.path}: thêm bằng tay vào {at[-1]}")
        column = self._dash_column(node)
        end = self._line_end_after(self._end(node.value[-1]))
        lead = "" if self.text[end - 1 : end] == "\n" else "\n"
        shown = f"\n{' ' * (column + 2)}".join(lines)
        self._edits.append((end, end, f"{lead}{' ' * column}- {shown}\n"))
        self._get(at).append(copy.deepcopy(entry))

    def remove_entry(self, at: YamlPath) -> None:
        """Take one scalar out of the list that holds it."""
        *above, index = at
        node = self._node(tuple(above))
        assert isinstance(node, yaml.SequenceNode)
        assert isinstance(index, int)
        start, end = self._span(node.value[index])
        if not node.flow_style:
            self._edits.append((self._line_start(start), self._line_end_after(end), ""))
        elif index:
            self._edits.append((self._end(node.value[index - 1]), end, ""))
        else:
            self._edits.append((start, self._span(node.value[1])[0] if len(node.value) > 1 else end, ""))
        del self._get(tuple(above))[index]

    def remove_key(self, key: str) -> None:
        """Take a line ``key: scalar`` out of the mapping at the top."""
        at = self._key_start((key,))
        self._edits.append((self._line_start(at), self._line_end_after(self._span(self._node((key,)))[1]), ""))
        self.value = {k: v for k, v in self.value.items() if k != key}

    def _flow(self, entry: Any) -> str:
        if isinstance(entry, Mapping):
            return "{" + ", ".join(f"{k}: {yaml_scalar(v, in_flow=True)}" for k, v in entry.items()) + "}"
        return yaml_scalar(entry, in_flow=True)

    def _get(self, at: YamlPath) -> Any:
        value = self.value
        for step in at:
            value = value[step]
        return value

    def _set(self, at: YamlPath, value: Any) -> None:
        self._get(at[:-1])[at[-1]] = value

    def _steps(self, at: YamlPath) -> list[yaml.Node]:
        node: yaml.Node | None = self._root
        found: list[yaml.Node] = []
        for step in at:
            if isinstance(node, yaml.MappingNode):
                node = next((v for k, v in node.value if k.value == step), None)
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
                node = node.value[step]
            else:
                node = None
            if node is None:
                raise EditError(f"{self.path}: không thấy chỗ cần sửa")
            found.append(node)
        return found

    def _node(self, at: YamlPath) -> yaml.Node:
        node = self._steps(at)[-1] if at else self._root
        if node is None:
            raise EditError(f"{self.path} không có gì")
        return node

    def _is_in_flow(self, at: YamlPath) -> bool:
        return any(getattr(node, "flow_style", False) for node in (self._root, *self._steps(at)[:-1]))

    def _key_start(self, at: YamlPath) -> int:
        above = self._node(at[:-1])
        found: int = next(k.start_mark.index for k, _ in above.value if k.value == at[-1])
        return self._start + found

    def _span(self, node: yaml.Node) -> tuple[int, int]:
        """Where a scalar begins and ends, its quotation marks included."""
        return self._start + node.start_mark.index, self._end(node)

    def _end(self, node: yaml.Node) -> int:
        """Where what is written of a node ends; libyaml lets collections of lines and folded texts end later."""
        if isinstance(node, yaml.ScalarNode):
            end: int = node.end_mark.index
            if node.style in {">", "|"}:
                end = node.start_mark.index + len(self._front[node.start_mark.index : end].rstrip())
            return self._start + end
        assert isinstance(node, yaml.CollectionNode)
        if node.flow_style or not node.value:
            return self._start + int(node.end_mark.index)
        last = node.value[-1]
        return self._end(last[1] if isinstance(last, tuple) else last)

    def _dash_column(self, node: yaml.SequenceNode) -> int:
        first = self._start + node.value[0].start_mark.index
        return self.text.rindex("-", 0, first) - self._line_start(self.text.rindex("-", 0, first))

    def _line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def _line_before(self, at: int) -> str:
        return self.text[self._line_start(at - 1) : at]

    def _line_end_after(self, at: int) -> int:
        """The start of the line after the one on which something ends."""
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end + 1

    def _end_of_yaml(self) -> int:
        return len(self.text)
