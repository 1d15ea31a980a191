"""Rules for the pages that editors write: they obey what records obey, and carry nothing but text.

MkDocs draws them with fenced code and attribute lists, so both are looked at here; a link may be relative.
"""

from __future__ import annotations

import html
import re

from giaoban.findings import Finding, quote
from giaoban.records import body, load
from giaoban.records.load import entities, suspects
from giaoban.records.model import ID_PATTERN, RESERVED

_NAME = re.compile(ID_PATTERN)
_KEYS = {"title", "description"}
_FRONT = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"^([^\s:#-][^:\n]{0,80}):", re.MULTILINE)
_FENCE = re.compile(r"~{3,}|`{3,}")
_TOKEN = re.compile(r"GIAOBAN:[A-Z]")
_ATTRIBUTES = re.compile(r"\{[^{}\n]{0,200}=[^{}\n]{0,200}\}")
_CODE_SPAN = re.compile(r"(?<![\\`])(`{1,8})[^`\n]+\1(?!`)")
_ALLOWED = re.compile(r"(?:https?://[^/\s@]+(?:/|$)|mailto:|[^:/\\]*(?:/(?!/)|$|[#?])|/(?!/)|\.\.?/)")


def misnamed(address: str) -> str:
    """Why a written page cannot have this address (no slashes around it); empty where it can.

    Names are those of records, so that no page has the name of a file, or of a page in other letters.
    """
    parts = address.split("/")
    if not all(_NAME.fullmatch(part) for part in parts):
        return "tên tệp chỉ gồm chữ thường a–z không dấu, chữ số và dấu gạch nối"
    if RESERVED.intersection(parts):
        return "Windows không cho tệp hay thư mục nào mang tên này"
    # MkDocs gives these the address of their folder.
    return f"tên {quote(parts[-1])} không thành địa chỉ của trang" if parts[-1] in {"index", "readme"} else ""


def check(path: str, data: bytes) -> list[Finding]:
    """Every problem of one written page, in the order of its lines; ``path`` from the content folder."""
    try:
        text = data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        place = before.count("\n") + 1, len(before) - before.rfind("\n")
        hint = "mở tệp và lưu lại với bảng mã UTF-8"
        return [Finding(path, *place, "error", "not-utf8", "tệp không phải UTF-8", hint)]
    text, found = load.without_conflicts(path, text)
    found += suspects(path, text)

    def say(offset: int, rule: str, message: str, hint: str) -> None:
        place = text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
        found.append(Finding(path, *place, "error", rule, message, hint))

    front = _FRONT.match(text)
    if not front:
        hint = "dòng đầu là “---”, rồi title, description, lại một dòng “---”"
        say(0, "front-matter", "trang không có phần khai báo", hint)
    for key in _KEY.finditer(text, front.start(1), front.end(1)) if front else ():
        if key[1] not in _KEYS:
            say(key.start(), "unknown-key", f"khóa lạ {quote(key[1])}", "trang viết tay chỉ có title và description")
    for token in _TOKEN.finditer(text):
        say(token.start(), "html-in-body", "GIAOBAN: là dấu riêng của bộ dựng trang", "viết khác đi")
    bare = _CODE_SPAN.sub(lambda match: "x" * len(match[0]), _without_fences(text))
    for line, column, tag in body.html_places(bare):
        hint = "viết bằng Markdown; nếu là dấu bé hơn thì chừa một dấu cách sau “<”"
        found.append(Finding(path, line, column, "error", "html-in-body", f"trang không dùng HTML: {quote(tag)}", hint))
    for given in _ATTRIBUTES.finditer(bare):
        say(given.start(), "html-in-body", f"thuộc tính HTML {quote(given[0])}", "chỉ đặt mã cho tiêu đề: {#ma}")
    found += entities(path, bare)
    for line, column, target in body.links(bare):
        if not _ALLOWED.match(re.sub(r"\s", "", html.unescape(target))):
            hint = "xóa liên kết, hoặc thay bằng địa chỉ https://"
            found.append(
                Finding(path, line, column, "error", "unsafe-link", f"liên kết nguy hiểm {quote(target)}", hint)
            )
    return sorted(found)


def _without_fences(text: str) -> str:
    """The text with fenced code blanked out; a fence that is never closed encloses nothing."""
    lines = text.split("\n")
    last = {line.rstrip(): number for number, line in enumerate(lines) if _FENCE.fullmatch(line.rstrip())}
    fence = ""
    for number, line in enumerate(lines):
        if fence:
            is_end = line.rstrip() == fence
            lines[number] = "x" * len(line)
            fence = "" if is_end else fence
        elif (opened := _FENCE.match(line)) and last.get(opened[0], -1) > number:
            fence = opened[0]
            lines[number] = "x" * len(line)
    return "\n".join(lines)
