"""Another id for a record, and one record for two that are the same: with every reference and the published addresses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from giaoban import kinds
from giaoban.editing.folder import Folder
from giaoban.editing.record_text import EditError, RecordText, written
from giaoban.editing.references import redirect
from giaoban.records import layout, models
from giaoban.records.model import ID_PATTERN, RESERVED

_FIXED = {"unit", "province"}
_MERGED = {"leader": "other_names", "resolution": "aliases", "organization": "aliases"}
_OWN = {"id", "corrections"}


def rename(folder: Folder, entity: str, new: str, kind: str = "") -> str:
    """Give a record another id; gives its kind. Raises `EditError`."""
    kind, path, at = folder.find(entity, kind)
    if kind in _FIXED:
        raise EditError("mã của tỉnh, thành không bao giờ đổi: tên mới ghi ở forms hoặc ở một đơn vị mới")
    if not re.fullmatch(ID_PATTERN, new) or len(new) > 120 or new in RESERVED:
        raise EditError(f"“{new}” không phải mã hợp lệ: chỉ gồm chữ thường a–z không dấu, chữ số và dấu gạch nối")
    if new in folder.ids(kind):
        say = f"; cùng một {kinds.get(kind).label.lower()} thì: giaoban merge {entity} {new}" if kind in _MERGED else ""
        raise EditError(f"mã “{new}” đã là của một bản ghi khác{say}")
    redirect(folder, kind, entity, new, parts=True)
    folder.text(path).change((*at, "id"), new)
    if layout.holds_one(folder.sources[path].kind):
        head, _, name = path.rpartition("/")
        folder.move(path, f"{head}/{new}{name.removeprefix(entity)}")
    return kind


def merge(folder: Folder, old: str, new: str, kind: str = "") -> tuple[str, list[str]]:
    """Let one person, document or organization that has two records have the second alone.

    Gives the kind, and what an editor has to look at: what the two say differently. Raises `EditError`.
    """
    kind, path, _ = folder.find(old, kind)
    if kind not in _MERGED:
        raise EditError(f"{kinds.get(kind).label.lower()} không gộp bằng lệnh được: chỉ lãnh đạo, văn bản, cơ quan")
    if old == new:
        raise EditError("hai mã là một")
    _, into, _ = folder.find(new, kind)
    lost, kept = folder.text(path).value, folder.text(into)
    other_names = [lost.get("name"), *lost.get(_MERGED[kind], ()), lost.get("title_as_cited")]
    said = [
        f"{key}: “{lost[key]}” ở {old}, “{kept.value[key]}” ở {new}, giữ cái sau"
        for key in lost
        if key not in {*_OWN, "name", "sources", _MERGED[kind]} and key in kept.value and kept.value[key] != lost[key]
    ]
    said += [f"{key}: chỉ {old} có, xem có chép sang {new} không: {_shown(lost[key])}"
             for key in lost if key not in {*_OWN, _MERGED[kind]} and key not in kept.value]  # fmt: skip
    said += [f"nguồn của {old}, xem có chép sang {new} không: {_shown(s)}" for s in lost.get("sources", ())
             if not any(_alike(s, t) for t in kept.value.get("sources", ()))]  # fmt: skip
    names = {
        kept.value.get("name"),
        kept.value.get("title"),
        kept.value.get("title_as_cited"),
        *kept.value.get(_MERGED[kind], ()),
    }
    if added := [name for name in dict.fromkeys(other_names) if name and name not in names]:
        _add_names(kept, _MERGED[kind], added, kind)
    redirect(folder, kind, old, new, parts=False)
    folder.remove(path)
    said += [
        f"{p} nay nêu “{new}” hai lần: gộp hai mục thành một" for p in folder.mentioning(old) if _twice(folder, p, new)
    ]
    return kind, said


def _add_names(kept: RecordText, key: str, names: Sequence[str], kind: str) -> None:
    if key in kept.value:
        for name in names:
            kept.append((key,), name)
    else:
        order = [info.alias or field for field, info in models.get(kind).model_fields.items()]
        listed = ", ".join(written(name, in_flow=True) for name in names)
        kept.add_key(key, [f"{key}: [{listed}]"], list(names), order)


def _alike(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(one.get(key) == other.get(key) for key in ("title", "url", "publisher"))


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(str(v) for k, v in value.items() if k != "id")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _twice(folder: Folder, path: str, new: str) -> bool:
    value = folder.text(path).value
    lists = (value.get("people"), value.get("resolutions")) if isinstance(value, dict) else ()
    return any(
        sum(isinstance(e, dict) and new in (e.get("leader"), e.get("resolution")) for e in one) > 1
        for one in lists
        if isinstance(one, list)
    )
