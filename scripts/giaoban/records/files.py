"""Finding the files of a content folder, safely: no links are followed, nothing that is not a plain file is opened."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from giaoban.findings import Finding

MAX_BYTES = 256 * 1024
MAX_FILES = 200_000

SINGLE = {
    "provinces.yml": "provinces",
    "plenums.yml": "plenums",
    "series.yml": "series",
    "topics.yml": "topics",
    "organizations.yml": "organizations",
}
FOLDERS = {
    "briefings": ("briefing", ".md", 2),
    "leaders": ("leader", ".yml", 1),
    "resolutions": ("resolution", ".yml", 1),
}
NOT_RECORDS = {"pages", "urls.txt", "redirects.yml"}


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of records: its path from the content folder (forward slashes), what it holds, and its bytes."""

    path: str
    kind: str
    data: bytes

    @property
    def stem(self) -> str:
        """The file's name without its ending; a record's id equals it."""
        return self.path.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def discover(content: Path) -> tuple[list[SourceFile], list[Finding]]:
    """Every record file under ``content``, in order of path, and findings for what is there but may not be.

    Raises `NotADirectoryError` or `FileNotFoundError` when there is no such folder.
    """
    if not content.is_dir():
        raise NotADirectoryError(content)
    files: list[SourceFile] = []
    findings: list[Finding] = []
    _walk(os.fspath(content), "", files, findings)
    return files, findings


def _walk(root: str, under: str, files: list[SourceFile], findings: list[Finding]) -> None:
    try:
        entries = sorted(os.scandir(os.path.join(root, under)), key=lambda e: e.name)
    except OSError as error:
        findings.append(
            _finding(under or ".", "unreadable", f"không mở được thư mục: {error.strerror}", "xem lại quyền đọc")
        )
        return
    for entry in entries:
        path = f"{under}/{entry.name}" if under else entry.name
        if entry.name.startswith("."):
            continue
        if len(files) >= MAX_FILES:
            findings.append(_finding(path, "too-large", f"quá {MAX_FILES} tệp", "xóa các tệp không phải bản ghi"))
            return
        mode = entry.stat(follow_symlinks=False).st_mode
        if stat.S_ISLNK(mode):
            hint = "chép tệp thật vào đây"
            findings.append(_finding(path, "symlink", "không dùng liên kết tượng trưng trong kho", hint))
        elif not under and entry.name in NOT_RECORDS:
            continue
        elif stat.S_ISDIR(mode) and _holds_records(path):
            _walk(root, path, files, findings)
        elif kind := _kind(path):
            if source := _open(os.path.join(root, path), path, kind, mode, findings):
                files.append(source)
        else:
            findings.append(
                _finding(
                    path,
                    "unknown-file",
                    "tệp không thuộc chỗ nào trong kho",
                    "cuộc họp: briefings/<năm>/<id>.md; lãnh đạo: leaders/<id>.yml; văn bản: resolutions/<id>.yml; tên không dấu",
                )
            )


def _holds_records(folder: str) -> bool:
    # Folders are entered only as deep as records lie, so no tree can be too deep.
    parts = folder.split("/")
    return parts[0] in FOLDERS and len(parts) <= FOLDERS[parts[0]][2]


def _kind(path: str) -> str | None:
    parts = path.split("/")
    if len(parts) == 1:
        return SINGLE.get(path)
    kind, ending, depth = FOLDERS.get(parts[0], ("", "", 0))
    if len(parts) != depth + 1 or not path.isascii() or not parts[-1].endswith(ending):
        return None
    # briefings/2018/…: the year only keeps folders small. It is not checked against the date, which may change later.
    return kind if kind != "briefing" or (parts[1].isascii() and parts[1].isdigit()) else None


def _open(full: str, path: str, kind: str, mode: int, findings: list[Finding]) -> SourceFile | None:
    if not stat.S_ISREG(mode):
        findings.append(_finding(path, "unknown-file", "không phải tệp thường", "chép tệp thật vào đây"))
        return None
    try:
        with open(full, "rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        findings.append(_finding(path, "unreadable", f"không đọc được tệp: {error.strerror}", "xem lại quyền đọc"))
        return None
    if len(data) > MAX_BYTES:
        findings.append(_finding(path, "too-large", f"tệp lớn hơn {MAX_BYTES // 1024} KB", "một bản ghi chỉ vài KB"))
        return None
    return SourceFile(path, kind, data)


def _finding(path: str, rule: str, message: str, hint: str) -> Finding:
    return Finding(path, 1, 1, "error", rule, message, hint)
