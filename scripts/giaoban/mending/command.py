"""The command ``fix``: which files are mended, and what is printed of it."""

from __future__ import annotations

import difflib
from pathlib import Path

import click

from giaoban import writing
from giaoban.mending.fix import fix
from giaoban.records import files
from giaoban.review import text
from giaoban.review.selection import files_of
from giaoban.review.usage import CONTENT


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
