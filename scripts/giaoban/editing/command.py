"""The commands that change records: ``rename``, ``merge``, ``correct``, ``withdraw``."""

from __future__ import annotations

from pathlib import Path

import click

from giaoban import kinds
from giaoban.check import clock
from giaoban.editing import moving, telling
from giaoban.editing.applying import apply, edits
from giaoban.editing.folder import Folder
from giaoban.review.usage import CONTENT

_KIND = click.option(
    "--kind", type=click.Choice([k.key for k in kinds.every().values() if k.files]), default=None,
    help="Loại bản ghi, khi hai bản ghi cùng mã.",
)  # fmt: skip


@click.command("rename")
@click.argument("entity", metavar="MÃ")
@click.argument("new", metavar="MÃ_MỚI")
@_KIND
@CONTENT
@edits
def rename_command(entity: str, new: str, kind: str | None, content: Path) -> None:
    """Đổi mã một bản ghi: tên tệp, mọi chỗ nhắc tới nó, và chuyển hướng từ địa chỉ cũ."""
    folder = Folder(content)
    found = moving.rename(folder, entity, new, kind or "")
    apply(folder, f"{kinds.get(found).label} “{entity}” nay mang mã “{new}”:")


@click.command("merge")
@click.argument("entity", metavar="MÃ_BỎ")
@click.argument("new", metavar="MÃ_GIỮ")
@_KIND
@CONTENT
@edits
def merge_command(entity: str, new: str, kind: str | None, content: Path) -> None:
    """Gộp hai bản ghi của cùng một người, văn bản hay cơ quan: mọi chỗ nhắc tới MÃ_BỎ nay trỏ tới MÃ_GIỮ."""
    folder = Folder(content)
    found, differing = moving.merge(folder, entity, new, kind or "")
    for line in differing:
        click.echo(f"Cần xem: {line}")
    apply(folder, f"{kinds.get(found).label} “{entity}” đã gộp vào “{new}”:")


@click.command("correct")
@click.argument("entity", metavar="MÃ")
@click.option("--what", prompt="Điều gì sai, nay đúng thế nào", help="Một câu nói điều gì sai và nay đúng thế nào.")
@click.option("--item", default="", help="Số của mục được sửa, như t3.")
@click.option("--date", "day", default=None, help="Ngày đính chính; mặc định là hôm nay.")
@_KIND
@CONTENT
@edits
def correct_command(entity: str, what: str, item: str, day: str | None, kind: str | None, content: Path) -> None:
    """Ghi một đính chính mà người đọc sẽ thấy. Chỗ sai trong bản ghi thì tự sửa trước hoặc sau đó."""
    folder = Folder(content)
    telling.correct(folder, entity, what, day or clock.day().isoformat(), item, kind or "")
    apply(folder, f"Đã ghi đính chính cho “{entity}”:")


@click.command("withdraw")
@click.argument("entity", metavar="MÃ")
@click.option("--why", prompt="Vì sao rút", help="Một câu nói vì sao rút; người đọc sẽ thấy.")
@click.option("--date", "day", default=None, help="Ngày rút; mặc định là hôm nay.")
@CONTENT
@edits
def withdraw_command(entity: str, why: str, day: str | None, content: Path) -> None:
    """Rút một cuộc họp: trang của nó còn lại, nói rằng bản ghi đã rút và vì sao."""
    folder = Folder(content)
    telling.withdraw(folder, entity, why, day or clock.day().isoformat())
    apply(folder, f"Đã rút “{entity}”:")
