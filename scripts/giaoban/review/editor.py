"""What an editor's program knows while a record is typed: schemas, and lists of the ids that there are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from giaoban import kinds, project
from giaoban.records import schema
from giaoban.records.files import discover
from giaoban.records.load import load
from giaoban.records.models import kind_of
from giaoban.records.models.briefing import Briefing
from giaoban.records.models.unit import Unit
from giaoban.writing import write

IDS = Path(".vscode", "ids.code-snippets")


def schemas() -> Iterator[tuple[str, bytes]]:
    """Every schema: file name and text."""
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
    for name, text in schemas():
        write(project.ROOT / schema.FOLDER / name, text)
    click.echo(f"Đã ghi {len(schema.every())} lược đồ vào {schema.FOLDER}/.")


@click.command("editor")
def editor_command() -> None:
    """Ghi danh sách mã đang có cho VS Code gợi ý khi gõ (.vscode/ids.code-snippets, không đưa vào git)."""
    found = ids(project.ROOT / "content")
    write(project.ROOT / IDS, (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode())
    click.echo(f"VS Code gợi ý được {len(found)} mã: gõ vài chữ đầu của tên hay mã rồi nhấn Ctrl+Space.")
