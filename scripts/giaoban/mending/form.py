"""The form of a file's lines: no blanks at their ends, one quotation mark, keys in the order of the model.

It is no fault, so no finding speaks of it. What a file says is read before and after, and where that would differ the lines stay
as they were. A key changes places with its value, its comments and the blank line behind it; mappings within brackets stay as
they are, and so do those with a key that no record has.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping

import yaml

from giaoban.findings import Finding
from giaoban.records import layout
from giaoban.records.files import SourceFile
from giaoban.records.load import ParsedFile, read_what_can_be
from giaoban.records.marks import SAFE_LOADER

Order = Mapping[str, "Order"]
"""Keys in order, each with those of the mappings under it."""


def with_keys_in_order(text: str, keys: Order) -> str:
    """A YAML text that can be read, with the keys of its block mappings in order."""
    lines = text.split("\n")
    if root := yaml.compose(text, SAFE_LOADER):
        _order(root, keys, lines, len(lines))
    return "\n".join(lines)


def _order(node: yaml.Node, keys: Order, lines: list[str], end: int) -> None:
    """Bring the lines of a node in order, those of its parts first. ``end``: the line after it, counted from 0."""
    if not isinstance(node, yaml.CollectionNode) or node.flow_style:
        return
    if not isinstance(node, yaml.MappingNode):
        starts = [entry.start_mark.line for entry in node.value]
        for entry, after in zip(node.value, [*starts[1:], end], strict=True):
            _order(entry, keys, lines, after)
        return
    names = [key.value for key, _ in node.value]
    starts = [key.start_mark.line for key, _ in node.value]
    for (key, value), after in zip(node.value, [*starts[1:], end], strict=True):
        _order(value, keys.get(key.value, {}), lines, after)
    rank = {key: i for i, key in enumerate(keys)}
    if not rank.keys() >= set(names) or names == sorted(names, key=rank.__getitem__) or len(set(starts)) < len(starts):
        return
    _rearrange(node, sorted(range(len(names)), key=lambda i: rank[names[i]]), lines, end)


def _rearrange(node: yaml.MappingNode, wanted: list[int], lines: list[str], end: int) -> None:
    column = node.value[0][0].start_mark.column
    starts = [key.start_mark.line for key, _ in node.value]
    # A comment at the margin of the keys, right above one, belongs to it.
    for i in range(1, len(starts)):
        while starts[i] - 1 > starts[i - 1] and re.match(rf" {{{column}}}#", lines[starts[i] - 1]):
            starts[i] -= 1
    last = next((i for i in range(end - 1, starts[-1], -1) if _is_of(lines[i], column)), starts[-1]) + 1
    groups = [lines[a:b] for a, b in zip(starts, [*starts[1:], last], strict=True)]
    prefix = groups[0][0][:column]
    if prefix.strip() and (wanted[0] and groups[wanted[0]][0].lstrip()[:1] == "#"):
        return  # the dash would come before a comment
    groups[0][0] = " " * column + groups[0][0][column:]
    # Blank lines divide groups of keys; the last key has none behind it, wherever it comes to stand.
    gaps = [len(group) - len("\n".join(group).rstrip("\n ").split("\n")) for group in groups]
    if wanted[-1] != len(groups) - 1:
        gap = [""] * gaps[wanted[-1]]
        groups[-1] += gap
        groups[wanted[-1]] = groups[wanted[-1]][: len(groups[wanted[-1]]) - len(gap)]
    moved = [line for i in wanted for line in groups[i]]
    moved[0] = prefix + moved[0][column:]
    lines[starts[0] : last] = moved


def _is_of(line: str, column: int) -> bool:
    """Whether a line behind the last key belongs to its value: it is no blank line, nor a comment of what comes next."""
    return bool(line.strip()) and not (line.lstrip().startswith("#") and len(line) - len(line.lstrip()) <= column)


_TRAILING = re.compile(r"(?<![ \t])[ \t]+$", re.MULTILINE)


def with_lines_in_form(source: SourceFile, text: str) -> str:
    """The text of a file with its lines in form; the same where it cannot be read whole, or says nothing."""
    if not text.strip() or (before := _read(source, text)) is None:
        return text
    for step in (_without_trailing_blanks, _with_double_quotes, _in_order):
        changed = step(source, text, before)
        if changed != text and (after := _read(source, changed)) and _says_the_same(before, after):
            text, before = changed, after
    return text


def _read(source: SourceFile, text: str) -> ParsedFile | None:
    findings: list[Finding] = []
    document = read_what_can_be(SourceFile(source.path, source.kind, text.encode()), findings)
    return document if document.is_whole and not document.marked.faults and not findings else None


def _says_the_same(one: ParsedFile, other: ParsedFile) -> bool:
    return one.marked.value == other.marked.value and one.body.split() == other.body.split()


def _parts(text: str, document: ParsedFile) -> tuple[str, str, str]:
    """What stands before the YAML, the YAML, and what stands behind it."""
    first = document.marked.first_line - 1
    lines = text.split("\n")
    head = "".join(f"{line}\n" for line in lines[:first])
    front = document.marked.text
    return head, front, text[len(head) + len(front) :]


def _without_trailing_blanks(source: SourceFile, text: str, document: ParsedFile) -> str:
    head, front, rest = _parts(text, document)
    front = _TRAILING.sub("", front)
    if source.kind == "briefing":
        return _TRAILING.sub("", head) + front + _prose(rest)
    return head + front.rstrip("\n") + "\n"


def _prose(text: str) -> str:
    """Markdown without blanks at the ends of lines, but where two of them break a line within a paragraph."""
    lines = [*text.split("\n"), ""]
    kept = []
    for line, following in itertools.pairwise(lines):
        bare = line.rstrip(" \t")
        breaks = "  " in line[len(bare) :] and bare and following.strip()
        kept.append(line if breaks else bare)
    return "\n".join(kept).rstrip("\n") + "\n"


def _with_double_quotes(_: SourceFile, text: str, document: ParsedFile) -> str:
    head, front, rest = _parts(text, document)
    lines = front.split("\n")
    for event in reversed([*yaml.parse(front, SAFE_LOADER)]):
        if not isinstance(event, yaml.ScalarEvent) or event.style != "'" or re.search(r'["\\\n]', event.value):
            continue
        start, end = event.start_mark, event.end_mark
        if start and end and start.line == end.line:
            line = lines[start.line]
            lines[start.line] = f'{line[: start.column]}"{event.value}"{line[end.column :]}'
    return head + "\n".join(lines) + rest


def _in_order(source: SourceFile, text: str, document: ParsedFile) -> str:
    head, front, rest = _parts(text, document)
    return head + with_keys_in_order(front, layout.keys(source.kind)) + rest
