"""Rules for the Markdown of editors, under a meeting's front matter and on written pages: plain Markdown, safe links, no HTML.

MkDocs draws written pages with fenced code and attribute lists, so both are looked at there; a link may be relative.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import cache, partial

from giaoban import vietnamese
from giaoban.check.problem import Report, walk
from giaoban.findings import Finding, did_you_mean, quote
from giaoban.records import body, load
from giaoban.records.load import ParsedFile, entities, suspects
from giaoban.records.model import EACH, ID_PATTERN, RESERVED

# All that a link may be. Everything else is refused, so nothing depends on knowing every dangerous scheme.
_ALLOWED_IN_SUMMARY = re.compile(r"(?:https?://[^/\s]|#.)[^\s<>\\\x00-\x1f]*")
_PLAIN_ADDRESS = re.compile(r"/(?:[a-z0-9][a-z0-9/-]*)?(?:#[a-z0-9-]+)?")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")
_DANGEROUS = {"javascript", "data", "vbscript", "file", "blob", "about"}
_LONE_SIGN = re.compile(r"#(?<!##)(?!#)")
_TOP_HEADING = re.compile(r" {0,3}#(?!#)")
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}\](?=[(\[])")
_TARGET = re.compile(r"\]\([^()\n]{0,500}\)")
_HEADINGS = re.compile(r"^ {0,3}#{1,6}(?!#)[^\n]*$", re.MULTILINE)
_SUBHEADING = re.compile(r" {0,3}#{2,6}[ \t]*(.*)")
_LINK_HINT = (
    "liên kết viết [chữ](/hop/<mã>/) cho trang trong kho, [chữ](https://…) cho trang khác, [chữ](#t1) cho mục của bài"
)


def check_summary(document: ParsedFile, report: Report) -> None:
    """Report a meeting's summary that is empty or has HTML, links that lead nowhere, images, or headings like its title's."""
    text, before = body.without_draft_comments(document.body), document.body_line - 1
    if not _HEADINGS.sub("", text).strip() and document.marked.value.get("status") != "withdrawn":
        hint = "viết tóm tắt sau dòng “---” thứ hai"
        report.at_place((document.body_line, 1), "warning", "no-summary", "cuộc họp chưa có tóm tắt", hint)
    for line, column, tag in body.html_places(text):
        hint = "viết bằng Markdown; nếu là dấu bé hơn thì chừa một dấu cách sau “<”"
        report.at_place(
            (before + line, column), "error", "html-in-body", f"tóm tắt không dùng HTML: {quote(tag)}", hint
        )
    anchors = cache(partial(_anchors, document))
    for line, column, target in body.links(text):
        if report.full:
            return
        if wrong := _fault_of_link(target, anchors):
            report.at_place((before + line, column), "error", *wrong)
    if "![" not in text and not _LONE_SIGN.search(text):
        return
    for number, line_text in enumerate(text.split("\n"), start=1):
        if _TOP_HEADING.match(line_text):
            message = "tiêu đề cấp một (#) đã là tên cuộc họp"
            report.at_place((before + number, 1), "warning", "heading-level", message, "dùng ## trong tóm tắt")
        for image in _IMAGE.finditer(line_text):
            place = (before + number, image.start() + 1)
            hint = "bỏ ảnh; nếu cần thì đặt liên kết tới trang có ảnh"
            report.at_place(place, "error", "image-in-body", "tóm tắt không có ảnh", hint)


def _fault_of_link(target: str, anchors: Callable[[], tuple[list[str], set[str]]]) -> tuple[str, str, str] | None:
    """Rule, message and hint for a link that may not stand in a summary."""
    if _PLAIN_ADDRESS.fullmatch(target):
        return None
    # A browser undoes entities and drops blanks, and takes backslashes for slashes, before it looks at the scheme.
    bare = re.sub(r"[\s\x00-\x1f\x7f]", "", html.unescape(target)).replace("\\", "/").lower()
    scheme = _SCHEME.match(bare)
    if scheme and scheme[1] in _DANGEROUS:
        return "unsafe-link", f"liên kết nguy hiểm {quote(target)}", "xóa liên kết, hoặc thay bằng địa chỉ https://"
    if bare.startswith("//"):
        hint = f"viết đủ https:{bare[:80]}"
        return "unsafe-link", f"liên kết {quote(target)} dẫn ra ngoài mà không ghi giao thức", hint
    if not body.is_address(target) and not _ALLOWED_IN_SUMMARY.fullmatch(target):
        return "malformed-link", f"liên kết không đúng dạng {quote(target)}", _LINK_HINT
    if not target.startswith("#"):
        return None
    items, headings = anchors()
    if target[1:] not in items and target[1:] not in headings:
        hint = did_you_mean(target[1:], items[:500]) or "viết #t1, #r2 … như id của mục"
        return "dead-link", f"liên kết {quote(target)}: bản ghi này không có mục ấy", hint
    return None


def _anchors(document: ParsedFile) -> tuple[list[str], set[str]]:
    """What a link may point to on the meeting's own page: its numbered items and sources, and the summary's headings."""
    lists = ("results", "shortcomings", "tasks", "figures", "sources")
    items = [str(i) for key in lists for _, i in walk(document.marked.value, (key, EACH, "id"))]
    titles = (found[1] for line in document.body.split("\n") if (found := _SUBHEADING.match(line)))
    return items, {f"muc-{vietnamese.slug(_TARGET.sub('', title))[:60].strip('-')}" for title in titles}


_NAME = re.compile(ID_PATTERN)
_KEYS = {"title", "description"}
_FRONT = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"^([^\s:#-][^:\n]{0,80}):", re.MULTILINE)
_FENCE = re.compile(r"~{3,}|`{3,}")
_TOKEN = re.compile(r"GIAOBAN:[A-Z]")
_ATTRIBUTES = re.compile(r"\{[^{}\n]{0,200}=[^{}\n]{0,200}\}")
_CODE_SPAN = re.compile(r"(?<![\\`])(`{1,8})[^`\n]+\1(?!`)")
_ALLOWED_ON_PAGE = re.compile(r"(?:https?://[^/\s@]+(?:/|$)|mailto:|[^:/\\]*(?:/(?!/)|$|[#?])|/(?!/)|\.\.?/)")


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


def check_page(path: str, data: bytes) -> list[Finding]:
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
        if not _ALLOWED_ON_PAGE.match(re.sub(r"\s", "", html.unescape(target))):
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
