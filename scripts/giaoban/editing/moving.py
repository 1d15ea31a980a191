"""Another id for a record, and one record for two that are the same: with every reference and the published addresses.

References are everything in a content folder that names a record: keys of other records, items of meetings, links in texts and
pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from giaoban import kinds
from giaoban.build import ledger, versions
from giaoban.editing.folder import ContentFolder
from giaoban.editing.record_text import EditError, RecordText, yaml_scalar
from giaoban.records import layout, models
from giaoban.records.files import SourceFile
from giaoban.records.marks import YamlPath
from giaoban.records.model import EACH, ID_PATTERN, RESERVED, Model, key_order, reference_fields

_OF_ITEMS = (("results", EACH, "answers"), ("tasks", EACH, "continues"))


def _redirect(folder: ContentFolder, kind: str, old: str, new: str, *, parts: bool) -> None:
    """Have every reference to a record name another one, and its published addresses lead there.

    ``parts``: whether the other one has the same parts (years of its timeline). Raises `EditError` where a file that names the
    record cannot be edited.
    """
    for path in [*folder.mentioning(old)]:
        text = folder.text(path)
        for at, value in [*_naming(text, folder.sources[path].kind, kind, old)][::-1]:
            item = value.removeprefix(old)
            wanted = new + item
            siblings = text.value
            for step in at[:-1]:
                siblings = siblings[step]
            if isinstance(siblings, list) and wanted in siblings:
                text.remove_entry(at)
            else:
                text.change(at, wanted)
    _links(folder, kind, old, new)
    _addresses(folder, kind, old, new, parts=parts)


def _naming(text: RecordText, file_kind: str, kind: str, entity: str) -> Iterator[tuple[YamlPath, str]]:
    """Every scalar of a file that names a record, with its place; those of one list in their order."""
    roots: list[tuple[YamlPath, type[Model], str]]
    if layout.holds_one(file_kind):
        roots = [((), models.get(file_kind), file_kind)]
    else:
        roots = [
            ((key, i), models.get(own), own)
            for key, own in layout.lists()[file_kind].items()
            for i in range(len(text.value.get(key) or ()) if isinstance(text.value, dict) else 0)
        ]
    for root, model, own in roots:
        patterns = [reference.path for reference in reference_fields(model) if reference.kind == kind]
        if own == "briefing" == kind:
            patterns += [*_OF_ITEMS, *((*path, EACH) for path in _OF_ITEMS)]
        seen: set[YamlPath] = set()
        for pattern in patterns:
            for at, value in _scalars_at(text.value, root, pattern):
                named = value == entity or (kind == "briefing" and value.startswith(f"{entity}#"))
                if named and at not in seen:
                    seen.add(at)
                    yield at, value


def _scalars_at(value: Any, root: YamlPath, pattern: tuple[str, ...]) -> Iterator[tuple[YamlPath, str]]:
    """The scalars at a pattern below a place; a single text stands for a list of one."""
    for step in root:
        value = value[step]
    found: list[tuple[YamlPath, Any]] = [(root, value)]
    for step in pattern:
        deeper: list[tuple[YamlPath, Any]] = []
        for at, inner in found:
            if step == EACH:
                deeper += [((*at, i), one) for i, one in enumerate(inner)] if isinstance(inner, list) else [(at, inner)]
            elif isinstance(inner, dict) and step in inner:
                deeper.append(((*at, step), inner[step]))
        found = deeper
    yield from ((at, inner) for at, inner in found if isinstance(inner, str))


def _link_pattern(kind: str, entity: str) -> re.Pattern[str] | None:
    """Links to a record's pages within the site, in Markdown or in plain text; None for a kind that has no pages."""
    section = kinds.get(kind).section
    before = r"(?<![^\s(\[<\"'“])(?:\.{1,2}/)*/?"
    return re.compile(rf"({before}{section}/){re.escape(entity)}(?=/)") if section else None


def _links(folder: ContentFolder, kind: str, old: str, new: str) -> None:
    pattern = _link_pattern(kind, old)
    if pattern is None:
        return
    for path in folder.mentioning(f"/{old}/"):
        text = folder.text(path)
        for found in pattern.finditer(text.text):
            text.replace(found.start() + len(found[1]), found.end(), new)
        text.value = _with_references_replaced(text.value, pattern, new)
    for page in folder.pages():
        try:
            data = page.read_bytes()
            said = data.decode()
        except (OSError, UnicodeDecodeError):
            continue
        if (changed := pattern.sub(rf"\g<1>{new}", said)) != said:
            folder.put(page.relative_to(folder.content).as_posix(), changed.encode())


def _with_references_replaced(value: Any, pattern: re.Pattern[str], new: str) -> Any:
    if isinstance(value, dict):
        return {key: _with_references_replaced(one, pattern, new) for key, one in value.items()}
    if isinstance(value, list):
        return [_with_references_replaced(one, pattern, new) for one in value]
    return pattern.sub(rf"\g<1>{new}", value) if isinstance(value, str) else value


def _addresses(folder: ContentFolder, kind: str, old: str, new: str, *, parts: bool) -> None:
    """Redirects from every published address of a record, and from those that led there."""
    section = kinds.get(kind).section
    if not section:
        return
    known = ledger.load(folder.content)
    if known.findings:
        first = known.findings[0]
        raise EditError(f"{first.path}:{first.line}: {first.message}; sửa xong rồi làm lại")
    was, now = f"/{section}/{old}/", f"/{section}/{new}/"
    leading = {address: target for address, target in known.redirects.items() if target.startswith(was)}
    promised = [a for a in known.promised if a.startswith(was) and a not in known.redirects]
    committed = versions.text_at(folder.content, "HEAD", ledger.URLS)
    published = known.promised if committed is None else {*committed.split()}
    # Nobody can have kept an address that was never in a commit: that of a record added under a wrong id a moment ago.
    if unpublished := {a for a in promised if a not in published}:
        folder.put(ledger.URLS, ledger.ledger_without(folder.content, unpublished))
    fresh = {a: now + a.removeprefix(was) * parts for a in sorted(promised) if a in published}
    shadowing = [a for a in known.redirects if a.startswith(now)]
    if not (leading or fresh or shadowing):
        return
    file = folder.content / ledger.REDIRECTS
    data = file.read_bytes() if file.is_file() else b""
    text = RecordText(SourceFile(ledger.REDIRECTS, "", data))
    if text.value is None:
        text.value = {}
    for address, target in leading.items():
        if address not in shadowing:
            text.change((address,), now + target.removeprefix(was) * parts)
    for address in shadowing:
        text.remove_key(address)
    for address, target in fresh.items():
        text.add_key(address, [f"{address}: {target}"], target, ())
    folder.put(ledger.REDIRECTS, text.data())


_FIXED = {"unit", "province"}
_MERGED = {"leader": "other_names", "resolution": "aliases", "organization": "aliases"}
_OWN = {"id", "corrections"}


def rename(folder: ContentFolder, entity: str, new: str, kind: str = "") -> str:
    """Give a record another id; gives its kind. Raises `EditError`."""
    kind, path, at = folder.find(entity, kind)
    if kind in _FIXED:
        raise EditError("mã của tỉnh, thành không bao giờ đổi: tên mới ghi ở forms hoặc ở một đơn vị mới")
    if not re.fullmatch(ID_PATTERN, new) or len(new) > 120 or new in RESERVED:
        raise EditError(f"“{new}” không phải mã hợp lệ: chỉ gồm chữ thường a–z không dấu, chữ số và dấu gạch nối")
    if new == entity:
        raise EditError(f"bản ghi đã mang mã “{new}”: ghi mã mới đứng sau mã cũ")
    if new in folder.ids(kind):
        say = f"; cùng một {kinds.get(kind).label.lower()} thì: giaoban merge {entity} {new}" if kind in _MERGED else ""
        raise EditError(f"mã “{new}” đã là của một bản ghi khác{say}")
    _redirect(folder, kind, entity, new, parts=True)
    folder.text(path).change((*at, "id"), new)
    if layout.holds_one(folder.sources[path].kind):
        head, _, name = path.rpartition("/")
        folder.move(path, f"{head}/{new}{name.removeprefix(entity)}")
    return kind


def merge(folder: ContentFolder, old: str, new: str, kind: str = "") -> tuple[str, list[str]]:
    """Let one person, document or organization that has two records have the second alone.

    Gives the kind, and what an editor has to look at: what the two say differently. Raises `EditError`.
    """
    kind, path, _ = folder.find(old, kind)
    if kind not in _MERGED:
        raise EditError(f"{kinds.get(kind).label.lower()} không gộp bằng lệnh được: chỉ lãnh đạo, văn bản, cơ quan")
    if old == new:
        raise EditError("hai mã là một: ghi mã bỏ đi, rồi mã giữ lại")
    _, into, _ = folder.find(new, kind)
    lost, kept = folder.text(path).value, folder.text(into)
    other_names = [lost.get("name"), *lost.get(_MERGED[kind], ()), lost.get("title_as_cited")]
    said = [
        f"{key}: “{lost[key]}” ở {old}, “{kept.value[key]}” ở {new}, giữ cái sau"
        for key in lost
        if key not in {*_OWN, "name", "sources", _MERGED[kind]} and key in kept.value and kept.value[key] != lost[key]
    ]
    said += [f"{key}: chỉ {old} có, xem có chép sang {new} không: {_in_words(lost[key])}"
             for key in lost if key not in {*_OWN, _MERGED[kind]} and key not in kept.value]  # fmt: skip
    said += [f"nguồn của {old}, xem có chép sang {new} không: {_in_words(s)}" for s in lost.get("sources", ())
             if not any(_alike(s, t) for t in kept.value.get("sources", ()))]  # fmt: skip
    names = {
        kept.value.get("name"),
        kept.value.get("title"),
        kept.value.get("title_as_cited"),
        *kept.value.get(_MERGED[kind], ()),
    }
    if added := [name for name in dict.fromkeys(other_names) if name and name not in names]:
        _add_names(kept, _MERGED[kind], added, kind)
    _redirect(folder, kind, old, new, parts=False)
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
        order = list(key_order(models.get(kind)))
        listed = ", ".join(yaml_scalar(name, in_flow=True) for name in names)
        kept.add_key(key, [f"{key}: [{listed}]"], list(names), order)


def _alike(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(one.get(key) == other.get(key) for key in ("title", "url", "publisher"))


def _in_words(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(str(v) for k, v in value.items() if k != "id")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _twice(folder: ContentFolder, path: str, new: str) -> bool:
    value = folder.text(path).value
    lists = (value.get("people"), value.get("resolutions")) if isinstance(value, dict) else ()
    return any(
        sum(isinstance(e, dict) and new in (e.get("leader"), e.get("resolution")) for e in one) > 1
        for one in lists
        if isinstance(one, list)
    )
