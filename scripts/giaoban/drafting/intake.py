"""Reading what an editor hands in: bytes of a file or of standard input become text, or a finding."""

from __future__ import annotations

import sys
from pathlib import Path

from giaoban.drafting import encodings
from giaoban.findings import Finding

MAX_BYTES = 2 * 1024 * 1024
_CONTROL_SHARE = 0.05
_SHORTEST = 40


def read(name: str) -> tuple[str | None, list[Finding]]:
    """The text of a file, or of standard input for "-", and what there is to say; None and an error when it is no article."""
    try:
        if name == "-":
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with Path(name).open("rb") as stream:
                data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return None, [_finding(name, "missing-file", "không có tệp này", "kiểm tra lại đường dẫn")]
    except IsADirectoryError:
        return None, [_finding(name, "unreadable", "đây là thư mục, không phải tệp", "đưa từng bài một")]
    except (OSError, ValueError) as error:
        return None, [_finding(name, "unreadable", f"không đọc được tệp: {getattr(error, 'strerror', None) or error}")]
    return decode(name, data)


def decode(name: str, data: bytes) -> tuple[str | None, list[Finding]]:
    """Bytes as text, legacy encodings turned into Unicode with a warning; None and an error when they are no text."""
    if len(data) > MAX_BYTES:
        return None, [
            _finding(name, "too-large", f"tệp lớn hơn {MAX_BYTES // 1024 // 1024} MB", "một bài báo chỉ vài chục KB")
        ]
    if b"\x00" in data[:65536] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, [
            _finding(name, "not-text", "tệp không phải văn bản", "chép phần chữ của bài vào một tệp .txt UTF-8")
        ]
    try:
        text, encoding = encodings.mend(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        decoded, encoding = encodings.decode(data)
        if decoded is None:
            return None, [_not_utf8(name, data, error)]
        text = decoded
    found = [] if encoding is None else [_converted(name, encodings.NAMES[encoding])]
    controls = sum(c < " " and c not in "\n\r\t\f" for c in text)
    if controls > _CONTROL_SHARE * len(text):
        return None, [
            _finding(name, "not-text", "tệp không phải văn bản", "chép phần chữ của bài vào một tệp .txt UTF-8")
        ]
    if sum(c.isalpha() for c in text[:20000]) < _SHORTEST:
        return None, [_finding(name, "empty", "tệp không có chữ nào để đọc", "dán nguyên văn bài báo")]
    return text, found


def _not_utf8(name: str, data: bytes, error: UnicodeDecodeError) -> Finding:
    line = data.count(b"\n", 0, error.start) + 1
    column = error.start - data.rfind(b"\n", 0, error.start)
    return Finding(name, line, column, "error", "not-utf8", "tệp không phải UTF-8", "lưu lại tệp với bảng mã UTF-8")


def _converted(name: str, encoding: str) -> Finding:
    message = f"bài ở bảng mã {encoding}, đã chuyển sang Unicode"
    return Finding(name, 1, 1, "warning", "encoding", message, "đối chiếu tên người và số, ký hiệu với bản gốc")


def _finding(path: str, rule: str, message: str, hint: str = "") -> Finding:
    return Finding(path, 1, 1, "error", rule, message, hint)
