"""What YAML reads without complaint and an editor did not mean: a sentence cut short at " #", a quotation split at its comma."""

from __future__ import annotations

import re
from collections.abc import Iterator

from giaoban.findings import Finding, quote

# More than an editor reads of one file.
_MOST = 200
# A remark has a blank after its sign; "số #10" is part of a sentence.
_CUT = re.compile(r"(?<=\S) +#(?=[^\s#!])")
_SPLIT = re.compile(r"[\[,] *([^\[\],“”]{0,200}“[^”\],]{0,200}),[^”\]]{0,200}”")
# What makes a line worth a closer look, found at once.
_LIKELY = {
    " #": re.compile(r"\S +#[^\s#!]"),
    "“": re.compile(r"[\[,] *[^\[\],“”\"\n]{0,200}“[^”\],\n]{0,200},[^”\]\n]{0,200}”"),
}
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|(?<![^\s\[{,:])\'[^\']*\'')
_BLOCK = re.compile(r"^ *(?:- +)*(?:[a-z_0-9]+: +)?[>|][+-]? *$")


def find(path: str, front: str, first_line: int) -> Iterator[Finding]:
    """Warnings for the YAML of one file; ``first_line``: the line of the file on which it begins."""
    places = sorted(m.start() for sign, pattern in _LIKELY.items() if sign in front for m in pattern.finditer(front))
    likely = list(dict.fromkeys(front.count("\n", 0, place) for place in places[:_MOST]))
    lines = front.split("\n") if likely else []
    for number in likely:
        line = lines[number]
        if line.lstrip().startswith("#") or _is_in_block(lines, number):
            continue
        bare = _QUOTED.sub(lambda match: "x" * len(match[0]), line)
        if cut := _CUT.search(bare):
            message = f"“ #” mở một lời chú, nên {quote(line[cut.end() - 1 :].strip(), 40)} bị bỏ khỏi giá trị"
            hint = 'để cả giá trị trong ngoặc kép: "…"; lời chú thật thì chừa một dấu cách sau “#”'
            yield Finding(path, first_line + number, cut.end(), "warning", "comment-cuts", message, hint)
        if split := _SPLIT.search(bare):
            message = f"dấu phẩy trong ngoặc “ ” tách giá trị làm hai: {quote(split[1].strip(), 40)}"
            hint = 'bọc cả giá trị: "“…, …”"'
            yield Finding(path, first_line + number, split.start(1) + 1, "warning", "comma-splits", message, hint)


def _is_in_block(lines: list[str], number: int) -> bool:
    """Whether a line is part of a text below ``>-`` or ``|``, in which every sign is itself."""
    indent = len(lines[number]) - len(lines[number].lstrip(" "))
    for above in range(number - 1, -1, -1):
        line = lines[above]
        if line.strip() and len(line) - len(line.lstrip(" ")) < indent:
            return _BLOCK.match(line) is not None
    return False
