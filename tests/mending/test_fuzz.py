"""Whatever stands in a file of records, commands that read it end with findings: no traceback, nothing written elsewhere."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from hypothesis import given, settings
from mutating import CONTENT, mutated

from giaoban.check import check_record
from giaoban.cli import main
from giaoban.drafting.draft import draft
from giaoban.drafting.files import to_record
from giaoban.drafting.known import Known
from giaoban.mending.fix import fix
from giaoban.records.files import SourceFile
from giaoban.records.load import load

KNOWN = Known.read(CONTENT)
MINI = Path(__file__).resolve().parent.parent / "fixtures" / "mini" / "content"
_watching: list[set[str]] = []


def _watch(event: str, given: tuple[Any, ...]) -> None:
    """Note what the process opens for writing, renames, links or makes; an audit hook cannot be taken off again."""
    if not _watching or event.partition(".")[0] not in {"open", "os", "shutil"}:
        return
    if event == "open":
        path, mode, flags = given
        if isinstance(path, str) and (set(mode or "") & set("wax+") or (flags or 0) & (os.O_WRONLY | os.O_RDWR)):
            _watching[-1].add(os.path.realpath(path))
    elif event in {"os.rename", "os.link", "os.symlink", "os.mkdir"}:
        paths = given[:2] if event != "os.mkdir" else given[:1]
        _watching[-1].update(os.path.realpath(path) for path in paths if isinstance(path, str | Path))


sys.addaudithook(_watch)


@contextmanager
def written() -> Iterator[set[str]]:
    """The files that are written within."""
    _watching.append(set())
    try:
        yield _watching[-1]
    finally:
        _watching.pop()


@given(mutated())
@settings(max_examples=60)
def test_a_file_is_read_checked_mended_and_drafted_from(source: SourceFile) -> None:
    loaded = load(source)
    for finding in (*loaded.findings, *check_record(loaded)):
        assert finding.line > 0
        assert finding.column > 0
        assert finding.format().isprintable()
    fix(source)
    drafted = draft(source.data.decode(errors="replace"), KNOWN)
    to_record(drafted)
    drafted.to_json()


@given(mutated())
@settings(max_examples=12)
def test_commands_end_in_findings_and_write_nowhere_else(source: SourceFile) -> None:
    with tempfile.TemporaryDirectory() as folder:
        content, article = Path(folder) / "content", Path(folder) / "bài.txt"
        shutil.copytree(MINI, content)
        article.write_bytes(source.data)
        file = content / source.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(source.data)
        for command in (["check"], ["fix", "--diff"], ["fix"], ["draft", str(article), "--into", str(content)]):
            with written() as paths:
                result = CliRunner().invoke(main, [*command, "--content", str(content)])
            assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
            assert result.exit_code in {0, 1}, result.output
            # A check of a folder that is not the project's own keeps what it finds out in a folder of its own.
            own = (f"{content.resolve()}{os.sep}", f"{os.path.realpath(tempfile.gettempdir())}{os.sep}giaoban-")
            assert [path for path in paths if not path.startswith(own) and path != os.devnull] == []
