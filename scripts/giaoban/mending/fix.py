"""The command ``fix``, and one file mended: characters first, then what findings say how to mend, then the form of the lines.

Each rule says itself how its finding is mended (`giaoban.findings.Mending`); here it is done, as often as one mending lets
another be seen. What cannot be read, or was written by two people at once, stays as it is.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from pathlib import Path

import click

from giaoban import vietnamese, writing
from giaoban.check import check_record
from giaoban.findings import Finding, Mending
from giaoban.mending import form
from giaoban.records import files
from giaoban.records.files import MAX_BYTES, SourceFile
from giaoban.records.load import load, without_conflicts
from giaoban.review import text
from giaoban.review.selection import files_of
from giaoban.review.usage import CONTENT

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
    text = form.mended(source, text)
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
