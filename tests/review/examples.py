"""Putting the example of a rule into an archive: its keys take the place of a record's own, or stand behind those of a list."""

from __future__ import annotations

import re
from pathlib import Path

from giaoban.records import layout
from giaoban.rules import RuleExample

USUAL = "briefings/2024/2024-10-15-giao-ban-thang-10-2024.md"
_TOP = re.compile(r"^(?=\S)(?!#|-)", re.MULTILINE)


def put(content: Path, example: RuleExample) -> None:
    """Write the files of an example, merged with those of the archive where it shows only some keys."""
    for path, text in example.files.items():
        file = content / (path or USUAL)
        kind = layout.file_kind(path or USUAL)
        new = text
        if file.exists() and not example.whole:
            new = _merged(file.read_text("utf-8"), text, is_list=kind is not None and not layout.holds_one(kind))
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(new.encode(example.encoding))


def _merged(base: str, text: str, *, is_list: bool) -> str:
    if not base.startswith("---\n"):
        return _keys(base, text, is_list=is_list)
    front, body = base[4:].split("\n---\n", 1)
    given, mark, written = f"\n{text}".partition("\n---\n")
    keys = _keys(front + "\n", given.strip("\n") + "\n" if given.strip() else "", is_list=False)
    return f"---\n{keys}---\n{written if mark else body}"


def _keys(base: str, text: str, *, is_list: bool) -> str:
    blocks = [block for block in _TOP.split(base) if block]
    seen: set[str] = set()
    for block in [block for block in _TOP.split(text) if block]:
        key = block.partition(":")[0]
        at = next((i for i, other in enumerate(blocks) if other.partition(":")[0] == key), None)
        # What the example itself writes twice stays twice; what is no key, such as a conflict's marker, stands where it is.
        if at is None or key in seen:
            blocks.append(block)
        elif is_list:
            blocks[at] = blocks[at].rstrip("\n") + "\n" + block.partition("\n")[2]
        else:
            blocks[at] = block
        seen.add(key)
    return "".join(blocks)
