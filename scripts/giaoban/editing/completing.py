"""A meeting's record that an editor has begun gets what an article says of the keys that it lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from giaoban.drafting import files
from giaoban.drafting.model import Draft
from giaoban.editing.folder import Folder
from giaoban.editing.record_text import EditError
from giaoban.records import front_matter, models
from giaoban.records.marks import read

_KIND = "briefing"
_ID = re.compile(r"[a-z0-9-]+")
_KEY = re.compile(r"([a-z_]+):")


def complete(folder: Folder, entity: str, draft: Draft) -> list[str]:
    """Add to the record of an id what it lacks and the draft has, and the new records that this names.

    What the editor has said stays, whatever the article says. Returns the keys that were added. Raises `EditError`.
    """
    if draft.not_a_meeting:
        raise EditError("bài này không kể cuộc họp nào của kho")
    _, path, _ = folder.find(entity, _KIND)
    text = folder.text(path)
    own, *proposed = files.files_of(draft).items()
    parts = front_matter.divide(own[1], ())
    order = [info.alias or name for name, info in models.get(_KIND).model_fields.items()]
    lacking = {key: lines for key, lines in _blocks(parts.front) if key not in text.value}
    for key, lines in lacking.items():
        text.add_key(key, lines, read("\n".join(lines)).value[key], order)
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
