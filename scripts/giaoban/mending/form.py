"""The form of a record's lines: no blanks at their ends, one quotation mark, keys in the order of the model.

None of it is a fault. What a file says is read before and after, and where that would differ the lines stay as they were.
"""

from __future__ import annotations

import itertools
import re

import yaml

from giaoban.findings import Finding
from giaoban.mending import order
from giaoban.records import layout
from giaoban.records.files import SourceFile
from giaoban.records.load import ParsedFile, read_what_can_be

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TRAILING = re.compile(r"(?<![ \t])[ \t]+$", re.MULTILINE)


def mended(source: SourceFile, text: str) -> str:
    """The text of a file in form; the same where it cannot be read whole."""
    if (before := _read(source, text)) is None:
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
    for event in reversed([*yaml.parse(front, _Loader)]):
        if not isinstance(event, yaml.ScalarEvent) or event.style != "'" or re.search(r'["\\\n]', event.value):
            continue
        start, end = event.start_mark, event.end_mark
        if start and end and start.line == end.line:
            line = lines[start.line]
            lines[start.line] = f'{line[: start.column]}"{event.value}"{line[end.column :]}'
    return head + "\n".join(lines) + rest


def _in_order(source: SourceFile, text: str, document: ParsedFile) -> str:
    head, front, rest = _parts(text, document)
    return head + order.ordered(front, layout.keys(source.kind)) + rest
