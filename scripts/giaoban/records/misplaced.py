"""What may have been meant by a file that lies in the content folder and is no record."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from giaoban import kinds, vietnamese
from giaoban.findings import quote
from giaoban.records import layout

# What systems and programs add to the name of a copy: "x (1).md", "x - Copy.md", "x copy 2.md", "Bản sao của x.md", "x_1 (2).md".
_COPY = re.compile(
    r"(?P<of>.+?)(?: ?\(\d+\)| - (?:copy|bản sao|sao chép)(?: ?\(\d+\))?| (?:copy|bản sao)(?: \d+)?)"
    r"|(?:copy of|bản sao của) (?P<that>.+)",
    re.IGNORECASE,
)
_TEXT = {"md", "markdown", "yml", "yaml", "txt"}


class Misplaced(NamedTuple):
    """Message and way out for a file that is no record."""

    message: str
    hint: str


def explain(path: str) -> Misplaced:
    """What is wrong with the name or place of a file within the content folder."""
    folder, _, name = unicodedata.normalize("NFC", path).rpartition("/")
    stem, _, ending = name.rpartition(".")
    stem = stem or name
    own = layout.folders().get(folder.partition("/")[0])
    if ending.lower() in _TEXT and (copy := _COPY.fullmatch(stem)):
        first = f"{copy['of'] or copy['that']}.{ending}"
        message = f"tệp này trông như bản sao của {quote(first)} do máy tạo ra khi chép"
        hint = "so hai tệp, giữ một và xóa tệp này; nếu là bản ghi khác thì đặt tên tệp và id theo mã mới"
        return Misplaced(message, hint)
    wanted = own.ending.removeprefix(".") if own else "yml"
    if ending != wanted and ending.lower() in _TEXT and (own or stem in layout.lists()):
        right = f"{stem}.{wanted}"
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


def meant(path: str) -> Iterator[tuple[str, str]]:
    """Kind and id of every record that such a file may hold; an empty id stands for any."""
    folder, _, name = unicodedata.normalize("NFC", path).rpartition("/")
    stem = name.partition(".")[0] or name
    copy = _COPY.fullmatch(stem)
    stem = (copy["of"] or copy["that"]) if copy else stem
    if not folder:
        yield from ((kind, "") for kind in layout.lists().get(stem, {}).values())
    elif (own := layout.folders().get(folder.partition("/")[0])) and (entity := vietnamese.slug(stem)):
        yield own.kind, entity


def _is_id(stem: str) -> bool:
    return re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", stem) is not None


def _homes() -> Iterator[str]:
    """Where each kind of record that has files of its own is written."""
    for kind in kinds.every().values():
        if "*" in kind.files:
            path = kind.files.replace("/*/", "/<năm>/").replace("*", "<id>")
            yield f"{kind.label[:1].lower()}{kind.label[1:]}: {path}"
