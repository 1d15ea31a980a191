"""The commands ``check``, ``explain`` and ``diff``; and ``editor`` and ``schemas``, for editors' programs."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from giaoban import kinds, project, rules
from giaoban.build import versions
from giaoban.build.examine import Examined, examine, findings_in
from giaoban.findings import INCOMPLETE, Finding, did_you_mean, has_errors
from giaoban.records import schema
from giaoban.records.files import discover
from giaoban.records.load import load
from giaoban.records.models import kind_of
from giaoban.records.models.briefing import Briefing
from giaoban.records.models.unit import Unit
from giaoban.review import text
from giaoban.review.selection import limit_to_paths, selected_paths
from giaoban.review.usage import CONTENT
from giaoban.writing import write

_NO_FOLDER = "không có thư mục này"
_MORE = "giaoban check --incomplete"


def examine_content(content: Path, root: Path) -> tuple[Examined | None, list[Finding]]:
    """What `examine` gives of a content folder, and its findings; of the project's own both are kept in its store."""
    try:
        found = examine(content, root, keep=_is_own(content, root))
    except (NotADirectoryError, FileNotFoundError):
        return None, [_no_folder()]
    return found, list(found.findings)


def _all_findings(content: Path, root: Path) -> list[Finding]:
    """All that was found, which is remembered as long as nothing changes."""
    try:
        return list(findings_in(content, root, keep=_is_own(content, root)))
    except (NotADirectoryError, FileNotFoundError):
        return [_no_folder()]


def _no_folder() -> Finding:
    return Finding("", 1, 1, "error", "no-content", _NO_FOLDER, "kiểm tra lại đường dẫn ở --content")


def _is_own(content: Path, root: Path) -> bool:
    return content.resolve() == (root / "content").resolve()


def print_findings(
    findings: Sequence[Finding], content: Path, form: str, lang: str, *, lists_incomplete: bool, most: int | None = None
) -> None:
    """Print findings. What is only incomplete is counted, and listed on request; ``most``: of each rule so many warnings."""
    shown = text.folder(content)
    some = [f for f in findings if lists_incomplete or f.rule != INCOMPLETE]
    incomplete = sum(f.rule == INCOMPLETE for f in findings)
    if lang == "en":
        some = [text.in_english(finding) for finding in some]
    if form == "json":
        click.echo(text.as_json(some, shown, incomplete))
    elif form == "sarif":
        click.echo(text.as_sarif(some, shown))
    elif form == "github":
        if some:
            click.echo(text.as_github(some, shown))
    else:
        few = some if most is None else _limit_warnings(some, most)
        for line in text.layout(few, content, shown):
            click.echo(line)
        if len(few) < len(some):
            click.echo(f"Còn {len(some) - len(few)} cảnh báo cùng loại, xem hết bằng giaoban check.")
        click.echo(summary(findings, lang, is_listed=lists_incomplete))


def _limit_warnings(findings: Sequence[Finding], most: int) -> list[Finding]:
    """All errors, and of each rule the first warnings."""
    seen: Counter[str] = Counter()
    found = []
    for finding in findings:
        seen[finding.rule] += 1
        if finding.severity == "error" or seen[finding.rule] <= most:
            found.append(finding)
    return found


def summary(findings: Sequence[Finding], lang: str = "vi", *, is_listed: bool = False) -> str:
    """How many errors, warnings and incomplete documents there are, in words; ``is_listed``: these stand above it."""
    incomplete = sum(f.rule == INCOMPLETE for f in findings)
    others = [f for f in findings if f.rule != INCOMPLETE]
    if lang == "en":
        return text.summary_in_english(others, incomplete)
    said = f"{text.counts(others)}." if others else "Không có lỗi."
    if incomplete:
        said += f" {incomplete} văn bản còn thiếu dữ kiện" + ("." if is_listed else f": {_MORE}")
    errors = sorted({f.rule for f in others if f.severity == "error"})
    if errors and rules.find(errors[0]):
        said += f"\nVí dụ và cách sửa của từng quy tắc: giaoban explain {errors[0]}"
    return said


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[TỆP]…")
@CONTENT
@click.option(
    "--since",
    metavar="REV",
    default=None,
    help="Chỉ những tệp đã đổi từ nhánh hay commit này, và những gì nhắc tới chúng.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(text.FORMATS),
    default="text",
    show_default=True,
    help="Cách in: chữ, JSON, chú thích của GitHub, SARIF.",
)
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="Tiếng của lời báo.")
@click.option("--incomplete", is_flag=True, help="Liệt kê cả văn bản còn thiếu dữ kiện, thay vì chỉ đếm.")
def check_command(
    paths: tuple[Path, ...], content: Path, since: str | None, form: str, lang: str, *, incomplete: bool
) -> None:
    """Kiểm tra mọi bản ghi, hay chỉ vài tệp, và nói rõ từng chỗ sai. Thoát với mã 1 nếu có lỗi."""
    found = None
    if since is None:
        findings = _all_findings(content, project.ROOT)
    else:
        found, findings = examine_content(content, project.ROOT)
    findings = limit_to_paths(findings, selected_paths(found, content, paths, since))
    print_findings(findings, content, form, lang, lists_incomplete=incomplete)
    sys.exit(1 if has_errors(findings) else 0)


@click.command("explain")
@click.argument("rule", required=False, metavar="[QUY TẮC]")
def explain_command(rule: str | None) -> None:
    """Giải thích một quy tắc kiểm tra, với một ví dụ sai và một ví dụ đúng. Không ghi gì thì liệt kê mọi quy tắc."""
    if rule is None:
        for subject in rules.subjects():
            click.echo(f"{subject.title}:")
            for one in subject.rules:
                click.echo(f"  {one.id:<26} {one.title}")
        return
    found = rules.find(rule.strip().removeprefix("[").removesuffix("]"))
    if found is None:
        near = did_you_mean(rule, rules.every())
        raise click.UsageError(f"không có quy tắc “{rule}”. {near or 'Xem tất cả: giaoban explain'}")
    click.echo(f"{found.id}: {found.title}\n\n{click.wrap_text(found.says, 100)}\n")
    shown = [
        f"{heading}{f' ({path})' if path else ''}:\n\n" + "".join(f"    {line}\n" for line in text.splitlines())
        for heading, example in (("Sai", found.bad), ("Đúng", found.good))
        for path, text in example.visible.items()
    ]
    click.echo("\n".join(shown), nl=False)


@click.command("diff")
@click.argument("revision", metavar="REV", required=False, envvar="BASE")
@CONTENT
@click.option("--site", is_flag=True, help="Dựng cả hai bản từ đầu, để so độ nặng và thời gian.")
@click.option(
    "--ci", is_flag=True, help="Trên GitHub: so với BASE, ghi tóm tắt của lần chạy và build/reports/change.md."
)
def diff_command(revision: str | None, content: Path, *, site: bool, ci: bool) -> None:
    """Cho biết thay đổi từ một nhánh hay commit làm gì: bản ghi, địa chỉ, trích dẫn, lỗi, độ phủ. Thoát với mã 1 nếu có lỗi."""
    from giaoban.build.settings import canonical
    from giaoban.review.diff import between

    if not revision:
        raise click.UsageError("cần một nhánh hay commit để so, như main hoặc HEAD~1")
    try:
        said, findings = between(content, project.ROOT, revision, canonical(project.ROOT, None) if site or ci else None)
    except versions.NoVersionError as error:
        raise click.UsageError(str(error)) from None
    except (NotADirectoryError, FileNotFoundError):
        raise click.UsageError(f"không có thư mục {content}") from None
    click.echo(said, nl=False)
    if ci:
        print_findings(findings, content, "github", "vi", lists_incomplete=False)
        write(project.ROOT / "build" / "reports" / "change.md", said.encode())
        if summary_file := os.environ.get("GITHUB_STEP_SUMMARY"):
            with Path(summary_file).open("a", encoding="utf-8") as stream:
                stream.write(said)
    sys.exit(1 if has_errors(findings) else 0)


IDS = Path(".vscode", "ids.code-snippets")


def schemas() -> Iterator[tuple[str, bytes]]:
    """File name and JSON text of every schema for editors' programs."""
    for name, one in schema.every().items():
        yield name, (json.dumps(one, ensure_ascii=False, indent=1) + "\n").encode()


def ids(content: Path) -> dict[str, Any]:
    """A snippet for each record that others name: its name, marks left out or not, becomes its id."""
    sources, _ = discover(content)
    found: dict[str, Any] = {}
    for source in sources:
        for _, record in load(source).records:
            kind = kind_of(record)
            if kind is None or isinstance(record, Briefing) or not (entity := getattr(record, "id", "")):
                continue
            name = (
                getattr(record, "name", None)
                or getattr(record, "symbol", None)
                or getattr(record, "title", None)
                or entity
            )
            detail = f", {record.valid_from or '…'} – {record.valid_to or 'nay'}" if isinstance(record, Unit) else ""
            found[f"{kinds.get(kind).label} {entity}"] = {
                "scope": "yaml,markdown",
                "prefix": list(dict.fromkeys([entity, name])),
                "body": entity,
                "description": f"{kinds.get(kind).label}: {name}{detail}",
            }
    return found


@click.command("schemas")
def schemas_command() -> None:
    """Ghi lược đồ JSON của các bản ghi vào schemas/, sau khi lớp của bản ghi đổi."""
    for name, data in schemas():
        write(project.ROOT / schema.FOLDER / name, data)
    click.echo(f"Đã ghi {len(schema.every())} lược đồ vào {schema.FOLDER}/.")


@click.command("editor")
def editor_command() -> None:
    """Ghi danh sách mã đang có cho VS Code gợi ý khi gõ (.vscode/ids.code-snippets, không đưa vào git)."""
    found = ids(project.ROOT / "content")
    write(project.ROOT / IDS, (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode())
    click.echo(f"VS Code gợi ý được {len(found)} mã: gõ vài chữ đầu của tên hay mã rồi nhấn Ctrl+Space.")
