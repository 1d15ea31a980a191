"""An edit is applied: written, checked, taken back where the archive would have an error that it had not, and reported."""

from __future__ import annotations

import functools
import shlex
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from giaoban import project
from giaoban.build import ledger, versions
from giaoban.build.examine import Examined
from giaoban.editing.folder import Folder
from giaoban.editing.record_text import EditError
from giaoban.findings import Finding, quote
from giaoban.review.command import examined, print_findings
from giaoban.review.text import folder as shown_folder

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


def apply(folder: Folder, said: str) -> None:
    """Write what was edited, and new addresses into the ledger; tell what was done, and how it is undone.

    Raises `EditError` where the archive would then have errors that it has not now; no file has changed then.
    """
    before = _errors(examined(folder.content, project.ROOT)[1])
    touched = _uncommitted(folder.content)
    paths = folder.write()
    found, findings = examined(folder.content, project.ROOT)
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
