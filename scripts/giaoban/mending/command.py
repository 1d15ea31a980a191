"""The command ``fix``: what is safe to mend, mended in all records or in some."""

from __future__ import annotations

import difflib
from pathlib import Path

import click

from giaoban import writing
from giaoban.mending.fix import fix
from giaoban.records import files
from giaoban.review import text
from giaoban.review.command import wanted

_ROOT = Path(__file__).resolve().parent.parent.parent.parent


@click.command("fix")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[TỆP]…")
@click.option(
    "--content",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Thư mục bản ghi; mặc định là content/ của dự án.",
)
@click.option("--diff", is_flag=True, help="Chỉ cho xem sẽ sửa những gì, không ghi tệp nào.")
def fix_command(paths: tuple[Path, ...], content: Path | None, *, diff: bool) -> None:
    """Sửa những chỗ sửa được mà không đổi nghĩa: ký tự, kiểu đặt dấu, dạng ngày, ngoặc, thứ tự khóa, số của mục."""
    folder = content or _ROOT / "content"
    if not folder.is_dir():
        raise click.UsageError(f"không có thư mục {folder}")
    chosen = wanted(None, folder, paths, None)
    changed: dict[Path, bytes] = {}
    for file in files.scan(folder).files:
        if chosen is not None and not any(file.path == one or file.path.startswith(f"{one}/") for one in chosen):
            continue
        source = files.read(folder, file)
        if not isinstance(source, files.SourceFile):
            continue  # why it cannot be read, the check says
        mended = fix(source)
        if mended == source.data:
            continue
        lines = differing(source.data, mended, f"{text.folder(folder)}{file.path}")
        if diff:
            click.echo("\n".join(lines))
        else:
            changed[folder / file.path] = mended
            click.echo(f"Đã sửa {text.folder(folder)}{file.path}: {_count(lines)} dòng")
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
