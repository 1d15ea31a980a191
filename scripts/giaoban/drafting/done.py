"""A draft is done: its marks are taken away, from the record and from those proposed with it."""

from __future__ import annotations

from pathlib import Path

from giaoban.findings import Finding
from giaoban.records import layout
from giaoban.records.files import SourceFile, discover
from giaoban.writing import unreachable, write_all

from .marks import marks, without
from .yaml_out import TO_SETTLE


def finish(content: Path, entity: str) -> tuple[list[str], list[Finding]]:
    """Take the marks out of the record of an id and of those that it names; gives the paths, or findings and nothing is written.

    A place that was left empty is a finding: no record may be published with it.
    """
    try:
        sources, _ = discover(content)
    except NotADirectoryError:
        return [], [
            Finding("", 1, 1, "error", "no-content", "không có thư mục này", "kiểm tra lại đường dẫn ở --content")
        ]
    alone = [source for source in sources if layout.holds_one(source.kind)]
    record = next((source for source in alone if source.stem == entity), None)
    if record is None:
        message = f"không có bản ghi nào mang mã “{entity}”"
        return [], [Finding("", 1, 1, "error", "no-draft", message, "mã là tên tệp, không kèm đuôi")]
    marked = [s for s in alone if TO_SETTLE.encode() in s.data and s is not record and s.stem.encode() in record.data]
    wanted: dict[Path, bytes] = {}
    findings: list[Finding] = []
    for source in (record, *marked):
        _finish(source, content, wanted, findings)
    if findings:
        return [], findings
    try:
        write_all(wanted)
    except OSError as error:
        return [], [Finding("", 1, 1, "error", "unwritable", unreachable(error), "không tệp nào được ghi")]
    return [path.relative_to(content).as_posix() for path in wanted], []


def _finish(source: SourceFile, content: Path, wanted: dict[Path, bytes], findings: list[Finding]) -> None:
    try:
        text = source.data.decode("utf-8")
        changed = without(text)
    except ValueError:
        hint = "chạy giaoban check, sửa xong rồi làm lại"
        findings.append(Finding(source.path, 1, 1, "error", "unreadable", "tệp còn lỗi về dạng", hint))
        return
    for mark in marks(text):
        if mark.lacks_value:
            hint = "điền vào, hoặc xóa dòng hay cả mục ấy"
            message = f"“{mark.key}” còn trống: {mark.says}"
            findings.append(Finding(source.path, mark.line + 1, 1, "error", "draft-left", message, hint))
    if changed != text:
        wanted[content / source.path] = changed.encode()
