"""What git leaves in a file that two people changed in one place, until somebody chooses."""

from __future__ import annotations

import re

from giaoban.findings import Finding

_MARK = re.compile(r"^(?:<{7}|\|{7}|>{7})(?: [^\n]*)?$|^={7}$", re.MULTILINE)
_HINT = "giữ phần đúng của hai bên, xóa các dòng <<<<<<<, ======= và >>>>>>>"


def take_out(path: str, text: str) -> tuple[str, list[Finding]]:
    """The text with our side of every conflict, lines staying where they are; and one finding a conflict."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return text, []
    found: list[Finding] = []
    lines = text.split("\n")
    is_theirs = is_open = False
    for number, line in enumerate(lines):
        is_mark = _MARK.match(line) is not None and (line[0] != "=" or is_open)
        if is_mark and (line[0] == "<" or not is_open):
            message = "còn dấu của git ở chỗ hai người cùng sửa (<<<<<<<)"
            found.append(Finding(path, number + 1, 1, "error", "conflict-marker", message, _HINT))
        if is_mark:
            is_open, is_theirs = line[0] != ">", line[0] in "=|"
        if is_mark or is_theirs:
            lines[number] = ""
    return "\n".join(lines), found
