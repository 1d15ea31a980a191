"""The command ``fix``, and one file mended: characters first, then what findings say how to mend, then the form of the lines.

Each rule says itself how its finding is mended (`giaoban.findings.Mending`); here it is done, as often as one mending lets
another be seen. What cannot be read, or was written by two people at once, stays as it is.

The form of lines is no fault: no blanks at their ends, one quotation mark, keys in the order of the model. What a file says is
read before and after, and where that would differ the lines stay as they were. A key changes places with its value, its comments
and the blank line behind it; mappings within brackets stay as they are, and so do those with a key that no record has.
"""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import click
import yaml

from giaoban import vietnamese, writing
from giaoban.check import check_record
from giaoban.findings import Finding, Mending
from giaoban.records import files, layout
from giaoban.records.files import MAX_BYTES, SourceFile
from giaoban.records.load import ParsedFile, load, read_what_can_be, without_conflicts
from giaoban.records.marks import SAFE_LOADER
from giaoban.review import text
from giaoban.review.selection import files_of
from giaoban.review.usage import CONTENT

Order = Mapping[str, "Order"]
"""Keys in order, each with those of the mappings under it."""


def ordered(text: str, keys: Order) -> str:
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


def _in_form(source: SourceFile, text: str) -> str:
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
    return head + ordered(front, layout.keys(source.kind)) + rest


# Each round mends all that the one before it has brought to light; a file has few layers of faults.
_MOST_ROUNDS = 12


def fix(source: SourceFile) -> bytes:
    """The bytes of a file with all mended that is safe to mend; the same bytes where nothing is, or nothing can be read.

    Idempotent. Comments, blank lines and line ends stay. Never raises for what the file holds.
    """
    try:
        text = source.data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return source.data
    is_dos = "\r\n" in text
    text = text.replace("\r\n", "\n")
    if without_conflicts(source.path, text)[1]:
        return source.data
    text = vietnamese.typed(text)
    for _ in range(_MOST_ROUNDS):
        mended = applied(text, (found.mending for found in findings(source, text) if found.mending))
        if mended == text:
            break
        text = mended
    text = _in_form(source, text)
    data = (text.replace("\n", "\r\n") if is_dos else text).encode()
    return data if len(data) <= MAX_BYTES else source.data


def findings(source: SourceFile, text: str) -> list[Finding]:
    """All that is wrong with the file, were it this text."""
    loaded = load(SourceFile(source.path, source.kind, text.encode()))
    return [*loaded.findings, *check_record(loaded)]


def applied(text: str, mendings: Iterable[Mending]) -> str:
    """A text with some things mended; of two that concern one place the first, and none where something else stands."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    pieces: list[str] = []
    last = 0
    for line, column, old, new in sorted(set(mendings)):
        at = starts[line - 1] + column - 1 if 0 < line <= len(starts) else -1
        if at < last or not text.startswith(old, at):
            continue
        pieces += [text[last:at], new]
        last = at + len(old)
    return "".join([*pieces, text[last:]])


@click.command("fix")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[TỆP]…")
@CONTENT
@click.option("--diff", is_flag=True, help="Chỉ cho xem sẽ sửa những gì, không ghi tệp nào.")
def fix_command(paths: tuple[Path, ...], content: Path, *, diff: bool) -> None:
    """Sửa những chỗ sửa được mà không đổi nghĩa: ký tự, kiểu đặt dấu, dạng ngày, ngoặc, thứ tự khóa, số của mục."""
    changed: dict[Path, bytes] = {}
    for file in files_of(content, paths):
        source = files.read(content, file)
        if not isinstance(source, files.SourceFile):
            continue  # why it cannot be read, the check says
        mended = fix(source)
        if mended == source.data:
            continue
        lines = differing(source.data, mended, f"{text.folder(content)}{file.path}")
        if diff:
            click.echo("\n".join(lines))
        else:
            changed[content / file.path] = mended
            click.echo(f"Đã sửa {text.folder(content)}{file.path}: {_count(lines)} dòng")
    if changed:
        writing.write_all(changed)
    elif not diff:
        click.echo("Không có gì cần sửa tự động.")


def differing(old: bytes, new: bytes, name: str) -> list[str]:
    """The lines in which two versions of a file differ, as git shows them."""
    before, after = (data.decode("utf-8-sig").splitlines() for data in (old, new))
    return list(difflib.unified_diff(before, after, name, name, lineterm=""))


def _count(lines: list[str]) -> int:
    return sum(line.startswith("+") for line in lines[2:])
