"""The command ``draft``: an article in, a first record out; and once that was looked through, its marks away.

A meeting's record that an editor has begun gets what an article says of the keys that it lacks.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path, PurePath

import click

from giaoban import kinds, project
from giaoban.drafting import files
from giaoban.drafting.model import Draft
from giaoban.drafting.worklist import settled_files
from giaoban.editing.command import apply, edits
from giaoban.editing.folder import ContentFolder
from giaoban.editing.record_text import EditError
from giaoban.findings import Finding
from giaoban.records import front_matter, layout, models
from giaoban.records.marks import read_yaml
from giaoban.records.model import key_order

_KIND = "briefing"
_ID = re.compile(r"[a-z0-9-]+")
_KEY = re.compile(r"([a-z_]+):")


def complete(folder: ContentFolder, entity: str, draft: Draft) -> list[str]:
    """Add to the record of an id what it lacks and the draft has, and the new records that this names.

    What the editor has said stays, whatever the article says. Returns the keys that were added. Raises `EditError`.
    """
    if draft.not_a_meeting:
        raise EditError("bài này không kể cuộc họp nào của kho")
    _, path, _ = folder.find(entity, _KIND)
    text = folder.text(path)
    own, *proposed = files.files_of(draft).items()
    parts = front_matter.divide(own[1], ())
    order = list(key_order(models.get(_KIND)))
    lacking = {key: lines for key, lines in _blocks(parts.front) if key not in text.value}
    for key, lines in lacking.items():
        text.add_key(key, lines, read_yaml("\n".join(lines)).value[key], order)
    written = front_matter.divide(text.text, ()).body
    if not written.strip():
        text.replace(len(text.text), len(text.text), parts.body if text.text.endswith("\n") else f"\n{parts.body}")
    named = {word for lines in lacking.values() for line in lines for word in _ID.findall(line)}
    for file, new in proposed:
        if file not in folder.sources and PurePath(file).stem in named:
            folder.add(file, new)
    return [*lacking]


def _blocks(front: str) -> Iterator[tuple[str, list[str]]]:
    """The keys of some YAML at its margin, each with its lines; remarks that stand alone belong to none."""
    key, lines = "", list[str]()
    for line in front.splitlines():
        if line.startswith("#"):
            continue
        if found := _KEY.match(line):
            if lines:
                yield key, lines
            key, lines = found[1], []
        lines.append(line)
    if lines:
        yield key, lines


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
    from giaoban.drafting.files import to_record, write
    from giaoban.drafting.intake import read_article
    from giaoban.drafting.known import Known

    text, findings = read_article(file)
    if text is None:
        _report(findings)
        _tell_of_records(file, content or into or project.ROOT / "content")
        sys.exit(1)
    result = draft(text, Known.read(content or into or project.ROOT / "content"), path=_name_of_input(file))
    if begun:
        _report([*findings, *result.findings])
        _complete(ContentFolder(content or project.ROOT / "content"), begun, result)
        return
    if as_json:
        click.echo(json.dumps(result.to_json(), ensure_ascii=False, indent=1))
    elif not into:
        click.echo(to_record(result), nl=False)
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


def _tell_of_records(file: str, content: Path) -> None:
    """What to do where the id of a record, or the address of a page, was given in place of an article."""
    if file.startswith(("http://", "https://")):
        click.echo("Lệnh không lấy trang từ mạng: lưu trang thành tệp, rồi giaoban draft <tệp>", err=True)
    elif content.is_dir() and file in ContentFolder(content).ids(_KIND):
        click.echo(f"{file} là mã của một bản ghi: điền tiếp thì giaoban draft {file} --from <bài báo>; "
                   f"xem lại thì giaoban review {file}", err=True)  # fmt: skip


def _complete(folder: ContentFolder, entity: str, result: Draft) -> None:
    """Fill in a record. It is a draft then, with places that only an editor can settle, so the check may find errors in it."""
    added = complete(folder, entity, result)
    for path in folder.write():
        click.echo(f"Đã ghi {path}")
    folder.settle()
    click.echo(f"Điền thêm: {', '.join(added) or 'không có gì'}. Xem lại: giaoban review {entity}")


def _finish(entity: str, content: Path) -> None:
    """Take the marks away. Only now are the addresses promised: until then a draft may be renamed or thrown away."""
    folder = ContentFolder(content)
    if shared := [kinds.get(kind).label.lower() for kind, one in folder.every() if one == entity]:
        if not any(source.stem == entity and layout.holds_one(source.kind) for source in folder.sources.values()):
            raise EditError(f"“{entity}” là {shared[0]} trong một tệp chung, không có bản nháp riêng")
    else:
        folder.find(entity)
    changed, findings = settled_files(folder.sources.values(), entity)
    _report(findings)
    if findings:
        sys.exit(1)
    if not changed:
        click.echo("Bản ghi này không còn dấu nào của bản nháp.")
        return
    for path, data in changed.items():
        folder.put(path, data)
    apply(folder, f"Đã bỏ mọi dấu của bản nháp {entity}:")


def _name_of_input(file: str) -> str:
    return "đầu vào" if file == "-" else file


def _report(findings: list[Finding]) -> None:
    for finding in findings:
        click.echo(finding.format(), err=True)
