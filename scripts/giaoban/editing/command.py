"""The commands that change records: ``rename``, ``merge``, ``correct``, ``withdraw``.

The last two say what readers learn of a record: a correction, or that it was withdrawn and why. What any command edited is
applied here: written, checked, taken back where the archive would have an error that it had not, and reported.
"""

from __future__ import annotations

import functools
import re
import shlex
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from giaoban import dates, kinds, project
from giaoban.build import ledger, versions
from giaoban.build.examine import Examined
from giaoban.check import clock
from giaoban.editing import moving
from giaoban.editing.folder import ContentFolder
from giaoban.editing.record_text import EditError, RecordText, yaml_scalar
from giaoban.findings import INCOMPLETE, Finding, quote
from giaoban.records import models
from giaoban.records.changes import NUMBERED
from giaoban.records.model import ITEM_PATTERN, key_order
from giaoban.review.command import examine_content, print_findings
from giaoban.review.text import folder as shown_folder
from giaoban.review.usage import CONTENT
from giaoban.vietnamese.clean import cleaned

_FEW = 3


def edits(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command that edits: what cannot be done is reported in a sentence, with exit code 1."""

    @functools.wraps(command)
    def run(*args: Any, **options: Any) -> Any:
        try:
            return command(*args, **options)
        except EditError as error:
            raise click.ClickException(f"{error}. Không tệp nào đổi.") from None

    return run


def apply(folder: ContentFolder, said: str) -> None:
    """Write what was edited, and new addresses into the ledger; tell what was done, and how it is undone.

    Raises `EditError` where the archive would then have errors that it has not now; no file has changed then.
    """
    known = examine_content(folder.content, project.ROOT)[1]
    before = _errors(known)
    touched = _uncommitted(folder.content)
    paths = folder.write()
    found, findings = examine_content(folder.content, project.ROOT)
    worse = _errors(findings) - before
    if worse:
        print_findings([f for f in findings if f.rule in worse and f.severity == "error"], folder.content, "text", "vi",
             lists_incomplete=False)  # fmt: skip
        folder.take_back()
        raise EditError("kho sẽ có những lỗi trên: sửa trước rồi làm lại")
    folder.settle()
    click.echo(said)
    shown = shown_folder(folder.content)
    for path in paths:
        click.echo(f"  {'ghi' if (folder.content / path).exists() else 'bỏ'} {shown}{path}")
    if found is not None and (new := _recorded(folder.content, found)):
        click.echo(f"  ghi {new} địa chỉ mới vào {shown}{ledger.URLS}")
        paths = [*dict.fromkeys([*paths, ledger.URLS])]
    if touched is not None:
        _tell_way_back(shown, paths, touched)
    _tell_doubts(folder, {*paths} - {ledger.URLS}, known, findings)


def _tell_doubts(
    folder: ContentFolder, paths: Collection[str], before: Iterable[Finding], findings: Iterable[Finding]
) -> None:
    """Print the warnings about the files written that were not there before: an editor would meet them at the next check."""
    old = {(f.path, f.rule, f.message) for f in before}
    new = [
        f for f in findings if f.path in paths and f.severity == "warning" and (f.path, f.rule, f.message) not in old
    ]
    if any(f.rule != INCOMPLETE for f in new):
        print_findings([f for f in new if f.rule != INCOMPLETE], folder.content, "text", "vi", lists_incomplete=False)


def _errors(findings: Iterable[Finding]) -> Counter[str]:
    """How many errors there are of each rule: an edit may move those that were there to another line or file."""
    return Counter(f.rule for f in findings if f.severity == "error")


def _recorded(content: Path, found: Examined) -> int:
    try:
        return ledger.record(content, found.addresses, ledger.items_of(found.archive.cards.values()))
    except (ledger.LedgerError, OSError):
        click.echo("  chưa ghi được sổ địa chỉ: xem lỗi bằng giaoban check, sửa xong thì chạy giaoban urls")
        return 0


def _uncommitted(content: Path) -> set[str] | None:
    """The files that differ from the last commit; None where there is none."""
    try:
        return versions.changed_since(content, "HEAD")
    except versions.NoVersionError:
        return None


def _tell_way_back(shown: str, paths: Sequence[str], touched: set[str]) -> None:
    clean = [path for path in paths if path not in touched]
    if clean:
        # Other files of the folder stay as they are, unless nothing else was being edited.
        places = [f"{shown}{path}" for path in sorted(clean)] if touched or len(clean) <= _FEW else [shown or "."]
        click.echo(f"Hoàn tác: git checkout --no-overlay HEAD -- {shlex.join(places)}")
    if both := sorted(touched.intersection(paths)):
        listed = ", ".join(quote(f"{shown}{path}", 200) for path in both)
        click.echo(f"Đã có sửa đổi chưa commit từ trước, hoàn tác thì tự sửa lại: {listed}")


def correct(folder: ContentFolder, entity: str, what: str, day: str, item: str = "", kind: str = "") -> str:
    """Add a correction to a record; gives the path of its file. Raises `EditError`."""
    kind, path, at = folder.find(entity, kind)
    if at or "corrections" not in models.get(kind).model_fields:
        raise EditError(f"{kinds.get(kind).label.lower()} không có chỗ ghi đính chính: sửa thẳng bản ghi")
    text = folder.text(path)
    if item and (not re.fullmatch(ITEM_PATTERN, item) or item not in _items(text)):
        raise EditError(f"bản ghi không có mục “{item}”: các mục có: {', '.join(_items(text)) or 'không có mục nào'}")
    _add(text, kind, what, day, item, "cần một câu nói điều gì sai và nay đúng thế nào (--what)")
    return path


def withdraw(folder: ContentFolder, entity: str, why: str, day: str) -> str:
    """Withdraw a meeting: its page stays and says why; gives the path of its file. Raises `EditError`."""
    kind, path, _ = folder.find(entity)
    if kind != "briefing":
        merged = (
            f"; trùng với bản ghi khác thì: giaoban merge {entity} <mã giữ lại>"
            if kind in {"leader", "resolution"}
            else ""
        )
        raise EditError(f"chỉ rút được cuộc họp, “{entity}” là {kinds.get(kind).label.lower()}{merged}")
    text = folder.text(path)
    if text.value.get("status") == "withdrawn":
        raise EditError("bản ghi này đã rút rồi")
    _add(text, kind, why, day, "", "cần một câu nói vì sao rút (--why)")
    if "status" in text.value:
        text.change(("status",), "withdrawn")
    else:
        text.add_key("status", ["status: withdrawn"], "withdrawn", list(key_order(models.get(kind))))
    return path


def _add(text: RecordText, kind: str, what: str, day: str, item: str, lacking: str) -> None:
    """Add a correction; ``lacking``: what is asked for where it says nothing. Raises `EditError`."""
    said = " ".join(cleaned(what, dashes=False).text.split())
    if not said:
        raise EditError(lacking)
    moment = dates.parse_or_none(day)
    if moment is None or moment.precision != "day":
        raise EditError(f"“{day}” không phải một ngày: viết như 2026-11-26")
    entry = {"date": day, "what": said} | ({"item": item} if item else {})
    if text.value.get("corrections"):
        text.append(("corrections",), entry)
    else:
        first, *rest = [f"{key}: {yaml_scalar(value)}" for key, value in entry.items()]
        lines = ["corrections:", f"  - {first}", *(f"    {line}" for line in rest)]
        text.add_key("corrections", lines, [entry], list(key_order(models.get(kind))))


def _items(text: RecordText) -> list[str]:
    groups = [text.value.get(key) or () for key in NUMBERED]
    return [str(one["id"]) for group in groups for one in group if isinstance(one, dict) and "id" in one]


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
    folder = ContentFolder(content)
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
    folder = ContentFolder(content)
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
    folder = ContentFolder(content)
    correct(folder, entity, what, day or clock.today().isoformat(), item, kind or "")
    apply(folder, f"Đã ghi đính chính cho “{entity}”:")


@click.command("withdraw")
@click.argument("entity", metavar="MÃ")
@click.option("--why", prompt="Vì sao rút", help="Một câu nói vì sao rút; người đọc sẽ thấy.")
@click.option("--date", "day", default=None, help="Ngày rút; mặc định là hôm nay.")
@CONTENT
@edits
def withdraw_command(entity: str, why: str, day: str | None, content: Path) -> None:
    """Rút một cuộc họp: trang của nó còn lại, nói rằng bản ghi đã rút và vì sao."""
    folder = ContentFolder(content)
    withdraw(folder, entity, why, day or clock.today().isoformat())
    apply(folder, f"Đã rút “{entity}”:")
