"""What is asked for a new record: a prompt for every key that one line can hold, found from the class of its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from giaoban import kinds, vietnamese
from giaoban.editing.record_text import EditError, yaml_scalar
from giaoban.findings import quote
from giaoban.records import layout, models, wording
from giaoban.records.complaints import READ_FROM_BODY
from giaoban.records.files import SourceFile
from giaoban.records.load import load
from giaoban.records.model import Model, Refers, Source

NEW = tuple(key for key, kind in kinds.every().items() if kind.files and kind.growing)
"""The kinds that editors add records of."""

SOURCE = "source-"
"""Stands before the keys of the first source."""

# What is written once a record is there, with its source at hand.
_LATER = {
    "id", "status", "corrections", *READ_FROM_BODY, "note", "date_note", "attendance", "apart_from", "implements", "amends",
    "replaces", "first", "last", "author", "accessed", "sha256", "archived", "partial",
}  # fmt: skip
# A series says much of its meetings, and a date which units there were.
_FIRST = {"briefing": ("series", "date")}
# What a list of records in a meeting is filled from: its key, the word for it, what it says, and the kind that is named.
_WITHIN = {
    "people": ("chair", "Người chủ trì", "Tên hay mã lãnh đạo.", "leader"),
    "provinces": ("province", "Tỉnh, thành được nêu", "Tên hay mã đơn vị.", "unit"),
}


@dataclass(frozen=True, slots=True)
class Prompt:
    """One key of a record, or of its first source. ``refers``: the kind that it names. ``choices``: all that it may be.

    ``required``: no record is without it; a source only if it has no publisher or address either.
    """

    kind: str
    key: str
    title: str
    says: str
    required: bool = False
    many: bool = False
    refers: str = ""
    choices: tuple[str, ...] = ()

    @property
    def is_made(self) -> bool:
        """Whether it is made of the other answers where nobody gives one."""
        return (self.kind, self.key) == ("briefing", "title")

    @property
    def option(self) -> str:
        """The option of the command that answers it."""
        return f"--{self.key.replace('_', '-')}"

    def read(self, given: str) -> str:
        """What an answer means: clean text, one of the choices. Raises `EditError` for what no record may hold there.

        An answer that names a record is only cleaned.
        """
        said = " ".join(vietnamese.cleaned(given, dashes=False).text.split())
        if self.choices:
            meant = wording.meant(said, self.choices)
            if not meant:
                listed = ", ".join(map(wording.with_label, self.choices))
                raise EditError(f"{self.title}: không có {quote(given)}. Chọn một: {listed}")
            return meant
        if not self.refers and (wrong := self._fault(said)):
            raise EditError(f"{self.title}: {wrong}")
        return said

    def _fault(self, said: str) -> str:
        """What the check would say of a value; empty where it is right."""
        if self.key.startswith(SOURCE):
            lines = ["sources:", "  - id: s1", f"    {self.key.removeprefix(SOURCE)}: {yaml_scalar(said)}"]
        else:
            lines = [f"{self.key}: {f'[{yaml_scalar(said, in_flow=True)}]' if self.many else yaml_scalar(said)}"]
        source = file_of(self.kind, "x", ["id: x", *lines])
        shown = [line.strip() for line in source.data.decode().splitlines()]
        at = shown.index(lines[-1].strip()) + 1
        found = next((f for f in load(source).findings if f.line == at and f.severity == "error"), None)
        if found is None:
            return ""
        # Which key it is, the prompt says.
        message = re.sub(r"^“[a-z_0-9.\[\]]+”: ", "", found.message)
        return "; ".join(filter(None, [message, found.hint]))


def file_of(kind: str, entity: str, lines: list[str], folder: str = "2000") -> SourceFile:
    """The file of a new record that stands alone in it, or of a list with that record alone. ``folder``: of a meeting."""
    *above, name = kinds.get(kind).files.split("/")
    file, _, key = name.partition("#")
    path = "/".join([*(part.replace("*", folder) for part in above), file.replace("*", entity)])
    if key:
        lines = [f"{key}:", f"  - {lines[0]}", *(f"    {line}" for line in lines[1:])]
    elif file.endswith(".md"):
        lines = ["---", *lines, "---"]
    return SourceFile(path, layout.file_kind(path) or "", "".join(f"{line}\n" for line in lines).encode())


def prompts(kind: str) -> tuple[Prompt, ...]:
    """What is asked for a record of a kind, in order."""
    found = [*_prompts_of(kind, models.get(kind))]
    first = _FIRST.get(kind, ())
    # A title in our own words is made of all else.
    return tuple(sorted(found, key=lambda q: (q.is_made, first.index(q.key) if q.key in first else len(first))))


def _prompts_of(kind: str, model: type[Model], before: str = "", *, sourced: bool = False) -> Iterator[Prompt]:
    for name, info in model.model_fields.items():
        key = info.alias or name
        if key in _LATER:
            continue
        many, refers, choices, part = _meant(info.annotation, info.metadata)
        if part is Source:
            yield from _prompts_of(kind, Source, SOURCE, sourced=info.is_required())
        elif part is None:
            title, says = wording.of_key(model.__name__, key)
            title = f"Nguồn: {title[:1].lower()}{title[1:]}" if before else title
            # A source needs one of several keys; its title is what is there most often.
            required = info.is_required() or (sourced and key == "title")
            yield Prompt(kind, before + key, title, says, required, many, refers, choices)
        elif key in _WITHIN:
            own, title, says, refers = _WITHIN[key]
            yield Prompt(kind, own, title, says, many=True, refers=refers)


def _meant(annotation: Any, metadata: Any) -> tuple[bool, str, tuple[str, ...], type[Model] | None]:
    """Of a field's type: whether it is a list, the kind that it names, its choices, and the class of records in it."""
    refers = next((mark.kind for mark in metadata if isinstance(mark, Refers)), "")
    if get_origin(annotation) is Literal:
        return False, refers, get_args(annotation), None
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return False, refers, (), annotation
    many, part = get_origin(annotation) is tuple, None
    choices: tuple[str, ...] = ()
    for inner in get_args(annotation):
        its_many, its_refers, its_choices, its_part = _meant(
            getattr(inner, "__origin__", inner) if hasattr(inner, "__metadata__") else inner,
            getattr(inner, "__metadata__", ()),
        )
        many, refers, choices = many or its_many, refers or its_refers, choices or its_choices
        part = part or its_part
    return many, refers, choices, part
