"""What to do about a published address that would be lost: never a guess at another record, but the way back or forward."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cached_property
from pathlib import Path
from typing import Any

from giaoban import kinds
from giaoban.archive import Card
from giaoban.build import versions
from giaoban.build.ledger import items_of
from giaoban.build.loading import Records
from giaoban.findings import Finding, quote
from giaoban.records import layout
from giaoban.records.files import SourceFile
from giaoban.records.load import ParsedFile, parse_file
from giaoban.records.marks import YamlError
from giaoban.records.model import LETTERS

_ALIKE = 0.5
_KINDS = {kind.section: kind for kind in kinds.with_pages()}


class Lost:
    """Advice about addresses that no page has any more."""

    def __init__(self, content: Path, records: Records, built: Collection[str], promised: Collection[str]) -> None:
        self._content, self._records = content, records
        self._promised = promised
        self._new = [address for address in built if address not in promised]
        self._unsound = {(d.kind, d.id) for d in records.definitions if not d.sound}

    def advice(self, address: str) -> str | None:
        """What an editor can do; None where the record is there and only cannot be read, which is said of it already."""
        kind, entity, is_whole = _parse(address)
        if kind is None or not is_whole:
            if self._unsound:
                return None
            return f"không còn cuộc họp nào ở đó: trả lại bản ghi đã xóa; {_redirect(address)}"
        if (kind.key, entity) in self._unsound or (kind.key, "") in self._unsound:
            return None
        if "#" in kind.files:
            file, _, key = kind.files.partition("#")
            return f"trả lại mục có “id: {entity}” dưới khóa {key} trong {file}; {_redirect(address)}"
        path, revision = self._last_version(kind, entity)
        if path and revision and (moved := self._renamed(kind, revision, path)):
            new, file = moved
            return (
                f"bản ghi ấy nay là {quote(new, 120)}: đổi tên {file} lại thành {path}, hoặc giữ tên mới và thêm vào "
                f"redirects.yml dòng “{address}: {_address(kind, new)}”"
            )
        restore = (
            f"trả lại tệp: git checkout {revision} -- content/{path}"
            if path
            else f"trả lại tệp {_pattern(kind, entity)}"
        )
        if kind.key == "briefing":
            return f"{restore}; muốn rút bản ghi thì trả lại tệp rồi chạy giaoban withdraw {entity}"
        return f"{restore}; {_redirect(address)}"

    def items(self, promised: Mapping[str, frozenset[str]], redirects: Mapping[str, str]) -> Iterator[Finding]:
        """A finding for each published item that the page of its meeting has no more, at the list where it belongs.

        ``promised``: the numbers of items by the address of their meeting, which may be one that leads on to another by
        ``redirects``. What cannot be read loses nothing, nor what has an error of its own: a wrong number is reported once.
        """
        wrong = {finding.path for finding in self._records.findings if finding.severity == "error"}
        kept = items_of(
            card
            for card in self._records.cards.values()
            if card.path not in wrong and ("briefing", card.id) not in self._unsound
        )
        for published, numbers in promised.items():
            address = redirects.get(published, published)
            if address in kept and (gone := numbers.difference(kept[address])):
                card = self._records.cards[_parse(address)[1]]
                for item in sorted(gone):
                    yield self._item(card, address, item)

    def _item(self, card: Card, address: str, item: str) -> Finding:
        key = next((key for key, letter in LETTERS.items() if letter == item[0]), "")
        before = self._read(card.path, versions.last_with(self._content, card.path) or "HEAD")
        now = self._read(card.path)
        place = now.marked.place((key,)) if now else (1, 1)
        old = {str(i.get("id")): _without_id(i) for i in _entries(before, key)}
        moved = next((i for i in _entries(now, key) if item in old and _without_id(i) == old[item]), None)
        if moved:
            hint = f"mục ấy nay mang số {moved.get('id')}: trả lại “id: {item}”, và cho mục mới số mới"
        else:
            hint = (
                f"trả lại mục {item} (git log -p -- content/{card.path}); nếu bỏ hẳn thì thêm vào corrections một lần sửa với "
                f"“removed: {item}”, người theo địa chỉ cũ sẽ thấy câu ấy"
            )
        return Finding(
            card.path, *place, "error", "item-lost", f"mục đã công bố {quote(f'{address}#{item}', 120)} sẽ mất", hint
        )

    def _read(self, path: str, revision: str = "") -> ParsedFile | None:
        try:
            text = (
                versions.text_at(self._content, revision, path)
                if revision
                else (self._content / path).read_text("utf-8")
            )
            return parse_file(SourceFile(path, "briefing", (text or "").encode()))
        except (OSError, UnicodeDecodeError, YamlError):
            return None

    def misnamed(self, finding: Finding) -> Finding:
        """The finding of an id that is not its file's name, with the advice that keeps the published one."""
        if finding.rule != "id-not-file-name":
            return finding
        definition = next((d for d in self._records.definitions if d.path == finding.path and d.at == ()), None)
        kind = next((kind for kind in _KINDS.values() if definition and kind.key == definition.kind), None)
        if definition is None or kind is None:
            return finding
        stem, own = layout.stem(finding.path), definition.id
        elsewhere = any(
            d.id == own and d.kind == kind.key and d.path != finding.path for d in self._records.definitions
        )
        if _address(kind, stem) in self._promised:
            hint = f"mã đã công bố là {quote(stem, 120)}: sửa dòng này thành “id: {stem}”"
        elif elsewhere:
            hint = f"mã này là của một tệp khác: bản ghi chép từ đó cần mã của mình, sửa dòng này thành “id: {stem}”"
        elif _address(kind, own) in self._promised:
            name = _pattern(kind, own).rpartition("/")[2]
            hint = f"mã {quote(own, 120)} đã công bố nên không đổi: đổi tên tệp lại thành {name}"
        else:
            hint = f"sửa dòng này thành “id: {stem}”, hoặc đổi tên tệp thành {_pattern(kind, own).rpartition('/')[2]}"
        return replace(finding, hint=hint)

    def _last_version(self, kind: kinds.Kind, entity: str) -> tuple[str, str]:
        """The path of a record in the last version that had it, and that version; empty where git knows of none."""
        for path in versions.paths_like(self._content, _pattern(kind, entity)):
            if revision := versions.last_with(self._content, path):
                return path, revision
        return "", ""

    def _renamed(self, kind: kinds.Kind, revision: str, path: str) -> tuple[str, str] | None:
        """Id and file of a record, new since the last publication, that says what the lost one said."""
        old = (versions.text_at(self._content, revision, path) or "").splitlines()
        best = (_ALIKE, "", "")
        for entity in self._fresh.get(kind.key, ()):
            file = next(d.path for d in self._records.definitions if d.kind == kind.key and d.id == entity)
            try:
                new = (self._content / file).read_text("utf-8", errors="replace").splitlines()
            except OSError:
                continue
            best = max(best, (SequenceMatcher(None, old, new, autojunk=False).ratio(), entity, file))
        return (best[1], best[2]) if best[1] else None

    @cached_property
    def _fresh(self) -> dict[str, list[str]]:
        """The ids of records whose addresses were never published, by kind."""
        found: dict[str, list[str]] = {}
        for address in sorted(self._new):
            kind, entity, is_whole = _parse(address)
            if kind and is_whole and any(d.kind == kind.key and d.id == entity for d in self._records.definitions):
                found.setdefault(kind.key, []).append(entity)
        return found


def _entries(document: ParsedFile | None, key: str) -> list[dict[str, Any]]:
    value = document.marked.value if document else None
    entries = value.get(key) if isinstance(value, dict) else None
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []


def _without_id(item: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in item.items() if key != "id"}


def _parse(address: str) -> tuple[kinds.Kind | None, str, bool]:
    """Kind and id of the record at an address, and whether it is the record's own page and no part of it."""
    parts = address.strip("/").split("/")
    kind = _KINDS.get(parts[0])
    if kind is None or not kind.files or len(parts) < 2:
        return None, "", False
    return kind, parts[1], len(parts) == 2


def _address(kind: kinds.Kind, entity: str) -> str:
    return f"/{kind.section}/{entity}/"


def _pattern(kind: kinds.Kind, entity: str) -> str:
    before, _, after = kind.files.rpartition("*")
    return f"{before}{entity}{after}"


def _redirect(address: str) -> str:
    return f"nếu bản ghi khác đã thay nó thì thêm vào redirects.yml dòng “{address}: <địa chỉ mới>”"
