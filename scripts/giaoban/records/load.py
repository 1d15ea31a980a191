"""Reading one file: bytes to typed records and findings. A pure function of the path and the bytes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from giaoban import vietnamese
from giaoban.findings import Finding, Severity
from giaoban.records import complaints, layout, models
from giaoban.records.files import SourceFile
from giaoban.records.marks import Marked, Path, Place, YamlError
from giaoban.records.marks import read as read_yaml
from giaoban.records.model import Model

_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"---[ \t]*(?:\n|\Z)")
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
MAX_FINDINGS = 200


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: its YAML with marks, and for a meeting the Markdown after it and the line where that begins."""

    path: str
    marked: Marked
    body: str = ""
    body_line: int = 1


@dataclass(frozen=True, slots=True)
class Loaded:
    """What one file gave: its records in order, each with its place in the YAML, and what is wrong with it.

    ``kind``: what the file holds (`giaoban.records.layout.file_kind`).
    """

    path: str
    kind: str
    records: tuple[tuple[Path, Model], ...]
    findings: tuple[Finding, ...]
    document: Document | None


def load(source: SourceFile) -> Loaded:
    """Read one file. Never raises for what the file holds: every problem is a finding."""
    findings: list[Finding] = []
    try:
        document = read_document(source, findings)
    except YamlError as error:
        return Loaded(source.path, source.kind, (), (*findings, _finding(source.path, error)), None)
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        hint = "mở tệp và lưu lại với bảng mã UTF-8"
        finding = Finding(source.path, line, column, "error", "not-utf8", "tệp không phải UTF-8", hint)
        return Loaded(source.path, source.kind, (), (finding,), None)
    findings += [_finding(source.path, fault) for fault in document.marked.faults]
    records = tuple(_records(source, document, findings))
    if len(findings) > MAX_FINDINGS:
        hint = "sửa các chỗ đã nêu rồi kiểm tra lại"
        findings[MAX_FINDINGS:] = [
            Finding(source.path, 1, 1, "error", "too-many", "còn những chỗ khác trong tệp này", hint)
        ]
    return Loaded(source.path, source.kind, records, tuple(findings), document)


def _finding(path: str, fault: YamlError) -> Finding:
    return Finding(path, fault.line, fault.column, "error", fault.rule, fault.message, fault.hint)


def read_document(source: SourceFile, findings: list[Finding] | None = None) -> Document:
    """The file's YAML with marks, and its body. Raises `UnicodeDecodeError` and `YamlError`.

    Places are those of the file as it is; YAML values are in NFC, the body is not.
    """
    text = source.data.decode("utf-8-sig").replace("\r\n", "\n")
    if _UNUSUAL.search(text):
        if findings is not None:
            findings += _suspects(source.path, text)
        text = _UNREADABLE.sub(" ", text)
    if source.kind != "briefing":
        return Document(source.path, read_yaml(text))
    front, end = _front(text)
    body_line = text.count("\n", 0, end) + 1
    return Document(source.path, read_yaml(front, first_line=2), text[end:], body_line)


def _front(text: str) -> tuple[str, int]:
    """What stands between the two lines of hyphens, and where the body begins. Raises `YamlError`."""
    opening = _OPENING.match(text)
    start = opening.end() if opening else 0
    at = text.find("\n---", start - 1) if opening else -1
    while at >= 0:
        if closing := _CLOSING.match(text, at + 1):
            return text[start : at + 1], closing.end()
        at = text.find("\n---", at + 1)
    raise YamlError(
        "front-matter",
        "phần khai báo không có dòng “---” kết thúc" if opening else "tệp không bắt đầu bằng dòng “---”",
        1,
        1,
        "dòng đầu tiên là “---”, hết phần khai báo lại một dòng “---”, rồi tới phần tóm tắt",
    )


def _records(source: SourceFile, document: Document, findings: list[Finding]) -> Iterator[tuple[Path, Model]]:
    value, marked = document.marked.value, document.marked

    def say(place: Place, rule: str, message: str, hint: str) -> None:
        findings.append(Finding(source.path, *place, "error", rule, message, hint))

    if value is None:
        say(
            marked.place(()),
            "empty-file",
            "tệp không khai báo gì",
            "chép từ một bản ghi cùng loại rồi sửa, hoặc xóa tệp",
        )
    elif not isinstance(value, dict):
        say(marked.place(()), "wrong-type", "tệp phải gồm các dòng “khóa: giá trị”", "như “id: …”, mỗi khóa một dòng")
    elif layout.holds_one(source.kind):
        if source.kind == "briefing":
            for key in value.keys() & complaints.READ_FROM_BODY:
                hint = "viết tóm tắt sau dòng “---” thứ hai"
                say(marked.key_place((key,)), "unknown-key", "tóm tắt không viết trong phần khai báo", hint)
            body = unicodedata.normalize("NFC", document.body)
            blank = len(body) - len(body.lstrip("\n"))
            value = {**value, "summary": body.strip("\n"), "summary_line": document.body_line + blank}
        yield from _one(source.path, marked, (), models.get(source.kind), value, findings)
    else:
        lists = layout.list_models(source.kind)
        for key, entries in value.items():
            if key not in lists:
                findings.append(complaints.unknown_key(source.path, marked, (key,), lists))
            elif not isinstance(entries, list):
                say(marked.place((key,)), "wrong-type", f"“{key}” phải là một danh sách", "mỗi mục bắt đầu bằng “- ”")
            else:
                for i, entry in enumerate(entries):
                    yield from _one(source.path, marked, (key, i), lists[key], entry, findings)


def _one(
    path: str, marked: Marked, at: Path, model: type[Model], value: Any, findings: list[Finding]
) -> Iterator[tuple[Path, Model]]:
    try:
        yield at, model.model_validate(value)
    except ValidationError as error:
        if len(findings) <= MAX_FINDINGS:  # finding near words is slow, and nobody reads so many
            findings += complaints.of(error, model, path, marked, at)[: MAX_FINDINGS + 1]


def _suspects(path: str, text: str) -> list[Finding]:
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
