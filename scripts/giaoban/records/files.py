"""Finding the files of a content folder, safely: no links are followed, nothing that is not a plain file is opened.

Files are found and read apart: what the file system says of a file tells whether it has to be read at all.
"""

from __future__ import annotations

import os
import re
import stat
import struct
import time
from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from giaoban.findings import Finding
from giaoban.records import layout

MAX_BYTES = 256 * 1024
MAX_FILES = 200_000

NOT_RECORDS = {"pages", "urls.txt", "redirects.yml"}

# What editors, version control and systems leave beside the files that a person writes. Vim tries whether it may write by
# a file whose name is a number.
_PASSING = re.compile(
    r"\..*|.*~|.*\.(?:orig|rej|bak|tmp|sw[a-z])|#.*#|.*___jb_[a-z]+___|\d+|thumbs\.db|desktop\.ini",
    re.IGNORECASE | re.DOTALL,
)

# Clocks of file systems tick more slowly than the machine's; whole seconds come from one that counts no parts of them.
_TICK = 20_000_000
_SLOW_TICK = 2_000_000_000
_STATUS = struct.Struct("<qqQq")
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of records: its path from the content folder (forward slashes), what it holds, and its bytes.

    ``kind``: as `giaoban.records.layout.file_kind` says.
    """

    path: str
    kind: str
    data: bytes

    @property
    def stem(self) -> str:
        """The file's name without its ending; a record's id equals it."""
        return layout.stem(self.path)


class FileStat(NamedTuple):
    """One file of records as the file system describes it. Times are in nanoseconds."""

    path: str
    kind: str
    size: int
    modified: int
    inode: int
    changed: int

    def mark(self, scanned: int) -> bytes:
        """What to keep of the file so that the next scan can tell that it has not changed since; empty when none could.

        ``scanned``: when the scan began. A file that was written as late as that may be written again without its times
        showing it, so it has to be read again (git's rule).
        """
        last = max(self.modified, self.changed)
        tick = _TICK if last % 1_000_000_000 else _SLOW_TICK
        return b"" if last >= scanned - tick else _STATUS.pack(self.size, self.modified, self.inode, self.changed)

    def is_unchanged(self, mark: bytes) -> bool:
        """Whether the file is as it was when its mark was kept."""
        return mark == _STATUS.pack(self.size, self.modified, self.inode, self.changed)


class Scan(NamedTuple):
    """The record files of a folder in order of path, findings for what is there but may not be, and when the scan began."""

    files: list[FileStat]
    findings: list[Finding]
    began: int


def is_passing(name: str) -> bool:
    """Whether a plain file of this name is one that an editor or a system keeps for itself."""
    return _PASSING.fullmatch(name) is not None


def scan(content: Path, before: Scan | None = None, changed: Collection[str] | None = None) -> Scan:
    """Look for record files under ``content`` without opening any.

    ``before``: what was found last; then only the ``changed`` paths are looked at, where these are known. Raises
    `NotADirectoryError` when there is no such folder.
    """
    if not content.is_dir():
        raise NotADirectoryError(content)
    if before is not None and changed is not None and (found := _again(content, before, changed)):
        return found
    found = Scan([], [], time.time_ns())
    _walk(os.fspath(content), "", found)
    return found


def look(content: Path, path: str) -> FileStat | None:
    """What the file system says of one file of records; None where there is no such file."""
    kind = layout.file_kind(path)
    try:
        status = os.lstat(f"{content}/{path}")
    except OSError:
        return None
    return _stat(path, kind, status) if kind and stat.S_ISREG(status.st_mode) else None


def _again(content: Path, before: Scan, changed: Collection[str]) -> Scan | None:
    """A scan in which some paths have changed; None where that may have brought or taken more than files of records."""
    found = Scan([*before.files], before.findings, time.time_ns())
    strange = {finding.path for finding in before.findings}
    for path in changed:
        if path in strange or len(found.files) >= MAX_FILES:
            return None
        at = bisect_left(found.files, path.split("/"), key=_order)
        file = look(content, path)
        if at < len(found.files) and found.files[at].path == path:
            found.files[at : at + 1] = [file] if file else []
            if file or not os.path.lexists(f"{content}/{path}"):
                continue
            return None
        if file and any(_folder(other) == _folder(file) for other in found.files[max(0, at - 1) : at + 1]):
            # Files of records are beside it: no folder on the way is a link.
            found.files.insert(at, file)
        elif file or not _is_nothing(content, path):
            return None
    return found


def _order(file: FileStat) -> list[str]:
    """The key of the order in which folders are walked."""
    return file.path.split("/")


def _folder(file: FileStat) -> str:
    return file.path.rpartition("/")[0]


def _is_nothing(content: Path, path: str) -> bool:
    """Whether a path that is no file of records is of no concern to a scan: it is gone, and was no folder; or is an editor's."""
    parts = path.split("/")
    first, name = parts[0], parts[-1]
    if any(part.startswith(".") for part in parts):
        return True
    if first in NOT_RECORDS:
        return not os.path.islink(f"{content}/{first}")
    try:
        mode = os.lstat(f"{content}/{path}").st_mode
    except OSError:
        return not layout.is_folder(path)
    return is_passing(name) and stat.S_ISREG(mode)


def read(content: Path, file: FileStat) -> SourceFile | Finding:
    """The bytes of one file, or why it cannot be read."""
    try:
        descriptor = os.open(f"{content}/{file.path}", _FLAGS)
        try:
            data = os.read(descriptor, min(file.size, MAX_BYTES) + 1)
            # What has grown since it was looked at.
            while len(data) <= MAX_BYTES and len(data) != file.size and (more := os.read(descriptor, MAX_BYTES)):
                data += more
        finally:
            os.close(descriptor)
    except OSError as error:
        return _finding(file.path, "unreadable", f"không đọc được tệp: {error.strerror}", "xem lại quyền đọc")
    if len(data) > MAX_BYTES:
        message = f"tệp lớn hơn {MAX_BYTES // 1024} KB"
        return _finding(file.path, "too-large", message, "một bản ghi chỉ vài KB")
    return SourceFile(file.path, file.kind, data)


def discover(content: Path) -> tuple[list[SourceFile], list[Finding]]:
    """Every record file under ``content`` with its bytes, in order of path, and findings for what is there but may not be.

    Raises `NotADirectoryError` when there is no such folder.
    """
    found = scan(content)
    files: list[SourceFile] = []
    findings = [*found.findings]
    for file in found.files:
        given = read(content, file)
        if isinstance(given, Finding):
            findings.append(given)
        else:
            files.append(given)
    return files, findings


def _walk(root: str, under: str, found: Scan) -> None:
    try:
        with os.scandir(f"{root}/{under}" if under else root) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        message = f"không mở được thư mục: {error.strerror}"
        found.findings.append(_finding(under or ".", "unreadable", message, "xem lại quyền đọc"))
        return
    for entry in entries:
        if entry.name.startswith(".") or (is_passing(entry.name) and entry.is_file(follow_symlinks=False)):
            continue
        path = f"{under}/{entry.name}" if under else entry.name
        if len(found.files) >= MAX_FILES:
            found.findings.append(_finding(path, "too-large", f"quá {MAX_FILES} tệp", "xóa các tệp không phải bản ghi"))
            return
        _take(root, path, entry, found)


def _take(root: str, path: str, entry: os.DirEntry[str], found: Scan) -> None:
    status = entry.stat(follow_symlinks=False)
    mode = status.st_mode
    if stat.S_ISLNK(mode):
        hint = "chép tệp thật vào đây"
        found.findings.append(_finding(path, "symlink", "không dùng liên kết tượng trưng trong kho", hint))
    elif path in NOT_RECORDS:
        return
    elif stat.S_ISDIR(mode) and layout.is_folder(path):
        _walk(root, path, found)
    elif kind := layout.file_kind(path):
        if stat.S_ISREG(mode):
            found.files.append(_stat(path, kind, status))
        elif stat.S_ISDIR(mode):
            hint = "chuyển tệp trong đó về chỗ của bản ghi rồi xóa thư mục"
            found.findings.append(_finding(path, "unknown-file", "thư mục mang tên của một tệp bản ghi", hint))
        else:
            found.findings.append(_finding(path, "unknown-file", "không phải tệp thường", "chép tệp thật vào đây"))
    else:
        found.findings.append(_finding(path, "unknown-file", *layout.explain_misplaced(path)))


def _stat(path: str, kind: str, status: os.stat_result) -> FileStat:
    return FileStat(path, kind, status.st_size, status.st_mtime_ns, status.st_ino, status.st_ctime_ns)


def _finding(path: str, rule: str, message: str, hint: str) -> Finding:
    return Finding(path, 1, 1, "error", rule, message, hint)
