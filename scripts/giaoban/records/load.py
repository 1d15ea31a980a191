"""Reading one file: bytes to typed records and findings. A pure function of the path and the bytes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from giaoban import vietnamese
from giaoban.findings import Finding, Severity
from giaoban.records import complaints
from giaoban.records.files import SourceFile
from giaoban.records.marks import Marked, YamlError, read as read_yaml
from giaoban.records.model import (
    Briefing,
    Leader,
    Organization,
    Plenum,
    ProvincePage,
    Resolution,
    Series,
    Source,
    Topic,
    Unit,
)

# What each kind of file holds: one record of a class, or lists of records under keys.
ONE: dict[str, type[BaseModel]] = {"briefing": Briefing, "leader": Leader, "resolution": Resolution}
MANY: dict[str, dict[str, type[BaseModel]]] = {
    "provinces": {"sources": Source, "pages": ProvincePage, "units": Unit},
    "plenums": {"plenums": Plenum},
    "series": {"series": Series},
    "topics": {"topics": Topic},
    "organizations": {"organizations": Organization},
}

_FRONT = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_SUSPECT: dict[str, tuple[Severity, str, str]] = {
    "nfd": ("error", "dấu viết rời (NFD), máy tìm sẽ không khớp", "gõ lại chữ này, hoặc lưu tệp ở dạng NFC"),
    "eth": ("error", "chữ “Ð” (eth, U+00D0) thay cho “Đ” (U+0110)", "thay bằng chữ Đ tiếng Việt"),
    "nbsp": ("warning", "dấu cách không ngắt (U+00A0)", "thay bằng dấu cách thường"),
    "zero-width": ("error", "ký tự vô hình", "xóa ký tự này"),
    "control": ("error", "ký tự điều khiển", "xóa ký tự này"),
    "private": ("error", "ký tự riêng (vùng U+E000–U+F8FF), không phông chữ nào hiện đúng", "xóa hoặc thay ký tự này"),
}
_PRIVATE = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read: its YAML with marks, and for a meeting the Markdown after it and the line where that begins."""

    path: str
    marked: Marked
    body: str = ""
    body_line: int = 1


@dataclass(frozen=True, slots=True)
class Loaded:
    """What one file gave: its records in order, each with its place in the YAML, and what is wrong with it."""

    path: str
    kind: str
    records: tuple[tuple[tuple[str | int, ...], BaseModel], ...]
    findings: tuple[Finding, ...]
    document: Document | None


def load(source: SourceFile) -> Loaded:
    """Read one file. Never raises for what the file holds: every problem is a finding."""
    findings: list[Finding] = []
    try:
        document = read_document(source, findings)
    except YamlError as error:
        finding = Finding(source.path, error.line, error.column, "error", error.rule, error.message, error.hint)
        return Loaded(source.path, source.kind, (), (*findings, finding), None)
    except UnicodeDecodeError as error:
        line = source.data.count(b"\n", 0, error.start) + 1
        column = error.start - source.data.rfind(b"\n", 0, error.start)
        finding = Finding(
            source.path, line, column, "error", "not-utf8", "tệp không phải UTF-8", "lưu lại tệp với bảng mã UTF-8"
        )
        return Loaded(source.path, source.kind, (), (finding,), None)
    records = tuple(_records(source, document, findings))
    return Loaded(source.path, source.kind, records, tuple(findings), document)


def read_document(source: SourceFile, findings: list[Finding] | None = None) -> Document:
    """The file's YAML with marks, and its body. Raises `UnicodeDecodeError` and `YamlError`."""
    text = source.data.decode("utf-8-sig").replace("\r\n", "\n")
    if findings is not None:
        findings += _suspects(source.path, text)
    text = unicodedata.normalize("NFC", text)
    if source.kind != "briefing":
        return Document(source.path, read_yaml(text))
    match = _FRONT.match(text)
    if not match:
        raise YamlError(
            "front-matter",
            "không thấy phần khai báo giữa hai dòng “---” ở đầu tệp",
            1,
            1,
            "dòng đầu tiên là “---”, hết phần khai báo lại một dòng “---”, rồi tới phần tóm tắt",
        )
    body_line = text.count("\n", 0, match.end()) + 1
    return Document(source.path, read_yaml(match[1], first_line=2), text[match.end() :], body_line)


def _records(
    source: SourceFile, document: Document, findings: list[Finding]
) -> Iterator[tuple[tuple[str | int, ...], BaseModel]]:
    value = document.marked.value
    if not isinstance(value, dict):
        place = document.marked.place(())
        findings.append(
            Finding(source.path, *place, "error", "wrong-type", "tệp phải gồm các dòng “khóa: giá trị”")
        )
        return
    if model := ONE.get(source.kind):
        if source.kind == "briefing":
            if "summary" in value:
                place = document.marked.key_place(("summary",))
                findings.append(
                    Finding(
                        source.path, *place, "error", "unknown-key", "tóm tắt không viết trong phần khai báo",
                        "viết tóm tắt sau dòng “---” thứ hai",
                    )
                )  # fmt: skip
            value = {**value, "summary": document.body.strip("\n")}
        yield from _one(source.path, document.marked, (), model, value, findings)
        return
    lists = MANY[source.kind]
    for key, entries in value.items():
        if key not in lists:
            findings.append(complaints.unknown_key(source.path, document.marked, (key,), lists))
        elif not isinstance(entries, list):
            place = document.marked.place((key,))
            findings.append(Finding(source.path, *place, "error", "wrong-type", f"“{key}” phải là một danh sách"))
        else:
            for i, entry in enumerate(entries):
                yield from _one(source.path, document.marked, (key, i), lists[key], entry, findings)


def _one(
    path: str,
    marked: Marked,
    at: tuple[str | int, ...],
    model: type[BaseModel],
    value: Any,
    findings: list[Finding],
) -> Iterator[tuple[tuple[str | int, ...], BaseModel]]:
    try:
        yield at, model.model_validate(value)
    except ValidationError as error:
        findings += complaints.of(error, model, path, marked, at)


def _suspects(path: str, text: str) -> list[Finding]:
    """Characters that look right and are not; at most one finding of each kind a line."""
    found: dict[tuple[int, str], Finding] = {}
    private = [(m.start(), "private", m[0]) for m in _PRIVATE.finditer(text)]
    for offset, kind, char in [*vietnamese.suspects(text), *private]:
        line = text.count("\n", 0, offset) + 1
        column = offset - text.rfind("\n", 0, offset)
        severity, message, hint = _SUSPECT[kind]
        code = " ".join(f"U+{ord(c):04X}" for c in char[:3])
        text_rule = f"text-{kind}"
        finding = Finding(path, line, column, severity, text_rule, f"{message} [{code}]", hint)
        found.setdefault((line, kind), finding)
    return list(found.values())
