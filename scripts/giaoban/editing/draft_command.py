"""The command ``draft``: an article in, a first record out; and once that was looked through, its marks away."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from giaoban import project
from giaoban.drafting.model import Draft
from giaoban.drafting.worklist import finished
from giaoban.editing.applying import apply, edits
from giaoban.editing.completing import complete
from giaoban.editing.folder import Folder
from giaoban.findings import Finding

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command("draft")
@click.argument("file", type=click.Path(allow_dash=True), metavar="TỆP|MÃ", default="")
@click.option(
    "--from",
    "article",
    type=click.Path(allow_dash=True),
    metavar="TỆP",
    help="Bài báo, thay cho TỆP; kèm MÃ thì điền vào bản ghi ấy, đã tạo bằng new briefing, những gì còn thiếu.",
)
@click.option("--done", is_flag=True, help="Đã xem lại xong bản nháp MÃ: bỏ mọi dấu và chú thích của máy.")
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON, kèm chỗ đọc được từng giá trị.")
@click.option(
    "--into",
    type=_FOLDER,
    default=None,
    help="Ghi bản ghi (và bản ghi mới về lãnh đạo, văn bản) vào thư mục này; không ghi đè.",
)
@click.option(
    "--content", type=_FOLDER, default=None, help="Thư mục bản ghi để đối chiếu; mặc định là content/ của dự án."
)
@edits
def draft_command(
    file: str, *, article: str | None, done: bool, as_json: bool, into: Path | None, content: Path | None
) -> None:
    """Đọc một bài báo (chữ thường hay HTML) và in bản ghi đầu tiên về cuộc họp. TỆP là bài báo, hoặc “-” để đọc từ đầu vào."""
    if not file and not article:
        raise click.UsageError("cần một bài báo: tên tệp, hoặc “-” để đọc từ đầu vào")
    if done:
        _finish(file, content or into or project.ROOT / "content")
        return
    begun, file = (file, article) if article else ("", file)
    if begun and (as_json or into):
        raise click.UsageError("đã có MÃ thì bài được điền vào bản ghi ấy: bỏ --json và --into")
    from giaoban.drafting.draft import draft
    from giaoban.drafting.files import write
    from giaoban.drafting.intake import read
    from giaoban.drafting.known import Known

    text, findings = read(file)
    if text is None:
        _report(findings)
        sys.exit(1)
    result = draft(text, Known.read(content or into or project.ROOT / "content"), path=_shown(file))
    if begun:
        _report([*findings, *result.findings])
        _complete(Folder(content or project.ROOT / "content"), begun, result)
        return
    if as_json:
        click.echo(json.dumps(result.to_json(), ensure_ascii=False, indent=1))
    elif not into:
        click.echo(result.to_record(), nl=False)
    _report(findings)
    if not as_json or into:
        _report(list(result.findings))
    if into:
        written, problems = write(result, into)
        _report(problems)
        for name in written:
            click.echo(f"Đã ghi {name}", err=as_json)
        sys.exit(1 if problems else 0)
    sys.exit(1 if result.not_a_meeting and not as_json else 0)


def _complete(folder: Folder, entity: str, result: Draft) -> None:
    """Fill in a record. It is a draft then, with places that only an editor can settle, so the check may find errors in it."""
    added = complete(folder, entity, result)
    for path in folder.write():
        click.echo(f"Đã ghi {path}")
    folder.settle()
    click.echo(f"Điền thêm: {', '.join(added) or 'không có gì'}. Xem lại: giaoban review {entity}")


def _finish(entity: str, content: Path) -> None:
    """Take the marks away. Only now are the addresses promised: until then a draft may be renamed or thrown away."""
    folder = Folder(content)
    changed, findings = finished(folder.sources.values(), entity)
    _report(findings)
    if findings:
        sys.exit(1)
    if not changed:
        click.echo("Bản ghi này không còn dấu nào của bản nháp.")
        return
    for path, data in changed.items():
        folder.put(path, data)
    apply(folder, f"Đã bỏ mọi dấu của bản nháp {entity}:")


def _shown(file: str) -> str:
    return "đầu vào" if file == "-" else file


def _report(findings: list[Finding]) -> None:
    for finding in findings:
        click.echo(finding.format(), err=True)
