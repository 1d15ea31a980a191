"""Writing keys into a source of a record, in their place among its other keys; everything else in the file stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from giaoban.check.problem import mappings
from giaoban.findings import Mending
from giaoban.mending.fix import applied
from giaoban.records.files import SourceFile
from giaoban.records.load import ParsedFile, parse_file
from giaoban.records.marks import Path
from giaoban.records.model import Source, keys


def sources(document: ParsedFile) -> Iterator[tuple[Path, dict[str, str]]]:
    """Every source of a file with its path in the YAML, in the order of the file."""
    found = [(path, mapping) for path, mapping in mappings(document.marked.value) if path[-2:-1] == ("sources",)]
    yield from sorted(found, key=lambda one: document.marked.place(one[0]))


def with_keys(file: SourceFile, at: Path, values: Mapping[str, str]) -> bytes:
    """The bytes of a file whose source at ``at`` has some keys, plain words all. Raises what `parse_file` raises."""
    text = file.data.decode("utf-8-sig")
    is_dos = "\r\n" in text
    text = text.replace("\r\n", "\n")
    for key, value in values.items():
        document = parse_file(SourceFile(file.path, file.kind, text.encode()))
        text = applied(text, [_mending(document, text, at, key, value)])
    return (text.replace("\n", "\r\n") if is_dos else text).encode()


def _mending(document: ParsedFile, text: str, at: Path, key: str, value: str) -> Mending:
    marked, order = document.marked, [*keys(Source)]
    source = marked.value
    for part in at:
        source = source[part]
    if source.get(key) is not None:
        place, written = marked.written((*at, key))
        return Mending(*place, written, value)
    before = [
        name for name in source if name in order and order.index(name) < order.index(key) and source[name] is not None
    ]
    (line, column), written = marked.written((*at, max(before, key=order.index)))
    lines = text.split("\n")
    start = marked.place(at)
    if lines[start[0] - 1][start[1] - 1 : start[1]] == "{":
        *_, last = written.split("\n")
        end = column + len(written) if last == written else len(last) + 1
        return Mending(line + written.count("\n"), end, "", f", {key}: {_in_brackets(value)}")
    line += written.rstrip("\n ").count("\n")
    return Mending(line, len(lines[line - 1]) + 1, "", f"\n{' ' * (start[1] - 1)}{key}: {value}")


def _in_brackets(value: str) -> str:
    return f'"{value}"' if ":" in value else value
