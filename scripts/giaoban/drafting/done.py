"""A draft is done: its marks are taken away, from the record and from those proposed with it."""

from __future__ import annotations

from collections.abc import Iterable

from giaoban.drafting.marks import marks, without
from giaoban.drafting.yaml_out import TO_SETTLE
from giaoban.findings import Finding
from giaoban.records import layout
from giaoban.records.files import SourceFile


def finished(sources: Iterable[SourceFile], entity: str) -> tuple[dict[str, bytes], list[Finding]]:
    """The files of the record of an id, and of those that it names, without marks: path to bytes of each that changes.

    A place that was left empty is a finding: no record may be published with it. Where there are findings nothing is to change.
    """
    alone = [source for source in sources if layout.holds_one(source.kind)]
    record = next((source for source in alone if source.stem == entity), None)
    if record is None:
        message = f"không có bản ghi nào mang mã “{entity}”"
        return {}, [Finding("", 1, 1, "error", "no-draft", message, "mã là tên tệp, không kèm đuôi")]
    marked = [s for s in alone if TO_SETTLE.encode() in s.data and s is not record and s.stem.encode() in record.data]
    changed: dict[str, bytes] = {}
    findings: list[Finding] = []
    for source in (record, *marked):
        _finish(source, changed, findings)
    return changed, findings


def _finish(source: SourceFile, changed: dict[str, bytes], findings: list[Finding]) -> None:
    try:
        text = source.data.decode("utf-8")
        bare = without(text)
    except ValueError:
        hint = "chạy giaoban check, sửa xong rồi làm lại"
        findings.append(Finding(source.path, 1, 1, "error", "unreadable", "tệp còn lỗi về dạng", hint))
        return
    for mark in marks(text):
        if mark.lacks_value:
            hint = "điền vào, hoặc xóa dòng hay cả mục ấy"
            message = f"“{mark.key}” còn trống: {mark.says}"
            findings.append(Finding(source.path, mark.line + 1, 1, "error", "draft-left", message, hint))
    if bare != text:
        changed[source.path] = bare.encode()
