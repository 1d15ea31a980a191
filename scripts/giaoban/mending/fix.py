"""One file mended: characters first, then what findings say how to mend, then the form of the lines.

Each rule says itself how its finding is mended (`giaoban.findings.Mending`); here it is done, as often as one mending lets
another be seen. What cannot be read, or was written by two people at once, stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from giaoban import vietnamese
from giaoban.check import check_record
from giaoban.findings import Finding, Mending
from giaoban.mending.form import with_lines_in_form
from giaoban.records.files import MAX_BYTES, SourceFile
from giaoban.records.load import load, without_conflicts

# Each round mends all that the one before it has brought to light; a file has few layers of faults.
_MOST_ROUNDS = 12


def fix(source: SourceFile) -> bytes:
    """The bytes of a file with all mended that is safe to mend; the same bytes where nothing is, or nothing can be read.

    Idempotent. Comments, blank lines and line ends stay. Never raises for what the file holds.
    """
    try:
        text = source.data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return source.data
    is_dos = "\r\n" in text
    text = text.replace("\r\n", "\n")
    if without_conflicts(source.path, text)[1]:
        return source.data
    text = vietnamese.typed(text)
    for _ in range(_MOST_ROUNDS):
        mended = apply_mendings(text, (found.mending for found in findings_of_text(source, text) if found.mending))
        if mended == text:
            break
        text = mended
    text = with_lines_in_form(source, text)
    data = (text.replace("\n", "\r\n") if is_dos else text).encode()
    return data if len(data) <= MAX_BYTES else source.data


def findings_of_text(source: SourceFile, text: str) -> list[Finding]:
    """All that is wrong with the file, were it this text."""
    loaded = load(SourceFile(source.path, source.kind, text.encode()))
    return [*loaded.findings, *check_record(loaded)]


def apply_mendings(text: str, mendings: Iterable[Mending]) -> str:
    """A text with some things mended; of two that concern one place the first, and none where something else stands."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    pieces: list[str] = []
    last = 0
    for line, column, old, new in sorted(set(mendings)):
        at = starts[line - 1] + column - 1 if 0 < line <= len(starts) else -1
        if at < last or not text.startswith(old, at):
            continue
        pieces += [text[last:at], new]
        last = at + len(old)
    return "".join([*pieces, text[last:]])
