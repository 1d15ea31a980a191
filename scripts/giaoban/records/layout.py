"""Where records are stored in a content folder, what each file holds, and what may be meant by one that is elsewhere.

All is derived from the registry of kinds. A file holds one record (``leaders/<id>.yml``), or lists of records under keys
(``topics.yml``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from giaoban import kinds, vietnamese
from giaoban.findings import quote
from giaoban.records import models
from giaoban.records.model import ID, Model, key_order


class Folder(NamedTuple):
    """A folder of files that hold one record each: of which ``kind``, how their names end, and how many folders deep they are."""

    kind: str
    ending: str
    depth: int


@cache
def folders() -> Mapping[str, Folder]:
    """The folders whose files hold one record each, by the name of the outermost; from the registry of kinds."""
    found = {}
    for kind in kinds.every().values():
        *parts, last = kind.files.split("/")
        if parts:
            found[parts[0]] = Folder(kind.key, last.removeprefix("*"), len(parts))
    return found


@cache
def lists() -> Mapping[str, Mapping[str, str]]:
    """The files of lists, by name without ending (``provinces``): key of each list to the kind that it holds."""
    found: dict[str, dict[str, str]] = {}
    for kind in kinds.every().values():
        file, _, key = kind.files.partition("#")
        if key:
            found.setdefault(file.removesuffix(".yml"), {})[key] = kind.key
    return found


@cache
def list_models(file: str) -> Mapping[str, type[Model]]:
    """The class of the entries under each key of a file of lists, those included that are no records of a kind."""
    found: dict[str, type[Model]] = {}
    for key, kind in lists()[file].items():
        found |= {**models.lists_beside(kind), key: models.get(kind)}
    return found


def keys(file_kind: str) -> Mapping[str, Mapping[str, Any]]:
    """The keys that may stand in a file of a kind, in their order, each with those under it."""
    if holds_one(file_kind):
        return key_order(models.get(file_kind))
    return {key: key_order(model) for key, model in list_models(file_kind).items()}


def file_kind(path: str) -> str | None:
    """What a file holds, by its path: the kind of its one record, or the name of the file of lists; None for no such file."""
    *parts, name = path.split("/")
    if not parts:
        stem = name.removesuffix(".yml")
        return stem if stem != name and stem in lists() else None
    folder = folders().get(parts[0])
    if not folder or len(parts) != folder.depth or not path.isascii() or not name.endswith(folder.ending):
        return None
    # A copy that a system made ("x (1).yml") is no record; nor is a name that no id can equal.
    if not ID.fullmatch(name.removesuffix(folder.ending)):
        return None
    # briefings/2018/…: the year only keeps folders small. It is not checked against the date, which may change later.
    return folder.kind if all(part.isdigit() for part in parts[1:]) else None


def is_folder(path: str) -> bool:
    """Whether records may be stored in a folder or below; none is deeper than its kind says, so no tree can be too deep."""
    name, *deeper = path.split("/")
    return name in folders() and len(deeper) < folders()[name].depth


def holds_one(file_kind: str) -> bool:
    """Whether a file of this kind (`file_kind`) holds one record, and not lists of records."""
    return file_kind not in lists()


def stem(path: str) -> str:
    """The name of a file without its ending; the id of its one record equals it."""
    return path.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def without_place(written: str) -> str:
    """What is written for an id, without the folder and ending of its file, or the address of its page, if it has any."""
    tidy = written.strip().rstrip("/")
    plain = re.sub(r"\.(?:ya?ml|md)$", "", tidy)
    is_placed = plain != tidy or tidy.startswith("/") or tidy.partition("/")[0] in folders()
    return plain.rpartition("/")[2] if is_placed else written


def home(kind: str, entity: str) -> str:
    """Where an editor writes a record of a kind: ``leaders/<id>.yml``, or the file of lists."""
    return kinds.get(kind).files.partition("#")[0].replace("*", entity)


# What systems and programs add to the name of a copy: "x (1).md", "x - Copy.md", "x copy 2.md", "Bản sao của x.md", "x_1 (2).md".
_COPY = re.compile(
    r"(?P<of>.+?)(?: ?\(\d+\)| \d+| - (?:copy|bản sao|sao chép)(?: ?\(\d+\))?| (?:copy|bản sao)(?: \d+)?)"
    r"|(?:copy of|bản sao của) (?P<that>.+)",
    re.IGNORECASE,
)
_TEXT = {"md", "markdown", "yml", "yaml", "txt"}


class Misplaced(NamedTuple):
    """Message and way out for a file that is no record."""

    message: str
    hint: str


def explain_misplaced(path: str) -> Misplaced:
    """What is wrong with the name or place of a file within the content folder."""
    folder, _, name = unicodedata.normalize("NFC", path).rpartition("/")
    stem, _, ending = name.rpartition(".")
    stem = stem or name
    own = folders().get(folder.partition("/")[0])
    if ending.lower() in _TEXT and (copy := _COPY.fullmatch(stem)):
        first = f"{copy['of'] or copy['that']}.{ending}"
        message = f"tệp này trông như bản sao của {quote(first)} do máy tạo ra khi chép"
        hint = "so hai tệp, giữ một và xóa tệp này; nếu là bản ghi khác thì đặt tên tệp và id theo mã mới"
        return Misplaced(message, hint)
    wanted = own.ending.removeprefix(".") if own else "yml"
    if own and ending in {"md", "yml"} and ending != wanted:
        is_meeting = ending == "md"
        said = "tệp .md là của cuộc họp" if is_meeting else "cuộc họp là tệp .md, tệp .yml là của bản ghi khác"
        return Misplaced(said, f"chuyển tệp về đúng chỗ: {'; '.join(_homes())}")
    if ending != wanted and ending.lower() in _TEXT and (own or stem in lists()):
        right = f"{stem.removesuffix(f'.{wanted}')}.{wanted}"
        said = "phải viết chữ thường" if ending.lower() == wanted else f"phải là .{wanted}"
        return Misplaced(f"đuôi tệp {said}, ở đây là .{ending}", f"đổi tên tệp thành {right}")
    if own and ending == wanted and not _is_id(stem):
        hint = f"đổi tên tệp, và dòng id, thành {vietnamese.slug(stem) or '<mã>'}.{wanted}"
        return Misplaced("tên tệp chỉ gồm chữ thường a–z không dấu, chữ số và dấu gạch nối", hint)
    if own and ending == wanted:
        depth = len(folder.split("/"))
        home = kinds.get(own.kind).files.replace("/*/", "/<năm>/").replace("*", stem)
        year = re.match(r"\d{4}", stem)
        hint = f"chuyển tệp về {home.replace('<năm>', year[0]) if year else home}"
        said = "cần nằm trong thư mục của một năm" if own.depth > depth else "nằm sâu hơn chỗ của nó"
        return Misplaced(f"tệp {said}", hint)
    return Misplaced("tệp không thuộc chỗ nào trong kho", f"{'; '.join(_homes())}; tên không dấu")


def meant_by_misplaced(path: str) -> Iterator[tuple[str, str]]:
    """Kind and id of every record that such a file may hold; an empty id stands for any."""
    folder, _, name = unicodedata.normalize("NFC", path).rpartition("/")
    stem = name.partition(".")[0] or name
    copy = _COPY.fullmatch(stem)
    stem = (copy["of"] or copy["that"]) if copy else stem
    if not folder:
        yield from ((kind, "") for kind in lists().get(stem, {}).values())
    elif (own := folders().get(folder.partition("/")[0])) and (entity := vietnamese.slug(stem)):
        yield own.kind, entity


def _is_id(stem: str) -> bool:
    return re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", stem) is not None


def _homes() -> Iterator[str]:
    """Where each kind of record that has files of its own is written."""
    for kind in kinds.every().values():
        if "*" in kind.files:
            path = kind.files.replace("/*/", "/<năm>/").replace("*", "<id>")
            yield f"{kind.label[:1].lower()}{kind.label[1:]}: {path}"
