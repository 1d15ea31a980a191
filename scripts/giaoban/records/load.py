"""Reading one file: bytes to typed records, the ids that it defines, and findings. A pure function of the path and the bytes.

Ids are found also where the rest of a record cannot be read. What git leaves in a file that two people changed in one place
is taken out before the file is read, one finding a conflict.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pydantic import ValidationError

from giaoban import vietnamese
from giaoban.findings import Finding, Severity
from giaoban.records import complaints, front_matter, layout, models, recovery
from giaoban.records.body import without_draft_comments
from giaoban.records.files import SourceFile
from giaoban.records.marks import Marked, Place, YamlError, YamlPath, read_yaml
from giaoban.records.model import Model

_CONFLICT_MARK = re.compile(r"^(?:<{7}|\|{7}|>{7})(?: [^\n]*)?$|^={7}$", re.MULTILINE)
_CONFLICT_HINT = "giữ phần đúng của hai bên, xóa các dòng <<<<<<<, ======= và >>>>>>>"


def without_conflicts(path: str, text: str) -> tuple[str, list[Finding]]:
    """The text with our side of every conflict, lines staying where they are; and one finding a conflict."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return text, []
    found: list[Finding] = []
    lines = text.split("\n")
    is_theirs = is_open = False
    for number, line in enumerate(lines):
        is_mark = _CONFLICT_MARK.match(line) is not None and (line[0] != "=" or is_open)
        if is_mark and (line[0] == "<" or not is_open):
            message = "còn dấu của git ở chỗ hai người cùng sửa (<<<<<<<)"
            found.append(Finding(path, number + 1, 1, "error", "conflict-marker", message, _CONFLICT_HINT))
        if is_mark:
            is_open, is_theirs = line[0] != ">", line[0] in "=|"
        if is_mark or is_theirs:
            lines[number] = ""
    return "\n".join(lines), found


# Letters and signs of Vietnamese and its neighbours, none of which is suspect or can be decomposed. A text of them alone needs
# no closer look; the class is in the order in which they are frequent.
_UNUSUAL = re.compile("[^ -~\n\xf1-\u0188\u1e00-\u1eff\xd1-\xef\u2010-\u2027\xa1-\xac\xae-\xcf\u018a-\u02ff]")
_SUSPECT: dict[str, tuple[Severity, str, str]] = {
    "nfd": ("error", "dấu viết rời (NFD), máy tìm sẽ không khớp", "gõ lại chữ này, hoặc lưu tệp ở dạng NFC"),
    "eth": ("error", "chữ “Ð” (eth, U+00D0) thay cho “Đ” (U+0110)", "thay bằng chữ Đ tiếng Việt"),
    "nbsp": ("warning", "dấu cách không ngắt (U+00A0)", "thay bằng dấu cách thường"),
    "zero-width": ("error", "ký tự vô hình", "xóa ký tự này"),
    "control": ("error", "ký tự điều khiển", "xóa ký tự này"),
    "private": ("error", "ký tự riêng (vùng U+E000–U+F8FF), không phông chữ nào hiện đúng", "xóa hoặc thay ký tự này"),
}
_PRIVATE = re.compile("[\ue000-\uf8ff]")
# Characters that YAML refuses or takes for line breaks that no editor counts. Each is a finding of its own already.
_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_ENTITY = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});?", re.ASCII)
MAX_FINDINGS = 200
_FOLLOWS_FROM_LOSS = {"missing-key", "no-source"}


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """A file as read: its YAML with marks, and for a meeting the Markdown after it and the line where that begins.

    ``is_whole``: whether all of it could be read; else ``lost`` has the ids that stand in what could not.
    """

    path: str
    marked: Marked
    body: str = ""
    body_line: int = 1
    is_whole: bool = True
    lost: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Loaded:
    """What one file gave: its records in order, each with its place in the YAML, and what is wrong with it.

    ``kind``: what the file holds (`giaoban.records.layout.file_kind`). ``partial``: what can be known of records that
    are wrong, so that the check finds the rest of what is; they are never published. ``broken``: by place, the keys of which
    something is missing.
    """

    path: str
    kind: str
    records: tuple[tuple[YamlPath, Model], ...]
    findings: tuple[Finding, ...]
    document: ParsedFile | None
    partial: tuple[tuple[YamlPath, Model], ...] = ()
    broken: Mapping[YamlPath, frozenset[str]] = field(default_factory=dict)


def load(source: SourceFile) -> Loaded:
    """Read one file. Never raises for what the file holds: every problem is a finding."""
    findings: list[Finding] = []
    try:
        document = read_what_can_be(source, findings)
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        hint = "mở tệp và lưu lại với bảng mã UTF-8"
        finding = Finding(source.path, line, column, "error", "not-utf8", "tệp không phải UTF-8", hint)
        return Loaded(source.path, source.kind, (), (finding,), None)
    findings += [_finding(source.path, fault) for fault in document.marked.faults]
    reader = _RecordReader(source, document, findings)
    records = tuple(reader.records())
    if len(findings) > MAX_FINDINGS:
        hint = "sửa các chỗ đã nêu rồi kiểm tra lại"
        findings[MAX_FINDINGS:] = [
            Finding(source.path, 1, 1, "error", "too-many", "còn những chỗ khác trong tệp này", hint)
        ]
    return Loaded(source.path, source.kind, records, tuple(findings), document, tuple(reader.partial), reader.broken)


def _finding(path: str, fault: YamlError) -> Finding:
    return Finding(path, fault.line, fault.column, "error", fault.rule, fault.message, fault.hint, fault.mending)


def parse_file(source: SourceFile) -> ParsedFile:
    """The file's YAML with marks, and its body. Raises `UnicodeDecodeError` and `YamlError`.

    Places are those of the file as it is; YAML values are in NFC, the body is not.
    """
    text = _UNREADABLE.sub(" ", source.data.decode("utf-8-sig").replace("\r\n", "\n"))
    if source.kind != "briefing":
        return ParsedFile(source.path, read_yaml(text))
    parts = front_matter.divide(text, _keys_of_meetings())
    if parts.errors:
        raise parts.errors[0]
    return ParsedFile(source.path, read_yaml(parts.front, parts.first_line), parts.body, parts.body_line)


def read_what_can_be(source: SourceFile, findings: list[Finding] | None = None) -> ParsedFile:
    """As `parse_file`, leaving out what cannot be read, which is added to the findings. Raises `UnicodeDecodeError`."""
    found: list[Finding] = [] if findings is None else findings
    text = source.data.decode("utf-8-sig").replace("\r\n", "\n")
    text, conflicted = without_conflicts(source.path, text)
    found += conflicted
    if _UNUSUAL.search(text):
        found += suspects(source.path, text)
        text = _UNREADABLE.sub(" ", text)
    front, body, first_line, body_line = text, "", 1, 1
    errors: list[YamlError] = []
    if source.kind == "briefing":
        parts = front_matter.divide(text, _keys_of_meetings())
        front, body, first_line, body_line = parts.front, parts.body, parts.first_line, parts.body_line
        errors += parts.errors
    read = recovery.read(front, first_line)
    errors += read.errors
    found += [_finding(source.path, error) for error in errors]
    is_whole = not (errors or conflicted)
    return ParsedFile(source.path, read.marked, body, body_line, is_whole, read.lost)


def _keys_of_meetings() -> frozenset[str]:
    fields = models.get("briefing").model_fields.items()
    return frozenset(field.alias or name for name, field in fields) - complaints.READ_FROM_BODY


class _RecordReader:
    """The records of one document; what is wrong with them is added to the findings."""

    def __init__(self, source: SourceFile, document: ParsedFile, findings: list[Finding]) -> None:
        self.source, self.document, self.findings = source, document, findings
        self.partial: list[tuple[YamlPath, Model]] = []
        self.broken: dict[YamlPath, frozenset[str]] = {}

    def _say(self, place: Place, rule: str, message: str, hint: str) -> None:
        self.findings.append(Finding(self.source.path, *place, "error", rule, message, hint))

    def records(self) -> Iterator[tuple[YamlPath, Model]]:
        """Every record that is right, with its place in the YAML."""
        kind, marked = self.source.kind, self.document.marked
        value = marked.value
        if value is None:
            if self.document.is_whole:
                hint = "chép từ một bản ghi cùng loại rồi sửa, hoặc xóa tệp"
                self._say(marked.place(()), "empty-file", "tệp không khai báo gì", hint)
        elif not isinstance(value, dict):
            hint = "như “id: …”, mỗi khóa một dòng"
            if self.document.is_whole:
                self._say(marked.place(()), "wrong-type", "tệp phải gồm các dòng “khóa: giá trị”", hint)
        elif layout.holds_one(kind):
            yield from self._one((), models.get(kind), self._with_body(value) if kind == "briefing" else value)
        else:
            lists = layout.list_models(kind)
            for key, entries in value.items():
                if key not in lists:
                    self.findings.append(complaints.unknown_key(self.source.path, marked, (key,), lists))
                elif not isinstance(entries, list):
                    message = f"“{key}” phải là một danh sách"
                    self._say(marked.place((key,)), "wrong-type", message, "mỗi mục bắt đầu bằng “- ”")
                else:
                    for i, entry in enumerate(entries):
                        yield from self._one((key, i), lists[key], entry)

    def _with_body(self, value: dict[str, Any]) -> dict[str, Any]:
        for key in value.keys() & complaints.READ_FROM_BODY:
            hint = "viết tóm tắt sau dòng “---” thứ hai"
            place = self.document.marked.key_place((key,))
            self._say(place, "unknown-key", "tóm tắt không viết trong phần khai báo", hint)
        body = without_draft_comments(unicodedata.normalize("NFC", self.document.body))
        blank = len(body) - len(body.lstrip("\n"))
        return {**value, "summary": body.strip("\n"), "summary_line": self.document.body_line + blank}

    def _one(self, at: YamlPath, model: type[Model], value: Any) -> Iterator[tuple[YamlPath, Model]]:
        try:
            record = model.model_validate(value)
        except ValidationError as error:
            if len(self.findings) > MAX_FINDINGS:  # finding near words is slow, and nobody reads so many
                return
            complained = complaints.findings_of(error, model, self.source.path, self.document.marked, at)
            lost_keys = frozenset(model.model_fields) if not self.document.is_whole else frozenset()
            # What could not be read at all explains what is missing.
            self.findings += [
                found
                for found in complained[: MAX_FINDINGS + 1]
                if self.document.is_whole or found.rule not in _FOLLOWS_FROM_LOSS
            ]
            if known := recovery.partial(model, value, layout.stem(self.source.path) if not at else ""):
                self.partial.append((at, known[0]))
                self.broken[at] = known[1] | lost_keys
            return
        if self.document.is_whole and not self.document.marked.faults:
            yield at, record
        else:
            self.partial.append((at, record))
            self.broken[at] = frozenset(model.model_fields)


def suspects(path: str, text: str) -> list[Finding]:
    """Characters that look right and are not; at most one finding of each kind a line."""
    found: dict[tuple[int, str], Finding] = {}
    private = [(m.start(), "private", m[0]) for m in _PRIVATE.finditer(text)]
    line, start = 1, 0
    for offset, kind, char in sorted([*vietnamese.suspects(text), *private]):
        line += text.count("\n", start, offset)
        start = offset
        if (line, kind) in found:
            continue
        if len(found) > MAX_FINDINGS:
            break
        severity, message, hint = _SUSPECT[kind]
        code = " ".join(f"U+{ord(c):04X}" for c in char[:3])
        place = (line, offset - text.rfind("\n", 0, offset))
        found[line, kind] = Finding(path, *place, severity, f"text-{kind}", f"{message} [{code}]", hint)
    return list(found.values())


def hidden(text: str) -> tuple[str, str, str] | None:
    """Rule, message and hint for a decoded text that holds what no file may hold: an escape or an entity brought it in."""
    private = ((m.start(), "private", m[0]) for m in _PRIVATE.finditer(text))
    for _, kind, char in (*vietnamese.suspects(text), *private):
        if kind in {"zero-width", "control", "private"}:
            return f"text-{kind}", f"{_SUSPECT[kind][1]} [U+{ord(char[0]):04X}] viết bằng mã", "xóa mã này"
    return None


def entities(path: str, text: str, first_line: int = 1) -> list[Finding]:
    """Entities of Markdown that stand for a character that no file may hold."""
    found = []
    for match in _ENTITY.finditer(text):
        if wrong := hidden(html.unescape(match[0])):
            place = first_line + text.count("\n", 0, match.start()), match.start() - text.rfind("\n", 0, match.start())
            found.append(Finding(path, *place, "error", *wrong))
    return found[:MAX_FINDINGS]


class Definition(NamedTuple):
    """One place where an id is given: ``at`` is the record's path in the file's YAML.

    ``kind``: the key of a kind (`giaoban.kinds`). Not ``sound``: the record could not be read, so nothing more is known of
    it. An empty ``id``: the file may hold any ids of this kind.
    """

    kind: str
    id: str
    path: str
    at: YamlPath
    sound: bool


def definitions(loaded: Loaded) -> tuple[Definition, ...]:
    """What one file defines; small, and fit to be kept beside its findings."""
    return tuple(_definitions(loaded))


def definitions_of_misplaced(findings: Iterable[Finding], known: Iterable[Definition]) -> tuple[Definition, ...]:
    """What files may define that lie where no record can be read, or are called so; what other files define is left out."""
    defined = {(definition.kind, definition.id) for definition in known}
    return tuple(
        Definition(kind, entity, finding.path, (), sound=False)
        for finding in findings
        if finding.rule == "unknown-file"
        for kind, entity in layout.meant_by_misplaced(finding.path)
        if (kind, entity) not in defined and not (entity == "" and any(kind == other for other, _ in defined))
    )


def _definitions(loaded: Loaded) -> Iterator[Definition]:
    sound = {at for at, _ in loaded.records}
    value = loaded.document.marked.value if loaded.document else None
    if layout.holds_one(loaded.kind):
        given = value.get("id") if isinstance(value, dict) else None
        stem = layout.stem(loaded.path)
        entity = given if isinstance(given, str) else stem
        yield Definition(loaded.kind, entity, loaded.path, (), () in sound)
        if entity != stem:
            # One typo is one finding: what names the record by its file finds it all the same.
            yield Definition(loaded.kind, stem, loaded.path, (), sound=False)
        return
    mapping = value if isinstance(value, dict) else {}
    has_strange = not mapping.keys() <= layout.list_models(loaded.kind).keys()
    for key, kind in layout.lists()[loaded.kind].items():
        if has_strange and key not in mapping:
            yield Definition(kind, "", loaded.path, (), sound=False)
        if loaded.document and value is not None:
            yield from (
                Definition(kind, lost, loaded.path, (key,), sound=False) for lost in sorted(loaded.document.lost)
            )
        entries = mapping.get(key, []) if isinstance(value, dict) else None
        if not isinstance(entries, list):
            yield Definition(kind, "", loaded.path, (key,), sound=False)
            continue
        for i, entry in enumerate(entries):
            given = entry.get("id") if isinstance(entry, dict) else None
            yield Definition(kind, given if isinstance(given, str) else "", loaded.path, (key, i), (key, i) in sound)
